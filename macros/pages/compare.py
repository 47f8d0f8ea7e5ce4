"""Models in, tables that set them side by side out: facts, terms, scores they share; what differs first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from markupsafe import Markup

from macros.answers.access import listed
from macros.answers.attributes import Attribute
from macros.answers.rivals import Pair
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.fields import Ref
from macros.facts.schema.model import Model
from macros.pages import attributes
from macros.pages.cells import UNKNOWN, Cell, small
from macros.pages.inline import QuestionId
from macros.pages.license import LicenseId, answer_cell, answer_cells
from macros.pages.page import Page
from macros.pages.signatures import Each
from macros.pages.tables import Row, Side, Table
from macros.pages.view import View

ModelId = Annotated[str, Ref("model")]

AttributeNames = Annotated[str, Each("attribute")]

DECISIVE = ("access", "business", "context", "parameters")  # what a sentence on a comparison names
SHOWN_FIRST = 3
QUESTIONS = (
    "commercial_use",
    "threshold",
    "modify",
    "host_as_service",
    "train_on_outputs",
    "naming",
    "aup",
    "share_alike",
    "geography",
)
FOLDER = "comparisons"


def compare(view: View, *ids: ModelId, rows: AttributeNames = "") -> Markup:
    """Models side by side, what differs first; `rows` names the facts, as on the page What each fact means."""
    models = [view.catalog.models[id] for id in ids]
    known = view.knowledge.attributes["model"]
    chosen = [known[name] for name in _names(rows)] if rows else attributes.met(view, "model", "compare")
    return view.render(
        "compare/table.html", models=_heads(view, models), groups=[(view.label("parts", "facts"), _facts(view, models, chosen))]
    )


def models(
    view: View,
    *,
    family: Annotated[str, Ref("family")] = "",
    maker: Annotated[str, Ref("maker")] = "",
    license: LicenseId = "",
    access: Annotated[str, Ref("vocabulary/access-classes")] = "",
    type: Annotated[str, Ref("vocabulary/model-types")] = "",
    since: str = "",
    limit: int = 10,
    rows: AttributeNames = "released, access, license, parameters, context",
) -> Markup:
    """The newest models that fit, as a table; `since` is a year, a month or a day."""
    wanted = {"family": family, "maker": maker, "type": type}
    found = [
        model
        for model in view.catalog.models.values()
        if all(not value or getattr(model, name) == value for name, value in wanted.items())
        and (not license or model.terms == license)
        and (not access or view.knowledge.assessments[model.id].access == access)
        and model.released >= since
    ][:limit]
    caption = view.catalog.all(Dictionary)["model"].caption(len(found))
    return view.render("thing/table.html", table_=attributes.table(view, "model", "", caption, found, _names(rows)))


def may(view: View, id: ModelId, *questions: QuestionId) -> Markup:
    """What binds who uses a model, question by question, with the clause and the text it stands in."""
    terms = view.knowledge.terms[id]
    told = [(question, terms.answers[question]) for question in questions or QUESTIONS if question in terms.answers]
    rows = tuple(
        Row("", (*answer_cells(view, question, term.answer), view.cells.license(term.layer.license.id))) for question, term in told
    )
    columns = view.columns("question", "answer", "why", "clause", "bound-by")
    caption = view.catalog.models[id].name
    return view.render("thing/table.html", table_=Table("", caption, columns, rows, empty=view.caption("no-answers")))


def clause(view: View, id: LicenseId, question: QuestionId) -> Markup:
    """What a license says to one question, in its own words."""
    license = view.catalog.licenses[id]
    answer = license.answers.get(question)
    return view.render("compare/clause.html", license=view.cells.license(id), answer=answer)


def comparison_list(view: View) -> Markup:
    """Ready-made comparisons: closed models with their closest open rival, and generations of a family."""
    groups: dict[str, list[Cell]] = {"rival": [], "generation": []}
    for pair in view.knowledge.pairs:
        groups[pair.why].append(Cell("link", named(view, pair), view.links.page(path(pair))))
    shown = {pair.first.id for pair in view.knowledge.pairs if pair.why == "rival"}
    others = [Cell("link", named(view, pair), _form(view, pair)) for id, pair in view.knowledge.rivals.items() if id not in shown]
    return view.render("compare/list.html", groups=groups, others=others)


def named(view: View, pair: Pair) -> str:
    """Both names."""
    return listed(view.catalog, [pair.first.name, pair.second.name])


def _form(view: View, pair: Pair) -> str:
    """The form of *Compare models* with both filled in."""
    return view.links.page("decide/compare.md") + f"?model={pair.first.id}&model={pair.second.id}"


def compare_models(view: View) -> Markup:
    """The form that sets two to five models side by side, with the newest closed model and its open rival filled in."""
    pair = next(pair for pair in view.knowledge.pairs if pair.why == "rival")
    example = (pair.first, pair.second)
    sides = _facts(view, example, attributes.met(view, "model", "compare"))
    differing = sum(side.differs for side in sides)
    return view.render(
        "compare/form.html",
        names=[model.name for model in view.catalog.models.values()],
        model_url=view.links.record("model", "{id}"),
        example=example,
        summary=view.say("models.differ", names=named(view, pair), decided=_decided(view, sides), count=differing, all=len(sides)),
        models=_heads(view, example),
        groups=[(view.caption("facts"), sides)],
    )


def decisive(view: View) -> list[str]:
    """The labels of the facts that most often decide between two models, in this order."""
    known = view.knowledge.attributes["model"]
    return [attributes.label(known[id]) for id in DECISIVE]


def _decided(view: View, sides: Sequence[Side]) -> str:
    """Of those the first that differ and are known of all: 'access, API only against open weights; '."""
    by = {side.label: side for side in sides if side.differs and UNKNOWN not in side.cells}
    found = [by[label] for label in decisive(view) if label in by][:SHOWN_FIRST]
    return "".join(f"{_said(view, side)} " for side in found)


def _said(view: View, side: Side) -> str:
    values = f" {view.say('models.or')} ".join(dict.fromkeys(cell.text for cell in side.cells))
    return view.say("models.decided", label=small(side.label), values=values)


def comparison_page(view: View, pair: Pair) -> Page:
    """Two models on a page of their own."""
    both = (pair.first, pair.second)
    known = view.knowledge
    lead = view.render(
        "compare/lead.html",
        why=pair.why,
        models=[
            (view.cells.model(model.id), small(view.label("access-classes", known.assessments[model.id].access))) for model in both
        ],
        newer=_newer(both),
        form=_form(view, pair),
    )
    sections = tuple(
        section
        for part, sides in _parts(view, both)
        for section in view.section(
            part, "compare/table.html", models=_heads(view, both), groups=[(view.label("parts", part), sides)]
        )
    )
    title = view.caption("pair", first=pair.first.name, second=pair.second.name)
    return Page(
        path(pair),
        title,
        view.caption("pair-page", pair=title),
        lead,
        sections,
        view.catalog.path("model", pair.first.id),
        kind="Comparison",
    )


def groups(view: View, models: Sequence[Model]) -> list[tuple[str, list[Side]]]:
    """(title, rows) of all that can be set side by side, as far as something is known."""
    return [(view.label("parts", part), sides) for part, sides in _parts(view, models)]


def _parts(view: View, models: Sequence[Model]) -> Iterator[tuple[str, list[Side]]]:
    for part, sides in (
        ("facts", _facts(view, models, attributes.met(view, "model", "compare"))),
        ("comparison.what", _terms(view, models)),
        ("comparison.scores", _scores(view, models)),
    ):
        if sides:
            yield part, sides


def path(pair: Pair) -> str:
    """Where the page of a pair stands."""
    return f"{FOLDER}/{pair.id}.md"


def _newer(both: Sequence[Model]) -> str:
    first, second = both
    return "" if first.released == second.released else max(both, key=lambda model: model.released).name


def _names(rows: str) -> list[str]:
    return [name.strip() for name in rows.split(",") if name.strip()]


def _heads(view: View, models: Sequence[Model]) -> list[Cell]:
    return [view.cells.model(model.id) for model in models]


def _facts(view: View, models: Sequence[Model], chosen: Sequence[Attribute]) -> list[Side]:
    """What nobody knows of any of them is left out; what differs comes first."""
    sides = [
        Side(
            attributes.label(attribute),
            view.links.page("fields.md", attributes.anchor(attribute)),
            tuple(attributes.cell(view, attribute, model) for model in models),
        )
        for attribute in chosen
    ]
    return _sorted([side for side in sides if any(cell is not UNKNOWN for cell in side.cells)])


def _terms(view: View, models: Sequence[Model]) -> list[Side]:
    sides = []
    for id in QUESTIONS:
        answers = [view.knowledge.terms[model.id].answers.get(id) for model in models]
        if any(answers):
            word = view.catalog.word("questions", id)
            cells = tuple(answer_cell(view, id, term.answer) if term else UNKNOWN for term in answers)
            sides.append(Side(word.label, view.links.record("question", id), cells))
    return _sorted(sides)


def _scores(view: View, models: Sequence[Model]) -> list[Side]:
    """Results in the same test, setting and harness by the same sort of reporter; others cannot be set side by side.

    On a board's list in one version each model stands with its best setting.
    """
    results = view.knowledge.results
    found: dict[tuple[str, str, str], dict[str, float]] = {}
    for model in models:
        for row in results.of_model(model.id):
            listed = (row.benchmark.id, row.version) in results.lists
            setting = view.caption("best-setting", version=row.version) if listed else row.setting
            found.setdefault((row.benchmark.id, setting, row.reported_by), {}).setdefault(model.id, row.score)
    sides = []
    for (benchmark, setting, reporter), scores in found.items():
        if len(scores) > 1:
            record = view.catalog.benchmarks[benchmark]
            told = ", ".join(part for part in (setting, view.label("reporters", reporter).lower()) if part)
            cells = tuple(
                Cell("number", f"{scores[model.id]:g}", title=record.unit) if model.id in scores else UNKNOWN for model in models
            )
            sides.append(Side(f"{record.name}: {told}", view.links.record("benchmark", benchmark), cells))
    return sides


def _sorted(sides: list[Side]) -> list[Side]:
    return sorted(sides, key=lambda side: not side.differs)

"""One model in, its page out."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from macros.answers import age, lifecycle
from macros.answers.access import Openness, listed
from macros.answers.licensing.effective import Terms
from macros.facts.schema.model import Model, Stage
from macros.pages import attributes, duties, leaving, measured, openness_view, running
from macros.pages.card import model_card
from macros.pages.cells import UNKNOWN, Cell, day, short, text
from macros.pages.energy import energy_table
from macros.pages.facts import Facts, newest_reading
from macros.pages.license import answer_cells
from macros.pages.page import Page, Section
from macros.pages.prices import model_prices
from macros.pages.renderer import plain
from macros.pages.scores import score_table
from macros.pages.tables import Row, Table
from macros.pages.view import View

PAGE_QUESTIONS = (
    "commercial_use", "threshold", "modify", "redistribute", "host_as_service", "train_on_outputs", "naming", "aup", "share_alike",
    "geography",
)  # fmt: skip
RELATIVES = 6  # of a larger family only the newest stand on the pages of all its models; its own page has all


def model_page(view: View, model: Model) -> Page:
    """The page of one model."""
    verdicts = view.knowledge.assessments[model.id]
    facts = Facts(model)
    groups = attributes.facts(view, facts, "model")
    lead = view.render(
        "model/lead.html",
        summary=model.summary or _summary(view, model, verdicts),
        card=model_card(view, model),
        edit=view.edit("model", model.id),
        report=view.report("model", model.id, model.name),
        suggest=view.suggest("model", model.id, model.name),
        json=view.json("model", model.id),
        bom=view.links.file(f"api/v1/bom/{model.id}.json") if model.downloadable else "",
        read=newest_reading(model.sources),
        claimed=(model.claimed.label, facts.note(model.claimed.source)) if model.claimed else None,
    )
    sections = (
        *view.section("facts", "model/facts.html", groups=groups),
        *_license(view, model),
        *duties.section(view, model),
        *running.needs(view, model),
        *measured.of_model(view, model),
        *openness_view.sections(view, model, verdicts, facts),
        *view.section("benchmarks", "model/benchmarks.html", results=score_table(view, model)),
        *view.section("energy", "model/energy.html", figures=energy_table(view, model)),
        *model_prices(view, model),
        *leaving.section(view, model),
        *_relatives(view, model),
        *_history(view, model, facts),
        *attributes.sources(view, "model", model),
    )
    description = attributes.described(view, "model", model, summary=plain(_summary(view, model, verdicts)))
    return Page(
        f"models/{model.id}.md",
        model.name,
        description,
        lead,
        sections,
        view.catalog.path("model", model.id),
        jsonld=_jsonld(view, model),
    )


def _summary(view: View, model: Model, verdicts: Openness) -> Markup:
    """What, who, when, under what terms, in one sentence made from the facts."""
    kind = view.label("model-types", model.type).lower()
    size = model.parameters.total if model.parameters else None
    return view.render(
        "model/summary.html",
        model=model,
        kind=kind,
        vowel=kind[0] in "aeiou",
        maker=view.catalog.makers[model.maker].name,
        size=short(size) if size else "",
        day=view.catalog.long_day(model.released),
        way=view.label("access-classes", verdicts.access),
    )


def _license(view: View, model: Model) -> tuple[Section, ...]:
    terms, lineages = view.knowledge.terms[model.id], view.knowledge.lineages
    if not terms.layers and not terms.unmapped:
        return ()
    key = " ".join(layer.license.id for layer in terms.layers)
    return view.section(
        "license",
        "model/license.html",
        own=view.cells.license(terms.own.id) if terms.own else UNKNOWN,
        inherited=[(view.cells.license(layer.license.id), layer.ancestor) for layer in terms.inherited],
        answers=view.once(("answers", key), lambda: _answers(view, terms)),
        conflict=lineages.conflict(model),
        unmapped=terms.unmapped,
        conflicts_page=view.links.page("licenses/conflicts.md"),
    )


def _answers(view: View, terms: Terms) -> Markup:
    """The strictest answers, with the license each comes from where several bind."""
    several = len(terms.layers) > 1
    shown = [(id, terms.answers[id]) for id in PAGE_QUESTIONS if id in terms.answers]
    rows = tuple(
        Row("", (*answer_cells(view, id, term.answer), *((view.cells.license(term.layer.license.id),) if several else ())))
        for id, term in shown
    )
    columns = view.columns("question", "answer", "why", "clause", *(("from",) if several else ()))
    names = listed(view.catalog, [layer.license.name for layer in terms.layers])
    caption = view.caption("answers", licenses=names)
    table = Table("license-answers", caption, columns, rows, empty=view.caption("no-answers"))
    return view.render("thing/table.html", table_=table)


def _relatives(view: View, model: Model) -> tuple[Section, ...]:
    cells = view.cells
    bases = tuple(
        (view.label("relations", base.relation), cells.model(base.model) if base.model else text(base.name))
        for base in model.base_models
    )
    children = tuple(cells.model(id) for id in view.knowledge.lineages.descendants(model.id))
    family = view.catalog.models_of(family=model.family)
    words = view.catalog.vocabularies["origins"]
    return view.section(
        "family",
        "model/family.html",
        bases=bases,
        origin=words[model.origin] if isinstance(model.origin, str) else None,
        sought=tuple((search.url, search.read) for search in model.searched if "base_models" in search.fields),
        children=Cell("list", items=children) if children else None,
        relatives=view.once(("family", model.family), lambda: _family(view, family)) if len(family) > 1 else None,
        family=cells.family(model.family),
        more=len(family) if len(family) > RELATIVES else 0,
    )


def _family(view: View, models: tuple[Model, ...]) -> Markup:
    name = view.catalog.families[models[0].family].name
    caption = view.caption(
        "newest-relatives" if len(models) > RELATIVES else "relatives", shown=RELATIVES, count=len(models), family=name
    )
    table = attributes.table(view, "model", "relatives", caption, models[:RELATIVES], ("released", "parameters", "access"))
    return view.render("thing/table.html", table_=table)


def _history(view: View, model: Model, facts: Facts) -> tuple[Section, ...]:
    rows = [
        (day(event.date), view.label("model-events", event.event), event.note, facts.note(event.source))
        for event in sorted(model.history, key=lambda event: event.date)
    ]
    return view.section("history", "model/history.html", rows=rows, stages=_stages(view, model, facts))


@dataclass(frozen=True)
class _Milestone:
    """A dated step on one way to the model; `ahead` says that the day has not come, `until` is a promise.

    A state without a day ages: `read` is the day somebody saw it.
    """

    day: Cell
    channel: str
    state: str
    ahead: bool
    until: str
    read: Cell | None
    note: str | None
    marks: tuple[int, ...]


def _stages(view: View, model: Model, facts: Facts) -> list[_Milestone]:
    today = view.catalog.today
    return [
        _Milestone(
            day(on),
            view.label("channels", stage.channel),
            view.label("lifecycle-states", state),
            bool(on) and not lifecycle.passed(str(on), today),
            (stage.not_before or "") if state == last else "",
            None if on or state == lifecycle.RETIRED else view.cells.aged(model.sources[stage.source].read, age.PRICE),
            stage.note if state == last else None,
            facts.note(stage.source),
        )
        for stage in model.lifecycle
        for last in [lifecycle.RETIRED if stage.retires else lifecycle.state(stage, today)]
        for state, on in steps(stage, last)
    ]


def steps(stage: Stage, last: str) -> list[tuple[str, str | None]]:
    """The dated steps of one way; where no day is known, the state it is in."""
    first = "preview" if stage.state == "preview" else "available"
    dated = [(first, stage.since), ("deprecated", stage.announced), (last, stage.retires)]
    return [(state, on) for state, on in dated if on] or [(last, None)]


def _jsonld(view: View, model: Model) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "SoftwareApplication",
        "name": model.name,
        "applicationCategory": "AI model",
        "datePublished": model.released,
        "author": {"@type": "Organization", "name": view.catalog.makers[model.maker].name},
    }

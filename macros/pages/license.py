"""One license in, its page out: the answer card, the numbers, what it asks, its versions, the models under it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from markupsafe import Markup

from macros.answers.licensing.answers import answers_of, verified
from macros.facts.catalog import Say
from macros.facts.places import line
from macros.facts.schema.fields import Ref
from macros.facts.schema.license import Answer, License, Threshold
from macros.pages import attributes
from macros.pages.card import license_card
from macros.pages.cells import NONE, Cell, text
from macros.pages.facts import Facts
from macros.pages.page import Page, Section
from macros.pages.tables import Column, Row, Table
from macros.pages.view import View

LicenseId = Annotated[str, Ref("license")]


def license_page(view: View, license: License) -> Page:
    """The page of one license."""
    facts = Facts(license)
    category = view.cells.badge("license-categories", license.category)
    lead = view.render(
        "license/lead.html",
        license=license,
        card=license_card(view, license),
        category=category,
        checked=view.cells.checked(license),
        category_help=view.catalog.word("license-categories", license.category).description or "",
        note=license.category_note,
        permissions=[view.label("permissions", id) for id in license.permissions],
        conditions=[view.label("conditions", id) for id in license.conditions],
        limitations=[view.label("limitations", id) for id in license.limitations],
        osi=license.osi_approved == "yes",
        edit=view.edit("license", license.id),
        report=view.report("license", license.id, license.name),
        suggest=view.suggest("license", license.id, license.name),
        json=view.json("license", license.id),
    )
    sections = (
        *view.section("license.answers", "license/answers.html", groups=_groups(view, license, facts)),
        *view.section("license.thresholds", "license/thresholds.html", table_=_thresholds(view, license)),
        *view.section("license.places", "license/places.html", places=_places(view, license)),
        *view.section(
            "license.facts",
            "license/text.html",
            groups=attributes.facts(view, facts, "license"),
            classified=_classified(view, license, facts),
        ),
        *_versions(view, license),
        *view.section("license.models", "license/models.html", table_=_models(view, license)),
        *attributes.sources(view, "license", license),
    )
    description = attributes.described(view, "license", license)
    return Page(f"licenses/{license.id}.md", license.name, description, lead, sections, view.catalog.path("license", license.id))


TONES = {"good": {"yes": "good", "no": "bad"}, "bad": {"yes": "bad", "no": "good"}}


def answer_cell(view: View, question: str, answer: Answer, *, told: bool = False) -> Cell:
    """The answer as a badge, colored by what it means for the reader; one that does not rest on the text says so.

    Why it is so is its title; `told` where that stands beside it.
    """
    cell = view.cells.badge("answers", answer.answer)._replace(title="" if told else answer.reason)
    if verified(answer):
        return cell._replace(tone=answer_tone(view, question, answer.answer))
    shown = cell.text if answer.answer == "unknown" else view.catalog.say("not-verified", answer=cell.text)
    return cell._replace(text=shown, tone="plain")


def answer_tone(view: View, question: str, answer: str) -> str:
    """good, mixed or bad for the reader; plain where a yes is neither, or where nothing is decided."""
    direction = view.catalog.word("questions", question).direction
    if direction not in TONES:
        return "plain"
    return "mixed" if answer == "conditional" else TONES[direction].get(answer, "plain")


def clause_cell(answer: Answer) -> Cell:
    """Where the text says so; only a yes or a condition must stand somewhere."""
    return text(answer.clause) if answer.clause or answer.answer in ("yes", "conditional") else NONE


def answer_cells(view: View, question: str, answer: Answer) -> tuple[Cell, Cell, Cell, Cell]:
    """Question, answer, why, clause: the row of an answer in a table of several questions."""
    return (
        text(view.catalog.word("questions", question).label),
        answer_cell(view, question, answer, told=True),
        text(answer.reason),
        clause_cell(answer),
    )


@dataclass(frozen=True)
class Answered:
    """A question and what the text answers; `line` is where the record has it (0: another record of the same terms)."""

    id: str
    label: str
    href: str
    badge: Cell
    answer: Answer
    notes: tuple[int, ...]
    evidence: str
    line: int


def _groups(view: View, license: License, facts: Facts) -> list[tuple[str, list[Answered]]]:
    """The answers by the heading of their question."""
    answers, lines = answers_of(view.catalog, license), view.catalog.lines("license", license.id)
    groups: dict[str, list[Answered]] = {}
    for id, word in view.catalog.vocabularies["questions"].items():
        if answer := answers.get(id):
            own = id in license.answers
            row = Answered(
                id,
                word.label,
                view.links.record("question", id),
                answer_cell(view, id, answer, told=True),
                answer,
                facts.note(answer.source) if own else (),
                view.label("evidence-levels", answer.evidence),
                line(lines, f"answers.{id}") if own else 0,
            )
            groups.setdefault(word.group or "", []).append(row)
    return list(groups.items())


def limits(view: View, *ids: LicenseId) -> Markup:
    """The sizes at which some licenses change: what is counted, from which number, what happens, with the clause."""
    rows = tuple(
        Row("", (view.cells.license(id), *_size(view, item))) for id in ids for item in view.catalog.licenses[id].thresholds
    )
    columns = (view.column("license"), *_sizes(view))
    table = Table("", view.caption("limits", count=len(rows)), columns, rows, empty=view.caption("no-limits"))
    return view.render("thing/table.html", table_=table)


def _thresholds(view: View, license: License) -> Table | None:
    rows = tuple(Row("", _size(view, item)) for item in license.thresholds)
    return Table("size-limits", view.caption("limits-of", license=license.name), _sizes(view), rows) if rows else None


def _sizes(view: View) -> tuple[Column, ...]:
    return (view.column("counted"), view.column("amount", numeric=True), *view.columns("how", "effect", "kind", "clause"))


def _size(view: View, item: Threshold) -> tuple[Cell, ...]:
    return (
        text(item.business or view.label("threshold-measures", item.measure)),
        Cell("number", _amount(view.catalog.say, item), sort=f"{item.amount:020}") if item.amount else NONE,
        text(item.counted),
        text(item.effect),
        text(view.catalog.say("size-ends" if item.blocks == "yes" else "size-duty")),
        text(item.clause),
    )


def _amount(say: Say, item: Threshold) -> str:
    edge = {"yes": "at-least", "no": "more-than", None: "amount"}[item.included]
    return say(edge, amount=f"{item.amount:,}")


def _places(view: View, license: License) -> list[tuple[str, object]]:
    return [(view.label("places", item.place), item) for item in license.excluded_places]


def _classified(view: View, license: License, facts: Facts) -> list[object]:
    return [(view.label("classifiers", item.by), item, facts.note(item.source)) for item in license.classified]


def _versions(view: View, license: License) -> tuple[Section, ...]:
    later = [other for other in view.catalog.licenses.values() if other.follows == license.id]
    return view.section(
        "license.versions",
        "license/versions.html",
        before=view.cells.license(license.follows) if license.follows else None,
        changes=license.changes,
        later=[(view.cells.license(other.id), other.changes) for other in later],
        compare=view.links.page("licenses/compare.md"),
        same=view.cells.license(license.same_terms_as) if license.same_terms_as else None,
    )


def _models(view: View, license: License) -> Table:
    models = view.catalog.models_of(license=license.id)
    caption = view.caption("models-under", count=len(models), license=license.name)
    table = attributes.table(view, "model", "license-models", caption, models, ("maker", "released", "parameters"))
    return replace(table, empty=view.caption("no-models-under"))

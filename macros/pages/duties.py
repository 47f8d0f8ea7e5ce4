"""What a text asks in, checklists out: for each license, and for models that a reader puts together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from markupsafe import Markup

from macros.answers.catches import multimodal
from macros.answers.licensing.checklist import INSIDE, Duty, checklist, clashes
from macros.facts.schema.fields import Ref
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.pages.cells import Cell, small
from macros.pages.page import Section
from macros.pages.view import View

PAGE = "decide/duties.md"
SHIPPED = ("attribution", "naming")  # what a notice must show
ModelIds = Annotated[str, Ref("model")]


@dataclass(frozen=True)
class Item:
    """A line of a checklist."""

    name: str
    plain: str
    clause: str
    quote: str
    begins: str
    when: str
    known: bool
    ships: bool


@dataclass(frozen=True)
class Sheet:
    """The checklist of one text. `models` are those under it, as id → name."""

    license: License
    cell: Cell
    checked: Cell
    category: str
    items: tuple[Item, ...]


def must(view: View, *ids: ModelIds) -> Markup:
    """What one must do to use a model, or several together, by every text that binds."""
    models = [view.catalog.models[id] for id in ids]
    found = sheets(view, models)
    return view.render(
        "duties/must.html",
        sheets=found,
        clashes=_clashes(view, [sheet.license for sheet in found]),
        unread=[model.name for model in models if not view.knowledge.terms[model.id].layers],
        unmapped=[(model.name, old.name) for model in models for old in view.knowledge.terms[model.id].unmapped],
        page=view.links.page(PAGE) + "?" + "&".join(f"model={model.id}" for model in models) + "#duties-asked",
    )


def sheets(view: View, models: Sequence[Model]) -> list[Sheet]:
    """The checklist of every text that binds who uses these models together."""
    texts = dict.fromkeys(layer.license.id for model in models for layer in view.knowledge.terms[model.id].layers)
    return [_sheet(view, view.catalog.licenses[id], any(map(multimodal, models))) for id in texts]


def section(view: View, model: Model) -> tuple[Section, ...]:
    """The part of a model's page that says what its user must do."""
    if not view.knowledge.terms[model.id].layers:
        return ()
    return (Section("what-you-must-do", view.label("parts", "what-you-must-do"), must(view, model.id)),)


def duties(view: View) -> Markup:
    """A form for one or several models, and the checklist of every license; complete without scripts."""
    rows = [
        (
            model.id,
            model.name,
            view.catalog.makers[model.maker].name,
            " ".join(layer.license.id for layer in view.knowledge.terms[model.id].layers),
            "; ".join(old.name for old in view.knowledge.terms[model.id].unmapped),
        )
        for model in view.catalog.models.values()
        if view.knowledge.terms[model.id].layers
    ]
    licenses = sorted(view.catalog.licenses.values(), key=lambda license: license.name.casefold())
    return view.render(
        "duties/form.html",
        models=rows,
        uses=[(INSIDE, view.caption("only-inside")), *view.labels("wishes").items()],
        sheets=[_sheet(view, license) for license in licenses],
    )


def _sheet(view: View, license: License, multimodal: bool | None = None) -> Sheet:
    return Sheet(
        license,
        view.cells.license(license.id),
        view.cells.checked(license),
        view.label("license-categories", license.category),
        tuple(_item(view, duty) for duty in checklist(view.catalog, license, multimodal)),
    )


def _item(view: View, duty: Duty) -> Item:
    word = view.catalog.word("questions", duty.question)
    wishes = view.labels("wishes")
    begins = [small(wishes[id]) for id in wishes if id in duty.begins]
    when = "" if len(begins) == len(wishes) else ", ".join(begins)
    name = view.catalog.say("travels") if duty.question == "redistribute" else word.short or word.label
    return Item(
        name, duty.plain, duty.clause, duty.quote, " ".join(duty.begins), when, duty.known, duty.known and duty.question in SHIPPED
    )


def _clashes(view: View, licenses: list[License]) -> list[tuple[str, list[Cell]]]:
    return [(clash.why, [view.cells.license(text.id) for text in clash.licenses]) for clash in clashes(licenses, view.catalog)]

"""A view and an id in, a link or a badge out: what stands in a sentence of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from markupsafe import Markup

from macros.facts.schema.fields import Ref
from macros.facts.schema.kinds import Kind
from macros.facts.schema.words import Point
from macros.facts.told import quantity, spelled
from macros.pages import attributes
from macros.pages.cells import Cell
from macros.pages.renderer import cell
from macros.pages.view import View

ClaimId = Annotated[str, Ref("claim")]
FigureId = Annotated[str, Ref("figure")]
QuestionId = Annotated[str, Ref("vocabulary/questions")]
TermId = Annotated[str, Ref("term")]


def link(kind: Kind) -> Callable[[View, str], Markup]:
    """The macro that links to a record of `kind` by its name; it is called like the kind."""

    def macro(view: View, id: str) -> Markup:
        return cell(view.cells.record(kind.name, id))

    macro.__name__ = kind.name
    macro.__doc__ = f"A link to a {kind.name} by its name."
    macro.__annotations__["id"] = Annotated[str, Ref(kind.name)]
    return macro


def claim(view: View, id: ClaimId) -> Markup:
    """A claim in its own words with the verdict on it; both lead to the evidence."""
    return view.render("claim/named.html", claim=view.catalog.claims[id], verdict=view.cells.claim(id))


def term(view: View, id: TermId) -> Markup:
    """A link to the glossary."""
    found = view.catalog.terms[id]
    return cell(Cell("link", found.term, view.links.record("term", id), title=found.definition))


def figure(view: View, id: FigureId, *, by: str = "") -> Markup:
    """The newest number of a figure with its unit and date, linked to its source; `by` a day, a month or a year."""
    found = view.catalog.figures[id]
    told = [point for point in found.points if not by or (point.date or "")[: len(by)] <= by] or found.points[:1]
    point = max(told, key=lambda point: point.date or "")
    told_by = view.catalog.long_day(point.date) if point.date else point.label
    source = view.links.record("source", point.source)
    said, rest = _said(view, point, found.unit)
    return view.render("reading/figure.html", said=said, rest=rest, told_by=told_by, source=source)


def number(view: View, id: FigureId, *, of: str = "") -> Markup:
    """A number of a figure alone, like 48% or 13 million, linked to its source; `of` is the label of one of several."""
    found = view.catalog.figures[id]
    point = next((point for point in found.points if not of or point.label == of), found.points[0])
    day = view.catalog.long_day(point.date) if point.date else ""
    source = view.links.record("source", point.source)
    return view.render("reading/number.html", said=_said(view, point, found.unit)[0], day=day, source=source)


def fact(view: View, id: Annotated[str, Ref("model")], name: Annotated[str, Ref("attribute")]) -> Markup:
    """One fact of a model as its page has it, with its unit and a link to its sources: nobody types it twice."""
    attribute = view.knowledge.attributes["model"][name]
    shown = attributes.cell(view, attribute, view.catalog.models[id], why=False)
    place = f"{view.links.record('model', id)}#{attributes.place_of(attribute)}"
    return view.render("reading/fact.html", shown=shown, unit=attribute.words.unit, place=place)


def question(view: View, id: QuestionId) -> Markup:
    """A link to what all licenses answer to one question, by its short name."""
    word = view.catalog.word("questions", id)
    return cell(Cell("link", word.short or word.label, view.links.record("question", id), title=word.label))


def _said(view: View, point: Point, unit: str) -> tuple[str, str]:
    """('48%', 'of tokens'): the number or both ends of its range, and what of its unit is left to say."""
    ends = [spelled(value, unit) for value in (point.value, point.until) if value is not None]
    sign, scale, _ = quantity(point.value, unit)
    return view.catalog.say("range", low=ends[0], high=ends[1]) if ends[1:] else ends[0], unit.removeprefix(scale or sign).strip()

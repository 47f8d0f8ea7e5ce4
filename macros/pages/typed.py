"""All pages in, the numbers somebody typed out: those that a figure holds, and those that two pages cite from one source.

A statistic stands once, in `data/figures/`, with its date and source; a page shows it with `number` or `figure`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from macros.facts.catalog import Catalog
from macros.facts.problems import did_you_mean
from macros.facts.schema.words import Point
from macros.pages.calls import Call, without_code
from macros.pages.front_matter import Text
from macros.pages.sources import SENTENCE, sections

_SCALES = ("thousand", "million", "billion", "trillion")
_SCALE = rf"(?: (?P<scale>{'|'.join(_SCALES)})\b)?"
# a sum, a share, a count of millions, or one with a comma; a size in parameters or tokens is a fact of a model, told by `fact`
_QUANTITY = re.compile(
    r"(?<![\w#/.,$€£-])(?P<sign>[$€£]?)(?P<digits>\d[\d,]*(?:\.\d+)?)"
    rf"(?:(?P<share> ?%| percent\b)|{_SCALE}(?! (?:parameters|tokens)\b))"
)
_HEADING = re.compile(r"#{1,6} ")
_CITE = re.compile(r"\{\{\s*cite\([\"']([^\"']+)[\"']\)\s*\}\}")
_ASIDE = re.compile(r"\{\{.*?\}\}|\]\([^)]*\)|“[^”]*”|\"[^\"]*\"")  # calls, addresses, and the words of others

Quantity = tuple[str, str, float]  # what stands in front or behind ($, %), the scale, the number


class Typed(NamedTuple):
    """A number on a page, the work that its sentence cites for it ('' for none), and the works that its section cites."""

    place: str
    line: int
    written: str
    quantity: Quantity
    source: str
    near: tuple[str, ...]


def twice(pages: Mapping[str, Text], catalog: Catalog) -> Iterator[tuple[str, int, str]]:
    """(page, line in its body, text) of a number that a figure holds, or that a second page takes from the same source."""
    held = {
        (quantity(value, figure.unit), point.source): (catalog.path("figure", id), _call(id, point, figure.points))
        for id, figure in catalog.figures.items()
        for point in figure.points
        for value in (point.value, point.until)
        if value is not None
    }
    found: dict[tuple[Quantity, str], list[Typed]] = defaultdict(list)
    for place, page in pages.items():
        for item in typed(place, page.body):
            hit = next(((item.quantity, source) for source in (item.source, *item.near) if (item.quantity, source) in held), None)
            if hit:
                path, call = held[hit]
                yield item.place, item.line, f"'{item.written}' stands in {path}; write {call}, which follows it"
            elif item.source:
                found[item.quantity, item.source].append(item)
    for items in found.values():
        for item in items:
            other = next((one for one in items if one.place != item.place), None)
            if not other:
                break
            at = f"docs/{other.place}:{other.line + pages[other.place].before}"
            yield (
                item.place,
                item.line,
                f"'{item.written}' of '{item.source}' is typed in {at} too; "
                'write it once, in data/figures/, and {{ number("its-id") }} on both',
            )


def typed(place: str, body: str) -> Iterator[Typed]:
    """The numbers of a page that somebody typed, with the work that their own sentence cites, and those of their section."""
    for start, section in sections(without_code(body)):
        near = tuple(_CITE.findall("\n".join(section)))
        for line, text in enumerate(section if near else (), start):
            for sentence in () if _HEADING.match(text) else SENTENCE.split(text):
                cited = [(found.start(), found[1]) for found in _CITE.finditer(sentence)]
                for item in _QUANTITY.finditer(_ASIDE.sub(lambda aside: "\0" * len(aside[0]), sentence)):
                    if item["sign"] or item["share"] or item["scale"] or "," in item["digits"].rstrip(","):
                        sign = item["sign"] or ("%" if item["share"] else "")
                        value = float(item["digits"].replace(",", ""))
                        source = next((id for at, id in cited if at > item.start()), "")
                        yield Typed(place, line, item[0].rstrip(","), (sign, item["scale"] or "", value), source, near)


def quantity(value: float, unit: str) -> Quantity:
    """A number of a figure as a page would type it: 13 'million users' is 13 million."""
    word = unit.partition(" ")[0]
    sign = unit[:1] if unit[:1] in "$€£%" else ""
    return sign, word if word in _SCALES else "", value


def spelled(value: float, unit: str) -> str:
    """What stands in a sentence: 48%, $2,500, 13 million, 151,448."""
    sign, scale, _ = quantity(value, unit)
    digits = f"{value:,.10g}" + (f" {scale}" if scale else "")
    return f"{digits}%" if sign == "%" else f"{sign}{digits}"


def misnamed(found: list[Call], catalog: Catalog) -> Iterator[tuple[int, str]]:
    """Calls of `number` that name a point which the figure does not have, or none where several could be meant."""
    for call in found:
        figure = catalog.figures.get(call.argument or "") if call.name == "number" else None
        if not figure:
            continue
        labels = [point.label for point in figure.points]
        named = [*call.arguments[1:], *(value for name, value in call.keywords if name == "of")]
        if named and named[0] not in labels:
            yield call.line, f"number: {call.argument} has no '{named[0]}'{did_you_mean(str(named[0]), labels)}"
        elif not named and len(labels) > 1:
            yield (
                call.line,
                f'number: say which; write {{{{ number("{call.argument}", of="{labels[0]}") }}}} or another label of it',
            )


def _call(id: str, point: Point, points: tuple[Point, ...]) -> str:
    if len(points) == 1:
        return f'{{{{ number("{id}") }}}}'
    return f'{{{{ number("{id}", of="{point.label}") }}}}'

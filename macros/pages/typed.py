"""All pages in, the numbers somebody typed out: those that a figure holds, and those that two pages cite from one source.

A statistic stands once, in `data/figures/`, with its date and source; a page shows it with `number` or `figure`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from macros.facts.catalog import Catalog
from macros.facts.told import Quantity, number_call, point_of, quantities, quantity
from macros.pages.calls import Call, without_code
from macros.pages.front_matter import Text
from macros.pages.sources import HEADING, SENTENCE, sections

_CITE = re.compile(r"\{\{\s*cite\([\"']([^\"']+)[\"']\)\s*\}\}")


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
        (quantity(value, figure.unit), point.source): (catalog.path("figure", id), number_call(id, point, figure))
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
            for sentence in () if HEADING.match(text) else SENTENCE.split(text):
                cited = [(found.start(), found[1]) for found in _CITE.finditer(sentence)]
                for item, value in quantities(sentence):
                    source = next((id for at, id in cited if at > item.start()), "")
                    yield Typed(place, line, item[0].rstrip(","), value, source, near)


def misnamed(found: list[Call], catalog: Catalog) -> Iterator[tuple[int, str]]:
    """Calls of `number` that name a point which the figure does not have, or none where several could be meant."""
    for one in found:
        if one.name == "number" and one.argument in catalog.figures:
            of = [*one.arguments[1:], *(value for name, value in one.keywords if name == "of")]
            if isinstance(fault := point_of(catalog.figures, str(one.argument), str(of[0]) if of else ""), str):
                yield one.line, f"number: {fault}"

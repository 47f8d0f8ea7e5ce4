"""A rule about numbers that a figure holds: where a text takes one from the same source, it calls it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from macros.facts.documents import Place
from macros.facts.rules.entry import Entry, Written
from macros.facts.schema.words import Figure
from macros.facts.told import Quantity, number_call, quantities, quantity

_ASKED = ("claim", "question")  # the words of others: what they say stays as they say it


def typed_again(figures: Mapping[str, Entry], telling: Iterable[Written]) -> Iterator[tuple[Entry, Place, str]]:
    """A number of a figure stands there alone, so that no copy of it grows old."""
    held: dict[tuple[Quantity, str], tuple[str, str]] = {}
    for figure_entry in figures.values():
        figure = cast(Figure, figure_entry.record)
        for point in figure.points:
            if point.until is None:  # one end of a range is often said alone
                held[quantity(point.value, figure.unit), point.source] = (figure_entry.path, number_call(figure.id, point, figure))
    for entry in telling:
        for place, text in entry.texts:
            for found, number in quantities(text) if place[0] not in _ASKED else ():
                if hit := next(
                    (held[number, source] for source in _sources(entry.fields, place) if (number, source) in held), None
                ):
                    yield entry, place, f"'{found[0].rstrip(',')}' stands in {hit[0]}; write {hit[1]}, which follows it"


def _sources(tree: Mapping[str, object], place: Place) -> list[str]:
    """The works that a text of a record rests on: the one it names itself, or all that the record names."""
    evidence = cast(list[dict[str, str]], tree.get("evidence", []))
    if place[0] == "evidence":
        return [evidence[cast(int, place[1])]["source"]]
    return [*cast(list[str], tree.get("sources", [])), *(item["source"] for item in evidence)]

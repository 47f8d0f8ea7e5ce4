"""Figures and the text of another record in, the text with their numbers out: `{{ number("hub-users") }}` reads 13 million."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from macros.facts.documents import Place, Tree
from macros.facts.problems import did_you_mean
from macros.facts.records import Finding
from macros.facts.schema.words import Figure, Point

TELLING = ("claim", "event", "faq", "term")  # the kinds whose texts may call a number
Quantity = tuple[str, str, float]  # what stands in front or behind ($, %), the scale, the number

_SCALES = ("thousand", "million", "billion", "trillion")
_SCALE = rf"(?: (?P<scale>{'|'.join(_SCALES)})\b)?"
# a sum, a share, a count of millions, or one with a comma; a size in parameters or tokens is a fact of a model, told by `fact`
_QUANTITY = re.compile(
    r"(?<![\w#/.,$€£-])(?P<sign>[$€£]?)(?P<digits>\d[\d,]*(?:\.\d+)?)"
    rf"(?:(?P<share> ?%| percent\b)|{_SCALE}(?! (?:parameters|tokens)\b))"
)
_ASIDE = re.compile(r"\{\{.*?\}\}|\]\([^)]*\)|“[^”]*”|\"[^\"]*\"")  # calls, addresses, and the words of others
_CALL = re.compile(r"\{\{ *number\( *[\"'](?P<id>[^\"'{}]*)[\"'] *(?:, *(?:of *= *)?[\"'](?P<of>[^\"'{}]*)[\"'] *)?\) *\}\}")


def quantity(value: float, unit: str) -> Quantity:
    """A number of a figure as one would type it: 13 'million users' is 13 million."""
    word = unit.partition(" ")[0]
    sign = unit[:1] if unit[:1] in "$€£%" else ""
    return sign, word if word in _SCALES else "", value


def quantities(text: str) -> Iterator[tuple[re.Match[str], Quantity]]:
    """What somebody typed in a text, each with its match; calls, addresses and quoted words are not looked at."""
    for found in _QUANTITY.finditer(_ASIDE.sub(lambda aside: "\0" * len(aside[0]), text)):
        if found["sign"] or found["share"] or found["scale"] or "," in found["digits"].rstrip(","):
            sign = found["sign"] or ("%" if found["share"] else "")
            yield found, (sign, found["scale"] or "", float(found["digits"].replace(",", "")))


def spelled(value: float, unit: str) -> str:
    """What stands in a sentence: 48%, $2,500, 13 million, 151,448."""
    sign, scale, _ = quantity(value, unit)
    digits = f"{value:,.10g}" + (f" {scale}" if scale else "")
    return f"{digits}%" if sign == "%" else f"{sign}{digits}"


def point_of(figures: Mapping[str, Figure], id: str, of: str = "") -> Point | str:
    """The number that a call means, or what is wrong with the call."""
    if not (figure := figures.get(id)):
        return f"there is no figure '{id}'{did_you_mean(id, figures)}"
    labels = [point.label for point in figure.points]
    if of and of not in labels:
        return f"{id} has no '{of}'{did_you_mean(of, labels)}"
    if not of and len(labels) > 1:
        return f'say which; write {{{{ number("{id}", of="{labels[0]}") }}}} or another label of it'
    return next(point for point in figure.points if of in ("", point.label))


def number_call(id: str, point: Point, figure: Figure) -> str:
    """How a text calls a number of a figure."""
    return f'{{{{ number("{id}") }}}}' if len(figure.points) == 1 else f'{{{{ number("{id}", of="{point.label}") }}}}'


@dataclass
class Filling:
    """One record's tree, its calls filled in; `between` is how a range reads: '{low} to {high}'."""

    figures: Mapping[str, Figure]
    between: str
    findings: list[Finding] = field(default_factory=list)

    def fill(self, tree: Tree, place: Place = ()) -> Tree:
        """The tree with the number in the place of each call; what is wrong with a call is among `findings`."""
        if isinstance(tree, dict):
            return {name: self.fill(value, (*place, name)) for name, value in tree.items()}
        if isinstance(tree, list):
            return [self.fill(value, (*place, at)) for at, value in enumerate(tree)]
        return _CALL.sub(lambda found: self._said(found, place), tree) if "{{" in tree else tree

    def _said(self, found: re.Match[str], place: Place) -> str:
        point = point_of(self.figures, found["id"], found["of"] or "")
        if isinstance(point, str):
            self.findings.append((place, f"number: {point}"))
            return found[0]
        ends = [spelled(value, self.figures[found["id"]].unit) for value in (point.value, point.until) if value is not None]
        return self.between.format(low=ends[0], high=ends[1]) if ends[1:] else ends[0]

"""A catalog in, the pairs of models that people set side by side out: a closed one and its closest open rival, and generations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from macros.facts.schema.model import Model

if TYPE_CHECKING:
    from macros.answers.knowledge import Knowledge

MOST = 30  # pairs of each sort
SEASON = 4  # months within which two models are of one time
_VERSION = re.compile(r"(?<![a-z0-9])v?\d+(\.\d+)*(?![a-z0-9])|(?<=[a-z])\d+(\.\d+)*(?=-|$)")
OFFERED = ("open-source", "open-weights", "restricted-weights")


@dataclass(frozen=True)
class Pair:
    """Two models; `why` is rival (closed and open) or generation (one family, the newer first)."""

    first: Model
    second: Model
    why: str

    @property
    def id(self) -> str:
        return f"{self.first.id}-vs-{self.second.id}"


def pairs(known: Knowledge) -> tuple[Pair, ...]:
    """The newest first, at most `MOST` of each sort."""
    return (*_take(_rivals(known)), *_take(_generations(known)))


def _take(found: Iterator[Pair]) -> tuple[Pair, ...]:
    return tuple(pair for pair, _ in zip(found, range(MOST), strict=False))


def _rivals(known: Knowledge) -> Iterator[Pair]:
    """For each closed model on offer: the open one of its season that shares the most tests with it, else the largest."""
    open_: dict[str, list[Model]] = {}
    for model in known.catalog.models.values():
        if known.assessments[model.id].access in OFFERED:
            open_.setdefault(model.type, []).append(model)
    for model in known.catalog.models.values():
        if known.assessments[model.id].access == "api" and open_.get(model.type):
            yield Pair(model, max(open_[model.type], key=partial(_closeness, model)), "rival")


def _closeness(model: Model, other: Model) -> tuple[bool, int, int, float]:
    shared = {row.benchmark for row in model.benchmarks} & {row.benchmark for row in other.benchmarks}
    apart = abs(_month(other.released) - _month(model.released))
    size = (other.parameters.total if other.parameters else None) or 0
    return apart <= SEASON, len(shared), size, -apart


def _generations(known: Knowledge) -> Iterator[Pair]:
    """Two models whose names differ in the number of their version alone."""
    for model in known.catalog.models.values():
        for older in known.catalog.models_of(family=model.family):
            if older.type == model.type and older.released < model.released and _line(older) == _line(model):
                yield Pair(model, older, "generation")
                break


def _line(model: Model) -> str:
    """claude-opus-4.8 → claude-opus: a name without its version and date."""
    return _VERSION.sub("", model.id)


def _month(day: str) -> float:
    year, month = (day + "-06").split("-")[:2]
    return int(year) * 12 + int(month)

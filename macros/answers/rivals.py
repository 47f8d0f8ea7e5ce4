"""A catalog in, the pairs of models that people set side by side out: a closed one and its closest open rival, and generations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from macros.answers.access import DOWNLOADABLE
from macros.facts.schema.model import Model

if TYPE_CHECKING:
    from macros.answers.knowledge import Knowledge

Test = tuple[str, str]  # benchmark and version
MOST = 30  # pairs of each sort
SEASON = 4  # months within which two models are of one time
_VERSION = re.compile(r"(?<![a-z0-9])v?\d+(\.\d+)*(?![a-z0-9])|(?<=[a-z])\d+(\.\d+)*(?=-|$)")


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
    """Those with a page of their own: the newest first, at most `MOST` of each sort."""
    return (*_take(known.rivals.values()), *_take(_generations(known)))


def rivals(known: Knowledge) -> dict[str, Pair]:
    """Id of each closed model on offer → it and the open one that comes closest, the newest first."""
    return {pair.first.id: pair for pair in _rivals(known)}


def _take(found: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(pair for pair, _ in zip(found, range(MOST), strict=False))


def _rivals(known: Knowledge) -> Iterator[Pair]:
    """For each closed model on offer: the open one of its season with the most like scores, else the largest."""
    open_: dict[str, list[Model]] = {}
    for model in known.catalog.models.values():
        if known.assessments[model.id].access in DOWNLOADABLE:
            open_.setdefault(model.type, []).append(model)
    tests = [_Scores(best) for best in _best(known).values()]
    for model in known.catalog.models.values():
        if known.assessments[model.id].access == "api" and open_.get(model.type):
            yield Pair(model, _closest(model, open_[model.type], tests), "rival")


class _Scores:
    """The best scores on one test, and how far apart they lie in all."""

    def __init__(self, best: Mapping[str, float]) -> None:
        self.best, self._spread = best, max(best.values()) - min(best.values())

    def gap(self, one: str, other: str) -> float:
        """Between 0 and 1: how far two scores lie apart, in the spread of all on that test."""
        return abs(self.best[one] - self.best[other]) / self._spread if self._spread else 0


def _closest(model: Model, others: list[Model], tests: Iterable[_Scores]) -> Model:
    """Of those of its season that share the most tests with it, the one whose scores lie nearest."""
    near = {other.id: other for other in others if _apart(model, other) <= SEASON}
    own = [test for test in tests if model.id in test.best]
    shared = {id: [test for test in own if id in test.best] for id in near}
    most = max(map(len, shared.values()), default=0)
    if most:
        told = [other for id, other in near.items() if len(shared[id]) == most]
        return min(told, key=lambda other: fmean(test.gap(model.id, other.id) for test in shared[other.id]))
    return max(
        others,
        key=lambda other: (other.id in near, other.parameters.total or 0 if other.parameters else 0, -_apart(model, other)),
    )


def _best(known: Knowledge) -> dict[Test, dict[str, float]]:
    """Test in a version → model → its best score there, whoever took it."""
    found: dict[Test, dict[str, float]] = {}
    for id in known.catalog.models:
        for row in known.results.of_model(id):  # the best first
            found.setdefault((row.benchmark.id, row.version), {}).setdefault(id, row.score)
    return found


def _apart(model: Model, other: Model) -> float:
    return abs(_month(other.released) - _month(model.released))


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

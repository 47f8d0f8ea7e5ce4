"""Scores of models and of boards in, one list out: what is known about a model, and about a benchmark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from macros.facts.catalog import Catalog
from macros.facts.schema.model import Model
from macros.facts.schema.scores import Result, ScoreList
from macros.facts.schema.things import Benchmark

ROUNDED = 0.06  # two copies of one score differ by less


@dataclass(frozen=True)
class Measured:
    """One score with what it was measured in. `released` and `open` are None where nobody recorded them.

    `opened` is the day on which the weights of a model appeared that was sold first; `shows` says what the source is.
    """

    benchmark: Benchmark
    version: str
    name: str
    model: Model | None
    score: float
    reported_by: str
    url: str
    shows: str
    setting: str = ""
    interval: str = ""
    low: float | None = None
    high: float | None = None
    date: str | None = None
    open: bool | None = None
    released: str | None = None
    opened: str | None = None
    aside: str = ""
    unfound: tuple[str, ...] = ()  # of setting and harness, what the part of the source that can be read does not say
    unstated: tuple[str, ...] = ()  # of setting, harness and date, what the source was read for and does not say


class Results:
    """Every score of a catalog; a board's list takes the place of a model's own copy of the same row."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @cached_property
    def lists(self) -> dict[tuple[str, str], tuple[Measured, ...]]:
        """Benchmark and version → the board's rows, best first."""
        return {
            (scores.benchmark, scores.version): tuple(_ordered([self._listed(scores, row) for row in scores.rows]))
            for scores in self._catalog.scores.values()
        }

    def of_model(self, id: str) -> tuple[Measured, ...]:
        """A model's scores, benchmark by benchmark, the best first."""
        return self._by_model.get(id, ())

    def of_benchmark(self, id: str) -> tuple[Measured, ...]:
        """All scores on a benchmark, the best first; those of models without a record stay out."""
        return tuple(_ordered([row for rows in self._by_model.values() for row in rows if row.benchmark.id == id]))

    @cached_property
    def _by_model(self) -> dict[str, tuple[Measured, ...]]:
        found: dict[str, list[Measured]] = {}
        for rows in self.lists.values():
            for row in rows:
                if row.model:
                    found.setdefault(row.model.id, []).append(row)
        for model in self._catalog.models.values():
            found.setdefault(model.id, []).extend(list(self._own(model, tuple(found.get(model.id, ())))))
        order = {id: at for at, id in enumerate(self._catalog.benchmarks)}
        return {id: tuple(sorted(_ordered(rows), key=lambda row: order[row.benchmark.id])) for id, rows in found.items()}

    def _own(self, model: Model, listed: tuple[Measured, ...]) -> Iterator[Measured]:
        for row in model.benchmarks:
            benchmark, source = self._catalog.benchmarks[row.benchmark], model.sources[row.source]
            if not any(benchmark is other.benchmark and abs(row.score - other.score) < ROUNDED for other in listed):
                yield Measured(
                    benchmark, benchmark.version or "", model.name, model, row.score, row.reported_by, source.url, source.shows,
                    ", ".join(part for part in (row.variant, row.harness) if part), date=row.date, open=model.downloadable,
                    released=available(model), unstated=row.unstated, unfound=model.unfound(row),
                )  # fmt: skip

    def _listed(self, scores: ScoreList, row: Result) -> Measured:
        model = self._catalog.models[row.model] if row.model else None
        return Measured(
            self._catalog.benchmarks[scores.benchmark],
            scores.version,
            row.name,
            model,
            row.score,
            row.reported_by,
            row.url or scores.source,
            scores.credit,
            "; ".join(part for part in (row.setting, scores.harness) if part),
            " of ".join(part for part in (scores.interval, scores.interval_source) if part),
            row.low,
            row.high,
            row.date or scores.as_of,
            model.downloadable if model else row.open and row.open == "yes",
            row.released or (available(model) if model else None),
            row.opened,
            row.aside or "",
        )


def available(model: Model) -> str:
    """The day from which a model counts: its release, or the later day on which its weights appeared."""
    return (model.availability.weights_since or model.released) if model.downloadable else model.released


def _ordered(rows: list[Measured]) -> list[Measured]:
    return sorted(rows, key=lambda row: -row.score if row.benchmark.better == "higher" else row.score)

"""Benchmark results in, tables out: of one model, or of one benchmark."""

from __future__ import annotations

from macros.facts.schema.model import Model, Score
from macros.facts.schema.things import Benchmark
from macros.pages.cells import UNKNOWN, Cell, day, text
from macros.pages.facts import Facts
from macros.pages.tables import Column, Row, Table
from macros.pages.view import View


def score_table(view: View, model: Model, facts: Facts) -> Table | None:
    """The results of one model; None where there are none we may copy."""
    if not model.benchmarks:
        return None
    order = list(view.catalog.benchmarks)
    rows = tuple(
        Row("", (view.cells.benchmark(row.benchmark), _score(view.catalog.benchmarks[row.benchmark], row), _setting(row),
            view.cells.badge("reporters", row.reported_by), day(row.date), _source(model, row)))
        for row in sorted(model.benchmarks, key=lambda row: (order.index(row.benchmark), -row.score))
    )  # fmt: skip
    columns = (
        Column("Benchmark"),
        Column("Score", numeric=True),
        Column("Setting"),
        Column("Reported by"),
        Column("Date"),
        Column("Source"),
    )
    return Table("scores", f"{model.name}: results with the setting they were measured in", columns, rows)


def benchmark_table(view: View, benchmark: Benchmark) -> Table:
    """Every result on one benchmark, best first; maker-reported and independent ones are told apart."""
    found = [(model, row) for model in view.catalog.models.values() for row in model.benchmarks if row.benchmark == benchmark.id]
    found.sort(key=lambda pair: pair[1].score, reverse=benchmark.better == "higher")
    rows = tuple(
        Row("", (view.cells.model(model.id), _score(benchmark, row), _setting(row), view.cells.badge("reporters", row.reported_by),
            day(row.date), _source(model, row)))
        for model, row in found
    )  # fmt: skip
    columns = (
        Column("Model"),
        Column("Score", benchmark.unit, True),
        Column("Setting"),
        Column("Reported by"),
        Column("Date"),
        Column("Source"),
    )
    better = view.label("directions", benchmark.better).lower()
    return Table(
        "results",
        f"{benchmark.name}: {len(rows)} results, {better}",
        columns,
        rows,
        empty="We may copy no results; follow the link.",
    )


def _score(benchmark: Benchmark, row: Score) -> Cell:
    return Cell("number", f"{row.score:g}", title=benchmark.unit, sort=f"{row.score + 10**6:020.4f}")


def _setting(row: Score) -> Cell:
    parts = [part for part in (row.variant, row.harness) if part]
    return text(", ".join(parts)) if parts else UNKNOWN


def _source(model: Model, row: Score) -> Cell:
    source = model.sources[row.source]
    return Cell("url", "source", source.url, title=source.shows)

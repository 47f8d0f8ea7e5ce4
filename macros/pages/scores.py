"""Benchmark results in, tables out: of one model, or of one benchmark."""

from __future__ import annotations

from typing import Annotated

from markupsafe import Markup

from macros.answers.results import Measured
from macros.facts.schema.fields import Ref
from macros.facts.schema.model import Model
from macros.facts.schema.things import Benchmark
from macros.pages.cells import UNKNOWN, Cell, day, small, text
from macros.pages.tables import Row, Table
from macros.pages.view import View

BenchmarkId = Annotated[str, Ref("benchmark")]
LAST = ("version", "setting", "reporter", "date", "source")


def scores(view: View, id: BenchmarkId, since: str = "") -> Markup:
    """Results on one benchmark, best first; `since` leaves out models that appeared before a year or day."""
    benchmark = view.catalog.benchmarks[id]
    rows = [row for row in view.knowledge.results.of_benchmark(id) if row.model and row.model.released >= since]
    table = _results(view, benchmark, rows, since)
    return view.render("thing/table.html", table_=table)


def score_table(view: View, model: Model) -> Table | None:
    """The results of one model; None where there are none we may copy."""
    found = view.knowledge.results.of_model(model.id)
    if not found:
        return None
    rows = tuple(Row("", (view.cells.benchmark(row.benchmark.id), score(view, row), *_rest(view, row))) for row in found)
    columns = (view.column("benchmark"), view.column("score", numeric=True, unit=""), *view.columns(*LAST))
    return Table("scores", view.caption("scores", model=model.name), columns, rows)


def benchmark_table(view: View, benchmark: Benchmark) -> Table:
    """Every result on one benchmark, best first; maker-reported and independent ones are told apart."""
    return _results(view, benchmark, view.knowledge.results.of_benchmark(benchmark.id))


def _results(view: View, benchmark: Benchmark, found: list[Measured] | tuple[Measured, ...], since: str = "") -> Table:
    rows = tuple(Row("", (view.cells.model(row.model.id), score(view, row), *_rest(view, row))) for row in found if row.model)
    better = view.label("directions", benchmark.better).lower()
    caption = view.caption(
        "results-since" if since else "results", benchmark=benchmark.name, since=since, count=len(rows), better=better
    )
    columns = (view.column("model"), view.column("score", numeric=True, unit=benchmark.unit), *view.columns(*LAST))
    return Table("results", caption, columns, rows, empty=view.caption("no-results"))


def score(view: View, row: Measured) -> Cell:
    """A score; its title tells unit and interval."""
    span = view.catalog.range(_signed(row.low), _signed(row.high)) if row.low is not None and row.high is not None else ""
    interval = f"; {row.interval}: {span}" if span else ""
    return Cell(
        "number", points(row) + (f" ({span})" if span else ""), title=row.benchmark.unit + interval, sort=f"{row.score:.4f}"
    )


def points(row: Measured) -> str:
    """1211, or 30.4% where the score is a share."""
    return _signed(row.score) + ("%" if row.benchmark.unit.startswith("%") else "")


def _signed(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _rest(view: View, row: Measured) -> tuple[Cell, ...]:
    unsaid = (view.label("score-details", id) for id in row.unstated if id != "date")
    unfound = (view.label("score-searches", id) for id in row.unfound)
    setting = "; ".join(part for part in (row.setting, *unsaid, *unfound, small(row.aside).rstrip(".")) if part)
    return (
        text(row.version) if row.version else UNKNOWN,
        text(setting) if setting else UNKNOWN,
        view.cells.badge("reporters", row.reported_by),
        text(view.label("score-details", "date")) if "date" in row.unstated else day(row.date),
        Cell("url", "source", row.url, title=row.shows),
    )

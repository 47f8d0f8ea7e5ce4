"""Measured runs in, the part of a model's and of a device's page out that shows them beside what is worked out."""

from __future__ import annotations

from collections.abc import Sequence

from macros.answers.measured import Told
from macros.facts.schema.model import Model
from macros.facts.schema.things import Hardware
from macros.pages.cells import NONE, Cell, day, number, text
from macros.pages.page import Section
from macros.pages.tables import Row, Table
from macros.pages.view import View


def of_model(view: View, model: Model) -> tuple[Section, ...]:
    """What somebody measured of a model, device by device."""
    found = view.knowledge.measured.of_model.get(model.id, ())
    rows = tuple(Row("", (view.cells.record("hardware", told.run.device), *_cells(view, told))) for told in found)
    return _section(view, "device", view.caption("measured-of", model=model.name, count=len(rows)), rows)


def on_device(view: View, device: Hardware) -> tuple[Section, ...]:
    """What somebody measured on a device, model by model."""
    found = sorted(view.knowledge.measured.on_device.get(device.id, ()), key=lambda told: view.catalog.models[told.run.model].name)
    rows = tuple(Row("", (view.cells.model(told.run.model), *_cells(view, told))) for told in found)
    return _section(view, "model", view.caption("measured-on", device=device.name, count=len(rows)), rows)


def _section(view: View, first: str, caption: str, rows: Sequence[Row]) -> tuple[Section, ...]:
    columns = (
        *view.columns(first, "program", "stored"),
        view.column("one-reader", numeric=True),
        view.column("in-use", numeric=True),
        *view.columns("told", "date", "source"),
    )
    table = Table("measured-runs", caption, columns, tuple(rows)) if rows else None
    return view.section("measured", "thing/table.html", table_=table)


def _cells(view: View, told: Told) -> tuple[Cell, ...]:
    run = told.run
    details = (
        view.caption("on-several", count=run.devices) if run.devices > 1 else "",
        view.caption("with-tokens", tokens=f"{run.tokens:,}") if run.tokens else "",
        run.told or "",
    )
    said = "; ".join(part for part in details if part)
    return (
        text(run.program),
        text(run.stored),
        number(run.speed) if run.speed else NONE,
        number(run.memory_gb) if run.memory_gb else NONE,
        text(said) if said else NONE,
        day(run.date) if run.date else NONE,
        Cell("url", "source", told.url, title=f"{told.listed.title}; {told.listed.credit}; {told.listed.terms}"),
    )

"""A model in, the table of its energy figures out: a column for each way a figure came about, so that none is compared."""

from __future__ import annotations

from macros.facts.schema.model import Model
from macros.pages.cells import NONE, Cell, day, text
from macros.pages.tables import Column, Row, Table
from macros.pages.view import View


def energy_table(view: View, model: Model) -> Table | None:
    """Figures of energy, carbon and water with hardware and setting; None where there are none."""
    if not model.energy:
        return None
    used = {figure.method for figure in model.energy}
    methods = [method for method in view.catalog.vocabularies["energy-methods"] if method in used]
    rows = tuple(
        Row(
            "",
            (
                text(view.label("energy-phases", figure.phase)),
                *(_value(figure.value, figure.unit) if figure.method == method else NONE for method in methods),
                text(figure.hardware),
                text(figure.setting),
                day(figure.date),
                Cell("url", "source", model.sources[figure.source].url, title=model.sources[figure.source].shows),
            ),
        )
        for figure in model.energy
    )
    words = view.catalog.vocabularies["energy-methods"]
    columns = (
        view.column("phase"),
        *(Column(words[method].label, words[method].description or "") for method in methods),
        *view.columns("hardware", "setting", "date", "source"),
    )
    return Table("energy-figures", view.caption("energy", model=model.name), columns, rows)


def _value(value: float, unit: str) -> Cell:
    return Cell("text", f"{value:,.6g} {unit}" if value < 10**6 else f"{value:,.0f} {unit}", sort=f"{value:030.6f}")

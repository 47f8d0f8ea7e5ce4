"""Prices in, a table with provider, date and source out."""

from __future__ import annotations

from macros.facts.schema.model import Model
from macros.pages.cells import UNKNOWN, day, number, text, url
from macros.pages.tables import Column, Row, Table
from macros.pages.view import View


def price_table(view: View, model: Model) -> Table | None:
    """US dollars per million tokens; None where no price is known."""
    rows = tuple(
        Row("", (text(price.provider), view.cells.word("provider-kinds", price.provider_kind), number(price.input, 3),
            number(price.output, 3), number(price.cache_read, 3) if price.cache_read is not None else UNKNOWN, day(price.as_of),
            url(price.url, "list")))
        for price in view.catalog.prices.get(model.id, ())
    )  # fmt: skip
    if not rows:
        return None
    columns = (
        Column("Provider"), Column("Kind"), Column("Input", "US dollars per million tokens read", True),
        Column("Output", "US dollars per million tokens written", True),
        Column("Cached input", "US dollars per million tokens read again", True), Column("As of"), Column("Source"),
    )  # fmt: skip
    return Table("price-list", f"{model.name}: prices in US dollars per million tokens", columns, rows)

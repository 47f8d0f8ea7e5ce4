"""A list of prices as somebody else keeps it in, our copy of it and what changed out."""

from __future__ import annotations

from datetime import date
from typing import Any

from macros.facts.catalog import Catalog
from macros.facts.schema.price import PriceList
from macros.refresh.adapters import Prices
from macros.refresh.brought import Brought
from macros.refresh.judge import conflicts, judge
from macros.refresh.names import Names
from macros.refresh.report import Found, report
from macros.refresh.rows import rows
from macros.refresh.written import listed

_SHARED = {"unit": "million-tokens", "tier": "standard"}


def bring(adapter: Prices, answer: Any, catalog: Catalog, day: date) -> Brought:
    """The rows of models and hosts we know; where a price jumps, the last one stays."""
    lists, shown = catalog.all(PriceList), day.isoformat()
    made = rows(adapter, adapter.offers(answer, day), Names(catalog), shown)
    verdict = judge(lists[adapter.name].prices if adapter.name in lists else (), made.prices)
    ordered = sorted(
        verdict.rows, key=lambda row: (row.model, row.host, row.tier, row.above_tokens or 0, row.starts or "", row.served_as or "")
    )
    head = {"title": adapter.title, "source": adapter.source, "terms": adapter.terms, "as_of": shown}
    text = listed("price-list", head, "prices", ordered, {"url": adapter.source, "as_of": shown, **_SHARED})
    others = [row for id, other in lists.items() if id != adapter.name for row in other.prices]
    found = Found(adapter.title, shown, verdict, conflicts(verdict.rows, others), made.models, made.hosts)
    return Brought("price-list", adapter.name, text, report(found))

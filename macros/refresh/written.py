"""A price list in, the text of its file out: one row a line, what all rows share said once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from macros.facts.schema.price import Price
from macros.refresh.offers import Adapter

_PLAIN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 ._/@+()$-]*$")
_DEFAULTS = {"unit": "million-tokens", "tier": "standard"}


def price_list(adapter: Adapter, rows: Iterable[Price], day: str) -> str:
    """The file data/fetched/<adapter>.yml."""
    head = {"title": adapter.title, "source": adapter.source, "terms": adapter.terms, "as_of": day}
    lines = ["# yaml-language-server: $schema=../schema/price-list.json", "# written by: python -m macros refresh " + adapter.name]
    lines += [f"{name}: {_scalar(value)}" for name, value in head.items()]
    shared = {"url": adapter.source, "as_of": day, **_DEFAULTS}
    ordered = sorted(
        rows, key=lambda row: (row.model, row.host, row.tier, row.above_tokens or 0, row.starts or "", row.served_as or "")
    )
    return "\n".join([*lines, "prices:", *(_row(row, shared) for row in ordered)]) + "\n"


def _row(row: Price, shared: dict[str, str]) -> str:
    given = {name: value for name, value in row.model_dump().items() if value is not None and value != shared.get(name)}
    return "  - {" + ", ".join(f"{name}: {_scalar(value)}" for name, value in given.items()) + "}"


def _scalar(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.9f}".rstrip("0").rstrip(".")
    text = str(value)
    return text if _PLAIN.match(text) or text.startswith("https://") else json.dumps(text, ensure_ascii=False)

"""What is used how much in, the list of the most used out: those we have, and by name those we lack."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from macros.facts.catalog import Catalog
from macros.facts.records import validated
from macros.facts.schema.words import Demand, Used
from macros.refresh.adapters import Usage
from macros.refresh.brought import Brought, sane, whole
from macros.refresh.names import EXACT, Names
from macros.refresh.offers import Refused
from macros.refresh.report import called, paragraphs, section
from macros.refresh.written import listed

MOST = 50
LEAP = 30  # times as many tokens in all as at the last reading, or as few: another unit
_DATED = re.compile(r"-(20\d\d)(\d\d)(\d\d)$")
_TURNED = re.compile(r"claude-([\d.]+)-([a-z]+)")


def bring(adapter: Usage, answer: Any, catalog: Catalog, day: date) -> Brought:
    """The fifty most used, in their order; models without a record stand among them by name."""
    until, as_of, tokens = adapter.used(answer)
    last = catalog.all(Demand).get(adapter.name)
    names = Names(catalog)
    counted: dict[tuple[str | None, str], int] = {}
    for name, count in tokens.items():
        model = model_of(name, names)
        key = (model, "" if model else name)
        counted[key] = counted.get(key, 0) + count
    ranked = sorted(counted.items(), key=lambda item: -item[1])[:MOST]
    rows = [row for (model, name), count in ranked if (row := _row(model, name, count))]
    sane(len(ranked) - len(rows), len(rows) and len(ranked), "model that is used")
    if not until or until > day.isoformat():
        raise Refused("names no day that has passed")
    before = {row.model or row.name: _billions(row.tokens) for row in last.models} if last else {}
    whole(sum((row.model or row.name) in before for row in rows), min(len(before), MOST), "models")
    total = sum(_billions(row.tokens) for row in rows)
    if before and not sum(before.values()) / LEAP < total < sum(before.values()) * LEAP:
        raise Refused(f"counts {total:,.0f} billion tokens, where it counted {sum(before.values()):,.0f}; taken for another unit")
    title = f"{adapter.title} to {until}. Source: OpenRouter (openrouter.ai/rankings), as of {as_of}"
    head = {"title": title, "source": adapter.source, "terms": adapter.terms, "as_of": as_of}
    told = paragraphs(
        "Most used models, from OpenRouter",
        f"Seven days to {until}: {len(rows)} models.",
        section("New among the most used", [_said(row) for row in rows if (row.model or row.name) not in before]),
        section("Used, no record here: propose one", [_said(row) for row in rows if row.name]),
    )
    return Brought("demand", adapter.name, listed("demand", head, "models", rows), told)


def model_of(name: str, names: Names) -> str | None:
    """The model behind a name with its day: an edition of that day first, else the model without one."""
    plain = _TURNED.sub(r"claude-\2-\1", name)
    dated = _DATED.sub(r"-\2\3", plain)
    for form in dict.fromkeys((dated, _DATED.sub("", plain), plain)):
        if (found := names.model(form)) and (found[1] == EXACT or form != dated):
            return found[0]
    return None


def _row(model: str | None, name: str, count: int) -> Used | None:
    who, value = ("model", model) if model else ("name", name)
    return validated(Used, {"tokens": f"{round(count / 1e9)}B", who: value})[0]


def _billions(tokens: str) -> float:
    return float(tokens.removesuffix("B")) if tokens.endswith("B") else 0


def _said(row: Used) -> str:
    return f"{row.model or called(row.name or '')}: {row.tokens} tokens"

"""The daily rankings of OpenRouter in, tokens of the last seven days by model out."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import Any

from macros.facts.catalog import Catalog
from macros.refresh.adapters import Ask, Usage
from macros.refresh.offers import each, mapping

DAYS = 7
_FREE = re.compile(r":[a-z-]+$")  # a tariff, not a model


def asked(ask: Ask, address: str, catalog: Catalog) -> Any:
    """The seven days before today."""
    last = catalog.today - timedelta(days=1)
    return ask(f"{address}?start_date={last - timedelta(days=DAYS - 1)}&end_date={last}")


def used(answer: Any) -> tuple[str, str, dict[str, int]]:
    """The last day counted, the day of the answer, and name → tokens; what is too small to be named is left out."""
    tokens: Counter[str] = Counter()
    days = set()
    for row in map(mapping, each(mapping(answer).get("data"))):
        name, day, count = row.get("model_permaslug"), row.get("date"), _count(row.get("total_tokens"))
        if isinstance(name, str) and isinstance(day, str) and name != "other" and count:
            tokens[_FREE.sub("", name)] += count
            days.add(day[:10])
    as_of = str(mapping(mapping(answer).get("meta")).get("as_of", ""))[:10]
    return max(days, default=""), as_of or max(days, default=""), dict(tokens)


def _count(value: Any) -> int:
    text = str(value)
    return int(text) if re.fullmatch(r"\d{1,17}", text) else 0


OPENROUTER = Usage(
    "openrouter",
    "Most used models over seven days",
    "https://openrouter.ai/rankings",
    "https://openrouter.ai/api/v1/datasets/rankings-daily",
    "CC BY 4.0, as the documentation of OpenRouter says",
    used,
    asked=asked,
    key="OPENROUTER_API_KEY",
)

"""Rules about prices: which a program fetches, so that a wrong one is a wrong unit or two columns changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from macros.facts.documents import Place
from macros.facts.rules.entry import Entry
from macros.facts.schema.price import Price, PriceList

TOKENS = "million-tokens"
THOUSAND = 300  # times a price of the same model elsewhere: per thousand tokens, not per million


def output_dearer(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """What is written costs at least what is read, where both are charged; two lists that agree are believed."""
    lists = {
        entry.path: {_pair(price) for price in cast(PriceList, entry.record).prices} for entry in entries["price-list"].values()
    }
    for entry in entries["price-list"].values():
        for at, price in enumerate(cast(PriceList, entry.record).prices):
            agreed = any(path != entry.path and _pair(price) in pairs for path, pairs in lists.items())
            if price.unit == TOKENS and price.input and price.output and price.output < price.input and not agreed:
                yield (
                    entry,
                    ("prices", at),
                    f"output ({price.output:g}) is cheaper than input ({price.input:g}); if they are swapped, change them",
                )


def _pair(price: Price) -> tuple[str, float | None, float | None]:
    return price.model, price.input, price.output


def of_one_size(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """A price is not a thousandth of what is asked for the same model elsewhere, or else by the same host."""
    asked = [price for entry in entries["price-list"].values() for price in cast(PriceList, entry.record).prices]
    by_model, by_host = _grouped(asked, "model"), _grouped(asked, "host")
    for entry in entries["price-list"].values():
        for at, price in enumerate(cast(PriceList, entry.record).prices):
            if not (price.unit == TOKENS and price.input and price.output):
                continue
            same = [row.input for row in by_model[price.model] if row is not price and row.input]
            other = [row.input for row in by_host[price.host] if row is not price and row.input]
            least = min(same or other, default=0.0)
            if least / price.input > THOUSAND:
                yield (
                    entry,
                    ("prices", at, "input"),
                    f"{price.input:g} dollars a million tokens is {least / price.input:,.0f} times below the next ({least:g}); "
                    "prices are per million tokens",
                )


def _grouped(prices: list[Price], field: str) -> dict[str, list[Price]]:
    found: dict[str, list[Price]] = {}
    for price in prices:
        if price.unit == TOKENS:
            found.setdefault(getattr(price, field), []).append(price)
    return found

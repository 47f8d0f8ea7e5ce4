"""Rules about prices: which a program fetches, so that a wrong one is a wrong unit or two columns changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from typing import cast

from macros.facts.documents import Place
from macros.facts.rules.entry import Entry
from macros.facts.schema.model import Model
from macros.facts.schema.price import Price, PriceList

TOKENS = "million-tokens"
THOUSAND = 300  # times a price of the same model elsewhere: per thousand tokens, not per million
# more than twice what any open model, and any other, was ever seen to ask for a million tokens read, and written
DEAREST = {True: {"input": 15, "output": 75}, False: {"input": 150, "output": 900}}


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
    """A price is no thousandth of what is asked for the same model elsewhere, or else by the same host, nor a thousand times."""
    asked = [price for entry in entries["price-list"].values() for price in cast(PriceList, entry.record).prices]
    by_model, by_host = _grouped(asked, "model"), _grouped(asked, "host")
    usual = median([price.input for price in asked if price.unit == TOKENS and price.input] or [1])
    for entry in entries["price-list"].values():
        for at, price in enumerate(cast(PriceList, entry.record).prices):
            if not (price.unit == TOKENS and price.input and price.output):
                continue
            rows = [row for row in by_model[price.model] if row is not price]
            same = [row.input for row in rows if row.input and row.tier == price.tier] or [row.input for row in rows if row.input]
            other = [row.input for row in by_host[price.host] if row is not price and row.input]
            least, most = min(same or other, default=price.input), max(same, default=price.input)
            for far, times, way in ((least, least / price.input, "below"), (most, price.input / most, "above")):
                if times > THOUSAND and _odd(price.input, usual) > _odd(far, usual):  # of two far apart the unusual one is wrong
                    yield (
                        entry,
                        ("prices", at, "input"),
                        f"{price.input:g} dollars a million tokens is {times:,.0f} times {way} the next ({far:g}); "
                        "prices are per million tokens",
                    )


def priced_in_vain(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """Prices that were looked for and not found are in no list."""
    asked = {price.model: entry.path for entry in entries["price-list"].values() for price in cast(PriceList, entry.record).prices}
    for id, entry in entries["model"].items():
        for at, search in enumerate(cast(Model, entry.record).searched):
            if "prices" in search.fields and id in asked:
                yield entry, ("searched", at, "for"), f"'prices' of this model stand in {asked[id]}; delete it here"


def _odd(price: float, usual: float) -> float:
    """How far a price is from what is usual, whichever way."""
    return max(price / usual, usual / price)


def of_this_world(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """A price that nobody else asks for the model is not far above all that was ever asked for one of its kind."""
    for entry in entries["price-list"].values():
        for at, price in enumerate(cast(PriceList, entry.record).prices):
            found = entries["model"].get(price.model)
            if price.unit != TOKENS or found is None:
                continue
            downloadable = cast(Model, found.record).downloadable
            for name, most in DEAREST[downloadable].items():
                if (getattr(price, name) or 0) > most:
                    kind = "open" if downloadable else "closed"
                    text = f"is {getattr(price, name):g} dollars; no {kind} model asked {most} yet; they are for a million tokens"
                    yield entry, ("prices", at, name), text
                    break


def _grouped(prices: list[Price], field: str) -> dict[str, list[Price]]:
    found: dict[str, list[Price]] = {}
    for price in prices:
        if price.unit == TOKENS:
            found.setdefault(getattr(price, field), []).append(price)
    return found

"""The answer of models.dev in, offers out: providers → models → cost, with the tiers of a long context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from macros.refresh.adapters import Prices
from macros.refresh.offers import Offer, amount, count, mapping


def offers(answer: Any, _: date) -> Iterator[Offer]:
    """Every model of every provider that states a price for tokens."""
    for host, provider in mapping(answer).items():
        for id, model in mapping(mapping(provider).get("models")).items():
            cost, limit = mapping(mapping(model).get("cost")), mapping(mapping(model).get("limit"))
            if not cost:
                continue
            base = Offer(host, id, context=count(limit.get("context")), max_output=count(limit.get("output")))
            plain = _priced(base, cost)
            if plain.input or plain.output:  # nothing at all is a plan or a gap, not a price
                yield plain
                yield from _tiers(base, cost)


def _tiers(base: Offer, cost: Any) -> Iterator[Offer]:
    above = cost.get("context_over_200k")
    if above:
        yield replace(_priced(base, mapping(above)), tier="long-context", above_tokens=200_000)
    for tier in cost.get("tiers") or ():
        size = count(mapping(mapping(tier).get("tier")).get("size"))
        if size and not (above and size == 200_000):
            yield replace(_priced(base, mapping(tier)), tier="long-context", above_tokens=size)


def _priced(base: Offer, cost: Any) -> Offer:
    return replace(
        base,
        input=amount(cost.get("input")),
        output=amount(cost.get("output")),
        cache_read=amount(cost.get("cache_read")),
        cache_write=amount(cost.get("cache_write")),
    )


MODELS_DEV = Prices(
    "models-dev",
    "Prices of makers and hosts, from models.dev",
    "https://models.dev",
    "https://models.dev/api.json",
    "MIT License, Copyright (c) 2025 models.dev",
    offers,
)

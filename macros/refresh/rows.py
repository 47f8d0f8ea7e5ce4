"""Offers in, rows of our price list out: the models and hosts we know, each offer once; and what we do not know, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from macros.facts.documents import Tree
from macros.facts.records import validated
from macros.facts.schema.price import Price
from macros.refresh.adapters import Prices
from macros.refresh.brought import sane
from macros.refresh.names import Names
from macros.refresh.offers import Offer


@dataclass
class Rows:
    """The rows made, and the names for which we have no record."""

    prices: list[Price] = field(default_factory=list)
    models: Counter[str] = field(default_factory=Counter)  # sold at a host we know: name → at how many
    hosts: Counter[str] = field(default_factory=Counter)


def rows(adapter: Prices, offers: Iterable[Offer], names: Names, day: str) -> Rows:
    """Every offer of a model and a host we know, as a row read on `day`."""
    made, odd, known = Rows(), 0, 0
    best: dict[tuple[object, ...], tuple[int, list[Offer]]] = {}
    for offer in offers:
        if not adapter.trusts(offer):
            continue
        host, model = names.host(offer.host), names.model(offer.model)
        if host is None:
            made.hosts[offer.host] += 1
        elif model is None:
            made.models[offer.model.rpartition("/")[2].lower()] += offer.tier == "standard"
        elif offer.model.endswith("-latest") and names.catalog.models[model[0]].maker not in names.catalog.hosts[host].makers:
            continue  # which edition is the latest is known at its maker only
        else:
            key = (host, model[0], offer.unit, offer.tier, offer.above_tokens, offer.starts)
            closest, same = best.get(key, (model[1], []))
            best[key] = (min(closest, model[1]), [offer] if model[1] < closest else [*same, offer] if model[1] == closest else same)
    for (host_id, model_id, *_), (_, same) in best.items():
        different = {(offer.input, offer.output): offer for offer in reversed(same)}
        for offer in different.values():
            known += 1
            served_as = offer.model if len(different) > 1 else None
            if row := _row(adapter, offer, str(model_id), str(host_id), served_as, day):
                made.prices.append(row)
            else:
                odd += 1
    sane(odd, len(made.prices) and known, "price of a model and a host")
    made.prices = ended(made.prices)
    return made


def ended(prices: list[Price]) -> list[Price]:
    """A price after which another one is announced ends on the day before."""
    starts: dict[tuple[object, ...], list[str]] = {}
    for row in prices:
        starts.setdefault(_offer(row), []).append(row.starts or "")
    made = []
    for row in prices:
        later = sorted(day for day in starts[_offer(row)] if day > (row.starts or ""))
        last = (date.fromisoformat(later[0]) - timedelta(days=1)).isoformat() if later else None
        made.append(row.model_copy(update={"ends": last}) if last and not row.ends else row)
    return made


def _offer(row: Price) -> tuple[object, ...]:
    return (row.model, row.host, row.served_as, row.unit, row.tier, row.above_tokens)


def _row(adapter: Prices, offer: Offer, model: str, host: str, served_as: str | None, day: str) -> Price | None:
    """The row, where its schema takes it. As many tokens out as in, or more, is no limit a host set: lists fill the gap so."""
    given = {name: value for name, value in vars(offer).items() if name not in ("host", "model")}
    if offer.context and (offer.max_output or 0) >= offer.context:
        del given["max_output"]
    named = {"model": model, "host": host, "served_as": served_as, "url": adapter.source, "as_of": day}
    written: Tree = {name: str(value) for name, value in (named | given).items() if value is not None}
    return validated(Price, written)[0]

"""Rules about days: what comes after what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from macros.facts.documents import Place
from macros.facts.rules.entry import Entry, RecordRule
from macros.facts.rules.shown import shown_values
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.facts.schema.price import Host, PriceList
from macros.facts.schema.words import Work

EARLY = 2  # months by which weights, and what others make of them, may precede an announcement


def before(day: str, other: str) -> bool:
    """Whether `day` is earlier than `other`, as far as both are known: 2024 is not earlier than 2024-05."""
    exact = min(len(day), len(other))
    return day[:exact] < other[:exact]


def months(day: str, *, late: bool) -> int:
    """The number of the month; of a year alone its last or its first."""
    return int(day[:4]) * 12 + int(day[5:7] or (12 if late else 1))


def model_days(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Nothing happens to a model before it is announced, and it has not read what came after."""
    model = cast(Model, entry.record)
    released = f"'released' ({model.released}); check both"
    if model.knowledge_cutoff and before(model.released, model.knowledge_cutoff):
        yield ("knowledge_cutoff",), f"is after {released}"
    if model.availability.weights_since and before(model.availability.weights_since, model.released):
        yield ("availability", "weights_since"), f"is before {released}"
    for at, stage in enumerate(model.lifecycle):
        for name in ("announced", "retires"):
            day = getattr(stage, name)
            if day and before(day, model.released):
                yield ("lifecycle", at, name), f"is before {released}"
    for at, event in enumerate(model.history):
        if before(event.date, model.released):
            yield ("history", at, "date"), f"is before {released}"
    for at, score in enumerate(model.benchmarks):
        if score.date and months(model.released, late=False) - months(score.date, late=True) > EARLY:
            yield ("benchmarks", at, "date"), f"is long before {released}"
    for key, source in model.sources.items():
        if before(source.read, model.released):
            yield ("sources", key, "read"), f"is before {released}"


def license_days(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A text is read after it was published."""
    license = cast(License, entry.record)
    published = f"'published' ({license.published}); check both"
    if license.published and before(license.checked, license.published):
        yield ("checked",), f"is before {published}"
    for key, source in license.sources.items():
        if license.published and before(source.read, license.published):
            yield ("sources", key, "read"), f"is before {published}"


def work_days(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A work is read after it was published."""
    work = cast(Work, entry.record)
    if work.published and before(work.read, work.published):
        yield ("read",), f"is before 'published' ({work.published}); check both"


def price_days(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A price is not newer than its list."""
    prices = cast(PriceList, entry.record)
    for at, price in enumerate(prices.prices):
        if before(prices.as_of, price.as_of):
            yield ("prices", at, "as_of"), f"is after the list's 'as_of' ({prices.as_of}); check both"


def host_days(entry: Entry) -> Iterator[tuple[Place, str]]:
    """An offer of a host ends once, on a day after it was announced."""
    seen: dict[str, str] = {}
    for at, end in enumerate(cast(Host, entry.record).ended):
        if end.announced and before(end.on, end.announced):
            yield ("ended", at, "on"), f"is before 'announced' ({end.announced}); check the days"
        for number, id in enumerate(end.models):
            if id in seen:
                yield ("ended", at, "models", number), f"'{id}' ends here on {seen[id]} already; keep the newest day"
            seen[id] = end.on


def base_days(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """A model is not much older than what it was made from, nor a version of a license than the one before."""
    for entry in entries["model"].values():
        model = cast(Model, entry.record)
        for at, item in enumerate(model.base_models):
            if (found := entries["model"].get(item.model or "")) is not None:
                base = cast(Model, found.record)
                early = months(base.released, late=False) - months(model.released, late=True) > EARLY
                if early and all(place != ("released",) for place, _ in shown_values(found)):  # else told there
                    text = f"was released in {base.released}, after this model ({model.released}); check both"
                    yield entry, ("base_models", at, "model"), text
    for entry in entries["license"].values():
        license = cast(License, entry.record)
        if (found := entries["license"].get(license.follows or "")) is not None:
            published = cast(License, found.record).published
            if published and license.published and before(license.published, published):
                yield entry, ("follows",), f"was published in {published}, after this one ({license.published}); check both"


MODEL_RULES: tuple[RecordRule, ...] = (model_days,)
LICENSE_RULES: tuple[RecordRule, ...] = (license_days,)
WORK_RULES: tuple[RecordRule, ...] = (work_days,)
PRICE_RULES: tuple[RecordRule, ...] = (price_days,)
HOST_RULES: tuple[RecordRule, ...] = (host_days,)

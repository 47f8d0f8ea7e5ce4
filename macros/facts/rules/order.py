"""Rules about numbers and days that stand in an order, and about rows that stand twice: swapped, or copied."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import cast

from macros.facts.documents import Place
from macros.facts.rules.dates import before
from macros.facts.rules.entry import Entry, RecordRule
from macros.facts.schema.price import PriceList
from macros.facts.schema.runs import RunList
from macros.facts.schema.scores import ScoreList
from macros.facts.schema.situation import Situation
from macros.facts.schema.things import Benchmark, Hardware, Quantization, Speed
from macros.facts.schema.words import Figure

LEAST_PRICE = 0.001  # US dollars a million tokens: a tenth of the cheapest that was ever read
SHARE, RATING = (0, 100), (-10_000, 10_000)
MORE_BITS = 1.5  # for scales, and for parts that are kept whole
_BITS = re.compile(r"(?<![0-9.])([0-9]+)")
_PERCENT = re.compile(r"\b(per ?cent(age)?|pct|accuracy|ratio|fraction|share)\b", re.IGNORECASE)


def rising(place: Place, values: Iterable[tuple[str, float | None]]) -> Iterator[tuple[Place, str]]:
    """Fields at `place` of which each is at least the one before."""
    known = [(name, value) for name, value in values if value is not None]
    for (lower, least), (upper, most) in pairwise(known):
        if least > most:
            yield (*place, upper), f"is {most:g}, less than '{lower}' ({least:g}); check whether they are swapped"


def device(entry: Entry) -> Iterator[tuple[Place, str]]:
    """What a device costs: the cheapest first, the oldest first."""
    hardware = cast(Hardware, entry.record)
    if rent := hardware.rent:
        yield from rising(("rent",), (("low", rent.low), ("middle", rent.middle), ("high", rent.high)))
        if before(rent.newest, rent.oldest):
            yield ("rent", "newest"), f"is {rent.newest}, before 'oldest' ({rent.oldest}); check whether they are swapped"
    if bought := hardware.purchase:
        yield from rising(("purchase",), (("low", bought.low), ("high", bought.high)))


def speed(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Shares from the slow runs to the fast ones; no more runs lay inside than were tried."""
    found = cast(Speed, entry.record)
    yield from rising((), (("low", found.low), ("middle", found.middle), ("high", found.high)))
    yield from rising((), (("least_gb", found.least_gb), ("most_gb", found.most_gb)))
    if found.inside > found.checked_on:
        yield ("inside",), f"is {found.inside}, more than 'checked_on' ({found.checked_on}); check which is which"


def points(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A range goes up, and two numbers of a chart can be told apart."""
    figure = cast(Figure, entry.record)
    for at, point in enumerate(figure.points):
        yield from rising(("points", at), (("value", point.value), ("until", point.until)))
        if (why := of_one(point.value, figure.unit or "")) and "one percent" not in (point.note or ""):
            yield ("points", at, "value"), f"{why}; where it is so small, say 'below one percent' in 'note'"
    for at, key in _twice((point.label, point.date, point.note) for point in figure.points):
        yield ("points", at, "label"), f"'{key[0]}' stands here already; delete one, or say in 'note' what tells them apart"


def scores(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Each run stands once, not after the day of the list, and its score lies in its interval."""
    found = cast(ScoreList, entry.record)
    for at, row in enumerate(found.rows):
        if row.date and before(found.as_of, row.date):
            yield ("rows", at, "date"), f"is after the list's 'as_of' ({found.as_of}); check both"
        yield from rising(("rows", at), (("low", row.low), ("score", row.score), ("high", row.high)))
    for at, (name, *_) in _twice((row.name, row.setting, row.date, row.url) for row in found.rows):
        yield ("rows", at, "name"), f"'{name}' stands here already with this setting and day; keep one row"


def runs(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Each run stands once, says something, and is not younger than the list."""
    found = cast(RunList, entry.record)
    for at, row in enumerate(found.runs):
        if row.speed is None and row.memory_gb is None and row.told is None:
            yield ("runs", at), "has neither 'speed' nor 'memory_gb' nor 'told'; write what was measured, or delete the row"
        if row.date and before(found.as_of, row.date):
            yield ("runs", at, "date"), f"is after the list's 'as_of' ({found.as_of}); check both"
    for at, (model, device, *_) in _twice(
        (row.model, row.device, row.devices, row.program, row.stored, row.tokens, row.speed, row.url) for row in found.runs
    ):
        yield ("runs", at), f"{model} on {device} stands here already with this speed; keep one row"


def beyond(score: float, unit: str) -> str:
    """Why a test of this unit cannot have the score; empty where it can."""
    least, most = SHARE if unit.startswith("%") else RATING
    return "" if least <= score <= most else f"is not between {least} and {most}, as '{unit}' is; check the number"


def of_one(value: float, unit: str) -> str:
    """Why a share of a hundred may be meant for a share of one; empty where it is none."""
    share = unit.startswith("%") and 0 < value < 1
    return f"is below one percent; where the page gives a share of one, write {value * 100:g}" if share else ""


def scores_of_a_share(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """A share on a board is between 0 and 100, a rating below ten thousand."""
    for entry in entries["score-list"].values():
        found = cast(ScoreList, entry.record)
        if (test := entries["benchmark"].get(found.benchmark)) is not None:
            unit = cast(Benchmark, test.record).unit
            for at, row in enumerate(found.rows):
                if why := beyond(row.score, unit):
                    yield entry, ("rows", at, "score"), why


def prices(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A price stands once, and is for a million tokens."""
    rows = cast(PriceList, entry.record).prices
    for at, price in enumerate(rows):
        if price.unit == "million-tokens" and price.input and price.input < LEAST_PRICE:
            yield ("prices", at, "input"), f"is {price.input:g} dollars; prices are for a million tokens, so check the unit"
    keys = (
        (
            row.model,
            row.host,
            row.tier,
            row.served_as,
            row.unit,
            row.above_tokens,
            row.starts,
            row.as_of,
            row.quantization,
            row.note,
        )
        for row in rows
    )
    for at, (model, host, *_) in _twice(keys):
        yield ("prices", at), f"{model} at {host} stands here already, in the same tier and of the same day; keep one row"


def unit_named(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A share has the sign by which its bounds are known."""
    unit = cast(Benchmark, entry.record).unit
    if _PERCENT.search(unit):
        yield ("unit",), f"'{unit}' is a share; write '%' in quotes, and what it is a share of behind it, like '% of words'"


def bits_of_the_name(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A format that is called after its bits takes a little more than those."""
    named, bits = _BITS.search(entry.id), cast(Quantization, entry.record).bits
    if named and not int(named[1]) <= bits <= int(named[1]) + MORE_BITS:
        yield (
            ("bits",),
            f"is {bits:g}, and '{entry.id}' is called after {named[1]}; write the bits a weight takes in a whole file",
        )


def whose_memory(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """The memory of a situation is one that its device is sold with."""
    for entry in entries["situation"].values():
        wanted = cast(Situation, entry.record)
        if wanted.memory_gb and (found := entries["hardware"].get(wanted.device or "")) is not None:
            sold = cast(Hardware, found.record).memory_gb
            if sold and wanted.memory_gb not in sold:
                sizes = " or ".join(f"{size:g}" for size in sold)
                yield entry, ("memory_gb",), f"is {wanted.memory_gb:g}, and '{found.id}' is sold with {sizes} GB; check both"


def _twice(keys: Iterable[tuple[Hashable, ...]]) -> Iterator[tuple[int, tuple[Hashable, ...]]]:
    """(index, key) of what stood there before."""
    seen: set[tuple[Hashable, ...]] = set()
    for at, key in enumerate(keys):
        if key in seen:
            yield at, key
        seen.add(key)


BENCHMARK_RULES: tuple[RecordRule, ...] = (unit_named,)
QUANTIZATION_RULES: tuple[RecordRule, ...] = (bits_of_the_name,)
HARDWARE_RULES: tuple[RecordRule, ...] = (device,)
SPEED_RULES: tuple[RecordRule, ...] = (speed,)
FIGURE_RULES: tuple[RecordRule, ...] = (points,)
SCORE_RULES: tuple[RecordRule, ...] = (scores,)
RUN_RULES: tuple[RecordRule, ...] = (runs,)
PRICE_RULES: tuple[RecordRule, ...] = (prices,)

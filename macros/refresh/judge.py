"""The last good rows and the new ones in, what may be written and what changed out; what cannot be is held back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from macros.facts.schema.price import Price
from macros.refresh.brought import whole

JUMP = 10  # times dearer or cheaper than at the last reading: held back until a person has looked
OUTLIER = 100  # times the median of all hosts: a slip of the unit

Key = tuple[object, ...]


@dataclass(frozen=True)
class Change:
    """One offer before and after; one of both is missing where it came or went."""

    before: Price | None
    after: Price | None


@dataclass(frozen=True)
class Verdict:
    """What is written, what changed, and what was held back with the reason."""

    rows: tuple[Price, ...]
    changes: tuple[Change, ...]
    held: tuple[tuple[Price, str], ...]


def judge(old: Sequence[Price], new: Sequence[Price]) -> Verdict:
    """New rows beside old ones. Refused where most of what was there is gone."""
    before = {key(row): row for row in old}
    still = sum(key(row) in before for row in new)
    whole(still, len(before), "prices")
    typical = _typical(new)
    rows, changes, held = [], [], []
    for row in new:
        last = before.get(key(row))
        reason = _odd(last, row, typical)
        if reason:
            held.append((row, reason))
            if last:
                rows.append(last)
            continue
        rows.append(row)
        if last is None or amounts(last) != amounts(row):
            changes.append(Change(last, row))
    after = {key(row) for row in new}
    changes += [Change(row, None) for row in old if key(row) not in after]
    return Verdict(tuple(rows), tuple(changes), tuple(held))


def conflicts(rows: Iterable[Price], others: Iterable[Price]) -> list[tuple[Price, Price]]:
    """Standard prices for one model at one host that another list gives otherwise, by more than a tenth."""
    theirs: dict[Key, list[Price]] = defaultdict(list)
    for other in others:
        theirs[key(other)[:2] + key(other)[3:]].append(other)
    found = []
    for row in rows:
        for other in theirs[key(row)[:2] + key(row)[3:]]:
            if row.tier == "standard" and apart(row.input, other.input) > 1.1:
                found.append((row, other))
                break
    return found


def key(row: Price) -> Key:
    """What makes two rows readings of one offer; a price that is announced is another one."""
    announced = row.starts if row.starts and row.starts > row.as_of else None
    return (row.model, row.host, row.served_as, row.unit, row.tier, row.above_tokens, announced)


def amounts(row: Price) -> tuple[float | None, ...]:
    """What a reader pays."""
    return (row.input, row.output, row.cache_read, row.cache_write)


def _typical(rows: Sequence[Price]) -> dict[tuple[str, str], float]:
    """Model and unit → the median of what hosts ask for input, where at least three do."""
    asked: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        if row.tier == "standard" and row.input:
            asked[row.model, row.unit].append(row.input)
    return {key: median(values) for key, values in asked.items() if len(values) > 2}


def _odd(last: Price | None, row: Price, typical: dict[tuple[str, str], float]) -> str:
    if last and any(apart(a, b) >= JUMP for a, b in zip(amounts(last)[:2], amounts(row)[:2], strict=True)):
        return f"{_shown(last)} at the last reading, now {_shown(row)}"
    usual = typical.get((row.model, row.unit))
    if usual and apart(row.input, usual) >= OUTLIER:
        return f"{_shown(row)}, where others ask about {usual:g} in"
    return ""


def apart(one: float | None, other: float | None) -> float:
    """How many times one amount is the other; nothing is endlessly far from something."""
    if one is None or other is None or one == other:
        return 1
    low, high = sorted((one, other))
    return high / low if low else float("inf")


def _shown(row: Price) -> str:
    return f"{'–' if row.input is None else f'{row.input:g}'} in and {'–' if row.output is None else f'{row.output:g}'} out"

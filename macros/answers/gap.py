"""Scores of one board in one version in, the distance between open and closed models out: in points and in months.

Open means that the weights can be had, whatever the license. What makers report about themselves never counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from macros.answers.results import Measured

CLOSED_AT_LEAST, OPEN_AT_LEAST = 6, 5  # dated models, below which one model more or less would be the answer
MONTH = 30.4375  # days
LEVEL, FAR = 3, 10  # points of 100: two scores with a standard error of 2 differ by 2.8 in one case of three by chance
ONE = {"rating": 10, "mean rank score": 0.1}  # how much of a unit counts as one point; of any other, a point


@dataclass(frozen=True)
class Month:
    """The best scores up to the end of a month; None before the first."""

    month: str
    closed: Measured | None
    open: Measured | None


@dataclass(frozen=True)
class Gap:
    """`points` are how far closed leads (negative: open leads).

    `first` is the first closed model that scored as high as the best open one, `lag` the months from its release to that
    of the open model, `since` the months from its release to today; None where no closed model has got there.
    `overlap` says whether the intervals of both touch; None where an end is not known.
    """

    closed: Measured
    open: Measured
    points: float
    first: Measured | None
    lag: float | None
    since: float | None
    overlap: bool | None
    as_of: str


def gap(rows: Iterable[Measured], today: date, *, opened: bool = False) -> Gap | None:
    """The distance by the scores of one list; None where it has too few dated models on a side.

    A model that was sold first and opened later counts as closed; with `opened` as open, from the day of its weights.
    """
    counted = _counted(rows, opened)
    closed, free = _side(counted, False), _side(counted, True)
    if _models(closed) < CLOSED_AT_LEAST or _models(free) < OPEN_AT_LEAST:
        return None
    best, rival = _best(closed), _best(free)
    reached = [row for row in closed if _points(row, rival) >= 0]
    first = min(reached, key=lambda row: (_day(row), -_points(row, rival))) if reached else None
    return Gap(
        best,
        rival,
        round(_points(best, rival), 2),
        first,
        round((_day(rival) - _day(first)).days / MONTH, 1) if first else None,
        round((today - _day(first)).days / MONTH, 1) if first else None,
        _overlap(best, rival),
        max(row.date or "" for row in counted),
    )


def trail(rows: Iterable[Measured], *, opened: bool = False) -> tuple[Month, ...]:
    """The best closed and the best open score month by month, from the first release to the last."""
    counted = sorted(_counted(rows, opened), key=_day)
    if not counted:
        return ()
    months: list[Month] = []
    best: dict[bool, Measured | None] = {True: None, False: None}
    at = 0
    month, last = _day(counted[0]).replace(day=1), _day(counted[-1])
    while month <= last:
        following = (month.replace(day=28) + (date(2000, 2, 1) - date(2000, 1, 28))).replace(day=1)
        while at < len(counted) and _day(counted[at]) < following:
            row = counted[at]
            leader = best[bool(row.open)]
            if leader is None or _points(row, leader) > 0:
                best[bool(row.open)] = row
            at += 1
        months.append(Month(month.isoformat()[:7], best[False], best[True]))
        month = following
    return tuple(months)


def standing(found: Gap) -> str:
    """A word of data/vocabulary/standings.yml: ahead, level (intervals touch, or few points), behind, or far behind."""
    points = found.points / ONE.get(found.closed.benchmark.unit, 1)
    if found.overlap or 0 <= points < LEVEL:
        return "level"
    if points < 0:
        return "ahead"
    return "far" if points > FAR else "behind"


def _counted(rows: Iterable[Measured], opened: bool) -> list[Measured]:
    kept = [row for row in rows if row.reported_by == "independent" and not row.aside and row.open is not None and row.released]
    return [replace(row, open=True, released=row.opened) if opened and row.opened else row for row in kept]


def _side(rows: Sequence[Measured], open: bool) -> list[Measured]:
    return [row for row in rows if row.open is open]


def _models(rows: Sequence[Measured]) -> int:
    return len({row.model.id if row.model else row.name for row in rows})


def _best(rows: Sequence[Measured]) -> Measured:
    """The best score; of two equal ones the earlier."""
    return min(rows, key=lambda row: (_points(rows[0], row), _day(row)))


def _points(row: Measured, other: Measured) -> float:
    """How much better a score is than another."""
    return row.score - other.score if row.benchmark.better == "higher" else other.score - row.score


def _overlap(one: Measured, other: Measured) -> bool | None:
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return None
    return one.low <= other.high and other.low <= one.high


def _day(row: Measured) -> date:
    """A date without a day is its first."""
    assert row.released
    year, month, day = (*map(int, row.released.split("-")), 1, 1)[:3]
    return date(year, month, day)

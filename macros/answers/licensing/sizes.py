"""Limits of size in, what they do to a use out. Who stays below all of them may lose a condition."""

from __future__ import annotations

from typing import Literal

from macros.answers.licensing.duties import badge
from macros.answers.licensing.ruling import Outcome, Reason, Use
from macros.facts.schema.license import License, Threshold

Reach = Literal["below", "above", "open"]
COMMERCIAL = frozenset({"commercial", "sell"})
SIZED = "source-available-commercial-with-threshold"
MEASURES = {
    "monthly-active-users": "monthly active users",
    "daily-active-users": "daily active users",
    "annual-revenue-usd": "US dollars of revenue a year",
    "monthly-revenue-usd": "US dollars of revenue a month",
    "annual-recurring-revenue-usd": "US dollars of recurring revenue a year",
}
MONTHS = 12


def limits(license: License, use: Use) -> list[Reason]:
    """What the limits of size do. Our records do not say which of them reach beyond commercial use."""
    found = []
    for limit in license.thresholds:
        outcome = _effect(license, limit, use)
        if outcome:
            found.append(Reason(outcome, "threshold", sentence(limit), limit.clause))
    return found


def _effect(license: License, limit: Threshold, use: Use) -> Outcome | None:
    """A limit on a kind of business is taken to concern those who host; for others it stays a condition."""
    reach, commercial = _reach(limit, use), bool(use.wishes & COMMERCIAL)
    if reach == "above" and limit.blocks == "yes" and (not limit.business or "host" in use.wishes):
        return "forbidden" if commercial else "unknown"
    if reach == "below" or not commercial:
        return None
    if reach == "above" and limit.blocks == "no" and not use.badge_ok and badge(license) == "above":
        return "forbidden"
    return "conditions"


def small(license: License, use: Use) -> bool:
    """Whether the reader is known to stay below every limit of a license whose condition on business is its limits.

    Its other conditions, such as a badge or a policy, are answers of their own.
    """
    blocking = [limit for limit in license.thresholds if limit.blocks == "yes"]
    return license.category == SIZED and bool(blocking) and all(_reach(limit, use) == "below" for limit in blocking)


def _reach(limit: Threshold, use: Use) -> Reach:
    """Whether the use passes a limit. A kind of business counts at any size; days are bounded by months."""
    if limit.amount is None:
        return "above"
    if limit.measure == "daily-active-users":
        return "below" if use.users is not None and use.users <= limit.amount else "open"
    size = _size(limit.measure, use)
    if size is None:
        return "open"
    return "above" if size > limit.amount else "below"


def _size(measure: str, use: Use) -> float | None:
    if measure == "monthly-active-users":
        return use.users
    if measure == "monthly-revenue-usd":
        return use.revenue / MONTHS if use.revenue is not None else None
    return use.revenue if measure in ("annual-revenue-usd", "annual-recurring-revenue-usd") else None


def sentence(limit: Threshold) -> str:
    """A limit as a sentence with its number."""
    size = f"Above {limit.amount:,} {MEASURES.get(limit.measure, limit.measure)}" if limit.amount is not None else "At any size"
    whose = f", if this is your business ({limit.business.rstrip('.')})" if limit.business else ""
    counted = f" Counted: {limit.counted}" if limit.counted else ""
    return f"{size}{whose}: {limit.effect}{counted}"

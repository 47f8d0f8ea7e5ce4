"""Limits of size in, what they do to a use out. Who stays below all of them may lose a condition."""

from __future__ import annotations

from collections.abc import Iterator

from macros.answers.licensing.duties import NO_BADGE, badge
from macros.answers.licensing.ruling import Decision, Row, Test
from macros.facts.catalog import Catalog
from macros.facts.schema.license import License, Threshold

COMMERCIAL: Test = ("wishes", "any", ("commercial", "sell"))
HOSTED: Test = ("wishes", "any", ("host",))
SIZED = "source-available-commercial-with-threshold"
# measure → what the reader says that bounds it, how many times the amount it is in a year
SAID = {
    "monthly-active-users": ("users", 1),
    "daily-active-users": ("users", 1),
    "annual-revenue-usd": ("revenue", 1),
    "annual-recurring-revenue-usd": ("revenue", 1),
    "monthly-revenue-usd": ("revenue", 12),
}


def limits(catalog: Catalog, license: License) -> Iterator[Decision]:
    """What each limit of size does. Our records do not say which of them reach beyond commercial use.

    A limit on a kind of business is taken to concern those who host; for others it stays a condition.
    """
    for limit in license.thresholds:
        plain, above, below = sentence(catalog, limit), _above(limit), _below(limit)
        rows = [Row((below,), None)] if below else []
        if above is not None and limit.blocks == "yes":
            met = (*above, *((HOSTED,) if limit.business else ()))
            rows.append(Row((*met, COMMERCIAL), "forbidden", plain, limit.clause))
            rows.append(Row(met, "unknown", plain, limit.clause))
        elif above is not None and badge(license) == "above":
            rows.append(Row((*above, COMMERCIAL, NO_BADGE), "forbidden", plain, limit.clause))
        rows.append(Row((COMMERCIAL,), "conditions", plain, limit.clause))
        yield Decision("threshold", tuple(rows))


def small(license: License) -> tuple[Test, ...]:
    """The tests by which a reader is below every limit of a license whose condition on business is its limits; else none.

    Its other conditions, such as a badge or a policy, are answers of their own.
    """
    found = [_below(limit) for limit in license.thresholds if limit.blocks == "yes"]
    tests = tuple(test for test in found if test)
    return tests if license.category == SIZED and len(tests) == len(found) else ()


def _above(limit: Threshold) -> tuple[Test, ...] | None:
    """What passes the limit; None where nothing that a reader says can show it: days are bounded by months, not counted."""
    if limit.amount is None:
        return ()
    if limit.measure == "daily-active-users" or limit.measure not in SAID:
        return None
    said, times = SAID[limit.measure]
    return ((said, ">=" if limit.included == "yes" else ">", limit.amount * times),)


def _below(limit: Threshold) -> Test | None:
    """What stays below it; none for a kind of business, which counts at any size, and for what a reader does not say."""
    if limit.amount is None or limit.measure not in SAID:
        return None
    said, times = SAID[limit.measure]
    return (said, "<=" if limit.included == "no" else "<", limit.amount * times)


def sentence(catalog: Catalog, limit: Threshold) -> str:
    """A limit as a sentence with its number."""
    begins = "any" if limit.amount is None else "from" if limit.included == "yes" else "above"
    measure = catalog.word("threshold-measures", limit.measure)
    said = catalog.say(
        f"size-{begins}-business" if limit.business else f"size-{begins}",
        amount=f"{limit.amount or 0:,}",
        measure=measure.short or measure.label,
        business=(limit.business or "").rstrip("."),
        effect=limit.effect,
    )
    return f"{said} {catalog.say('size-counted', counted=limit.counted)}" if limit.counted else said


def edge(catalog: Catalog, limit: Threshold) -> str:
    """The size alone: 'Above 700,000,000 monthly active users'."""
    return sentence(catalog, limit.model_copy(update={"effect": "", "counted": None})).rstrip(": ")

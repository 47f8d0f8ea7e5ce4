"""Licenses and uses for which the rule in the browser must come to what the rule in Python comes to."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from macros.answers.licensing.answers import answers_of
from macros.answers.licensing.ruling import WISHES, Ruling, Use
from macros.answers.licensing.use import askable, compiled, rule
from macros.facts.catalog import Catalog
from macros.facts.schema.license import License
from macros.publish.scripts import lists

USES = 60
SIZES = (None, 0, 1, 999_999, 1_000_000, 1_000_001, 50_000_000, 100_000_000, 100_000_001, 700_000_000, 700_000_001, 5_000_000_000)
MONEY = (None, 0, 1_000_000, 1_000_001, 9_999_999, 10_000_001, 20_000_001, 240_000_000, 240_000_001, 240_000_012, 20_000_000_000)
PLACES = ("", "", "eu", "uk", "kr", "embargoed", "us")


@dataclass(frozen=True)
class Case:
    """What the browser is given, as plain JSON, and what must come out."""

    license: dict[str, object]
    use: dict[str, Any]
    outcome: str
    reasons: list[list[str | None]]  # question, outcome, plain words, clause; in order

    @property
    def weighed(self) -> list[tuple[str, str]]:
        """(question, outcome) of every reason, in order."""
        return [(str(question), str(outcome)) for question, outcome, _, _ in self.reasons]


def cases(catalog: Catalog) -> Iterator[Case]:
    """Every text that can bind who uses a model × generated uses, and uses at the edge of each of its limits."""
    generated = uses()
    for license in askable(catalog):
        given = lists(license, compiled(catalog, license, answers_of(catalog, license)))
        for use in (*generated, *edges(license)):
            yield _case(given, use, rule(catalog, license, use))


def one(catalog: Catalog, id: str, use: Use) -> Case:
    """One text and one use."""
    license = catalog.licenses[id]
    return _case(lists(license, compiled(catalog, license, answers_of(catalog, license))), use, rule(catalog, license, use))


def uses() -> tuple[Use, ...]:
    """The same uses each time: none wished, everything wished, and any mixture."""
    chance = random.Random(4)
    found = [
        Use(frozenset()),
        Use(),
        Use(frozenset(WISHES)),
        Use(frozenset(WISHES), needs_open_source=True, badge_ok=False, policy_ok=False),
    ]
    found += [Use(frozenset({wish})) for wish in WISHES]
    while len(found) < USES:
        found.append(
            Use(
                wishes=frozenset(wish for wish in WISHES if chance.random() < 0.45),
                users=chance.choice(SIZES),
                revenue=chance.choice(MONEY),
                place=chance.choice(PLACES),
                end_user=chance.random() < 0.2,
                multimodal=chance.choice((None, True, False)),
                needs_open_source=chance.random() < 0.15,
                badge_ok=chance.random() < 0.6,
                policy_ok=chance.random() < 0.7,
            )
        )
    return tuple(found)


def edges(license: License) -> Iterator[Use]:
    """At, just below and just above each limit, with and without hosting, money and a badge."""
    for limit in license.thresholds:
        if limit.amount is None:
            continue
        amount = limit.amount * (12 if limit.measure == "monthly-revenue-usd" else 1)
        for size in (amount - 1, amount, amount + 1):
            base = Use(users=size, revenue=0) if limit.measure.endswith("users") else Use(users=0, revenue=size)
            for wishes in ({"commercial"}, {"commercial", "host"}, {"modify"}, {"sell"}):
                yield replace(base, wishes=frozenset(wishes))
                yield replace(base, wishes=frozenset(wishes), badge_ok=False)


def plain(use: Use) -> dict[str, Any]:
    """A use as JSON."""
    return {**asdict(use), "wishes": sorted(use.wishes)}


def _case(given: dict[str, object], use: Use, ruling: Ruling) -> Case:
    reasons: list[list[str | None]] = [[reason.question, reason.outcome, reason.plain, reason.clause] for reason in ruling.reasons]
    return Case(given, plain(use), ruling.outcome, reasons)

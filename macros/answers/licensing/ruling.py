"""Decision lists and a use in, a ruling out: what came out of them, and every reason that bears on the use.

A license is compiled into lists (`use.py`). Here, and in docs/assets/may-i.js, stand only the interpreters of them.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Outcome = Literal["allowed", "conditions", "forbidden", "unknown"]
WORST: tuple[Outcome, ...] = ("allowed", "conditions", "unknown", "forbidden")

# what the reader wants to do → the question that decides it
WISHES = {
    "commercial": "commercial_use",
    "modify": "modify",
    "share": "redistribute",
    "host": "host_as_service",
    "sell": "finetune_and_sell",
    "train": "train_on_outputs",
}

# ways of knowing that do not rest on the text
UNVERIFIED = ("secondary", "memory")

# (what was said of the use, how it is compared, with what); a size that was not said passes no comparison
Test = tuple[str, str, Any]
_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "any": lambda said, wanted: any(wish in said for wish in wanted),
    "=": operator.eq,
    "<": lambda said, amount: said is not None and said < amount,
    "<=": lambda said, amount: said is not None and said <= amount,
    ">": lambda said, amount: said is not None and said > amount,
    ">=": lambda said, amount: said is not None and said >= amount,
}


@dataclass(frozen=True)
class Use:
    """What the reader wants. `users` (a month) and `revenue` (US dollars a year) None: not said."""

    wishes: frozenset[str] = frozenset({"commercial"})
    users: int | None = None
    revenue: int | None = None
    place: str = ""
    end_user: bool = False
    multimodal: bool | None = None
    needs_open_source: bool = False
    badge_ok: bool = True
    policy_ok: bool = True


@dataclass(frozen=True)
class Row:
    """One line of a list: where all tests hold, this comes out; without an outcome the list ends in silence."""

    when: tuple[Test, ...]
    outcome: Outcome | None
    plain: str = ""
    clause: str | None = None


@dataclass(frozen=True)
class Decision:
    """What a text says on one question: the first row that holds decides."""

    question: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Reason:
    """One term that bears on the use: what it does to it, in plain words, with the clause."""

    outcome: Outcome
    question: str
    plain: str
    clause: str | None = None


@dataclass(frozen=True)
class Ruling:
    """The outcome and every reason, the weightiest first."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = field(default=())


def decide(decisions: Iterable[Decision], use: Use) -> Ruling:
    """The gravest reason decides."""
    reasons = []
    for decision in decisions:
        row = next((row for row in decision.rows if all(_holds(test, use) for test in row.when)), None)
        if row and row.outcome:
            reasons.append(Reason(row.outcome, decision.question, row.plain, row.clause))
    reasons.sort(key=lambda reason: -WORST.index(reason.outcome))
    return Ruling(reasons[0].outcome if reasons else "allowed", tuple(reasons))


def _holds(test: Test, use: Use) -> bool:
    what, how, wanted = test
    return _TESTS[how](getattr(use, what), wanted)

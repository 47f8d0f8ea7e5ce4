"""The words of a ruling: a use described, the reasons that bear on it, and what came out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

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

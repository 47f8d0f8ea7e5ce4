"""Model Openness Framework (Linux Foundation, arXiv 2403.13784): components in, class I, II, III, none or cannot tell out.

Rules as the reference implementation applies them: a component counts when it is published under an open license;
an open license made for another kind of content counts with a warning; a research paper stands in for the
technical report. A class needs all of the classes below it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from macros.answers.components import Piece, Pieces
from macros.facts.schema.words import Word

Class = Literal["I", "II", "III", "none", "cannot-tell"]
Outcome = Literal["pass", "warning", "fail", "missing", "unknown"]
ORDER: tuple[Literal["III", "II", "I"], ...] = ("III", "II", "I")
TITLES = {"III": "Open Model", "II": "Open Tooling", "I": "Open Science"}


@dataclass(frozen=True)
class Check:
    """One component: what came out, why, and which class asks for it."""

    component: str
    mof_class: str
    required: bool
    outcome: Outcome
    reason: str

    @property
    def counts(self) -> bool:
        return self.outcome in ("pass", "warning")


@dataclass(frozen=True)
class Verdict:
    """The class, the class above it, and what stands between."""

    value: Class
    checks: tuple[Check, ...]
    next_class: str | None

    @property
    def missing(self) -> tuple[Check, ...]:
        """What is not known to be there of the next class and those below."""
        if self.next_class is None:
            return ()
        wanted = ORDER[: ORDER.index(self.next_class) + 1]
        return tuple(check for check in self.checks if check.required and check.mof_class in wanted and not check.counts)

    @property
    def warnings(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.outcome == "warning")


def assess(pieces: Pieces, components: Iterable[Word]) -> Verdict:
    """`components` are the framework's words: those of the vocabulary that name a class."""
    checks = tuple(_check(pieces, word) for word in components if word.mof_class)
    reached: Class = "none"
    for name in ORDER:
        required = [check for check in checks if check.required and check.mof_class == name]
        if all(check.counts for check in required):
            reached = name
            continue
        failed = any(check.outcome in ("fail", "missing") for check in required)
        if reached == "none" and not failed:
            reached = "cannot-tell"
        return Verdict(reached, checks, name)
    return Verdict(reached, checks, None)


def _check(pieces: Pieces, word: Word) -> Check:
    outcome, reason = _judge(pieces[word.id], word)
    if word.id == "technical-report" and outcome not in ("pass", "warning"):
        instead, _ = _judge(pieces["research-paper"], word)
        if instead in ("pass", "warning"):
            outcome, reason = instead, "A research paper stands in for it."
        elif instead == "unknown" and outcome != "unknown":
            outcome, reason = "unknown", f"{reason} Whether an open research paper stands in for it is not recorded."
    return Check(word.id, str(word.mof_class), word.mof_required == "yes", outcome, reason)


def _judge(piece: Piece, word: Word) -> tuple[Outcome, str]:
    match piece.present:
        case None:
            return "unknown", "Not recorded."
        case "no":
            return "missing", "Not published."
        case "partial":
            return "missing", "Published only in part."
    if piece.license is None:
        return ("fail", "Published without a license.") if piece.unlicensed else ("unknown", "Published; license not recorded.")
    if not piece.open:
        return "fail", f"{piece.license.name} is not an open license."
    if word.content in piece.license.made_for:
        return "pass", f"{piece.license.name}."
    return "warning", f"{piece.license.name} is open, but was not made for {_KIND[word.content or 'data']}."


_KIND = {"code": "code", "data": "data or weights", "document": "documents"}

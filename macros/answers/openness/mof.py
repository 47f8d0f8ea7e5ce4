"""Model Openness Framework (Linux Foundation, arXiv 2403.13784): components in, class I, II, III, none or cannot tell out.

Rules as the reference implementation applies them: a component counts when it is published under an open license;
an open license made for another kind of content counts with a warning; a research paper stands in for the
technical report. A class needs all of the classes below it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from macros.answers.components import Piece, Pieces
from macros.facts.catalog import Say
from macros.facts.schema.words import Word

Class = Literal["I", "II", "III", "none", "cannot-tell"]
Outcome = Literal["pass", "warning", "fail", "missing", "unknown"]
ORDER: tuple[Literal["III", "II", "I"], ...] = ("III", "II", "I")


@dataclass(frozen=True, slots=True)
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


_outcome = cache(Check)  # what comes out is much the same for many models, and kept once


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


def assess(pieces: Pieces, components: Iterable[Word], say: Say) -> Verdict:
    """`components` are the framework's words: those of the vocabulary that name a class. `say` words the reasons."""
    checks = tuple(_check(pieces, word, say) for word in components if word.mof_class)
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


def _check(pieces: Pieces, word: Word, say: Say) -> Check:
    piece = pieces[word.id]
    outcome, reason = _judge(piece, word)
    said = say(reason, license=piece.license.name if piece.license else "")
    if word.id == "technical-report" and outcome not in ("pass", "warning"):
        instead, _ = _judge(pieces["research-paper"], word)
        if instead in ("pass", "warning"):
            outcome, said = instead, say("paper-stands-in")
        elif instead == "unknown" and outcome != "unknown":
            outcome, said = "unknown", f"{said} {say('paper-unknown')}"
    return _outcome(word.id, str(word.mof_class), word.mof_required == "yes", outcome, said)


def _judge(piece: Piece, word: Word) -> tuple[Outcome, str]:
    """The outcome and the word of its reason."""
    if piece.present != "yes":
        return ("missing" if piece.present else "unknown"), f"part-{piece.present or 'unknown'}"
    if piece.license is None:
        return ("fail", "part-unlicensed") if piece.unlicensed else ("unknown", "part-unread")
    if not piece.open:
        return "fail", "part-bound"
    if word.content in piece.license.made_for:
        return "pass", "part-free"
    return "warning", f"part-other-{word.content or 'data'}"

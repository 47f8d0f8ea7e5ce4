"""Open Source AI Definition 1.0 (Open Source Initiative, October 2024): components in, met / not met / cannot tell out.

The text asks for the preferred form to make modifications: data information, code and parameters. We follow the
text; OSI's checklist only says which artifact to look at (it would accept a paper alone as data information).
https://opensource.org/ai/open-source-ai-definition
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from macros.answers.components import WEIGHTS, Piece, Pieces
from macros.facts.catalog import Say

State = Literal["met", "not-met", "unknown"]
Value = Literal["meets", "does-not-meet", "cannot-tell"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement: its state and the reason in a sentence. `component` is what to look at, and to edit."""

    id: str
    component: str
    state: State
    reason: str


@dataclass(frozen=True)
class Verdict:
    """The outcome and every requirement behind it."""

    value: Value
    requirements: tuple[Requirement, ...]

    @property
    def open_points(self) -> tuple[Requirement, ...]:
        """What must become known before there is a verdict."""
        return tuple(item for item in self.requirements if item.state == "unknown")

    @property
    def failures(self) -> tuple[Requirement, ...]:
        """What is known to be missing."""
        return tuple(item for item in self.requirements if item.state == "not-met")


CODE = (
    ("code-data-processing", "data-preprocessing-code"),
    ("code-training", "training-code"),
    ("code-inference", "inference-code"),
    ("code-libraries", "supporting-libraries-and-tools"),
    ("code-architecture", "model-architecture"),
)


def assess(pieces: Pieces, say: Say) -> Verdict:
    """Three-valued: one requirement known to fail decides; otherwise one unknown leaves it open. `say` words the reasons."""
    weights = pieces[WEIGHTS]
    found: tuple[tuple[str, str, tuple[State, tuple[str, ...]], Piece], ...] = (
        ("data-information", "datasets", _data_information(pieces), pieces["datasets"]),
        *((id, part, _published("code", pieces[part], bool(pieces[part].approved)), pieces[part]) for id, part in CODE),
        ("parameters", WEIGHTS, _published("weights", weights, bool(weights.open)), weights),
    )
    names = {part: piece.license.name if piece.license else "" for _, part, _, piece in found}
    requirements = tuple(
        Requirement(id, part, state, " ".join(say(reason, license=names[part]) for reason in reasons))
        for id, part, (state, reasons), _ in found
    )
    states = {item.state for item in requirements}
    value: Value = "does-not-meet" if "not-met" in states else "cannot-tell" if "unknown" in states else "meets"
    return Verdict(value, requirements)


def _data_information(pieces: Pieces) -> tuple[State, tuple[str, ...]]:
    datasets = pieces["datasets"]
    if datasets.present == "yes" and datasets.open:
        return "met", ("data-open",)
    if (pieces.description, pieces.public_listed, pieces.obtainable_listed) == ("complete", "yes", "yes"):
        return "met", ("data-described",)
    lacking = _lacking(pieces)
    if not lacking:
        return "unknown", ("data-unknown",)
    if datasets.present is None or (datasets.present == "yes" and datasets.open is None):
        return "unknown", (lacking, "data-itself-unknown")
    return "not-met", (lacking,)


def _lacking(pieces: Pieces) -> str:
    """What the description of the data is known to lack, as the word of a reason; empty if nothing is."""
    if pieces.description in ("partial", "none"):
        return f"data-{pieces.description}"
    return "data-unlisted" if "no" in (pieces.public_listed, pieces.obtainable_listed) else ""


def _published(what: str, piece: Piece, free: bool) -> tuple[State, tuple[str, ...]]:
    """Code or weights: whether they are there, whether all may have them, and whether their license grants what is asked."""
    if piece.present != "yes":
        return ("not-met" if piece.present else "unknown"), (f"{what}-{piece.present or 'unknown'}",)
    if what == "weights" and piece.access in ("request", "paid"):
        return "not-met", ("weights-withheld",)
    if piece.license is not None:
        return ("met", (f"{what}-free",)) if free else ("not-met", (f"{what}-bound",))
    return ("not-met", (f"{what}-unlicensed",)) if piece.unlicensed else ("unknown", (f"{what}-unread",))

"""Open Source AI Definition 1.0 (Open Source Initiative, October 2024): components in, met / not met / cannot tell out.

The text asks for the preferred form to make modifications: data information, code and parameters. We follow the
text; OSI's checklist only says which artifact to look at (it would accept a paper alone as data information).
https://opensource.org/ai/open-source-ai-definition
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from macros.answers.components import WEIGHTS, Piece, Pieces

State = Literal["met", "not-met", "unknown"]
Value = Literal["meets", "does-not-meet", "cannot-tell"]


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Words:
    """What is said of one part, by what is known of it; {} is the name of its license."""

    untold: str
    absent: str
    partial: str
    free: str
    bound: str
    unlicensed: str
    unread: str
    withheld: str = ""


CODE_WORDS = Words(
    untold="Whether it is published is not recorded.",
    absent="It is not published.",
    partial="Only a part of it is published.",
    free="Published under {}, approved by the Open Source Initiative.",
    bound="Published under {}, which the Open Source Initiative has not approved.",
    unlicensed="Published without a license.",
    unread="Published; its license is not recorded.",
)
WEIGHTS_WORDS = Words(
    untold="Whether the weights are published is not recorded.",
    absent="The weights are not published.",
    partial="The weights are given out only in part or on request.",
    withheld="The weights are given out only on request or against payment.",
    free="The weights are under {}, which allows any purpose.",
    bound="The weights are under {}, which does not grant the four freedoms for any purpose.",
    unlicensed="The weights carry no license.",
    unread="The license of the weights is not recorded.",
)
CODE = (
    ("code-data-processing", "data-preprocessing-code"),
    ("code-training", "training-code"),
    ("code-inference", "inference-code"),
    ("code-libraries", "supporting-libraries-and-tools"),
    ("code-architecture", "model-architecture"),
)


def assess(pieces: Pieces) -> Verdict:
    """Three-valued: one requirement known to fail decides; otherwise one unknown leaves it open."""
    requirements = (
        Requirement("data-information", "datasets", *_data_information(pieces)),
        *(Requirement(id, part, *_published(pieces[part], CODE_WORDS, bool(pieces[part].approved))) for id, part in CODE),
        Requirement("parameters", WEIGHTS, *_published(pieces[WEIGHTS], WEIGHTS_WORDS, bool(pieces[WEIGHTS].open))),
    )
    states = {item.state for item in requirements}
    value: Value = "does-not-meet" if "not-met" in states else "cannot-tell" if "unknown" in states else "meets"
    return Verdict(value, requirements)


def _data_information(pieces: Pieces) -> tuple[State, str]:
    datasets = pieces["datasets"]
    if datasets.present == "yes" and datasets.open:
        return "met", "The training data itself is published under open terms."
    parts = (pieces.description, pieces.public_listed, pieces.obtainable_listed)
    if parts == ("complete", "yes", "yes"):
        return "met", "All training data is described, and what is public or obtainable is listed with where to get it."
    lacking = _lacking(pieces)
    if not lacking:
        return "unknown", "Whether all training data is described and listed is not recorded."
    if datasets.present is None or (datasets.present == "yes" and datasets.open is None):
        return "unknown", f"{lacking} Whether the data itself is published under open terms is not recorded."
    return "not-met", lacking


def _lacking(pieces: Pieces) -> str:
    """What the description of the data is known to lack; empty if nothing is."""
    if pieces.description in ("partial", "none"):
        return (
            "The training data is described only in part."
            if pieces.description == "partial"
            else "The training data is not described."
        )
    if "no" in (pieces.public_listed, pieces.obtainable_listed):
        return "The training data that others could get is not listed."
    return ""


def _published(piece: Piece, words: Words, free: bool) -> tuple[State, str]:
    """One part: whether it is there, whether all may have it, and whether its license grants what is asked."""
    if piece.present != "yes":
        absent: Mapping[str | None, tuple[State, str]] = {
            None: ("unknown", words.untold), "no": ("not-met", words.absent), "partial": ("not-met", words.partial),
        }  # fmt: skip
        return absent[piece.present]
    if words.withheld and piece.access in ("request", "paid"):
        return "not-met", words.withheld
    if piece.license is not None:
        return ("met", words.free.format(piece.license.name)) if free else ("not-met", words.bound.format(piece.license.name))
    return ("not-met", words.unlicensed) if piece.unlicensed else ("unknown", words.unread)

"""European Open Source AI Index (12 dimensions, as in its data of June 2026): components in, a score with coverage out.

Open counts 1, partial 0.5, closed 0; the score is the sum over all twelve divided by twelve. What is not known adds
nothing to `low` and everything to `high`, so the true score lies between; coverage says how many are known.
https://osai-index.eu
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from macros.answers.components import WEIGHTS, Piece, Pieces

Grade = Literal["open", "partial", "closed"]
POINTS: dict[Grade, float] = {"open": 1.0, "partial": 0.5, "closed": 0.0}
_GRADES: dict[str, Grade] = {"yes": "open", "partial": "partial", "no": "closed"}

# dimension → (group, components of which the weakest decides)
DIMENSIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "base-data": ("availability", ("datasets",)),
    "end-data": ("availability", ("fine-tuning-data",)),
    "base-weights": ("availability", ("model-parameters-base",)),
    "end-weights": ("availability", (WEIGHTS,)),
    "training-code": ("availability", ("training-code",)),
    "code": ("documentation", ("code-documentation",)),
    "hardware": ("documentation", ("hardware-documentation",)),
    "preprint": ("documentation", ("preprint",)),
    "paper": ("documentation", ("peer-reviewed-paper",)),
    "model-card": ("documentation", ("model-card",)),
    "datasheet": ("documentation", ("datasheet",)),
    "licenses": ("access", (WEIGHTS, "training-code", "datasets")),
}


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension and its grade; None is unknown."""

    id: str
    group: str
    grade: Grade | None


_dimension = cache(Dimension)  # twelve for each model, kept once


@dataclass(frozen=True)
class Score:
    """Between `low` and `high`, of 1; equal when all twelve are known."""

    dimensions: tuple[Dimension, ...]

    @property
    def known(self) -> int:
        return sum(item.grade is not None for item in self.dimensions)

    @property
    def low(self) -> float:
        return sum(POINTS[item.grade] for item in self.dimensions if item.grade) / len(self.dimensions)

    @property
    def high(self) -> float:
        return self.low + (len(self.dimensions) - self.known) / len(self.dimensions)


def assess(pieces: Pieces) -> Score:
    """Grade the twelve dimensions."""
    return Score(
        tuple(
            _dimension(id, group, _licenses(pieces) if id == "licenses" else _weakest([_grade(pieces[name]) for name in names]))
            for id, (group, names) in DIMENSIONS.items()
        )
    )


def _grade(piece: Piece) -> Grade | None:
    if piece.present is None:
        return None
    grade = _GRADES[piece.present]
    return "partial" if grade == "open" and piece.access in ("gated", "request", "paid") else grade


def _weakest(grades: list[Grade | None]) -> Grade | None:
    known = [grade for grade in grades if grade]
    if "closed" in known:
        return "closed"
    if None in grades:
        return None
    return min(known, key=lambda grade: POINTS[grade])


def _licenses(pieces: Pieces) -> Grade | None:
    """All of weights, code and data open → open; at least two → partial; else closed."""
    states = [_licensed(pieces[name]) for name in DIMENSIONS["licenses"][1]]
    yes, no = states.count(True), states.count(False)
    if yes == 3:
        return "open"
    if yes == 2 and no == 1:
        return "partial"
    if no >= 2:
        return "closed"
    return None


def _licensed(piece: Piece) -> bool | None:
    return False if piece.present == "no" else piece.open

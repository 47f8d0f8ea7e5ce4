"""Scores and what they cost in, the models that nothing beats on both out: by price, or by size.

A model stands on the frontier when no other scores as high for less, and none scores higher for as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from macros.answers import prices
from macros.answers.results import Measured
from macros.facts.schema.model import Model

if TYPE_CHECKING:
    from macros.answers.knowledge import Knowledge

Axis = Literal["price", "size"]


@dataclass(frozen=True)
class Spot:
    """A model with its best score in a list, and its cost: dollars a million tokens (three read, one written) or parameters."""

    model: Model
    score: float
    cost: float
    old: bool = False  # an old price


def spots(known: Knowledge, rows: Iterable[Measured], axis: Axis) -> tuple[Spot, ...]:
    """Every model of one list whose cost is known, the best score first; for sizes, those that can be downloaded."""
    best: dict[str, Measured] = {}
    for row in rows:
        if row.model and row.model.id not in best:  # the best first
            best[row.model.id] = row
    made = (_spot(known, row.model, row.score, axis) for row in best.values() if row.model)
    return tuple(spot for spot in made if spot)


def _spot(known: Knowledge, model: Model, score: float, axis: Axis) -> Spot | None:
    if axis == "size":
        total = model.parameters.total if model.parameters and model.downloadable else None
        return Spot(model, score, total) if total else None
    quote = prices.cheapest(known.quotes[model.id])
    return Spot(model, score, quote.blend, quote.old) if quote and quote.blend else None


def frontier(found: Sequence[Spot]) -> tuple[Spot, ...]:
    """Those that no other beats, the cheapest first."""
    kept: list[Spot] = []
    for spot in sorted(found, key=lambda spot: (spot.cost, -spot.score)):
        if not kept or spot.score > kept[-1].score:
            kept.append(spot)
    return tuple(kept)

"""A model in, the operations of its training out: as recorded, else estimated from its size and its training tokens."""

from __future__ import annotations

from dataclasses import dataclass

from macros.facts.schema.model import Model

PRESUMED = 1e25  # operations of training from which Article 51(2) of the EU AI Act presumes a systemic risk
EACH = 6  # operations for a parameter that works and a token that is read: forth and back once
MARGIN = 2  # an estimate closer to a line than this decides nothing: tuning is not in it


@dataclass(frozen=True)
class Spent:
    """Operations of the training; the parameters that work and the tokens they were estimated from, or None where recorded."""

    flop: float
    parameters: int | None = None
    tokens: int | None = None

    @property
    def estimated(self) -> bool:
        return self.tokens is not None

    def above(self, line: float) -> bool | None:
        """Whether it reaches the line; None where an estimate is too close to it."""
        slack = MARGIN if self.estimated else 1
        return True if self.flop >= line * slack else False if self.flop < line / slack else None


def spent(model: Model) -> Spent | None:
    """What its training took; None where neither the operations are recorded nor size and tokens of the whole training.

    A model made from another of the catalog has tokens that are not the whole; a mixture without active parameters no size."""
    training = model.training
    if training is None:
        return None
    if training.compute_flop:
        return Spent(training.compute_flop)
    parameters = _working(model)
    if not training.tokens or not parameters or any(base.model for base in model.base_models):
        return None
    return Spent(float(EACH * parameters * training.tokens), parameters, training.tokens)


def _working(model: Model) -> int | None:
    """The parameters that work on each token."""
    size, shape = model.parameters, model.architecture
    if size is None:
        return None
    return size.active or (size.total if shape and shape.kind == "dense" and not shape.experts else None)

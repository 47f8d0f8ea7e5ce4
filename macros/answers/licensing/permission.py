"""The texts that bind and a use in, whether it is permitted out: by all of them together, each reason with its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.answers.licensing.effective import Layer
from macros.answers.licensing.lineage import Ancestor
from macros.answers.licensing.ruling import WORST, Outcome, Reason, Use
from macros.answers.licensing.use import rule
from macros.facts.catalog import Catalog
from macros.facts.schema.license import License


@dataclass(frozen=True)
class Ground:
    """A reason, and the text it stands in."""

    reason: Reason
    license: License


@dataclass(frozen=True)
class Permission:
    """The outcome, every ground of it, the gravest first, and the models of the line whose terms nobody recorded."""

    outcome: Outcome
    grounds: tuple[Ground, ...]
    unmapped: tuple[Ancestor, ...] = ()


def permission(catalog: Catalog, layers: Sequence[Layer], use: Use, unmapped: tuple[Ancestor, ...] = ()) -> Permission:
    """The gravest text decides. Where one is not recorded it cannot be told, unless another forbids."""
    outcome: Outcome = "allowed" if layers and not unmapped else "unknown"
    grounds: list[Ground] = []
    for layer in layers:
        ruling = rule(catalog, layer.license, use)
        outcome = max(outcome, ruling.outcome, key=WORST.index)
        grounds += [Ground(reason, layer.license) for reason in ruling.reasons]
    return Permission(outcome, tuple(sorted(grounds, key=lambda ground: -WORST.index(ground.reason.outcome))), unmapped)

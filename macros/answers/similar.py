"""A model in, others that a reader might take instead out, each for a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.answers.access import GONE, OPEN
from macros.facts.schema.model import Model

if TYPE_CHECKING:
    from macros.answers.knowledge import Knowledge

AS_LARGE = 1.5  # up to so many times the parameters counts as the same size
SMALL = 40 * 10**9  # parameters that one graphics card for consumers holds at 4 bits


@dataclass(frozen=True)
class Instead:
    """`why` is newer (of the family), open (weights one can download), card (so small that one holds it), freer or smaller."""

    model: Model
    why: str


class Alternatives:
    """The models on offer, newest first, by type and by family; asked once a catalog."""

    def __init__(self, known: Knowledge) -> None:
        self._known = known
        self._free: dict[str, list[Model]] = {}
        for model in known.catalog.models.values():
            if known.assessments[model.id].access in OPEN:
                self._free.setdefault(model.type, []).append(model)

    def __getitem__(self, model: Model) -> tuple[Instead, ...]:
        """At most three, by different makers unless of the same family; none that its maker has ended."""
        found: list[Instead] = []
        for why, others in self._ways(model):
            taken, makers = {item.model.id for item in found}, {item.model.maker for item in found}
            fits = (
                other for other in others if other.id not in (model.id, *taken) and (why == "newer" or other.maker not in makers)
            )
            if other := next(fits, None):
                found.append(Instead(other, why))
        return tuple(found[:3])

    def _ways(self, model: Model) -> Iterator[tuple[str, Iterator[Model]]]:
        free, size = self._free.get(model.type, []), _size(model)
        family = self._known.catalog.models_of(family=model.family)
        yield (
            "newer",
            (
                other
                for other in family
                if other.type == model.type and other.released > model.released and _near(other, size) and self._offered(other)
            ),
        )
        if not model.downloadable:
            yield "open", iter(free)
            yield "card", (other for other in free if 0 < _size(other) <= SMALL)
            return
        if self._known.assessments[model.id].access not in OPEN:
            yield "freer", (other for other in free if _near(other, size) and other.released >= model.released[:4])
        if size:
            yield "smaller", (other for other in free if 0 < _size(other) <= size / 2 and other.released >= model.released)

    def _offered(self, model: Model) -> bool:
        return self._known.assessments[model.id].access not in (*GONE, "unknown")


def _size(model: Model) -> int:
    """Parameters; 0 where nobody recorded them."""
    return (model.parameters.total if model.parameters else None) or 0


def _near(other: Model, size: int) -> bool:
    """Much the same size; where only one of the two is recorded nobody can tell."""
    own = _size(other)
    return own == size or bool(own and size and size / AS_LARGE <= own <= size * AS_LARGE)

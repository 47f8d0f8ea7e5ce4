"""A model that one can only rent in, the open ones that come nearest to it out: by the boards that both stand on.

Nearest is who lies least apart on the average of these boards, in the spread of all models on each. Only models with at least
half as many boards in common as the best known one are asked, so that no single test decides; one a maker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from macros.answers.access import DOWNLOADABLE
from macros.answers.usual import FIRST
from macros.facts.schema.model import Model
from macros.facts.schema.things import Benchmark

if TYPE_CHECKING:
    from macros.answers.knowledge import Knowledge

FEWEST, MOST = 4, 3  # boards in common at least, models at most


@dataclass(frozen=True)
class Board:
    """One list of one benchmark in one version: model id → its best score there."""

    benchmark: Benchmark
    version: str
    scores: Mapping[str, float]

    def ahead(self, one: str, other: str) -> float:
        """How far `one` is ahead of `other`, as a share of the spread of all."""
        spread = max(self.scores.values()) - min(self.scores.values())
        apart = self.scores[one] - self.scores[other]
        return (apart if self.benchmark.better == "higher" else -apart) / spread if spread else 0


@dataclass(frozen=True)
class Near:
    """An open model, the boards it shares with the other, and on how many of them it is level or ahead."""

    model: Model
    boards: tuple[Board, ...]
    ahead: int


def boards(known: Knowledge) -> tuple[Board, ...]:
    """Every board, with the best score of each model of the catalog."""
    found = []
    for (_, version), rows in known.results.lists.items():
        scores: dict[str, float] = {}
        for row in rows:  # the best first
            if row.model and not row.aside:
                scores.setdefault(row.model.id, row.score)
        if scores:
            found.append(Board(rows[0].benchmark, version, scores))
    return tuple(found)


def nearest(known: Knowledge, model: Model) -> tuple[Near, ...]:
    """The open models nearest to one without weights; () where too few boards know both."""
    if model.downloadable or model.type not in FIRST:
        return ()
    own = [board for board in known.boards if model.id in board.scores]
    met = Counter(id for board in own for id in board.scores)
    found: list[tuple[float, Near]] = []
    for id, other in known.catalog.models.items():
        if met[id] >= FEWEST and other.type in FIRST and known.assessments[id].access in DOWNLOADABLE:
            shared = tuple(board for board in own if id in board.scores)
            apart = [board.ahead(other.id, model.id) for board in shared]
            found.append((abs(fmean(apart)), Near(other, shared, sum(value >= 0 for value in apart))))
    enough = max((len(near.boards) for _, near in found), default=0) / 2
    makers: dict[str, Near] = {}
    for _, near in sorted(found, key=lambda pair: pair[0]):
        if len(near.boards) >= enough:
            makers.setdefault(near.model.maker, near)
    return tuple(makers.values())[:MOST]

"""A model's components in, its tile out: sixteen parts in four rows, each free, limited, absent or unknown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from macros.answers.components import Piece, Pieces
from macros.facts.catalog import Catalog

Mark = Literal["free", "limited", "absent", "unknown"]


@dataclass(frozen=True)
class Part:
    """One part of a model and whether it is published."""

    id: str
    mark: Mark


@dataclass(frozen=True)
class Tile:
    """Rows by id: weights, data, code, papers; four parts each, in the order of the vocabulary."""

    rows: tuple[tuple[str, tuple[Part, ...]], ...]

    @cached_property
    def counts(self) -> Counter[Mark]:
        """Mark → how many of the sixteen parts carry it."""
        return Counter(part.mark for _, parts in self.rows for part in parts)

    @property
    def known(self) -> int:
        """How many parts somebody has looked at."""
        return self.counts.total() - self.counts["unknown"]


def tile(catalog: Catalog, parts: Pieces) -> Tile:
    """The tile of one model."""
    rows: dict[str, list[Part]] = {id: [] for id in catalog.vocabularies["tile-rows"]}
    for id, word in catalog.vocabularies["components"].items():
        if word.tile:
            rows[word.tile].append(Part(id, mark(parts[id], word.content)))
    return Tile(tuple((name, tuple(found)) for name, found in rows.items()))


def mark(piece: Piece, content: str | None) -> Mark:
    """Free: published, under a license with the four freedoms; a paper counts when it can be read.

    Limited: published in part, under a limiting license, or under one that nobody recorded.
    """
    if piece.present is None:
        return "unknown"
    if piece.present == "no":
        return "absent"
    if piece.present == "yes" and (piece.open or (content == "document" and piece.open is None)):
        return "free"
    return "limited"

"""What a rule sees: a record with its file and its tree, and the shape of its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from macros.facts.documents import Place, Tree
from macros.facts.schema.evidence import Record
from macros.facts.schema.kinds import Kind


@dataclass(eq=False)
class Entry:
    """A valid record, the file it stands in (from the project folder) and, for the rules, the tree it was made from."""

    kind: Kind
    id: str
    path: str
    record: Record
    tree: Tree


RecordRule = Callable[[Entry], Iterator[tuple[Place, str]]]
CatalogRule = Callable[[Mapping[str, Mapping[str, Entry]]], Iterator[tuple[Entry, Place, str]]]

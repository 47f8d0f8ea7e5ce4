"""What a rule sees: a record with its file, as it is written where the rule asks for that, and the shape of its findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from macros.facts.documents import Place, Tree, texts
from macros.facts.schema.evidence import Record
from macros.facts.schema.kinds import Kind


@dataclass(eq=False)
class Entry:
    """A valid record, and the file it stands in (from the project folder)."""

    kind: Kind
    id: str
    path: str
    record: Record


@dataclass(eq=False)
class Written(Entry):
    """The same with the tree it was made from; walked once, however many rules ask."""

    tree: Tree

    @property
    def fields(self) -> dict[str, Tree | list[Tree] | str]:
        """The fields at the top."""
        assert isinstance(self.tree, dict)
        return self.tree

    @cached_property
    def texts(self) -> list[tuple[Place, str]]:
        """The place and the text of every plain value."""
        return texts(self.tree)

    @cached_property
    def _all(self) -> str:
        return "\n".join(["", *[text for _, text in self.texts]])

    def found(self, pattern: re.Pattern[str], *signs: str) -> Iterator[tuple[Place, re.Match[str]]]:
        """Where a pattern is found. Nearly nothing ever is, so what it needs is looked for first, in all texts at once.

        One of `signs` stands in whatever the pattern finds; each text begins after a line feed.
        """
        given = [sign for sign in signs if sign in self._all]
        for place, text in self.texts if given else ():
            if any(sign in f"\n{text}" for sign in given) and (found := pattern.search(text)):
                yield place, found

    def holds(self, path: str) -> bool:
        """Whether a field is written: 'context.native', 'benchmarks[1].score'."""
        at: object = self.tree
        for step in path.replace("[", ".").replace("]", "").split("."):
            if isinstance(at, list):
                at = at[int(step) - 1] if step.isdecimal() and 0 < int(step) <= len(at) else None
            else:
                at = at.get(step) if isinstance(at, dict) else None
        return at not in (None, {}, [])


RecordRule = Callable[[Written], Iterator[tuple[Place, str]]]
CatalogRule = Callable[[Mapping[str, Mapping[str, Entry]]], Iterator[tuple[Entry, Place, str]]]

"""Where a fact is from: the sources a record names, and the conflicts between them."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated

from pydantic import Field

from macros.facts.schema.fields import FullDay, Id, Key, Line, Name, Once, Part, Url, line, word

FieldPath = Annotated[str, Once]


class Source(Part):
    """One place that shows some of the record's facts."""

    url: Url = Field(description="The page itself, at a fixed commit or date where there is one.")
    kind: word("source-kinds") = Field(description="How strong it is: maker, license-text, paper, config, registry, press …")
    read: FullDay = Field(description="The day a person or a script read it.")
    shows: line(12) = Field(description="What this source says about this very subject, in a few words.")
    fields: tuple[FieldPath, ...] = Field(
        default=(),
        alias="for",
        description="The fields it is the source of, like `license` or `parameters.active`. Left out for one source "
        "a record: the source of every field that no other source names.",
    )


class Conflict(Part):
    """Two sources disagree; what we took and why."""

    field: FieldPath = Field(description="The field they disagree about.")
    says: Line = Field(description="What the source we did not follow says, with the value it gives.")
    url: Url = Field(description="Where it says so.")
    why: Line = Field(description="Why we followed the other one.")


class Record(Part):
    """Any subject with a file of its own. The id is the file's name and is never written inside."""

    id: Id


class Subject(Record):
    """A record whose facts name their sources."""

    name: Name = Field(description="The name as its maker writes it.")
    also: tuple[Name, ...] = Field(default=(), description="Other names people use for it, in any script; the search knows them.")
    aliases: tuple[Id, ...] = Field(default=(), description="Former ids; their addresses redirect here.")
    sources: dict[Key, Source] = Field(
        min_length=1, description="Short key → source. One of them may leave out `for` and is then the default."
    )
    conflicts: tuple[Conflict, ...] = Field(default=(), description="Where sources disagree and how we decided.")

    def sources_of(self, place: str) -> tuple[str, ...]:
        """The keys of the sources that show the field at `place` (dotted), by longest prefix; else the default."""
        around = _around(place)
        named = [(len(path), key) for key, source in self.sources.items() for path in source.fields if path in around]
        nearest = max(named, default=(0, ""))[0]
        shown = tuple(key for length, key in named if length == nearest)
        return shown or tuple(key for key, source in self.sources.items() if not source.fields)[:1]


@cache
def _around(place: str) -> frozenset[str]:
    """A place and all it stands in: 'a.b[1]' → 'a.b[1]', 'a.b', 'a'."""
    return frozenset({place, *(place[: found.start()] for found in re.finditer(r"[.\[]", place))})


class Search(Part):
    """What was looked for and not found, so that nobody looks there again and no `no` is guessed."""

    fields: tuple[FieldPath, ...] = Field(
        min_length=1,
        alias="for",
        description="The fields that were looked for; `prices` for rows of data/fetched/, `scores` for results by others than the "
        "maker; `benchmarks.setting` and `benchmarks.harness` where only a part of the page of scores could be read.",
    )
    url: Url = Field(description="Where.")
    read: FullDay = Field(description="When.")


class Sought(Subject):
    """A subject of which much is unknown, and which says where somebody looked for it."""

    searched: tuple[Search, ...] = Field(default=(), description="What was looked for and not found.")

    def looked_for(self, path: str) -> bool:
        """Whether somebody looked for the field at `path`, for what it is part of or for a part of it, and did not find it."""
        sought = (f"{name}." for search in self.searched for name in search.fields)
        return bool(path) and any(f"{path}.".startswith(name) or name.startswith(f"{path}.") for name in sought)

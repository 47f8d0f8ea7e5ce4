"""What changed in the data in one week, written by a program from the history of the files."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.facts.schema.evidence import Record
from macros.facts.schema.fields import FullDay, Id, Line, Name, Part, whole

What = Literal["added", "removed", "renamed", "changed"]
KindName = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]


class Value(Part):
    """A field that says something else than before, as it is written in the file."""

    field: Line
    before: Line
    after: Line


class Told(Part):
    """What happened to one record that readers look up."""

    kind: KindName
    id: Id
    name: Name
    what: What
    was: Id | None = Field(default=None, description="Its former id, where it has a new one.")
    values: tuple[Value, ...] = Field(default=(), description="Fields with another value than before.")
    recorded: tuple[Line, ...] = Field(default=(), description="Fields that had no value before.")
    dropped: tuple[Line, ...] = Field(default=(), description="Fields whose value was taken away.")


class Counted(Part):
    """How many records of a kind that has no pages came, went or changed."""

    kind: KindName
    what: What
    number: whole(1, 10**6)


class Week(Record):
    """What changed in one week; the file's name is its Monday."""

    as_of: FullDay = Field(description="The day of the last change that is counted.")
    begins: Literal["yes", "no"] = Field(default="no", description="The week in which the data begins: only counted.")
    records: tuple[Told, ...] = ()
    others: tuple[Counted, ...] = ()

"""What can be asked of a record, in words: one line an attribute, in the order a reader meets them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.facts.schema.evidence import Record
from macros.facts.schema.fields import Line, Part

Place = Literal["key", "page", "table", "filter", "compare"]


class Attribute(Part):
    """One thing that can be asked: its words, and where a reader meets it."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")] = Field(
        description="Its name, as a writer would say it in a macro: `context`, `license`."
    )
    field: Line | None = Field(
        default=None, description="The field it is read from, by its path. Left out for an answer that is worked out."
    )
    instead: Line | None = Field(
        default=None, description="The field with a word for what stands in the place of this value, where there is none to give."
    )
    label: Line
    short: Line | None = Field(default=None, description="A shorter label for narrow columns.")
    group: Line = Field(description="The heading under which it stands on a page.")
    help: Line = Field(description="What it means, in a sentence or two.")
    unit: Line | None = Field(default=None, description="Unit of a number, as printed behind the label.")
    good: Literal["more", "less", "later", "first", "yes", "no"] | None = Field(
        default=None,
        description="Which way is good news for a reader: more, less, later, `first` (the earlier words of a vocabulary), yes, no.",
    )
    ask: Line | None = Field(
        default=None, description="A filter as the question it answers, if it is one of the first a reader has; the others fold."
    )
    always: Literal["yes", "no"] = Field(default="no", description="`yes`: shown as unknown where nothing is recorded.")
    on: tuple[Place, ...] = Field(
        default=("page", "compare"),
        description="Where it is met: `key` (beside the title), `page` (the facts), `table` (lists), `filter`, `compare`.",
    )


class Dictionary(Record):
    """The attributes of one kind of record; the file's name is the kind."""

    name: Line = Field(description="One record of the kind, as a heading: `Data set`.")
    list: Line = Field(description="Caption of the list; `{n}` stands for how many there are.")
    one: Line | None = Field(default=None, description="The same caption where there is one: `{n} model`.")
    find: Line | None = Field(default=None, description="Label of the search field above the list; none for a short one.")
    describe: Line | None = Field(
        default=None,
        description="What a page of the kind says to a search engine. `{name}` stands for the name; its page may fill in more.",
    )
    attributes: tuple[Attribute, ...] = Field(min_length=1)

    def caption(self, count: int) -> str:
        """The caption of a list of so many."""
        return (self.one or self.list if count == 1 else self.list).replace("{n}", f"{count:,}")

"""What a list of facts from one source may contain: a program copied it, people do not edit it."""

from __future__ import annotations

from pydantic import Field

from macros.facts.schema.evidence import FieldPath, Record
from macros.facts.schema.fields import FullDay, Line, Name, Part, Url, ref, whole


class Stated(Part):
    """What the source says of one model."""

    model: ref("model")
    name: Name = Field(description="The model as the source writes it.")
    downloads: whole(0, 10**12) | None = Field(default=None, description="Downloads in thirty days, where it counts them.")
    facts: dict[FieldPath, Line] = Field(default={}, description="Field of a model → what the source says it is.")


class Upstream(Record):
    """What one source says of our models, to see what changes there and where our records differ."""

    title: Line
    source: Url
    terms: Line = Field(description="The license of the source, and the words it asks for.")
    as_of: FullDay = Field(description="The day it was read.")
    models: tuple[Stated, ...]

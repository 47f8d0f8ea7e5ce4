"""What a list of measured runs may contain: one model on one device, as somebody measured it. A program copied it."""

from __future__ import annotations

from pydantic import Field

from macros.facts.schema.evidence import Record
from macros.facts.schema.fields import Amount, AnyDay, FullDay, Line, Part, Tokens, Url, ref, whole


class Run(Part):
    """One measurement: a speed, a memory, or what happened in words."""

    model: ref("model")
    device: ref("hardware")
    devices: whole(1, 10**6) = Field(default=1, description="How many of them worked together.")
    program: Line = Field(description="What ran it.")
    stored: Line = Field(description="How the weights are stored, as the source calls it.")
    speed: Amount | None = Field(default=None, description="Tokens a second that one reader gets.")
    memory_gb: Amount | None = Field(default=None, description="GB in use on all devices together, weights and cache.")
    tokens: Tokens | None = Field(default=None, description="Tokens of text that were in the cache.")
    date: AnyDay | None = None
    told: Line | None = Field(default=None, description="What else decides, or what happened.")
    url: Url | None = Field(default=None, description="Where it stands, where that is not the list's source.")


class RunList(Record):
    """Runs that one source measured or gathered."""

    title: Line
    source: Url
    terms: Line = Field(description="Under what terms the numbers may be copied.")
    credit: Line = Field(description="Who must be named.")
    as_of: FullDay = Field(description="The newest day of its runs.")
    runs: tuple[Run, ...] = Field(min_length=1)

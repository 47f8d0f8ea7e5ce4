"""What a list of scores from one board may contain: a program copied it, people do not edit it."""

from __future__ import annotations

from pydantic import Field

from macros.facts.schema.evidence import Record
from macros.facts.schema.fields import Day, FullDay, Line, Name, Number, Part, Url, ref, word


class Result(Part):
    """One score as the board shows it."""

    name: Name = Field(description="The model as the board writes it.")
    model: ref("model") | None = Field(default=None, description="Its record, where there is one.")
    open: word("yes-no") | None = Field(default=None, description="Can the weights be had? Only where there is no record.")
    released: Day | None = Field(default=None, description="When this version appeared, where its record does not say so.")
    opened: Day | None = Field(default=None, description="When its weights appeared, where it was sold first under this name.")
    score: Number
    low: Number | None = Field(default=None, description="Lower end of the board's interval.")
    high: Number | None = Field(default=None, description="Upper end of the board's interval.")
    setting: Line | None = Field(default=None, description="Effort, format, who ran it.")
    date: FullDay | None = Field(default=None, description="Day of the run or of the table, where it is not the list's.")
    reported_by: word("reporters") = "independent"
    url: Url | None = Field(default=None, description="Where it stands, where that is not the list's source.")
    aside: Line | None = Field(default=None, description="Why it is shown and counts in no comparison.")


class ScoreList(Record):
    """The scores of one board in one version: only these compare."""

    benchmark: ref("benchmark")
    version: Line = Field(description="Question set, table or file: scores of another version are another test.")
    source: Url
    terms: Line = Field(description="Under what terms the numbers may be copied.")
    credit: Line = Field(description="Who must be named.")
    as_of: FullDay = Field(description="The newest day of its rows.")
    harness: Line | None = Field(default=None, description="What ran the test, for all rows.")
    interval: Line | None = Field(default=None, description="What `low` and `high` are.")
    interval_source: Url | None = Field(default=None, description="Where `low` and `high` are from, if not from `source`.")
    caveat: Line | None = Field(default=None, description="What this list leaves out.")
    rows: tuple[Result, ...] = Field(min_length=1)

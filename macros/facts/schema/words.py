"""What the records of words may contain: vocabularies, bibliography, claims, FAQ, glossary, events."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from macros.facts.schema.evidence import Record
from macros.facts.schema.fields import AnyDay, Day, FullDay, Id, Line, Name, Number, Part, Text, Url, problem, ref, whole, word

# small letters or capitals, never both: nobody would know how to type it
WordId = Annotated[str, Field(max_length=60, pattern=r"^([a-z0-9][a-z0-9._-]*|[A-Z0-9][A-Z0-9._-]*)$")]
PagePath = Annotated[str, Field(pattern=r"^[a-z0-9/-]+\.md$", description="A page under docs/, like `understand/licensing.md`.")]


class Word(Part):
    """One word of a vocabulary."""

    id: WordId
    label: Line
    description: Line | None = None
    short: Line | None = Field(default=None, description="A shorter label for narrow columns.")
    group: Line | None = Field(default=None, description="A heading under which words stand together.")
    content: Literal["code", "data", "document"] | None = Field(
        default=None, description="Components only: what kind of thing it is."
    )
    tile: word("tile-rows") | None = Field(default=None, description="Components only: the row of the tile it stands in.")
    mof_class: Literal["I", "II", "III"] | None = Field(default=None, description="Components only: the class that asks for it.")
    mof_required: Literal["yes", "no"] | None = Field(default=None, description="Components only.")
    direction: Literal["good", "bad", "neither"] | None = Field(
        default=None, description="Questions to a license only: what a yes is for the reader."
    )
    countries: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...] = Field(
        default=(), description="Places only: the countries that lie in it, by their code of two letters (ISO 3166)."
    )


class Vocabulary(Record):
    """An ordered list of words with labels."""

    title: Name
    about: Line | None = None
    words: tuple[Word, ...] = Field(min_length=1)


class Repetition(Part):
    """One sentence that too many models share, and how many still do."""

    shows: Line
    models: whole(4, 100_000)


class Repetitions(Record):
    """Sentences that wait to be replaced by what each page shows. The list may only shrink."""

    about: Line
    sentences: tuple[Repetition, ...] = ()


class Work(Record):
    """A source in the bibliography."""

    title: Line
    authors: Line | None = None
    publisher: Line | None = None
    published: Day | None = None
    url: Url
    type: word("work-types")
    level: word("access-levels") = Field(description="A to D: how close to the original it was read.")
    read: FullDay
    shows: Line | None = Field(default=None, description="What it is used for here.")
    note: Line | None = Field(default=None, description="What a reader should know, such as: only a report about it was read.")


class Evidence(Part):
    """One source for or against a claim."""

    source: ref("source")
    stance: word("stances")
    shows: Line = Field(description="The quote (25 words at most) or figure.")


class Claim(Record):
    """A checkable statement, graded."""

    claim: Line
    aliases: tuple[Id, ...] = Field(default=(), description="Former ids; their addresses redirect here.")
    topic: word("claim-topics")
    verdict: word("verdicts")
    explanation: Text
    say_instead: Line
    evidence: tuple[Evidence, ...] = ()
    articles: tuple[ref("vocabulary/article-items"), ...] = Field(
        default=(), description="Items of the source articles it answers."
    )
    pages: tuple[PagePath, ...] = ()
    checked: FullDay


class Faq(Record):
    """A question people ask."""

    question: Line
    topic: word("faq-topics")
    rank: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Its place in the topic; 1 is what a newcomer asks first."
    )
    audiences: tuple[word("audiences"), ...] = ()
    short: Line = Field(description="The answer in 50 words at most.")
    answer: Text = Field(description="The long answer: paragraphs, lists; plain Markdown.")
    sources: tuple[ref("source"), ...] = ()
    licenses: tuple[ref("license"), ...] = Field(
        default=(), description="Licenses and terms whose text the answer tells; their pages hold clause, quote and source."
    )
    pages: tuple[PagePath, ...] = ()
    articles: tuple[ref("vocabulary/article-items"), ...] = ()
    reviewed: FullDay


class Term(Record):
    """A word of the glossary."""

    term: Name
    also: tuple[Name, ...] = Field(default=(), description="Other spellings that get the same tooltip.")
    definition: Line = Field(description="One sentence.")
    more: Text | None = None
    sources: tuple[ref("source"), ...] = ()
    see_also: tuple[ref("term"), ...] = ()
    field: Line | None = Field(default=None, description="The data field it explains, like `model.context_window`.")
    tooltip: Literal["yes", "no"] = Field(default="yes", description="`no` for a word too common to underline.")
    articles: tuple[ref("vocabulary/article-items"), ...] = ()


class Event(Record):
    """A dated event of the timeline; one that lies ahead stands in the calendar alone."""

    date: AnyDay
    title: Line
    kind: word("event-kinds")
    about: Line
    sources: tuple[ref("source"), ...] = ()
    models: tuple[ref("model"), ...] = ()
    makers: tuple[ref("maker"), ...] = ()
    articles: tuple[ref("vocabulary/article-items"), ...] = ()


class Used(Part):
    """A model and how much it was used."""

    model: ref("model") | None = None
    name: Name | None = Field(default=None, description="As the source writes it, where no record here has that name.")
    tokens: Line = Field(description="Tokens in the time that is counted, as the source states them: 11656B.")

    @model_validator(mode="after")
    def _one_of_both(self) -> Used:
        if (self.model is None) == (self.name is None):
            raise problem("is either a 'model' with a record or a 'name' without one; write one of the two")
        return self


class Demand(Record):
    """Which models are used most, by one source, the most used first."""

    title: Line
    source: Url
    terms: Line
    as_of: FullDay
    models: tuple[Used, ...]


class Point(Part):
    """One number of a figure."""

    label: Line
    value: Number
    until: Number | None = Field(default=None, description="The other end, where the source gives a range.")
    note: Line | None = Field(default=None, description="Scope, method or date of this number.")
    date: Day | None = None
    source: ref("source")


class Figure(Record):
    """A number that pages state, or several that belong together."""

    title: Line
    about: Line = Field(description="What the chart shows and how to read it, in one or two sentences.")
    unit: Line
    points: tuple[Point, ...] = Field(min_length=1)
    checked: FullDay

"""What the tables of the search may contain: other ways to ask for a page, words that mean the same, what a question is after.

Names are not here: a record has its own, and `also` for the others.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from macros.facts.schema.evidence import Record
from macros.facts.schema.fields import Amount, Line, Number, Part, positive, problem, ref, word
from macros.facts.schema.words import PagePath


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise problem(f"is no pattern: {error}; test it as a regular expression") from None
    return value


Pattern = Annotated[str, Field(min_length=2, max_length=400), AfterValidator(_pattern)]


class Target(Part):
    """Where a search leads: one page or one record."""

    page: PagePath | None = None
    question: word("questions") | None = None
    faq: ref("faq") | None = None
    term: ref("term") | None = None
    claim: ref("claim") | None = None
    model: ref("model") | None = None
    family: ref("family") | None = None
    license: ref("license") | None = None
    maker: ref("maker") | None = None
    benchmark: ref("benchmark") | None = None
    framework: ref("framework") | None = None
    hardware: ref("hardware") | None = None
    dataset: ref("dataset") | None = None
    host: ref("host") | None = None

    @model_validator(mode="after")
    def _one(self) -> Target:
        if sum(getattr(self, kind) is not None for kind in Target.model_fields) != 1:
            raise problem("leads to one page or one record; write one of page, faq, term, question, claim or the kind of a record")
        return self

    @property
    def entry(self) -> tuple[str, str]:
        """(kind, id or path)."""
        return next((kind, getattr(self, kind)) for kind in Target.model_fields if getattr(self, kind) is not None)


class Ask(Target):
    """Other ways in which people ask for a page, in their own words."""

    ask: tuple[Line, ...] = Field(min_length=1, description="Phrases of a few words; none that the page's own title has.")


class Goal(Target):
    """A page that answers a kind of question. A clear name in the question still wins over it."""

    weight: positive(1.5) = Field(description="1 is as good as the best hit by words.")


class Intent(Part):
    """What somebody is after who writes these words."""

    name: Line
    when: Pattern = Field(description="A regular expression for the question as typed, in any case.")
    needs: tuple[Line, ...] = Field(default=(), description="Kinds of which one must be named in the question.")
    to: tuple[Goal, ...] = ()
    prefer: dict[Line, Number] = Field(default={}, description="Kind of entry → by how much it counts more (or less than 1).")
    answer: Literal["use"] | None = Field(
        default=None, description="`use`: the verdict on the named model or license stands above the hits."
    )
    follow: Literal["license"] | None = Field(default=None, description="`license`: a named model leads to its license too.")


class Shelf(Part):
    """How entries of one kind stand in the list of hits."""

    kind: Line = Field(description="A kind of record with pages or parts of pages, `question` or `page`.")
    label: Line
    weight: Amount = Field(description="How much a hit of this kind counts.")


class Search(Record):
    """One table of the search; its parts may be spread over files."""

    title: Line
    about: Line | None = None
    asks: tuple[Ask, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    intents: tuple[Intent, ...] = ()
    synonyms: dict[Line, tuple[Line, ...]] = Field(default={}, description="A word people use → the words of our pages.")
    stop: tuple[Line, ...] = Field(default=(), description="Words that say nothing in a question.")
    noise: tuple[Pattern, ...] = Field(
        default=(), description="What is put behind a name and does not belong to it: `instruct`, `gguf`."
    )
    suggest: tuple[PagePath, ...] = Field(default=(), description="Pages shown where nothing is typed yet, and where nothing fits.")
    generic: tuple[Line, ...] = Field(default=(), description="Words beside a name that do not make another question of it.")

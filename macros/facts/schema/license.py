"""What a license record may contain: the text's facts, and its answers to the fixed questions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from macros.facts.schema.evidence import Subject
from macros.facts.schema.fields import Day, FullDay, Key, Line, Part, ShortName, Text, Url, line, ref, whole, word


class Freedoms(Part):
    """The four freedoms, as the text grants them."""

    use: word("yes-no")
    study: word("yes-no")
    modify: word("yes-no")
    share: word("yes-no")
    why: Line | None = None


class Threshold(Part):
    """A size at which the rights change."""

    measure: word("threshold-measures") = Field(description="What is counted: monthly-active-users, annual-revenue-usd …")
    amount: whole(1, 10**13) | None = Field(default=None, description="The number; left out for a business type.")
    included: word("yes-no") | None = Field(
        default=None,
        description="Does the number itself pass it: `yes` for “at least”, “or more”; `no` for “more than”, “exceeds”.",
    )
    business: Line | None = Field(default=None, description="The kind of business it applies to, if only that one.")
    counted: Line | None = Field(default=None, description="Measured how and when: which users, which company, which month.")
    effect: Line = Field(description="What happens above it.")
    blocks: word("yes-no") = Field(description="`yes` if rights end or a separate license is needed; `no` if only a duty is added.")
    clause: Line | None = None


class ExcludedPlace(Part):
    """A place the license does not reach."""

    place: word("places")
    scope: Line | None = Field(default=None, description="Which models or uses it concerns, if not all.")
    multimodal_only: word("yes-no") | None = None
    exempt: Line | None = Field(default=None, description="Who is exempt, such as end users of products.")
    clause: Line | None = None


class Classification(Part):
    """How somebody else files this license."""

    by: word("classifiers")
    label: Line = Field(description="Their word for it: `approved`, `Apache-2.0`, `llama4`.")
    source: Key | None = None
    note: Line | None = None


class Answer(Part):
    """The answer to one question of data/vocabulary/questions.yml."""

    answer: word("answers") = Field(description="yes, no, conditional, silent, unknown or info.")
    plain: line(1, 300) = Field(description="One plain sentence.")
    clause: Line | None = Field(default=None, description="Where the text says so.")
    quote: Line | None = Field(default=None, description="Word for word, 25 words at most.")
    evidence: word("evidence-levels") = Field(description="How the text was read.")
    source: Key
    value: Line | None = None

    @property
    def reason(self) -> str:
        """The sentence as it stands beside the answer, which has said the yes or the no."""
        said = "No: " if self.answer == "no" else "Yes: "
        reason: str = self.plain.removeprefix(said)
        return reason[:1].upper() + reason[1:]


class License(Subject):
    """A license, or terms of service."""

    short_name: ShortName | None = Field(default=None, description="A name of at most 28 characters for tables.")
    version: Line | None = None
    published: Day | None = Field(default=None, description="The date of this version.")
    first: Day | None = Field(default=None, description="The day of its first text, where the one read here is a later edition.")
    date_note: Line | None = Field(default=None, description="What the date stands for, if the text has none.")
    steward: Line = Field(description="Who wrote it.")
    url: Url
    spdx: str | None = Field(default=None, pattern=r"^[A-Za-z0-9.+-]+$", description="SPDX id, if it has one.")
    scancode: str | None = Field(default=None, pattern=r"^LicenseRef-[A-Za-z0-9.-]+$")
    hub_tag: Line | None = Field(default=None, description="The tag on the Hugging Face Hub.")
    covers: tuple[word("license-scopes"), ...] = Field(
        min_length=1, description="software, weights, data, api-terms, consumer-terms."
    )
    made_for: tuple[Literal["code", "data", "document"], ...] = Field(
        default=(), description="Open licenses only: the kinds of content the text was written for."
    )
    category: word("license-categories")
    category_note: Text | None = None
    osi_approved: word("yes-no")
    osi_note: Text | None = None
    freedoms: Freedoms
    permissions: tuple[word("permissions"), ...] = ()
    conditions: tuple[word("conditions"), ...] = ()
    limitations: tuple[word("limitations"), ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    excluded_places: tuple[ExcludedPlace, ...] = ()
    policy_url: Url | None = Field(default=None, description="The acceptable-use policy it imports.")
    follows: ref("license") | None = Field(default=None, description="The version before this one.")
    changes: tuple[Line, ...] = Field(default=(), description="What changed from the version before, one sentence each.")
    same_terms_as: ref("license") | None = Field(default=None, description="Another record whose answers hold here too.")
    classified: tuple[Classification, ...] = ()
    text_read: word("text-read") = Field(description="How much of the text was read.")
    checked: FullDay = Field(description="The day the text was read.")
    answers: dict[ref("vocabulary/questions"), Answer] = Field(default={}, description="Question id → answer.")

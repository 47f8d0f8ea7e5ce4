"""What the record of a training data set may contain."""

from __future__ import annotations

from pydantic import Field

from macros.facts.schema.evidence import Sought
from macros.facts.schema.fields import Counted, Day, Key, Line, Part, Text, Url, ref, word


class UsedBy(Part):
    """A model that was trained on it."""

    model: ref("model")
    stage: word("training-stages") | None = Field(default=None, description="pretraining or tuning, where the source says it.")
    source: Key


class Dispute(Part):
    """A case or complaint about it."""

    about: Line = Field(description="Who says what, since when, in one sentence.")
    source: Key


class Dataset(Sought):
    """A set of training data with a name of its own."""

    by: Line = Field(description="Who made it.")
    about: Text | None = Field(default=None, description="Two or three sentences: what it is and what it is known for.")
    published: Day | None = None
    url: Url | None = Field(default=None, description="Where it can be had, or its page.")
    public: word("presence") | None = Field(default=None, description="Can it be downloaded today: yes, partial, no.")
    license: ref("license") | None = Field(default=None, description="The license of the set as its makers state it.")
    terms: word("dataset-terms") | None = Field(
        default=None, description="What stands in the place of one license: several, own, disputed, none, unpublished."
    )
    license_note: Line | None = Field(default=None, description="What the license leaves out, such as terms of its parts.")
    size: Counted | None = Field(default=None, description="Size as the source states it: tokens, documents, bytes.")
    modalities: tuple[word("modalities"), ...] = Field(default=(), description="What it holds: text, images, sound …")
    used_by: tuple[UsedBy, ...] = Field(default=(), description="Models of the catalog trained on it.")
    disputes: tuple[Dispute, ...] = Field(default=(), description="Lawsuits and complaints, each with its source.")

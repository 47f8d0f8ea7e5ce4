"""What the record of a reader's situation may contain: what is wanted, as the page that picks a model asks for it."""

from __future__ import annotations

from pydantic import Field

from macros.facts.schema.evidence import Record
from macros.facts.schema.fields import Amount, Line, Name, ref, word


class Situation(Record):
    """A common situation, for which the answer is worked out in advance."""

    name: Name = Field(description="The situation in a few words: `A laptop with 16 GB`.")
    about: Line = Field(description="Who is in it, in one sentence.")
    type: tuple[word("model-types"), ...] = Field(min_length=1, description="Types of model that do the task.")
    reads: word("modalities") | None = Field(default=None, description="What it must read besides text.")
    memory_gb: Amount | None = Field(default=None, description="Memory of one's own machine as sold; left out for any.")
    device: ref("hardware") | None = Field(default=None, description="The machine, for the speed to expect.")
    memory_is: word("memory-places") | None = Field(
        default=None, description="Whose memory that is: own, shared or phone; left out: by the kind of the device."
    )
    own_machine: word("yes-no") = Field(description="`yes`: the data may not leave, so the weights must be one's own.")
    place: word("places") | None = Field(default=None, description="Where the organization is based, if a license may exclude it.")
    business: word("yes-no") = Field(default="yes", description="Is it used in a business?")
    no_catch: word("yes-no") = Field(default="no", description="`yes`: no badge, size limit or list of banned uses.")
    language: word("languages") | None = Field(default=None, description="A language that the maker names.")

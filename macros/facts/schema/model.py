"""What a model record may contain, in the order a reader asks: what, who, when, under what terms, where."""

from __future__ import annotations

from pydantic import Field

from macros.facts.schema.evidence import Subject
from macros.facts.schema.fields import Count, Day, Key, Line, Name, Number, Parameters, Part, Tokens, Url, number, ref, whole, word


class Availability(Part):
    """How one gets at it."""

    weights: word("weights-access") = Field(
        description="Can the weights be downloaded: open, gated, request, none, announced, withdrawn."
    )
    weights_url: Url | None = Field(default=None, description="Where the weights are.")
    weights_since: Day | None = Field(default=None, description="When they appeared, if later than the release.")
    api: word("yes-no") | None = Field(default=None, description="Does the maker sell or offer it through an API?")
    product: word("yes-no") | None = Field(default=None, description="Can it be used only inside a product of the maker?")
    withdrawn: Day | None = Field(default=None, description="The day the maker stopped offering it altogether.")


class Licensing(Part):
    """The terms, each an id of data/licenses/."""

    weights: ref("license") | None = Field(default=None, description="License of the weights.")
    code: ref("license") | None = Field(default=None, description="License of the code published with it.")
    data: ref("license") | None = Field(default=None, description="License of the training data.")
    api: ref("license") | None = Field(default=None, description="Terms of the maker's API.")
    note: Line | None = Field(
        default=None, description="What a reader must know beside the ids, such as an unmapped license's name."
    )


class Claimed(Part):
    """What the maker calls it."""

    label: Line = Field(description="The maker's own words, such as `open source`.")
    source: Key


class ParameterCount(Part):
    """How many parameters."""

    total: Parameters | None = Field(default=None, description="All parameters, like 671B.")
    active: Parameters | None = Field(default=None, description="Parameters used for one token, for mixtures of experts.")
    note: Line | None = Field(default=None, description="How it was counted, or why it is not the size in the name.")


class Modalities(Part):
    """What goes in and what comes out."""

    input: tuple[word("modalities"), ...] = ()
    output: tuple[word("modalities"), ...] = ()


class Architecture(Part):
    """The numbers that decide memory and speed."""

    kind: word("architectures") | None = Field(default=None, description="dense, moe, diffusion …")
    layers: whole(1, 2000) | None = None
    hidden_size: whole(1, 200_000) | None = None
    heads: whole(1, 2000) | None = Field(default=None, description="Attention heads.")
    kv_heads: whole(1, 2000) | None = Field(
        default=None, description="Key-value heads (fewer than heads with grouped-query attention)."
    )
    head_dim: whole(1, 2000) | None = None
    attention: word("attention") | None = Field(default=None, description="mha, gqa, mqa, mla, hybrid, linear, ssm.")
    sliding_window: whole(1, 100_000_000) | None = Field(default=None, description="Window of the sliding layers, in tokens.")
    full_attention_layers: whole(0, 2000) | None = Field(default=None, description="How many layers see the whole context.")
    kv_lora_rank: whole(1, 20_000) | None = Field(default=None, description="Latent size of multi-head latent attention.")
    rope_head_dim: whole(1, 2000) | None = None
    experts: whole(2, 10_000) | None = None
    experts_active: whole(1, 1000) | None = None
    shared_experts: whole(0, 1000) | None = None
    intermediate_size: whole(1, 2_000_000) | None = None
    vocabulary: whole(2, 5_000_000) | None = Field(default=None, description="Size of the token vocabulary.")


class Training(Part):
    """What it took."""

    tokens: Count | None = Field(default=None, description="Training tokens, like 15T.")
    compute_flop: number(1e9, 1e29) | None = Field(default=None, description="Training compute in floating-point operations.")
    note: Line | None = None


class Base(Part):
    """A model this one was made from."""

    model: ref("model") | None = Field(default=None, description="Its id, if it has a record.")
    name: Name | None = Field(default=None, description="Its name, if it has no record.")
    relation: word("relations") = Field(description="fine-tune, distillation, merge, quantization, continued-pretraining.")


class Component(Part):
    """One component of the Model Openness Framework or of another definition, as published for this model."""

    present: word("presence") | None = Field(default=None, description="yes, partial or no. Left out: unknown.")
    access: word("access-modes") | None = Field(default=None, description="open, gated, request or paid.")
    license: ref("license") | None = Field(default=None, description="Its license; left out when unknown.")
    unlicensed: word("yes-no") | None = Field(default=None, description="`yes` where we looked and found no license for it.")
    url: Url | None = None
    shows: Line | None = Field(default=None, description="What the page shows, for a component judged by hand.")
    source: Key = Field(description="A key of `sources`.")


class DataInformation(Part):
    """How well the training data is described: the Open Source AI Definition's three questions."""

    description: word("completeness") | None = Field(
        default=None, description="Is all training data described (origin, scope, selection, processing)?"
    )
    public_listed: word("yes-no") | None = Field(default=None, description="Is all public data listed, with where to get it?")
    obtainable_listed: word("yes-no") | None = Field(default=None, description="Is all data obtainable from third parties listed?")
    note: Line | None = None
    source: Key


class Score(Part):
    """One result on one benchmark."""

    benchmark: ref("benchmark")
    score: Number
    variant: Line | None = Field(default=None, description="Setting, such as `Pass@1` or `reasoning effort high`.")
    harness: Line | None = Field(default=None, description="The program that ran the test, with version.")
    reported_by: word("reporters") = Field(description="maker or independent.")
    date: Day | None = None
    source: Key


class HistoryEvent(Part):
    """Something that changed after the release."""

    date: Day
    event: word("model-events")
    note: Line | None = None
    source: Key


class Model(Subject):
    """An AI model, or a product built on models."""

    maker: ref("maker") = Field(description="Who made it: an id of data/makers/.")
    family: ref("family") = Field(description="Its family: an id of data/families/.")
    type: word("model-types") = Field(description="language, code, vision, image, audio, embedding, product …")
    released: Day = Field(description="The day of its announcement.")
    summary: Line | None = Field(default=None, description="One sentence: what it is known for.")
    availability: Availability
    license: Licensing | None = None
    claimed: Claimed | None = Field(default=None, description="The maker's own label, beside which our assessment stands.")
    parameters: ParameterCount | None = None
    context_window: Tokens | None = Field(default=None, description="Tokens it can read at once, as its maker states.")
    max_output: Tokens | None = Field(default=None, description="Tokens it can write in one answer.")
    knowledge_cutoff: Day | None = Field(default=None, description="The last month of its training data, if the maker states it.")
    modalities: Modalities | None = None
    architecture: Architecture | None = None
    training: Training | None = None
    paper: Url | None = Field(default=None, description="The paper or technical report.")
    base_models: tuple[Base, ...] = ()
    components: dict[ref("vocabulary/components"), Component] = Field(default={}, description="Component id → what is published.")
    data_information: DataInformation | None = None
    benchmarks: tuple[Score, ...] = ()
    history: tuple[HistoryEvent, ...] = ()

"""What a model record may contain, in the order a reader asks: what, who, when, under what terms, where."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from macros.facts.schema.evidence import Sought
from macros.facts.schema.fields import (
    Amount,
    AnyDay,
    Count,
    Day,
    Key,
    Line,
    Name,
    Number,
    Parameters,
    Part,
    Tokens,
    Url,
    number,
    ref,
    whole,
    word,
)

# a field that is one plain value or a list: the tags tell a contributor's mistake from the other form's
LIST, WORD = "[list]", "[word]"
_EITHER = Discriminator(lambda value: LIST if isinstance(value, list | tuple) else WORD)


class Availability(Part):
    """How one gets at it."""

    weights: word("weights-access") = Field(
        description="Can the weights be downloaded: open, gated, request, none, announced, withdrawn."
    )
    weights_url: Url | None = Field(default=None, description="Where the weights are.")
    weights_since: Day | None = Field(default=None, description="When they appeared, if later than the release.")
    api: word("yes-no") | None = Field(default=None, description="Does the maker sell or offer it through an API?")
    product: word("yes-no") | None = Field(default=None, description="Can it be used only inside a product of the maker?")


class Changed(Part):
    """Terms that came after the model."""

    on: Day = Field(description="Since when the license of the weights holds.")
    before: ref("license") | None = Field(default=None, alias="from", description="The license before it, where it is known.")
    note: Line | None = Field(default=None, description="How it is known, or what is not.")


class Licensing(Part):
    """The terms, each an id of data/licenses/."""

    weights: ref("license") | None = Field(default=None, description="License of the weights.")
    code: ref("license") | None = Field(default=None, description="License of the code published with it.")
    data: ref("license") | None = Field(default=None, description="License of the training data.")
    api: ref("license") | None = Field(default=None, description="Terms of the maker's API.")
    changed: Changed | None = Field(default=None, description="Where the text is younger than the model: since when it holds.")
    note: Line | None = Field(
        default=None, description="What a reader must know beside the ids, such as an unmapped license's name."
    )


class Claimed(Part):
    """What the maker calls it."""

    label: Line = Field(description="The maker's own words, such as `open source`.")
    kind: word("self-descriptions") = Field(
        description="What these words promise: open-source, open-weights, open, released, research, terms."
    )
    source: Key


class ParameterCount(Part):
    """How many parameters."""

    total: Parameters | None = Field(default=None, description="All parameters, like 671B.")
    active: Parameters | None = Field(
        default=None,
        description="Parameters that work on one token, for mixtures of experts: they decide speed, the total decides memory.",
    )
    precision: ref("quantization") | None = Field(
        default=None, description="How the maker stores the weights: an id of data/quantizations/."
    )
    loaded_gb: Amount | None = Field(
        default=None,
        description="GB the published weights take once loaded, where it was measured: the label is not the bits.",
    )
    note: Line | None = Field(default=None, description="What the counts include, such as a module for multi-token prediction.")


class Extension(Part):
    """A longer context than the model was trained for."""

    tokens: Tokens
    by: word("context-methods") = Field(description="How, and so by whom: maker, yarn, dynamic-ntk …")
    note: Line | None = None


class Context(Part):
    """Tokens it can read at once. What a host offers is a fact of the host's price, not of the model."""

    native: Tokens | None = Field(
        default=None, description="The window it has as published: configuration and card before any host."
    )
    extended: Extension | None = Field(default=None, description="A longer window that needs a setting or a method.")


class Modalities(Part):
    """What goes in and what comes out."""

    input: tuple[word("modalities"), ...] = ()
    output: tuple[word("modalities"), ...] = ()


class Layers(Part):
    """Layers of one kind. What a group leaves out, such as `kv_heads`, holds from the line of the same name beside `layers`."""

    count: whole(1, 2000)
    attention: word("layer-kinds") = Field(description="full, sliding, latent, compressed, linear, ssm, shared, cross, none.")
    heads: whole(1, 2000) | None = None
    kv_heads: whole(1, 2000) | None = None
    head_dim: whole(1, 2000) | None = Field(default=None, description="Size of a key.")
    value_head_dim: whole(1, 2000) | None = Field(default=None, description="Size of a value, where it is not that of a key.")
    window: whole(1, 100_000_000) | None = Field(
        default=None, description="The newest tokens it keeps, for sliding and compressed layers."
    )
    kv_lora_rank: whole(1, 20_000) | None = Field(
        default=None, description="Size of the one vector kept in place of keys and values."
    )
    rope_head_dim: whole(1, 2000) | None = None
    compression: whole(2, 10_000) | None = Field(default=None, description="Tokens that share one entry, for compressed layers.")
    state_bytes: whole(1, 10**10) | None = Field(
        default=None, description="Bytes one layer keeps of a sequence whatever its length, for linear and ssm layers."
    )


LayerCount = whole(1, 2000)


class Architecture(Part):
    """The numbers that decide memory and speed."""

    kind: word("architectures") | None = Field(default=None, description="dense, moe, diffusion …")
    layers: Annotated[Annotated[LayerCount, Tag(WORD)] | Annotated[tuple[Layers, ...], Tag(LIST)], _EITHER] | None = Field(
        default=None, description="How many, where all are of one kind; else a list with a line for each kind."
    )
    hidden_size: whole(1, 200_000) | None = None
    heads: whole(1, 2000) | None = Field(default=None, description="Attention heads.")
    kv_heads: whole(1, 2000) | None = Field(
        default=None, description="Key-value heads (fewer than heads with grouped-query attention)."
    )
    head_dim: whole(1, 2000) | None = Field(default=None, description="Size of a head; left out: hidden size by heads.")
    attention: word("attention") | None = Field(default=None, description="mha, gqa, mqa, mla, hybrid, linear, ssm.")
    kv_lora_rank: whole(1, 20_000) | None = Field(default=None, description="Latent size of multi-head latent attention.")
    rope_head_dim: whole(1, 2000) | None = None
    experts: whole(2, 10_000) | None = None
    experts_active: whole(1, 1000) | None = None
    shared_experts: whole(0, 1000) | None = None
    intermediate_size: whole(1, 2_000_000) | None = None
    vocabulary: whole(2, 5_000_000) | None = Field(default=None, description="Size of the token vocabulary.")
    note: Line | None = Field(default=None, description="A reason for what looks odd, or what the numbers leave out.")

    @property
    def layer_count(self) -> int | None:
        """All layers, of whatever kind."""
        return sum(group.count for group in self.layers) if isinstance(self.layers, tuple) else self.layers


class Training(Part):
    """What it took."""

    tokens: Count | None = Field(default=None, description="Training tokens, like 15T.")
    compute_flop: number(1e9, 1e29) | None = Field(default=None, description="Training compute in floating-point operations.")
    note: Line | None = None


class Base(Part):
    """A model this one was made from."""

    model: ref("model") | None = Field(default=None, description="Its id, if it has a record.")
    name: Name | None = Field(default=None, description="Its name, if it has no record.")
    maker: ref("maker") | None = Field(default=None, description="Who made it, if it has no record: an id of data/makers/.")
    license: ref("license") | None = Field(default=None, description="Its license, if it has no record; else the record says it.")
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
    tuning: word("completeness") | None = Field(
        default=None, description="The same of the steps after pretraining, which the description of all does not tell apart."
    )
    note: Line | None = None
    source: Key


class Score(Part):
    """One result on one benchmark."""

    benchmark: ref("benchmark")
    score: Number
    variant: Line | None = Field(default=None, description="Setting, such as `Pass@1` or `reasoning effort high`.")
    harness: Line | None = Field(default=None, description="The program that ran the test, with version.")
    reported_by: word("reporters") = Field(description="maker or independent.")
    date: Day | None = Field(default=None, description="Day of the run; else the day that the source gives itself.")
    unstated: tuple[word("score-details"), ...] = Field(
        default=(), description="What the source was read for and does not say; without it, what is left out is unknown."
    )
    source: Key

    @property
    def untold(self) -> tuple[str, ...]:
        """Of setting and harness, what is neither written nor said to be unstated."""
        written = {"setting": self.variant, "harness": self.harness}
        return tuple(name for name, value in written.items() if not value and name not in self.unstated)


class HistoryEvent(Part):
    """Something that changed after the release."""

    date: Day
    event: word("model-events")
    note: Line | None = None
    source: Key


class Stage(Part):
    """How far its life has come on one way to it, at its maker. A date that passes changes the state by itself."""

    channel: word("channels") = Field(description="api, product or weights.")
    state: word("lifecycle-states") = Field(description="preview, available, deprecated or retired, as the source says it.")
    since: Day | None = Field(default=None, description="The day from which it could be used.")
    announced: Day | None = Field(default=None, description="The day its end was announced.")
    retires: AnyDay | None = Field(default=None, description="The day it is, or was, switched off.")
    not_before: AnyDay | None = Field(default=None, description="A promise that it works until this day; no end is set.")
    replacement: ref("model") | None = Field(default=None, description="What the maker names instead.")
    note: Line | None = None
    source: Key


class Languages(Part):
    """Human languages, and what the maker means by them."""

    listed: tuple[word("languages"), ...] = Field(default=(), description="Codes like en, de, as far as they are named.")
    count: whole(1, 10_000) | None = Field(default=None, description="How many, if a number is given.")
    meaning: word("language-meanings") = Field(description="trained, supported, evaluated, tagged or not-stated.")
    note: Line | None = None
    source: Key


class Files(Part):
    """In what form the weights come."""

    formats: tuple[word("file-formats"), ...] = Field(default=(), description="safetensors, gguf, pickle …")
    remote_code: word("yes-no") | None = Field(default=None, description="Must code from the repository be trusted to load it?")
    note: Line | None = None
    source: Key


class TrainingSummary(Part):
    """The public summary of the training content that Article 53(1)(d) asks for."""

    published: word("yes-no") = Field(description="`no` where somebody looked and found none.")
    date: Day | None = None
    url: Url | None = None
    grade: Line | None = Field(default=None, description="A reviewer's grade, with the reviewer's name.")


class AiAct(Part):
    """What the EU AI Act asks of a general-purpose model, as far as it is public."""

    systemic_risk: word("yes-no") | None = Field(default=None, description="Above 10^25 FLOP, or said to be so by its maker.")
    training_summary: TrainingSummary | None = None
    exemption: word("yes-no") | None = Field(default=None, description="Does the maker claim the exemption for open source?")
    note: Line | None = None
    source: Key


class Energy(Part):
    """One figure of energy, carbon or water. Figures of different methods are never compared."""

    phase: word("energy-phases") = Field(description="training or inference.")
    value: Number
    unit: Line = Field(description="`J per output token`, `MWh`, `tCO2e` …")
    method: word("energy-methods") = Field(description="measured, estimated or reported.")
    hardware: Line | None = None
    setting: Line | None = Field(default=None, description="Task, precision, batch: what the figure depends on.")
    date: Day | None = None
    source: Key


Origin = Annotated[word("origins"), Field(description="scratch or undisclosed.")]


class Model(Sought):
    """An AI model, or a product built on models."""

    maker: ref("maker") = Field(description="Who made it: an id of data/makers/.")
    family: ref("family") = Field(description="The line of models it belongs to.")
    type: word("model-types") = Field(description="language, code, vision, image, audio, embedding, product …")
    released: Day = Field(description="The day of its announcement.")
    summary: Line | None = Field(default=None, description="One sentence: what it is known for.")
    availability: Availability
    license: Licensing | None = None
    claimed: Claimed | None = Field(default=None, description="The maker's own label, beside which our assessment stands.")
    parameters: ParameterCount | None = None
    context: Context | None = None
    max_output: Tokens | None = Field(default=None, description="Tokens it can write in one answer.")
    knowledge_cutoff: Day | None = Field(default=None, description="The last month of its training data, if the maker states it.")
    modalities: Modalities | None = None
    architecture: Architecture | None = None
    training: Training | None = None
    paper: Url | None = Field(default=None, description="The paper or technical report.")
    origin: Annotated[Annotated[Origin, Tag(WORD)] | Annotated[tuple[Base, ...], Tag(LIST)], _EITHER] = Field(
        default=(),
        alias="base_models",
        description="What it was made from; or `scratch` (from nothing), or `undisclosed` (its maker does not say).",
    )
    components: dict[ref("vocabulary/components"), Component] = Field(default={}, description="Component id → what is published.")
    data_information: DataInformation | None = None
    benchmarks: tuple[Score, ...] = ()
    lifecycle: tuple[Stage, ...] = Field(default=(), description="A line for each way to it: preview, available … retired.")
    history: tuple[HistoryEvent, ...] = ()
    languages: Languages | None = None
    files: Files | None = None
    ai_act: AiAct | None = None
    energy: tuple[Energy, ...] = ()

    @property
    def base_models(self) -> tuple[Base, ...]:
        """The models it was made from, as far as they are named."""
        return self.origin if isinstance(self.origin, tuple) else ()

    @property
    def base_models_status(self) -> str:
        """named, scratch, undisclosed, or unknown."""
        return self.origin if isinstance(self.origin, str) else "named" if self.origin else "unknown"

    def unfound(self, score: Score) -> tuple[str, ...]:
        """Of setting and harness, what was looked for in the part of the score's page that can be read, and is not there."""
        url = self.sources[score.source].url
        sought = {path for search in self.searched if search.url == url for path in search.fields}
        return tuple(name for name in score.untold if f"benchmarks.{name}" in sought)

    @property
    def terms(self) -> str | None:
        """Its own license: that of the weights; the terms of its API only where the weights cannot be had."""
        given = self.license
        return (given.weights or (None if self.downloadable else given.api)) if given else None

    @property
    def downloadable(self) -> bool:
        """Whether the weights can be had."""
        return self.availability.weights in ("open", "gated", "request")

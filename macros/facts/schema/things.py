"""What the records about makers, families, benchmarks, frameworks and hardware may contain."""

from __future__ import annotations

from pydantic import Field

from macros.facts.schema.evidence import Subject
from macros.facts.schema.fields import Amount, Day, FullDay, Key, Line, Part, Share, Text, Url, number, ref, whole, word


class MakerAiAct(Part):
    """Where a maker stands towards the EU AI Act."""

    code_of_practice: word("code-of-practice") = Field(description="signed, in-part, refused or not-listed.")
    date: Day | None = Field(default=None, description="The day of the list or statement.")
    note: Line | None = None
    source: Key


class Maker(Subject):
    """An organization that makes models, or plays a part: a platform, an adopter, a research body."""

    kind: word("maker-kinds") | None = Field(default=None, description="company, nonprofit, university, government, community.")
    roles: tuple[word("maker-roles"), ...] = Field(min_length=1, description="maker, platform, adopter, steward.")
    country: Line | None = Field(default=None, description="Where it is based.")
    url: Url | None = None
    code_url: Url | None = Field(default=None, description="Its public repositories.")
    about: Text | None = Field(default=None, description="Two or three sentences: what part it plays.")
    ai_act: MakerAiAct | None = None


class Family(Subject):
    """A line of models under one name."""

    maker: ref("maker")
    about: Text | None = Field(default=None, description="Two or three sentences: what it is and how it changed.")
    url: Url | None = None


class Benchmark(Subject):
    """A test models are scored on."""

    measures: Line = Field(description="What is measured, in one sentence.")
    area: word("benchmark-areas")
    unit: Line = Field(description="`%`, `rating` …")
    better: word("directions") = Field(description="higher or lower.")
    published: Day | None = None
    url: Url | None = None
    version: Line | None = Field(default=None, description="The version all scores of this record are for.")
    reuse: Line = Field(description="Under what terms its results may be copied.")
    caveat: Line | None = Field(default=None, description="What the number does not say.")


class MemoryUse(Part):
    """How a program that runs language models uses the memory of a device, unless it is told otherwise."""

    share: Share = Field(description="The part of each device's memory it takes.")
    spare_gb: number(0, 1e6) = Field(default=0.0, description="GB of each device it leaves free, where it goes by that.")
    repeats: word("yes-no") = Field(description="On several devices, does each keep the whole of a compressed cache?")
    windows: word("yes-no") | None = Field(default=None, description="Does it keep no more of a text than the windows of a model?")
    most: Share | None = Field(default=None, description="The largest part of a device's memory that was reported to run.")
    working_low_gb: Amount | None = Field(default=None, description="GB it took of a device beside weights and cache, the least.")
    working_high_gb: Amount | None = Field(default=None, description="The most that was reported.")


class Framework(Subject):
    """A library or hub people build with."""

    kind: word("framework-kinds")
    maker: ref("maker") | None = None
    license: ref("license") | None = None
    released: Day | None = Field(default=None, description="First public release.")
    url: Url | None = None
    repository: Url | None = None
    languages: tuple[Line, ...] = Field(default=(), description="Programming languages it is used from.")
    about: Text = Field(description="What it is for, in two or three sentences.")
    memory: MemoryUse | None = Field(default=None, description="How it uses the memory of a device, where it runs language models.")


class Rent(Part):
    """What it costs to rent one, in US dollars an hour: each provider's newest price on demand, without storage and traffic."""

    low: Amount = Field(description="The cheapest provider.")
    middle: Amount = Field(description="Half of the providers ask less.")
    high: Amount = Field(description="The dearest provider.")
    providers: whole(1, 10_000)
    oldest: FullDay = Field(description="The day of the oldest of these prices.")
    newest: FullDay = Field(description="The day of the newest.")


class Purchase(Part):
    """What it costs to buy one, in US dollars."""

    low: Amount
    high: Amount
    date: Day = Field(description="The newest of the prices.")
    note: Line | None = Field(default=None, description="Launch price, shop price, used.")


class Hardware(Subject):
    """A device that can run models."""

    kind: word("hardware-kinds")
    memory_gb: tuple[number(0.1, 100_000), ...] = Field(default=(), description="Memory sizes on sale, in GB as marketed.")
    bandwidth_gb_s: number(0.1, 1_000_000) | None = Field(default=None, description="Peak memory bandwidth, GB/s.")
    power_w: number(0.1, 1_000_000) | None = Field(default=None, description="Power, in watts.")
    released: Day | None = None
    rent: Rent | None = None
    purchase: Purchase | None = None


class Quantization(Subject):
    """A way to store weights in fewer bits. The label is not the bits: what a file really takes is measured."""

    format: word("file-formats") = Field(description="The kind of file it is met in.")
    bits: number(0.1, 64) = Field(description="Bits a weight takes in a whole file, all parts counted.")
    basis: word("bits-bases") = Field(description="How the number came about: measured, printed or definition.")
    caveat: Line | None = Field(default=None, description="What the number does not say.")


class Speed(Subject):
    """What share of a device's memory bandwidth programs reach when they write for one reader, as measured."""

    mixture: word("yes-no") = Field(description="Does it hold for mixtures of experts, or for models all of whose weights work?")
    devices: tuple[word("hardware-kinds"), ...] = Field(min_length=1, description="The kinds of devices it was measured on.")
    least_gb: number(0, 1e15) = Field(default=0, description="GB read for a token, at least.")
    most_gb: Amount | None = Field(default=None, description="GB read for a token: less than this.")
    low: Share = Field(description="Share of the peak bandwidth that 95 of 100 runs reach.")
    middle: Share = Field(description="Share that half of the runs reach.")
    high: Share = Field(description="Share that 5 of 100 runs exceed.")
    runs: whole(1, 10**9) = Field(description="Measured runs that these three numbers were taken from.")
    checked_on: whole(1, 10**9) = Field(description="Other measured runs that they were tried on.")
    inside: whole(0, 10**9) = Field(description="How many of those lay between low and high.")
    caveat: Line | None = Field(default=None, description="What the numbers do not say.")


class LoadRun(Part):
    """One measured shape of requests."""

    reads: whole(1, 10**9) = Field(description="Tokens a request reads.")
    writes: whole(1, 10**9) = Field(description="Tokens it writes.")
    per_device: Amount = Field(description="Tokens a second that one device writes, all requests together.")


class Load(Subject):
    """What a model writes on a device that is kept busy by many requests at once."""

    model: ref("model")
    device: ref("hardware")
    devices: whole(1, 10**9) = Field(description="How many were used together.")
    precision: Line = Field(description="As the source calls it.")
    runs: tuple[LoadRun, ...] = Field(min_length=1)
    caveat: Line | None = None

"""The list of kinds: which folder holds which class of record. Everything else asks here."""

from __future__ import annotations

from dataclasses import dataclass

from macros.facts.documents import MAX_BYTES
from macros.facts.schema.dataset import Dataset
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.evidence import Record, Subject
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.facts.schema.price import Host, PriceList
from macros.facts.schema.runs import RunList
from macros.facts.schema.scores import ScoreList
from macros.facts.schema.search import Search
from macros.facts.schema.situation import Situation
from macros.facts.schema.things import Benchmark, Family, Framework, Hardware, Load, Maker, Quantization, Speed
from macros.facts.schema.upstream import Upstream
from macros.facts.schema.week import Week
from macros.facts.schema.words import Claim, Demand, Event, Faq, Figure, Repetitions, Term, Vocabulary, Work


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name, its folder below data/ (of its pages and its API files too), and its class."""

    name: str
    folder: str
    type: type[Record]
    nested: bool = False  # files sit one folder deeper
    paged: bool = False  # each record has a page of its own
    bytes: int = MAX_BYTES  # a larger file is not read; what a machine writes may be longer
    copied: bool = False  # a program writes its files from what others publish; people do not edit them
    api: str = ""  # name of its files in the API, where that is not the folder; '-' for none

    @property
    def sourced(self) -> bool:
        """Whether its records name the sources of their facts."""
        return issubclass(self.type, Subject)

    @property
    def file(self) -> str:
        """Name of its files in the API; '' for a kind that is published inside others."""
        return {"": self.folder, "-": ""}.get(self.api, self.api)


KINDS = (
    Kind("vocabulary", "vocabulary", Vocabulary, api="vocabularies"),
    Kind("dictionary", "attributes", Dictionary),
    Kind("model", "models", Model, nested=True, paged=True),
    Kind("family", "families", Family, paged=True),
    Kind("license", "licenses", License, paged=True),
    Kind("maker", "makers", Maker, paged=True),
    Kind("benchmark", "benchmarks", Benchmark, paged=True),
    Kind("framework", "frameworks", Framework, paged=True),
    Kind("hardware", "hardware", Hardware, paged=True),
    Kind("dataset", "datasets", Dataset, paged=True),
    Kind("quantization", "quantizations", Quantization),
    Kind("situation", "situations", Situation),
    Kind("speed", "speeds", Speed),
    Kind("load", "loads", Load),
    Kind("run-list", "runs", RunList, bytes=4 * MAX_BYTES),
    Kind("host", "hosts", Host, paged=True),
    Kind("source", "sources", Work),
    Kind("claim", "claims", Claim, paged=True),
    Kind("faq", "faq", Faq),
    Kind("term", "terms", Term),
    Kind("event", "events", Event),
    Kind("figure", "figures", Figure),
    Kind("repetition", "repetitions", Repetitions, api="-"),
    Kind("price-list", "fetched", PriceList, bytes=4 * MAX_BYTES, copied=True, api="-"),
    Kind("upstream", "upstream", Upstream, bytes=8 * MAX_BYTES, copied=True, api="-"),
    Kind("demand", "demand", Demand, copied=True, api="-"),
    Kind("score-list", "scores", ScoreList, copied=True, api="-"),
    Kind("search", "search", Search, api="-"),
    Kind("week", "changes", Week, bytes=16 * MAX_BYTES, copied=True, api="-"),
)
BY_NAME = {kind.name: kind for kind in KINDS}

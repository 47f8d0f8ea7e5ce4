"""The list of kinds: which folder holds which class of record. Everything else asks here."""

from __future__ import annotations

from dataclasses import dataclass

from macros.schema.evidence import Record, Subject
from macros.schema.license import License
from macros.schema.model import Model
from macros.schema.things import Benchmark, Family, Framework, Hardware, Maker
from macros.schema.words import Claim, Event, Faq, Figure, PriceList, Term, Vocabulary, Work


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name, its folder below data/, its class, and whether files sit one folder deeper."""

    name: str
    folder: str
    type: type[Record]
    nested: bool = False

    @property
    def sourced(self) -> bool:
        """Whether its records name the sources of their facts."""
        return issubclass(self.type, Subject)


KINDS = (
    Kind("vocabulary", "vocabulary", Vocabulary),
    Kind("model", "models", Model, nested=True),
    Kind("family", "families", Family),
    Kind("license", "licenses", License),
    Kind("maker", "makers", Maker),
    Kind("benchmark", "benchmarks", Benchmark),
    Kind("framework", "frameworks", Framework),
    Kind("hardware", "hardware", Hardware),
    Kind("source", "sources", Work),
    Kind("claim", "claims", Claim),
    Kind("faq", "faq", Faq),
    Kind("term", "terms", Term),
    Kind("event", "events", Event),
    Kind("figure", "figures", Figure),
    Kind("price-list", "fetched", PriceList),
)
BY_NAME = {kind.name: kind for kind in KINDS}

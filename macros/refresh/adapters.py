"""What an adapter is: where a source is, under what terms, in what form it answers, and which of our lists it fills."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from macros.facts.catalog import Catalog
from macros.refresh.answers import JSON, Form
from macros.refresh.names import Names
from macros.refresh.offers import Offer

Ask = Callable[[str], Any]  # an address in, its answer read out; Refused where there is none


def at_once(ask: Ask, address: str, _: Catalog) -> Any:
    """The whole answer stands at one address."""
    return ask(address)


@dataclass(frozen=True)
class Adapter:
    """A source we read. Each kind of source below adds how its answer is understood."""

    name: str  # of the adapter and of its file
    title: str
    source: str  # the page a person can look at
    address: str  # what the program reads
    terms: str  # its license, and the words it asks for
    form: Form = field(default=JSON, kw_only=True)
    asked: Callable[[Ask, str, Catalog], Any] = field(default=at_once, kw_only=True)
    key: str = field(default="", kw_only=True)  # variable of the environment with the key it wants; most want none


@dataclass(frozen=True)
class Prices(Adapter):
    """Who sells which model for how much: a list in data/fetched/."""

    offers: Callable[[Any, date], Iterator[Offer]]  # the answer and the day it was given
    distrusted: frozenset[str] = frozenset()  # hosts, or host/id, whose prices there are not right

    def trusts(self, offer: Offer) -> bool:
        """Whether the list is right about the offer; an id may begin with its host already."""
        id = offer.model if offer.model.startswith(f"{offer.host}/") else f"{offer.host}/{offer.model}"
        return not self.distrusted & {offer.host, id}


@dataclass(frozen=True)
class Statement:
    """What a source says of one model, under its own name for it: each fact at the place where our record has it."""

    name: str
    url: str  # at the commit that was read, where there is one
    facts: Mapping[str, str]  # like license.weights, architecture.layers, components.training-code
    links: Mapping[str, str] = field(default_factory=dict)  # the same places → where the thing is
    repository: str = ""  # owner/name on the Hub
    wanted: int = 0  # downloads in thirty days, where it counts them


@dataclass(frozen=True)
class Facts(Adapter):
    """What a source says of models beside prices: a list in data/upstream/, and proposals for our records."""

    statements: Callable[[Any, Names], Iterator[Statement | None]]  # None for an entry that cannot be read
    cited: str  # how a record that takes over a fact begins to say where it is from
    graded: bool = True  # False where it lists what there is and knows no `partial`


@dataclass(frozen=True)
class Standing:
    """One row of a board."""

    name: str
    score: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Board(Adapter):
    """A board of scores: a list in data/scores/ for each month, so that an older one stays what it was."""

    benchmark: str
    credit: str
    harness: str
    interval: str
    setting: str  # what belongs to the version beside the day
    standings: Callable[[Any], tuple[str, list[Standing]]]  # the day of the table, its rows


@dataclass(frozen=True)
class Usage(Adapter):
    """What is used most: a list in data/demand/."""

    used: Callable[[Any], tuple[str, str, dict[str, int]]]  # the days counted, the day it was given, name → tokens

"""What the records of hosts and of their prices may contain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pydantic import Field, model_validator

from macros.facts.schema.evidence import Record, Sought
from macros.facts.schema.fields import AnyDay, Day, FullDay, Key, Line, Part, Text, Tokens, Url, number, problem, ref, word


class Ended(Part):
    """Models a host said it switches off on one day: none of their prices outlives it, whatever a list still says."""

    models: tuple[ref("model"), ...] = Field(min_length=1)
    announced: Day | None = Field(default=None, description="The day the host announced it, or marked them as ending.")
    on: AnyDay = Field(description="The day they are, or were, switched off there; may lie ahead, and they are served until then.")
    source: Key

    @property
    def last(self) -> str:
        """The last day they are served; of a month or a year the whole of it."""
        return str(date.fromisoformat(self.on) - timedelta(days=1)) if len(self.on) == len("2026-01-01") else self.on


class Host(Sought):
    """Who serves models through an API: their maker, a cloud, a company that runs open weights, a reseller."""

    kind: word("provider-kinds") = Field(description="What it is, seen from a model that is not its own.")
    makers: tuple[ref("maker"), ...] = Field(default=(), description="The organizations whose own API this is.")
    country: Line | None = Field(default=None, description="Where the company has its seat.")
    place: Line | None = Field(default=None, description="Where requests are processed, where it says so.")
    url: Url | None = None
    prices_url: Url | None = Field(default=None, description="The page with its own prices.")
    retention: word("host-retention") | None = Field(default=None, description="Whether prompts are kept.")
    training: word("host-training") | None = Field(default=None, description="Whether prompts are used to train models.")
    data_note: Line | None = Field(default=None, description="Under which contract the data terms hold, and whose word that is.")
    precisions: tuple[ref("quantization"), ...] = Field(default=(), description="Number formats it says it serves weights in.")
    ended: tuple[Ended, ...] = Field(default=(), description="Models it switched off, or said it will, by its own word.")
    listed_as: tuple[Line, ...] = Field(default=(), description="Names under which price lists have it; the refresh reads them.")
    about: Text | None = None


class Price(Part):
    """What one host asks for one model in one tier, as it was read on one day. A price that is announced is a row of its own."""

    model: ref("model")
    host: ref("host")
    served_as: Line | None = Field(default=None, description="The id of the model at this host, where it sells more than one.")
    unit: word("price-units") = Field(default="million-tokens", description="What the amounts are for.")
    input: number(0, 10_000) | None = Field(default=None, description="US dollars a unit of what it reads.")
    output: number(0, 10_000) | None = Field(default=None, description="US dollars a unit of what it writes.")
    cache_read: number(0, 10_000) | None = Field(default=None, description="US dollars a unit read again from the cache.")
    cache_write: number(0, 10_000) | None = Field(default=None, description="US dollars a unit written into the cache.")
    tier: word("price-tiers") = Field(default="standard", description="Under which condition the price holds.")
    above_tokens: Tokens | None = Field(default=None, description="Long context only: it holds for prompts longer than this.")
    starts: AnyDay | None = Field(default=None, description="The first day it holds, where that is known; may lie ahead.")
    ends: AnyDay | None = Field(default=None, description="The last day it holds, where that was announced.")
    context: Tokens | None = Field(default=None, description="Tokens the host accepts; the model may take more.")
    max_output: Tokens | None = Field(default=None, description="Tokens the host lets it write in one answer.")
    quantization: ref("quantization") | None = Field(default=None, description="The format in which this host serves the weights.")
    note: Line | None = None
    url: Url = Field(default="", description="Where it was read; the address of the list where left out.")
    as_of: FullDay = Field(default="", description="The day it was read; the day of the list where left out.")

    @model_validator(mode="after")
    def _asks_something(self) -> Price:
        if self.input is None and self.output is None:
            raise problem("has neither 'input' nor 'output'; write at least one amount, or delete the row")
        if (self.above_tokens is not None) != (self.tier == "long-context"):
            raise problem("'above_tokens' and the tier 'long-context' stand together; write both or neither")
        if self.starts and self.ends and self.starts > self.ends:
            raise problem(f"ends on {self.ends}, before it starts on {self.starts}; check the days")
        return self


class PriceList(Record):
    """A list of prices from one source, refreshed by a machine."""

    title: Line
    source: Url
    terms: Line = Field(description="The license of the source, and the words it asks for.")
    as_of: FullDay = Field(description="The day of the newest row.")
    prices: tuple[Price, ...]

    @model_validator(mode="before")
    @classmethod
    def _of_the_list(cls, tree: Any) -> Any:
        """A row that names no address or day has those of the list."""
        if not isinstance(tree, dict) or not isinstance(tree.get("prices"), list):
            return tree
        common = {key: tree[name] for key, name in (("url", "source"), ("as_of", "as_of")) if name in tree}
        return {**tree, "prices": [{**common, **row} if isinstance(row, dict) else row for row in tree["prices"]]}

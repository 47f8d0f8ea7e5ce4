"""The price rows of a model and a day in, what holds on that day out: each with its age, so that no old price passes for new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from macros.answers import age, lifecycle
from macros.facts.catalog import Catalog
from macros.facts.schema.model import Model
from macros.facts.schema.price import Price

TOKENS, SOUND, STANDARD, LONG, FIRST_PARTY = "million-tokens", "million-audio-tokens", "standard", "long-context", "first-party"
RESOLD = ("aggregator", "plan-or-free")  # what they ask is not the price of a host


@dataclass(frozen=True)
class Quote:
    """A price on a day: who asks it, and how many days ago it was read. A sum made from it says so where it is old."""

    price: Price
    seller: str  # a word of provider-kinds, seen from this model
    age: int
    aside: bool = False  # the words beside the sound a model is for

    @property
    def old(self) -> bool:
        return self.age > age.PRICE

    @property
    def billable(self) -> bool:
        """A host's own price for tokens, in and out: what a workload can be worked out from."""
        amounts = self.price.input is not None and self.price.output is not None
        return self.price.unit == TOKENS and amounts and self.seller not in RESOLD and not self.aside

    @property
    def comparable(self) -> bool:
        """The standard one of these: what can stand in one line with others."""
        return self.billable and self.price.tier == STANDARD

    @property
    def blend(self) -> float:
        """Dollars for a million tokens, three read for one written: the order from cheap to dear, and nothing else."""
        return (3 * (self.price.input or 0) + (self.price.output or 0)) / 4


def quotes(catalog: Catalog, model: Model, day: date) -> tuple[Quote, ...]:
    """What holds on `day`, the newest reading of each offer, cheapest first; other units and tiers behind.

    The maker's own price ends with its API, whatever a list still says. An offer whose newest reading has ended is over:
    neither an older reading nor a list that goes on with some price brings it back, only one that begins later.
    """
    begun = [row for row in catalog.prices.get(model.id, ()) if not row.starts or row.starts <= day.isoformat()]
    newest: list[Price] = []
    for row in sorted(begun, key=_known_since, reverse=True):
        if not any(_one_offer(row, newer) for newer in newest):
            newest.append(row)
    over = [row for row in begun if row.ends and not holds(row, day)]
    kept = [row for row in newest if holds(row, day) and not any(_one_offer(row, gone) and _goes_on(row, gone) for gone in over)]
    off = lifecycle.states(model, day).get("api") == lifecycle.RETIRED
    made = [made for row in kept if (made := quote(catalog, model, row, day)).seller != FIRST_PARTY or not off]
    if any(row.unit == SOUND and row.output for row in catalog.prices.get(model.id, ())):
        made = [replace(quote, aside=True) for quote in made]
    return tuple(sorted(made, key=lambda quote: (not quote.comparable, quote.price.unit != TOKENS, quote.blend, quote.price.host)))


def announced(catalog: Catalog, model: Model, day: date) -> tuple[Quote, ...]:
    """What will hold later: prices with a first day after `day`, the soonest first, each said by one list."""
    later: list[Price] = []
    for row in sorted(catalog.prices.get(model.id, ()), key=lambda row: row.as_of, reverse=True):
        if row.starts and row.starts > day.isoformat() and not any(_one_offer(row, other) for other in later):
            later.append(row)
    return tuple(quote(catalog, model, row, day) for row in sorted(later, key=lambda row: (row.starts or "", row.host, row.tier)))


def past(catalog: Catalog, model: Model, day: date) -> tuple[Quote, ...]:
    """What held before `day` and asks otherwise than what holds now, the newest first: a bill of last month is worked out so.

    What the maker asks under the name of a model it has switched off is the price of another model.
    """
    kept = [quote.price for quote in quotes(catalog, model, day)]
    now = len(kept)
    for row in sorted(catalog.prices.get(model.id, ()), key=lambda row: row.ends or row.as_of, reverse=True):
        begun = not row.starts or row.starts <= day.isoformat()
        if begun and not _outlives(catalog, model, row, day) and not any(_asks_the_same(row, other) for other in kept):
            kept.append(row)
    return tuple(quote(catalog, model, row, day) for row in kept[now:])


def _asks_the_same(row: Price, other: Price) -> bool:
    """Whether an earlier reading of an offer says nothing else than another; a list that leaves out the cache does not."""
    cached = row.cache_read == other.cache_read or None in (row.cache_read, other.cache_read)
    return _one_offer(row, other) and cached and (row.input, row.output) == (other.input, other.output)


def offers(found: Iterable[Quote], tier: str, reads: int) -> tuple[Quote, ...]:
    """One price an offer for requests of so many tokens: that of the tier where the host has it, else its standard one,

    which gives way to the one for long prompts where the request is longer. A host with neither is left out.
    """
    groups: dict[tuple[str, str | None], list[Quote]] = {}
    for quote in found:
        if quote.billable:
            groups.setdefault((quote.price.host, quote.price.served_as), []).append(quote)
    chosen = (_for_request(group, tier, reads) for group in groups.values())
    return tuple(quote for quote in chosen if quote)


def _for_request(group: list[Quote], tier: str, reads: int) -> Quote | None:
    by = {quote.price.tier: quote for quote in group if quote.price.tier != LONG}
    if tier in by and tier != STANDARD:
        return by[tier]
    long = [quote for quote in group if quote.price.tier == LONG and (quote.price.above_tokens or 0) < reads]
    longest = max(long, key=lambda quote: quote.price.above_tokens or 0, default=None)
    return (longest or by[STANDARD]) if STANDARD in by else None


def cheapest(found: Iterable[Quote]) -> Quote | None:
    """The cheapest standard price for tokens; an old one only where there is no other. The caller shows its age."""
    comparable = sorted((quote for quote in found if quote.comparable), key=lambda quote: (quote.old, quote.blend))
    return comparable[0] if comparable else None


def spread(found: Iterable[Quote]) -> tuple[Quote, Quote] | None:
    """The cheapest and the dearest standard price for tokens, old ones included; None where all ask the same."""
    comparable = sorted((quote for quote in found if quote.comparable), key=lambda quote: quote.blend)
    apart = comparable and comparable[0].blend < comparable[-1].blend
    return (comparable[0], comparable[-1]) if apart and len({quote.price.host for quote in comparable}) > 1 else None


@dataclass(frozen=True)
class Market:
    """What the hosts of one open model ask for a million tokens read, on the lists of the last weeks."""

    model: Model
    hosts: int
    low: float
    high: float
    first: str
    last: str

    @property
    def factor(self) -> float:
        """How many times the cheapest price the dearest is."""
        return self.high / self.low


def market(catalog: Catalog, model: Model, newest: str = "") -> Market | None:
    """The prices read within a shelf life of the newest reading of all; None under two hosts or where one asks nothing."""
    if not (newest := newest or _newest(catalog)):
        return None
    day = date.fromisoformat(newest)
    found = [quote for quote in quotes(catalog, model, day) if quote.comparable and not quote.old]
    asked, read = [quote.price.input or 0 for quote in found], [quote.price.as_of for quote in found]
    hosts = len({quote.price.host for quote in found})
    return Market(model, hosts, min(asked), max(asked), min(read), max(read)) if hosts > 1 and min(asked) else None


def markets(catalog: Catalog, most: int) -> tuple[Market, ...]:
    """Of the models with weights to download the `most` that have the most hosts, widest spread first."""
    newest = _newest(catalog)
    found = [made for model in catalog.models.values() if model.downloadable and (made := market(catalog, model, newest))]
    busiest = sorted(found, key=lambda made: (-made.hosts, made.model.id))[:most]
    return tuple(sorted(busiest, key=lambda made: (-made.factor, made.model.id)))


def _newest(catalog: Catalog) -> str:
    """The last day on which a price was read; none where there is no price."""
    return max((row.as_of for rows in catalog.prices.values() for row in rows), default="")


def quote(catalog: Catalog, model: Model, row: Price, day: date) -> Quote:
    """One row as it stands on `day`."""
    return Quote(row, seller(catalog, model, row), age.days(row.as_of, day))


def seller(catalog: Catalog, model: Model, row: Price) -> str:
    """What the host is to this model: its maker, or what it is to all others."""
    host = catalog.hosts[row.host]
    if model.maker in host.makers:
        return FIRST_PARTY
    return "host" if host.kind == FIRST_PARTY else host.kind


def _outlives(catalog: Catalog, model: Model, row: Price, day: date) -> bool:
    """Whether the row was read at the maker after it had switched the model off."""
    ends = [str(stage.retires) for stage in model.lifecycle if stage.channel == "api" and stage.retires]
    return seller(catalog, model, row) == FIRST_PARTY and any(lifecycle.passed(end, day) and end <= row.as_of for end in ends)


def holds(row: Price, day: date) -> bool:
    """Whether a price has begun and not ended on `day`; the last day counts."""
    now = day.isoformat()
    return (not row.starts or row.starts <= now) and (not row.ends or now[: len(row.ends)] <= row.ends)


def _known_since(row: Price) -> str:
    """A price announced for a day overrules what was read before that day, and nothing read after it."""
    return max(row.as_of, row.starts or "")


def _goes_on(row: Price, gone: Price) -> bool:
    """Whether a row began before one ended that is a reading of the same offer: its list did not see the end.

    The day of a list is that of its file, so it brings nothing back; a row that begins after the end does.
    """
    return (row.starts or "") <= (gone.ends or "")


def _one_offer(row: Price, other: Price) -> bool:
    """Whether two rows are readings of the same price on two days; a list that names no variant means the plain one."""
    same = (row.host, row.unit, row.tier, row.above_tokens) == (other.host, other.unit, other.tier, other.above_tokens)
    variants = {variant for variant in (row.served_as, other.served_as) if variant}
    return same and len(variants) < 2

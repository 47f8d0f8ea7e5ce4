"""A workload, prices and a machine in, dollars a month out: by the token, on rented and on bought hardware.

    by the token = days × (tokens read × price + tokens read again × cached price + tokens written × price) ÷ 1,000,000
                   where what is read is kept for the next request, the price of writing into the cache stands for the first
    rented       = machines × devices × price an hour × 730
    bought       = machines × devices × (price ÷ months of use + power × overhead × 730 × price of a kWh) + people
    machines     = tokens written in a month ÷ what one machine writes in it, at the share of the time it is used; rounded up

`window.atlas.bill` and `machine` in docs/assets/cost.js are the twins; a browser test holds them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from macros.facts.schema.price import Price
from macros.facts.schema.things import Load

DAYS = 30  # of a month of requests
HOURS = 730  # of a month of a machine: 8,760 ÷ 12
USED = 0.3  # share of the time a machine of one's own is busy; public traces gave 0.05 to 0.62
MILLION = 10**6


@dataclass(frozen=True)
class Workload:
    """Requests a day, tokens each of them reads and writes, the share of what is read that comes from a cache, and

    whether what is read anew is written into the cache, for which some hosts ask more.
    """

    requests: float = 1000
    reads: int = 2000
    writes: int = 500
    cached: float = 0
    keep: bool = False

    @property
    def read(self) -> float:
        """Tokens read in a month."""
        return self.requests * self.reads * DAYS

    @property
    def written(self) -> float:
        """Tokens written in a month."""
        return self.requests * self.writes * DAYS


@dataclass(frozen=True)
class Band:
    """Dollars: the best case, the one in the middle, the worst."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Power:
    """What power costs: watts of a device, dollars a kWh, and what a building takes on top of the machines."""

    watts: float
    price: float = 0.161  # world average for business, second quarter of 2025
    overhead: float = 1.54  # average of data centers, survey of 2025


def bill(price: Price, fresh: float, cached: float, written: float, *, keep: bool = False) -> float:
    """Dollars for so many tokens. A host without prices for its cache asks the full one to read and to keep them."""
    asked = price.input or 0
    again = asked if price.cache_read is None else price.cache_read
    first = price.cache_write if keep and price.cache_write else asked
    return (fresh * first + cached * again + written * (price.output or 0)) / MILLION


def month(price: Price, load: Workload) -> float:
    """Dollars a month for a workload, by the token."""
    return bill(price, load.read * (1 - load.cached), load.read * load.cached, load.written, keep=load.keep)


def pace(load: Load, reads: int) -> float:
    """Tokens a second that all its devices write, in the measured shape nearest to requests of so many tokens."""
    nearest = min(load.runs, key=lambda run: (abs(run.reads - reads), run.writes))
    return float(nearest.per_device * load.devices)


def machines(written: float, pace: float, used: float = USED) -> int:
    """How many are needed to write so many tokens a month."""
    return max(1, ceil(written / (pace * used * HOURS * 3600)))


def rented(hour: float, devices: int) -> float:
    """Dollars a month for devices rented all day."""
    return hour * devices * HOURS


def powered(power: Power, devices: int) -> float:
    """Dollars a month for the power of devices that run all day."""
    return power.watts / 1000 * power.overhead * power.price * devices * HOURS


def bought(price: float, years: float, power: Power, devices: int, people: float = 0) -> float:
    """Dollars a month for devices of one's own."""
    return price * devices / (years * 12) + powered(power, devices) + people


def even(dollars: float, price: Price, read_share: float = 0.75) -> float:
    """Tokens a month at which a price by the token comes to so many dollars, with this share of them read."""
    blend = read_share * (price.input or 0) + (1 - read_share) * (price.output or 0)
    return dollars / blend * MILLION if blend else float("inf")


def winner(cheapest: float, machine: Band) -> str:
    """'tokens' where the cheapest host asks less than the cheapest machine, 'machine' where more than one in the middle."""
    if cheapest < machine.low:
        return "tokens"
    return "machine" if machine.middle < cheapest else "open"

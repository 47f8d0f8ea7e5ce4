"""A model, a setting and the memory of a device in, whether it runs out: what it needs, what decides, how sure that is.

    need    = weights + cache, both from `memory`
    working = up to 36% on top: no public report compared with the sum took more
    room    = the memory, less what the system keeps of it where programs and graphics share one

With a program of data/frameworks/ named, the cache is what that program keeps, and the room what it takes as it comes.

`window.atlas.need` and its neighbors in docs/assets/run.js are the twins; a browser test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from macros.answers import memory
from macros.answers.memory import Span, Store
from macros.facts.schema.model import Model
from macros.facts.schema.things import MemoryUse

Verdict = Literal["well", "tight", "cannot-tell", "no"]
Place = Literal["own", "shared", "phone"]

GB = 10**9
SIZES = (8, 12, 16, 24, 32, 48, 64, 80, 96, 128, 192, 256, 512)  # GB people have
COMMON_BITS = 4.9  # a weight in the most common quantization: data/quantizations/q4-k-m.yml, rounded up
READING = 8192  # tokens of the text that one number is for
ENDLESS = 10**8  # tokens no model reads at once
WORKING = 0.36  # working space beside weights and cache, as a share of both: the most that was measured
# share of the memory a model may take for sure, and at the very most with settings changed.
# shared: macOS gives graphics two thirds to three quarters and lets one raise it; phone: a third, by users' reports, of
# which some got along with two fifths
SHARES: Mapping[Place, tuple[float, float]] = {"own": (1, 1), "shared": (0.75, 1), "phone": (1 / 3, 0.4)}
TYPES_THAT_WRITE = ("language", "multimodal", "code", "translation", "science", "guard", "ocr")
AT_ONCE = (*memory.WITHOUT_CACHE, "text-diffusion")  # networks that make more than one token a step
SHARED_KINDS = ("apple-silicon", "unified-memory", "edge", "processor")


@dataclass(frozen=True)
class Setting:
    """How a model is run: bits a weight, tokens of each of the users' texts, bits a value of the cache, number of devices."""

    bits: float
    tokens: int = READING
    users: int = 1
    cache_bits: float = 16
    devices: int = 1


@dataclass(frozen=True)
class Row:
    """A model as a browser reads it. A store of `terms` is (values of a token in all its layers, window, slope, state):

    its entries are min(tokens, window) + slope × tokens where a program keeps windows, and tokens where it does not;
    `terms` is None where the cache cannot be told. `whole` says that every device keeps all of it.
    """

    weights: int | None
    active: int | None
    terms: tuple[tuple[int, int, float, int], ...] | None
    whole: bool
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Need:
    """Bytes. `cache.high` is for a program that ignores windows and compression, or keeps the cache on every device."""

    weights: float | None
    cache: Span | None
    missing: tuple[str, ...]

    @property
    def least(self) -> float | None:
        """Weights, and the cache as far as it is known."""
        return None if self.weights is None else self.weights + (self.cache.low if self.cache else 0)

    @property
    def working(self) -> float | None:
        """The most working space to expect."""
        return None if self.least is None else self.least * WORKING

    @property
    def most(self) -> float | None:
        """With the most working space, or in a program that ignores windows, whichever is larger."""
        if self.weights is None or self.least is None:
            return None
        return max(self.least * (1 + WORKING), self.weights + (self.cache.high if self.cache else 0))


@dataclass(frozen=True)
class Room:
    """Bytes a model may take: `sure` as a device comes, `most` at the limit."""

    sure: float
    most: float


def room(gigabytes: float, place: Place = "own", devices: int = 1, program: MemoryUse | None = None) -> Room:
    """What `devices` of so many GB each leave for a model; in a program, what that takes of them as it comes."""
    sure, most = SHARES[place]
    share, spare = (program.share, program.spare_gb) if program else (1, 0)
    there = max(0.0, gigabytes * share - spare) * GB * devices
    return Room(there * sure, there * most)


def place(kind: str) -> Place:
    """Whether a device of this kind has memory of its own."""
    return "shared" if kind in SHARED_KINDS else "own"


def row(model: Model) -> Row:
    """What of a model decides, read once."""
    kept = memory.cache(model)
    size = model.parameters
    return Row(
        size.total if size else None,
        _active(model),
        None if kept.stores is None else tuple(_term(store) for store in kept.stores if store.entry or store.state),
        any(store.attention == "latent" for store in kept.stores or ()),
        (*(() if size and size.total else ("parameters.total",)), *kept.missing),
    )


def _active(model: Model) -> int | None:
    """Parameters read for each token it writes; None where the number is unknown or it does not write token by token."""
    shape, size = model.architecture, model.parameters
    if size is None or (shape and shape.kind in AT_ONCE) or model.type not in TYPES_THAT_WRITE:
        return None
    return size.active or (None if shape and shape.kind == "moe" else size.total)


def _term(store: Store) -> tuple[int, int, float, int]:
    values, state = store.count * store.entry, store.count * store.state
    if store.attention == "sliding":
        return (values, store.window, 0, state) if store.window else (values, 0, 1, state)
    if store.attention == "compressed":
        return values, store.window or 0, 1 / (store.compression or 1), state
    return values, 0, 0 if store.attention == "shared" else 1, state


def within(model: Model, setting: Setting) -> Setting:
    """The setting with a text no longer than the model reads at once."""
    native = model.context.native if model.context else None
    return replace(setting, tokens=min(setting.tokens, native)) if native else setting


def need(row: Row, setting: Setting, program: MemoryUse | None = None) -> Need:
    """What a model needs in a setting; both ends of the cache where no program says which."""
    weights = None if row.weights is None else row.weights * setting.bits / 8
    return Need(weights, None if row.terms is None else _cache(row, setting, program), row.missing)


def _cache(row: Row, setting: Setting, program: MemoryUse | None) -> Span:
    tokens, byte = setting.tokens, setting.cache_bits / 8
    low = high = 0.0
    for values, window, slope, state in row.terms or ():
        low += values * (min(tokens, window) + slope * tokens) * byte + state
        high += values * tokens * byte + state
    if program and program.windows == "yes":
        high = low
    elif program and program.windows == "no":
        low = high
    times = setting.devices if row.whole else 1
    fewest, most = (1, times) if program is None else (times, times) if program.repeats == "yes" else (1, 1)
    return Span(low * setting.users * fewest, high * setting.users * most)


def verdict(need: Need, room: Room) -> Verdict:
    """The answer. Nothing is rounded before it is compared."""
    if need.least is None or need.most is None:
        return "cannot-tell"
    if need.least > room.most:
        return "no"
    if need.cache is None:
        return "cannot-tell"
    return "well" if need.most <= room.sure else "tight"


def longest(row: Row, setting: Setting, room: Room, program: MemoryUse | None = None) -> Span | None:
    """Tokens of the longest text: `low` with the most working space on a device as it comes, `high` at the very limit.

    None where the cache cannot be told. A cache that does not grow is cut off at `ENDLESS`.
    """
    if row.weights is None or row.terms is None:
        return None
    return Span(
        _last(lambda tokens: (need(row, replace(setting, tokens=tokens), program).most or 0) <= room.sure),
        _last(lambda tokens: (need(row, replace(setting, tokens=tokens), program).least or 0) <= room.most),
    )


def _last(fits: Callable[[int], bool]) -> int:
    """The largest number of tokens that fits; 0 where not even one does."""
    low, high = 0, ENDLESS
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def smallest(need: Need) -> int | None:
    """The smallest of the common memory sizes in which it fits well; None where that cannot be told, or none is enough."""
    if need.cache is None:
        return None
    return next((size for size in SIZES if verdict(need, room(size)) == "well"), None)

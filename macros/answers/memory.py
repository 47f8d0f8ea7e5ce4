"""A model, bits and a length of text in, bytes of memory out, with the fields they follow from and those that lack.

    weights = total parameters × bits a weight ÷ 8
    cache   = users × Σ over the kinds of layers: layers × (entries kept × values an entry × bits a value ÷ 8 + state)

An entry holds the keys and values of one token in one layer: key-value heads × (size of a key + size of a value); with
latent attention one vector instead: latent rank + rotary size (DeepSeek-V2, https://arxiv.org/abs/2405.04434, section
2.1.4). Full and latent layers keep an entry of every token, sliding ones of the tokens in their window, compressed ones
one for several tokens beside their window; linear and state-space layers keep a state of fixed size; the others nothing.
What a program needs to work in, pictures, and modules that only draft are not in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from macros.facts.schema.model import Architecture, Layers, Model

WITHOUT_CACHE = ("encoder", "diffusion", "cnn")  # they read or make everything at once
_PLAIN = {"mla": "latent", "linear": "linear", "ssm": "ssm", None: "full", "mha": "full", "gqa": "full", "mqa": "full"}
_STATE = ("linear", "ssm")
_NOTHING = ("cross", "none")


@dataclass(frozen=True)
class Span:
    """Bytes: `low` where the program uses windows, compression and sharing as the model has them, `high` where it does not."""

    low: float
    high: float


@dataclass(frozen=True)
class Store:
    """What the layers of one kind keep: `entry` counts values of one token in one layer, `state` bytes of one layer."""

    attention: str
    count: int
    entry: int
    window: int | None
    compression: int | None
    state: int

    def entries(self, tokens: int) -> Span:
        """Entries one layer keeps of a text."""
        if self.attention in _STATE or self.attention in _NOTHING:
            return Span(0, 0)
        newest = min(tokens, self.window or 0)
        kept = {
            "sliding": min(tokens, self.window or tokens),
            "compressed": newest + tokens / (self.compression or 1),
            "shared": 0,
        }
        return Span(kept.get(self.attention, tokens), tokens)


@dataclass(frozen=True)
class Cache:
    """What a model keeps of the text it has read. `stores` is None where that cannot be told; `missing` says why."""

    stores: tuple[Store, ...] | None
    used: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def bytes(self, tokens: int, users: int = 1, bits: float = 16) -> Span | None:
        """Bytes for `users` texts of `tokens` each, with `bits` a value."""
        if self.stores is None:
            return None
        low = high = 0.0
        for store in self.stores:
            kept = store.entries(tokens)
            low += store.count * (kept.low * store.entry * bits / 8 + store.state)
            high += store.count * (kept.high * store.entry * bits / 8 + store.state)
        return Span(users * low, users * high)

    def growth(self, bits: float = 16) -> Span | None:
        """Bytes that each further token adds, once the windows are full."""
        if self.stores is None:
            return None
        low = high = 0.0
        for store in self.stores:
            each = store.count * store.entry * bits / 8
            high += each * store.entries(1).high
            if store.attention in ("full", "latent", "compressed"):
                low += each / (store.compression or 1)
        return Span(low, high)

    def fixed(self, bits: float = 16) -> float | None:
        """Bytes kept whatever the length: full windows and states."""
        if self.stores is None:
            return None
        windows = sum(s.count * (s.window or 0) * s.entry for s in self.stores if s.attention in ("sliding", "compressed"))
        return windows * bits / 8 + sum(s.count * s.state for s in self.stores)


@dataclass(frozen=True)
class Memory:
    """Bytes to run a model, None where they cannot be told: by the fields `used`, with `assumed` ones, without `missing` ones."""

    weights: float | None
    cache: Span | None
    used: tuple[str, ...]
    assumed: tuple[str, ...]
    missing: tuple[str, ...]


def memory(model: Model, *, bits: float, tokens: int, users: int = 1, cache_bits: float = 16) -> Memory:
    """Weights at `bits` each and the cache for `users` texts of `tokens` at `cache_bits` a value."""
    size, kept = weights(model, bits), cache(model)
    total = ("parameters.total",)
    return Memory(
        size,
        kept.bytes(tokens, users, cache_bits),
        (*(() if size is None else total), *kept.used),
        kept.assumed,
        (*(total if size is None else ()), *kept.missing),
    )


def weights(model: Model, bits: float) -> float | None:
    """Bytes of all parameters: those that rest while a token is read need memory too."""
    total = model.parameters.total if model.parameters else None
    return total * bits / 8 if total else None


def published_bits(model: Model, nominal: float) -> float:
    """Bits a weight as its maker published it: as measured once loaded, else those its way of storing goes by."""
    size = model.parameters
    return size.loaded_gb * 8e9 / size.total if size and size.loaded_gb and size.total else nominal


def cache(model: Model) -> Cache:
    """What the model's layers keep."""
    shape = model.architecture
    if shape and shape.kind in WITHOUT_CACHE:
        return Cache((), used=("architecture.kind",))
    if shape is None or shape.layers is None:
        return Cache(None, missing=("architecture.layers",))
    groups = _groups(shape)
    if groups is None:
        return Cache(None, missing=("architecture.layers.attention",))
    stores = []
    used, assumed, missing = dict.fromkeys(["architecture.layers"]), dict[str, None](), dict[str, None]()
    for group in groups:
        entry = _entry(shape, group, used, assumed, missing)
        if group.attention in _STATE and not group.state_bytes:
            missing["architecture.layers.state_bytes"] = None
        stores.append(Store(group.attention, group.count, entry or 0, group.window, group.compression, group.state_bytes or 0))
    lacks = [name for name in missing if not name.endswith("state_bytes")]
    return Cache(None if lacks else tuple(stores), tuple(used), tuple(assumed), tuple(missing))


def _groups(shape: Architecture) -> tuple[Layers, ...] | None:
    """The layers by kind; a plain count stands for layers that are all alike."""
    if isinstance(shape.layers, tuple) or shape.layers is None:
        return shape.layers
    kind = _PLAIN.get(shape.attention)
    return (Layers(count=shape.layers, attention=kind),) if kind else None


def _entry(
    shape: Architecture, group: Layers, used: dict[str, None], assumed: dict[str, None], missing: dict[str, None]
) -> int | None:
    """Values of one entry; notes what it rests on."""
    if group.attention in _STATE or group.attention in _NOTHING:
        return 0

    def field(name: str) -> int | None:
        own, common = getattr(group, name), getattr(shape, name, None)
        if own is None and common is not None:
            used[f"architecture.{name}"] = None
        return own or common

    if group.kv_lora_rank or (group.attention == "latent" and group.kv_heads is None):
        rank = field("kv_lora_rank")
        if rank is None:
            missing["architecture.kv_lora_rank"] = None
            return None
        return rank + ((field("rope_head_dim") if group.attention == "latent" else group.rope_head_dim) or 0)
    heads = field("kv_heads")
    if heads is None and shape.attention in ("mha", "mqa") and shape.heads:
        heads = shape.heads if shape.attention == "mha" else 1
        used["architecture.attention"] = None
    size = field("head_dim")
    if size is None and shape.hidden_size and shape.heads and shape.hidden_size % shape.heads == 0:
        size = shape.hidden_size // shape.heads
        assumed["architecture.head_dim"] = None
    if heads is None or size is None:
        missing |= dict.fromkeys(
            name for name, value in (("architecture.kv_heads", heads), ("architecture.head_dim", size)) if value is None
        )
        return None
    return heads * (size + (group.value_head_dim or size))

"""Rules about the numbers that decide memory and speed: what cannot be, and what needs a reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from macros.facts.documents import Place
from macros.facts.rules.entry import Entry, RecordRule
from macros.facts.schema.model import Model

BYTES = 256
NARROW, WIDE = 0.5, 2.5  # heads by head size, over the hidden size; outside, a note says why


def grouped_heads(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Parts are at most as many as there are, and each key-value head serves the same number of heads."""
    shape = cast(Model, entry.record).architecture
    if shape is None:
        return
    groups: list[tuple[Place, int | None, int | None]] = [(("architecture",), shape.heads, shape.kv_heads)]
    if isinstance(shape.layers, tuple):
        groups += [
            (("architecture", "layers", at), group.heads or shape.heads, group.kv_heads) for at, group in enumerate(shape.layers)
        ]
    for place, heads, shared in groups:
        if heads and shared and shared > heads:
            yield (*place, "kv_heads"), "is more than 'heads'; check which is which"
        elif heads and shared and heads % shared:
            yield (*place, "kv_heads"), f"{heads} heads cannot share {shared} evenly; check both"
    if shape.experts and shape.experts_active and shape.experts_active > shape.experts:
        yield ("architecture", "experts_active"), "is more than 'experts'; check which is which"


def mixed_layers(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A hybrid says how many layers are of which kind; a bare count would be read as if all kept everything."""
    shape = cast(Model, entry.record).architecture
    if shape and shape.attention == "hybrid" and not isinstance(shape.layers, tuple):
        yield (
            ("architecture", "layers"),
            "is a count, and the attention is hybrid; list the kinds: '- {count: 12, attention: full}'",
        )


def windows(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A sliding layer has a window, a compressed one a rate."""
    shape = cast(Model, entry.record).architecture
    if shape and isinstance(shape.layers, tuple):
        for at, group in enumerate(shape.layers):
            if group.attention == "sliding" and not group.window:
                yield ("architecture", "layers", at), "is sliding; write its 'window:' in tokens"
            if group.attention == "compressed" and not group.compression:
                yield ("architecture", "layers", at), "is compressed; write 'compression:', the tokens that share one entry"


def head_sizes(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Heads times their size is near the hidden size, or a note says why not."""
    shape = cast(Model, entry.record).architecture
    if shape is None or not (shape.heads and shape.head_dim and shape.hidden_size) or shape.kv_lora_rank or shape.note:
        return
    if not NARROW <= shape.heads * shape.head_dim / shape.hidden_size <= WIDE:
        yield (
            ("architecture", "head_dim"),
            f"{shape.heads} heads of {shape.head_dim} are far from the hidden size of {shape.hidden_size}; "
            "check them, or say in 'note:' why it is so",
        )


def kinds_agree(entry: Entry) -> Iterator[tuple[Place, str]]:
    """The words fit the numbers beside them, or a note says why not."""
    shape = cast(Model, entry.record).architecture
    if shape is None or shape.note:
        return
    if shape.kind == "dense" and shape.experts:
        yield ("architecture", "kind"), f"is 'dense', and there are {shape.experts} experts; write 'moe', or delete 'experts'"
    if shape.heads and shape.kv_heads and not isinstance(shape.layers, tuple) and shape.attention in ("mha", "gqa", "mqa"):
        meant = "mha" if shape.kv_heads == shape.heads else "mqa" if shape.kv_heads == 1 else "gqa"
        if meant != shape.attention:
            text = (
                f"is '{shape.attention}', and {shape.heads} heads with {shape.kv_heads} key-value heads are '{meant}'; check both"
            )
            yield ("architecture", "attention"), text


def whole_vocabulary(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A model that writes has at least a token for each byte."""
    model = cast(Model, entry.record)
    size = model.architecture.vocabulary if model.architecture else None
    if size and size < BYTES and model.type in ("language", "code", "multimodal"):
        yield ("architecture", "vocabulary"), f"{size} tokens are fewer than there are bytes; write all of them, like 129280"


RULES: tuple[RecordRule, ...] = (grouped_heads, mixed_layers, windows, head_sizes, kinds_agree, whole_vocabulary)

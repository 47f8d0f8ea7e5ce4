"""The text of a record in, where each field and each value stands in it out: so that one word changes and the rest stays.

A library that writes YAML anew would fold long lines and choose other quotes; a contributor's diff shall show one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from macros.facts.documents import Place

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = re.compile(r"[A-Za-z0-9“(][^?,\[\]{}\n]*")  # needs no quotes, neither in a line of its own nor in a list


@dataclass(frozen=True)
class Span:
    """Where something is written: text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True)
class Edit:
    """What to write in the place of a span."""

    span: Span
    put: str


def spans(text: str) -> tuple[dict[Place, Span], dict[Place, Span]]:
    """(where each field's name stands, where each value stands); the text is sound YAML."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    names: dict[Place, Span] = {}
    values: dict[Place, Span] = {}
    for place, key, node in _nodes(root, ()) if root is not None else ():
        if key is not None:
            names[place] = _span(key)
        values[place] = _span(node)
    return names, values


def _nodes(node: yaml.Node, place: Place) -> Iterator[tuple[Place, yaml.Node | None, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*place, str(key.value)), key, value
            yield from _nodes(value, (*place, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            yield (*place, at), None, item
            yield from _nodes(item, (*place, at))


def _span(node: yaml.Node) -> Span:
    return Span(node.start_mark.index, node.end_mark.index)


def written(value: str, *, quoted: bool = False) -> str:
    """A value as it stands in YAML: plain where that reads the same, else in single quotes."""
    plain = _PLAIN.fullmatch(value) and ": " not in value and " #" not in value and value[-1] not in ": "
    return value if plain and not quoted else "'" + value.replace("'", "''") + "'"


def apply(text: str, edits: list[Edit]) -> str:
    """The text with every edit made; from the end, so that places in front keep theirs."""
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start] + edit.put + text[edit.span.end :]
    return text

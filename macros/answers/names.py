"""A name as somebody types it in, the record it means out; where none or several are meant, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from macros.facts.catalog import Catalog
from macros.facts.schema.evidence import Record
from macros.facts.schema.license import License
from macros.facts.schema.model import Model

FEW = 8  # proposals in a message
HUB = "huggingface.co/"


class Unnamed(ValueError):
    """No record, or more than one, has this name; the message says what to write."""


def named(catalog: Catalog, said: str, *kinds: str) -> tuple[str, Record]:
    """(kind, record) of what `said` names among the records of `kinds`: an id, a name, an old id, an address on the Hub."""
    for kind in kinds:
        if said in catalog.entries[kind]:
            return kind, catalog.entries[kind][said].record
    found: dict[str, list[tuple[str, Record]]] = {}
    for kind in kinds:
        for record in catalog.ordered(kind):
            for name in {plain(name) for name in _names(record)}:
                found.setdefault(name, []).append((kind, record))
    wanted = plain(said)
    exact = found.get(wanted, [])
    exact = [(kind, record) for kind, record in exact if plain(record.id) == wanted] or exact
    if len(exact) == 1:
        return exact[0]
    what = " or ".join(kinds)
    if exact:
        raise Unnamed(f"'{said}' names {_listed([record.id for _, record in exact])}; write one of these ids")
    ends, part = (
        dict.fromkeys(record.id for name, some in found.items() if wanted and fits(name) for _, record in some)
        for fits in (lambda name: name.endswith(wanted), lambda name: wanted in name)
    )
    for only in (ends, part):
        if len(only) == 1:
            [id] = only
            return next((kind, catalog.entries[kind][id].record) for kind in kinds if id in catalog.entries[kind])
    near = part or dict.fromkeys(
        record.id for name in get_close_matches(wanted, found, n=FEW, cutoff=0.6) for _, record in found[name]
    )
    if not near:
        raise Unnamed(f"there is no {what} '{said}'; an id is the last part of its page's address")
    raise Unnamed(f"there is no {what} '{said}'; did you mean {_listed(list(near))}?")


def plain(name: str) -> str:
    """'Llama 4 Scout' and 'llama-4-scout' → 'llama4scout'."""
    return re.sub(r"[^\w+]|_", "", name.casefold())


def _names(record: Record) -> Iterator[str]:
    yield record.id
    for field in ("name", "short_name", "spdx"):
        if value := getattr(record, field, None):
            yield value
    yield from getattr(record, "also", ())
    yield from getattr(record, "aliases", ())
    if isinstance(record, License) and record.hub_tag:
        yield record.hub_tag
    if isinstance(record, Model) and record.availability.weights_url and HUB in record.availability.weights_url:
        on_hub = record.availability.weights_url.partition(HUB)[2]
        yield on_hub
        yield on_hub.rpartition("/")[2]


def _listed(ids: list[str]) -> str:
    shown = ids[:FEW]
    rest = f" or {len(ids) - FEW} more" if len(ids) > FEW else ""
    return ", ".join(shown) + rest

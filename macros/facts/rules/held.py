"""Rules about what a record is there for: a family has models, a maker too, and two ids can be told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import cast

from babel import Locale

from macros.facts.documents import Place
from macros.facts.rules.entry import Entry
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.facts.schema.price import Host
from macros.facts.schema.things import Framework, Maker

Entries = Mapping[str, Mapping[str, Entry]]
COUNTRY = re.compile(r"[A-Z]{2,3}")


def has_models(entries: Entries) -> Iterator[tuple[Entry, Place, str]]:
    """A family and an organization that makes models have at least one here."""
    models = [cast(Model, entry.record) for entry in entries["model"].values()]
    families, makers = {model.family for model in models}, {model.maker for model in models}
    for entry in entries["family"].values():
        if entry.id not in families:
            yield entry, (), "no model is of this family; add one (python -m macros new model MAKER/ID), or delete the file"
    for entry in entries["maker"].values():
        if cast(Maker, entry.record).roles == ("maker",) and entry.id not in makers:
            yield entry, ("roles",), f"there is no model in data/models/{entry.id}/; add one, or name the part it plays"


def license_used(entries: Entries) -> Iterator[tuple[Entry, Place, str]]:
    """A license nobody uses is there to compare with: then it answers the questions."""
    used: set[str | None] = set()
    for entry in entries["model"].values():
        model = cast(Model, entry.record)
        terms = model.license
        used |= {terms.weights, terms.code, terms.data, terms.api} if terms else set()
        used |= {part.license for part in model.components.values()}
    used |= {cast(Framework, entry.record).license for entry in entries["framework"].values()}
    for entry in entries["license"].values():
        license = cast(License, entry.record)
        if entry.id not in used and not license.answers and not license.same_terms_as:
            yield entry, (), "nothing here is under it, and it answers no question; write 'answers:', or name it at a model"


def ids_apart(entries: Entries) -> Iterator[tuple[Entry, Place, str]]:
    """`llama-3.1` and `llama-31` would be told apart by nobody."""
    for by_id in entries.values():
        seen: dict[str, str] = {}
        for id, entry in by_id.items():
            first = seen.setdefault(re.sub(r"[^a-z0-9]", "", id), id)
            if first != id:
                yield (
                    entry,
                    (),
                    f"its id differs from '{first}' by a sign alone; rename the file so that people can tell them apart",
                )


def country_named(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A country by its name, as the list of Unicode has it in English: readers do not know codes, and a city is none."""
    country = cast("Maker | Host", entry.record).country
    if country and country not in (known := _countries()):
        if COUNTRY.fullmatch(country):
            yield ("country",), f"'{country}' is a code; write the name, like Norway"
        else:
            inside = next((name for name in sorted(known) if re.search(rf"\b{re.escape(name)}\b", country)), "")
            near = f"; write '{inside}'" if inside else _near(country, known)
            yield ("country",), f"'{country}' is no country{near or '; write the country it lies in, like Norway'}"


def _near(country: str, known: frozenset[str]) -> str:
    found = get_close_matches(country, known, n=1, cutoff=0.8)
    return f"; did you mean '{found[0]}'?" if found else ""


@cache
def _countries() -> frozenset[str]:
    """What countries are called in English."""
    names = {code: str(name) for code, name in Locale("en").territories.items() if COUNTRY.fullmatch(code)}
    return frozenset(name for code, name in names.items() if len(code) == 2)

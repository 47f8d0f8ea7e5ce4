"""A catalog in, its models in the order in which people look for them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.facts.catalog import Catalog
from macros.facts.schema.model import Model
from macros.facts.schema.upstream import Upstream
from macros.facts.schema.words import Demand

if TYPE_CHECKING:
    from macros.answers.knowledge import Knowledge

HUNDRED = 100
FIRST = ("language", "multimodal", "code")  # types that most people ask for


def demanded(catalog: Catalog, most: int = HUNDRED) -> tuple[Model, ...]:
    """First those that a list of usage ranks, then the most downloaded, then those that most sellers offer."""
    ranked = [row.model for usage in catalog.all(Demand).values() for row in usage.models if row.model]
    loaded = {row.model: row.downloads for said in catalog.all(Upstream).values() for row in said.models if row.downloads}
    downloaded = sorted(loaded, key=lambda id: (-loaded[id], id))
    sellers = {id: len({price.host for price in rows}) for id, rows in catalog.prices.items()}
    offered = sorted(sellers, key=lambda id: (-sellers[id], id))
    return tuple(catalog.models[id] for id in tuple(dict.fromkeys((*ranked, *downloaded, *offered)))[:most])


def runnable(known: Knowledge) -> tuple[Model, ...]:
    """Models one can download and whose size is known: those that write text first, the most used before the newest."""
    catalog = known.catalog
    place = {model.id: at for at, model in enumerate(demanded(catalog))}
    types = [*FIRST, *(id for id in catalog.vocabularies["model-types"] if id not in FIRST)]
    kind = {id: 0 if id in FIRST else at for at, id in enumerate(types)}
    found = [model for model in catalog.models.values() if model.downloadable and known.rows[model.id].weights]
    return tuple(sorted(found, key=lambda model: (kind[model.type], place.get(model.id, HUNDRED))))  # stable: newest first

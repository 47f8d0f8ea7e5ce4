"""Names of adapters and a project in; new lists in data/, a report and a patch of proposals out. No record is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from macros.facts.catalog import Catalog
from macros.refresh import boards, prices, said, usage
from macros.refresh.adapters import Adapter, Board, Facts, Prices, Usage
from macros.refresh.arena import ARENA_TEXT
from macros.refresh.brought import Brought, place
from macros.refresh.european_index import EUROPEAN_INDEX
from macros.refresh.genai_prices import GENAI_PRICES
from macros.refresh.hub import HUB
from macros.refresh.litellm import LITELLM
from macros.refresh.model_openness_tool import MODEL_OPENNESS_TOOL
from macros.refresh.models_dev import MODELS_DEV
from macros.refresh.offers import Refused
from macros.refresh.openrouter import OPENROUTER
from macros.refresh.proposals import Proposals
from macros.refresh.reading import from_copy, from_network
from macros.refresh.report import paragraphs, refused

ADAPTERS: Mapping[str, Adapter] = {
    adapter.name: adapter
    for adapter in (MODELS_DEV, GENAI_PRICES, LITELLM, HUB, MODEL_OPENNESS_TOOL, EUROPEAN_INDEX, ARENA_TEXT, OPENROUTER)
}


@dataclass(frozen=True)
class Refreshed:
    """The report, whether every source could be read, and what could be added to records, as a patch."""

    text: str
    whole: bool
    patch: str


def refresh(
    project: Path,
    catalog: Catalog,
    names: Sequence[str],
    day: date,
    stored: Path | None = None,
    keys: Mapping[str, str] | None = None,
) -> Refreshed:
    """Read each source (from the network, or from `stored`, a copy or a folder of copies) and write what is sound.

    `keys` are the variables of the environment; a source that wants a key which is not among them is left alone.
    """
    parts, every = [], True
    proposals = Proposals(project, catalog)
    for adapter in (ADAPTERS[name] for name in names or ADAPTERS):
        key = (keys or {}).get(adapter.key, "")
        if adapter.key and not key and not stored:
            parts.append(
                paragraphs(adapter.title, f"Not asked: it wants a key, in the variable {adapter.key}. The last good copy stays.")
            )
            continue
        try:
            brought = bring(adapter, _answer(adapter, catalog, stored, key), catalog, day)
            place(project, brought, catalog)
        except Refused as why:
            parts.append(refused(adapter.title, str(why)))
            every = False
        else:
            parts.append(brought.report)
            proposals.add(adapter.name, brought.cited, brought.day, brought.missing)
    if proposals.after:
        parts.append(
            paragraphs("Proposed for records", f"{proposals.facts} facts on {len(proposals.after)} records, as a patch to read.")
        )
    return Refreshed("\n".join(parts), every, proposals.patch())


def bring(adapter: Adapter, answer: Any, catalog: Catalog, day: date) -> Brought:
    """The answer at the desk of its kind of list."""
    match adapter:
        case Prices():
            return prices.bring(adapter, answer, catalog, day)
        case Facts():
            return said.bring(adapter, answer, catalog, day)
        case Board():
            return boards.bring(adapter, answer, catalog, day)
        case Usage():
            return usage.bring(adapter, answer, catalog, day)
    raise TypeError(adapter)


def _answer(adapter: Adapter, catalog: Catalog, stored: Path | None, key: str) -> Any:
    if stored is not None:
        return from_copy(adapter.form, adapter.name, stored)
    return adapter.asked(from_network(adapter.form, key), adapter.address, catalog)

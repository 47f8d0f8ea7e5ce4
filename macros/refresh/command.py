"""Names of adapters and a project in, new files in data/fetched/ and a report out. Nothing else is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from macros.facts.catalog import Catalog
from macros.facts.documents import Document
from macros.facts.records import typed
from macros.facts.schema.kinds import BY_NAME
from macros.facts.schema.price import PriceList
from macros.refresh import reading
from macros.refresh.genai_prices import GENAI_PRICES
from macros.refresh.judge import conflicts, judge
from macros.refresh.litellm import LITELLM
from macros.refresh.models_dev import MODELS_DEV
from macros.refresh.names import Names
from macros.refresh.offers import Adapter, Refused
from macros.refresh.report import Found, refused, report
from macros.refresh.rows import rows
from macros.refresh.written import price_list

ADAPTERS: Mapping[str, Adapter] = {adapter.name: adapter for adapter in (MODELS_DEV, GENAI_PRICES, LITELLM)}


def refresh(project: Path, catalog: Catalog, names: Sequence[str], day: date, stored: Path | None = None) -> tuple[str, bool]:
    """Read each source (from the network, or from `stored`, a file or a folder of <adapter>.json) and write what is sound.

    The text of the report, and whether every source could be read.
    """
    parts, whole = [], True
    for adapter in (ADAPTERS[name] for name in names or ADAPTERS):
        try:
            parts.append(_one(project, catalog, adapter, day, stored))
        except Refused as why:
            parts.append(refused(adapter.title, str(why)))
            whole = False
    return "\n".join(parts), whole


def _one(project: Path, catalog: Catalog, adapter: Adapter, day: date, stored: Path | None) -> str:
    lists = catalog.all(PriceList)
    path = project / "data" / "fetched" / f"{adapter.name}.yml"
    answer = _answer(adapter, stored)
    made = rows(adapter, adapter.offers(answer, day), Names(catalog), day.isoformat())
    last = lists[adapter.name].prices if adapter.name in lists else ()
    verdict = judge(last, made.prices)
    text = price_list(adapter, verdict.rows, day.isoformat())
    _sound(text, adapter.name, catalog.today)
    part = path.with_suffix(".part")
    part.write_text(text, "utf-8")
    part.replace(path)
    others = [row for id, other in lists.items() if id != adapter.name for row in other.prices]
    return report(Found(adapter.title, day.isoformat(), verdict, conflicts(verdict.rows, others), made.models, made.hosts))


def _answer(adapter: Adapter, stored: Path | None) -> object:
    if stored is None:
        return reading.from_network(adapter.address)
    return reading.from_file(stored / f"{adapter.name}.json" if stored.is_dir() else stored)


def _sound(text: str, name: str, today: date) -> None:
    """The file is read as the check will read it, before it takes the place of the last good one."""
    kind = BY_NAME["price-list"]
    document = Document(text, name)
    problems = [problem.text for problem in document.problems]
    if not problems and document.tree is not None:
        problems = [found for _, found in typed(kind, name, document.tree, today)[1]]
    if problems or len(text.encode()) > kind.bytes:
        raise Refused(f"would make a file that the check refuses: {problems[0] if problems else 'it is too large'}")

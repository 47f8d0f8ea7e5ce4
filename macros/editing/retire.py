"""A model and how it ended in, its record with the day in `lifecycle` and the source that shows it out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from macros.editing.changes import Change
from macros.editing.records import inserted
from macros.editing.rename import movable
from macros.editing.spans import Edit, Span, apply, spans, written
from macros.facts.catalog import Catalog
from macros.facts.documents import Document
from macros.facts.schema.kinds import BY_NAME
from macros.facts.schema.model import Model

ORDER = ("channel", "state", "since", "announced", "retires", "not_before", "replacement", "note", "source")


@dataclass(frozen=True)
class End:
    """How a model ended: the way to it, the day, what stands in its place, and where that is told."""

    channel: str
    on: str
    url: str
    shows: str
    read: str
    replacement: str = ""


def retired(project: Path, catalog: Catalog, id: str, end: End) -> list[Change]:
    """The record with its end: one line of `lifecycle`, one source. A day that has not come is announced by it."""
    kind = BY_NAME["model"]
    entry = movable(catalog, kind, id)
    text = before = (project / entry.path).read_text("utf-8")
    tree = cast(Any, Document(project / entry.path, entry.path).tree)
    stages = tree.get("lifecycle", [])
    at = next((at for at, stage in enumerate(stages) if stage["channel"] == end.channel), None)
    old = stages[at] if at is not None else {}
    key = _free(tree["sources"], "retirement")
    state = "retired" if end.on <= catalog.today.isoformat() else "deprecated"
    new = {**old, "channel": end.channel, "state": state, "retires": end.on, "source": key}
    if end.replacement:
        new["replacement"] = end.replacement
    new.pop("not_before", None)
    line = "{" + ", ".join(f"{name}: {written(new[name])}" for name in ORDER if name in new) + "}"
    if at is None:
        text = inserted(kind, text, "lifecycle", f"  - {line}\n", many=True)
    else:
        span = spans(text)[1][("lifecycle", at)]
        text = apply(text, [Edit(Span(span.start, span.start + len(text[span.start : span.end].rstrip())), line)])
    name = cast(Model, entry.record).name
    shows = end.shows if name in end.shows else f"{name}: {end.shows}"
    fields = {"url": end.url, "kind": "maker", "read": end.read, "shows": written(shows), "for": "[lifecycle]"}
    source = f"  {key}:\n" + "".join(f"    {name}: {value}\n" for name, value in fields.items())
    return [Change(entry.path, before, inserted(kind, text, "sources", source, many=True))]


def _free(keys: dict[str, Any], wanted: str) -> str:
    return next(key for key in (wanted, *(f"{wanted}-{number}" for number in range(2, 99))) if key not in keys)

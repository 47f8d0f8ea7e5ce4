"""What somebody who begins a record has at hand in, its starting file out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

from macros.editing import hub
from macros.editing.ids import Ids
from macros.editing.rename import Refused
from macros.editing.starter import Begun, Value, starter
from macros.facts.catalog import Catalog
from macros.facts.documents import Document
from macros.facts.problems import did_you_mean
from macros.facts.schema.fields import ID_PATTERN, plain_id
from macros.facts.schema.kinds import Kind
from macros.facts.schema.scores import ScoreList

HUB = "https://huggingface.co"
_SMALL = {"b", "m", "t", "vl", "moe", "ai", "llm", "gpt", "it"}


@dataclass(frozen=True)
class Known:
    """What a contributor gives: files of the Hub, where they stand, and fields by path."""

    config: Path | None = None
    card: Path | None = None
    repository: str = ""  # owner/name on the Hub
    revision: str = ""
    url: str = ""
    fields: dict[str, str] = field(default_factory=dict)


READ = ("read", "checked", "reviewed")  # the day somebody looked: today


def begun(project: Path, catalog: Catalog, kind: Kind, id: str, known: Known, today: date) -> tuple[str, str, list[str]]:
    """(path, text, what a person must look at) of the starting file; raises Refused for an id that cannot be."""
    parts = id.split("/")
    if len(parts) != (2 if kind.nested else 1) or not all(re.fullmatch(ID_PATTERN, part) for part in parts):
        form = "maker/id" if kind.nested else "an id"
        near = "/".join(filter(None, map(plain_id, parts)))
        hint = f", like {near}" if near and near != id else ""
        raise Refused(f"'{id}' is not {form}; use lower-case letters, digits, dots and hyphens{hint}")
    own = parts[-1]
    if own in catalog.entries[kind.name]:
        raise Refused(f"{catalog.path(kind.name, own)} is there already; edit it")
    path = f"data/{kind.folder}/{id}.yml"
    if (project / path).exists():
        raise Refused(f"{path} is there already; edit it")
    ids = Ids(project)
    fields: dict[str, Value] = {"name": spoken(own)} if "name" in kind.type.model_fields else {}
    fields |= {name: today.isoformat() for name in READ if name in kind.type.model_fields}
    if "date" in kind.type.model_fields and (day := re.match(r"\d{4}(-\d\d){0,2}(?=-)", own)):
        fields["date"] = day.group()
    sources: dict[str, dict[str, Value]] = {}
    notes: list[str] = []
    if kind.name == "model":
        if not ids.has("maker", parts[0]):
            near = did_you_mean(parts[0], catalog.makers)
            notes.append(f"maker: there is no maker '{parts[0]}'{near or ''}; begin it too: python -m macros new maker {parts[0]}")
        fields["maker"] = parts[0]
        if family := ids.longest("family", own):
            fields["family"] = family
        else:
            theirs = sorted(id for id, family in catalog.families.items() if family.maker == parts[0])
            known_here = f"{parts[0]} has {', '.join(theirs)}; " if theirs else ""
            notes.append(f"family: {known_here}begin another: python -m macros new family ID")
        _upstream(catalog, fields, sources, str(fields["name"]), own)
    name = known.fields.get("name", str(fields.get("name", own)))
    for found in _read(known, name, ids):
        fields |= found.fields
        notes += found.notes
        for key, (of, file, shows, paths) in found.sources.items():
            sources[key] = {"url": known.url or _address(known, file), "kind": of, "read": today.isoformat(), "shows": shows}
            if paths:
                sources[key]["for"] = list(paths)
    if known.repository and kind.name == "model":
        fields["availability.weights_url"] = f"{HUB}/{known.repository}"
    fields |= {path: _value(value) for path, value in known.fields.items()}
    if kind.sourced and all("for" in source for source in sources.values()):
        key, of = ("text", "license-text") if kind.name == "license" else ("card", "maker")
        sources = {key: {"url": known.url or None, "kind": of, "read": today.isoformat()}} | sources
    return path, starter(kind, Begun(fields, sources), catalog), notes


def _read(known: Known, name: str, ids: Ids) -> list[hub.Found]:
    found = []
    try:
        if known.card:
            found.append(hub.of_card(known.card, name, ids))
        if known.config:
            found.append(hub.of_config(known.config, name))
    except (OSError, hub.Unreadable) as error:
        raise Refused(str(error)) from None
    return found


def _address(known: Known, file: str) -> str | None:
    if not known.repository:
        return None
    return f"{HUB}/{known.repository}/blob/{known.revision or 'main'}/{file}"


def _upstream(catalog: Catalog, fields: dict[str, Value], sources: dict[str, dict[str, Value]], name: str, id: str) -> None:
    """What a board that a program copied already says: the day this version appeared."""
    for board in catalog.all(ScoreList).values():
        for row in board.rows:
            if plain_id(row.name) == id and row.released:
                fields["name"], fields["released"] = row.name, row.released
                shows = f"{catalog.benchmarks[board.benchmark].name} on {row.name}: released {row.released}"
                sources["board"] = {"url": row.url or board.source, "kind": "registry", "read": board.as_of, "shows": shows}
                sources["board"]["for"] = ["released"]
                return


def spoken(id: str) -> str:
    """'llama-3.1-8b' as its maker may write it: 'Llama 3.1 8B'."""
    words = id.split("-")
    return " ".join(
        word.upper() if re.fullmatch(r"a?\d+(\.\d+)?[bmkt]", word) or word in _SMALL else word.capitalize() for word in words
    )


def _value(written: str) -> Value:
    """A value of the command line, which may be a list or a mapping as in YAML."""
    if written[:1] not in "[{":
        return written
    document = Document(f"value: {written}\n", "")
    return cast(Any, document.tree)["value"] if isinstance(document.tree, dict) else written

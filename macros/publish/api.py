"""Catalog in, the files other programs read out: api/v1/*.json and *.csv, byte for byte the same from the same data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel, Field

from macros.answers.knowledge import Knowledge
from macros.answers.published import Collection, collections, item, items, newest, plain, size
from macros.facts.catalog import Catalog
from macros.facts.schema.fields import FullDay, Part
from macros.facts.schema.jsonschema import schema, schemas
from macros.facts.schema.jsonschema import text as schema_text
from macros.facts.schema.kinds import KINDS
from macros.pages.links import API, API_INDEX, FILE_SCHEMAS, ONE
from macros.publish.bom import bom
from macros.publish.sheet import sheet

__all__ = ["files", "item", "places", "sheet_places", "sheets"]

VERSION = "1.0"
TERMS = "CC-BY-4.0"


class Listed(Part):
    """One file of the API, as the index lists it. Addresses are from the index’s own folder."""

    id: str = Field(description="Name of the file.")
    about: str = Field(description="What an item is.")
    items: int = Field(ge=0, description="How many there are.")
    newest: FullDay | None = Field(description="The last day on which a source of one of them was read.")
    json_file: str = Field(alias="json", description="The file.")
    csv: str | None = Field(description="The same as a table; it is made with the downloads.")
    schema_file: str = Field(alias="schema", description="The JSON Schema of the file.")
    one: str | None = Field(description="A file of the same form with one item; `{id}` stands for its id.")


def files(knowledge: Knowledge) -> Iterator[tuple[str, bytes]]:
    """(path from the site's top, content) of every file of the API."""
    catalog = knowledge.catalog
    index = [_listed_index()]
    for collection in collections():
        found = [_text(row) for row in items(knowledge, collection)]
        yield f"{API}/{collection.name}.json", _document(found)
        if collection.name == "models":
            one = zip(catalog.entries["model"], found, strict=True)
            yield from ((f"{ONE}/{id}.json", _document([text])) for id, text in one)
        yield f"{API}/{FILE_SCHEMAS}/{collection.name}.json", _file_schema(collection.name, collection.type, catalog)
        index.append(_listed(collection, catalog))
    index[0] = index[0].model_copy(update={"items": len(index)})
    yield f"{API}/{API_INDEX}.json", _document(_text(plain(entry)) for entry in index)
    yield f"{API}/{FILE_SCHEMAS}/{API_INDEX}.json", _file_schema(API_INDEX, Listed, catalog)
    for model in catalog.models.values():
        if model.downloadable:
            yield f"{API}/bom/{model.id}.json", _text(bom(knowledge, model)) + b"\n"
    for name, text in schemas(catalog).items():
        yield f"{API}/schema/{name}.json", text.encode("utf-8")


def sheets(knowledge: Knowledge) -> Iterator[tuple[str, bytes]]:
    """(path from the site's top, content) of the collections as tables: a second form of each fact, made with the downloads."""
    for collection in collections():
        yield f"{API}/{collection.name}.csv", _csv([_text(row) for row in items(knowledge, collection)])


def sheet_places() -> Iterator[tuple[str, str]]:
    """(path from the site's top, folder it is made from) of every table."""
    for collection in collections():
        yield f"{API}/{collection.name}.csv", f"data/{collection.kind.folder}"


def places(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """(path from the site's top, file or folder it is made from) of every file of the API."""
    for collection in collections():
        source = f"data/{collection.kind.folder}"
        yield f"{API}/{collection.name}.json", source
        yield f"{API}/{FILE_SCHEMAS}/{collection.name}.json", "macros/answers/published.py"
    yield f"{API}/{API_INDEX}.json", "macros/publish/api.py"
    yield f"{API}/{FILE_SCHEMAS}/{API_INDEX}.json", "macros/publish/api.py"
    yield from ((f"{ONE}/{id}.json", entry.path) for id, entry in catalog.entries["model"].items())
    yield from ((f"{API}/bom/{id}.json", catalog.path("model", id)) for id, model in catalog.models.items() if model.downloadable)
    yield from ((f"{API}/schema/{kind.name}.json", "macros/facts/schema") for kind in KINDS)


def _listed(collection: Collection, catalog: Catalog) -> Listed:
    days = [day for entry in catalog.entries[collection.kind.name].values() if (day := newest(entry.record))]
    return Listed(
        id=collection.name,
        about=collection.about,
        items=size(catalog, collection),
        newest=max(days, default=None),
        json_file=f"{collection.name}.json",
        csv=f"{collection.name}.csv",
        schema_file=f"{FILE_SCHEMAS}/{collection.name}.json",
        one="models/{id}.json" if collection.name == "models" else None,
    )


def _listed_index() -> Listed:
    return Listed(
        id=API_INDEX,
        about="One file of the API.",
        items=0,
        newest=None,
        json_file=f"{API_INDEX}.json",
        csv=None,
        schema_file=f"{FILE_SCHEMAS}/{API_INDEX}.json",
        one=None,
    )


def _file_schema(name: str, type_: type[BaseModel], catalog: Catalog) -> bytes:
    """The schema of a whole file. It is open: a program that keeps a copy meets no error when a field is added."""
    of_item = schema(type_, catalog, "serialization")
    definitions = of_item.pop("$defs", {})
    for part in (of_item, *definitions.values()):
        if part.get("type") == "object" and part.get("additionalProperties") is False:
            del part["additionalProperties"]
    form = {
        "title": f"{API}/{name}.json",
        "type": "object",
        "required": ["schema_version", "license", "items"],
        "properties": {
            "schema_version": {"type": "string", "pattern": r"^1\.[0-9]+$"},
            "license": {"const": TERMS},
            "items": {"type": "array", "items": {"$ref": "#/$defs/item"}},
        },
        "$defs": {"item": of_item, **definitions},
    }
    return schema_text(form).encode("utf-8")


def _document(items: Iterable[bytes]) -> bytes:
    """A file of items, each a line."""
    head = f'{{"schema_version":"{VERSION}","license":"{TERMS}","items":[\n'
    return b"".join((head.encode("utf-8"), b",\n".join(items), b"\n]}\n"))


def _text(value: object) -> bytes:
    """JSON without spaces: half the bytes of the site's largest files, and a fifth of the time."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def _csv(items: Sequence[bytes]) -> bytes:
    """One row an item; lists and deep mappings as JSON, a mapping of plain values as columns `a.b`; no column is all empty.

    Items come as JSON and are read one at a time: all of them at once are as heavy as the catalog.
    """
    plain: set[str] = set()
    deep: set[str] = set()
    for row in map(json.loads, items):
        for key, value in row.items():
            if isinstance(value, dict) and value:
                (deep if _deep(value) else plain).add(key)
    rows = [_flat(json.loads(item), plain - deep) for item in items]
    columns = dict.fromkeys(key for row in rows for key in row)
    filled = {key for row in rows for key, value in row.items() if value not in (None, "")}
    names = [name for name in columns if name in filled]
    return sheet(names, ([row.get(name) for name in names] for row in rows))


def _deep(value: dict[str, Any]) -> bool:
    return any(isinstance(inner, dict | list) for inner in value.values())


def _flat(row: dict[str, Any], spread: set[str]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if key in spread:
            flat |= {f"{key}.{name}": inner for name, inner in (value or {}).items()}
        elif isinstance(value, dict | list):
            flat[key] = _text(value).decode("utf-8") if value else ""
        else:
            flat[key] = value
    return flat

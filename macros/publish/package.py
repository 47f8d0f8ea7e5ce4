"""Tables in, one archive out: a Frictionless data package, which is a table a file and a description of them all."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from macros.publish.sheet import NO, YES, sheet
from macros.publish.tables import Column, Reference, Table

EPOCH = (1980, 1, 1, 0, 0, 0)  # the same bytes from the same files, whenever they were made
_TYPES = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean"}


def described(tables: Iterable[Table], version: str, address: str) -> dict[str, Any]:
    """datapackage.json: what the data is, each table with its columns, key and foreign keys."""
    return {
        "profile": "tabular-data-package",
        "name": "open-model-atlas",
        "title": "Open Model Atlas",
        "description": "Open and closed AI models, their licenses, their openness by three definitions, prices, and graded claims. "
        "An empty cell is unknown, never no.",
        "version": version,
        "homepage": address,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": [_resource(table) for table in tables],
    }


def package(tables: list[Table], version: str, address: str) -> bytes:
    """The archive: datapackage.json and a table a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        description = json.dumps(described(tables, version, address), ensure_ascii=False, indent=1) + "\n"
        _put(archive, "datapackage.json", description.encode("utf-8"))
        for table in tables:
            _put(archive, _path(table), sheet([column.name for column in table.columns], table.rows))
    return out.getvalue()


def _put(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(path, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _path(table: Table) -> str:
    return f"tables/{table.name}.csv"


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": _path(table),
        **({"description": table.about} if table.about else {}),
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign(table, reference) for reference in table.references if _whole(table, reference)],
        },
    }


def _foreign(table: Table, reference: Reference) -> dict[str, Any]:
    resource = "" if reference.table == table.name else reference.table  # '' is the table itself
    return {"fields": list(reference.columns), "reference": {"resource": resource, "fields": list(reference.key)}}


def _whole(table: Table, reference: Reference) -> bool:
    """Whether the description can say it: a key of two columns, of which one may be empty, it takes for a broken one."""
    needed = {column.name for column in table.columns if column.needed}
    return len(reference.columns) == 1 or needed.issuperset(reference.columns)


def _field(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": _TYPES[column.type],
        **({"description": column.about} if column.about else {}),
        **({"trueValues": [YES], "falseValues": [NO]} if column.type == "boolean" else {}),
        **({"constraints": {"required": True}} if column.needed else {}),
    }

"""Tables in, one SQLite file out, with keys, foreign keys and views: the same bytes from the same tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from macros.publish.tables import Column, Table

VIEWS = Path(__file__).with_name("views.sql")
_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_WRITER = slice(96, 100)  # of the file's head: the version of the library that wrote it, which nobody reads
_SINCE = (3037002).to_bytes(4, "big")  # the first with strict tables


class Dangling(ValueError):
    """A row names a row that does not exist."""


def database(tables: Iterable[Table]) -> bytes:
    """The whole file. Raises Dangling where a foreign key leads nowhere."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA foreign_keys = OFF")  # tables name each other; the check at the end sees them all
        connection.execute("BEGIN")
        for table in tables:
            connection.execute(_create(table))
            places = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({places})", table.rows)
        connection.execute("COMMIT")
        connection.executescript(VIEWS.read_text("utf-8"))
        if lost := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise Dangling(f"a row of {lost[0]} names a row of {lost[2]} that does not exist")
        connection.execute("VACUUM")
        made = bytearray(connection.serialize())
    finally:
        connection.close()
    made[_WRITER] = _SINCE
    return bytes(made)


def _create(table: Table) -> str:
    lines = [
        *(f"{_quoted(column.name)} {_TYPES[column.type]}{_limits(column)}" for column in table.columns),
        f"PRIMARY KEY ({_names(table.key)})",
        *(
            f"FOREIGN KEY ({_names(reference.columns)}) REFERENCES {_quoted(reference.table)} ({_names(reference.key)})"
            for reference in table.references
        ),
    ]
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n) STRICT, WITHOUT ROWID"


def _limits(column: Column) -> str:
    truth = f" CHECK ({_quoted(column.name)} IN (0, 1))" if column.type == "boolean" else ""
    return (" NOT NULL" if column.needed else "") + truth


def _names(names: Iterable[str]) -> str:
    return ", ".join(_quoted(name) for name in names)


def _quoted(name: str) -> str:
    return f'"{name}"'

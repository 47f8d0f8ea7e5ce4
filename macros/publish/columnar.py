"""A table in, its Parquet file out, with types: the same bytes from the same rows and the same version of the writer.

The writer is DuckDB, which only `downloads` needs; it is not there where the site alone is built.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from macros.publish.extras import extra
from macros.publish.tables import Table

_TYPES = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}


class Columnar:
    """A writer of Parquet files."""

    def __init__(self) -> None:
        self._database = extra("duckdb", "Parquet").connect()
        self._database.execute("SET threads = 1")  # one order, whatever the machine

    def write(self, table: Table) -> bytes:
        """The whole file."""
        names = [column.name for column in table.columns]
        types = ", ".join(f"'{column.name}': '{_TYPES[column.type]}'" for column in table.columns)
        with tempfile.TemporaryDirectory() as folder:
            rows, file = Path(folder, "rows.json"), Path(folder, "table.parquet")
            with rows.open("w", encoding="utf-8") as out:
                for row in table.rows:
                    out.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
            read = f"read_json('{rows}', format = 'newline_delimited', columns = {{{types}}}, maximum_object_size = 67108864)"
            self._database.execute(f"COPY (SELECT * FROM {read}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
            return file.read_bytes()

"""A built site in, the same with a .gz beside each file worth it out: a server hands it out without working for it."""

from __future__ import annotations

import gzip
from pathlib import Path

KINDS = (".html", ".css", ".js", ".json", ".csv", ".xml", ".svg", ".md", ".txt", ".atom", ".ics")
LEAST = 1000  # bytes: below, the headers of an answer weigh as much


def compress(folder: Path) -> tuple[int, int]:
    """(bytes of the files compressed, bytes they take now). The same file gives the same bytes, whenever it is made."""
    before = after = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix in KINDS and path.is_file() and path.stat().st_size >= LEAST:
            content = path.read_bytes()
            small = gzip.compress(content, 9, mtime=0)
            path.with_name(path.name + ".gz").write_bytes(small)
            before, after = before + len(content), after + len(small)
    return before, after

"""A finished page of the engine in, the same page out in a later run. Knows no engine: it keeps plain values."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from macros.facts import cache


@dataclass
class Written:
    """The whole HTML of a page, its title, its contents as nested rows, its anchors, and the links to anchors of other files."""

    html: str
    title: str | None
    contents: list[Any]
    anchors: list[str]
    links: dict[str, Any]

    def keep(self, path: Path, key: str) -> None:
        """Keep it under the digest of all it depends on."""
        cache.keep(path, key, [[self.html, json.dumps(asdict(self) | {"html": ""})]])


def recall(path: Path, key: str) -> Written | None:
    """What was kept under `key`, where that is proven."""
    rows = cache.recall(path, key)
    if rows is None:
        return None
    [[html, rest]] = rows
    return Written(**json.loads(rest) | {"html": str(html, "utf-8")})

"""docs/ in, the title of each page out, as its front matter has it."""

from __future__ import annotations

import re
from pathlib import Path

_TITLE = re.compile(r"^title: *(.+?) *$", re.MULTILINE)


def titles(docs: Path) -> dict[str, str]:
    """'understand/licensing.md' → 'Licensing'; pages without a title are left out."""
    found = {}
    for path in sorted(docs.rglob("*.md")):
        head, _, _ = path.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
        if title := _TITLE.search(head):
            found[path.relative_to(docs).as_posix()] = title.group(1).strip("\"'")
    return found

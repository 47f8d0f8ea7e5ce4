"""docs/ in, the title of each page out, as its front matter has it."""

from __future__ import annotations

from pathlib import Path

from macros.pages.front_matter import read


def titles(docs: Path) -> dict[str, str]:
    """'understand/licensing.md' → 'Licensing'; pages without a title are left out."""
    heads = {path.relative_to(docs).as_posix(): read(page_text(path)).head for path in sorted(docs.rglob("*.md")) if path.is_file()}
    return {path: head.title for path, head in heads.items() if head.title}


def page_text(path: Path) -> str:
    """A page as it is read by everyone: what is not UTF-8 becomes a replacement mark, which the check reports."""
    return path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")

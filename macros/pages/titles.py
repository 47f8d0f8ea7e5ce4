"""docs/ in, what each page is called and says of itself out, as its front matter has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from macros.pages.front_matter import read


class Outline(NamedTuple):
    """A page under docs/ ('understand/licensing.md') in a few lines."""

    path: str
    title: str
    description: str


def outlines(docs: Path) -> Iterator[Outline]:
    """Every page with a title."""
    for path in sorted(docs.rglob("*.md")):
        if path.is_file():
            page = read(page_text(path))
            if page.head.title:
                yield Outline(path.relative_to(docs).as_posix(), page.head.title, page.head.description or "")


def titles(docs: Path) -> dict[str, str]:
    """'understand/licensing.md' → 'Licensing'; pages without a title are left out."""
    return {page.path: page.title for page in outlines(docs)}


def page_text(path: Path) -> str:
    """A page as it is read by everyone: what is not UTF-8 becomes a replacement mark, which the check reports."""
    return path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")

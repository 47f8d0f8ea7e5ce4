"""The schema and the macros in, two Markdown files out: the lists that a contributor reads in the repository itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.facts.catalog import Catalog
from macros.facts.schema.kinds import KINDS, Kind
from macros.pages.about import fields_of

FOLDER = "data/schema"


def references(catalog: Catalog, macros: Mapping[str, str]) -> dict[str, str]:
    """File name → text: every kind of record with its fields and an example, and `macros` (how it is written → what it prints)."""
    return {"fields.md": "\n".join(_fields(catalog)) + "\n", "macros.md": "\n".join(_macros(macros)) + "\n"}


def _fields(catalog: Catalog) -> Iterator[str]:
    yield "# Every kind of record, and its fields"
    yield ""
    yield "Made by `make schema`. A field with ✱ must be there. Words stand in `data/vocabulary/`, one file for each list."
    for kind in KINDS:
        yield from ("", f"## {kind.name}", "", (kind.type.__doc__ or "").strip() + " " + _where(kind, catalog), "")
        yield "| Field | Words or ids | What it is |"
        yield "| --- | --- | --- |"
        for path, words, needed, about in fields_of(kind.type):
            yield f"| `{path}`{' ✱' if needed else ''} | {words or ' '} | {about.replace('|', '·') or ' '} |"


def _where(kind: Kind, catalog: Catalog) -> str:
    """Where its files stand, an example, and how to begin one."""
    place = f"Files: `data/{kind.folder}/{'MAKER/' if kind.nested else ''}ID.yml`"
    entries = catalog.entries[kind.name]
    example = entries[min(entries)] if entries else None
    shown = f", like [{example.id}](../../{example.path})" if example else ""
    begin = (
        "A program writes them."
        if kind.copied
        else f"Begin one: `python -m macros new {kind.name} {'MAKER/' if kind.nested else ''}ID`."
    )
    return f"{place}{shown}. {begin}"


def _macros(macros: Mapping[str, str]) -> Iterator[str]:
    yield "# Every macro of a page"
    yield ""
    yield "Made by `make schema`. Those that print a table or a list stand alone on a line, all others in a sentence."
    yield ""
    yield "| Macro | What it prints |"
    yield "| --- | --- |"
    for written, about in macros.items():
        yield f"| `{written}` | {about.replace('|', '·')} |"

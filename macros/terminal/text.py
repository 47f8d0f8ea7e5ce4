"""Cells and tables as pages have them in, lines of plain text out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from macros.pages.cells import Cell
from macros.pages.tables import Table

WIDTH = 100  # where nobody says how wide the terminal is
GAP = "  "


def shown(cell: Cell) -> str:
    """What a cell says, with the address where that is its point, and a word where it is marked by color."""
    if cell.kind == "url":
        return cell.href
    if cell.kind == "aged":
        return f"{cell.text} (old)" if cell.tone else cell.text
    if cell.items:
        return ", ".join(shown(item) for item in cell.items)
    return cell.text


def wrapped(text: str, width: int, indent: str = "", hang: int = 0) -> list[str]:
    """A paragraph, indented, its further lines by `hang` letters more; an address is never cut."""
    more = indent + " " * hang
    return textwrap.wrap(
        text, max(width, 40), initial_indent=indent, subsequent_indent=more, break_long_words=False, break_on_hyphens=False
    )


def table(found: Table, width: int) -> list[str]:
    """A table of the site: caption, heads, rows, and the addresses of its links by number. An empty column is left out."""
    addresses: dict[str, int] = {}

    def put(cell: Cell) -> str:
        return f"[{addresses.setdefault(cell.href, len(addresses) + 1)}]" if cell.kind == "url" else shown(cell)

    rows = [[put(cell) for cell in row.cells] for row in found.rows]
    if not rows:
        return [found.caption, GAP + found.empty]
    used = [at for at in range(len(found.columns)) if any(row[at] not in ("", "–") for row in rows)]
    heads = [found.columns[at].label for at in used]
    numeric = [found.columns[at].numeric for at in used]
    lines = grid([heads, *([row[at] for at in used] for row in rows)], numeric, width)
    links = ["", *(f"[{number}] {address}" for address, number in addresses.items())] if addresses else []
    return [*wrapped(found.caption, width), "", *lines, *links]


def grid(rows: Sequence[Sequence[str]], numeric: Sequence[bool], width: int) -> list[str]:
    """Rows in columns, the first row as heads; numbers stand to the right.

    The widest columns give way until all fit, never below their longest word: a name or a day is not broken.
    """
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    least = [max((len(word) for row in rows for word in row[at].split()), default=0) for at in range(len(rows[0]))]
    while sum(widths) + len(GAP) * (len(widths) - 1) > width:
        free = [at for at, size in enumerate(widths) if size > least[at]]
        if not free:
            break
        widths[max(free, key=lambda at: widths[at])] -= 1
    lines: list[str] = []
    for number, row in enumerate(rows):
        parts = [
            textwrap.wrap(value, max(size, 1), break_on_hyphens=False) or [""] for value, size in zip(row, widths, strict=True)
        ]
        for at in range(max(map(len, parts))):
            cells = [part[at] if at < len(part) else "" for part in parts]
            padded = [
                cell.rjust(size) if right else cell.ljust(size) for cell, size, right in zip(cells, widths, numeric, strict=True)
            ]
            lines.append(GAP.join(padded).rstrip())
        if number == 0:
            lines.append(GAP.join("-" * size for size in widths))
    return lines

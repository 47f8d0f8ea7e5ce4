"""What a table is: columns with help, rows with a header cell, filters a reader may set. One template draws them all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from macros.pages.cells import Cell


@dataclass(frozen=True)
class Column:
    """A column: its header, what the header means, and whether its values are numbers; `shared` as in a cell."""

    label: str
    title: str = ""
    numeric: bool = False
    href: str = ""
    shared: str = ""

    @property
    def own(self) -> str:
        """The title, where this page has to bring it."""
        return "" if self.title == self.shared else self.title


@dataclass(frozen=True)
class Filter:
    """A choice above the table: the rows' value under `key`, with label and number of rows; `asked` is one of the first."""

    key: str
    label: str
    options: tuple[tuple[str, str, int], ...]
    asked: bool = False


@dataclass(frozen=True)
class Parts:
    """Where the rows of a list too long for a page stand: (label, address, number) of pages that hold all of them together.

    `file` is a script that holds them for the table, which finds and sorts all.
    """

    label: str
    pages: tuple[tuple[str, str, int], ...]
    file: str


@dataclass(frozen=True)
class Row:
    """The first cell heads the row; `filters` holds its value for each filter."""

    id: str
    cells: tuple[Cell, ...]
    filters: tuple[tuple[str, str], ...] = ()


WORDS = ("badge", "text", "verdict")  # the kinds of cells whose title says what their word means
FIRST, MANY = 50, 75  # a list with filters shows its FIRST rows where it has more than MANY, until it is asked for all
MOST = 2_000  # rows that a page holds at all: of a longer list it holds the first, and links to parts that hold the others
FEW, SEVERAL = 20, 30  # the same for a table to read through, and for a grid, whose rows are long

CARD, GRID = 4, 12  # columns
PILE = 14  # cards of a longer table wait on a phone, all but ten, as atlas.css has it
SENTENCE = 36  # letters; a column with longer texts wants room
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Table:
    """`caption` says what the rows are; an empty table prints `empty`.

    `compare` is the address of the tool that sets chosen rows side by side; `grid`: one compares by looking along the rows;
    `parts` are there where the page does not hold all rows.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    filters: tuple[Filter, ...] = ()
    search: str = ""
    empty: str = ""
    compare: str = ""
    grid: bool = False
    parts: Parts | None = None

    @cached_property
    def legend(self) -> dict[Cell, Cell]:
        """Words that stand in several cells and mean the same in each → the word alone: below the table it is explained once."""
        cells = Counter(cell for row in self.rows for cell in row.cells if cell.title and not cell.href and cell.kind in WORDS)
        meanings = Counter(cell.text for cell in cells)
        told = sorted((cell for cell, n in cells.items() if n > 2 and meanings[cell.text] == 1), key=lambda cell: cell.sort)
        return {cell: cell._replace(title="") for cell in told}

    def line(self, row: Row) -> Iterator[tuple[Column, Cell, str | None, bool]]:
        """Column, cell, what the script sorts it by (None where it can read that off the cell), and whether it heads the row."""
        for at, (column, cell) in enumerate(zip(self.columns, row.cells, strict=True)):
            yield column, *_shown(self.legend.get(cell, cell), column.numeric), at == 0

    @property
    def asked(self) -> tuple[Filter, ...]:
        """The filters that stand open: those that are asked first, or all."""
        return tuple(filter for filter in self.filters if filter.asked) or self.filters

    @property
    def folded(self) -> tuple[Filter, ...]:
        return tuple(filter for filter in self.filters if filter not in self.asked)

    @property
    def cards(self) -> bool:
        """Whether a row becomes a card on a phone: too wide for it, and no grid of signs."""
        return CARD <= len(self.columns) < GRID and not self.grid

    @cached_property
    def wide(self) -> frozenset[Column]:
        """Columns with a sentence in them."""
        if not self.cards:
            return frozenset()
        rows = (zip(self.columns, row.cells, strict=True) for row in self.rows)
        return frozenset(column for cells in rows for column, cell in cells if cell.kind == "text" and len(cell.text) > SENTENCE)

    @property
    def piled(self) -> bool:
        """Whether only a phone shows some of the rows at first."""
        return self.cards and not self.rest and len(self.rows) > PILE

    @property
    def first(self) -> tuple[Row, ...]:
        """The rows that are shown at once."""
        first, many = (FIRST, MANY) if self.filters and self.cards else (FEW, SEVERAL)
        return self.rows[:first] if len(self.rows) > many else self.rows

    @property
    def rest(self) -> tuple[Row, ...]:
        """The rows that scripts show on demand."""
        return self.rows[len(self.first) :]


@lru_cache(maxsize=4096)
def _shown(cell: Cell, numeric: bool) -> tuple[Cell, str | None]:
    """A cell as it is drawn, and what it sorts by where the script cannot read that off it."""
    key = f"{float(cell.sort):.15g}" if numeric and _NUMBER.fullmatch(cell.sort) else cell.sort
    if numeric and cell.title.replace(",", "") == key:  # 7.24B, which the script reads as well
        return cell._replace(title=""), None
    return cell, None if _read_off(cell, numeric) else key


def _read_off(cell: Cell, numeric: bool) -> bool:
    """Whether what a cell sorts by is what it says: its words, or a number such as 2,048 or $0.30."""
    if cell.sort in ("", cell.text.lower()):
        return True
    shown = cell.text.removeprefix("$").replace(",", "")
    return numeric and bool(_NUMBER.fullmatch(shown)) and float(shown) == float(cell.sort or "nan")


def options(values: list[str], labels: dict[str, str]) -> tuple[tuple[str, str, int], ...]:
    """The choices of a filter, in the order of `labels`, with the number of rows of each; unused ones left out."""
    counts = Counter(values)  # once: a label at a time would be a look at every row for each
    return tuple((value, label, counts[value]) for value, label in labels.items() if counts[value])


@dataclass(frozen=True)
class Side:
    """One row of a comparison: what is compared, a cell a model, and whether they differ."""

    label: str
    href: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        return len({cell.text for cell in self.cells}) > 1

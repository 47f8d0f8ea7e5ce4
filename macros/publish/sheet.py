"""Rows of plain values in, the text of a table out that every program and every spreadsheet reads alike."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

YES, NO = "yes", "no"
MARK = codecs.BOM_UTF8  # says that a file is Unicode, or a spreadsheet breaks its quotation marks
_HARMLESS = re.compile(r"(?:[A-Za-z0-9(][^;\n\r]*)?")  # most texts: one look instead of three
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", re.IGNORECASE)
_ENTRY = re.compile(r"^[-+*] (?=\S)", re.MULTILINE)  # of a list in Markdown
# a sign that begins a formula, behind what a reader of tables skips; small and full-width signs count as theirs do
_FORMULA = re.compile(r"(^|[;\n\r])((?:[^\S\n\r]|[\"'])*[=+\-@\t\r\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20])")


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The file of a table with a header: yes and no for what is true or false, an empty cell for what is unknown."""
    raw = io.BytesIO(MARK)  # a quarter of what text takes in memory
    raw.seek(len(MARK))
    out = io.TextIOWrapper(raw, "utf-8", newline="", write_through=True)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return raw.getvalue()


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is marked as text, at its start and after a `;` or a line."""
    if isinstance(value, bool):
        return YES if value else NO
    if not isinstance(value, str) or _HARMLESS.fullmatch(value) or _PLAIN_NUMBER.fullmatch(value):
        return value
    return _FORMULA.sub(r"\1'\2", _ENTRY.sub("• ", value))

"""The HTML of a page written in Markdown in, the same with its tables in a scroller one can reach by keyboard out."""

from __future__ import annotations

import re

from markupsafe import Markup

from macros.pages.renderer import render

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)  # Markdown's own tables carry no class; ours do
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)


def scrollable(html: str) -> str:
    """Wrap each table of a Markdown page, as the tables of macros are."""
    return _TABLE.sub(_scroller, html)


def _scroller(table: re.Match[str]) -> str:
    """Named by the table's heads: two regions of one name cannot be told apart."""
    heads = (Markup(head).striptags() for head in _HEAD.findall(table.group(1)))
    return render("scroll.html", rows=Markup(table.group(1)), name=", ".join(head for head in heads if head))

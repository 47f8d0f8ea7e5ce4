"""The HTML of a page written in Markdown in, the same with its tables in a scroller one can reach by keyboard out."""

from __future__ import annotations

import re

from markupsafe import Markup

from macros.pages.renderer import render

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)  # Markdown's own tables carry no class; ours do


def scrollable(html: str) -> str:
    """Wrap each table of a Markdown page, as the tables of macros are."""
    return _TABLE.sub(lambda found: render("scroll.html", rows=Markup(found.group(1))), html)

"""Finished pages in, the same for programs that read text out: a Markdown twin of each, llms.txt and llms-full.txt.

The converter is html-to-markdown, which only `downloads` needs; it is not there where the site alone is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from macros.pages.navigation import listed
from macros.pages.titles import Outline, outlines
from macros.publish.extras import extra

TWIN, LIST, ALL = "index.md", "llms.txt", "llms-full.txt"
_PAGE = "index.html"
_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
_ADDRESS = re.compile(r'<link rel="?canonical"? href="?([^\s">]+)')
# what leads nowhere in a text: the signs beside headings, tooltips, the way from a number to its source on the same page
_SIGNS = re.compile(r'<a (?:[^>]* )?class="?(?:headerlink|md-content__button|footnote-backref)\b.*?</a>', re.DOTALL)
_NOTES = re.compile(r"<sup[^>]*><a [^>]*>(.*?)</a></sup>")
_PLAIN = re.compile(r'<a (?:class=atlas-term|(?:[^>]* )?href="?#)[^>]*>(.*?)</a>', re.DOTALL)
_HREF = re.compile(r"(?<= href=)([^\s\">]+)")  # to the converter the last slash of a bare one ends an element
_TITLES = re.compile(r' title=(?:"[^"]*"|[^\s">]+)')
# what scripts show on demand: the rows of a long table, behind the first ones, and parts
_PARTS = re.compile(r"<noscript>\s*(<(?:section|ul)\b.*?)</noscript>", re.DOTALL)
_REST = re.compile(r"(?:</tbody>)?\s*</table>\s*</div>\s*<noscript>.*?<tbody>(.*?</div>)\s*</noscript>", re.DOTALL)
_BESIDE = ["script", "form", "dialog", "noscript"]  # what does something, where a text can only say something


class Twins:
    """What makes a text of a page."""

    def __init__(self) -> None:
        library = extra("html_to_markdown", "a Markdown twin")
        self._library = library
        self._options = library.ConversionOptions(compact_tables=True, exclude_selectors=_BESIDE, extract_metadata=False)

    def twin(self, html: str) -> str | None:
        """The Markdown of a page; None where it is no page of ours, such as a redirect."""
        article, address = _ARTICLE.search(html), address_of(html)
        if not article or not address:
            return None
        body = _PLAIN.sub(r"\1", _NOTES.sub(r" [\1]", _SIGNS.sub("", _PARTS.sub(r"\1", _REST.sub(r"\1", article[1])))))
        text = str(self._library.convert(_HREF.sub(r'"\1"', _TITLES.sub("", body)), self._options).content).strip()
        return f"{text}\n\n---\nFrom Open Model Atlas, {address}, CC BY 4.0. Links are relative to this address.\n"


def address_of(html: str) -> str:
    """Where a page is published, as it says itself; '' where it does not."""
    found = _ADDRESS.search(html)
    return unescape(found[1]) if found else ""


def texts(project: Path, site: Path, address: str) -> Iterator[tuple[str, str]]:
    """(path from the site's top, text) of the twin of every page below `site`, then the two lists."""
    twins, made = Twins(), dict[str, str]()
    for path in sorted(site.rglob(_PAGE)):
        if (text := twins.twin(path.read_text("utf-8"))) is not None:
            place = path.with_name(TWIN).relative_to(site).as_posix()
            made[place] = text
            yield place, text
    pages = {page.path: page for page in outlines(project / "docs")}
    chapters = {
        title: [pages[path] for path in paths if path in pages and _place(path) in made] for title, paths in listed(project).items()
    }
    yield LIST, _list(chapters, address)
    yield ALL, "\n\n".join(made[_place(page.path)] for chapter in chapters.values() for page in chapter)


def _list(chapters: dict[str, list[Outline]], address: str) -> str:
    lines = [
        "# Open Model Atlas",
        "",
        "> Which AI model you may, can and should use: open and closed models, their licenses, openness, memory, prices and "
        "graded claims. Every fact has its source and date; unknown is “unknown”, never “no”. Not legal advice.",
        "",
        f"Every page has a Markdown twin: add `{TWIN}` to its address, such as {address}models/deepseek-v3/{TWIN}. "
        "Text and data are under CC BY 4.0.",
        "",
        "## Data",
        "",
        f"- [Index of the API]({address}api/v1/index.json): every JSON and CSV file with its schema",
        f"- [Everything in one SQLite file]({address}downloads/open-model-atlas.sqlite): tables with foreign keys, and views",
    ]
    for title, pages in chapters.items():
        lines += ["", f"## {title}", ""]
        lines += [f"- [{page.title}]({address}{_place(page.path)}): {page.description}" for page in pages]
    lines += ["", "## Optional", "", f"- [All pages above in one file]({address}{ALL})"]
    return "\n".join(lines) + "\n"


def _place(page: str) -> str:
    """'understand/licensing.md' → the place of its twin."""
    stem = page.removesuffix(".md")
    return f"{stem.removesuffix('index').rstrip('/')}/{TWIN}".lstrip("/") if stem.endswith("index") else f"{stem}/{TWIN}"

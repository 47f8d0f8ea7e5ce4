"""A page's HTML in, the same with the first use of each glossary term linked to its definition out.

Code, headings, links, buttons, badges, tables and scripts stay as they are; the glossary does not explain itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, cached_property, partial

from markupsafe import Markup

from macros.facts.cache import digest
from macros.facts.catalog import Catalog
from macros.facts.schema.words import Term
from macros.pages.links import Links
from macros.pages.page import Page
from macros.pages.renderer import render

_CLOSED = (
    "a", "abbr", "button", "caption", "cite", "code", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label",
    "legend", "nav", "option", "pre", "q", "script", "select", "style", "summary", "svg", "table", "textarea", "title",
)  # fmt: skip
_KEPT = re.compile(rf"(<({'|'.join(_CLOSED)}|span(?=[^>]*badge))\b[^>]*>.*?</\2>|<[^>]*>)", re.DOTALL)  # with its name
_latest: list[tuple[Catalog, Tooltips]] = []
_DONE = re.compile(r"<a\b[^>]*atlas-term[^#>]*#([a-z0-9.-]+)")


class Tooltips:
    """The terms of one catalog, compiled once."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = {
            name.casefold(): term for term in terms.values() if term.tooltip == "yes" for name in (term.term, *term.also)
        }

    @cached_property
    def digest(self) -> str:
        """Another one as soon as a link is."""
        return digest([[name, term.id] for name, term in self._terms.items()])

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """One alternative a first letter, so that most words are passed over after one look."""
        first: dict[str, list[str]] = {}
        for name in sorted(self._terms, key=len, reverse=True):
            first.setdefault(name[0], []).append(re.escape(name[1:]))
        groups = [f"[{re.escape(letter)}{re.escape(letter.upper())}](?i:{'|'.join(rest)})" for letter, rest in first.items()]
        return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])") if groups else None

    def __call__(self, html: str, links: Links, *, own: str = "", seen: set[str] | None = None) -> str:
        """`own` is the address of the page: the glossary itself is left alone. `seen` holds the terms explained so far."""
        if self._pattern is None or own.startswith("glossary"):
            return html
        seen = set() if seen is None else seen
        link = partial(self._link, links=links, seen=seen)
        parts = _KEPT.split(html)  # text, what stays as it is, its name; and again
        for at in range(0, len(parts), 3):
            if at and "atlas-term" in parts[at - 2]:
                seen.update(_DONE.findall(parts[at - 2]))
            if len(parts[at]) > 1:  # more than a line break between two tags
                parts[at] = self._pattern.sub(link, parts[at])
        del parts[2::3]
        return "".join(parts)

    def page(self, page: Page, links: Links) -> Page:
        """A generated page with its terms explained, in the order one reads it."""
        seen: set[str] = set()
        lead = self(page.lead, links, seen=seen)
        return replace(
            page, lead=lead, sections=tuple(replace(part, html=self(part.html, links, seen=seen)) for part in page.sections)
        )

    def _link(self, match: re.Match[str], *, links: Links, seen: set[str]) -> str:
        term = self._terms[match.group().casefold()]
        if term.id in seen:
            return match.group()
        seen.add(term.id)
        return _drawn(match.group(), links.record("term", term.id))


@cache
def _drawn(text: str, href: str) -> str:
    """A term as a link to its definition; the same one stands on hundreds of pages."""
    return render("term.html", text=Markup(text), href=href)


def tooltips(catalog: Catalog) -> Tooltips:
    """Those of a catalog, compiled once."""
    if not _latest or _latest[0][0] is not catalog:
        _latest[:] = [(catalog, Tooltips(catalog.terms))]
    return _latest[0][1]

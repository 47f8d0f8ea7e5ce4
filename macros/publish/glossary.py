"""A page's HTML in, the same with the first use of each glossary term linked to its definition out.

Code, headings, links, buttons, badges, tables and scripts stay as they are; the glossary does not explain itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from markupsafe import Markup

from macros.facts.cache import digest
from macros.facts.schema.words import Term
from macros.pages.links import Links
from macros.pages.page import Page
from macros.pages.renderer import render

_CLOSED = frozenset((
    "a", "abbr", "button", "caption", "cite", "code", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label",
    "legend", "nav", "option", "pre", "q", "script", "select", "style", "summary", "svg", "textarea", "title",
))  # fmt: skip
_TABLE = re.compile(r"(<table.*?</table>)", re.DOTALL)
_DONE = re.compile(r"<a\b[^>]*atlas-term[^#>]*#([a-z0-9.-]+)")
_TAG = re.compile(r"<[^>]*>")
_NAME = re.compile(r"<(/?)([a-z0-9]+)")


class Tooltips:
    """The terms of one catalog, compiled once."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = {
            name.casefold(): term for term in terms.values() if term.tooltip == "yes" for name in (term.term, *term.also)
        }

    @cached_property
    def digest(self) -> str:
        """Another one as soon as an explanation is."""
        return digest([[name, term.id, term.definition] for name, term in self._terms.items()])

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """One alternative a first letter, so that most words are passed over after one look."""
        first: dict[str, list[str]] = {}
        for name in sorted(self._terms, key=len, reverse=True):
            first.setdefault(name[0], []).append(re.escape(name[1:]))
        groups = [f"[{re.escape(letter)}{re.escape(letter.upper())}](?i:{'|'.join(rest)})" for letter, rest in first.items()]
        return re.compile(rf"<[^>]*>|((?<![\w-])(?:{'|'.join(groups)})(?![\w-]))") if groups else None

    def __call__(self, html: str, links: Links, *, own: str = "", seen: set[str] | None = None) -> str:
        """`own` is the address of the page: the glossary itself is left alone. `seen` holds the terms explained so far."""
        if self._pattern is None or own.startswith("glossary"):
            return html
        seen = set() if seen is None else seen
        parts = _TABLE.split(html)
        return "".join(part if at % 2 else self._explain(part, links, seen) for at, part in enumerate(parts))

    def page(self, page: Page, links: Links) -> Page:
        """A generated page with its terms explained, in the order one reads it."""
        seen: set[str] = set()
        lead = self(page.lead, links, seen=seen)
        return replace(
            page, lead=lead, sections=tuple(replace(part, html=self(part.html, links, seen=seen)) for part in page.sections)
        )

    def _explain(self, html: str, links: Links, seen: set[str]) -> str:
        closed: list[str] = []

        def step(match: re.Match[str]) -> str:
            part = match.group()
            if part[0] != "<":
                return part if closed else self._link(match, links, seen)
            if found := _NAME.match(part):
                closing, name = found.groups()
                if name == "a" and (done := _DONE.match(part)):
                    seen.add(done.group(1))
                if name in _CLOSED or (name == "span" and (closing or "badge" in part)):
                    if not closing:
                        closed.append(name)
                    elif name in closed:
                        del closed[len(closed) - 1 - closed[::-1].index(name) :]
            return part

        assert self._pattern is not None
        names = set(self._pattern.findall(_TAG.sub("<>", html))) - {""}
        if _DONE.search(html) or not seen.issuperset(self._terms[name.casefold()].id for name in names):
            return self._pattern.sub(step, html)
        return html  # nothing in it is new: most of a page, once its beginning is read

    def _link(self, match: re.Match[str], links: Links, seen: set[str]) -> str:
        term = self._terms[match.group().casefold()]
        if term.id in seen:
            return match.group()
        seen.add(term.id)
        return render("term.html", text=Markup(match.group()), definition=term.definition, href=links.record("term", term.id))

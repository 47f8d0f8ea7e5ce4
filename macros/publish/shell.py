"""A page shell as the theme rendered it and a page's values in, the finished HTML out.

The theme renders one shell a folder. Every generated page is that shell with its own values put in, each escaped
for its place, so that it costs a string join and has the same chrome as any other page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from itertools import pairwise
from urllib.parse import quote

from markupsafe import Markup

from macros.pages.page import Page, Redirect, Section
from macros.pages.renderer import literal, render, script_json
from macros.pages.terse import terse
from macros.publish.policy import NOTHING

NAME = "atlas-shell"
TITLE, DESCRIPTION, LEAD, BODY, EDIT, DATA = "ATLASTITLE", "ATLASDESCRIPTION", "ATLASLEAD", "ATLASBODY", "ATLASEDIT", "ATLASDATA"
SECTION_TITLE, SECTION_ID = "ATLASSECTION", "atlas-section"
SECTIONS, CONTENTS, ADDRESS, KIND, CRUMBS = "ATLASSECTIONS", "ATLASCONTENTS", "ATLASADDRESS", "ATLASKIND", "ATLASCRUMBS"

_LINES = re.compile(r"\s*\n\s*")
_SECTION = re.compile(rf"<h2 id={SECTION_ID}>.*?<div class=atlas-part>{BODY}</div>", re.DOTALL)
_ENTRY = re.compile(rf"<li class=md-nav__item><a [^>]*#{SECTION_ID}>.*?</a>", re.DOTALL)
_DATA = re.compile(rf'<script type="application/ld\+json">{DATA}</script>')
_TOKENS = re.compile(f"({TITLE}|{DESCRIPTION}|{LEAD}|{EDIT}|{DATA}|{SECTIONS}|{CONTENTS}|{ADDRESS}|{KIND}|{CRUMBS})")


class ShellError(ValueError):
    """The theme's page no longer has a place the shell needs."""


class Shell:
    """The shell of one folder, taken apart once."""

    def __init__(self, html: str, address: str) -> None:
        """`html` is the theme's rendering of `blank()`, `address` the absolute URL it was rendered for."""
        html = terse(_LINES.sub("\n", html))  # of the article too: nobody's words are in it yet
        self._section = self._take(_SECTION, html, "a section")
        self._entry = self._take(_ENTRY, html, "an entry of the table of contents")
        self._data = self._take(_DATA, html, "data for machines")
        html = _DATA.sub(DATA, _ENTRY.sub(CONTENTS, _SECTION.sub(SECTIONS, html)))
        if address:
            html = html.replace(address, ADDRESS)
        self._parts = _TOKENS.split(html)
        if any(part.endswith("=") and token in (TITLE, DESCRIPTION) for part, token in pairwise(self._parts)):
            raise ShellError("words of a page would stand in an attribute without quotes; see macros/pages/terse.py")
        for token in (TITLE, DESCRIPTION, LEAD, EDIT, DATA, KIND, CRUMBS):
            if token not in self._parts:
                raise ShellError(f"the theme's page has no place for {token}; compare docs/.overrides/ with the theme")

    def fill(self, page: Page, address: str) -> str:
        """The page's HTML. `address` is its absolute URL."""
        values = {
            TITLE: _escape(page.title),
            DESCRIPTION: _escape(page.description),
            KIND: _escape(page.kind),
            CRUMBS: render("crumbs.html", crumbs=page.crumbs),
            LEAD: page.lead,
            EDIT: quote(page.source),
            DATA: self._data.replace(DATA, script_json(page.jsonld)) if page.jsonld else "",
            ADDRESS: _escape(address),
            SECTIONS: "".join(self._put(self._section, item.id, item.title, item.html) for item in page.sections),
            CONTENTS: "".join(self._put(self._entry, item.id, item.title) for item in page.sections),
        }
        return "".join(values.get(part, part) for part in self._parts)

    @staticmethod
    def _put(template: str, id: str, title: str, body: str = "") -> str:
        return template.replace(SECTION_ID, _escape(id)).replace(SECTION_TITLE, _escape(title)).replace(BODY, body)

    @staticmethod
    def _take(pattern: re.Pattern[str], html: str, what: str) -> str:
        found = pattern.search(html)
        if found is None:
            raise ShellError(f"the theme's page has no {what}; compare macros/publish/shell.py with the theme's HTML")
        return found.group()


def blank() -> str:
    """The page the theme renders once for each folder, with a token in each place."""
    head = {"title": TITLE, "description": DESCRIPTION, "jsonld": DATA, "shell": "true"}
    return _page(head, TITLE, LEAD, [Section(SECTION_ID, SECTION_TITLE, BODY)])


def markdown(page: Page) -> str:
    """The same page as Markdown with HTML inside, for an engine that renders every page itself."""
    values = {"title": page.title, "description": page.description, "jsonld": script_json(page.jsonld)}
    head = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    return _page(head, literal(page.title), page.lead, page.sections)


def _page(head: Mapping[str, str], title: str, lead: str, sections: Iterable[Section]) -> str:
    matter = [*(f"{name}: {value}" for name, value in head.items()), "render_macros: false"]
    parts = ["---", *matter, "---", f"# {title} {{#page}}", "", render("part.html", name="lead", html=Markup(lead))]
    for item in sections:
        html = render("part.html", name="part", html=Markup(item.html))
        parts += ["", f"## {literal(item.title)} {{#{item.id}}}", "", html]
    return "\n".join(parts) + "\n"


def redirect(page: Redirect, target: str, address: str) -> str:
    """A page at a former address that sends its reader on to `target`, from disk too; `address` is where that is published."""
    return render("redirect.html", target=target, address=address, policy=NOTHING)


def _escape(text: str) -> str:
    """For text and for attributes in double quotes, as the theme writes them."""
    return escape(text, quote=False).replace('"', "&quot;")

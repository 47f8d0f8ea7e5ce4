"""The HTML that Markdown made of somebody's words in, the same out, with nothing in it but what is listed here.

`faults` says what does not belong, for the check. `clean` takes it out, for the page: whatever the check may miss is not
published. nh3 does the cleaning: it binds Ammonia, which parses as browsers do (html5ever), is kept by its authors and comes
as ready wheels for every system; a filter of our own would be wrong somewhere, and bleach has ended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import markdown
import nh3
import yaml

from macros.pages.held import CLOSE, OPEN

CONFIG = Path(__file__).parents[2] / "mkdocs.yml"

# element → its attributes; in pages every element may also have an id and a class
PAGE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "blockquote", "pre", "hr", "br"), ()),
    **dict.fromkeys(("ul", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr"), ()),
    **dict.fromkeys(("strong", "em", "code", "span", "sup", "sub", "kbd", "del"), ()),
    "ol": ("start",),
    "th": ("align",),
    "td": ("align",),
    "a": ("href", "title"),
    "abbr": ("title",),
    "img": ("src", "alt", "title"),
}
PAGE_ATTRIBUTES = ("id", "class")
# the same for Markdown in records, which is shown on many pages: so no link may depend on where it stands
RECORD: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("p", "ul", "li", "strong", "em", "code", "pre", "br", "blockquote"), ()),
    **dict.fromkeys(("table", "thead", "tbody", "tr", "th", "td"), ()),
    "ol": ("start",),
    "a": ("href",),
}
SCHEMES = ("https", "http")

_MARKS = re.compile(f"[{OPEN}{CLOSE}]")
_ABROAD = re.compile(r"https?://[a-z0-9.-]+(:\d+)?([/?#][^\s<>\"'\\^`{|}]*)?", re.IGNORECASE)
_AT_HOME = re.compile(r"(?![/\\])[^\s:\\?#/<>\"]*([/?#][^\s\\<>\"]*)?")  # no scheme, no host, no top folder
_OWN_ID = re.compile(r"(?!__)[\w:.-]+")  # the theme finds its own parts by ids that begin with two underscores
_OWN_CLASSES = re.compile(r"\s*((?!md-)[\w-]+\s*)*")  # the theme's own classes begin with md-
_PICTURE = re.compile(r"\.(png|jpg|webp|svg)$")
_HEADED = "a heading may not stand here; write the words in bold, **like this**, and a blank line"
_CURE = "write Markdown, or ask for a macro; “What may stand in a page” in docs/contribute/pages.md has the list"


def link(address: str, *, abroad: bool = True, at_home: bool = True) -> bool:
    """Whether an address leads to a page of ours or to the web, in every reading a browser may have of it."""
    return bool((abroad and _ABROAD.fullmatch(address)) or (at_home and address and _AT_HOME.fullmatch(address)))


def fault(element: str, attribute: str, value: str, allowed: Mapping[str, tuple[str, ...]]) -> str | None:
    """What is wrong with an attribute, and what to do; None where nothing is."""
    wide = PAGE_ATTRIBUTES if allowed is PAGE else ()
    if attribute not in (*allowed.get(element, ()), *wide):
        return f"the attribute {attribute!r} may not stand on <{element}>; delete it"
    if _MARKS.search(value):
        return f"a macro call stands inside the {attribute} of <{element}>; put it into the text"
    fits = {
        "href": lambda: link(value, at_home=allowed is PAGE),
        "src": lambda: link(value, abroad=False) and bool(_PICTURE.search(value)),
        "id": lambda: bool(_OWN_ID.fullmatch(value)),
        "class": lambda: bool(_OWN_CLASSES.fullmatch(value)),
        "align": lambda: value in ("left", "center", "right"),
        "start": lambda: value.isdecimal() and len(value) < 6,
    }
    if attribute not in fits or fits[attribute]():
        return None
    return (
        f"{attribute}={value[:80]!r} "
        + {
            "href": "is no link a page may have; write https://… or a path like ../folder/page.md"
            if allowed is PAGE
            else "is no link a record may have, since it is shown on many pages; write https://…, or name the page in 'pages:'",
            "src": "is no picture of ours; put a .png file beside the page and write its relative path",
            "id": "is an id of the theme's or no id; choose letters, digits and hyphens",
            "class": "is a class of the theme's or no class; use one that begins with atlas-",
            "align": "is no alignment; write left, center or right",
            "start": "is no number to start a list with",
        }[attribute]
    )


def faults(html: str, allowed: Mapping[str, tuple[str, ...]] = PAGE) -> list[str]:
    """Everything in `html` that is not allowed, each once, with what to do."""
    reader = _Reader(allowed)
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # html.parser on a marked section it does not know
        reader.unknown_decl("")
    if not reader.found and html.count("<") != clean(html, allowed).count("<"):
        reader.found["holds HTML that does not nest or close; close each element where it was opened, or " + _CURE] = None
    return list(reader.found)


def clean(html: str, allowed: Mapping[str, tuple[str, ...]] = PAGE) -> str:
    """`html` as a browser reads it, without whatever is not allowed."""
    return str(_cleaner(allowed is PAGE).clean(html))


@cache
def _cleaner(page: bool) -> nh3.Cleaner:
    allowed = PAGE if page else RECORD
    wide = set(PAGE_ATTRIBUTES) if page else set()
    return nh3.Cleaner(
        tags=set(allowed),
        attributes={name: {*own, *wide} for name, own in allowed.items()},
        attribute_filter=lambda element, attribute, value: None if fault(element, attribute, value, allowed) else value,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


class _Reader(HTMLParser):
    """Collects what is not allowed."""

    def __init__(self, allowed: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed = allowed
        self.found: dict[str, None] = {}
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        if tag not in self.allowed:
            self.found[_HEADED if re.fullmatch(r"h[1-6]", tag) else f"<{tag}> may not stand here; {_CURE}"] = None
            return
        for name, value in attributes:
            if text := fault(tag, name, value or "", self.allowed):
                self.found[text] = None

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not _MARKS.search(data):
            return
        if around := {"h1", "h2", "h3", "h4", "h5", "h6", "code", "pre"} & set(self.inside):
            self.found[f"a macro call stands in <{min(around)}>; put it into the text below"] = None

    def handle_comment(self, data: str) -> None:
        self.found["an HTML comment may not stand here; delete it"] = None

    def handle_decl(self, decl: str) -> None:
        self.found["an HTML declaration may not stand here; delete it"] = None

    def handle_pi(self, data: str) -> None:
        self.found["a processing instruction may not stand here; delete it"] = None

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)


@cache
def _page_markdown() -> markdown.Markdown:
    """Markdown with the extensions of mkdocs.yml, as the engine reads a page."""
    wanted = yaml.load(CONFIG.read_text("utf-8"), _ConfigLoader)["markdown_extensions"]
    options = {name: values for item in wanted if isinstance(item, dict) for name, values in item.items()}
    names = [name for item in wanted for name in (item if isinstance(item, dict) else [item])]
    return markdown.Markdown(extensions=names, extension_configs=options)


class _ConfigLoader(yaml.SafeLoader):
    """mkdocs.yml uses tags of its own (!ENV); the extensions do not."""


_ConfigLoader.add_multi_constructor("!", lambda loader, suffix, node: None)


def page_html(body: str) -> str:
    """The HTML Markdown makes of the body of a page; RecursionError or ValueError where it cannot."""
    try:
        return str(_page_markdown().reset().convert(body))
    except (RecursionError, ValueError):
        _page_markdown.cache_clear()  # it stopped in the middle of something
        raise


def located(body: str, texts: list[str]) -> list[tuple[int, str]]:
    """Each fault with the line that brings it in: the first line whose addition makes the page have it."""
    lines = body.split("\n")
    known: dict[int, list[str]] = {}

    def has(count: int, text: str) -> bool:
        if count not in known:
            known[count] = faults(page_html("\n".join(lines[:count])))
        return text in known[count]

    found = []
    for text in texts:
        low, high = 0, len(lines)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if has(middle, text) else (middle, high)
        found.append((high, text))
    return found

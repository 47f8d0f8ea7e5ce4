"""The Markdown of a page in, what a reader would stumble over out: its headings, its links and its pictures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from markdown.extensions.toc import slugify

from macros.facts.problems import did_you_mean
from macros.pages.calls import without_code

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$", re.MULTILINE)
_LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]\n]*)\]\((?P<address>[^()\s]+)(?:\s+\"[^\"]*\")?\)")
_CALL = re.compile(r"\{\{.*?\}\}")
_OWN_ID = re.compile(r"\{:?[^}]*#([\w-]+)[^}]*\}")
SINGLE = re.compile(r"(?<!\{)\{ *(?P<name>[a-z_]\w*) *(?P<arguments>\([^(){}\n]*\)) *\}(?!\})")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
_BARE = re.compile(r"(?<![(<\[\"'/\w=])https?://[^\s<>()`\"]+(?<![.,;:])")
_ITEM = re.compile(r"(?:[-*+]|\d{1,2}[.)]) ")
_BEFORE_A_LIST = re.compile(r"\s*$|\s*(?:[-*+]|\d{1,2}[.)]) |\s{2,}|[#|>:<]|\{\{")  # all else is a paragraph, and goes on
_VAGUE = frozenset({"here", "click here", "this", "link", "this link", "read more", "more", "this page"})
_QUIET = frozenset(
    {"cite", "claim", "term", "references", "model", "license", "maker", "framework", "benchmark", "family", "chart"}
)


def faults(
    text: str, place: str, files: Collection[str], macros: Collection[str], made: Collection[str] = ()
) -> Iterator[tuple[int, str]]:
    """(line, what to mend) of the body `text` of the page at `place` below docs/, beside `files`, with `macros` to call.

    `made` are the pages that the build makes from records: a Markdown link does not reach them.
    """
    if (open_ := unclosed(text)) is not None:
        yield open_, "this fence is not closed; end it with a line of the same marks"
    text = without_code(text)
    yield from _levels(text)
    yield from _tables(text)
    yield from _stray(text)
    for found in SINGLE.finditer(text):
        if found["name"] in macros:
            yield _line(text, found), f"a macro has two braces: {{{{ {found['name']}{found['arguments']} }}}}"
    for found in _LINK.finditer(text):
        for fault in _target(found, place, files, made):
            yield _line(text, found), fault


def addresses(text: str) -> Iterator[tuple[int, str]]:
    """(line, address) of every link of a text."""
    text = without_code(text)
    return ((_line(text, found), found["address"]) for found in _LINK.finditer(text))


def anchors(text: str) -> set[str] | None:
    """The ids of a page's headings; None where macros may add others."""
    if any(name not in _QUIET for name in re.findall(r"\{\{\s*(\w+)\(", text)):
        return None
    text = without_code(text)
    own = set(_OWN_ID.findall(text))
    plain = (re.sub(r"\{:.*?\}|[*_`]|\]\([^)]*\)|\[", "", heading) for _, heading in _HEADING.findall(text))
    return own | {slugify(heading, "-") for heading in plain}


def unclosed(text: str) -> int | None:
    """The line of a code fence that nobody closes."""
    fence, line = "", 0
    for number, row in enumerate(text.splitlines(), 1):
        found = re.match(r" *(`{3,}|~{3,})(.*)$", row)
        if found and not fence:
            fence, line = found[1], number
        elif found and found[1].startswith(fence) and not found[2].strip():
            fence = ""
    return line if fence else None


def _tables(text: str) -> Iterator[tuple[int, str]]:
    """A table has a line of dashes below its head, and every row its cells."""
    cells = 0
    lines = text.splitlines()
    for number, row in enumerate(lines, 1):
        if not row.startswith("|"):
            cells = 0
            continue
        count = len(re.findall(r"(?<!\\)\|", _CALL.sub("", row).rstrip().removesuffix("|"))) if row.rstrip().endswith("|") else 0
        if not cells:
            cells = count
            if number > 1 and lines[number - 2].strip():
                yield number, "a table begins after an empty line; put one above it"
            if not _RULE.fullmatch(lines[number].strip() if number < len(lines) else ""):
                yield number, f"a table needs a line below its head: {'| --- ' * max(count, 1)}|"
                return
        elif count and count != cells:
            yield number, f"has {count} cells, and the head of the table has {cells}; write one for each column"


def _stray(text: str) -> Iterator[tuple[int, str]]:
    """What a reader would see as it is typed, or would stumble over."""
    notes = set(re.findall(r"^\[\^([\w-]+)\]:", text, re.MULTILINE))
    seen: set[str] = set()
    before = ""
    for number, row in enumerate(text.splitlines(), 1):
        if _ITEM.match(row) and not _BEFORE_A_LIST.match(before):
            yield number, "a list begins after an empty line; put one above it"
        before = row
        if found := re.match(r"(#{1,6})([^#\s].*)$", row):
            yield number, f"a heading has a space behind its signs; write '{found[1]} {found[2]}'"
        elif re.fullmatch(r"#{1,6}\s*", row):
            yield number, "a heading says what its section says; write it, or delete the line"
        elif found := re.match(r"(#{1,6})\s+(.+)$", row):
            own = f"{found[1]} {found[2].strip().casefold()}"
            if own in seen:
                yield number, "this heading stands on the page already; say what is different about this section"
            seen.add(own)
        for note in re.findall(r"\[\^([\w-]+)\](?!:)", row):
            if note not in notes:
                yield number, f"there is no footnote '{note}'; cite a work of data/sources/ with {{{{ cite(\"id\") }}}}"
        if re.search(r"<img\b", row, re.IGNORECASE):
            yield number, "a picture is written in Markdown: ![what it shows](file.png)"
        for address in _BARE.findall(_LINK.sub("", row)):
            yield number, f"'{address}' is no link yet; write [what it is]({address}), or put it in < and >"


def _levels(text: str) -> Iterator[tuple[int, str]]:
    last, titles = 0, 0
    for found in _HEADING.finditer(text):
        level = len(found[1])
        titles += level == 1
        if level == 1 and titles == 2:
            yield _line(text, found), "a page has one heading of the first level; write ##"
        if last and level > last + 1:
            yield _line(text, found), f"a heading of level {level} follows one of level {last}; write {'#' * (last + 1)}"
        last = level


def _target(found: re.Match[str], place: str, files: Collection[str], made: Collection[str]) -> Iterator[str]:
    address, _, _ = found["address"].partition("#")
    if found["picture"] and not found["text"].strip():
        yield "a picture has no alternative text; say between the brackets what it shows: ![what it shows](file.png)"
    elif not found["picture"] and not found["text"]:  # code is blank here, and no empty text
        yield "a link has no words; say between the brackets where it leads: [where it leads](page.md)"
    elif not found["picture"] and found["text"].strip().casefold() in _VAGUE:
        yield f"'{found['text'].strip()}' does not say where the link leads; who hears only links must know: name the page"
    if not address or re.match(r"[a-z]+:|/", address):
        return  # the web, a place on this page, or an address that no page may have
    target = _joined(place, address)
    if target in files:
        return
    if found["picture"]:
        yield f"there is no docs/{target}; did you forget to add it?"
    elif target in made:
        yield f"'{address}' is made from a record; link to it by the macro of its kind, like {{{{ model(\"id\") }}}}"
    elif address.endswith(".md"):
        names = [PurePosixPath(file).name for file in files if PurePosixPath(file).parent == PurePosixPath(target).parent]
        yield f"the link '{address}' leads nowhere{did_you_mean(PurePosixPath(target).name, names)}"
    elif (page := next((one for one in _pages(target) if one in files), None)) is not None:
        way = address.removesuffix(".html").rstrip("/")
        yield f"a link to a page names its file; write '{way}{page.removeprefix(target.removesuffix('.html').rstrip('/'))}'"


def _pages(target: str) -> tuple[str, ...]:
    """The files a link without `.md` may have meant."""
    stem = target.removesuffix(".html").rstrip("/")
    return (f"{stem}.md", f"{stem}/index.md")


def linked(text: str, place: str) -> Iterator[tuple[int, str, str]]:
    """(line, page below docs/, place on it) of every link to a place on a page of ours."""
    text = without_code(text)
    for found in _LINK.finditer(text):
        address, mark, anchor = found["address"].partition("#")
        if mark and anchor and not re.match(r"[a-z]+:|/", address):
            yield _line(text, found), _joined(place, address) if address else place, anchor


def _joined(place: str, address: str) -> str:
    parts: list[str] = list(PurePosixPath(place).parent.parts)
    for part in address.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in (".", "", ".."):
            parts.append(part)
    return "/".join(parts)


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1

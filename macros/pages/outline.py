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
_QUIET = frozenset(
    {"cite", "claim", "term", "references", "model", "license", "maker", "framework", "benchmark", "family", "chart"}
)


def faults(
    text: str, place: str, files: Collection[str], macros: Collection[str], made: Collection[str] = ()
) -> Iterator[tuple[int, str]]:
    """(line, what to mend) of the body `text` of the page at `place` below docs/, beside `files`, with `macros` to call.

    `made` are the pages that the build makes from records: a Markdown link does not reach them.
    """
    text = without_code(text)
    yield from _levels(text)
    for found in SINGLE.finditer(text):
        if found["name"] in macros:
            yield _line(text, found), f"a macro has two braces: {{{{ {found['name']}{found['arguments']} }}}}"
    for found in _LINK.finditer(text):
        for fault in _target(found, place, files, made):
            yield _line(text, found), fault


def anchors(text: str) -> set[str] | None:
    """The ids of a page's headings; None where macros may add others."""
    if any(name not in _QUIET for name in re.findall(r"\{\{\s*(\w+)\(", text)):
        return None
    text = without_code(text)
    own = set(_OWN_ID.findall(text))
    plain = (re.sub(r"\{:.*?\}|[*_`]|\]\([^)]*\)|\[", "", heading) for _, heading in _HEADING.findall(text))
    return own | {slugify(heading, "-") for heading in plain}


def _levels(text: str) -> Iterator[tuple[int, str]]:
    last = 0
    for found in _HEADING.finditer(text):
        level = len(found[1])
        if last and level > last + 1:
            yield _line(text, found), f"a heading of level {level} follows one of level {last}; write {'#' * (last + 1)}"
        last = level


def _target(found: re.Match[str], place: str, files: Collection[str], made: Collection[str]) -> Iterator[str]:
    address, _, _ = found["address"].partition("#")
    if found["picture"] and not found["text"].strip():
        yield "a picture has no alternative text; say between the brackets what it shows: ![what it shows](file.png)"
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

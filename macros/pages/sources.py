"""A page in, what it rests on out: the sources it cites, the items it serves, the sections that cite too little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from macros.pages import front_matter
from macros.pages.calls import Call, calls
from macros.pages.titles import page_text

_NUMBER = re.compile(r"(?<![\w#/.,-])\d[\d,.]*")
GROUNDED = re.compile(
    r"\{\{\s*(cite|claim|chart|model|license|maker|framework|benchmark|fact|figure|number|scores|gap|gap_chart|gap_list)\("
)  # each leads to a source
GAPS = re.compile(r"could not verify")  # a list of what is not known has nothing to cite
SENTENCE = re.compile(r"(?<=[.!?}])\s+(?=[A-Z0-9“*\[])")  # between two of them
HEADING = re.compile(r"#{1,6}\s")
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_ASIDE = re.compile(r"`[^`]*`|\{\{[^}]*\}\}|\]\([^)]*\)|^\s*\d+\.\s", re.MULTILINE)  # code, calls, addresses, the numbers of a list


def served(text: str) -> list[str]:
    """The article items a page says it serves."""
    return list(front_matter.read(text).head.serves)


def serving(docs: Path) -> dict[str, tuple[str, ...]]:
    """'understand/licensing.md' → the article items it serves; pages that serve none are left out."""
    found = {
        path.relative_to(docs).as_posix(): tuple(served(page_text(path))) for path in sorted(docs.rglob("*.md")) if path.is_file()
    }
    return {path: items for path, items in found.items() if items}


def cited(text: str) -> list[str]:
    """The ids of the sources a page cites, in the order of first use."""
    found = calls(front_matter.read(text).body)
    return list(dict.fromkeys(call.argument for call in found if call.name == "cite" and call.argument))


def sections(body: str) -> Iterator[tuple[int, list[str]]]:
    """(line in `body`, lines) of each part of a page from one heading to the next; a comment in code is no heading."""
    lines = _FENCE.sub(lambda found: "\n" * found.group().count("\n"), body).splitlines()
    starts = [at for at, line in enumerate(lines) if at == 0 or HEADING.match(line)]
    for start, end in pairwise([*starts, len(lines)]):
        yield start + 1, lines[start:end]


def unsourced(body: str, found: list[Call]) -> Iterator[tuple[int, str]]:
    """A section of a citing page that asserts a number without a source, with its line in `body`."""
    for start, section in sections(body) if any(call.name == "cite" for call in found) else ():
        told = section[1:] if HEADING.match(section[0]) else section
        asserts = _NUMBER.search(_ASIDE.sub(" ", "\n".join(told)))
        if asserts and not GROUNDED.search("\n".join(section)) and not GAPS.search(section[0]):
            yield start, 'this section states a number and cites nothing; add {{ cite("source-id") }}'

"""The text of a record in, text that can be read out: tabs, line ends, colons and quotes, whatever the fields are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from macros.facts.documents import Document

_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")  # no width, no meaning in a record
_FIELD = re.compile(r"^(?P<front>\s*(?:- )?(?P<name>[a-z_]+))(?P<colon>:?)(?P<blank>\s*)(?P<value>.*)$")
MOST = 40  # broken lines


def tidy(text: str, fields: Collection[str]) -> tuple[Document, str]:
    """The text read, and the text, without what an editor put in; `fields` are the names that may stand in front of a colon."""
    text = _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"^[ \t]*\t[ \t]*", lambda found: found.group().replace("\t", "  "), text, flags=re.MULTILINE)
    text = text.replace("\t", " ")
    document, text = _readable(text, fields)
    bare = re.sub(r"[ ]+$", "", text, flags=re.MULTILINE).rstrip("\n") + "\n"
    if bare != text and (same := Document(bare, "")).tree == document.tree:
        return same, bare
    return document, text


def _readable(text: str, fields: Collection[str]) -> tuple[Document, str]:
    """The text with a colon, a blank or quotes where the parser stumbles for want of one."""
    for _ in range(MOST):
        document = Document(text, "")
        if not (problems := document.problems):
            break
        lines = text.split("\n")
        first = problems[0]
        for at, line in _nearby(lines, first.line):
            better = ["\n".join([*lines[:at], one, *lines[at + 1 :]]) for one in _repaired(line, fields)]
            if best := next((one for one in better if _further(one, first.line)), None):
                text = best
                break
        else:
            break
    return Document(text, "") if problems else document, text


def _further(text: str, line: int) -> bool:
    problems = Document(text, "").problems
    return not problems or problems[0].line > line


def _nearby(lines: list[str], line: int) -> Iterator[tuple[int, str]]:
    """(index, text) of the lines where the mistake may be: where the parser noticed it, above, and at a quote without its end."""
    for at in range(min(line, len(lines)) - 1, max(line - 4, -1), -1):
        yield at, lines[at]
    for at, text in enumerate(lines[:line]):
        if (found := _FIELD.match(text)) and (value := found["value"].rstrip())[:1] in "'\"" and not value.endswith(value[:1]):
            yield at, text


def _repaired(line: str, fields: Collection[str]) -> Iterator[str]:
    found = _FIELD.match(line)
    if not found or found["name"] not in fields or not found["value"]:
        return
    front, value = found["front"], found["value"]
    if not found["colon"]:
        yield f"{front}: {value.removeprefix('=').strip()}"
    elif not found["blank"]:
        yield f"{front}: {value}"
    elif value[0] not in "'\"|>":
        yield front + ": '" + value.replace("'", "''") + "'"
    elif value[0] in "'\"":
        inner = value[1:].rstrip()
        inner = inner[:-1] if inner.endswith(value[0]) else inner
        yield front + ": '" + inner.replace("'", "''") + "'"

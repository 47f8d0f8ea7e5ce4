"""The body of a page in, its parts out: text, and macro calls with plain words. The one parser of calls.

The check reads these parts and the renderer fills them in, so no template engine ever sees the text of a page.
Braces in code stay as they are: nothing is called there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

Value = str | int | float

_CODE = r"""
    ^[ ]*(?P<fence>`{3,}|~{3,})[^\n]*\n (?:.*?\n)?? [ ]*(?P=fence)[ ]*$     # a fence, closed
  | ^[ ]*(?:`{3,}|~{3,})[^\n`]*$                                            # a fence nobody closes: the line is text
  | (?<![`\\])(?P<ticks>`+)(?!`) (?:(?!\n[ \t]*\n).)*? (?<!`)(?P=ticks)(?!`) # code in a line
"""
_PART = re.compile(rf"(?P<code>{_CODE}) | (?P<open>\{{[{{%#])", re.VERBOSE | re.MULTILINE | re.DOTALL)
_VALUE = r"""(?:"[^"\\{}\n]*"|'[^'\\{}\n]*'|-?\d{1,9}(?:\.\d{1,9})?)"""
_ARGUMENT = re.compile(rf"[ ]*(?:(?P<name>[a-z_]\w*)[ ]*=[ ]*)?(?P<value>{_VALUE})[ ]*(?P<end>,|$)")
_BARE = re.compile(r"[ ]*(?:(?P<name>[a-z_]\w*)[ ]*=[ ]*)?(?P<value>[\w./-]+)[ ]*(?:,|$)")  # an argument without quotes
_CALL = re.compile(rf"\{{\{{[ ]*(?P<name>[a-z_]\w*)[ ]*\((?P<arguments>(?:{_VALUE}|[^\"'{{}}\n])*?)\)[ ]*\}}\}}")
NOT_A_CALL = 'is not a macro call; a page may only write {{ name("id") }}, and code fences or `code` to show braces'


@dataclass(frozen=True)
class Call:
    """One macro call on a page, and how it is written there."""

    name: str
    arguments: tuple[Value, ...]
    keywords: tuple[tuple[str, Value], ...]
    line: int
    written: str

    @property
    def argument(self) -> str | None:
        """The first argument, which names a record where one is named."""
        values = [*self.arguments, *(value for _, value in self.keywords)]
        return str(values[0]) if values else None


@dataclass(frozen=True)
class Wrong:
    """Braces that are no call, where they stand, and what to do."""

    line: int
    text: str
    written: str


Part = str | Call | Wrong
PAGES = 256  # bodies that are remembered: many rules ask for the parts of each, and a server asks again


@lru_cache(maxsize=PAGES)
def parse(body: str) -> tuple[Part, ...]:
    """Every part of a page's body, in order; written one after the other they are the body again."""
    parts: list[Part] = []
    start = at = 0
    while found := _PART.search(body, at):
        at = found.end()
        if found["code"] is not None:
            continue
        part = _part(body, found.start())
        at = found.start() + len(part.written)
        parts += [body[start : found.start()], part]
        start = at
    return (*parts, body[start:])


@lru_cache(maxsize=PAGES)
def without_code(body: str) -> str:
    """The body with code made blank, every other letter in its place and on its line."""
    return _PART.sub(lambda found: found.group() if found["code"] is None else re.sub(r"[^\n]", " ", found.group()), body)


def calls(body: str) -> list[Call]:
    """The macro calls of a page."""
    return [part for part in parse(body) if isinstance(part, Call)]


def fill(body: str, put: Callable[[Call], str]) -> str:
    """The body with `put(call)` in the place of each call; what is no call stays as it is written."""
    return "".join(
        put(part) if isinstance(part, Call) else part.written if isinstance(part, Wrong) else part for part in parse(body)
    )


def _part(body: str, at: int) -> Call | Wrong:
    line = body.count("\n", 0, at) + 1
    if not (found := _CALL.match(body, at)):
        return Wrong(line, NOT_A_CALL + _cure(body, at), body[at : at + 2])
    name, rest = found["name"], found["arguments"]
    arguments: list[Value] = []
    keywords: list[tuple[str, Value]] = []
    while rest.strip():
        argument = _ARGUMENT.match(rest)
        if not argument or (keywords and not argument["name"]):
            return Wrong(
                line,
                f"{name}: arguments are plain words in quotes, or numbers; named ones come last{_quoted(name, rest)}",
                found.group(),
            )
        if argument["name"]:
            keywords.append((argument["name"], _value(argument["value"])))
        else:
            arguments.append(_value(argument["value"]))
        rest = rest[argument.end() :]
    return Call(name, tuple(arguments), tuple(keywords), line, found.group())


def _cure(body: str, at: int) -> str:
    """What to write instead of the braces at this place."""
    rest = body[at:].split("\n\n")[0][:200]
    if rest.startswith("{#"):
        return "; the id of a heading is written {: #id }"
    if rest.startswith("{{{"):
        return "; two braces are enough"
    found = re.match(r"\{\{\s*([A-Za-z_]\w*)\s*(\(?)([^(){}]*)(\)?)\s*(\}*)", rest)
    if not found or rest.startswith("{%"):
        return ""
    name, opened, inner, _, closed = found.groups()
    inner = " ".join(inner.split())
    if len(closed) >= 2 and (name != name.lower() or not opened or "\n" in found.group()):
        return f"; write {{{{ {name.lower()}({inner}) }}}}, on one line"
    return "; it ends with two braces: }}" if len(closed) < 2 else ""


def _quoted(name: str, rest: str) -> str:
    """How an argument without quotes is written."""
    if not (bare := _BARE.match(rest)):
        return ""
    if bare["name"]:
        return f"; put the value of '{bare['name']}' in quotes, or take it out if {name} has no such argument"
    return f'; write {{{{ {name}("{bare["value"]}") }}}}'


def _value(written: str) -> Value:
    if written[0] in "\"'":
        return written[1:-1]
    return float(written) if "." in written else int(written)

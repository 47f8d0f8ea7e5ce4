"""One YAML file in, a plain tree of strings out (dicts, lists and str), or problems with their lines.

Scalars stay strings, so `no`, `3.10` and `22:30` survive; the schema types them later. The C parser
reads; everything YAML can do that a record never needs (aliases, tags, repeated keys, several
documents) is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from yaml import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from macros.facts.characters import hidden
from macros.facts.form import CUT, MARKS, MERGE, MERGED, SECOND, reason
from macros.facts.problems import Problem

Tree = dict[str, "Tree | list[Tree] | str"] | list["Tree"] | str
Place = tuple[str | int, ...]

MAX_BYTES = 128 * 1024
MAX_DEPTH = 12

# what an untagged value can be; `!!python/…` and other tags are not among them
_WORDS = ("bool", "float", "int", "map", "merge", "null", "seq", "str", "timestamp", "value")
_UNTAGGED = frozenset({None, "!", *(f"tag:yaml.org,2002:{name}" for name in _WORDS)})
_EDGE = re.compile(r"^[ -]*[\u00a0\u202f]|[\u00a0\u202f] *$|: *[\u00a0\u202f]", re.MULTILINE)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _TooDeep(Exception):
    """Nobody reads on: the parser takes the longer for a level the more there are."""


class Document:
    """A parsed file: `tree`, `problems`, and the line of any place in it."""

    def __init__(self, source: Path | str, shown: str, most: int = MAX_BYTES) -> None:
        """`source` is a file, or the text itself where it stands inside another file; `shown` names it in messages."""
        self.most = most  # bytes
        self.shown = shown
        self.problems: list[Problem] = []
        self._rows: dict[Place, dict[str | int, int]] = {}  # of each mapping and list: the line of what stands in it
        self.tree: Tree | None = None
        text = self._text(source)
        if text is not None:
            self._parse(text)

    @cached_property
    def lines(self) -> dict[Place, int]:
        """The line of every place; of the whole file the first."""
        return {(): 1} | {(*place, name): line for place, rows in self._rows.items() for name, line in rows.items()}

    def line(self, place: Place) -> int:
        """The line of the nearest place that exists, from `place` upwards."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def _problem(self, line: int, place: Place, text: str) -> None:
        self.problems.append(Problem(self.shown, line, dotted(place), text))

    def _text(self, source: Path | str) -> str | None:
        if isinstance(source, Path) and source.stat().st_size > self.most:
            self._problem(1, (), f"is larger than {self.most // 1024} KB; split it, one subject a file")
            return None
        raw = source.read_bytes() if isinstance(source, Path) else source.encode("utf-8")
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self._problem(line, (), "is not UTF-8; save the file as UTF-8")
            return None
        before, tab, _ = text.partition("\t")
        if tab:
            self._problem(len(f"{before}.".splitlines()), (), "holds a tab; indent with spaces")
            return None
        text = text.replace("\r\n", "\n")
        if ("\u00a0" in text or "\u202f" in text) and (found := _EDGE.search(text)):
            self._problem(
                text.count("\n", 0, found.start()) + 1, (), "has a no-break space at its edge; type a plain space there, or none"
            )
            return None
        for at, what in hidden(text):
            self._problem(text.count("\n", 0, at) + 1, (), what)
        for found in CUT.finditer(text) if " #" in text else ():
            said = f"{found[1]}'{found[2].strip()}'"
            self._problem(
                text.count("\n", 0, found.start()) + 1, (), f"what follows ' #' is a comment; if it is meant, write {said}"
            )
        if self.problems:
            return None
        if any(mark in text for mark in MARKS) and (merge := MERGE.search(text)):
            self._problem(text.count("\n", 0, merge.start()) + 1, (), MERGED)
            return None
        if not text.strip():
            self._problem(1, (), "is empty; write the record or delete the file")
            return None
        return text

    def _parse(self, text: str) -> None:
        self._escapes = "\\" in text  # then a value may hold what the text does not
        loader = _LOADER(text)
        self._event: Callable[[], Any] = loader.get_event
        try:
            self.tree = self._record()
        except yaml.MarkedYAMLError as error:
            line, why = reason(error, text)
            self.problems.clear()  # what follows from it
            self._problem(line, (), why)
        except _TooDeep as error:
            line, place = error.args
            self.problems.clear()
            self._problem(line, place, f"is nested deeper than {MAX_DEPTH} levels; a record never needs that")
        except yaml.YAMLError as error:
            self.problems.clear()
            self._problem(1, (), f"is not YAML: {str(error).splitlines()[0]}")
        finally:
            loader.dispose()

    def _record(self) -> Tree | None:
        """The one mapping of the file."""
        self._event()  # the stream begins
        if isinstance(self._event(), StreamEndEvent):
            self._problem(1, (), "is empty; write the record or delete the file")
            return None
        tree: Tree | None = None
        start = self._event()
        if isinstance(start, MappingStartEvent):
            tree = self._value(start, 1, (), 0)
        else:
            self._problem(start.start_mark.line + 1, (), "is not a record; write 'field: value' lines")
            self._skip(start)
        self._event()  # the document ends
        if not isinstance(after := self._event(), StreamEndEvent):
            self.problems.clear()
            self._problem(after.start_mark.line + 1, (), SECOND)
            return None
        return tree

    def _value(self, event: Any, line: int, place: Place, depth: int) -> Tree:
        """What begins with an event that is no plain value, or what is wrong with it."""
        if isinstance(event, AliasEvent):
            self._problem(line, place, "uses an alias; write the value out, aliases are not allowed")
        elif event.tag not in _UNTAGGED:
            self._problem(line, place, f"uses the tag {event.tag.replace('tag:yaml.org,2002:', '!!')}; write a plain value")
        elif depth > MAX_DEPTH:
            raise _TooDeep(line, place)
        elif isinstance(event, MappingStartEvent):
            return self._mapping(bool(event.flow_style), place, depth)
        elif isinstance(event, SequenceStartEvent):
            return self._sequence(bool(event.flow_style), place, depth)
        self._skip(event)
        return ""

    def _skip(self, event: Any) -> None:
        """Pass over all that begins with an event."""
        depth = 0
        while depth := depth + isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent):
            if depth > MAX_DEPTH:
                raise _TooDeep(event.start_mark.line + 1, ())
            event = self._event()

    def _sequence(self, flow: bool, place: Place, depth: int) -> Tree:
        items: list[Tree] = []
        rows = self._rows[place] = {}
        next_event = self._event
        while not isinstance(event := next_event(), SequenceEndEvent):
            at = len(items)
            rows[at] = line = event.start_mark.line + 1
            if isinstance(event, ScalarEvent) and event.tag in _UNTAGGED:
                items.append(event.value)
                if self._escapes or (flow and "?" in event.value):
                    self._doubt(event, flow, line, (*place, at))
            else:
                items.append(self._value(event, line, (*place, at), depth + 1))
        return items

    def _mapping(self, flow: bool, place: Place, depth: int) -> Tree:
        tree: dict[str, Tree | list[Tree] | str] = {}
        rows = self._rows[place] = {}
        next_event = self._event
        while not isinstance(key := next_event(), MappingEndEvent):
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarEvent):
                self._problem(line, place, "has a list or mapping as a field name; write a word")
                self._skip(key)
                self._skip(next_event())
                continue
            name, event = key.value, next_event()
            if name in tree:
                self._problem(line, (*place, name), "is written twice; keep one")
                self._skip(event)
            elif name == "<<":
                self._problem(line, (*place, name), "merges another mapping; write the values out")
                self._skip(event)
            else:
                rows[name] = line
                if self._escapes:
                    self._look(name, line, place)
                if isinstance(event, ScalarEvent) and event.tag in _UNTAGGED:
                    tree[name] = event.value
                    if self._escapes or (flow and "?" in event.value):
                        self._doubt(event, flow, line, (*place, name))
                else:
                    tree[name] = self._value(event, line, (*place, name), depth + 1)
        return tree

    def _doubt(self, event: Any, flow: bool, line: int, place: Place) -> None:
        """Look at a plain value: a '?' between braces or brackets ends it for some YAML readers, and for others does not."""
        self._look(event.value, line, place)
        if flow and "?" in event.value and event.style not in ("'", '"'):
            why = "YAML readers disagree about a '?' between braces or brackets; put the value in quotes"
            quoted = "'" + event.value.replace("'", "''") + "'"
            self._problem(event.start_mark.line + 1, place, f"{why}: {quoted}")

    def _look(self, text: str, line: int, place: Place) -> None:
        """Tell what is wrong with characters that were written as an escape, such as "\\u202e"; others have been looked at."""
        for _, what in hidden(text) if self._escapes else ():
            self._problem(line, place, what)


def dotted(place: Place) -> str:
    """('benchmarks', 0, 'score') as a contributor reads it: `benchmarks[1].score`, counted from one."""
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def leaves(tree: Tree) -> list[Place]:
    """The place of every scalar in `tree`."""
    return [place for place, _ in texts(tree)]


def texts(tree: Tree) -> list[tuple[Place, str]]:
    """The place and the text of every scalar in `tree`."""
    found: list[tuple[Place, str]] = []
    if isinstance(tree, str):
        found.append(((), tree))
    else:
        _collect(tree, (), found)
    return found


def _collect(tree: dict[str, Any] | list[Tree], place: Place, found: list[tuple[Place, str]]) -> None:
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        if isinstance(value, str):
            found.append(((*place, key), value))
        else:
            _collect(value, (*place, key), found)

"""One YAML file in, a plain tree of strings out (dicts, lists and str), or problems with their lines.

Scalars stay strings, so `no`, `3.10` and `22:30` survive; the schema types them later. The C parser
reads; everything YAML can do that a record never needs (aliases, tags, repeated keys, several
documents) is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from macros.facts.characters import hidden
from macros.facts.form import CUT, MERGE, MERGED, reason
from macros.facts.problems import Problem

Tree = dict[str, "Tree | list[Tree] | str"] | list["Tree"] | str
Place = tuple[str | int, ...]

MAX_BYTES = 128 * 1024
MAX_DEPTH = 12

# what an untagged value can be; `!!python/…` and other tags are not among them
_WORDS = ("bool", "float", "int", "map", "merge", "null", "seq", "str", "timestamp", "value")
_UNTAGGED = frozenset(f"tag:yaml.org,2002:{name}" for name in _WORDS)
_EDGE = re.compile(r"^[ -]*[\u00a0\u202f]|[\u00a0\u202f] *$|: *[\u00a0\u202f]", re.MULTILINE)
_COMPACT = re.compile(rf"^ *(?:[-?:] +){{{MAX_DEPTH + 1}}}", re.MULTILINE)  # `- - - x`: a level each, in one line


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Asks of no plain word whether it looks like a number or a date: the schema types it later."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:
        return "tag:yaml.org,2002:str"

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Nothing: no tag depends on a place."""

    def ascend_resolver(self) -> None:
        """Nothing either."""


class Document:
    """A parsed file: `tree`, `problems`, and the line of any place in it."""

    def __init__(self, source: Path | str, shown: str, most: int = MAX_BYTES) -> None:
        """`source` is a file, or the text itself where it stands inside another file; `shown` names it in messages."""
        self.most = most  # bytes
        self.shown = shown
        self.problems: list[Problem] = []
        self.lines: dict[Place, int] = {(): 1}
        self.tree: Tree | None = None
        text = self._text(source)
        if text is not None:
            self._parse(text)

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
        for found in CUT.finditer(text):
            said = f"{found[1]}'{found[2].strip()}'"
            self._problem(
                text.count("\n", 0, found.start()) + 1, (), f"what follows ' #' is a comment; if it is meant, write {said}"
            )
        if self.problems:
            return None
        if merge := MERGE.search(text):
            self._problem(text.count("\n", 0, merge.start()) + 1, (), MERGED)
            return None
        if not text.strip():
            self._problem(1, (), "is empty; write the record or delete the file")
            return None
        if _nesting(text) > MAX_DEPTH * 2 or _COMPACT.search(text):
            self._problem(1, (), f"is nested deeper than {MAX_DEPTH} levels; a record never needs that")
            return None
        return text

    def _parse(self, text: str) -> None:
        self._escapes = "\\" in text  # then a value may hold what the text does not
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        except yaml.MarkedYAMLError as error:
            line, why = reason(error, text)
            self._problem(line, (), why)
            return
        except yaml.YAMLError as error:
            self._problem(1, (), f"is not YAML: {str(error).splitlines()[0]}")
            return
        finally:
            loader.dispose()
        if node is None:
            self._problem(1, (), "is empty; write the record or delete the file")
        elif not isinstance(node, yaml.MappingNode):
            self._problem(node.start_mark.line + 1, (), "is not a record; write 'field: value' lines")
        else:
            self.tree = self._build(node, (), set(), 0)

    def _build(self, node: yaml.Node, place: Place, seen: set[int], depth: int) -> Tree:
        line = self.lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in seen:
            self._problem(line, place, "uses an alias; write the value out, aliases are not allowed")
            return ""
        seen.add(id(node))
        if node.tag not in _UNTAGGED:
            self._problem(line, place, f"uses the tag {node.tag.replace('tag:yaml.org,2002:', '!!')}; write a plain value")
            return ""
        if depth > MAX_DEPTH:
            self._problem(line, place, f"is nested deeper than {MAX_DEPTH} levels; a record never needs that")
            return ""
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place, seen, depth)
        if isinstance(node, yaml.SequenceNode):
            for at, item in enumerate(node.value):
                self._quoted(item, bool(node.flow_style), (*place, at))
            return [self._build(item, (*place, at), seen, depth + 1) for at, item in enumerate(node.value)]
        for what in self._hidden(node.value):
            self._problem(line, place, what)
        return str(node.value)

    def _mapping(self, node: yaml.MappingNode, place: Place, seen: set[int], depth: int) -> Tree:
        tree: dict[str, Tree | list[Tree] | str] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self._problem(line, place, "has a list or mapping as a field name; write a word")
                continue
            name = str(key.value)
            for what in self._hidden(name):
                self._problem(line, place, what)
            here = (*place, name)
            if name in tree:
                self._problem(line, here, "is written twice; keep one")
                continue
            if name == "<<":
                self._problem(line, here, "merges another mapping; write the values out")
                continue
            self.lines[here] = line
            self._quoted(value, bool(node.flow_style), here)
            tree[name] = self._build(value, here, seen, depth + 1)
        return tree

    def _hidden(self, text: str) -> Iterable[str]:
        """What is wrong with characters that were written as an escape, such as "\\u202e"; the others have been looked at."""
        return (what for _, what in hidden(text)) if self._escapes else ()

    def _quoted(self, node: yaml.Node, flow: bool, place: Place) -> None:
        """A '?' in a plain value between braces or brackets ends the value for some YAML readers, and for others does not."""
        if flow and isinstance(node, yaml.ScalarNode) and node.style not in ("'", '"') and "?" in node.value:
            why = "YAML readers disagree about a '?' between braces or brackets; put the value in quotes"
            quoted = "'" + node.value.replace("'", "''") + "'"
            self._problem(node.start_mark.line + 1, place, f"{why}: {quoted}")


def dotted(place: Place) -> str:
    """('benchmarks', 0, 'score') as a contributor reads it: `benchmarks[1].score`, counted from one."""
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def leaves(tree: Tree, place: Place = ()) -> Iterator[Place]:
    """The place of every scalar in `tree`."""
    return (where for where, _ in texts(tree, place))


def texts(tree: Tree, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """The place and the text of every scalar in `tree`."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from texts(value, (*place, key))
    elif isinstance(tree, list):
        for at, value in enumerate(tree):
            yield from texts(value, (*place, at))
    else:
        yield place, tree


def _nesting(text: str) -> int:
    if text.count("[") + text.count("{") <= MAX_DEPTH * 2:
        return 0
    depth = deepest = 0
    for letter in text:
        if letter in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "]}":
            depth = max(0, depth - 1)
    return deepest

"""The text of a record in, the same record with what is mechanical mended out; what it says stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from macros.editing.ids import Ids
from macros.editing.lines import tidy
from macros.editing.spans import Edit, Span, apply, spans, written
from macros.editing.walk import Met, Shape, met, shape_of
from macros.facts.documents import Document, Place, Tree, texts
from macros.facts.records import UNKNOWN
from macros.facts.schema import loose
from macros.facts.schema.kinds import Kind

ANYWHERE = ("also", "aliases")  # stand where their writer finds them best
LAST = ("searched", "sources", "conflicts")
_TOP = re.compile(r"^([A-Za-z_][\w-]*):", re.MULTILINE)
ROUNDS = 3  # a mended name lets its value be seen


def mended(kind: Kind, text: str, ids: Ids) -> str:
    """The text of a record of `kind`, as its schema would have it written."""
    shape = shape_of(kind.type)
    document, text = tidy(text, _names(kind))
    for _ in range(ROUNDS):
        if document.problems or not isinstance(document.tree, dict):
            return text
        better = _better(text, document.tree, shape, ids)
        if better == text:
            break
        document, text = Document(better, ""), better
    return _with_schema(_ordered(text, _order(kind)), kind)


def _better(text: str, tree: Tree, shape: Shape, ids: Ids) -> str:
    file = _File(text, tree, ids)
    edits: dict[int, Edit] = {}
    for found in met(shape, tree):
        for edit in _edits(file, found):
            edits.setdefault(edit.span.start, edit)
    return apply(text, list(edits.values())) if edits else text


@dataclass(frozen=True)
class _File:
    """A record while it is mended; where its words stand is found out for those that need it."""

    text: str
    tree: Tree
    ids: Ids

    @cached_property
    def _spans(self) -> tuple[dict[Place, Span], dict[Place, Span]]:
        return spans(self.text)

    def name(self, place: Place) -> Span:
        return self._spans[0][place]

    def value(self, place: Place) -> Span:
        """A list ends with its last item; line ends behind it are not part of it."""
        span = self._spans[1][place]
        return Span(span.start, span.start + len(self.text[span.start : span.end].rstrip()))

    @cached_property
    def shown(self) -> frozenset[str]:
        """The numbers that its sources show."""
        said = " ".join(text for place, text in texts(self.tree) if place[-1] == "shows")
        return frozenset(number.replace(",", "") for number in re.findall(r"\d[\d,]*", said))


def _edits(file: _File, found: Met) -> Iterator[Edit]:
    place, value, shape = found.place, found.value, found.shape
    if isinstance(value, dict):
        yield from _keys(file, found)
    elif isinstance(value, list):
        if shape.plain and shape.item is None and len(value) == 1 and isinstance(value[0], str):
            yield Edit(file.value(place), written(value[0]))
    elif any(file.ids.has(kind, value) for kind in shape.refs):
        return
    elif not value.strip() or (value.strip().casefold() in UNKNOWN and (shape.refs or shape.drawn)):
        if found.free and isinstance(place[-1], str) and (line := _line_alone(file.text, file.name(place))):
            yield line
    elif shape.item is not None and not shape.plain:
        if shape.item.plain:
            yield Edit(file.value(place), f"[{', '.join(written(part.strip()) for part in value.split(','))}]")
    elif shape.plain and (better := _value(value.strip(), shape, file)) is not None:
        yield Edit(file.value(place), written(better))


def _value(value: str, shape: Shape, file: _File) -> str | None:
    bare = loose.without_quotes(value) or value
    if shape.refs:
        better = next((id for kind in shape.refs if (id := file.ids.meant(kind, bare))), None)
    elif shape.drawn == "tokens":
        better = loose.tokens(bare, file.shown)
    else:
        better = loose.MENDERS[shape.drawn](bare) if shape.drawn in loose.MENDERS else None
    return better or (bare if bare != value else None)


def _keys(file: _File, found: Met) -> Iterator[Edit]:
    """Names of fields, and ids in front of a colon, in another case."""
    shape = found.shape
    assert isinstance(found.value, dict)
    for key in found.value:
        if shape.fields and key not in shape.fields:
            plain = re.sub(r"[\s-]+", "_", key.strip().lower())
            if plain in shape.fields and plain not in found.value:
                yield Edit(file.name((*found.place, key)), plain)
        elif shape.keys is not None and shape.keys.refs:
            better = next((id for kind in shape.keys.refs if (id := file.ids.meant(kind, key))), None)
            if better and better not in found.value:
                yield Edit(file.name((*found.place, key)), better)


def _line_alone(text: str, name: Span) -> Edit | None:
    """A line that says nothing goes; its comment stays. Only a line of its own, beside others of its depth."""
    start = text.rfind("\n", 0, name.start) + 1
    end = text.find("\n", name.start) + 1 or len(text)
    line = text[start:end]
    found = re.fullmatch(r"( *)([\w-]+): *[^\s#{\[,]*(?: *(#.*))?\n?", line)
    if not found:
        return None
    indent = len(found[1])
    above = [row for row in text[:start].splitlines() if row.strip() and not row.lstrip().startswith("#")]
    below = [row for row in text[end:].splitlines() if row.strip() and not row.lstrip().startswith("#")]
    beside = [rows[at] for rows, at in ((above, -1), (below, 0)) if rows]
    if not any(len(row) - len(row.lstrip(" ")) == indent and not row.lstrip().startswith("- ") for row in beside):
        return None
    return Edit(Span(start, end), f"{found[1]}# {found[2]}: {found[3]}\n" if found[3] else "")


def inserted(kind: Kind, text: str, field: str, block: str, *, many: bool = False) -> str:
    """The text with a field more, in its place; `many`: with the lines of `block` at the end of that field."""
    starts = {found[1]: found.start() for found in _TOP.finditer(text)}
    order = _order(kind)
    later = [starts[name] for name in order[order.index(field) + 1 :] if name in starts]
    if field in starts:
        after = [start for start in starts.values() if start > starts[field]]
        at = _with_comment(text, min(after)) if after else len(text)
        return text[:at] + block + text[at:]
    at = _with_comment(text, min(later)) if later else len(text)
    return text[:at] + (f"{field}:\n" if many else "") + block + text[at:]


def _order(kind: Kind) -> list[str]:
    """The fields in the order in which a reader asks; where a fact is from comes last."""
    last = LAST if kind.sourced else ()
    return [name for name in shape_of(kind.type).fields if name not in (*last, *ANYWHERE)] + [*last]


def _ordered(text: str, order: list[str]) -> str:
    """The fields at the top in the order in which a reader asks, each with the comment above it."""
    starts = [found.start() for found in _TOP.finditer(text)]
    if not starts:
        return text
    starts = [_with_comment(text, start) for start in starts]
    blocks = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    named = [(_TOP.search(block) or [""])[0].rstrip(":") for block in blocks]
    kept = [at for at, name in enumerate(named) if name in order]
    if [named[at] for at in kept] == sorted((named[at] for at in kept), key=order.index) or len(set(named)) < len(named):
        return text
    for at, block in zip(kept, sorted((blocks[at] for at in kept), key=lambda block: order.index(_name(block))), strict=True):
        blocks[at] = block if block.endswith("\n") else block + "\n"
    moved = text[: starts[0]] + "".join(blocks)
    return moved if Document(moved, "").tree == Document(text, "").tree else text


def _name(block: str) -> str:
    found = _TOP.search(block)
    return found[1] if found else ""


def _with_comment(text: str, start: int) -> int:
    """Where the comment lines right above a field begin; the first lines of the file stay where they are."""
    while (above := text.rfind("\n", 0, start - 1) + 1) < start and above > 0 and text[above:start].startswith("#"):
        start = above
    return start


def _with_schema(text: str, kind: Kind) -> str:
    """The first line tells an editor the schema."""
    line = modeline(kind)
    first, _, rest = text.partition("\n")
    if first == line:
        return text
    return f"{line}\n{rest}" if first.lstrip("# ").startswith("yaml-language-server") else f"{line}\n{text}"


def modeline(kind: Kind) -> str:
    """The line by which an editor finds the schema."""
    return f"# yaml-language-server: $schema={'../../' if kind.nested else '../'}schema/{kind.name}.json"


@cache
def _names(kind: Kind) -> frozenset[str]:
    """Every name of a field that may stand in a record of the kind, however deep."""
    return frozenset(_inside(shape_of(kind.type)))


def _inside(shape: Shape) -> Iterator[str]:
    yield from shape.fields
    for one in (*(one for one, _ in shape.fields.values()), shape.item, shape.entry):
        if one is not None:
            yield from _inside(one)

"""A record and its new id in, every file that names it changed out; its old address leads to the new one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from macros.editing import pages
from macros.editing.changes import Change
from macros.editing.spans import Edit, apply, spans, written
from macros.facts.catalog import Catalog
from macros.facts.documents import Place
from macros.facts.records import references
from macros.facts.rules import Entry
from macros.facts.rules.names import same_name as same
from macros.facts.schema.kinds import BY_NAME, Kind
from macros.facts.told import TELLING

FIXED = ("vocabulary", "dictionary", "repetition", "search")  # the code asks for these by name


class Refused(ValueError):
    """What the command was asked for cannot be done; the text says why and what to do."""


def renamed(project: Path, catalog: Catalog, signatures: pages.Signatures, kind: Kind, old: str, new: str) -> list[Change]:
    """Every change that gives the record `old` the id `new`."""
    entry = movable(catalog, kind, old)
    if new in catalog.entries[kind.name]:
        raise Refused(
            f"there is a {kind.name} '{new}' already; to make one of two: python -m macros retire {kind.name} {old} --into {new}"
        )
    own = _with_alias(_text(project, entry.path), entry, [old], new) if redirected(kind) else _text(project, entry.path)
    texts = replaced(project, catalog, signatures, kind, old, new, {entry.path: own})
    moves = {entry.path: f"{entry.path.rpartition('/')[0]}/{new}.yml"}
    if kind.name == "maker":  # the folder of its models has its name
        for model in catalog.models_of(maker=old):
            path = catalog.path("model", model.id)
            moves[path] = f"data/models/{new}/{model.id}.yml"
    return [
        Change(path, _text(project, path), texts.get(path, _text(project, path)), moves.get(path, ""))
        for path in sorted({*texts, *moves})
    ]


def merged(project: Path, catalog: Catalog, signatures: pages.Signatures, kind: Kind, old: str, into: str) -> list[Change]:
    """Every change that takes the record `old` away and lets `into` stand in its place."""
    entry = movable(catalog, kind, old)
    if into not in catalog.entries[kind.name]:
        raise Refused(f"there is no {kind.name} '{into}'")
    if into == old:
        raise Refused("a record cannot take its own place")
    if kind.name == "maker" and catalog.models_of(maker=old):
        raise Refused(f"models of '{old}' are in its folder; move them first")
    heir = catalog.entries[kind.name][into]
    text = _text(project, heir.path)
    texts = replaced(
        project,
        catalog,
        signatures,
        kind,
        old,
        into,
        {heir.path: _with_alias(text, heir, [*getattr(entry.record, "aliases", ()), old]) if redirected(kind) else text},
    )
    texts.pop(entry.path, None)
    changes = [Change(path, _text(project, path), after) for path, after in sorted(texts.items())]
    return [*changes, Change(entry.path, _text(project, entry.path), None)]


def movable(catalog: Catalog, kind: Kind, id: str) -> Entry:
    """The entry of a record whose id people may change."""
    if kind.name in FIXED or kind.copied:
        raise Refused(f"the code or a program knows each {kind.name} by its id; it keeps it")
    if id not in catalog.entries[kind.name]:
        raise Refused(f"there is no {kind.name} '{id}'")
    return catalog.entries[kind.name][id]


def redirected(kind: Kind) -> bool:
    """Whether a record of the kind has an address that somebody may have kept."""
    return kind.paged and "aliases" in kind.type.model_fields


def replaced(
    project: Path,
    catalog: Catalog,
    signatures: pages.Signatures,
    kind: Kind,
    old: str,
    new: str,
    begun: Mapping[str, str],
) -> dict[str, str]:
    """Path → text of every file that names `old`, naming `new`; `begun` are texts with other changes made already."""
    texts = dict(begun)
    for entries in catalog.entries.values():
        for entry in entries.values():
            named = [place for place, of, id in references(entry.record) if (of, id) == (kind.name, old)]
            if named:
                text = texts.get(entry.path) or _text(project, entry.path)
                texts[entry.path] = _replaced(text, named, new)
            if kind.name == "figure" and entry.kind.name in TELLING:
                text = texts.get(entry.path) or _text(project, entry.path)
                if (after := pages.renamed(text, signatures, kind.name, old, new)) != text:
                    texts[entry.path] = after
    for path in sorted((project / "docs").rglob("*.md")):
        shown = path.relative_to(project).as_posix()
        before = path.read_text("utf-8")
        after = pages.renamed(before, signatures, kind.name, old, new)
        if kind.paged:
            after = re.sub(rf"(?<=\]\()((?:\.\./)*(?:{kind.folder}/)?){re.escape(old)}\.md(?=[)#])", rf"\g<1>{new}.md", after)
        if after != before:
            texts[shown] = after
    return texts


def mentions(project: Path, id: str) -> Iterator[str]:
    """Lines of code and tests that name the id in quotes: they are for a person to change."""
    quoted = re.compile(rf"[\"']{re.escape(id)}[\"']")
    for folder in ("macros", "tests"):
        for path in sorted((project / folder).rglob("*.py")):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if quoted.search(line):
                    yield f"{path.relative_to(project).as_posix()}:{number}"


def _replaced(text: str, named: list[Place], new: str) -> str:
    names, values = spans(text)
    edits = []
    for place in dict.fromkeys(named):
        if place in values:  # a value that stands for the whole list is in no row
            span = values[place]
            inside = text[span.start : span.end]
            edits.append(Edit(names[place], new) if place in names and inside[:1] in "{\n" else Edit(span, written(new)))
    return apply(text, edits)


def _with_alias(text: str, entry: Entry, old: list[str], new: str = "") -> str:
    """The text of a record with more former ids; what its new id says already is no other name of it any longer."""
    record, key = entry.record, same(new)
    former = [alias for alias in getattr(record, "aliases", ()) if alias != new] + old
    text = _list(text, "aliases", former) if getattr(record, "aliases", ()) else text
    others = [name for name in getattr(record, "also", ()) if same(name) != key]
    if len(others) < len(getattr(record, "also", ())):
        text = _list(text, "also", others)
    if getattr(record, "aliases", ()):
        return text
    span = spans(text)[1][("name",) if "name" in entry.kind.type.model_fields else (entry.kind.name,)]
    end = text.index("\n", span.start + len(text[span.start : span.end].rstrip())) + 1
    return f"{text[:end]}aliases: [{', '.join(old)}]\n{text[end:]}"


def _list(text: str, field: str, items: list[str]) -> str:
    """The text with other items in a list at the top; without the line where none is left."""
    names, values = spans(text)
    name, value = names[(field,)], values[(field,)]
    end = value.start + len(text[value.start : value.end].rstrip())
    if not items:
        return text[: name.start] + text[text.index("\n", end) + 1 :]
    return text[: value.start] + f"[{', '.join(map(written, items))}]" + text[end:]


def _text(project: Path, path: str) -> str:
    return (project / path).read_text("utf-8")


def kind_of(name: str) -> Kind:
    """The kind a command names, by its name or that of its folder."""
    for kind in BY_NAME.values():
        if name in (kind.name, kind.folder):
            return kind
    raise Refused(f"there is no kind '{name}'; kinds are {', '.join(BY_NAME)}")

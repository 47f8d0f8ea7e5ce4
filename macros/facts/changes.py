"""The trees of two copies of data/ in, what differs out: records that came, went or have a new name, and their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from macros.facts.documents import Document, Tree
from macros.facts.schema.kinds import BY_NAME, KINDS

What = Literal["added", "removed", "renamed", "changed"]
ALIKE = 0.5  # share of equal fields from which two items of a list are the same thing
_NAMES = ("name", "title", "claim", "question", "term")
# what says which item of a list it is, in the order in which it is told
_TOLD = ("id", "model", "host", "name", "channel", "event", "component", "place", "measure", "question", "field", "source", "tier")


@dataclass(frozen=True)
class Change:
    """A field of a record by its path, as it is written before and after; None: it is not there."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Item:
    """A record as it is written: its file from the project folder, and its tree."""

    path: str
    tree: Tree

    @property
    def name(self) -> str:
        """What a reader calls it; '' where it has no name."""
        tree = self.tree if isinstance(self.tree, dict) else {}
        return next((str(tree[name]) for name in _NAMES if isinstance(tree.get(name), str)), "")


@dataclass(frozen=True)
class Changed:
    """What happened to one record. `was` is its former id; a record that came or went lists no fields."""

    kind: str
    id: str
    name: str
    path: str
    what: What
    was: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def facts(self) -> tuple[Change, ...]:
        """The fields that say something about the subject."""
        return tuple(change for change in self.changes if not change.path.startswith("sources."))

    @property
    def evidence(self) -> tuple[Change, ...]:
        """The fields that say where that is from."""
        return tuple(change for change in self.changes if change.path.startswith("sources."))


Items = Mapping[tuple[str, str], Item]


def read(old: Path, new: Path) -> tuple[Items, Items]:
    """The records of two copies of the project, without those whose files are the same byte for byte.

    They are read as they are written, whatever the rules of today say to them: a copy may be older than the schema.
    """
    return dict(_read(old, beside=new)), dict(_read(new, beside=old))


def _read(project: Path, beside: Path) -> Iterator[tuple[tuple[str, str], Item]]:
    for kind in KINDS:
        for path in sorted((project / "data" / kind.folder).rglob("*.yml")):
            shown = path.relative_to(project).as_posix()
            other = beside / shown
            if other.is_file() and other.read_bytes() == path.read_bytes():
                continue
            if (tree := Document(path, shown, kind.bytes).tree) is not None:
                yield (kind.name, path.stem), Item(shown, tree)


def compared(old: Items, new: Items) -> tuple[Changed, ...]:
    """Every record that differs, by kind and id; what is in both and alike may be left out of both."""
    found: list[Changed] = []
    gone = {key: item for key, item in old.items() if key not in new}
    for (kind, id), item in new.items():
        before = old.get((kind, id))
        was = "" if before else _former(kind, item, gone)
        if was:
            before = gone.pop((kind, was))
        if before is None:
            found.append(Changed(kind, id, item.name, item.path, "added"))
        elif was or before.tree != item.tree:
            changes = tuple(differences(before.tree, item.tree))
            found.append(Changed(kind, id, item.name, item.path, "renamed" if was else "changed", was, changes))
    found += [Changed(kind, id, item.name, item.path, "removed") for (kind, id), item in gone.items()]
    order = list(BY_NAME)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.id)))


def _former(kind: str, item: Item, gone: Items) -> str:
    """The former id of a record: one it names itself, or that of a file of the very same content."""
    aliases = item.tree.get("aliases", ()) if isinstance(item.tree, dict) else ()
    named = (id for id in aliases if isinstance(id, str) and (kind, id) in gone)
    return next(named, "") or next((id for (other, id), old in gone.items() if other == kind and old.tree == item.tree), "")


def differences(before: Tree | None, after: Tree | None, path: str = "") -> Iterator[Change]:
    """Every leaf that differs; a list of plain values is one leaf, items of other lists are paired by likeness."""
    if before == after:
        return
    if isinstance(before, dict | None) and isinstance(after, dict | None):
        old, new = before or {}, after or {}
        for name in dict.fromkeys((*new, *old)):
            yield from differences(old.get(name), new.get(name), f"{path}.{name}" if path else name)
    elif _many(before) or _many(after):
        for place, one, other in _paired(_listed(before), _listed(after)):
            yield from differences(one, other, f"{path}[{place}]")
    else:
        yield Change(path, _shown(before), _shown(after))


def _many(tree: Tree | None) -> bool:
    return isinstance(tree, list) and any(not isinstance(item, str) for item in tree)


def _listed(tree: Tree | None) -> list[Tree]:
    return tree if isinstance(tree, list) else [] if tree is None else [tree]


def _paired(old: list[Tree], new: list[Tree]) -> Iterator[tuple[str, Tree | None, Tree | None]]:
    """(which, before, after) of the items that differ."""
    rest = [item for item in old if item not in new]
    for item in (item for item in new if item not in old):
        likest = max(rest, key=lambda other: _likeness(other, item), default=None)
        if likest is not None and _likeness(likest, item) >= ALIKE:
            rest.remove(likest)
            yield _told(item), likest, item
        else:
            yield _told(item), None, item
    yield from ((_told(item), item, None) for item in rest)


def _likeness(one: Tree, other: Tree) -> float:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return 0
    return sum(one[name] == other[name] for name in one.keys() & other.keys()) / max(len(one), len(other), 1)


def _told(item: Tree) -> str:
    if not isinstance(item, dict):
        return _shown(item) or ""
    told = [str(item[name]) for name in _TOLD if isinstance(item.get(name), str)]
    return ", ".join(told[:3]) or next((value for value in item.values() if isinstance(value, str)), "")


def _shown(tree: Tree | None) -> str | None:
    """A leaf on one line."""
    if tree is None or isinstance(tree, str):
        return tree if tree is None else " ".join(tree.split())
    if isinstance(tree, list):
        return ", ".join(_shown(item) or "" for item in tree)
    return "; ".join(f"{name}: {_shown(value)}" for name, value in tree.items())

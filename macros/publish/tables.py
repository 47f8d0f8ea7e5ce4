"""Collections in, relational tables out: what a database, a columnar file and a description of the data are made from.

The classes of the items say everything: a plain field is a column, a part in a part adds columns `part_field`, a list or
a mapping is a table of its own that names the row it belongs to, and a reference is a foreign key.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from macros.answers.knowledge import Knowledge
from macros.answers.published import Collection, collections, items
from macros.facts.annotations import marks, mentioned
from macros.facts.schema.fields import Ref
from macros.facts.schema.kinds import KINDS

Type = Literal["text", "integer", "number", "boolean"]
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Column:
    """A column. `needed` says that no row lacks it."""

    name: str
    type: Type
    about: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Reference:
    """Columns that name a row of another table by its key."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass
class Table:
    """A table: its columns, the first of which are its key, the references to other tables, and its rows by key."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: list[Column] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def main(self) -> bool:
        """Whether its rows belong to no other row, or directly to one that does not."""
        return len(self.key) <= 2


def tables(knowledge: Knowledge) -> list[Table]:
    """Every table with its rows: what a reference names stands before the table that names it, as far as that is possible."""
    found: list[Table] = []
    for collection in collections():
        if collection.name != collection.kind.file:
            continue  # a list inside a record: it comes with the record
        draft = _Draft(_name(collection.kind.file), _name(collection.kind.name), collection)
        for item in items(knowledge, collection):
            draft.add(item)
        found += draft.tables()
    return found


def _name(text: str) -> str:
    return text.replace("-", "_")


@dataclass
class _Inner:
    """A list or a mapping in an item, and the table its parts become."""

    path: tuple[str, ...]
    mapping: bool
    shape: _Shape


@dataclass
class _Shape:
    """The table of one class, where its values stand in an item, and the tables of what is many in it. `plain`: a list of words."""

    table: Table
    values: list[tuple[str, ...]] = field(default_factory=list)
    inner: list[_Inner] = field(default_factory=list)
    plain: bool = False

    def all(self) -> Iterator[_Shape]:
        yield self
        for inner in self.inner:
            yield from inner.shape.all()


class _Draft:
    """The tables of one collection."""

    def __init__(self, name: str, one: str, collection: Collection) -> None:
        self._one = one
        table = Table(name, collection.about, ("id",))
        self._shape = _Shape(table)
        self._sourced = "sources" in collection.type.model_fields
        self._fields(self._shape, collection.type, one)

    def tables(self) -> list[Table]:
        found = [shape.table for shape in self._shape.all()]
        for table in found:
            table.rows.sort(key=lambda row: row[: len(table.key)])
        return found

    def add(self, item: dict[str, Any]) -> None:
        self._add(self._shape, item, ())

    def _add(self, shape: _Shape, item: Any, key: Row) -> None:
        own = (item["id"],) if shape is self._shape else key
        first = 1 if shape is self._shape else 0
        values = (item,) if shape.plain else (_at(item, path) for path in shape.values[first:])
        shape.table.rows.append((*own, *values))
        for inner in shape.inner:
            many = _at(item, inner.path)
            for name, part in (many.items() if inner.mapping else enumerate(many, 1)) if many else ():
                self._add(inner.shape, part, (*own, name))

    def _fields(self, shape: _Shape, type_: type[BaseModel], prefix: str, path: tuple[str, ...] = (), needed: bool = True) -> None:
        for name, info in type_.model_fields.items():
            key = info.alias or name
            self._field(shape, prefix, (*path, key), info.annotation, info.metadata, info.description or "", needed)

    def _field(
        self, shape: _Shape, prefix: str, path: tuple[str, ...], annotation: Any, metadata: Any, about: str, needed: bool
    ) -> None:
        bare, optional = _bare(annotation)
        origin = get_origin(bare)
        if origin in (tuple, dict):
            self._many(shape, prefix, path, bare, metadata, about)
        elif isinstance(bare, type) and issubclass(bare, BaseModel):
            self._fields(shape, bare, prefix, path, needed and not optional)
        else:
            column = Column("_".join(path), _type(bare), about, needed and not optional)
            shape.values.append(path)
            shape.table.columns.append(column)
            self._refer(shape.table, column.name, annotation, metadata)

    def _many(self, shape: _Shape, prefix: str, path: tuple[str, ...], bare: Any, metadata: Any, about: str) -> None:
        table, mapping = shape.table, get_origin(bare) is dict
        *keys, inside = [part for part in get_args(bare) if part is not ...]
        top = table.key == ("id",)
        outer = (f"{self._one}_id", *table.key[1:])
        own = _key_name(keys[0]) if mapping else "position" if top else f"{path[-1]}_position"
        child = Table(f"{prefix}_{'_'.join(path)}", about, (*outer, own))
        child.columns += [Column(name, column.type, "", True) for name, column in zip(outer, table.columns, strict=False)]
        child.columns.append(
            Column(own, "text" if mapping else "integer", "" if mapping else "Its place in the list, from 1.", True)
        )
        child.references.append(Reference(outer, table.name, table.key))
        if mapping:
            self._refer(child, own, keys[0], ())
        made = _Shape(child)
        part, optional = _bare(inside)
        if isinstance(part, type) and issubclass(part, BaseModel):
            child.about = about or (part.__doc__ or "").partition("\n")[0]
            self._fields(made, part, child.name)
        else:
            made.plain = True
            child.columns.append(Column("value", _type(part), "", not optional))
            self._refer(child, "value", inside, metadata)
        shape.inner.append(_Inner(path, mapping, made))

    def _refer(self, table: Table, column: str, annotation: Any, metadata: Any) -> None:
        """A foreign key, where the column names a record of a kind that is published, or a source of the same record."""
        kinds = {mark.kind for mark in marks(Ref, annotation, metadata)}
        for kind in KINDS:
            if kind.name in kinds and kind.file:
                table.references.append(Reference((column,), _name(kind.file), ("id",)))
        if self._sourced and not kinds and column.rpartition("_")[2] == "source":
            sources = f"{self._one}_sources"
            table.references.append(Reference((table.key[0], column), sources, (f"{self._one}_id", "key")))


def _bare(annotation: Any) -> tuple[Any, bool]:
    """An annotation without its marks, and whether it may be None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        some = [part for part in get_args(annotation) if part is not type(None)]
        if len(some) == 1:
            return _bare(some[0])[0], True
        raise TypeError(f"{annotation} has two forms; a column has one")
    return annotation, False


def _type(bare: Any) -> Type:
    found = set(mentioned(bare))
    return "boolean" if bool in found else "integer" if int in found else "number" if float in found else "text"


def _key_name(annotation: Any) -> str:
    """`question` for a mapping by question, `key` for one by a short name."""
    for mark in marks(Ref, annotation):
        return mark.kind.rpartition("/")[2].removesuffix("s")
    return "key"


def _at(item: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        item = None if item is None else item.get(step)
    return item

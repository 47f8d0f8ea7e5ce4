"""A kind and the tree of a record in, each field and value with what the schema says of it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from macros.facts.documents import Place, Tree
from macros.facts.schema.evidence import Record
from macros.facts.schema.fields import Drawn, Ref


@dataclass(frozen=True)
class Shape:
    """What a value may be: marks of a plain value, the item of a list, fields or entries of a mapping."""

    refs: tuple[str, ...] = ()  # kinds of record, or `vocabulary/<name>`
    drawn: str = ""  # day, count, tokens, number, url; '' for text
    plain: bool = False
    item: Shape | None = None
    fields: Mapping[str, tuple[Shape, bool]] = field(default_factory=dict)  # name → shape, and whether it must be there
    keys: Shape | None = None
    entry: Shape | None = None


@dataclass(frozen=True)
class Met:
    """A value of a tree with its shape; `free` where a record is sound without it."""

    place: Place
    value: Tree
    shape: Shape
    free: bool = False


def met(shape: Shape, tree: Tree, place: Place = (), *, free: bool = False) -> Iterator[Met]:
    """Every value of the tree that the schema knows, from the outside in."""
    yield Met(place, tree, shape, free)
    if isinstance(tree, dict):
        for key, value in tree.items():
            inner, needed = shape.fields.get(key, (shape.entry, True))
            if inner is not None:
                yield from met(inner, value, (*place, key), free=not needed)
    elif isinstance(tree, list) and shape.item is not None:
        for at, value in enumerate(tree):
            yield from met(shape.item, value, (*place, at))


@cache
def shape_of(type_: type[BaseModel]) -> Shape:
    """The shape of a class of the schema; the id of a record is its file's name."""
    fields = {}
    for name, info in type_.model_fields.items():
        if name == "id" and issubclass(type_, Record):
            continue
        fields[info.alias or name] = (_shape(info.annotation, info.metadata), info.is_required())
    return Shape(fields=fields)


def _shape(annotation: Any, marks: Any = ()) -> Shape:
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _shape(inner, (*marks, *more))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return shape_of(annotation)
    if get_origin(annotation) in (Union, UnionType):
        return _either([_shape(one, marks) for one in get_args(annotation) if one is not type(None)])
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return Shape(item=_shape(arguments[0]))
    if get_origin(annotation) is dict:
        return Shape(keys=_shape(arguments[0]), entry=_shape(arguments[1]))
    refs = tuple(mark.kind for mark in marks if isinstance(mark, Ref))
    drawn = next((mark.type for mark in marks if isinstance(mark, Drawn)), "number" if annotation in (int, float) else "")
    return Shape(refs=refs, drawn=drawn, plain=True)


def _either(shapes: list[Shape]) -> Shape:
    """One shape for what may be written in two forms: a plain value or a list."""
    first = Shape()
    for one in shapes:
        first = Shape(
            refs=first.refs + one.refs,
            drawn=first.drawn or one.drawn,
            plain=first.plain or one.plain,
            item=first.item or one.item,
            fields={**first.fields, **one.fields},
            keys=first.keys or one.keys,
            entry=first.entry or one.entry,
        )
    return first

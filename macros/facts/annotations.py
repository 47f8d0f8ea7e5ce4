"""A type annotation in, the types and marks inside it out; a record and a dotted path in, the value there out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel

T = TypeVar("T")


def mentioned(annotation: Any) -> Iterator[Any]:
    """Every type and mark in an annotation, however deep: `list[Annotated[str, mark]] | None` names five."""
    yield annotation
    for argument in get_args(annotation):
        yield from mentioned(argument)


def classes(annotation: Any) -> list[type[BaseModel]]:
    """The classes of records and their parts that an annotation mentions."""
    return [item for item in mentioned(annotation) if isinstance(item, type) and issubclass(item, BaseModel)]


def marks(kind: type[T], annotation: Any, metadata: Iterable[Any] = ()) -> list[T]:
    """What a field is marked with: its own metadata, and what stands inside its annotation."""
    return [item for item in (*metadata, *mentioned(annotation)) if isinstance(item, kind)]


def at(record: Any, path: str) -> Any:
    """The value at 'parameters.total'; None where a step on the way is empty."""
    for step in path.split("."):
        record = None if record is None else getattr(record, step)
    return record


def has_field(type_: type[BaseModel], path: str) -> bool:
    """Whether records of a class have a field at 'context.native'; any key of a mapping will do."""
    name, _, rest = path.partition(".")
    field = next((field for known, field in type_.model_fields.items() if name in (known, field.alias)), None)
    if field is None or not rest:
        return field is not None
    keyed = any(get_origin(item) is dict for item in mentioned(field.annotation))
    return any(has_field(inner, rest) for inner in classes(field.annotation)) or (keyed and "." not in rest)

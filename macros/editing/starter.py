"""A kind of record and what is known of one in, a commented starting file out, made from the schema so that it cannot drift."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from macros.editing.records import LAST, modeline
from macros.editing.spans import written
from macros.facts.annotations import classes, marks
from macros.facts.catalog import Catalog
from macros.facts.schema.evidence import Source
from macros.facts.schema.fields import Ref
from macros.facts.schema.kinds import Kind

Value = Any
FEW = 9  # words that still fit behind a field
RARE = ("also", "aliases", "conflicts")  # one line is enough


@dataclass(frozen=True)
class Begun:
    """What is known of a record: fields by path, and sources by key with their own fields."""

    fields: Mapping[str, Value]
    sources: Mapping[str, Mapping[str, Value]]


def starter(kind: Kind, begun: Begun, catalog: Catalog) -> str:
    """YAML in the order in which a reader asks: what is known, what must be filled in, what may be added as comments."""
    lines = [modeline(kind), f"# {(kind.type.__doc__ or '').strip()} Delete what is not known; a line behind '#' is optional."]
    fields = [name for name in kind.type.model_fields if name != "id" and not (kind.sourced and name in LAST)]
    fields += [name for name in kind.type.model_fields if name == "searched" and kind.sourced]
    for name in fields:
        lines += _field(kind.type, name, _below(begun.fields, _alias(kind.type, name)), catalog, "", "")
    if kind.sourced:
        lines.append("sources:  # where each fact is from; one source may leave out 'for:' and is the source of all the rest")
        for key, source in begun.sources.items():
            lines.append(f"  {key}:")
            for name in Source.model_fields:
                lines += _field(Source, name, source.get(_alias(Source, name)), catalog, "    ", "")
        lines += _field(kind.type, "conflicts", None, catalog, "", "")
    return "\n".join(lines) + "\n"


def _field(type_: type[BaseModel], name: str, value: Value, catalog: Catalog, indent: str, mark: str) -> Iterator[str]:
    """The lines of one field: with its value, to be filled in, or as a comment."""
    info, shown = type_.model_fields[name], _alias(type_, name)
    inner = next(iter(classes(info.annotation)), None)
    about = _about(info.description, marks(Ref, info.annotation, info.metadata), catalog)
    if value is not None and inner and isinstance(value, Mapping) and not (many := _many(info.annotation)):
        yield f"{indent}{mark}{shown}:" + (f"  # {info.description}" if info.description else "")
        for one in inner.model_fields:
            yield from _field(inner, one, value.get(_alias(inner, one)), catalog, indent + "  ", mark)
    elif value is not None:
        yield from _valued(f"{indent}{mark}{shown}:", value, indent + mark)
    elif inner and shown not in RARE and len(indent) < 4:
        mark = mark or ("" if info.is_required() else "# ")
        yield f"{indent}{mark}{shown}:" + (f"  # {info.description}" if info.description else "")
        many = _many(info.annotation)
        deeper = [line for one in inner.model_fields for line in _field(inner, one, None, catalog, indent + "  ", mark)]
        if many == "list":
            bare = indent + "  " + mark
            deeper = [
                line.replace(bare, f"{bare}- ", 1) if at == 0 else f"{bare}  {line.removeprefix(bare)}"
                for at, line in enumerate(deeper)
            ]
        elif many == "keys":
            first, *others = list(_keys(marks(Ref, info.annotation), catalog)) or ["KEY:"]
            yield f"{indent}  {mark}{first}"
            deeper = [*(f"  {line}" for line in deeper), *(f"{indent}  {mark}{other}" for other in others)]
        yield from deeper
    else:
        mark = mark or ("" if info.is_required() else "# ")
        yield f"{indent}{mark}{shown}:{f'  # {about}' if about else ''}"


def _valued(head: str, value: Value, front: str) -> Iterator[str]:
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        yield head
        yield from (f"{front}  - {_flow(one)}" for one in value)
    else:
        yield f"{head} {_flow(value)}"


def _flow(value: Value) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return written(str(value))


def _about(description: str | None, refs: list[Ref], catalog: Catalog) -> str:
    """What the field is, and its words where they are few."""
    said = [description] if description else []
    for mark in refs:
        vocabulary = mark.kind.partition("/")[2]
        words = list(catalog.vocabularies.get(vocabulary, ()))
        if words and all(word in (description or "") for word in words):
            continue
        if words and len(words) <= FEW:
            said.append("One of " + ", ".join(words) + ".")
        elif words:
            said.append(f"A word of data/vocabulary/{vocabulary}.yml.")
        elif not vocabulary:
            said.append(f"The id of a {mark.kind}.")
    return " ".join(dict.fromkeys(said))


def _keys(refs: list[Ref], catalog: Catalog) -> Iterator[str]:
    """The words of the vocabulary that the keys of a mapping are from, each with its label."""
    for mark in refs[:1]:
        for word in catalog.vocabularies.get(mark.kind.partition("/")[2], {}).values():
            yield f"{word.id}:  # {word.label}"


def _alias(type_: type[BaseModel], name: str) -> str:
    return type_.model_fields[name].alias or name


def _below(fields: Mapping[str, Value], name: str) -> Value:
    """The value of a field, gathered from the paths below it: `availability.weights` too."""
    deeper = {path.removeprefix(f"{name}."): value for path, value in fields.items() if path.startswith(f"{name}.")}
    own = fields.get(name)
    return {**own, **deeper} if isinstance(own, Mapping) and deeper else deeper or own


def _many(annotation: Any) -> str:
    text = str(annotation)
    return "list" if "tuple[" in text else "keys" if "dict[" in text else ""

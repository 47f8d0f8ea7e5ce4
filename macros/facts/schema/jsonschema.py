"""The classes of the schema in, JSON Schemas out: for editors (data/schema/) and for users of the data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import BaseModel

from macros.facts.annotations import classes
from macros.facts.schema.fields import Ref
from macros.facts.schema.kinds import KINDS

if TYPE_CHECKING:
    from macros.facts.catalog import Catalog

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(catalog: Catalog) -> dict[str, str]:
    """Kind → the text of its schema. Words of vocabularies are listed, so that an editor completes them."""
    found = {kind.name: schema(kind.type, catalog, "validation") for kind in KINDS}
    for written in found.values():
        written["properties"].pop("id")  # the file's name
        written["required"] = [name for name in written.get("required", []) if name != "id"]
    return {name: text(written) for name, written in found.items()}


def text(schema: dict[str, Any]) -> str:
    """A schema as a file holds it."""
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=1) + "\n"


def schema(type_: type[BaseModel], catalog: Catalog, mode: Literal["validation", "serialization"]) -> dict[str, Any]:
    """The schema of a class as people write it (validation) or as it is published (serialization), with the words listed."""
    schema = type_.model_json_schema(by_alias=True, mode=mode)
    for model in _models(type_):
        body = schema if model is type_ else schema["$defs"][model.__name__]
        for name, field in model.model_fields.items():
            kinds = _refs(field.metadata) or _refs_in(field.annotation)
            if kinds and (field.alias or name) in body["properties"]:
                _complete(body["properties"][field.alias or name], kinds, catalog)
    for body in [schema, *schema.get("$defs", {}).values()]:
        for node in body.get("properties", {}).values():
            if "patternProperties" in node:
                node["additionalProperties"] = False
    return schema


def _complete(node: dict[str, Any], kinds: list[str], catalog: Catalog) -> None:
    """Put the words of a vocabulary where the strings are."""
    words = [kind.partition("/")[2] for kind in kinds if kind.startswith("vocabulary/")]
    if not words:
        return
    ids = list(catalog.vocabularies[words[0]])
    if node.get("type") == "object":
        node["propertyNames"] = {"enum": ids}
        return
    for part in [node, *node.get("anyOf", []), node.get("items", {})]:
        if part.get("type") == "string":
            part["enum"] = ids


def _models(type_: type[BaseModel]) -> list[type[BaseModel]]:
    found: list[type[BaseModel]] = []
    todo = [type_]
    while todo:
        model = todo.pop()
        if model not in found:
            found.append(model)
            for field in model.model_fields.values():
                todo += classes(field.annotation)
    return found


def _refs(metadata: Any) -> list[str]:
    return [mark.kind for mark in metadata if isinstance(mark, Ref)]


def _refs_in(annotation: Any) -> list[str]:
    found = _refs(getattr(annotation, "__metadata__", ()))
    return found + [kind for argument in get_args(annotation) for kind in _refs_in(argument)]

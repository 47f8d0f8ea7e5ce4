"""A tree of strings in, a typed record out, or problems that say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from macros.facts.annotations import classes, marks, mentioned
from macros.facts.documents import Place, Tree
from macros.facts.problems import did_you_mean
from macros.facts.schema.evidence import Record, Subject
from macros.facts.schema.fields import Prose, Ref
from macros.facts.schema.kinds import Kind
from macros.facts.schema.loose import measured

UNKNOWN = frozenset({"unknown", "n/a", "na", "tbd", "tba", "?", "-", "none", "null", "~", "not known", "unspecified"})

_WORKED_OUT = "it is worked out from the facts"
_PRICED = "prices stand in data/fetched/, which a program refreshes"
ELSEWHERE = {
    **dict.fromkeys(("openness", "access", "access_class", "verdict", "score", "rating", "age", "memory", "vram"), _WORKED_OUT),
    **dict.fromkeys(("price", "prices", "pricing", "cost"), _PRICED),
}

A_SOURCE = (
    "write where the facts were read, like "
    "sources: {card: {url: 'https://example.org/page', kind: maker, read: 2026-11-20, shows: What this page says about it}}"
)
FORMS = {
    "spdx": "is no id of SPDX; write it as their list does, without blanks: Apache-2.0",
    "scancode": "is no id of ScanCode; it begins with LicenseRef-",
    "pages": "is no page; write its place below docs/, like understand/licensing.md",
}

_PLAIN = ("string_type", "int_type", "float_type", "int_parsing", "float_parsing")

Finding = tuple[Place, str]
P = TypeVar("P", bound=BaseModel)


def typed(kind: Kind, id: str, tree: Tree, today: date) -> tuple[Record | None, list[Finding]]:
    """The record, or what keeps `tree` from being one."""
    assert isinstance(tree, dict)
    if "id" in tree:
        return None, [(("id",), "is the file's name already; delete this line")]
    return validated(kind.type, {**tree, "id": id}, today)


def validated(type_: type[P], tree: Tree, today: date | None = None) -> tuple[P | None, list[Finding]]:
    """The tree as a `type_`, or what keeps it from being one; without `today` a date may be in the future."""
    try:
        return type_.model_validate(tree, context={"today": today}), []
    except ValidationError as error:
        details = _once(type_, error.errors(include_url=False))
        places = [detail["loc"] for detail in details]
        return None, [_finding(type_, detail) for detail in details if not _follows(detail, places)]


def _once(type_: type[BaseModel], details: list[ErrorDetails]) -> list[ErrorDetails]:
    """One problem for a part that has none of its fields, instead of one for each that is there and each that is not."""
    odd = {detail["loc"][:-1] for detail in details if detail["type"] == "extra_forbidden" and len(detail["loc"]) > 1}
    lost: dict[tuple[int | str, ...], list[str]] = {}
    for detail in details:
        if detail["type"] == "missing" and detail["loc"][:-1] in odd:
            lost.setdefault(detail["loc"][:-1], []).append(str(detail["loc"][-1]))
    kept = [detail for detail in details if detail["loc"][:-1] not in lost or len(lost[detail["loc"][:-1]]) < 2]
    for place, names in lost.items():
        given = next(detail["input"] for detail in details if detail["type"] == "missing" and detail["loc"][:-1] == place)
        if len(names) > 1 and isinstance(given, dict):
            strange = ", ".join(repr(name) for name in given if name not in _fields(type_, _plain(place)))
            wanted = ", ".join(f"{name}: …" for name in names)
            kept.append(
                {"type": "plain", "loc": place, "msg": f"has {strange}, which is no field; write {{{wanted}}}", "input": given}
            )
    return kept


def _follows(detail: ErrorDetails, places: list[tuple[int | str, ...]]) -> bool:
    """Whether a list is too short only because what stands in it was refused."""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(len(one) > len(place) and one[: len(place)] == place for one in places)


def _finding(type_: type[BaseModel], detail: ErrorDetails) -> Finding:
    place = _plain(detail["loc"])
    return place, _text(type_, place, detail)


def _plain(place: tuple[int | str, ...]) -> Place:
    """A place without pydantic's `[key]` and our tags."""
    return tuple(part for part in place if not str(part).startswith("["))


def _text(type_: type[BaseModel], place: Place, detail: ErrorDetails) -> str:
    given, limits = detail["input"], detail.get("ctx", {})
    if given == "" and detail["type"] == "extra_forbidden" and re.fullmatch(r"\d{3}(\.\d+)?[A-Z]?", str(place[-1])):
        return "a comma in braces begins a new field; write numbers without commas, like 131072"
    if place == ("sources",) and issubclass(type_, Subject) and (not given or detail["type"] == "missing"):
        return f"{'is missing' if detail['type'] == 'missing' else 'is empty'}; {A_SOURCE}"
    if given == "":
        return f"is empty; {'write it, it is required' if _required(type_, place) else 'write a value or delete the line'}"
    if isinstance(given, str) and given.strip().lower() in UNKNOWN:
        if _required(type_, place):
            return f"is {given!r}; a record needs it, so write what it is, or wait with the record until somebody knows"
        return f"is {given!r}; what is not known is left out, delete the line"
    if isinstance(given, list) and given and all(isinstance(item, str) for item in given) and detail["type"] in _PLAIN:
        return "is a list; write one plain value" + (f": {given[0]}" if len(given) == 1 else "")
    match detail["type"]:
        case "plain":
            return detail["msg"]
        case "extra_forbidden":
            if len(place) > 1 and place[-1] in _fields(type_, ()):
                return "belongs to the record itself; take away the spaces in front of it"
            if (name := str(place[-1]).lower()) in ELSEWHERE:
                return f"is no field of this record: {ELSEWHERE[name]}; delete the line"
            near = did_you_mean(str(place[-1]), _fields(type_, place[:-1]))
            return "is not a field" + (near or f"; the fields here are {', '.join(_fields(type_, place[:-1]))}")
        case "missing":
            return "is missing; write it, it is required"
        case "literal_error":
            return f"{given!r} is not one of {limits['expected']}"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{given!r} is not a whole number; write it in digits, like 3"
        case "float_parsing" | "float_type" | "finite_number":
            return f"{given!r} is not a number; write it in digits, like 61.5"
        case "string_type":
            return "is a list or mapping; write one plain value"
        case "tuple_type":
            if isinstance(given, dict):
                return "is one mapping; write a list, with '- ' in front of it"
            return f"{given!r} is one value; write a list, like [{measured(str(given)) or given}]"
        case "dict_type" | "model_type" | "model_attributes_type":
            fields = _fields(type_, place)
            return (
                f"is one value; write it with its fields, like {{{fields[0]}: …}}"
                + (f" (they are {', '.join(fields)})" if 1 < len(fields) < 8 else "")
                if fields
                else "is one value; write 'name: value' lines below it"
            )
        case "string_too_short":
            return f"is {len(str(given))} characters long; {limits['min_length']} at least"
        case "too_short":
            return f"is empty; list at least {limits['min_length']}"
        case "string_too_long":
            return f"is {len(str(given))} characters long; {limits['max_length']} at most"
        case "string_pattern_mismatch":
            name = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
            if name not in FORMS and re.fullmatch(limits["pattern"], lower := re.sub(r"[ _]+", "-", str(given).strip().lower())):
                return f"{given!r} has capitals or blanks; write '{lower}'"
            form = FORMS.get(name) or f"does not have the form {limits['pattern']}"
            return f"{given!r} {form}"
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            share = f": a share is written {float(given) / 100:g}" if limits.get("le") == 1 and 1 < float(given) <= 100 else ""
            return f"'{given}' is out of range; {detail['msg'].removeprefix('Input ')}{share}"
        case _:
            return detail["msg"]


def _required(type_: type[BaseModel], place: Place) -> bool:
    """Whether a record cannot do without the field at `place`."""
    found: list[Any] = [type_]
    for part in place[:-1]:
        found = _step(found, part)
    fields = [field for annotation in found for model in classes(annotation) for field in model.model_fields.items()]
    return any(place and place[-1] in (name, field.alias) and field.is_required() for name, field in fields)


def _fields(type_: type[BaseModel], place: Place) -> list[str]:
    """The field names allowed at `place` inside a record of `type_`."""
    found: list[Any] = [type_]
    for part in place:
        found = _step(found, part)
    models = [model for annotation in found for model in classes(annotation)]
    names = (
        field.alias or name for model in models for name, field in model.model_fields.items() if name != "id" or model is not type_
    )
    return list(dict.fromkeys(names))


def _step(annotations: list[Any], part: str | int) -> list[Any]:
    inner = [item for annotation in annotations for item in mentioned(annotation)]
    for model in (item for item in inner if isinstance(item, type) and issubclass(item, BaseModel)):
        for name, field in model.model_fields.items():
            if part in (name, field.alias):
                return [field.annotation]
    return [item for item in inner if not isinstance(item, type) or issubclass(item, BaseModel)]


def markdown_texts(record: BaseModel) -> Iterator[tuple[Place, str]]:
    """(place, text) of every field of `record` that is Markdown; such fields stand at the top of a record."""
    for name in _markdown_fields(type(record)):
        if value := getattr(record, name):
            yield (name,), value


@cache
def _markdown_fields(type_: type[BaseModel]) -> tuple[str, ...]:
    fields = type_.model_fields.items()
    return tuple(name for name, field in fields if marks(Prose, field.annotation, field.metadata))


_PLANS: dict[type[BaseModel], list[tuple[str, str, Any]]] = {}


def references(record: BaseModel) -> list[tuple[Place, str, str]]:
    """(place, kind, id) of everything `record` refers to: records by id and words of vocabularies."""
    found: list[tuple[Place, str, str]] = []
    _refer(record, (), found)
    return found


def _refer(part: BaseModel, place: Place, found: list[tuple[Place, str, str]]) -> None:
    for name, shown, plan in _plans(type(part)):
        if (value := getattr(part, name)) is not None:
            _follow(plan, value, (*place, shown), found)


def _plans(type_: type[BaseModel]) -> list[tuple[str, str, Any]]:
    if type_ not in _PLANS:
        found = []
        for name, field in type_.model_fields.items():
            marks = [mark for mark in field.metadata if isinstance(mark, Ref)]
            plan = marks[0] if marks else _plan(field.annotation)
            if plan is not None:
                found.append((name, field.alias or name, plan))
        _PLANS[type_] = found
    return _PLANS[type_]


def _plan(annotation: Any) -> Any:
    """How to find references in a value of this type: a Ref, ('each', plan), ('items', …), ('either', …), 'part' or None."""
    if marks := [mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Ref)]:
        return marks[0]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "part"
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        inner = _plan(arguments[0])
        return ("each", inner) if inner is not None else None
    if origin is dict:
        plans = (_plan(arguments[0]), _plan(arguments[1]))
        return ("items", *plans) if any(plan is not None for plan in plans) else None
    inner_plans = [plan for plan in map(_plan, arguments) if plan is not None]
    return ("either", *inner_plans) if len(inner_plans) > 1 else inner_plans[0] if inner_plans else None


def _follow(plan: Any, value: Any, place: Place, found: list[tuple[Place, str, str]]) -> None:
    if isinstance(plan, Ref):
        if isinstance(value, str):
            found.append((place, plan.kind, value))
    elif plan == "part":
        if isinstance(value, BaseModel):
            _refer(value, place, found)
    elif plan[0] == "either":
        for form in plan[1:]:
            _follow(form, value, place, found)
    elif plan[0] == "each" and isinstance(value, tuple):
        for at, item in enumerate(value):
            _follow(plan[1], item, (*place, at), found)
    elif isinstance(value, dict):  # anything else is the plain form of a field that may be a list
        for key, item in value.items():
            for inner, one in zip(plan[1:], (key, item), strict=True):
                if inner is not None:
                    _follow(inner, one, (*place, key), found)

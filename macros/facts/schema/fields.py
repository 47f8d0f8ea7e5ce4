"""The types a field can have: each turns the string written in YAML into a value, or says why not."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from sys import intern
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError

from macros.facts.characters import unportable
from macros.facts.schema import loose
from macros.facts.schema.loose import count_of, tokens_of

ID_PATTERN = r"^[a-z0-9]+([.-][a-z0-9]+)*$"
_ID = re.compile(ID_PATTERN)
_MARKUP = re.compile(r"<[a-zA-Z/!?]|\{\{|\{%|\{#|&[a-z]+;|&#")
_DAY = re.compile(r"^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$")
_URL = re.compile(
    r"^(?ai:https?://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](:\d{1,5})?)([/?#][^\s<>\"'{}|\\^`]*)?$"
)
_REPOSITORY = re.compile(r"[\w-]+/[\w.-]+")  # as the Hub and GitHub name one
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?(e[+-]?[0-9]{1,2})?", re.IGNORECASE)
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_SCALE = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_COUNTED = re.compile(r"([0-9]+(?:\.[0-9]+)?)([KMBT]?)")
FIRST_YEAR = 1950
AHEAD = timedelta(days=1)  # where the reader lives it is tomorrow already
FEWEST_TOKENS = 64


_GIVEN: set[str] = set()


class Part(BaseModel):
    """Anything inside a record: only known fields, and nobody changes it after loading."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        json_schema_serialization_defaults_required=True,  # what is published has every field, unknown ones as null
    )

    def model_post_init(self, context: Any, /) -> None:
        """Nobody asks which fields were given, and the sets that say so would weigh more than what is given."""
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN)


Once = AfterValidator(intern)  # equal words, ids and keys are kept once, however many records say them


@dataclass(frozen=True)
class Ref:
    """Marks a string as the id of a record of `kind`, or of a word in `vocabulary/<name>`."""

    kind: str


class Prose:
    """Marks a string as Markdown, which pages render."""


@dataclass(frozen=True)
class Drawn:
    """Marks a type by the way its values are ordered and drawn: count, tokens, day, number, url, text."""

    type: str


class Written:
    """Marks a string that an editor may take for a number (`version: 3.0`); the check takes what is written."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        form = handler(schema)
        return {**form, "type": ["string", "number"]} if handler.mode == "validation" else form


def plain_id(name: str) -> str:
    """`Hermes 4_70B` as an id: `hermes-4-70b`."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")


def word(vocabulary: str) -> Any:
    """A string that must be the id of a word in `data/vocabulary/<vocabulary>.yml`."""
    return Annotated[str, Ref(f"vocabulary/{vocabulary}"), Field(min_length=1), Once]


def ref(kind: str) -> Any:
    """A string that must be the id of a record of `kind`."""
    return Annotated[str, Ref(kind), Field(min_length=1), Once]


def line(least: int, most: int = 400) -> Any:
    """A Line of another length (a `Field(min_length=…)` beside Line would be overruled by Line's own)."""
    return Annotated[str, Field(min_length=least, max_length=most), AfterValidator(_no_markup)]


def whole(least: int, most: int) -> Any:
    """A whole number between two that are plausible."""
    return Annotated[int, Field(ge=least, le=most), BeforeValidator(_whole)]


def number(least: float, most: float) -> Any:
    """A number between two that are plausible."""
    return Annotated[float, Drawn("number"), Field(allow_inf_nan=False, ge=least, le=most), BeforeValidator(_number)]


def positive(most: float) -> Any:
    """A number above zero, at most `most`: limits in a `Field(…)` beside Number would be overruled by Number's own."""
    return Annotated[float, Drawn("number"), Field(allow_inf_nan=False, gt=0, le=most), BeforeValidator(_number)]


def problem(text: str) -> PydanticCustomError:
    """An error whose text already says what to do."""
    return PydanticCustomError("plain", text)


def _no_markup(value: str) -> str:
    if found := _MARKUP.search(value):
        raise problem("holds markup (" + repr(found.group()) + "); write plain words, without HTML, entities or template braces")
    return value


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise problem(f"{value!r} is not an id; use lower-case letters, digits, dots and hyphens")
    if why := unportable(value):
        raise problem(why)
    return value


def _counted(value: str) -> str:
    if not re.search(r"[0-9]", value):
        raise problem(f"{value!r} has no number; write how much, as the source states it, like 52,000 instructions")
    return value


def _name(value: str) -> str:
    if len(value) > 2 and value[0] in "“‘" and value[-1] in "”’":
        raise problem(f"has curly quotes around it; plain YAML needs none, write {value[1:-1]}")
    if re.search(r"[<>{}]", value):
        raise problem("holds one of < > { }; a name is plain text")
    return value


def _url(value: str) -> str:
    if not _URL.fullmatch(value):
        whole = f"the whole address, like https://github.com/{value}" if _REPOSITORY.fullmatch(value) else ""
        raise problem(f"{value!r} is not a web address; write {whole or 'https://…, with %20 for a space'}")
    return value


@cache
def _any_day(value: str) -> str:
    found = _DAY.fullmatch(value)
    if not found:
        two = loose.days(value)
        meant = loose.day(value) or (loose.one_of(value) if not two else None)
        cure = f"; write {meant}" if meant else f"; write {two[0]} or {two[1]}, whichever it was" if two else ""
        raise problem(f"{value!r} is not a date like 2024-11-26 (or 2024-11, or 2024){cure}")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is not None and month > 12:
        swapped = f", like {year}-{day:02}-{month:02}" if day and day <= 12 else ""
        raise problem(f"{value!r} has month {month}; write year-month-day{swapped}")
    if (month is not None and not 1 <= month <= 12) or (
        day is not None and month is not None and not 1 <= day <= monthrange(year, month)[1]
    ):
        raise problem(f"{value!r} is no day of the calendar")
    if year < FIRST_YEAR:
        raise problem(f"{value!r} is before {FIRST_YEAR}; check the year")
    return value


def _day(value: str, info: ValidationInfo) -> str:
    value = _any_day(value)
    today = (info.context or {}).get("today")
    if today and value > _last(today)[: len(value)]:
        raise problem(f"{value!r} is in the future; write when it happened")
    return value


@cache
def _last(today: date) -> str:
    """The last day that can have been."""
    return str(today + AHEAD)


def _full_day(value: str, info: ValidationInfo) -> str:
    if len(value) != 10:
        _day(value, info)
        raise problem(f"{value!r} lacks the day; write it like 2024-11-26")
    return _day(value, info)


def _count(value: object) -> object:
    """'671B' → 671_000_000_000; a bare number is taken as it stands."""
    if not isinstance(value, str):
        return value
    found = _COUNTED.fullmatch(value.replace("_", ""))
    if not found:
        meant = count_of(value)
        product = re.fullmatch(r"\d+ ?[x×] ?\d+(\.\d+)?[BM]", value, re.IGNORECASE)
        whole = "the total that the maker states, like 47B for 8x7B" if product else "671B, 7.6M or 1500000"
        raise problem(f"{value!r} is not a count; write {meant or whole}")
    if len(value) > 20:
        raise problem(f"'{value[:12]}…' has {len(value)} characters; write a count with its unit, like 671B")
    return int(Decimal(found.group(1)) * _SCALE[found.group(2)])


def _parameters(value: int) -> int:
    if value < 1000:
        raise problem(f"'{value}' is too small for a parameter count; write the unit, like {value}B or {value}M")
    if value > 10**14:
        raise problem(f"'{value}' is too large for a parameter count; check the unit")
    return value


def _tokens(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[0-9]{1,15}", value):
        meant = tokens_of(value)
        comma = "has a comma" if "," in value and len(meant) == 1 else "is not a whole number of tokens"
        which = ", whichever the maker states" if len(meant) == 2 else ""
        raise problem(f"{_short(value)} {comma}; write {' or '.join(meant) or 'all of it, like 131072'}{which}")
    if 0 < int(value) < FEWEST_TOKENS:
        raise problem(f"{value} tokens are less than a few sentences; did you mean {int(value) * 1024}?")
    if int(value) == 0:
        raise problem("0 is no number of tokens; leave the line out if it is not known")
    return value


def _read(value: int) -> int:
    if not 10**5 <= value <= 10**15:
        raise problem(f"'{value}' is not between 100K and 1000T; check the unit")
    return value


def _number(value: object) -> object:
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        meant = loose.number(value) or loose.pointed(value) or loose.measured(value)
        raise problem(f"{_short(value)} is not a number; write {meant or 'it in digits, like 61.5'}")
    return value


def _whole(value: object) -> object:
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        meant = loose.number(value) or loose.scaled(value) or loose.measured(value)
        raise problem(f"{_short(value)} is not a whole number; write {meant or 'it in digits, like 32'}")
    return value


def _short(value: str) -> str:
    return repr(value) if len(value) <= 40 else f"{value[:20]!r}… ({len(value)} characters)"


Id = Annotated[str, AfterValidator(_id), Field(json_schema_extra={"pattern": ID_PATTERN})]
Name = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_name), Written()]
ShortName = Annotated[str, Field(min_length=1, max_length=28), AfterValidator(_name), Written()]
Line = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_no_markup), Written()]
Counted = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_no_markup), AfterValidator(_counted), Written()]
Text = Annotated[str, Prose(), Field(min_length=1, max_length=6000), AfterValidator(_no_markup)]
Url = Annotated[str, Drawn("url"), Field(max_length=600, json_schema_extra={"format": "uri"}), AfterValidator(_url)]
_DAY_SCHEMA = Field(json_schema_extra={"pattern": _DAY.pattern})
Day = Annotated[str, Drawn("day"), AfterValidator(_day), _DAY_SCHEMA, Written()]
AnyDay = Annotated[str, Drawn("day"), AfterValidator(_any_day), _DAY_SCHEMA, Written()]  # may lie ahead
FullDay = Annotated[str, Drawn("day"), AfterValidator(_full_day), Field(json_schema_extra={"format": "date"})]
_COUNT_SCHEMA = WithJsonSchema({"type": ["string", "integer"], "pattern": r"^[0-9][0-9_]*(\.[0-9]+)?[KMBT]?$"}, mode="validation")
Count = Annotated[int, Drawn("count"), BeforeValidator(_count), AfterValidator(_read), _COUNT_SCHEMA]
Parameters = Annotated[int, Drawn("count"), BeforeValidator(_count), AfterValidator(_parameters), _COUNT_SCHEMA]
Tokens = Annotated[int, Drawn("tokens"), Field(ge=64, le=100_000_000), BeforeValidator(_tokens)]
Number = number(-1e15, 1e15)
Amount = positive(1e15)
Share = positive(1)
Key = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9-]*$"), Once]

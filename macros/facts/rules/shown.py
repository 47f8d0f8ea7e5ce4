"""What a source is said to show, held against the value that rests on it: a changed value needs a source that shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar, cast

from macros.facts.annotations import at
from macros.facts.documents import Place
from macros.facts.rules.entry import Entry
from macros.facts.schema.evidence import Subject
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.facts.schema.things import Hardware

_NUMBER = r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)"
_SCALE = {"M": 1e6, "B": 1e9, "T": 1e12}
_UNIT = r" ?(M|B|T|million|billion|trillion)\b"
T = TypeVar("T", str, float)
ROUNDED = 0.06  # a page that says 8B is right about 8.03B, and about 7.6B


@dataclass(frozen=True)
class _Shown:
    """A field, and how `shows` speaks of it, with a word it needs; `reads` is where its number stands, if not in the field."""

    path: str
    word: str
    pattern: re.Pattern[str]
    tolerance: float = 0.0
    reads: str = ""

    def value(self, model: Model) -> float | None:
        found: float | None = at(model, self.reads or self.path)
        return found

    def numbers(self, shows: str) -> list[float]:
        """Every number `shows` gives for the field."""
        found = (match.groups("") for match in self.pattern.finditer(shows)) if self.word in shows else ()
        return [float(number.replace(",", "")) * _SCALE.get("".join(unit)[:1].upper(), 1) for number, *unit in found]


_FIELDS = (
    _Shown("parameters.total", "parameters", re.compile(f"{_NUMBER}{_UNIT} (?:total )?parameters"), ROUNDED),
    _Shown(
        "parameters.active",
        "activ",
        re.compile(f"{_NUMBER}{_UNIT} (?:of [0-9.]+ ?[MBT] )?(?:parameters )?(?:active|activated)(?! for input)"),
        ROUNDED,
    ),
    _Shown("training.tokens", "tokens", re.compile(f"{_NUMBER}{_UNIT} (?:training )?tokens"), ROUNDED),
    _Shown("context.native", "context", re.compile(f"context (?:window |length )?of {_NUMBER} tokens")),
    _Shown("architecture.hidden_size", "hidden size", re.compile(f"hidden size (?:of )?{_NUMBER}")),
    _Shown("architecture.layers", "layers", re.compile(f"{_NUMBER} layers"), reads="architecture.layer_count"),
    _Shown("architecture.heads", "heads", re.compile(f"{_NUMBER} (?:attention heads|heads)")),
    _Shown("architecture.kv_heads", "heads", re.compile(f"{_NUMBER} (?:KV heads|key-value heads)")),
    _Shown("architecture.experts", "experts", re.compile(f"{_NUMBER} experts")),
)
_OF_A_DEVICE = {"memory_gb": r"GB\b(?!/)", "bandwidth_gb_s": r"GB/s\b", "power_w": r"W\b"}
_DAYS = re.compile(r"(?:dated|announced|released|published)(?: on)? (\d{4}-\d\d-\d\d)")
_ANY_DAY = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")
_CUTOFF = re.compile(r"(?:knowledge|training data) up to (\d{4}(?:-\d\d){0,2})")
_ABOUT = re.compile(r"\b(?:of|for|on) ([A-Z][\w.+-]*(?: [\w.+-]+){0,5}?)(?=[:,;.]|$)")
_UNDER = re.compile(r"weights under (?:the )?([^;,:]+?)(?=[;,:]|$)")


def shown_values(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A number that the sources of its field give otherwise, unless `conflicts` or the note of an architecture tells it."""
    model = cast(Model, entry.record)
    noted = bool(model.architecture and model.architecture.note)
    for field in _FIELDS:
        name, value = field.path, field.value(model)
        if value and not (noted and name.startswith("architecture.")):
            given = {key: numbers for key in model.sources_of(name) if (numbers := field.numbers(model.sources[key].shows))}
            for key, some in _untold(model, name, given, partial(_near, value, field.tolerance)):
                yield tuple(name.split(".")), _otherwise(f"{value:,.0f}", f"{some[0]:,.0f}", key)
    days = {key: found for key in model.sources_of("released") if (found := _DAYS.findall(model.sources[key].shows))}
    for key, dates in _untold(model, "released", days, lambda day: day.startswith(model.released)):
        yield ("released",), _otherwise(model.released, dates[0], key)
    yield from _cutoff_shown(model)
    yield from _stages_shown(model)


def _near(value: float, tolerance: float, number: float) -> bool:
    return abs(number - value) <= tolerance * value


def _near_any(values: Sequence[float], number: float) -> bool:
    return any(_near(value, ROUNDED, number) for value in values)


def _untold(
    subject: Subject, path: str, given: Mapping[str, Sequence[T]], agrees: Callable[[T], bool]
) -> Iterator[tuple[str, Sequence[T]]]:
    """Where no source agrees about a field: the first whose value no conflict about the field tells."""
    if any(agrees(value) for some in given.values() for value in some):
        return
    about = [conflict for conflict in subject.conflicts if f"{path}.".startswith(f"{conflict.field}.")]
    addresses = {conflict.url for conflict in about}
    told = {value for conflict in about for value in _values(conflict.says)}
    for key, shown in given.items():
        if subject.sources[key].url not in addresses and told.isdisjoint(shown):
            yield key, shown
            return


def _values(says: str) -> Iterator[str | float]:
    """The days and the numbers of a sentence."""
    yield from _ANY_DAY.findall(says)
    for number, unit in re.findall(f"{_NUMBER}(?:{_UNIT})?", says):
        yield float(number.replace(",", "")) * _SCALE.get(unit[:1].upper(), 1)


def _cutoff_shown(model: Model) -> Iterator[tuple[Place, str]]:
    """A cutoff that the sources of the field give otherwise; a month agrees with each of its days."""
    if (cutoff := model.knowledge_cutoff) is None:
        return
    given = {key: found for key in model.sources_of("knowledge_cutoff") if (found := _CUTOFF.findall(model.sources[key].shows))}
    for key, days in _untold(model, "knowledge_cutoff", given, lambda day: day.startswith(cutoff)):
        yield ("knowledge_cutoff",), _otherwise(cutoff, days[0], key)


def _stages_shown(model: Model) -> Iterator[tuple[Place, str]]:
    """A day of a lifecycle that is none of the days its source shows."""
    disputed = any(conflict.field == "lifecycle" for conflict in model.conflicts)
    for number, stage in enumerate(model.lifecycle):
        days = _ANY_DAY.findall(model.sources[stage.source].shows) if stage.source in model.sources else []
        for name, value in (("announced", stage.announced), ("retires", stage.retires)):
            if value and days and not disputed and not any(day.startswith(value) for day in days):
                yield ("lifecycle", number, name), _otherwise(value, ", ".join(days), stage.source)


def device_shown(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A number of a device that the sources of its field give otherwise."""
    device = cast(Hardware, entry.record)
    for name, pattern in _OF_A_DEVICE.items():
        value = getattr(device, name)
        values = value if isinstance(value, tuple) else (value,) if value else ()
        given = {key: _of_a_device(pattern, device.sources[key].shows) for key in device.sources_of(name)}
        shown = {key: numbers for key, numbers in given.items() if numbers}
        for key, numbers in _untold(device, name, shown, partial(_near_any, values)) if values else ():
            yield (name,), _otherwise(", ".join(f"{one:g}" for one in values), f"{numbers[0]:g}", key)


def _of_a_device(pattern: str, shows: str) -> list[float]:
    """The numbers in front of a unit: '40 or 80 GB' → 40, 80."""
    found = re.findall(rf"((?:\d[\d,.]*(?:, | or | and ))*\d[\d,.]*) {pattern}", shows)
    return [float(number.replace(",", "")) for some in found for number in re.findall(r"\d[\d,]*(?:\.\d+)?", some)]


def _otherwise(value: str, shown: str, key: str) -> str:
    return (
        f"is {value}, and its source '{key}' shows {shown}; name the source of the new value, "
        "mend what 'shows' says, or tell in 'conflicts:' why they differ"
    )


def about_another(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """A source that speaks of another record by its whole name, and not of this one."""
    names = {cast(Model, entry.record).name: entry.id for entry in entries["model"].values()}
    for entry in entries["model"].values():
        model = cast(Model, entry.record)
        for key, source in model.sources.items():
            if model.name not in source.shows:
                for name in _ABOUT.findall(source.shows):
                    if name in names and names[name] != entry.id:
                        yield (
                            entry,
                            ("sources", key, "shows"),
                            f"speaks of {name}, another record ({names[name]}); name one about this, or say what it shows of it",
                        )


def license_shown(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """A license of weights that its own source calls by another name; two records with one tag of the Hub are one to a source."""
    called: dict[str, set[str]] = {}
    for entry in entries["license"].values():
        license = cast(License, entry.record)
        for name in {license.name, license.short_name, license.spdx, license.hub_tag} - {None}:
            called.setdefault(str(name), set()).add(entry.id)
    alike = {id: {other for ids in called.values() if id in ids for other in ids} for id in entries["license"]}
    for entry in entries["model"].values():
        model = cast(Model, entry.record)
        id = model.license.weights if model.license else None
        if id not in alike:
            continue
        told = [conflict for conflict in model.conflicts if conflict.field.startswith("license")]
        for key in model.sources_of("license.weights"):
            source = model.sources[key]
            for name in _UNDER.findall(source.shows):
                meant = called.get(name.strip(), set())
                said = any(name.strip() in conflict.says or conflict.url == source.url for conflict in told)
                if meant and not meant & alike[id] and not said:
                    yield entry, ("license", "weights"), _otherwise(id, name.strip(), key)

"""Attributes and records in, what shows them out: cells, facts by group, tables, filters. Fields are listed nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from macros.answers.attributes import Attribute, Reading
from macros.answers.published import published_path
from macros.facts.catalog import Catalog
from macros.facts.places import line
from macros.facts.schema.dictionary import Dictionary, Place
from macros.facts.schema.evidence import Record, Sought, Subject
from macros.facts.schema.model import Layers
from macros.pages.cells import (
    UNKNOWN,
    Cell,
    Cells,
    count,
    day,
    dollars,
    gigabytes,
    integer,
    number,
    read_on,
    text,
    tokens,
    url,
)
from macros.pages.facts import Fact, Facts, Group, references
from macros.pages.page import Section
from macros.pages.tables import Column, Filter, Row, Table
from macros.pages.view import View

# type → how one value is drawn; the sources and the reason come beside it
DRAWN: Mapping[str, Callable[[Any], Cell]] = {
    "bytes": gigabytes,
    "count": count,
    "day": day,
    "integer": integer,
    "number": lambda value: number(value, digits=None),
    "text": text,
    "tokens": tokens,
    "url": url,
}


PARTS = {"answers": "questions", "components": "components"}  # part of a record → the vocabulary that names its fields


def met(view: View, kind: str, place: Place) -> tuple[Attribute, ...]:
    """The attributes of a kind that a reader meets at `place`, in the order of the dictionary."""
    return tuple(attribute for attribute in view.knowledge.attributes.get(kind, {}).values() if place in attribute.words.on)


def described(view: View, kind: str, subject: Subject, **values: str) -> str:
    """What a page of the kind says of its subject to a search engine, in the words of the dictionary."""
    return (view.catalog.all(Dictionary)[kind].describe or "{name}").format(name=subject.name, **values)


def cell(view: View, attribute: Attribute, record: Record, *, why: bool = True) -> Cell:
    """The value of one attribute of one record, as it looks everywhere; `why` it is so can be left to the page of the record."""
    value = attribute.value(view.knowledge, record)
    if value is None:
        return cell(view, attribute.instead, record, why=why) if attribute.instead else UNKNOWN
    if not attribute.type.many:
        shown = _one(view.cells, attribute, value, attribute.why(view.knowledge, record) if why else "")
        reading = attribute.read(view.knowledge, record)
        return aged(shown, reading) if reading else shown
    items = tuple(_one(view.cells, attribute, item) for item in value)
    return Cell("list", ", ".join(item.text for item in items), sort=items[-1].sort, items=items)


def aged(shown: Cell, reading: Reading) -> Cell:
    """A value of a kind that ages, with the day it was read beside it."""
    day_ = read_on(reading.day, reading.shelf, old=reading.old)
    return Cell("list", f"{shown.text}, {day_.text}", sort=shown.sort, items=(shown, day_))


def _one(cells: Cells, attribute: Attribute, value: Any, why: str = "") -> Cell:
    type_ = attribute.type
    if type_.name == "ref":
        return cells.record(type_.of, value)
    if type_.name == "verdict":
        return cells.verdict(type_.of, value, why)
    if type_.name == "layers":
        return _layers(cells, value)
    if type_.name == "word":
        return cells.badge(type_.of, value, why) if attribute.words.good else _reasoned(cells.word(type_.of, value), why)
    if type_.name == "dollars":
        return dollars(value)._replace(title=why)
    return DRAWN[type_.name](value)


def _reasoned(shown: Cell, why: str) -> Cell:
    """'No. Estimated …': a word with the sentence that says why."""
    return shown._replace(text=f"{shown.text}. {why}") if why else shown


def _layers(cells: Cells, group: Layers) -> Cell:
    """36 × full attention; 12 × sliding window (1,024)."""
    window = f" ({group.window:,})" if group.window else ""
    return text(f"{group.count} × {cells.word('layer-kinds', group.attention).text.lower()}{window}")


def facts(view: View, facts_: Facts, kind: str, place: Place = "page") -> tuple[Group, ...]:
    """The facts of a subject by heading; what is unknown is left out, unless its dictionary says 'always'."""
    lines = view.catalog.lines(kind, facts_.subject.id)
    asked = ((attribute, cell(view, attribute, facts_.subject)) for attribute in met(view, kind, place))
    shown = [pair for pair in asked if pair[1] is not UNKNOWN or pair[0].words.always == "yes"]
    return tuple(
        Group(title, tuple(_fact(view, attribute, value, facts_, lines) for attribute, value in some))
        for title, some in groupby(shown, key=lambda pair: pair[0].words.group)
    )


def _fact(view: View, attribute: Attribute, shown: Cell, facts_: Facts, lines: Mapping[str, int]) -> Fact:
    """One attribute of a subject with its label, its value, its sources, and its line among `lines` of the record."""
    field = attribute.words.field
    if attribute.instead and attribute.value(view.knowledge, facts_.subject) is None:
        field = attribute.words.instead
    return Fact(
        place_of(attribute),
        label(attribute),
        _told(view, attribute, shown),
        facts_.notes(field) if field and shown is not UNKNOWN else (),
        attribute.words.help,
        view.links.page("fields.md", anchor(attribute)),
        line(lines, field) if field else 0,
    )


def _told(view: View, attribute: Attribute, shown: Cell) -> Cell:
    """A value whose meaning is among `meanings`: of this fact, the page need not say what its words mean."""
    if shown.items:
        return shown._replace(items=tuple(_told(view, attribute, item) for item in shown.items))
    known = view.once(("meanings", ""), lambda: meanings(view.catalog, view.knowledge.attributes))
    told = known.get(f"{anchor(attribute)} {shown.text}", "")
    return shown._replace(shared=told) if told else shown


def meanings(catalog: Catalog, known: Mapping[str, Mapping[str, Attribute]]) -> dict[str, str]:
    """What a word means: by itself where that is the same everywhere, behind the anchor of its attribute where it is not."""
    found = dict(catalog.meanings)
    for attribute in (attribute for kind in known.values() for attribute in kind.values()):
        if attribute.type.name in ("word", "verdict"):
            words = catalog.vocabularies[attribute.type.of].values()
            found |= {f"{anchor(attribute)} {w.label}": w.description for w in words if w.description and w.label not in found}
    return found


def label(attribute: Attribute) -> str:
    """The label with its unit: 'Context window, tokens'."""
    return f"{attribute.words.label}, {attribute.words.unit}" if attribute.words.unit else attribute.words.label


def named(view: View, kind: str, path: str) -> str:
    """What a reader calls a field of a record, or all of a part of it; its path where the words of today do not have it."""
    words = view.catalog.vocabularies
    known = view.once(("fields", kind), lambda: _fields(view, kind))
    if path in known:
        return known[path].words.label
    part, _, rest = path.partition(".")
    listed = words["fields"].get(path) or (words[PARTS[part]].get(rest.partition(".")[0]) if part in PARTS else None)
    inside = next((attribute for field, attribute in known.items() if field and field.startswith(f"{path}.")), None)
    return listed.label if listed else inside.words.label if inside else path


def _fields(view: View, kind: str) -> dict[str | None, Attribute]:
    return {attribute.words.field: attribute for attribute in view.knowledge.attributes.get(kind, {}).values()}


def sources(view: View, kind: str, subject: Subject) -> tuple[Section, ...]:
    """Where the facts of a subject stand, where sources disagree, and what was looked for in vain."""
    searched = subject.searched if isinstance(subject, Sought) else ()
    return view.section(
        "sources",
        "sources.html",
        references=references(subject, view.labels("source-kinds")),
        conflicts=[(named(view, kind, conflict.field), conflict) for conflict in subject.conflicts],
        searched=[([named(view, kind, field) for field in search.fields], search) for search in searched],
    )


def place_of(attribute: Attribute) -> str:
    """The anchor of a fact on the page of its record: 'fact-' and where the API has it, or 'answer-' and its name."""
    field = attribute.words.field
    return f"fact-{published_path(attribute.kind, field)}" if field else f"answer-{attribute.id}"


def anchor(attribute: Attribute) -> str:
    """Where the page of all fields explains it."""
    return f"{attribute.kind}-{attribute.id}"


def columns(attributes: Iterable[Attribute]) -> tuple[Column, ...]:
    """A column an attribute, with its help."""
    return tuple(
        Column(attribute.words.short or label(attribute), attribute.words.help, attribute.type.numeric) for attribute in attributes
    )


def cells(view: View, attributes: Iterable[Attribute], record: Record) -> tuple[Cell, ...]:
    """The cells of one row."""
    return tuple(cell(view, attribute, record, why=False) for attribute in attributes)


def filters(view: View, kind: str, records: Sequence[Record]) -> tuple[tuple[Filter, ...], list[tuple[tuple[str, str], ...]]]:
    """The filters of a list, and each record's values for each of them, by spaces; unused choices and filters are left out."""
    chosen = met(view, kind, "filter")
    values = [[_choices(view, attribute, record) for attribute in chosen] for record in records]
    made = []
    for at, attribute in enumerate(chosen):
        counts = Counter(value for row in values for value in row[at])
        choices = tuple((value, shown, counts[value]) for value, shown in _labels(view, attribute).items() if value in counts)
        if choices:
            made.append(Filter(attribute.id, attribute.words.ask or label(attribute), choices, bool(attribute.words.ask)))
    ids = [attribute.id for attribute in chosen]
    return tuple(made), [tuple((id, " ".join(some)) for id, some in zip(ids, row, strict=True) if some) for row in values]


def _choices(view: View, attribute: Attribute, record: Record) -> tuple[str, ...]:
    value = attribute.value(view.knowledge, record)
    return () if value is None else tuple(value) if attribute.type.many else (value,)


def _labels(view: View, attribute: Attribute) -> dict[str, str]:
    if attribute.type.name in ("word", "verdict"):
        return view.labels(attribute.type.of)
    return {id: getattr(entry.record, "name", id) for id, entry in view.catalog.entries[attribute.type.of].items()}


def rows(view: View, kind: str, records: Sequence[Record], chosen: Sequence[Attribute]) -> tuple[Row, ...]:
    """A row a record, headed by its name."""
    return tuple(Row(record.id, (view.cells.record(kind, record.id), *cells(view, chosen, record))) for record in records)


def table(view: View, kind: str, id: str, caption: str, records: Sequence[Record], names: Iterable[str]) -> Table:
    """A table of records with the attributes of these names; its rows carry no ids, so that it may stand on any page."""
    chosen = [view.knowledge.attributes[kind][name] for name in names]
    named = tuple(replace(column, title="") for column in columns(chosen))
    found = tuple(Row("", row.cells) for row in rows(view, kind, records, chosen))
    return Table(id, caption, (Column(view.catalog.all(Dictionary)[kind].name), *named), found, empty=view.caption("nothing-yet"))

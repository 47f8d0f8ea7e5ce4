"""The weeks of changes in, what changed out: on a page of its own, and on the page of each record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from markupsafe import Markup

from macros.facts.schema.evidence import Record
from macros.facts.schema.kinds import BY_NAME
from macros.facts.schema.week import Told, Week, What
from macros.pages import attributes
from macros.pages.cells import Cell
from macros.pages.links import FOLDERS
from macros.pages.page import Section
from macros.pages.view import View

PAGE = "changes.md"
FEED, CALENDAR = "changes.atom", "calendar.ics"
WORDS = "changes"  # their vocabulary
_STEP = re.compile(r"lifecycle\[(?P<channel>[^],]*)[^]]*\]\.(?P<step>\w+)")
ANSWER, PART, VERDICT = "answers.", "components.", "verdict"


@dataclass(frozen=True)
class Line:
    """What happened to one record: its link or name, the word for it, new values, and fields that came or went."""

    record: Cell
    what: str
    values: tuple[tuple[str, str, str], ...]
    recorded: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One week as the page and the feed show it."""

    id: str
    title: str
    as_of: str
    begins: bool
    summary: str
    added: tuple[tuple[str, tuple[Cell, ...]], ...]
    moved: tuple[Line, ...]
    corrected: tuple[Line, ...]
    recorded: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def changes(view: View) -> Markup:
    """What changed in the data, week by week, the newest first."""
    return view.render("reading/changes.html", weeks=entries(view), feed=view.links.file(FEED))


def entries(view: View) -> tuple[Entry, ...]:
    """Every week, the newest first."""
    weeks = sorted(view.catalog.all(Week).values(), key=lambda week: week.id, reverse=True)
    return tuple(_entry(view, week) for week in weeks)


def section(view: View, kind: str, record: Record) -> tuple[Section, ...]:
    """What happened to one record, for its page."""
    rows = [(_week(view, week), _line(view, told)) for week, told in view.knowledge.news.get((kind, record.id), ())]
    return view.section("changes", "thing/changes.html", rows=rows, page=view.links.page(PAGE))


def _entry(view: View, week: Week) -> Entry:
    found: dict[str, list[Told]] = {}
    for told in week.records:
        found.setdefault(told.kind, []).append(told)
    lines = [_line(view, told) for told in week.records if told.values]
    moved = [_line(view, told) for told in week.records if told.what in ("removed", "renamed")]
    return Entry(
        id=week.id,
        title=_week(view, week),
        as_of=week.as_of,
        begins=week.begins == "yes",
        summary=_summary(view, week),
        added=tuple((_many(view, kind), cells) for kind, some in found.items() if (cells := _cells(view, some, "added"))),
        moved=tuple(moved),
        corrected=tuple(lines),
        recorded=tuple((_many(view, kind), fields) for kind, some in found.items() if (fields := _recorded(view, kind, some))),
    )


def _week(view: View, week: Week) -> str:
    return view.label(WORDS, "week").format(day=view.catalog.long_day(week.id))


def _summary(view: View, week: Week) -> str:
    """The counts as one sentence."""
    listed = "; ".join(_counts(view, week))
    if week.begins == "yes":
        return view.label(WORDS, "begins").format(counts=listed)
    return f"{listed[:1].upper()}{listed[1:]}."


def _counts(view: View, week: Week) -> Iterable[str]:
    """Models: 150 added, 507 changed."""
    counted: dict[str, Counter[str]] = {}
    for told in week.records:
        counted.setdefault(told.kind, Counter())[told.what] += 1
    for other in week.others:
        counted.setdefault(other.kind, Counter())[other.what] += other.number
    for kind in BY_NAME:
        if kind in counted:
            sorts = [f"{counted[kind][what]:,} {view.label(WORDS, what)}" for what in get_args(What) if counted[kind][what]]
            many = _many(view, kind)
            yield f"{counted[kind].total():,} {many}" if week.begins == "yes" else f"{many}: {', '.join(sorts)}"


def _many(view: View, kind: str) -> str:
    """Many records of a kind: by the name of their folder, where no word says it better."""
    word = view.catalog.vocabularies[WORDS].get(kind)
    return word.label if word else BY_NAME[kind].folder if kind in BY_NAME else kind


def _cells(view: View, some: Iterable[Told], what: str) -> tuple[Cell, ...]:
    return tuple(_cell(view, told) for told in some if told.what == what)


def _recorded(view: View, kind: str, some: Iterable[Told]) -> tuple[tuple[str, int], ...]:
    """Label → on how many records it was recorded for the first time, the most frequent first."""
    counts = Counter(label for told in some for label in dict.fromkeys(_label(view, kind, field) for field in told.recorded))
    return tuple(counts.most_common())


def _cell(view: View, told: Told) -> Cell:
    """A link where the record still stands under this id, else its name."""
    there = told.kind in BY_NAME and told.id in view.catalog.entries[told.kind]
    if there and (told.kind in FOLDERS or told.kind in ("faq", "term")):
        return Cell("link", told.name, view.links.record(told.kind, told.id))
    return Cell("text", told.name)


def _line(view: View, told: Told) -> Line:
    return Line(
        record=_cell(view, told),
        what=view.label(WORDS, "was").format(name=told.was) if told.was else view.label(WORDS, told.what).capitalize(),
        values=tuple(
            (
                _label(view, told.kind, value.field),
                _value(view, told.kind, value.field, value.before),
                _value(view, told.kind, value.field, value.after),
            )
            for value in told.values
        ),
        recorded=tuple(dict.fromkeys(_label(view, told.kind, field) for field in told.recorded)),
        dropped=tuple(dict.fromkeys(_label(view, told.kind, field) for field in told.dropped)),
    )


def _label(view: View, kind: str, field: str) -> str:
    """The words under which a reader knows the field."""
    words = view.catalog.vocabularies
    if found := _STEP.fullmatch(field):
        channel, step = words["channels"].get(found["channel"]), words[WORDS].get(found["step"])
        return f"{channel.label if channel else found['channel']}: {step.label if step else found['step']}"
    return attributes.named(view, kind, field)


def _value(view: View, kind: str, field: str, written: str) -> str:
    """A word of a vocabulary by its label and a record by its name; all else as it is written."""
    vocabulary = "presence" if field.startswith(PART) else "answers" if field.startswith(ANSWER) else ""
    vocabulary = vocabulary or ("verdicts" if field == VERDICT else "lifecycle-states" if field.endswith("].state") else "")
    for attribute in view.knowledge.attributes.get(kind, {}).values():
        if attribute.words.field == field:
            if attribute.type.name == "ref" and written in view.catalog.entries[attribute.type.of]:
                return str(getattr(view.catalog.entries[attribute.type.of][written].record, "name", written))
            vocabulary = attribute.type.of if attribute.type.name in ("word", "verdict") else ""
    word = view.catalog.vocabularies.get(vocabulary, {}).get(written)
    return word.label if word else written.removesuffix(".")

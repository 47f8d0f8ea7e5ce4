"""A record's fields in, rows of facts out: a label, a value, and the numbers of the sources that show it."""

from __future__ import annotations

from dataclasses import dataclass

from macros.facts.schema.evidence import Source, Subject
from macros.pages.cells import Cell


@dataclass(frozen=True)
class Fact:
    """One row; `notes` are the numbers of its sources, `id` its own anchor, `line` its place in the record (0: worked out)."""

    id: str
    label: str
    cell: Cell
    notes: tuple[int, ...] = ()
    help: str = ""
    href: str = ""
    line: int = 0


@dataclass(frozen=True)
class Reference:
    """One source in the list at the foot of a page."""

    number: int
    url: str
    kind: str
    shows: str
    read: str


@dataclass(frozen=True)
class Group:
    """Facts that belong together."""

    title: str
    rows: tuple[Fact, ...]


class Facts:
    """A subject with its sources numbered as they stand at the foot of the page."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._numbers = {key: at for at, key in enumerate(subject.sources, 1)}

    def notes(self, place: str) -> tuple[int, ...]:
        """The numbers of the sources behind a field."""
        return tuple(self._numbers[key] for key in self.subject.sources_of(place))

    def note(self, key: str | None) -> tuple[int, ...]:
        """The number of one source by its key."""
        return (self._numbers[key],) if key in self._numbers else ()


def references(subject: Subject, kinds: dict[str, str]) -> tuple[Reference, ...]:
    """The numbered sources of a subject; `kinds` gives the labels."""
    return tuple(
        Reference(at, source.url, kinds[source.kind], source.shows, source.read)
        for at, source in enumerate(subject.sources.values(), 1)
    )


def newest_reading(sources: dict[str, Source]) -> str:
    """The latest day one of the sources was read; '' where there is none."""
    return max((source.read for source in sources.values()), default="")

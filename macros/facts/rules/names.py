"""Rules about names: one name, one subject; who types one shall come to one record of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from macros.facts.characters import same
from macros.facts.documents import Place
from macros.facts.rules.entry import Entry
from macros.facts.schema.evidence import Record, Subject
from macros.facts.schema.kinds import KINDS
from macros.facts.schema.license import License
from macros.facts.schema.price import PriceList
from macros.facts.schema.words import Claim, Event, Faq, Figure, Term, Vocabulary, Work


def equal_names(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """Two records of a kind that a reader calls by one name, whatever its capitals."""
    for by_id in entries.values():
        seen: dict[str, str] = {}
        for entry in by_id.values():
            for place, name in names(entry.record):
                first = seen.setdefault(same(name), entry.path)
                if first != entry.path:
                    yield entry, place, f"{first} is called {name!r} too; add what tells them apart, such as size, version or year"


def names(record: Record) -> Iterator[tuple[Place, str]]:
    """(place, name) of everything a record is called."""
    match record:
        case Subject():
            yield ("name",), record.name
            yield from ((("aliases", at), alias) for at, alias in enumerate(record.aliases))
            if isinstance(record, License) and record.short_name:
                yield ("short_name",), record.short_name
        case Term():
            yield ("term",), record.term
            yield from ((("also", at), name) for at, name in enumerate(record.also))
        case Claim():
            yield ("claim",), record.claim
        case Faq():
            yield ("question",), record.question
        case Work() | Event() | Figure() | PriceList() | Vocabulary():
            yield ("title",), record.title


def equal_labels(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Two words of a vocabulary that a reader sees as one."""
    seen: dict[str, str] = {}
    for at, word in enumerate(cast(Vocabulary, entry.record).words):
        first = seen.setdefault(same(word.label), word.id)
        if first != word.id:
            yield ("words", at, "label"), f"'{first}' has this label too; add what tells them apart"


def equal_addresses(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """Two works with one address are one, unless they are two editions of a page that changes."""
    seen: dict[tuple[str, str | None], str] = {}
    for entry in entries["source"].values():
        work = cast(Work, entry.record)
        first = seen.setdefault((work.url.rstrip("/"), work.published), entry.id)
        if first != entry.id:
            yield entry, ("url",), f"is that of '{first}' too; cite that one, or say in 'published:' which edition this is"


def other_names(kinds: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """Another name says what the name does not, is nobody else's among its kind, and of a family no model's name."""
    models = {same_name(cast(Subject, entry.record).name): entry for entry in kinds["model"].values()}
    for kind in (kind for kind in KINDS if kind.sourced):
        owners = {same_name(cast(Subject, entry.record).name): entry for entry in kinds[kind.name].values()}
        for entry in kinds[kind.name].values():
            for at, name in enumerate(cast(Subject, entry.record).also):
                key = same_name(name)
                owner = owners.setdefault(key, entry)
                if key in (same_name(cast(Subject, entry.record).name), same_name(entry.id)):
                    yield entry, ("also", at), f"'{name}' is the name or the id spelled another way; delete it"
                elif owner is not entry:
                    yield entry, ("also", at), f"'{name}' is a name of {owner.path} too; keep it at the one people mean"
                elif kind.name == "family" and key in models:
                    yield entry, ("also", at), f"'{name}' is the model {models[key].path}; a family has its own names only"


def same_name(name: str) -> str:
    """Equal for two names that differ by capitals, blanks and signs alone."""
    return "".join(letter for letter in name.casefold().replace("+", "p") if letter.isalnum())

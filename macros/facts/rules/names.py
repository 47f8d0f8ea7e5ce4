"""Rules about other names: who types one shall come to one record of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from macros.facts.documents import Place
from macros.facts.rules.entry import Entry
from macros.facts.schema.evidence import Subject
from macros.facts.schema.kinds import KINDS


def other_names(kinds: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """Another name says what the name does not, is nobody else's among its kind, and of a family no model's name."""
    models = {_key(cast(Subject, entry.record).name): entry for entry in kinds["model"].values()}
    for kind in (kind for kind in KINDS if kind.sourced):
        owners = {_key(cast(Subject, entry.record).name): entry for entry in kinds[kind.name].values()}
        for entry in kinds[kind.name].values():
            for at, name in enumerate(cast(Subject, entry.record).also):
                key = _key(name)
                owner = owners.setdefault(key, entry)
                if key in (_key(cast(Subject, entry.record).name), _key(entry.id)):
                    yield entry, ("also", at), f"'{name}' is the name or the id spelled another way; delete it"
                elif owner is not entry:
                    yield entry, ("also", at), f"'{name}' is a name of {owner.path} too; keep it at the one people mean"
                elif kind.name == "family" and key in models:
                    yield entry, ("also", at), f"'{name}' is the model {models[key].path}; a family has its own names only"


def _key(name: str) -> str:
    return "".join(letter for letter in name.casefold().replace("+", "p") if letter.isalnum())

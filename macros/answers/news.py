"""The weeks of changes in, what happened to each record out; and which fields are news to a reader."""

from __future__ import annotations

import re
from collections.abc import Mapping

from macros.facts.catalog import Catalog
from macros.facts.schema.evidence import Subject
from macros.facts.schema.week import Told, Week

# beside the fields that have a label: answers of licenses, parts of models, steps of a life, verdicts on claims
_NEWS = re.compile(
    r"answers\.[a-z_]+\.answer|components\.[a-z-]+\.present|lifecycle\[[^]]*\]\.(?:state|since|announced|retires)|verdict"
)

ASIDE = ("note", "checked", "text_read")  # words about a fact, and when it was looked at

News = Mapping[tuple[str, str], tuple[tuple[Week, Told], ...]]


def is_news(path: str, labeled: frozenset[str]) -> bool:
    """Whether a reader knows the field at `path` by a label; `labeled` are the fields of the kind's dictionary."""
    return (path in labeled and path.rpartition(".")[2] not in ASIDE) or _NEWS.fullmatch(path) is not None


def news(catalog: Catalog) -> News:
    """(kind, id) → what happened to the record, the newest week first, under its former ids too."""
    found: dict[tuple[str, str], list[tuple[Week, Told]]] = {}
    for week in sorted(catalog.all(Week).values(), key=lambda week: week.id, reverse=True):
        for told in week.records:
            found.setdefault((told.kind, told.id), []).append((week, told))
    for kind, entries in catalog.entries.items():
        for id, entry in entries.items():
            for alias in entry.record.aliases if isinstance(entry.record, Subject) else ():
                found.setdefault((kind, id), []).extend(found.get((kind, alias), ()))
    return {key: tuple(some) for key, some in found.items()}

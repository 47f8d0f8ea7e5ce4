"""Every fact has a source, every source has a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from macros.facts.documents import Place, Tree, dotted
from macros.facts.problems import did_you_mean
from macros.facts.rules.entry import Entry, Written
from macros.facts.schema.evidence import Record, Sought, Subject
from macros.facts.schema.model import Model
from macros.facts.schema.words import Work

OF_THE_WEIGHTS = frozenset({"architecture", "parameters", "training", "files"})
MIRROR = re.compile(
    r"https?://([^/]*\b(?:github|hf|huggingface)[^/]*\.workers\.dev|hf\.pcdashi\.cn|fast\.hugflare\.com|[^/]*\bhf-mirror\.com|voozh\.deno\.dev|codestin\.com)/"
)
PRICE_ROW = re.compile(r"/providers/.*\.toml$")
_BRANCH = re.compile(
    r"https://(github\.com/[^/]+/[^/]+/(blob|tree|raw|blame)|raw\.githubusercontent\.com/[^/]+/[^/]+(/refs/heads)?"
    r"|huggingface\.co/.+/(blob|resolve|raw|tree))/(?P<branch>main|master|dev|develop|trunk|HEAD)(/|$)"
)
NOT_DISPUTABLE = frozenset({"name", "short_name", "family", "type", "also", "aliases", "sources", "conflicts", "searched"})
LISTED = "; data/schema/fields.md lists the fields of each kind"


def unsourced(entry: Written) -> Iterator[tuple[Place, str]]:
    """A leaf that no source names, and no `source:` beside it."""
    subject = cast(Subject, entry.record)
    defaults = [key for key, source in subject.sources.items() if not source.fields]
    for key in defaults[1:]:
        yield (
            ("sources", key),
            f"has no 'for:', nor has '{defaults[0]}'; add 'for: [its fields]' to one; only one source can be the default",
        )
    for name, value in entry.fields.items() if not defaults else ():
        if name not in NOT_DISPUTABLE:
            for place in _open_leaves(value, (name,)):
                if not subject.sources_of(dotted(place)):
                    yield place, "no source names this field; add it to a source's 'for:'"


def searched_in_vain(entry: Written) -> Iterator[tuple[Place, str]]:
    """What was looked for and not found is a field of the kind, or its prices, and is not there."""
    record = entry.record
    if not isinstance(record, Sought):
        return
    names = {"prices", "scores", *(field.alias or name for name, field in entry.kind.type.model_fields.items())}
    for at, search in enumerate(record.searched):
        for number, path in enumerate(search.fields):
            if path.partition(".")[0] not in names:
                yield ("searched", at, "for", number), f"there is no field '{path}'{did_you_mean(path, names) or LISTED}"
            elif entry.holds(path):
                yield ("searched", at, "for", number), f"'{path}' is written in this record; delete it here"


def mirrors(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A source at the address of a stranger who copies another site: nobody knows what stands there tomorrow."""
    for key, source in cast(Subject, entry.record).sources.items():
        if found := MIRROR.match(source.url):
            text = f"{found[1]} copies another site; write the address of the original, and in 'shows' that a copy was read"
            yield ("sources", key, "url"), text


def unused(entry: Written) -> Iterator[tuple[Place, str]]:
    """A source whose `for:` names a field that is not there."""
    for key, source in cast(Subject, entry.record).sources.items():
        for at, path in enumerate(source.fields):
            if not entry.holds(path):
                hint = did_you_mean(path, entry.fields) or "; delete it or write the field"
                yield ("sources", key, "for", at), f"this record has no field '{path}'{hint}"


def unknown_keys(entry: Written) -> Iterator[tuple[Place, str]]:
    """A `source:` that is no key of `sources`."""
    keys = cast(Subject, entry.record).sources
    for place, key in entry.texts:
        if place[-1] == "source" and place[0] not in ("sources", "conflicts") and key not in keys:
            near = did_you_mean(key, keys) or f"; it has {', '.join(keys)}"
            yield place, f"there is no source '{key}' in this file{near}"


def conflicting_fields(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A conflict about a field that records of this kind do not have."""
    fields = [field.alias or name for name, field in entry.kind.type.model_fields.items()]
    for at, conflict in enumerate(cast(Subject, entry.record).conflicts):
        name = conflict.field.partition(".")[0]
        if name not in fields:
            yield ("conflicts", at, "field"), f"there is no field '{name}'{did_you_mean(name, fields) or LISTED}"


def scores_show_scores(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A row of a score or a price is no evidence for a property of the weights, and none for all the rest."""
    model = cast(Model, entry.record)
    scored = {row.source for row in model.benchmarks}
    for key, source in model.sources.items():
        if key in scored and source.kind == "registry" and not source.fields:
            yield ("sources", key), "is a score, so it cannot be the default; write 'for: [benchmarks]' and name another source"
        if key in scored or PRICE_ROW.search(source.url):
            for at, path in enumerate(source.fields):
                if path.partition(".")[0] in OF_THE_WEIGHTS:
                    yield (
                        ("sources", key, "for", at),
                        f"a score or a price row is no evidence for '{path}'; name its card or configuration",
                    )


def addresses(record: Record) -> Iterator[tuple[Place, str]]:
    """Every address a record rests on, with its place."""
    if isinstance(record, Work):
        yield ("url",), record.url
    if isinstance(record, Subject):
        yield from ((("sources", key, "url"), source.url) for key, source in record.sources.items())


def moving(record: Record) -> Iterator[tuple[Place, str]]:
    """Addresses of sources that follow a branch: what stands there today may be gone when somebody looks."""
    for place, address in addresses(record):
        if found := _BRANCH.match(address):
            yield place, f"follows the branch '{found['branch']}', which changes; put the commit in its place (on GitHub: press y)"


def boilerplate(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """The same `shows` on two records: it cannot say what the source shows about either."""
    seen: dict[str, str] = {}
    for by_id in entries.values():
        for entry in by_id.values():
            if not isinstance(entry.record, Subject):
                continue
            for key, source in entry.record.sources.items():
                first = seen.setdefault(source.shows.casefold(), entry.path)
                if first != entry.path:
                    yield entry, ("sources", key, "shows"), f"the same words stand in {first}; say what it shows about this one"


def _open_leaves(tree: Tree, place: Place) -> Iterator[Place]:
    """Leaves that have no `source:` in the same mapping or above."""
    if isinstance(tree, dict):
        if "source" not in tree:
            for key, value in tree.items():
                yield from _open_leaves(value, (*place, key))
    elif isinstance(tree, list):
        for at, value in enumerate(tree):
            yield from _open_leaves(value, (*place, at))
    else:
        yield place

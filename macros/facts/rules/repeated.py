"""One sentence about many models says nothing about any: it is refused, but for a counted list that may only shrink.

The list is data/repetitions/components.yml; `python -m macros shrink` lowers its numbers to those of today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from macros.facts.documents import Document, Place
from macros.facts.rules.entry import Entry
from macros.facts.schema.model import Model
from macros.facts.schema.words import Repetitions

MANY = 4


def repeated(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """What a component's `shows` says stands on fewer than four models, or is listed with the number of today."""
    counts = counted(cast(Model, entry.record) for entry in entries["model"].values())
    listed: set[str] = set()
    for entry in entries["repetition"].values():
        for at, row in enumerate(cast(Repetitions, entry.record).sentences):
            found = counts.get(row.shows, 0)
            listed.add(row.shows)
            if found > row.models:
                text = f"is {row.models}, and {found} models say so now; say in the new one what its own page shows"
                yield entry, ("sentences", at, "models"), text
            elif found < MANY:
                yield entry, ("sentences", at), f"stands on {found} models now; delete it here"
            elif found < row.models:
                yield (
                    entry,
                    ("sentences", at, "models"),
                    f"is {row.models}, and only {found} models say so now; run: python -m macros shrink",
                )
    for entry in entries["model"].values():
        for id, part in cast(Model, entry.record).components.items():
            if part.shows and counts[part.shows] >= MANY and part.shows not in listed:
                text = f"the same words stand on {counts[part.shows]} models; say what the page shows about this one"
                yield entry, ("components", id, "shows"), text


def counted(models: Iterable[Model]) -> Counter[str]:
    """Sentence → the number of models that say it of a component."""
    return Counter(shows for model in models for shows in {part.shows for part in model.components.values() if part.shows})


def shrink(data: Path) -> int:
    """Lower the numbers of the list below `data` to those of today, drop what is settled; how many lines changed."""
    models = [cast(Any, Document(path, path.name).tree) or {} for path in data.glob("models/*/*.yml")]
    said = [{part.get("shows") for part in (tree.get("components") or {}).values()} for tree in models]
    counts = Counter(shows for some in said for shows in some if shows)
    path = data / "repetitions" / "components.yml"
    document = Document(path, path.name)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    changed = 0
    for at, row in reversed(list(enumerate(cast(Any, document.tree)["sentences"]))):
        line = document.line(("sentences", at, "models")) - 1
        found = counts[row["shows"]]
        if found < MANY:
            del lines[line]
        elif found < int(row["models"]):
            lines[line] = lines[line].replace(f"models: {row['models']}", f"models: {found}", 1)
        changed += found < int(row["models"])
    path.write_text("".join(lines), "utf-8")
    return changed

"""What every kind of list does with an answer: read it at a desk, look at the file it would become, put that in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from macros.facts.catalog import Catalog
from macros.facts.documents import Document
from macros.facts.records import typed
from macros.facts.schema.kinds import BY_NAME
from macros.refresh.adapters import Statement
from macros.refresh.offers import Refused

KEPT = 0.5  # less than this share of the last rows, and the answer is taken for cut off
MALFORMED = 0.05  # more odd rows than this share, and the whole answer is odd


@dataclass(frozen=True)
class Brought:
    """What a desk made of an answer: the file, what it says to people, and what it says that our records do not."""

    kind: str
    id: str
    text: str
    report: str
    missing: Sequence[tuple[str, Statement]] = ()  # model → what is said of it and unknown here
    cited: str = ""
    day: str = ""


def whole(still: int, before: int, what: str) -> None:
    """Refused where most of what was there at the last reading is gone."""
    if before and still < KEPT * before:
        raise Refused(f"has {still} of the {before} {what} of the last time; taken for cut off")


def sane(odd: int, known: int, what: str) -> None:
    """Refused where nothing is left, or where too much cannot be what it says."""
    if not known:
        raise Refused(f"holds no {what} we know")
    if odd > known * MALFORMED:
        raise Refused(f"holds {odd} rows of {known} that cannot be")


def place(project: Path, brought: Brought, catalog: Catalog) -> Path:
    """The file is read as the check will read it, and only then takes the place of the last good one."""
    kind = BY_NAME[brought.kind]
    _sound(brought, catalog.today)
    path = project / "data" / kind.folder / f"{brought.id}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(brought.text, "utf-8")
    part.replace(path)
    return path


def _sound(brought: Brought, today: date) -> None:
    kind = BY_NAME[brought.kind]
    document = Document(brought.text, brought.id, kind.bytes)
    problems = [problem.text for problem in document.problems]
    if not problems and document.tree is not None:
        problems = [found for _, found in typed(kind, brought.id, document.tree, today)[1]]
    if problems:
        raise Refused(f"would make a file that the check refuses: {problems[0]}")

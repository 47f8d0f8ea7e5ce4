"""What a reader wants in, three to five models out, by a rule that anyone can read.

1. What does the task, reads what is asked, is on offer, and was announced in the last two years.
2. On one's own machine: weights to download that fit, at about 4 bits, with a text of 8,192 tokens and a fifth for work.
3. In a business: terms that allow it, from the place named; without a catch where none is wanted.
4. Of these one a maker: on a machine the largest that fits, else the newest.

`Candidate` holds all that the rule reads; docs/assets/pick.js applies the same rule to the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from macros.answers import memory
from macros.answers.fit import COMMON_BITS, READING
from macros.facts.schema.model import Model
from macros.facts.schema.situation import Situation

if TYPE_CHECKING:
    from macros.answers.knowledge import Knowledge

ROOM = 1.2  # space to work in beside weights and cache
YEARS = 2
MOST = 5
GONE = ("withdrawn", "unreleased", "product", "unknown")


@dataclass(frozen=True)
class Candidate:
    """What the rule reads of a model. `need` is bytes to run it, 0 where it cannot be told or downloaded."""

    id: str
    name: str
    maker: str
    type: str
    released: str
    reads: tuple[str, ...]
    languages: tuple[str, ...]
    own: bool
    need: int
    outcome: str
    not_in: tuple[str, ...]
    catches: int


@dataclass(frozen=True)
class Wish:
    """What is wanted; '' and 0 ask for nothing."""

    types: tuple[str, ...]
    reads: str = ""
    memory: int = 0
    own: bool = False
    place: str = ""
    business: bool = True
    no_catch: bool = False
    language: str = ""


def wish(situation: Situation) -> Wish:
    """The wish of a recorded situation; memory in bytes."""
    return Wish(
        situation.type,
        situation.reads or "",
        int((situation.memory_gb or 0) * 10**9),
        situation.own_machine == "yes",
        situation.place or "",
        situation.business == "yes",
        situation.no_catch == "yes",
        situation.language or "",
    )


def candidates(known: Knowledge) -> tuple[Candidate, ...]:
    """Every model on offer that is not too old, newest first."""
    today = known.catalog.today
    oldest = today.replace(year=today.year - YEARS, day=min(today.day, 28)).isoformat()
    return tuple(
        _candidate(known, model)
        for model in known.catalog.models.values()
        if known.assessments[model.id].access not in GONE and model.released >= oldest
    )


def _candidate(known: Knowledge, model: Model) -> Candidate:
    verdict = known.verdicts[model.id]
    weights, kept = memory.weights(model, COMMON_BITS), memory.cache(model).bytes(READING)
    return Candidate(
        id=model.id,
        name=model.name,
        maker=model.maker,
        type=model.type,
        released=model.released,
        reads=tuple(model.modalities.input) if model.modalities else (),
        languages=tuple(model.languages.listed) if model.languages else (),
        own=model.downloadable,
        need=int(ROOM * (weights + (kept.high if kept else 0))) if weights and model.downloadable else 0,
        outcome=verdict.outcome,
        not_in=tuple(dict.fromkeys(catch.place.place for catch in verdict.catches if catch.place)),
        catches=len(verdict.catches),
    )


def pick(rows: Sequence[Candidate], wanted: Wish) -> tuple[Candidate, ...]:
    """At most five, one a maker. `rows` come newest first."""
    fits = [row for row in rows if _fits(row, wanted)]
    if wanted.memory:
        fits.sort(key=lambda row: -row.need)
    found: dict[str, Candidate] = {}
    for row in fits:
        found.setdefault(row.maker, row)
    return tuple(found.values())[:MOST]


def _fits(row: Candidate, wanted: Wish) -> bool:
    return (
        row.type in wanted.types
        and (not wanted.reads or wanted.reads in row.reads)
        and (not wanted.own or row.own)
        and (not wanted.memory or 0 < row.need <= wanted.memory)
        and (not wanted.business or row.outcome in ("allowed", "conditions"))
        and (not wanted.place or wanted.place not in row.not_in)
        and (not wanted.no_catch or row.catches == 0)
        and (not wanted.language or wanted.language in row.languages)
    )


def plain(row: Candidate) -> dict[str, Any]:
    """A candidate as the browser reads it."""
    return asdict(row)

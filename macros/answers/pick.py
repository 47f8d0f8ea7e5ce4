"""What a reader wants in, three to five models out, by a rule that anyone can read.

1. What does the task, reads what is asked, is on offer, and was announced in the last three years.
2. On one's own machine: weights to download that fit well, as `fit` says it: at about 4 bits, with a text of 8,192 tokens,
   space to work in, and a margin for the system where programs share the memory.
3. In a business: terms that allow it, from the place named; without a catch where none is wanted.
4. Of these one a maker, the newest first; those of the last two years before older ones, and on a machine those at least
   half as large as the largest that fits before smaller ones.

`Candidate` holds all that the rule reads; docs/assets/pick.js applies the same rule to the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from macros.answers.access import GONE
from macros.answers.fit import COMMON_BITS, Need, Place, Setting, need, place, room, within
from macros.answers.lifecycle import ago
from macros.answers.speed import Estimate, speed
from macros.facts.catalog import Catalog
from macros.facts.schema.model import Model
from macros.facts.schema.situation import Situation

if TYPE_CHECKING:
    from macros.answers.knowledge import Knowledge

YEARS, RECENT = 3, 2  # announced in so many years: on offer at all, and before what is older
MOST = 5
UNOFFERED = (*GONE, "product", "unknown")


@dataclass(frozen=True)
class Candidate:
    """What the rule reads of a model. `size` is in parameters, `takes` in bytes of weights and cache, `need` with space to
    work in; 0 where that is unknown or nothing can be downloaded."""

    id: str
    name: str
    maker: str
    type: str
    released: str
    recent: bool
    reads: tuple[str, ...]
    languages: tuple[str, ...]
    own: bool
    size: int
    takes: int
    need: int
    outcome: str
    not_in: tuple[str, ...]
    catches: int


@dataclass(frozen=True)
class Wish:
    """What is wanted; '' and 0 ask for nothing. `memory` is what the machine leaves for a model, in bytes."""

    types: tuple[str, ...]
    reads: str = ""
    memory: int = 0
    own: bool = False
    place: str = ""
    business: bool = True
    no_catch: bool = False
    language: str = ""


def wish(catalog: Catalog, situation: Situation) -> Wish:
    """The wish of a recorded situation."""
    return Wish(
        situation.type,
        situation.reads or "",
        int(room(situation.memory_gb, whose(catalog, situation)).sure) if situation.memory_gb else 0,
        situation.own_machine == "yes",
        situation.place or "",
        situation.business == "yes",
        situation.no_catch == "yes",
        situation.language or "",
    )


def whose(catalog: Catalog, situation: Situation) -> Place:
    """Whose memory it is: as recorded, else by the kind of the device."""
    recorded: Place | None = situation.memory_is
    return recorded or (place(catalog.hardware[situation.device].kind) if situation.device else "own")


def rate(known: Knowledge, row: Candidate, situation: Situation) -> Estimate | None:
    """Tokens a second on the device of a situation; None without one, or where nobody measured."""
    if situation.device is None:
        return None
    device = known.catalog.hardware[situation.device]
    own = known.rows[row.id]
    return speed(known.catalog.speeds.values(), own, Setting(COMMON_BITS), device.kind, device.bandwidth_gb_s)


def candidates(known: Knowledge) -> tuple[Candidate, ...]:
    """Every model on offer that is not too old, newest first."""
    oldest = ago(known.catalog.today, YEARS)
    return tuple(
        _candidate(known, model)
        for model in known.catalog.models.values()
        if known.assessments[model.id].access not in UNOFFERED and model.released >= oldest
    )


def _candidate(known: Knowledge, model: Model) -> Candidate:
    verdict = known.verdicts[model.id]
    needed = need(known.rows[model.id], within(model, Setting(COMMON_BITS))) if model.downloadable else Need(None, None, ())
    told = needed.cache is not None
    return Candidate(
        id=model.id,
        name=model.name,
        maker=model.maker,
        type=model.type,
        released=model.released,
        recent=model.released >= ago(known.catalog.today, RECENT),
        reads=tuple(model.modalities.input) if model.modalities else (),
        languages=tuple(model.languages.listed) if model.languages else (),
        own=model.downloadable,
        size=known.rows[model.id].weights or 0,
        takes=int(needed.least or 0) if told else 0,
        need=int(needed.most or 0) if told else 0,
        outcome=verdict.outcome,
        not_in=tuple(dict.fromkeys(catch.place.place for catch in verdict.catches if catch.place)),
        catches=len(verdict.catches),
    )


def pick(rows: Sequence[Candidate], wanted: Wish) -> tuple[Candidate, ...]:
    """At most five, one a maker. `rows` come newest first."""
    fits = [row for row in rows if _fits(row, wanted)]
    largest = max((row.size for row in fits), default=0) if wanted.memory else 0
    fits.sort(key=lambda row: (not row.recent, 2 * row.size < largest))  # stable: each part stays newest first
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

"""What a source says of models in, our copy of it out, with what changed there and where our records say otherwise or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from macros.facts.catalog import Catalog
from macros.facts.documents import Tree
from macros.facts.records import validated
from macros.facts.schema.model import Model
from macros.facts.schema.upstream import Stated, Upstream
from macros.refresh.adapters import Facts, Statement
from macros.refresh.brought import Brought, sane, whole
from macros.refresh.judge import JUMP, apart
from macros.refresh.names import EXACT, Names
from macros.refresh.offers import Refused
from macros.refresh.report import called, paragraphs, section
from macros.refresh.written import listed

ALIKE = 1.05  # counts that differ by less say the same: one source counts embeddings, the other rounds
AT_ONCE, FEW = 0.3, 20  # a larger share of all facts never changes in a week, unless they are few
BEGIN = "python -m macros new model MAKER/ID --repo OWNER/NAME"
_NUMBER = re.compile(r"^\d+(\.\d+)?$")

Fact = tuple[str, str]  # model, field


@dataclass(frozen=True)
class Read:
    """The statements on models with a record, one a model, and those on others."""

    known: Mapping[str, Statement]
    unknown: Sequence[Statement]


@dataclass(frozen=True)
class Judged:
    """What is kept, what changed since the last reading (before, after), and what was held back."""

    facts: Mapping[Fact, str]
    changed: Sequence[tuple[Fact, str, str]]
    new: Sequence[Fact]
    gone: Sequence[Fact]
    held: Sequence[tuple[Fact, str, str]]


def bring(adapter: Facts, answer: Any, catalog: Catalog, day: date) -> Brought:
    """One row a model we know; where a number jumps, the last one stays."""
    lists, shown = catalog.all(Upstream), day.isoformat()
    read = sorted_out(adapter.statements(answer, Names(catalog)), Names(catalog))
    last = {
        (row.model, path): value
        for row in (lists[adapter.name].models if adapter.name in lists else ())
        for path, value in row.facts.items()
    }
    judged = judge(last, {(id, path): value for id, said in read.known.items() for path, value in said.facts.items()})
    known = {id: _only(said, id, judged.facts) for id, said in read.known.items()}
    head = {"title": adapter.title, "source": adapter.source, "terms": adapter.terms, "as_of": shown}
    text = listed("upstream", head, "models", _rows(known))
    differ, missing = compared(catalog, known, graded=adapter.graded)
    said = sum(len(statement.facts) for statement in known.values())
    told = paragraphs(
        adapter.title,
        f"Read {shown}: {said} facts on {len(known)} models, {len(judged.changed)} changed, {len(judged.new)} new, "
        f"{len(judged.gone)} gone; {len(missing)} models on which it says more than we do.",
        section("Changed upstream", [f"{_at(fact)}: {called(before)} → {called(after)}" for fact, before, after in judged.changed]),
        section(
            "Held back, look at them",
            [f"{_at(fact)}: {called(before)} at the last reading, now {called(after)}" for fact, before, after in judged.held],
        ),
        section("Gone upstream", [_at(fact) for fact in judged.gone]),
        section(
            "Our records say otherwise", [f"{_at(fact)}: {ours} here, {called(theirs)} there" for fact, ours, theirs in differ]
        ),
        section(f"Upstream, no record here; begin one with `{BEGIN}`", [_lacking(statement) for statement in read.unknown]),
    )
    return Brought("upstream", adapter.name, text, told, missing, adapter.cited, shown)


def sorted_out(statements: Iterable[Statement | None], names: Names) -> Read:
    """Which statement is on which of our models: the one in whose repository its weights are, else the one of its name."""
    best: dict[str, tuple[int, Statement]] = {}
    unknown: dict[str, Statement] = {}
    odd = seen = 0
    for statement in statements:
        seen += 1
        if statement is None:
            odd += 1
            continue
        own = names.repository(statement.repository) if statement.repository else None
        found = (own, EXACT - 1) if own else names.model(statement.name)
        if found is None:
            unknown.setdefault(statement.name, statement)
        elif found[0] not in best or found[1] < best[found[0]][0]:
            best[found[0]] = (found[1], statement)
    sane(odd, len(best) and seen, "model")
    return Read(
        {id: statement for id, (_, statement) in sorted(best.items())},
        sorted(unknown.values(), key=lambda statement: (-statement.wanted, statement.name)),
    )


def judge(last: Mapping[Fact, str], now: Mapping[Fact, str]) -> Judged:
    """New facts beside old ones. Refused where most of what was there is gone, or much of it is other than it was."""
    whole(sum(fact in now for fact in last), len(last), "facts")
    both = [(fact, last[fact], value) for fact, value in now.items() if fact in last and last[fact] != value]
    if len(both) > max(FEW, AT_ONCE * len(last)):
        raise Refused(f"says {len(both)} of {len(last)} facts otherwise than the last time; taken for another list")
    held = [(fact, before, after) for fact, before, after in both if _factor(before, after) >= JUMP]
    jumped = {fact for fact, _, _ in held}
    return Judged(
        {fact: last[fact] if fact in jumped else value for fact, value in now.items()},
        [change for change in both if change[0] not in jumped],
        [fact for fact in now if fact not in last],
        [fact for fact in last if fact not in now],
        held,
    )


def compared(
    catalog: Catalog, known: Mapping[str, Statement], *, graded: bool = True
) -> tuple[list[tuple[Fact, str, str]], list[tuple[str, Statement]]]:
    """Where a record and the source differ (ours, theirs), and what the source says where the record says nothing.

    A field on which the record already tells of two sources that disagree is decided. A source that is not `graded` says
    only that there is something: `partial` here is no other word for that.
    """
    differ: list[tuple[Fact, str, str]] = []
    missing: list[tuple[str, Statement]] = []
    for id, statement in known.items():
        model = catalog.models[id]
        decided = {conflict.field for conflict in model.conflicts}
        unsaid: dict[str, str] = {}
        for path, theirs in statement.facts.items():
            ours = recorded(model, path)
            if ours is None:
                unsaid[path] = theirs
            elif not (_alike(ours, theirs) or (ours, theirs, graded) == ("partial", "yes", False)) and not any(
                path == field or path.startswith(f"{field}.") for field in decided
            ):
                differ.append(((id, path), ours, theirs))
        if unsaid:
            missing.append((id, replace(statement, facts=unsaid)))
    return differ, missing


def recorded(model: Model, path: str) -> str | None:
    """What a record says at a field like `license.weights` or `components.training-code`; None where it says nothing."""
    if path == "architecture.layers":
        return str(model.architecture.layer_count) if model.architecture and model.architecture.layer_count else None
    value: Any = model
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)
        if value is None:
            return None
    return str(getattr(value, "present", value))


def _rows(known: Mapping[str, Statement]) -> list[Stated]:
    rows, odd = [], 0
    for id, said in known.items():
        given: dict[str, Tree] = {"model": id, "name": said.name, "facts": dict(said.facts)}
        given |= {"downloads": str(said.wanted)} if said.wanted else {}
        row = validated(Stated, given)[0]
        odd += row is None
        if row:
            rows.append(row)
    sane(odd, len(rows) and len(known), "model")
    return rows


def _only(said: Statement, id: str, facts: Mapping[Fact, str]) -> Statement:
    return replace(said, facts={path: facts[id, path] for path in said.facts})


def _alike(ours: str, theirs: str) -> bool:
    return ours.casefold() == theirs.casefold() or (_both_numbers(ours, theirs) and _factor(ours, theirs) < ALIKE)


def _factor(one: str, other: str) -> float:
    return apart(float(one), float(other)) if _both_numbers(one, other) else 1


def _both_numbers(one: str, other: str) -> bool:
    return bool(_NUMBER.match(one) and _NUMBER.match(other))


def _at(fact: Fact) -> str:
    return f"{fact[0]}, {fact[1]}"


def _lacking(statement: Statement) -> str:
    wanted = f" ({statement.wanted:,} downloads in thirty days)" if statement.wanted else ""
    return called(statement.repository or statement.name) + wanted

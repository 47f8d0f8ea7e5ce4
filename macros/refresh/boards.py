"""The newest table of a board in, our list of it out: a file a month, so that what was compared with an older one stays."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from macros.facts.catalog import Catalog
from macros.facts.documents import Tree
from macros.facts.records import validated
from macros.facts.schema.scores import Result
from macros.refresh.adapters import Board, Standing
from macros.refresh.brought import Brought, sane, whole
from macros.refresh.names import EXACT, Names
from macros.refresh.offers import Refused
from macros.refresh.report import called, paragraphs, section
from macros.refresh.written import listed

_EFFORT = re.compile(r"-(?:minimal|low|medium|high|xhigh|max|thinking|no-thinking|thinking-\d+k|preview)$")
LEAP = 200  # points in one step: no model moves so far, a scale does
MANY = 0.1  # more rows that leap than this share, and the scale is another one


def bring(adapter: Board, answer: Any, catalog: Catalog, day: date) -> Brought:
    """The table as the board has it; names met before keep the record they had."""
    published, standings = adapter.standings(answer)
    try:
        table = date.fromisoformat(published)
    except ValueError:
        raise Refused(f"names no day of its table: {called(published)}") from None
    if table > day:
        raise Refused(f"is of {published}, a day to come")
    older = [one for one in catalog.scores.values() if one.benchmark == adapter.benchmark and one.as_of <= published]
    last = max(older, key=lambda one: one.as_of, default=None)
    before = {row.name: row for row in last.rows} if last else {}
    names = Names(catalog)
    rows = [row for standing in standings if (row := _row(standing, before.get(standing.name), names))]
    sane(len(standings) - len(rows), len(rows) and len(standings), "row of a board")
    whole(sum(row.name in before for row in rows), len(before), "rows")
    leapt = [row for row in rows if row.name in before and abs(row.score - before[row.name].score) > LEAP]
    if len(leapt) > MANY * max(1, len(before)):
        raise Refused(f"moves {len(leapt)} of {len(before)} models by more than {LEAP} points; taken for another scale")
    version = f"{table:%B} {table.day}, {table.year}, {adapter.setting}"
    head = {
        "benchmark": adapter.benchmark, "version": version, "source": adapter.source, "terms": adapter.terms,
        "credit": adapter.credit, "as_of": published, "harness": adapter.harness, "interval": adapter.interval,
    }  # fmt: skip
    told = paragraphs(
        adapter.title,
        f"Table of {published}: {len(rows)} rows, {sum(row.name not in before for row in rows)} new, "
        f"{len(before.keys() - {row.name for row in rows})} gone since {last.as_of if last else 'never'}.",
        section("Moved by more than ten points", _moves(rows, before)),
        section(
            "New rows",
            [f"{called(row.name)}: {row.score:g}, {row.model or 'no record here'}" for row in rows if row.name not in before],
        ),
        section("No record here", [f"{called(row.name)}: {row.score:g}" for row in rows if not row.model]),
    )
    return Brought("score-list", f"{adapter.name}-{published[:7]}", listed("score-list", head, "rows", rows), told)


def _moves(rows: list[Result], before: dict[str, Result]) -> list[str]:
    return [
        f"{called(row.name)}: {before[row.name].score:g} → {row.score:g}"
        for row in rows
        if row.name in before and abs(row.score - before[row.name].score) > 10
    ]


def _row(standing: Standing, before: Result | None, names: Names) -> Result | None:
    given: dict[str, Tree] = {"name": standing.name, "score": str(standing.score)}
    given |= {name: str(value) for name, value in (("low", standing.low), ("high", standing.high)) if value is not None}
    if before:
        kept = {name: getattr(before, name) for name in ("model", "open", "released", "opened", "setting", "aside")}
        given |= {name: value for name, value in kept.items() if value is not None}
    elif (found := _model(standing.name, names)) is not None:
        given["model"] = found
    return validated(Result, given)[0]


def _model(name: str, names: Names) -> str | None:
    """The model of a row; how hard it was told to think is no other model."""
    while True:
        if (found := names.model(name)) and found[1] == EXACT:
            return found[0]
        shorter = _EFFORT.sub("", name)
        if shorter == name:
            return found[0] if found else None
        name = shorter

"""What a refresh found in, the text for the pull request out: changes, conflicts, what was held back, what we lack."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from macros.facts.schema.price import Price
from macros.refresh.judge import Change, Verdict

MOST = 40  # lines of one list; more of them nobody reads
_ODD = re.compile(r"[^\w ./:+()@,-]")


@dataclass(frozen=True)
class Found:
    """One list of prices after a refresh: what the judge said, and names without a record."""

    title: str
    day: str
    verdict: Verdict
    conflicts: Sequence[tuple[Price, Price]]
    models: Counter[str]
    hosts: Counter[str]


def refused(title: str, why: str) -> str:
    """The paragraph of a source that could not be read."""
    return f"## {title}\n\nNot refreshed: it {why}. The last good copy stays.\n"


def report(found: Found) -> str:
    """The paragraph of a list of prices that was read."""
    changes = found.verdict.changes
    moved = [change for change in changes if change.before and change.after]
    new = [change.after for change in changes if change.after and not change.before]
    gone = [change.before for change in changes if change.before and not change.after]
    return paragraphs(
        found.title,
        f"Read {found.day}: {len(found.verdict.rows)} prices, {len(moved)} changed, {len(new)} new, {len(gone)} gone.",
        section("Changed", [_moved(change) for change in moved]),
        section("Held back, look at them", [f"{_offer(row)}: {why}" for row, why in found.verdict.held]),
        section("Other lists say otherwise", [_conflict(row, other) for row, other in found.conflicts]),
        section("Gone", [_offer(row) for row in gone]),
        section("New", [f"{_offer(row)}: {_amounts(row)}" for row in new]),
        section("Sold upstream, no record here", [f"{called(name)} ({n}×)" for name, n in found.models.most_common() if n > 1]),
        section("Hosts without a record", [f"{called(name)} ({n} models)" for name, n in found.hosts.most_common()]),
    )


def paragraphs(title: str, *parts: str) -> str:
    """A title and what stands below it; empty parts are left out."""
    return "\n\n".join(part for part in (f"## {title}", *parts) if part) + "\n"


def section(title: str, lines: Sequence[str]) -> str:
    """A list with its title and how long it is; nothing where it is empty."""
    if not lines:
        return ""
    rest = [f"- and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return "\n".join([f"### {title}: {len(lines)}", "", *(f"- {line}" for line in lines[:MOST]), *rest])


def called(name: str) -> str:
    """A name as somebody else wrote it, as code: it can be no link, no mention and no markup."""
    return f"`{_ODD.sub('·', name)[:80]}`"


def _moved(change: Change) -> str:
    assert change.before and change.after
    return f"{_offer(change.after)}: {_amounts(change.before)} → {_amounts(change.after)}"


def _conflict(row: Price, other: Price) -> str:
    return f"{_offer(row)}: {_amounts(row)} here, {_amounts(other)} on {other.as_of} in {other.url}"


def _offer(row: Price) -> str:
    tier = "" if row.tier == "standard" else f", {row.tier}"
    begins = f", from {row.starts}" if row.starts and row.starts > row.as_of else ""
    return f"{row.model} at {row.host}{f' as {called(row.served_as)}' if row.served_as else ''}{tier}{begins}"


def _amounts(row: Price) -> str:
    shown = " / ".join("–" if value is None else f"{value:g}" for value in (row.input, row.output))
    return f"{shown} (cache {row.cache_read:g})" if row.cache_read is not None else shown

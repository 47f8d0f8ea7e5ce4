"""The history of data/ in git in, data/changes/ out: what changed in each week, one file a week, written once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.answers.news import is_news
from macros.facts import changes
from macros.facts.catalog import Catalog
from macros.facts.changes import Change, Changed
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.kinds import BY_NAME
from macros.terminal.copies import NoCopy, copy, git

FOLDER = "changes"
READ = frozenset({kind.name for kind in BY_NAME.values() if kind.paged} | {"faq", "term"})  # what readers look up
LEFT_OUT = frozenset({"week", "repetition", "search", "dictionary", "vocabulary"})  # of the house, not of the world
MOST = 200  # letters of a value


def write(project: Path, catalog: Catalog, *, again: bool = False) -> list[Path]:
    """Write the weeks that are not written yet, and the last one again; all of them with `again`. The files that changed."""
    folder = project / "data" / FOLDER
    written = sorted(path.stem for path in folder.glob("*.yml")) if folder.is_dir() else []
    done = set() if again else set(written[:-1])
    fields = {
        kind: frozenset(line.field for line in each.attributes if line.field) for kind, each in catalog.all(Dictionary).items()
    }
    found: list[Path] = []
    for monday, before, after, day in _weeks(project):
        path = folder / f"{monday.isoformat()}.yml"
        if monday.isoformat() in done:
            continue
        text = _week(project, before, after, day, fields)
        if text and (not path.is_file() or path.read_text("utf-8") != text):
            folder.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            found.append(path)
    return found


def _weeks(project: Path) -> Iterator[tuple[date, str, str, date]]:
    """(Monday, last commit before the week or '', last commit of the week, its day), the oldest first; weeks of UTC."""
    answer = git(project, "log", "--first-parent", "--reverse", "--format=%H %cd", "--date=format-local:%Y-%m-%d", "--", "data")
    if not answer:
        raise NoCopy("there is no history of data/ here; run this in a clone of the repository, with its whole history")
    last: dict[date, tuple[str, date]] = {}
    for line in answer.decode().splitlines():
        commit, day_ = line.split()
        day = date.fromisoformat(day_)
        last[day - timedelta(days=day.weekday())] = (commit, day)
    before = ""
    for monday in sorted(last):
        commit, day = last[monday]
        yield monday, before, commit, day
        before = commit


def _week(project: Path, before: str, after: str, day: date, fields: dict[str, frozenset[str]]) -> str:
    """The text of one file; '' where nothing a reader looks up has changed."""
    with copy(project, after) as new, copy(project, before) if before else TemporaryDirectory() as old:
        found = changes.compared(*changes.read(Path(old), new))
    lines = list(_records(found, fields)) if before else []
    counted = Counter(
        (each.kind, each.what) for each in found if each.kind not in LEFT_OUT and (not before or each.kind not in READ)
    )
    counts = [f"  - {{kind: {kind}, what: {what}, number: {number}}}" for (kind, what), number in counted.items()]
    if not lines and not counts:
        return ""
    head = [
        "# yaml-language-server: $schema=../schema/week.json",
        "# written by: python -m macros changelog",
        f"as_of: {day.isoformat()}",
        *([] if before else ["begins: yes"]),
    ]
    parts = [*(["records:", *lines] if lines else []), *(["others:", *counts] if counts else [])]
    return "\n".join([*head, *parts]) + "\n"


def _records(found: tuple[Changed, ...], fields: dict[str, frozenset[str]]) -> Iterator[str]:
    """A line for each record that readers look up and of which something they know by a label has changed."""
    for each in found:
        if each.kind not in READ:
            continue
        facts = [change for change in each.facts if is_news(change.path, fields.get(each.kind, frozenset()))]
        told = [f"kind: {each.kind}", f"id: {_text(each.id)}", f"name: {_text(each.name or each.id)}", f"what: {each.what}"]
        told += [f"was: {_text(each.was)}"] if each.was else []
        values = [_value(change) for change in facts if change.before is not None and change.after is not None]
        recorded = [_text(change.path) for change in facts if change.before is None]
        dropped = [_text(change.path) for change in facts if change.after is None]
        for name, some in (("values", values), ("recorded", recorded), ("dropped", dropped)):
            told += [f"{name}: [{', '.join(some)}]"] if some else []
        if each.what != "changed" or facts:
            yield f"  - {{{', '.join(told)}}}"


def _value(change: Change) -> str:
    return f"{{field: {_text(change.path)}, before: {_text(change.before)}, after: {_text(change.after)}}}"


def _text(value: str | None) -> str:
    """A text as YAML takes it, on one line, cut where it is long."""
    text = value or ""
    return json.dumps(text if len(text) <= MOST else text[: MOST - 1] + "…", ensure_ascii=False)

"""Commands that write data/ and docs/ in, files changed and what changed printed out; a project that was sound stays sound."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from macros.editing import rename
from macros.editing.begin import Known, begun
from macros.editing.changes import Change, undo, write
from macros.editing.mend import mends
from macros.editing.pages import Signatures
from macros.editing.rename import Refused
from macros.editing.retire import End, retired
from macros.facts.catalog import Catalog
from macros.facts.problems import DataError
from macros.facts.schema.fields import ID_PATTERN

CHECK = ".venv/bin/python -m macros check"
ASKED = {"name": "Name, as its maker writes it", "released": "Released (2026-05-04)", "type": "Type (language, code, image …)"}


def fix(project: Path, signatures: Signatures) -> int:
    """Mend what is mechanical and print it as a diff; the number of files that changed."""
    changes = mends(project, signatures)
    write(project, changes)
    for change in changes:
        print(change.diff())
    print(f"Mended {len(changes)} file{'' if len(changes) == 1 else 's'}." if changes else "Nothing mechanical to mend.")
    return len(changes)


def move(
    project: Path,
    catalog: Catalog,
    signatures: Signatures,
    check: Callable[[], object],
    kind: str,
    old: str,
    new: str,
    *,
    merge: bool,
) -> None:
    """Give a record another id, or merge it into another record, with all that names it."""
    own = rename.kind_of(kind)
    old, new = old.rpartition("/")[2], new.rpartition("/")[2]
    if not re.fullmatch(ID_PATTERN, new):
        raise Refused(f"'{new}' is not an id; use lower-case letters, digits, dots and hyphens")
    changes = (rename.merged if merge else rename.renamed)(project, catalog, signatures, own, old, new)
    settle(project, changes, check)
    if rename.redirected(own):
        print(f"The address of '{old}' leads to '{new}'.")
    if named := list(rename.mentions(project, old)):
        print(f"'{old}' also stands in: {', '.join(named[:8])}{' …' if len(named) > 8 else ''}; look whether it is meant there.")


def retire(project: Path, catalog: Catalog, check: Callable[[], object], ids: Sequence[str], end: End) -> None:
    """Write into each model's record that it ended, when, and where that is told."""
    for replacement in filter(None, [end.replacement]):
        if replacement not in catalog.models:
            raise Refused(f"there is no model '{replacement}' to replace it")
    changes = [change for id in ids for change in retired(project, catalog, id.rpartition("/")[2], end)]
    settle(project, changes, check)


def settle(project: Path, changes: Sequence[Change], check: Callable[[], object]) -> None:
    """Write the changes and check; where the check refuses, everything is as it was."""
    done = write(project, changes)
    try:
        check()
    except DataError as error:
        undo(done)
        raise Refused(f"nothing was changed, since the check would refuse it:\n{error}") from None
    for change in changes:
        print(change.diff())
    print(f"Changed {len(changes)} file{'' if len(changes) == 1 else 's'}; the check passes.")


def new(project: Path, catalog: Catalog, kind: str, id: str, known: Known, today: date) -> None:
    """Write the starting file of a record, and say what is left to fill in."""
    own = rename.kind_of(kind)
    if own.copied:
        raise Refused(f"a program writes each {own.name}; see docs/contribute/code.md")
    path, text, notes = begun(project, catalog, own, id, known, today)
    write(project, [Change(path, None, text)])
    print(f"Wrote {path}.")
    for note in notes:
        print(f"  {note}")
    if left := list(_open(text)):
        print("To fill in:\n" + "\n".join(f"  {path}:{line}: {name}" for line, name in left))
    print(f"Then: {CHECK}")


def ask(fields: dict[str, str], wanted: Iterable[str]) -> dict[str, str]:
    """The fields with what somebody at a terminal answers; an empty answer leaves a field to be filled in."""
    answers = {name: input(f"{ASKED[name]}: ").strip() for name in wanted if name in ASKED and name not in fields}
    return {**{name: answer for name, answer in answers.items() if answer}, **fields}


def refuse(error: Refused) -> int:
    """Say why a command did nothing."""
    print(error, file=sys.stderr)
    return 1


def _open(text: str) -> Iterable[tuple[int, str]]:
    """(line, field) of what a starting file leaves to be filled in."""
    lines = re.sub(r"^( *)- ", r"\1  ", text, flags=re.MULTILINE).splitlines()
    for number, line in enumerate(lines, 1):
        name, colon, rest = line.partition(":")
        below = lines[number] if number < len(lines) else ""
        deeper = len(below) - len(below.lstrip(" ")) > len(line) - len(line.lstrip(" "))
        if colon and not line.lstrip().startswith("#") and not rest.partition("#")[0].strip() and not deeper:
            yield number, name.strip(" -")

"""What might be better and stops nothing, said of the lines that somebody changed: of older lines nobody wants to hear it."""

from __future__ import annotations

import re
from pathlib import Path

from macros.facts.catalog import Catalog
from macros.facts.documents import Document, dotted
from macros.facts.problems import Problem
from macros.facts.rules.evidence import moving
from macros.terminal.copies import NoCopy, git

MAIN = ("origin/main", "main")
_FILE = re.compile(r"\+\+\+ b/(.+)")
_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def hints(project: Path, catalog: Catalog, since: str = "") -> list[Problem]:
    """The hints at lines that changed since a revision, by default since the branch left main; none where there is no git."""
    changed = changes(project, since)
    found = []
    for entries in catalog.entries.values():
        for entry in entries.values():
            for place, text in moving(entry.record) if entry.path in changed else ():
                line = Document(project / entry.path, entry.path).line(place)
                if changed[entry.path] is None or line in (changed[entry.path] or ()):
                    found.append(Problem(entry.path, line, dotted(place), text))
    return sorted(found)


def changes(project: Path, since: str = "") -> dict[str, set[int] | None]:
    """File of data/ → the lines that changed since the revision; None of a new file, all of whose lines did."""
    try:
        left = (git(project, "merge-base", "HEAD", name) for name in MAIN)
        base = since or next((answer.decode().strip() for answer in left if answer), "HEAD")
        told = (
            git(project, "diff", "--relative", "--unified=0", "--no-color", "--no-ext-diff", "--dst-prefix=b/", base, "--", "data")
            or b""
        )
        new = git(project, "ls-files", "--others", "--exclude-standard", "--", "data") or b""
    except NoCopy:
        return {}
    found: dict[str, set[int] | None] = dict.fromkeys(new.decode().splitlines())
    lines: set[int] = set()
    for row in told.decode(errors="replace").splitlines():
        if named := _FILE.match(row):
            lines = set()
            found[named[1]] = lines
        elif hunk := _HUNK.match(row):
            start, count = int(hunk[1]), int(hunk[2] or 1)
            lines.update(range(start, start + count))
    return found

"""data/ and docs/ in, what is mechanical to mend in them out; what a program writes is left to that program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.editing import pages, records
from macros.editing.changes import Change
from macros.editing.ids import Ids
from macros.facts.schema.fields import plain_id
from macros.facts.schema.kinds import KINDS


def mends(project: Path, signatures: pages.Signatures) -> list[Change]:
    """Every file that would be written another way."""
    ids = Ids(project)
    return [*_records(project, ids), *_pages(project, signatures, ids)]


def _records(project: Path, ids: Ids) -> Iterator[Change]:
    for kind in KINDS:
        if kind.copied:
            continue
        folder = project / "data" / kind.folder
        for path in sorted(folder.rglob("*")):
            if path.name.startswith(".") or path.is_symlink() or path.suffix not in (".yml", ".yaml"):
                continue
            if path.stat().st_size > kind.bytes or (before := _text(path)) is None:
                continue
            after = records.mended(kind, before, ids)
            place = path.with_name(f"{plain_id(path.stem)}.yml")
            moved = place != path and (not place.exists() or place.samefile(path))
            if after != before or moved:
                new = place.relative_to(project).as_posix() if moved else ""
                yield Change(path.relative_to(project).as_posix(), before, after, new)


def _pages(project: Path, signatures: pages.Signatures, ids: Ids) -> Iterator[Change]:
    for path in sorted((project / "docs").rglob("*.md")):
        if path.is_file() and not path.is_symlink() and (before := _text(path)) is not None:
            after = pages.mended(before, signatures, ids)
            if after != before:
                yield Change(path.relative_to(project).as_posix(), before, after)


def _text(path: Path) -> str | None:
    """The text as it stands, line ends and byte order mark too; None where it is no UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None

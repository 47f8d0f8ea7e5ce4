"""What a command wants to change, shown as a diff and written at once: all of it, or nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path


@dataclass(frozen=True)
class Change:
    """A file as it was and as it shall be, with paths from the project folder; None where there is no file."""

    path: str
    before: str | None
    after: str | None
    new_path: str = ""  # where it moves to

    @property
    def target(self) -> str:
        return self.new_path or self.path

    def diff(self) -> str:
        """The change as a unified diff."""
        lines = unified_diff(
            (self.before or "").splitlines(keepends=True),
            (self.after or "").splitlines(keepends=True),
            self.path if self.before is not None else "/dev/null",
            self.target if self.after is not None else "/dev/null",
            n=1,
        )
        moved = f"{self.path} → {self.new_path}\n" if self.new_path else ""
        return moved + "".join(line if line.endswith("\n") else line + "\n" for line in lines)


Done = list[tuple[Path, bytes | None]]  # what stood in each file before


def write(project: Path, changes: Sequence[Change]) -> Done:
    """Write every change; what `undo` needs. Each file is whole at any moment, and a failure puts back what stood there."""
    done: Done = []
    try:
        for change in changes:
            old, new = project / change.path, project / change.target
            if old.is_file():
                done.append((old, old.read_bytes()))
                if change.after is None or new != old:
                    old.unlink()
            if change.after is not None:
                done.append((new, new.read_bytes() if new.is_file() else None))
                _put(new, change.after.encode("utf-8"))
            if old.parent.is_dir() and not any(old.parent.iterdir()):
                old.parent.rmdir()
    except OSError:
        undo(done)
        raise
    return done


def undo(done: Done) -> None:
    """Put back what stood in each file."""
    for path, content in reversed(done):
        if content is None:
            path.unlink(missing_ok=True)
        else:
            _put(path, content)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)

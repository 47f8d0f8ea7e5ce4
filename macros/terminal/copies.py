"""A git revision or a folder in, a folder with another copy of the project out."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PARTS = ("data", "docs")


class NoCopy(ValueError):
    """There is no such copy; the message says what to write."""


@contextmanager
def copy(project: Path, base: str) -> Iterator[Path]:
    """A folder that holds data/ and docs/ of `base`: the folder of that name, or a revision unpacked for the while."""
    if base and (Path(base) / "data").is_dir():
        yield Path(base)
        return
    with tempfile.TemporaryDirectory() as folder:
        _unpack(project, base, Path(folder))
        yield Path(folder)


def _unpack(project: Path, revision: str, folder: Path) -> None:
    if not revision or revision.startswith("-"):
        raise NoCopy(f"'{revision}' is no revision; write a branch, a tag, a commit, or a folder that holds data/")
    listed = git(project, "ls-tree", "--name-only", revision)
    if listed is None:
        raise NoCopy(
            f"'{revision}' is neither a folder that holds data/ nor a revision here; "
            f"fetch it first, like: git fetch origin {revision}"
        )
    parts = [part for part in PARTS if part in listed.decode().split()]
    packed = git(project, "archive", "--format=tar", revision, "--", *parts) if "data" in parts else None
    if packed is None:
        raise NoCopy(f"'{revision}' holds no data/; write a revision of this project")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


def git(project: Path, *words: str) -> bytes | None:
    """What git answers; None where it refuses or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(project), *words], capture_output=True, check=False)
    except FileNotFoundError:
        raise NoCopy("git is not installed; name a folder that holds data/ instead") from None
    return done.stdout if done.returncode == 0 else None

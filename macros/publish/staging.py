"""Files of a site in, a whole site in its place out: all at once at the end, or not at all.

A build writes into a folder beside the site and exchanges the two when it is done. Killed at any moment, or with a full
disk, it leaves the last good site as it was; what it leaves beside it, the next build takes away. A file that is the same
as in the last site is that file under a second name, so a build writes only what differs.
"""

from __future__ import annotations

import contextlib
import ctypes
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PIECE = 1 << 20  # bytes compared at a time
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


class Staging:
    """One build's folder, beside the site it will become."""

    def __init__(self, site: Path) -> None:
        self._site = site.absolute()
        self._site.parent.mkdir(parents=True, exist_ok=True)
        self._clear()
        self._own, self._lock = self._begin()
        self.folder = self._own / "new"
        self.folder.mkdir()
        self._folders = {self.folder.as_posix()}

    def put(self, path: str, content: bytes) -> None:
        """Make the file at `path`, from the site's top."""
        target = f"{self.folder.as_posix()}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        if not self._carry(f"{self._site.as_posix()}/{path}", target, content):
            with open(target, "wb") as file:  # noqa: PTH123
                file.write(content)

    def swap(self) -> None:
        """Put what was made in the place of the site."""
        if not self._site.exists():
            self.folder.rename(self._site)
        elif not _exchange(self.folder, self._site):
            self._site.rename(self._own / "old")  # killed between these two lines: `_clear` puts it back
            self.folder.rename(self._site)
        self.discard()

    def discard(self) -> None:
        """Leave the site as it is, and nothing beside it."""
        _remove(self._own)
        self._lock.close()

    @staticmethod
    def _carry(last: str, target: str, content: bytes) -> bool:
        """Whether the file of the last site holds the same and now stands here too."""
        try:
            with open(last, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of files: a Path each costs more than the file
                found = os.fstat(file.fileno())
                if found.st_size != len(content) or any(file.read(_PIECE) != piece for piece in _pieces(content)):
                    return False
                os.link(last, target)
                if os.path.samestat(found, os.lstat(target)):
                    return True
                Path(target).unlink()  # another build has just put its site there
        except OSError:
            pass
        return False

    def _begin(self) -> tuple[Path, IO[str]]:
        while True:
            own = Path(tempfile.mkdtemp(prefix=self._prefix, dir=self._site.parent))
            with contextlib.suppress(OSError):
                lock = (own / "lock").open("w")
                if _hold(lock) and (own / "lock").exists():
                    return own, lock
                lock.close()

    def _clear(self) -> None:
        """Take away what killed builds left, and put back a site that one of them had moved."""
        for left in self._site.parent.glob(f"{glob.escape(self._prefix)}*"):
            with contextlib.suppress(OSError), (left / "lock").open("r+") as lock:
                if _hold(lock):
                    if (left / "old").is_dir() and not self._site.exists():
                        (left / "old").rename(self._site)
                    _remove(left)
            with contextlib.suppress(OSError):
                left.rmdir()  # killed before it had a lock

    @property
    def _prefix(self) -> str:
        return f".{self._site.name}-new-"


def _pieces(content: bytes) -> Iterator[memoryview]:
    whole = memoryview(content)
    return (whole[at : at + _PIECE] for at in range(0, len(content), _PIECE))


def _remove(own: Path) -> None:
    """Delete a build's folder, its lock last: killed on the way, the next build can tell that it is dead."""
    for name in ("new", "old"):
        shutil.rmtree(own / name, ignore_errors=True)
    shutil.rmtree(own, ignore_errors=True)


def _hold(lock: IO[str]) -> bool:
    """Whether this build holds the lock now. The system takes it from a dead build, never from a living one."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step, where the system can."""
    library = ctypes.CDLL(None) if sys.platform != "win32" else None
    first, second = os.fsencode(one), os.fsencode(other)
    if rename := getattr(library, "renameat2", None):
        here = -100  # AT_FDCWD
        return bool(rename(here, first, here, second, _EXCHANGE) == 0)
    if rename := getattr(library, "renamex_np", None):
        return bool(rename(first, second, _EXCHANGE) == 0)
    return False

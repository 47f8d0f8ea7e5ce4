"""A folder that one test after the other may write into: each gets it as it was."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class _Whole:
    """A file as it was."""

    content: bytes
    mode: int
    written: int  # when, in nanoseconds: it is given back too, so that every later writing shows
    size: int


class Lent:
    """Called, it takes away what was added, writes what was changed or deleted, and says where the folder is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folders = {path for path in folder.rglob("*") if path.is_dir()}
        self._files = {path: _whole(path) for path in folder.rglob("*") if path.is_file()}

    def __call__(self) -> Path:
        sound = set()
        for above, folders, files in os.walk(self._folder):
            for name in [*folders]:
                path = Path(above, name)
                if path.is_symlink():
                    path.unlink()
                elif path not in self._folders:
                    shutil.rmtree(path)
                    folders.remove(name)
            for path in (Path(above, name) for name in files):
                if self._as_it_was(path):
                    sound.add(path)
                else:
                    path.unlink()
        for path in self._folders:
            path.mkdir(parents=True, exist_ok=True)
        for path in self._files.keys() - sound:
            whole = self._files[path]
            path.write_bytes(whole.content)
            path.chmod(whole.mode)
            os.utime(path, ns=(whole.written, whole.written))
        return self._folder

    def _as_it_was(self, path: Path) -> bool:
        whole, now = self._files.get(path), path.lstat()
        return whole is not None and (whole.mode, whole.written, whole.size) == (now.st_mode, now.st_mtime_ns, now.st_size)


def _whole(path: Path) -> _Whole:
    found = path.lstat()
    return _Whole(path.read_bytes(), found.st_mode, found.st_mtime_ns, found.st_size)

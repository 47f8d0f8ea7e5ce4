"""A result and a key of all it was made from in, the same result out in a later run; what is not proven is made anew.

A file holds its key, the digest of its body, and the body. It is believed only if both are right, so an edited, cut or
flipped file, one of other inputs or of another version of the code, is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import IO

_CODE = Path(__file__).parent.parent
_LIBRARIES = (
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "pydantic",
    "pygments",
    "pymdown-extensions",
    "pyyaml",
)


def digest(*parts: object) -> str:
    """One digest of plain values: texts, numbers, lists and mappings of them."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def of_file(path: Path) -> str:
    """The digest of a file's bytes; of what is no file, none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


@cache
def code(pattern: str = "*") -> str:
    """The digest of our code and templates, or of some files below macros/, of the libraries that read and draw, and of Python."""
    files = sorted(path for path in _CODE.rglob(pattern) if path.is_file() and "__pycache__" not in path.parts)
    ours = [(path.relative_to(_CODE).as_posix(), of_file(path)) for path in files]
    return digest(ours, [version(name) for name in _LIBRARIES], platform.python_version())


def kept(project: Path) -> Path:
    """The folder of what a later run can use; it may be deleted at any time."""
    return project / ".cache" / "atlas"


def kept_form(project: Path, *, directories: bool) -> Path:
    """The same for one form of the site alone: as it is published, or as a copy on disk has it."""
    return kept(project) / ("published" if directories else "offline")


def remembered(path: Path | None, key: str, make: Callable[[], Iterable[Sequence[str | bytes]]]) -> Iterator[list[bytes]]:
    """The rows of texts that `make` gives, in UTF-8: from `path` where it holds them under `key`, else made and kept there."""
    kept = recall(path, key) if path else None
    if kept is not None or path is None:
        yield from (_bytes(row) for row in make()) if kept is None else kept
        return
    with _Keeping(path, key) as keeping:
        for row in make():
            texts = _bytes(row)
            keeping.add(texts)
            yield texts


@dataclass(frozen=True)
class Memory:
    """The rows of texts that `make` gives, and the file in which a run that made them keeps them under `key`."""

    path: Path
    key: str
    make: Callable[[], Iterable[Sequence[str | bytes]]]

    def __iter__(self) -> Iterator[list[bytes]]:
        return remembered(self.path, self.key, self.make)

    def held(self) -> bool:
        """Whether the file says that it holds them; reading alone proves it."""
        try:
            with self.path.open("rb") as file:
                return file.readline().split()[:1] == [self.key.encode()]
        except OSError:
            return False

    def fill(self) -> None:
        """Make them and keep them."""
        keep(self.path, self.key, self.make())


def recall(path: Path, key: str) -> Iterator[list[bytes]] | None:
    """The rows that `path` holds, or None unless they are proven to be those of `key`."""
    try:
        file = path.open("rb")
    except OSError:
        return None
    head, body = file.readline().split(), hashlib.sha256()
    start = file.tell()
    while chunk := file.read(1 << 20):
        body.update(chunk)
    if head != [key.encode(), body.hexdigest().encode()]:
        file.close()
        return None
    file.seek(start)
    return _rows(file)


def keep(path: Path, key: str, rows: Iterable[Sequence[str | bytes]]) -> None:
    """Keep rows under a key."""
    with _Keeping(path, key) as keeping:
        for row in rows:
            keeping.add(_bytes(row))


def _bytes(row: Sequence[str | bytes]) -> list[bytes]:
    return [text if isinstance(text, bytes) else text.encode("utf-8") for text in row]


def _rows(file: IO[bytes]) -> Iterator[list[bytes]]:
    with file:
        while lengths := file.readline():
            yield [file.read(int(length)) for length in lengths.split()]


class _Keeping:
    """A file being written under another name. Where it cannot be written, nothing is kept and nobody is bothered."""

    def __init__(self, path: Path, key: str) -> None:
        self._path, self._key = path, key
        self._part = path.with_name(f"{path.name}.{os.getpid()}.part")
        self._body = hashlib.sha256()
        self._file: IO[bytes] | None = None

    def __enter__(self) -> _Keeping:
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._part.open("wb")
            self._file.write(self._head())
        return self

    def add(self, texts: Sequence[bytes]) -> None:
        for piece in (" ".join(str(len(text)) for text in texts).encode() + b"\n", *texts):
            self._body.update(piece)
            if self._file:
                try:
                    self._file.write(piece)
                except OSError:
                    self._drop()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self._file:
            return
        if kind is not None:
            self._drop()
            return
        try:
            self._file.seek(0)
            self._file.write(self._head())
            self._file.close()
            self._part.replace(self._path)
        except OSError:
            self._drop()

    def _head(self) -> bytes:
        return f"{self._key} {self._body.hexdigest()}\n".encode()

    def _drop(self) -> None:
        with contextlib.suppress(OSError):
            if self._file:
                self._file.close()
            self._part.unlink()
        self._file = None

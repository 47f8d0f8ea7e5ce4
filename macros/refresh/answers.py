"""The bytes of an answer in, JSON or the YAML files of an archive out; what no honest source sends is refused."""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from macros.facts.documents import Document
from macros.refresh.offers import Refused

MAX_DEPTH = 24
MEMBERS = 20_000  # of an archive
UNPACKED = 256 * 1024 * 1024  # bytes that come out of an archive, read or not
YAML = (".yml", ".yaml")
_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class Form:
    """In what form a source answers, and how a stored copy of it is called."""

    ending: str
    read: Callable[[bytes], Any]


def parsed(text: bytes) -> Any:
    """The JSON of a text: no NaN, no key twice, not deeper than data ever is."""
    try:
        answer = json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
    except RecursionError:
        raise Refused(f"is nested deeper than {MAX_DEPTH} levels") from None
    except (ValueError, UnicodeDecodeError) as error:
        raise Refused(f"is not JSON, or cut off: {error}") from None
    if _deeper(answer, MAX_DEPTH):
        raise Refused(f"is nested deeper than {MAX_DEPTH} levels")
    return answer


@dataclass(frozen=True)
class Files:
    """The YAML files of a repository: path below its top folder → tree, or None for a file that is no sound YAML."""

    trees: Mapping[str, Any]
    commit: str = ""  # '' where the copy does not say of which it is


def unpacked(body: bytes) -> Files:
    """The files of a tar.gz as a code host makes it."""
    found: dict[str, Any] = {}
    try:
        with tarfile.open(fileobj=_Bounded(gzip.GzipFile(fileobj=io.BytesIO(body))), mode="r|") as archive:
            for number, member in enumerate(archive):
                if number > MEMBERS:
                    raise Refused(f"holds more than {MEMBERS:,} files")
                path = PurePosixPath(member.name)
                if member.isreg() and path.suffix in YAML and ".." not in path.parts:
                    file = archive.extractfile(member)
                    found["/".join(path.parts[1:])] = _tree(file.read() if file else b"")
            commit = archive.pax_headers.get("comment", "")
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise Refused(f"is no archive, or cut off: {error}") from None
    return Files(found, commit if _COMMIT.fullmatch(commit) else "")


def folder(path: Path) -> Files:
    """The same of an unpacked copy."""
    files = sorted(file for ending in YAML for file in path.rglob(f"*{ending}") if file.is_file())
    return Files({file.relative_to(path).as_posix(): _tree(file.read_bytes()) for file in files})


def _tree(text: bytes) -> Any:
    """Plain values, lists and mappings, all scalars as they are written; aliases and tags make a file unsound."""
    try:
        document = Document(text.decode("utf-8"), "upstream")
    except UnicodeDecodeError:
        return None
    return None if document.problems else document.tree


class _Bounded(io.RawIOBase):
    """A stream that gives no more than `UNPACKED` bytes, so that a small answer cannot become an endless one."""

    def __init__(self, inner: gzip.GzipFile) -> None:
        self._inner, self._given = inner, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        part = self._inner.read(size)
        self._given += len(part)
        if self._given > UNPACKED:
            raise Refused(f"unpacks to more than {UNPACKED // 2**20} MB")
        return part


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice in one mapping")
    return made


def _deeper(answer: Any, most: int) -> bool:
    level = [answer]
    for _ in range(most):
        level = [inner for value in level for inner in _inner(value)]
        if not level:
            return False
    return True


def _inner(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


JSON = Form(".json", parsed)
ARCHIVE = Form(".tar.gz", unpacked)

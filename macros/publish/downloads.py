"""A catalog and a finished site in, what is offered beside it out: the whole data in one file each, pages as text, and pictures.

These files are made after the site, in a command of their own: a build that only looks at pages need not wait for them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from macros.answers.knowledge import Knowledge
from macros.answers.published import newest
from macros.facts.schema.evidence import Record
from macros.pages.links import API, links_from
from macros.publish.api import sheets
from macros.publish.columnar import Columnar
from macros.publish.database import database
from macros.publish.package import package
from macros.publish.pictures import NAME as PICTURE
from macros.publish.pictures import Studio, named, pictures
from macros.publish.tables import Column, Table, tables
from macros.publish.twins import address_of, texts

FOLDER, SUMS = "downloads", "SHA256SUMS"
DATABASE, PACKAGE, LIST = "open-model-atlas.sqlite", "open-model-atlas.zip", "index.json"


class NoSite(ValueError):
    """The folder holds no published site."""


def version(known: Knowledge) -> str:
    """The version of the data: the newest day on which a source was read, like 2026.11.28."""
    records: list[Record] = [entry.record for entries in known.catalog.entries.values() for entry in entries.values()]
    return max(day for record in records if (day := newest(record))).replace("-", ".")


def files(known: Knowledge, address: str) -> Iterator[tuple[str, bytes]]:
    """(path below `downloads/`, content) of the whole data in each form, and a list of these files with their sums."""
    released = version(known)
    made = [_release(released, address), *tables(known)]
    found = {DATABASE: database(made), PACKAGE: package(made, released, address)}
    columnar = Columnar()
    found |= {f"parquet/{table.name}.parquet": columnar.write(table) for table in made if table.main and table.rows}
    yield from found.items()
    entries = [{"path": path, "bytes": len(content), "sha256": _sum(content)} for path, content in found.items()]
    listed = {"version": released, "license": "CC-BY-4.0", "files": entries}
    yield LIST, (json.dumps(listed, indent=1) + "\n").encode("utf-8")


def write(project: Path, known: Knowledge, site: Path) -> Iterator[tuple[str, int]]:
    """Put the files into a finished site; (path from its top, bytes) of each. Raises NoSite for any other folder."""
    if not (site / API / "index.json").is_file() or not (site / "models" / "index.html").is_file():
        raise NoSite(f"{site} holds no published site; run make build first")
    address = address_of((site / "index.html").read_text("utf-8"))
    for path, text in texts(project, site, address):
        yield path, _put(site / path, text.encode("utf-8"))
    yield from _pictured(project, known, site)
    for path, content in sheets(known):
        yield path, _put(site / path, content)
    for path, content in files(known, address):
        yield f"{FOLDER}/{path}", _put(site / FOLDER / path, content)
    for folder in (FOLDER, API):
        yield f"{folder}/{SUMS}", _put(site / folder / SUMS, _sums(site / folder).encode("utf-8"))


def _pictured(project: Path, known: Knowledge, site: Path) -> Iterator[tuple[str, int]]:
    """Lay a picture beside each page that has one of its own, and name it there."""
    studio = Studio(project / "docs" / "assets")
    for page, picture in pictures(known):
        path = site / links_from("", directories=True).page(page)
        shown = (path / PICTURE).relative_to(site).as_posix()
        yield shown, _put(path / PICTURE, studio.draw(picture))
        html = (path / "index.html").read_text("utf-8")
        _put(path / "index.html", named(html, address_of(html) + PICTURE, picture).encode("utf-8"))


def _release(version: str, address: str) -> Table:
    columns = [Column("version", "text", "The newest day on which a source was read.", True), Column("license", "text", "", True)]
    columns.append(Column("address", "text", "Where the site is.", True))
    return Table("release", "Which data this is.", ("version",), columns, rows=[(version, "CC-BY-4.0", address)])


def _sums(folder: Path) -> str:
    """A line for each file, as `sha256sum --check` reads it."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return "".join(f"{_sum(path.read_bytes())}  {path.relative_to(folder).as_posix()}\n" for path in found)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _put(path: Path, content: bytes) -> int:
    """Write a file anew: the last site may hold the same file under a second name, and keeps it as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    return len(content)

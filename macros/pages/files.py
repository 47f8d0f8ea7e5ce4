"""docs/ in, its files out, and which of them may not stand there: whatever stands in docs/ is published as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

MAX_BYTES, MAX_PAGE = 2 * 1024**2, 48 * 1024
# the beginning of a file's bytes, so that nothing else goes by its name
PICTURES: Mapping[str, bytes] = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".webp": b"RIFF"}
BEGINNINGS: Mapping[str, bytes] = {**PICTURES, ".woff2": b"wOF2"}
# folder of docs/ → what else may stand there; the theme's folder may have folders below it
OURS: Mapping[str, tuple[str, ...]] = {"assets": (".css", ".js", ".svg", ".woff2"), ".overrides": (".html", ".xml", ".svg")}
SHAPES = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc", "defs"}
)
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)*[a-z0-9][a-z0-9.-]*\.md|(?:.*/)?README\.md")
SVG = "http://www.w3.org/2000/svg"
_LOADS = re.compile(r"url\((?!#)|script|//", re.IGNORECASE)
_LIKE = "; docs/ holds pages (.md) and pictures (" + ", ".join(PICTURES) + "), our own styles and scripts stand in docs/assets/"


def walk(docs: Path) -> Iterator[Path]:
    """Every file below docs/, and every link, which is not followed; files of an editor or a system are no part of it."""
    for path in sorted(docs.iterdir()) if docs.is_dir() else ():
        if path.name.startswith(".") and path.name not in OURS and not path.is_symlink():
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)
        else:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") and not path.is_symlink() and not path.is_dir():
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)
        else:
            yield path


def check_file(path: Path, place: Path) -> list[tuple[int, str]]:
    """(line, what is wrong) with a file at `place` below docs/."""
    if path.is_symlink():
        return [(1, "is a link; copy the file, links out of docs/ are not followed")]
    if not path.is_file():
        return [(1, "is no file; delete it")]
    kind, top = place.suffix, place.parts[0]
    theme = top == ".overrides" and kind in OURS[top]
    if not (theme or kind == ".md" or kind in PICTURES or (kind in OURS.get(top, ()) and len(place.parts) == 2)):
        return [(1, "is of a kind that may not stand here; delete it" + _LIKE)]
    if kind == ".md" and not theme and not _NAME.fullmatch(place.as_posix()):
        plain = "/".join(re.sub(r"[^a-z0-9.]+", "-", part.lower()).strip("-") for part in place.parts)
        return [(1, f"is an address that people cannot type; rename it to docs/{plain}")]
    if path.stat().st_size > MAX_BYTES:
        return [(1, f"is larger than {MAX_BYTES // 1024**2} MB; make it smaller")]
    if kind == ".md" and path.stat().st_size > MAX_PAGE:
        return [(1, f"is larger than {MAX_PAGE // 1024} KB; a page answers one question, split it")]
    if kind in BEGINNINGS and not path.read_bytes().startswith(BEGINNINGS[kind]):
        return [(1, f"is no {kind} file inside; save it as one")]
    return list(_svg(path.read_bytes())) if kind == ".svg" else []


def _svg(content: bytes) -> Iterator[tuple[int, str]]:
    """Read as a browser reads it that opens the file: as XML, and in no other letters than those we look at."""
    shapes = _Shapes()
    try:
        shapes.reader.Parse(content, True)
    except expat.ExpatError as error:
        shapes.found.append((error.lineno, "is no XML in UTF-8; save the picture as plain SVG"))
    yield from shapes.found


class _Shapes:
    """Collects what is no shape: a browser that opens an SVG file runs the scripts in it."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []
        self.reader = expat.ParserCreate("UTF-8", " ")
        self.reader.StartElementHandler = self._element
        self.reader.XmlDeclHandler = self._declaration
        self.reader.StartDoctypeDeclHandler = lambda *of: self._more()
        self.reader.ProcessingInstructionHandler = lambda *of: self._more()

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if space != SVG or tag not in SHAPES:
            self._add(f"holds the element {tag!r}; a picture has shapes and text, delete it")
        for key, value in attributes.items():
            key = key.rpartition(" ")[2].lower()
            address = "href" in key and not value.startswith("#")
            if key.startswith("on") or key == "style" or address or _LOADS.search(value):
                self._add(f"holds the attribute {key!r}; delete it, a picture neither acts nor loads")

    def _declaration(self, version: str, encoding: str | None, alone: int) -> None:
        if encoding and encoding.lower() != "utf-8":
            self._add(f"is written in {encoding}; save it as UTF-8")

    def _more(self) -> None:
        self._add("holds a declaration; delete it, and save the picture as plain SVG")

    def _add(self, text: str) -> None:
        self.found.append((self.reader.CurrentLineNumber, text))

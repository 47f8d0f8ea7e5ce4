"""A catalog in, the picture of each page that has something to show out: what stands beside a link that somebody shares.

A picture is drawn from the same words, signs and typefaces as its page, by Pillow, which only `downloads` needs. A page names
a picture of its own once that picture lies beside it; until then, and on every other page, the picture of the site stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from macros.answers import catches
from macros.answers.components import pieces
from macros.answers.knowledge import Knowledge
from macros.answers.licensing.answers import answers_of
from macros.answers.rivals import Pair
from macros.answers.tile import Tile, tile
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.facts.schema.words import Claim
from macros.pages.attributes import label
from macros.pages.cells import VERDICT_TONES, Cell
from macros.pages.compare import path as path_of_pair
from macros.pages.license import answer_cell
from macros.pages.links import FOLDERS, Links
from macros.pages.tiles import FEW
from macros.pages.view import View
from macros.publish.extras import extra

NAME = "share.png"  # beside the page
SITE = "Open Model Atlas"
WIDTH, HEIGHT, MARGIN, TOP = 1200, 630, 72, 112
PAPER, INK, SOFT, LINE, ACCENT = "#fdfcf9", "#1c2321", "#55605c", "#dcd8cd", "#0b5d52"
TONES = {"good": "#0a5c3c", "fair": SOFT, "mixed": "#7a4a00", "bad": "#9b2312", "plain": SOFT}
OUTCOMES = {"allowed": "good", "conditions": "mixed", "forbidden": "bad", "unknown": "plain"}
ASKED = ("host_as_service", "train_on_outputs")  # of a license, beside the verdict on business use
SIZES, STEP, FOOT = range(76, 39, -4), 52, 92  # of a title's letters; from one verdict to the next; below the last line
_IMAGE = re.compile(r'(<meta property="?og:image"? content=")[^"]*(">\s*<meta property="?og:image:alt"? content=")[^"]*(">)')


@dataclass(frozen=True)
class Judged:
    """A question and its answer; `tone` decides shape and color."""

    question: str
    answer: str
    tone: str


@dataclass(frozen=True)
class Picture:
    """What a picture says: what it is of, up to three verdicts, and the tiles of the models it is about."""

    kind: str
    title: str
    verdicts: tuple[Judged, ...] = ()
    tiles: tuple[Tile, ...] = field(default=())

    @property
    def alt(self) -> str:
        """The same in words."""
        said = (f"{judged.question}: {judged.answer}".removeprefix(": ") for judged in self.verdicts)
        return "; ".join((self.title, self.kind, *said))


def pictures(known: Knowledge) -> Iterator[tuple[str, Picture]]:
    """(path of a page, like 'models/olmo-3.md', its picture) of every page that has one of its own."""
    view = View(known, Links())
    for model in known.catalog.models.values():
        yield f"{FOLDERS['model']}/{model.id}.md", _of_model(view, model)
    for license in known.catalog.licenses.values():
        yield f"{FOLDERS['license']}/{license.id}.md", _of_license(view, license)
    for claim in known.catalog.claims.values():
        yield f"{FOLDERS['claim']}/{claim.id}.md", _of_claim(view, claim)
    for pair in known.pairs:
        yield path_of_pair(pair), _of_pair(view, pair)


def named(html: str, address: str, picture: Picture) -> str:
    """The page with the picture at `address` in the place of the site's."""
    return _IMAGE.sub(lambda found: f"{found[1]}{escape(address)}{found[2]}{escape(picture.alt)}{found[3]}", html, count=1)


def _of_model(view: View, model: Model) -> Picture:
    known, asked = view.knowledge.assessments[model.id], view.knowledge.attributes["model"]
    maker = view.catalog.makers[model.maker].name
    definitions = (("osaid", "osaid-verdicts", known.osaid.value), ("mof", "mof-classes", known.mof.value))
    verdicts = [_business(view, model, view.catalog.word("questions", "commercial_use").short or "")]
    if model.type != "product":
        verdicts += [
            Judged(label(asked[id]), view.label(words, value), VERDICT_TONES.get(value, "plain"))
            for id, words, value in definitions
        ]
    return Picture(f"{maker} · {_access(view, model)}", model.name, tuple(verdicts), _tiles(view, model))


def _of_license(view: View, license: License) -> Picture:
    answers, questions = answers_of(view.catalog, license), view.catalog.vocabularies["questions"]
    outcome = catches.of_license(view.catalog, license).outcome
    verdicts = [Judged(questions["commercial_use"].short or "", view.label("outcomes", outcome), OUTCOMES[outcome])]
    for id in ASKED:
        if answer := answers.get(id):
            verdicts.append(_judged(questions[id].short or questions[id].label, answer_cell(view, id, answer)))
    return Picture(view.label("license-categories", license.category), license.name, tuple(verdicts))


def _of_claim(view: View, claim: Claim) -> Picture:
    verdict = view.cells.badge("verdicts", claim.verdict)
    return Picture(view.label("claim-topics", claim.topic), f"“{claim.claim}”", (_judged("", verdict),))


def _of_pair(view: View, pair: Pair) -> Picture:
    both = (pair.first, pair.second)
    title = view.caption("pair", first=pair.first.name, second=pair.second.name)
    verdicts = tuple(_business(view, model, f"{model.name} · {_access(view, model)}") for model in both)
    return Picture(view.label("questions", "commercial_use"), title, verdicts, _tiles(view, *both))


def _business(view: View, model: Model, question: str) -> Judged:
    outcome = view.knowledge.verdicts[model.id].outcome
    return Judged(question, view.label("outcomes", outcome), OUTCOMES[outcome])


def _judged(question: str, cell: Cell) -> Judged:
    return Judged(question, cell.text, cell.tone)


def _access(view: View, model: Model) -> str:
    return view.label("access-classes", view.knowledge.assessments[model.id].access)


def _tiles(view: View, *models: Model) -> tuple[Tile, ...]:
    """All, or none where one would be dots."""
    found = tuple(tile(view.catalog, pieces(view.catalog, model)) for model in models)
    return found if all(each.known >= FEW for each in found) else ()


class Studio:
    """Draws; holds the typefaces and colors."""

    def __init__(self, assets: Path) -> None:
        """`assets` is the folder with the typefaces of the site."""
        self._image = extra("PIL.Image", "a picture")
        self._draw = extra("PIL.ImageDraw", "a picture")
        self._font = extra("PIL.ImageFont", "a picture")
        self._assets = assets
        self._faces: dict[tuple[str, int, int], Any] = {}
        self._palette = self._image.new("P", (1, 1))
        self._palette.putpalette(_colors())

    def draw(self, picture: Picture) -> bytes:
        """The picture as PNG; the same for the same words."""
        image = self._image.new("RGB", (WIDTH, HEIGHT), PAPER)
        pen = self._draw.Draw(image)
        pen.rectangle((0, 0, WIDTH, 11), ACCENT)
        width = WIDTH - 2 * MARGIN - self._tiles(pen, picture.tiles)
        below = HEIGHT - FOOT - 20 - STEP * len(picture.verdicts)  # where the verdicts begin
        pen.text((MARGIN, 64), self._cut(picture.kind, self._face("sans", 30), width), SOFT, self._face("sans", 30))
        face, lines = self._fit(picture.title, width, below - TOP - 20)
        for at, line in enumerate(lines):
            pen.text((MARGIN, TOP + at * _leading(face)), line, INK, face)
        for at, judged in enumerate(picture.verdicts):
            self._verdict(pen, judged, below + at * STEP)
        pen.line((MARGIN, HEIGHT - FOOT, WIDTH - MARGIN, HEIGHT - FOOT), LINE, 2)
        pen.text((MARGIN, HEIGHT - 72), SITE, INK, self._face("serif", 32))
        out = BytesIO()
        image.quantize(palette=self._palette, dither=self._image.Dither.NONE).save(out, "PNG", bits=4, compress_level=8)
        return out.getvalue()

    def _verdict(self, pen: Any, judged: Judged, y: int) -> None:
        color, bold, plain = TONES[judged.tone], self._face("sans", 30, 650), self._face("sans", 27)
        _sign(pen, MARGIN, y + 6, 26, judged.tone, color)
        x, end = MARGIN + 42, WIDTH - MARGIN
        answer = self._cut(judged.answer, bold, end - x)
        pen.text((x, y), answer, color, bold)
        x += round(bold.getlength(answer)) + 16
        pen.text((x, y + 3), self._cut(judged.question, plain, end - x), SOFT, plain)

    def _tiles(self, pen: Any, tiles: tuple[Tile, ...]) -> int:
        """Draw them at the right; the width they take with the gap before them."""
        if not tiles:
            return 0
        size = 60 if len(tiles) == 1 else 34
        pitch, gap = round(size * 1.22), 44
        whole = 4 * pitch - (pitch - size)
        wide = len(tiles) * whole + (len(tiles) - 1) * gap
        for at, each in enumerate(tiles):
            left, top = WIDTH - MARGIN - wide + at * (whole + gap), 72
            for row, (_, parts) in enumerate(each.rows):
                for column, part in enumerate(parts):
                    _part(pen, left + column * pitch, top + row * pitch, size, part.mark)
        return wide + gap

    def _fit(self, text: str, width: int, height: int) -> tuple[Any, list[str]]:
        """The largest face in which the text fits; at the smallest it is cut."""
        for size in SIZES:
            face = self._face("serif", size)
            lines, most = _wrap(text, face, width), height // _leading(face)
            if len(lines) <= most and all(face.getlength(line) <= width for line in lines):
                return face, lines
        return face, [self._cut(line, face, width) for line in (*lines[: most - 1], " ".join(lines[most - 1 :]))]

    @staticmethod
    def _cut(text: str, face: Any, width: float) -> str:
        while text and face.getlength(text) > width:
            text = text.removesuffix("…")[:-1].rstrip() + "…" if len(text) > 1 else ""
        return text

    def _face(self, name: str, size: int, weight: int = 400) -> Any:
        if (name, size, weight) not in self._faces:
            face = self._font.truetype(str(self._assets / f"{name}.woff2"), size)
            if name == "sans":
                face.set_variation_by_axes([weight])
            self._faces[name, size, weight] = face
        return self._faces[name, size, weight]


def _leading(face: Any) -> int:
    return int(face.size * 1.2)


def _wrap(text: str, face: Any, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if face.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _sign(pen: Any, x: int, y: int, size: int, tone: str, color: str) -> None:
    """A full circle, a half one, a cross, an empty circle, a row of dots: the shapes of the verdicts on the pages."""
    box = (x, y, x + size, y + size)
    match tone:
        case "good":
            pen.ellipse(box, color)
        case "mixed":
            pen.ellipse(box, None, color, 5)
            pen.pieslice(box, 90, 270, color)
        case "bad":
            pen.line((x + 2, y + 2, x + size - 2, y + size - 2), color, 6)
            pen.line((x + 2, y + size - 2, x + size - 2, y + 2), color, 6)
        case "fair":
            pen.ellipse(box, None, color, 5)
        case _:
            for at in range(3):
                pen.ellipse((x + at * 11, y + 11, x + at * 11 + 6, y + 17), color)


def _part(pen: Any, x: int, y: int, size: int, mark: str) -> None:
    """Full, half, empty, a dot."""
    box, middle, dot = (x, y, x + size, y + size), size // 2, size // 9
    match mark:
        case "free":
            pen.rectangle(box, ACCENT)
        case "limited":
            pen.rectangle(box, None, ACCENT, 3)
            pen.rectangle((x, y + middle, x + size, y + size), ACCENT)
        case "absent":
            pen.rectangle(box, None, SOFT, 3)
        case _:
            pen.ellipse((x + middle - dot, y + middle - dot, x + middle + dot, y + middle + dot), SOFT)


def _colors() -> list[int]:
    """Sixteen: the colors of a picture, and for those of letters what lies between them and the paper."""
    shades = {INK: 3, SOFT: 3, LINE: 1, ACCENT: 1, TONES["good"]: 2, TONES["mixed"]: 2, TONES["bad"]: 2}
    paper, found = _rgb(PAPER), [_rgb(PAPER)]
    for color, steps in shades.items():
        for step in range(1, steps + 1):
            found.append(tuple(round(a + (b - a) * step / steps) for a, b in zip(paper, _rgb(color), strict=True)))
    return [value for color in found for value in color]


def _rgb(color: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(color[1:]))

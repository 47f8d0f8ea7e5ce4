"""A model's sixteen parts in, a picture of a few strokes out, for a row of a list."""

from __future__ import annotations

from macros.answers.tile import Mark, tile
from macros.facts.schema.model import Model
from macros.pages.cells import Cell
from macros.pages.view import View

FEW = 4  # with fewer known parts a tile would be dots; words say it better
_PITCH = 4  # from one part to the next; a part is 3 wide
_SOLID: dict[Mark, str] = {"free": "h3v3h-3z", "limited": "v3h3v-1.5h-3z", "unknown": "m1 1h1v1h-1z"}
_EDGE: dict[Mark, str] = {"limited": "h3v3h-3z", "absent": "h3v3h-3z"}


def tile_cell(view: View, model: Model) -> Cell:
    """The tile of a model; sorts by how many parts are free."""
    shown = tile(view.catalog, view.knowledge.pieces[model.id])
    sort = f"{shown.counts['free']:02}"
    if shown.known < FEW:
        return Cell("none", view.caption("few-parts", known=shown.known, all=shown.counts.total()), sort=sort)
    marks = [
        (f"M{column * _PITCH} {row * _PITCH}", part.mark)
        for row, (_, parts) in enumerate(shown.rows)
        for column, part in enumerate(parts)
    ]
    words = ", ".join(f"{n} {view.label('tile-marks', id).lower()}" for id, n in shown.counts.most_common())
    paths = tuple(Cell("path", "".join(place + drawn[mark] for place, mark in marks if mark in drawn)) for drawn in (_SOLID, _EDGE))
    return Cell("tile", words, sort=sort, items=paths)

"""A test in, its scores against price or size out: a drawing with the frontier named, a sentence, and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup

from macros.answers.frontier import Axis, Spot, frontier, spots
from macros.pages.cells import short
from macros.pages.costs import shown
from macros.pages.gap import newest
from macros.pages.scores import BenchmarkId
from macros.pages.view import View

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 480, 300, 40, 20, 24, 34
LINE = 15  # between two names


@dataclass(frozen=True)
class Dot:
    """One model in the drawing; `named` where it stands on the frontier, with the height of its name."""

    spot: Spot
    x: float
    y: float
    cost: str
    open: bool
    named: bool = False


def price_chart(view: View, id: BenchmarkId) -> Markup:
    """Scores of one test against the cheapest price for tokens, as a chart with its table."""
    return _chart(view, id, "price")


def size_chart(view: View, id: BenchmarkId) -> Markup:
    """Scores of the models of one test that can be downloaded against their parameters, as a chart with its table."""
    return _chart(view, id, "size")


def _chart(view: View, id: str, axis: Axis) -> Markup:
    rows = newest(view, id)
    found = spots(view.knowledge, rows, axis)
    best = frontier(found)
    low, high = (edge(spot.score for spot in found) for edge in (min, max))
    first, last = floor(log10(min(spot.cost for spot in found))), ceil(log10(max(spot.cost for spot in found)))

    def x(cost: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (log10(cost) - first) / max(last - first, 1), 1)

    def y(score: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - score) / ((high - low) or 1), 1)

    dots = [Dot(spot, x(spot.cost), y(spot.score), _cost(spot.cost, axis), spot.model.downloadable, spot in best) for spot in found]
    line = sorted((dot for dot in dots if dot.named), key=lambda dot: dot.x)
    return view.render(
        "chart/scatter.html",
        id=f"{axis}-{id}",
        axis=axis,
        benchmark=rows[0].benchmark,
        version=rows[0].version,
        dots=dots,
        line=line,
        steps=" ".join(f"{x(spot.cost)},{y(spot.score)}" for spot in best),
        names=_names(line),
        free=sum(dot.open for dot in line),
        count=len(line),
        old=sum(dot.spot.old for dot in dots),
        across=[(x(10.0**power), _cost(10.0**power, axis)) for power in range(first, last + 1)],
        up=[(y(value), f"{value:g}") for value in _ticks(low, high)],
        box=(WIDTH, HEIGHT, LEFT, TOP, WIDTH - RIGHT, HEIGHT - BOTTOM),
    )


def _names(dots: list[Dot]) -> list[tuple[Dot, float, float, str]]:
    """(dot, x, y, anchor) of each name that has room: the best and the cheapest always, the others where they do not touch."""
    placed: list[tuple[Dot, float, float, str]] = []
    for dot in (*dots[-1:], *dots[:-1]):
        left = dot.x > WIDTH / 2
        place = (dot, dot.x + (4 if left else 8), dot.y + (-7 if left else 14), "end" if left else "start")
        if all(abs(place[2] - other[2]) >= LINE for other in placed):
            placed.append(place)
    return placed


def _ticks(low: float, high: float) -> list[float]:
    step = 10 ** floor(log10((high - low) or 1))
    step = step / 2 if (high - low) / step < 3 else step
    return [value * step for value in range(ceil(low / step), floor(high / step) + 1)]


def _cost(value: float, axis: Axis) -> str:
    return short(int(value)) if axis == "size" else f"${shown(value)}" if value < 1 else f"${value:,.4g}"

"""The distance between open and closed models in, sentences, tables and a chart out."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from macros.answers import gap as gaps
from macros.answers.gap import Gap, Month
from macros.answers.results import Measured
from macros.pages.cells import Cell, day, number, text
from macros.pages.scores import BenchmarkId
from macros.pages.tables import Row, Table
from macros.pages.view import View

RECENT = 183  # days: a test with no newer result has stopped
JUMP = 3  # months: who is far behind in points and less than this in time was left behind since
WIDTH, HEIGHT, LEFT, TOP, RIGHT, NAME = 480, 260, 34, 18, 8, 230


@dataclass(frozen=True)
class Standing:
    """A test and what it says; `other` is the gap with models counted as open that were sold first."""

    found: Gap
    other: Gap | None
    word: str

    @property
    def leader(self) -> Measured:
        return self.found.closed


def gap(view: View, id: BenchmarkId) -> Markup:
    """One sentence: how far open models are behind on one test, in points and months."""
    found = [item for item in _standings(view) if item.leader.benchmark.id == id]
    return view.render("gap/sentence.html", items=[_said(view, item) for item in found[:1]])


def gap_answer(view: View) -> Markup:
    """On which kind of work open models lead, are level, behind or far behind, from the newest tests."""
    newest = {item.leader.benchmark.id: item for item in reversed(_standings(view)) if _recent(view, item)}
    recent = sorted(newest.values(), key=lambda item: item.found.as_of, reverse=True)
    words = view.catalog.vocabularies["standings"]
    groups = [(word, [_said(view, item) for item in recent if item.word == id]) for id, word in words.items()]
    return view.render("gap/answer.html", groups=[(word, items) for word, items in groups if items])


def gap_list(view: View) -> Markup:
    """The gap on every test with enough models, the newest first, and those that have stopped."""
    found = _standings(view)
    going = _table(view, "gaps", view.caption("gaps"), [item for item in found if _recent(view, item)])
    ended = _table(view, "gaps-old", view.caption("gaps-old"), [item for item in found if not _recent(view, item)])
    return view.render("thing/table.html", table_=going) + view.render("thing/table.html", table_=ended)


def gap_chart(view: View, id: BenchmarkId) -> Markup:
    """Best open and best closed score on one test over time, as a chart with its table."""
    rows = newest(view, id)
    months = gaps.trail(rows)
    return view.render("chart/lines.html", **_drawn(view, rows[0], months))


def _standings(view: View) -> list[Standing]:
    """Every list with enough models, newest first."""

    def make() -> list[Standing]:
        made = []
        for rows in view.knowledge.results.lists.values():
            found = gaps.gap(rows, view.catalog.today)
            if found:
                other = gaps.gap(rows, view.catalog.today, opened=True) if any(row.opened for row in rows) else None
                changed = other if other and other.points != found.points else None
                made.append(Standing(found, changed, gaps.standing(found)))
        return sorted(made, key=lambda item: item.found.as_of, reverse=True)

    return view.once(("gap", "standings"), make)


def newest(view: View, id: str) -> tuple[Measured, ...]:
    """The rows of a test's newest list, the best first."""
    lists = [rows for (benchmark, _), rows in view.knowledge.results.lists.items() if benchmark == id]
    return max(lists, key=lambda rows: max(row.date or "" for row in rows))


def _recent(view: View, item: Standing) -> bool:
    year, month, date = map(int, item.found.as_of.split("-"))
    return (view.catalog.today - view.catalog.today.replace(year, month, date)).days <= RECENT


@dataclass(frozen=True)
class Said:
    """What a sentence or an item of a list says of one test."""

    benchmark: Cell
    area: str
    date: str
    closed: Cell
    open: Cell
    points: str
    lag: str  # empty where no closed model has scored as high, or none did before it
    first: bool  # no closed model scored as high before it
    jumped: bool  # closed models have left since: far away in points, near in time
    leads: bool
    overlap: bool
    other: str


def _said(view: View, item: Standing) -> Said:
    found = item.found
    return Said(
        view.cells.benchmark(found.closed.benchmark.id),
        view.label("benchmark-areas", found.closed.benchmark.area),
        view.catalog.long_day(found.as_of),
        _named(view, found.closed),
        _named(view, found.open),
        _points(view, found.points, found.closed.benchmark.unit),
        _time(view, found.lag) if found.lag and found.lag > 0 else "",
        found.lag is not None and found.lag <= 0,
        item.word == "far" and found.lag is not None and 0 < found.lag < JUMP,
        found.points < 0,
        bool(found.overlap),
        _other(view, item),
    )


def _points(view: View, value: float, unit: str) -> str:
    """'9.9 points'; of a rating whole ones, and named: they are another measure than points of 100."""
    rating = unit == "rating"
    shown = f"{abs(value):.0f}" if rating else f"{abs(value):.1f}".removesuffix(".0")
    one, many = ("a-rating-point", "so-many-rating-points") if rating else ("a-point", "so-many-points")
    return view.caption(one if shown == "1" else many, points=shown)


def _time(view: View, months: float) -> str:
    """'4.7 months', and below one month days: '3 days'."""
    days = round(months * gaps.MONTH)
    if months < 1:
        return view.caption("a-day" if days == 1 else "so-many-days", days=days)
    shown = f"{months:.1f}".removesuffix(".0")
    return view.caption("a-month" if shown == "1" else "so-many-months", months=shown)


def _named(view: View, row: Measured) -> Cell:
    return view.cells.model(row.model.id) if row.model else text(row.name)


def _other(view: View, item: Standing) -> str:
    if item.other is None:
        return ""
    leads = "open-leads" if item.other.points < 0 else "closed-leads"
    sold = item.other.open if item.other.open.opened else item.found.closed
    unit = item.leader.benchmark.unit
    return view.caption(leads, points=_points(view, item.other.points, unit), name=sold.model.name if sold.model else sold.name)


def _table(view: View, id: str, caption: str, items: list[Standing]) -> Table:
    order = list(view.catalog.vocabularies["standings"])
    rows = tuple(
        Row("", (
            view.cells.benchmark(item.leader.benchmark.id), view.cells.word("benchmark-areas", item.leader.benchmark.area),
            view.cells.badge("standings", item.word), number(item.found.points), text(_other(view, item) or "–"),
            _scored(view, item.found.closed), _scored(view, item.found.open), _months(view, item.found.lag),
            _months(view, item.found.since), text(item.leader.version), day(item.found.as_of),
        ))
        for item in sorted(items, key=lambda item: order.index(item.word))
    )  # fmt: skip
    columns = (
        *view.columns("test", "work", "open-models"),
        view.column("gap", numeric=True),
        *view.columns("other-way", "best-closed", "best-open"),
        view.column("lag", numeric=True),
        view.column("since", numeric=True),
        *view.columns("version", "as-of"),
    )
    return Table(id, f"{caption}: {len(rows)}", columns, rows)


def _scored(view: View, row: Measured) -> Cell:
    named = _named(view, row)
    return Cell(named.kind, f"{named.text}, {row.score:.4g}", named.href, named.tone, row.setting, named.sort)


def _months(view: View, value: float | None) -> Cell:
    if value is None:
        return Cell("none", "–", title=view.caption("no-closed"))
    return Cell("number", _time(view, value) if value > 0 else f"{value:g}", sort=f"{value:.2f}")


def _drawn(view: View, any_row: Measured, months: tuple[Month, ...]) -> dict[str, object]:
    """What the template of the chart draws: two stepped lines, ticks, and the steps as a table."""
    shown = [month for month in months if month.closed and month.open]
    values = [row.score for month in shown for row in (month.closed, month.open) if row]
    low, high = min(values), max(values)
    room = (high - low) or 1

    def x(at: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * at / max(len(shown) - 1, 1), 1)

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - 2 * TOP) * (high - value) / room, 1)

    def path(scores: list[float]) -> str:
        steps = [f"M{x(0)} {y(scores[0])}"]
        for at, value in enumerate(scores[1:], 1):
            steps.append(f"H{x(at)}V{y(value)}")
        return "".join(steps)

    closed = [month.closed for month in shown if month.closed]
    open_ = [month.open for month in shown if month.open]
    steps = [
        (month.month, _scored(view, month.closed), _scored(view, month.open), f"{month.closed.score - month.open.score:.1f}")
        for before, month in zip((None, *shown), shown, strict=False)
        if month.closed and month.open and (before is None or (before.closed, before.open) != (month.closed, month.open))
    ]
    benchmark = any_row.benchmark
    ends = (closed[-1], open_[-1])
    told = [view.caption("gap-scored", name=_name(row), score=f"{row.score:.4g}") for row in ends]
    below = max(y(row.score) for at, row in enumerate(open_) if x(at) > WIDTH - NAME)  # where a label leaves the line free
    return {
        "id": f"gap-{benchmark.id}",
        "title": view.caption("gap-chart", benchmark=benchmark.name),
        "unit": benchmark.unit,
        "about": view.caption("gap-drawn", version=any_row.version, closed=told[0], open=told[1]),
        "closed": path([row.score for row in closed]),
        "open": path([row.score for row in open_]),
        "labels": [
            ("series-2", view.caption("gap-closed", name=_name(ends[0]), score=f"{ends[0].score:.4g}"), y(ends[0].score) - 6),
            ("series-1", view.caption("gap-open", name=_name(ends[1]), score=f"{ends[1].score:.4g}"), below + 22),
        ],
        "years": [(x(at), month.month[:4]) for at, month in enumerate(shown) if month.month.endswith("-01")],
        "ticks": [(y(value), f"{value:.0f}") for value in (low, (low + high) / 2, high)],
        "steps": steps,
        "width": WIDTH,
        "height": HEIGHT + 26,
        "base": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
    }


def _name(row: Measured) -> str:
    return row.model.name if row.model else row.name

"""Numbers in, inline SVG with its table out. Bars, and columns stacked by year; colors come from the style sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from macros.answers.prices import markets
from macros.facts.catalog import Catalog
from macros.facts.schema.words import Figure
from macros.pages.openness_tables import assessed, verdict_counts
from macros.pages.view import View

WIDTH, ROW, FULL = 480, 46, 330
BUSIEST = 8  # models of the chart of host prices
COLUMN_HEIGHT, LEFT, BOTTOM = 220, 34, 26


@dataclass(frozen=True)
class Bar:
    """One bar: its label, the value as printed, its length and place in the drawing."""

    label: str
    shown: str
    note: str
    href: str
    source: str
    tone: str
    y: int
    start: float
    length: float


def chart(view: View, name: str) -> Markup:
    """A chart by name: one computed from the catalog, or a figure of data/figures/."""
    made = COMPUTED.get(name)
    return made(view) if made else figure(view, view.catalog.figures[name])


def names(catalog: Catalog) -> tuple[str, ...]:
    """Every chart a page may ask for."""
    return (*COMPUTED, *catalog.figures)


def figure(view: View, item: Figure) -> Markup:
    """A bar for each number, with its source in the table."""
    largest = max(max(abs(point.value), abs(point.until or 0)) for point in item.points) or 1
    bars = []
    for at, point in enumerate(item.points):
        low, high = (point.value, point.until) if point.until is not None else (0.0, point.value)
        shown = f"{point.value:,.10g}"
        if point.until is not None:
            shown = view.catalog.say("range", low=shown, high=f"{point.until:,.10g}")
        start, end = sorted((low, high))
        bars.append(
            Bar(
                point.label,
                shown,
                ", ".join(part for part in (point.note, point.date) if part),
                view.links.record("source", point.source),
                view.catalog.works[point.source].title,
                "series-1",
                at * ROW,
                FULL * max(start, 0) / largest,
                max(3, FULL * (end - max(start, 0)) / largest),
            )
        )
    return _bars(view, item.id, item.title, item.about, item.unit, bars)


def host_prices(view: View) -> Markup:
    """What hosts ask for the open models that most of them sell: a bar from the cheapest to the dearest."""
    found = markets(view.catalog, BUSIEST)
    largest = max((made.high for made in found), default=1)
    bars = [
        Bar(
            made.model.name,
            view.catalog.say("range", low=f"{made.low:,g}", high=f"{made.high:,g}"),
            view.catalog.say("factor", hosts=made.hosts, factor=f"{made.factor:,.2g}"),
            "",
            "",
            "series-1",
            at * ROW,
            FULL * made.low / largest,
            max(3, FULL * (made.high - made.low) / largest),
        )
        for at, made in enumerate(found)
    ]
    first, last = min((made.first for made in found), default=""), max((made.last for made in found), default="")
    said = view.catalog.long_day
    return _computed(view, "host-price-spread", bars, count=len(found), first=said(first), last=said(last))


def openness_verdicts(view: View) -> Markup:
    """How the assessed models come out by two definitions."""
    counts = verdict_counts(view)
    largest = max(n for *_, n in counts) or 1
    bars = [
        Bar(f"{name}: {label}", str(n), "", "", "", tone, at * ROW, 0, max(3, FULL * n / largest) if n else 0)
        for at, (name, label, tone, n) in enumerate(counts)
    ]
    return _computed(view, "openness-verdicts", bars, count=len(assessed(view)))


def license_categories(view: View) -> Markup:
    """How many models with downloadable weights stand under each category of license."""
    had = [view.knowledge.terms[id] for id, model in view.catalog.models.items() if model.downloadable]
    counts = Counter(terms.license.category for terms in had if terms.license)
    words = [word for id, word in view.catalog.vocabularies["license-categories"].items() if counts[id]]
    largest = max(counts.values(), default=1)
    bars = [
        Bar(
            word.label,
            str(counts[word.id]),
            word.description or "",
            "",
            "",
            "series-1",
            at * ROW,
            0,
            max(3, FULL * counts[word.id] / largest),
        )
        for at, word in enumerate(words)
    ]
    return _computed(view, "license-categories", bars, count=counts.total())


def access_by_year(view: View) -> Markup:
    """Models of the catalog by year and access class, stacked."""
    counts = Counter(
        (model.released[:4], view.knowledge.assessments[model.id].access)
        for model in view.catalog.models.values()
        if model.type != "product"
    )
    years = _span(year for year, _ in counts)
    classes = [
        word for id, word in view.catalog.vocabularies["access-classes"].items() if any(counts[(year, id)] for year in years)
    ]
    return _stacked(
        view,
        "access-by-year",
        "access-by-year",
        years,
        [(word.label, [counts[(year, word.id)] for year in years]) for word in classes],
    )


def timeline(view: View) -> Markup:
    """Events of the timeline by year and kind, stacked."""
    events = view.catalog.past_events.values()
    counts = Counter((event.date[:4], event.kind) for event in events)
    years = _span(year for year, _ in counts)
    kinds = [word for id, word in view.catalog.vocabularies["event-kinds"].items() if any(counts[(year, id)] for year in years)]
    return _stacked(
        view,
        "timeline-chart",
        "timeline",
        years,
        [(word.label, [counts[(year, word.id)] for year in years]) for word in kinds],
        count=len(events),
    )


def _span(years: Iterable[str]) -> list[str]:
    """Every year from the first to the last, so that the axis is to scale."""
    known = [int(year) for year in years]
    return [str(year) for year in range(min(known), max(known) + 1)] if known else []


def _stacked(view: View, id: str, name: str, years: list[str], series: list[tuple[str, list[int]]], **filled: object) -> Markup:
    """Columns, one a year; each series is a color and a line of the legend and of the table."""
    word = view.catalog.word("charts", name)
    totals = [sum(values[at] for _, values in series) for at in range(len(years))]
    largest = max(totals, default=1) or 1
    step = (WIDTH - LEFT) / max(len(years), 1)
    columns = []
    for at, year in enumerate(years):
        y = float(COLUMN_HEIGHT)
        parts = []
        for number, (label, values) in enumerate(series, 1):
            height = (COLUMN_HEIGHT - 16) * values[at] / largest
            y -= height
            if values[at]:
                parts.append((f"series-{number}", round(y, 1), round(height, 1), f"{year}, {label}: {values[at]}"))
        columns.append((round(LEFT + at * step, 1), round(step * 0.72, 1), year, parts, totals[at], round(y - 4, 1)))
    return view.render(
        "chart/stacked.html",
        id=id,
        title=word.label,
        about=(word.description or "").format(**filled),
        columns=columns,
        series=series,
        years=years,
        width=WIDTH,
        height=COLUMN_HEIGHT + BOTTOM,
        base=COLUMN_HEIGHT,
    )


def _computed(view: View, name: str, bars: list[Bar], **values: object) -> Markup:
    """A chart of the vocabulary, with what it says of itself filled in."""
    word = view.catalog.word("charts", name)
    return _bars(view, name, word.label, (word.description or "").format(**values), word.short or "", bars)


def _bars(view: View, id: str, title: str, about: str, unit: str, bars: list[Bar]) -> Markup:
    return view.render(
        "chart/bars.html", id=id, title=title, about=about, unit=unit, bars=bars, width=WIDTH, height=len(bars) * ROW
    )


COMPUTED: dict[str, Callable[[View], Markup]] = {
    "host-price-spread": host_prices,
    "openness-verdicts": openness_verdicts,
    "license-categories": license_categories,
    "access-by-year": access_by_year,
    "timeline": timeline,
}

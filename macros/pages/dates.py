"""Catalog in, what ends and what begins by month out: retirements, laws and announced prices that lie ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from macros.answers.prices import announced
from macros.pages import leaving
from macros.pages.cells import Cell, dollars
from macros.pages.changes import CALENDAR
from macros.pages.view import View


@dataclass(frozen=True)
class Date:
    """One line of the calendar: the day, what sort of change it is, and what changes."""

    day: str
    sort: str
    about: tuple[Cell, ...]
    text: str
    href: str
    more: Cell | None = None


def calendar(view: View) -> Markup:
    """What ends and what begins from today on, by month: retirements at their maker, ends at hosts, laws, announced prices."""
    return _by_month(view, _retired, _left, _laws, _prices)


def retirements(view: View) -> Markup:
    """The models that end from today on, by month, with what their maker names instead."""
    return _by_month(view, _retired)


def _by_month(view: View, *sorts: Callable[[View], Iterator[Date]]) -> Markup:
    now = view.catalog.today.isoformat()
    ahead = [date for make in sorts for date in make(view) if date.day >= now[: len(date.day)]]
    months: dict[str, list[Date]] = {}
    for date in sorted(ahead, key=lambda date: date.day):
        months.setdefault(view.catalog.long_day(date.day[:7]), []).append(date)
    return view.render("reading/calendar.html", months=months, feed=view.links.file(CALENDAR))


def _retired(view: View) -> Iterator[Date]:
    for model in view.catalog.models.values():
        for stage in model.lifecycle:
            if stage.retires:
                after = (view.cells.model(stage.replacement),) if stage.replacement else ()
                said = "switched-off-after" if after else "switched-off"
                text = view.caption(said, channel=view.label("channels", stage.channel))
                about, source = (view.cells.model(model.id), *after), model.sources[stage.source].url
                yield Date(stage.retires, view.caption("retirement"), about, text, source, leaving.link(view, model))


def _left(view: View) -> Iterator[Date]:
    """Models that another than their maker switches off."""
    for (host, id), end in view.catalog.ends.items():
        about = (view.cells.model(id), view.cells.record("host", host))
        source = view.catalog.hosts[host].sources[end.source].url
        yield Date(end.on, view.caption("end-at-host"), about, view.caption("ends-at-host"), source)


def _laws(view: View) -> Iterator[Date]:
    for event in view.catalog.events.values():
        if event.kind == "law":
            href = view.links.record("source", event.sources[0]) if event.sources else ""
            yield Date(event.date, view.caption("law"), (), f"{event.title}. {event.about}", href)


def _prices(view: View) -> Iterator[Date]:
    for model in view.catalog.models.values():
        for quote in announced(view.catalog, model, view.catalog.today):
            row = quote.price
            if quote.comparable and row.starts:
                shown = view.caption("price-ahead", input=dollars(row.input).text, output=dollars(row.output).text)
                about = (view.cells.model(model.id), view.cells.record("host", row.host))
                yield Date(row.starts, view.caption("price"), about, shown, row.url)

"""The weeks of changes and dated events in, feeds out: Atom for readers of news, iCalendar for what ends and laws that begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.answers.knowledge import Knowledge
from macros.pages.changes import CALENDAR, FEED, PAGE, entries
from macros.pages.links import Links
from macros.pages.renderer import render
from macros.pages.view import View

PATHS = (FEED, CALENDAR)
NOBODY = "https://open-model-atlas.invalid/"  # where a copy without an address of its own would stand
MOST = 75  # octets of a line of a calendar (RFC 5545, 3.1)
DAY = 10  # letters of a whole date
WEEKS = 26  # entries of the feed


@dataclass(frozen=True)
class Date:
    """A day in the calendar: what happens, why we say so, where that is read, and when it was."""

    id: str
    day: str
    title: str
    about: str
    url: str
    read: str


def files(known: Knowledge, address: str) -> Iterator[tuple[str, str]]:
    """(path from the site's top, text) of each feed; a feed needs whole addresses, since it is read elsewhere."""
    view = View(known, Links(address or NOBODY))
    yield FEED, _atom(view)
    yield CALENDAR, _calendar(dates(view))


def dates(view: View) -> list[Date]:
    """Retirements at their maker, ends at hosts and dates of laws, those with a whole day, the earliest first."""
    found = [date for make in (_retirements, _ends, _laws) for date in make(view) if len(date.day) == DAY]
    return sorted(found, key=lambda date: (date.day, date.id))


def _retirements(view: View) -> Iterator[Date]:
    for model in view.catalog.models.values():
        for stage in model.lifecycle:
            if stage.retires:
                source = model.sources[stage.source]
                after = stage.replacement and f" {view.caption('maker-names', name=view.catalog.models[stage.replacement].name)}"
                title = view.caption("ends", name=model.name, channel=view.label("channels", stage.channel))
                about = f"{source.shows}.{after or ''} {view.links.record('model', model.id)}"
                yield Date(f"retires-{model.id}-{stage.channel}", stage.retires, title, about, source.url, source.read)


def _ends(view: View) -> Iterator[Date]:
    """One date for what a host switches off on one day by one source."""
    for host in view.catalog.hosts.values():
        for end in host.ended:
            source = host.sources[end.source]
            names = ", ".join(view.catalog.models[id].name for id in end.models)
            said = "ends-there" if len(end.models) == 1 else "end-there-many"
            title = view.caption(said, host=host.name, name=names, count=len(end.models))
            about = f"{names}. {source.shows}. {view.links.record('host', host.id)}"
            yield Date(f"ends-{host.id}-{end.on}-{end.source}", end.on, title, about, source.url, source.read)


def _laws(view: View) -> Iterator[Date]:
    for event in view.catalog.events.values():
        if event.kind == "law":
            works = [view.catalog.works[id] for id in event.sources]
            url = works[0].url if works else view.links.page("calendar.md")
            read = max((work.read for work in works), default=event.date)
            yield Date(f"law-{event.id}", event.date, event.title, view.caption("not-advice", about=event.about), url, read)


def _atom(view: View) -> str:
    weeks = entries(view)[:WEEKS]
    drawn = [(week, str(view.render("reading/week.html", week=week))) for week in weeks]
    newest = max((week.as_of for week in weeks), default=view.catalog.today.isoformat())
    own, page = view.links.file(FEED), view.links.page(PAGE)
    return str(render("feeds/changes.xml", weeks=drawn, updated=newest, own=own, page=page)) + "\n"


def _calendar(found: Iterable[Date]) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Open Model Atlas//Calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
             "NAME:Open Model Atlas: retirements and laws", "X-WR-CALNAME:Open Model Atlas: retirements and laws",
             "REFRESH-INTERVAL;VALUE=DURATION:P1D"]  # fmt: skip
    for date in found:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{date.id}@open-model-atlas",
            f"DTSTAMP:{date.read.replace('-', '')}T000000Z",
            f"DTSTART;VALUE=DATE:{date.day.replace('-', '')}",
            f"SUMMARY:{_text(date.title)}",
            f"DESCRIPTION:{_text(date.about)}",
            f"URL:{date.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _folded(line))


def _text(value: str) -> str:
    """A text as a value of a property (RFC 5545, 3.3.11)."""
    plain = " ".join(value.split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """A long line in parts, each after the first with a blank before it; no letter is cut."""
    part, room = "", MOST
    for letter in line:
        if len((part + letter).encode("utf-8")) > room:
            yield part
            part, room = " ", MOST
        part += letter
    yield part

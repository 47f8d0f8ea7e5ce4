"""What changed by week: from a history of three weeks to files, a page, each record's page, a feed and a calendar."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest

from macros import __main__ as command
from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.schema.week import Week
from macros.pages.changes import CALENDAR, FEED, entries, section
from macros.pages.generated import pages
from macros.pages.links import Links
from macros.pages.renderer import plain
from macros.pages.view import View
from macros.publish.feeds import PATHS, dates, files
from tests.conftest import PROJECT, loaded

ADDRESS = "https://atlas.example.org/"
ATOM = "{http://www.w3.org/2005/Atom}"
ALPHA = Path("data/models/example/alpha.yml")


def commit(project: Path, day: str) -> None:
    stamp = f"{day}T12:00:00+0000"
    git = ["git", "-C", str(project), "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    environment = os.environ | {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    subprocess.run([*git, "add", "-A", "data"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", day], check=True, env=environment)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def history(copy_tiny: Callable[[], Path]) -> Path:
    """A project with changes in three weeks; the days are those of the commits."""
    project = copy_tiny()
    subprocess.run(["git", "-C", str(project), "init", "-q"], check=True)
    commit(project, "2026-11-04")
    rewrite(project / ALPHA, "released: ", "released: 2023-01-01 # ")
    commit(project, "2026-11-10")
    rewrite(project / ALPHA, "released: 2023-01-01 # ", "released: ")
    commit(project, "2026-11-12")  # there and back in one week: nothing has changed
    claim = project / "data" / "claims" / "small-models-suffice.yml"
    rewrite(claim, "verdict: ", "verdict: unsupported # ")
    (project / "data" / "terms" / "newword.yml").write_text(
        "term: Newword\ndefinition: A word that came last.\nsources: [study-2024]\n", "utf-8"
    )
    rewrite(project / ALPHA, "released: ", "released: 2023-02-02 # ")
    commit(project, "2026-11-18")
    return project


def logged(project: Path, *words: str) -> int:
    return command.main(["--project", str(project), "changelog", *words])


def weeks(project: Path) -> dict[str, Week]:
    return loaded(project).all(Week)


def test_each_week_is_a_file_with_what_changed_from_its_start_to_its_end(history: Path) -> None:
    assert logged(history) == 0
    found = weeks(history)
    assert list(found) == ["2026-11-02", "2026-11-16"]  # Mondays; the week between changed nothing
    first, last = found.values()
    assert first.begins == "yes" and not first.records and sum(each.number for each in first.others) > 10
    told = {(each.kind, each.id): each for each in last.records}
    assert last.begins == "no" and last.as_of == "2026-11-18"
    assert told["term", "newword"].what == "added"
    assert [(value.field, value.after) for value in told["model", "alpha"].values] == [("released", "2023-02-02")]
    assert [value.field for value in told["claim", "small-models-suffice"].values] == ["verdict"]


def test_a_written_week_stays_and_the_last_one_goes_on(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert logged(history) == 0
    old, last = (history / "data" / "changes" / f"{day}.yml" for day in ("2026-11-02", "2026-11-16"))
    old.write_text(old.read_text("utf-8").replace("number: ", "number: 1"), "utf-8")
    kept = old.read_text("utf-8")
    rewrite(history / ALPHA, "released: 2023-02-02 # ", "released: 2023-03-03 # ")
    commit(history, "2026-11-19")
    capsys.readouterr()
    assert logged(history) == 0
    assert capsys.readouterr().out == "Wrote data/changes/2026-11-16.yml\n"
    assert old.read_text("utf-8") == kept and "2023-03-03" in last.read_text("utf-8")
    assert logged(history) == 0 and "Nothing new." in capsys.readouterr().out
    assert logged(history, "--again") == 0 and old.read_text("utf-8") != kept


def test_without_a_history_it_says_so(copy_tiny: Callable[[], Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert logged(copy_tiny()) == 1
    assert "no history of data/ here" in capsys.readouterr().err


def test_the_pages_say_it_in_words(history: Path) -> None:
    logged(history)
    view = View(Knowledge(loaded(history)), Links("../"))
    first, begin = entries(view)
    assert first.title == "Week of November 16, 2026" and begin.summary.startswith("The data begins with ")
    assert "terms of the glossary: 1 added" in first.summary
    [part] = section(view, "model", view.catalog.models["alpha"])
    text = plain(part.html)
    assert "Week of November 16, 2026" in text and "Released: " in text and "→ 2023-02-02" in text
    claim = plain(section(view, "claim", view.catalog.claims["small-models-suffice"])[0].html)
    assert "Verdict: " in claim and f"→ {view.label('verdicts', 'unsupported')}" in claim
    made = {page.path: [item.id for item in page.sections] for page in pages(view.knowledge, directories=True, repository="")}
    assert made["models/alpha.md"][-2:] == ["changes", "sources"] and "changes" not in made["models/beta.md"]


def test_what_went_away_and_what_has_another_name_is_told_by_name(history: Path) -> None:
    (history / "data" / "changes").mkdir()
    (history / "data" / "changes" / "2026-11-16.yml").write_text(
        "as_of: 2026-11-18\nrecords:\n  - {kind: model, id: alpha, name: Alpha 7B, what: renamed, was: omega}\n"
        "  - {kind: model, id: gone, name: Gone 1B, what: removed}\n  - {kind: model, id: beta, name: Beta, what: added}\n",
        "utf-8",
    )
    view = View(Knowledge(loaded(history)), Links("../"))
    [week] = entries(view)
    assert [(line.record.text, line.what) for line in week.moved] == [
        ("Alpha 7B", "Renamed, before: omega"),
        ("Gone 1B", "Removed"),
    ]
    assert [cell.text for _, cells in week.added for cell in cells] == ["Beta"] and not week.corrected
    assert week.summary == "Models: 1 added, 1 removed, 1 renamed."


def test_a_renamed_record_keeps_its_past(history: Path) -> None:
    logged(history)
    catalog = loaded(history)
    alpha = catalog.models["alpha"].model_copy(update={"id": "omega", "aliases": ("alpha",)})
    entries_ = {**catalog.entries, "model": {"omega": replace(catalog.entries["model"]["alpha"], id="omega", record=alpha)}}
    assert Knowledge(replace(catalog, entries=entries_)).news["model", "omega"][0][1].id == "alpha"


# ---- the changes of the project itself


@pytest.fixture(scope="module")
def feeds(knowledge: Knowledge) -> dict[str, str]:
    return dict(files(knowledge, ADDRESS))


def test_every_week_names_kinds_that_are_there_and_is_a_monday(catalog: Catalog) -> None:
    for week in catalog.all(Week).values():
        assert date.fromisoformat(week.id).weekday() == 0 and week.as_of >= week.id
        assert {told.kind for told in week.records} | {other.kind for other in week.others} <= catalog.entries.keys()


def test_labels_and_values_are_words(knowledge: Knowledge) -> None:
    """No path of a field and no id of a word stands on the page, where the words of today have one."""
    for entry in entries(View(knowledge, Links())):
        for line in entry.corrected:
            for label, before, after in line.values:
                assert "." not in label and "_" not in label, label
                assert before != after, line
                assert not {before, after} & {"yes", "no", "conditional", "partial", "silent"}, line


def test_the_feed_is_what_a_reader_of_feeds_takes(feeds: dict[str, str], knowledge: Knowledge) -> None:
    parsed = feedparser.parse(feeds[FEED].encode("utf-8"))
    assert not parsed.bozo and parsed.version == "atom10"
    shown = entries(View(knowledge, Links()))
    assert [entry.title for entry in parsed.entries] == [week.title for week in shown]
    assert all(entry.link.startswith(ADDRESS) and "#week-" in entry.link and entry.summary for entry in parsed.entries)
    assert all(entry.updated_parsed and entry.published_parsed <= entry.updated_parsed for entry in parsed.entries)
    assert parsed.feed.updated == max(entry.updated for entry in parsed.entries)
    assert "<script" not in feeds[FEED] and 'href="../' not in parsed.entries[0].content[0].value


def test_the_feed_has_what_rfc_4287_asks_for(feeds: dict[str, str]) -> None:
    """Section 4.1: each feed and entry has exactly one id, title and updated, an author, and content that says its type."""
    root = ElementTree.fromstring(feeds[FEED].encode("utf-8"))
    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(ATOM + name)) == 1
        for stamp in part.findall(f"{ATOM}updated"):
            datetime.strptime(str(stamp.text), "%Y-%m-%dT%H:%M:%SZ")
        alternates = [
            (link.get("type"), link.get("hreflang")) for link in part.findall(f"{ATOM}link") if link.get("rel") == "alternate"
        ]
        assert len(alternates) == len(set(alternates)) == 1
    ids = [str(each.text) for each in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) and all(id.startswith("https://") for id in ids)
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    selves = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert selves == [ADDRESS + FEED]
    assert {each.get("type") for each in root.iter(f"{ATOM}content")} == {"html"}


def test_the_calendar_is_what_a_calendar_takes(feeds: dict[str, str], knowledge: Knowledge) -> None:
    text = feeds[CALENDAR]
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors and calendar["VERSION"] == "2.0" and calendar["PRODID"]
    events = list(calendar.walk("VEVENT"))
    due = dates(View(knowledge, Links(ADDRESS)))
    assert len(events) == len(due) > 50
    for event, expected in zip(events, due, strict=True):
        assert not event.errors and str(event["SUMMARY"]) == " ".join(expected.title.split())
        assert event["DTSTART"].dt == date.fromisoformat(expected.day) and not isinstance(event["DTSTART"].dt, datetime)
        assert event["DTSTAMP"].dt.date() == date.fromisoformat(expected.read), "when it was read, not when it happens"
        assert event["DTSTAMP"].dt.tzinfo is not None and str(event["URL"]).startswith("https://")
    uids = [str(event["UID"]) for event in events]
    assert len(uids) == len(set(uids))


def test_the_calendar_keeps_to_the_lines_of_rfc_5545(feeds: dict[str, str]) -> None:
    lines = feeds[CALENDAR].encode("utf-8").split(b"\r\n")
    assert lines[-1] == b"" and not any(b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no letter is cut in two


def test_every_retirement_and_law_with_a_day_is_in_the_calendar(feeds: dict[str, str], catalog: Catalog) -> None:
    text = feeds[CALENDAR].replace("\r\n ", "")
    ends = [
        (model.id, stage)
        for model in catalog.models.values()
        for stage in model.lifecycle
        if stage.retires and len(stage.retires) == 10
    ]
    laws = [event for event in catalog.events.values() if event.kind == "law" and len(event.date) == 10]
    assert ends and laws
    for id, stage in ends:
        assert f"UID:retires-{id}-{stage.channel}@" in text
    for event in laws:
        assert f"UID:law-{event.id}@" in text
    told = set(re.findall(r"UID:ends-(.+-\d{4}-\d\d-\d\d)-[\w-]+@", text))
    assert told == {f"{host}-{end.on}" for (host, _), end in catalog.ends.items()}
    assert "SUMMARY:Amazon Bedrock switches off 25 models" in text


def test_the_feeds_are_the_same_bytes_from_the_same_data(feeds: dict[str, str], catalog: Catalog) -> None:
    assert feeds.keys() == set(PATHS)
    later = replace(catalog, today=date(2031, 1, 1))
    assert dict(files(Knowledge(later), ADDRESS)) == feeds


def test_a_feed_of_a_copy_without_an_address_names_none_that_is_taken(knowledge: Knowledge) -> None:
    for _, text in files(knowledge, ""):
        assert "open-model-atlas.invalid" in text


def lines_with(text: str, part: str) -> Iterator[str]:
    yield from (line for line in text.splitlines() if part in line)


def test_the_pages_lead_to_the_feeds() -> None:
    head = (PROJECT / "docs" / ".overrides" / "main.html").read_text("utf-8")
    [link] = lines_with(head, "application/atom+xml")
    assert FEED in link and 'rel="alternate "' in link

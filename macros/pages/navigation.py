"""mkdocs.yml and docs/ in, what does not agree out: pages nobody finds, entries that lead nowhere, two pages of one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from macros.facts.problems import Problem, did_you_mean
from macros.pages.shape import explains

CONFIG = "mkdocs.yml"
_ADDRESS = re.compile(r"""^site_url:.*["'](?P<address>https?://[^"']+)["']""", re.MULTILINE)
_CHAPTER = re.compile(r"^  - (?P<title>[^:#]+):")
_ENTRY = re.compile(r"^ *- (?:[^:#]+: )?(?P<page>[\w./-]+\.md)\s*$")


def check_navigation(project: Path, pages: Mapping[str, str], titles: Mapping[str, str], shown: str = "docs") -> Iterator[Problem]:
    """What is wrong with the way to `pages` (place below docs/ → text) with these `titles`; `shown` is the folder's name."""
    yield from _same_title(pages, titles, shown)
    yield from _doors(pages, titles, shown)
    if not (project / CONFIG).is_file():
        return
    listed: set[str] = set()
    lines = (project / CONFIG).read_text("utf-8").splitlines()
    first = next((number for number, line in enumerate(lines, 1) if line == "nav:"), len(lines))
    for number, line in enumerate(lines[first:], first + 1):
        if entry := _ENTRY.match(line):
            listed.add(entry["page"])
            if entry["page"] not in pages:
                yield Problem(CONFIG, number, "nav", f"there is no {shown}/{entry['page']}{did_you_mean(entry['page'], pages)}")
    for place in pages:
        if place not in listed:
            name = titles.get(place, "Title")
            yield Problem(f"{shown}/{place}", 1, "", f"is not in the navigation; add '- {name}: {place}' below 'nav:' in {CONFIG}")


def site_address(project: Path) -> str:
    """Where the site is published, by the settings; '' where they do not say."""
    config = project / CONFIG
    found = _ADDRESS.search(config.read_text("utf-8")) if config.is_file() else None
    return found["address"] if found else ""


def listed(project: Path) -> dict[str, list[str]]:
    """Chapter of the navigation → its pages below docs/, in their order."""
    lines = (project / CONFIG).read_text("utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for line in lines[lines.index("nav:") + 1 :]:
        if chapter := _CHAPTER.match(line):
            found[chapter["title"]] = []
        if entry := _ENTRY.match(line):
            next(reversed(found.values())).append(entry["page"])
    return found


def _same_title(pages: Mapping[str, str], titles: Mapping[str, str], shown: str) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for place, title in titles.items():
        if (first := seen.setdefault(title.casefold(), place)) != place:
            lines = pages[place].splitlines()
            line = next((number for number, text in enumerate(lines, 1) if text.startswith("title:")), 1)
            yield Problem(
                f"{shown}/{place}", line, "title", f"is that of {shown}/{first} too; say what is different about this page"
            )


def _doors(pages: Mapping[str, str], titles: Mapping[str, str], shown: str) -> Iterator[Problem]:
    for place in pages:
        folder, _, name = place.rpartition("/")
        door = f"{folder}/index.md"
        if explains(place) and f"({name}" not in pages.get(door, f"({name}"):
            title = titles.get(place, "Title")
            yield Problem(f"{shown}/{place}", 1, "", f"its door {shown}/{door} does not link to it; add [{title}]({name}) there")

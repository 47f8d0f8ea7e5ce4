"""The sources of a catalog in, which no longer answer and where a copy is out: politely, one at a time for each host."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import quote, urlsplit

from macros.editing.changes import Change
from macros.facts.catalog import Catalog
from macros.facts.schema.evidence import Subject
from macros.refresh.answers import JSON
from macros.refresh.offers import Refused, mapping
from macros.refresh.reading import AGENT, from_network

SECONDS, PAUSE, HOSTS = 20, 1.0, 8  # of patience, between two questions to one host, asked side by side
GONE = {404, 410}
WAYBACK = "https://archive.org/wayback/available?url={}&timestamp={}"
Ask = Callable[[str], str]


@dataclass
class Cited:
    """The files that cite an address, and the last day on which somebody read it."""

    paths: list[str] = field(default_factory=list)
    read: str = ""


def addresses(catalog: Catalog) -> dict[str, Cited]:
    """Every address that is a source of something."""
    found: dict[str, Cited] = defaultdict(Cited)
    for entries in catalog.entries.values():
        for entry in entries.values():
            if isinstance(entry.record, Subject):
                for source in entry.record.sources.values():
                    cited = found[source.url]
                    cited.read = max(cited.read, source.read)
                    if entry.path not in cited.paths:
                        cited.paths.append(entry.path)
    for work in catalog.works.values():
        found[work.url].paths.append(catalog.path("source", work.id))
    return dict(found)


def tried(project: Path, catalog: Catalog, pause: float = PAUSE) -> tuple[str, str]:
    """The report on every address, and a patch that puts archived copies in the place of the dead."""
    cited = addresses(catalog)
    answers = asked(cited, lambda url: head(url), pause)
    ask = from_network(JSON)
    copies = {url: copy for url, why in answers.items() if why and (copy := archived(ask, url, cited[url].read))}
    return told(cited, answers, copies), patch(project, cited, copies)


def archived(ask: Callable[[str], Any], url: str, day: str) -> str:
    """The archived copy nearest to the day on which the page was read; '' where there is none, or the archive is silent."""
    try:
        answer = ask(WAYBACK.format(quote(url, safe=""), day.replace("-", "")))
    except Refused:
        return ""
    nearest = mapping(mapping(mapping(answer).get("archived_snapshots")).get("closest"))
    stamp = str(nearest.get("timestamp", ""))
    whole = nearest.get("available") is True and str(nearest.get("status")) == "200" and re.fullmatch(r"\d{14}", stamp)
    return f"https://web.archive.org/web/{stamp}/{url}" if whole else ""


def patch(project: Path, cited: Mapping[str, Cited], copies: Mapping[str, str]) -> str:
    """For `git apply -p0`: the addresses of sources alone change, never what a model's weights or a maker's page is said to be."""
    texts: dict[str, str] = {}
    for url, copy in copies.items():
        for path in cited[url].paths:
            text = texts.get(path) or (project / path).read_text("utf-8")
            start = text.index("\nsources:\n") if "\nsources:\n" in text else 0
            texts[path] = text[:start] + re.sub(rf"(\burl: ['\"]?){re.escape(url)}(?=['\"]?[,}}\s])", rf"\g<1>{copy}", text[start:])
    return "".join(Change(path, (project / path).read_text("utf-8"), text).diff() for path, text in sorted(texts.items()))


def asked(urls: Iterable[str], ask: Ask, pause: float) -> dict[str, str]:
    """Address → what is wrong with it; '' where it answers. One host is asked one question at a time."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[urlsplit(url).netloc].append(url)

    def one_host(some: list[str]) -> list[tuple[str, str]]:
        answers = []
        for url in some:
            answers.append((url, ask(url)))
            sleep(pause)
        return answers

    with ThreadPoolExecutor(HOSTS) as pool:
        return dict(pair for answers in pool.map(one_host, by_host.values()) for pair in answers)


def head(url: str) -> str:
    """'gone' or 'silent', or '' for an address that answers, be it with a refusal to programs."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method="HEAD", headers={"User-Agent": AGENT}), timeout=SECONDS):
            return ""
    except urllib.error.HTTPError as error:
        return f"gone ({error.code})" if error.code in GONE else ""
    except (urllib.error.URLError, OSError) as error:
        return f"silent ({getattr(error, 'reason', error)})"


def told(cited: Mapping[str, Cited], answers: Mapping[str, str], copies: Mapping[str, str]) -> str:
    """The dead addresses with the files that cite them, and an archived copy of each where there is one."""
    dead = sorted((url, why) for url, why in answers.items() if why)
    lines = [
        f"- {why}: {url}\n  cited in {', '.join(sorted(cited[url].paths)[:5])}; "
        + (f"an archived copy: {copies[url]}" if url in copies else "no archived copy was found")
        for url, why in dead
    ]
    return "\n".join([f"## Sources: {len(answers)} addresses tried, {len(dead)} dead", "", *lines])

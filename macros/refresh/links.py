"""The sources of a catalog in, which of their addresses no longer answer out: politely, one at a time for each host."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from urllib.parse import urlsplit

from macros.facts.catalog import Catalog
from macros.facts.schema.evidence import Subject
from macros.refresh.reading import AGENT

SECONDS, PAUSE, HOSTS = 20, 1.0, 8  # of patience, between two questions to one host, asked side by side
GONE = {404, 410}
Ask = Callable[[str], str]


def addresses(catalog: Catalog) -> dict[str, list[str]]:
    """Address → the files that cite it."""
    found: dict[str, list[str]] = defaultdict(list)
    for entries in catalog.entries.values():
        for entry in entries.values():
            if isinstance(entry.record, Subject):
                for url in {source.url for source in entry.record.sources.values()}:
                    found[url].append(entry.path)
    for work in catalog.works.values():
        found[work.url].append(catalog.path("source", work.id))
    return dict(found)


def tried(catalog: Catalog, pause: float = PAUSE) -> str:
    """The report on every address."""
    cited = addresses(catalog)
    return told(cited, asked(cited, lambda url: head(url), pause))


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


def told(cited: Mapping[str, list[str]], answers: Mapping[str, str]) -> str:
    """The dead addresses with the files that cite them and where an archived copy may be."""
    dead = sorted((url, why) for url, why in answers.items() if why)
    lines = [
        f"- {why}: {url}\n  cited in {', '.join(sorted(cited[url])[:5])}; look for a copy at https://web.archive.org/web/*/{url}"
        for url, why in dead
    ]
    return "\n".join([f"## Sources: {len(answers)} addresses tried, {len(dead)} dead", "", *lines])

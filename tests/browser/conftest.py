"""The built site, published and offline, in real browsers. A request that leaves it, or a console error, fails the test.

Every change is tried in Chromium; the slow run tries all of it in Firefox too.
"""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    ProxySettings,
    Request,
    ViewportSize,
    sync_playwright,
)  # fmt: skip

from tests.install import find


@dataclass(frozen=True)
class Copy:
    """One build as a reader meets it: its name, its folder, the address of its top, and whether pages are folders."""

    name: str
    folder: Path
    top: str
    directories: bool

    def address(self, path: str) -> str:
        """'models/index.md' → where it is in this copy."""
        stem = path.removesuffix(".md")
        if not self.directories:
            return f"{self.top}{stem}.html"
        return self.top + (stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else stem + "/")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


# a request that leaves this machine ends here; a test that made one fails by what Watched wrote down
NOWHERE: ProxySettings = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1,localhost"}
OPTIONS: dict[str, dict[str, Any]] = {
    "chromium": {"args": ["--no-sandbox", "--disable-gpu"]},
    "firefox": {"channel": "moz-firefox"},  # the one of the system, by WebDriver BiDi
}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


Handler = Callable[..., http.server.BaseHTTPRequestHandler]
# what Firefox cannot be asked for from outside (a page without scripts), and what is the same in every browser (axe's rules)
in_chromium = pytest.mark.parametrize("browser", ["chromium"], indirect=True)


@pytest.fixture(scope="session", params=["chromium", pytest.param("firefox", marks=pytest.mark.slow)])
def browser(playwright: Playwright, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A browser that is missing is a failure, never a skip."""
    name = request.param
    path = find(name)
    if path is None:
        pytest.fail(f"There is no {name.capitalize()}; run make test-all, or set {name.upper()} to the path of one.")
    started = getattr(playwright, name).launch(executable_path=path, proxy=NOWHERE, **OPTIONS[name])
    yield started
    started.close()


def folder_of(folder: Path) -> Handler:
    """What answers with the files of a folder."""
    return functools.partial(_Quiet, directory=str(folder))


@contextmanager
def served(handler: Handler) -> Iterator[str]:
    """The address of a server that answers so."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def published(site: Path) -> Iterator[Copy]:
    with served(folder_of(site)) as top:
        yield Copy("published", site, top, True)


@pytest.fixture(scope="session")
def from_disk(offline_site: Path) -> Copy:
    return Copy("offline", offline_site, disk(offline_site), False)


def disk(folder: Path) -> str:
    """The address of a folder on disk."""
    return f"file://{quote(str(folder))}/"


@pytest.fixture(params=["published", pytest.param("from_disk", marks=pytest.mark.slow)])
def copy(request: pytest.FixtureRequest) -> Copy:
    """Each test runs on the published build and, slowly, on the copy on disk."""
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


# what the policy of a page refuses is an error, however quietly the page goes on
VIOLATION = "addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))"


class Watched:
    """A page that keeps account of what it should not do."""

    def __init__(self, page: Page, tops: tuple[str, ...]) -> None:
        self.page = page
        self.wrong: list[str] = []
        self.tops = tops
        self._listeners = {"console": self._said, "pageerror": self._failed, "request": self._asked}
        for event, listener in self._listeners.items():
            page.on(event, listener)  # type: ignore[call-overload]

    def leave(self) -> None:
        """Watch no more, and let nothing be remembered."""
        if self.page.url.startswith(self.tops):
            self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"{self.page.url}: {message.text}")

    def _failed(self, error: Error) -> None:
        self.wrong.append(f"{self.page.url}: {error}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((*self.tops, "data:", "blob:", "about:")):
            self.wrong.append(f"{self.page.url}: asks for {request.url}")


class Pages:
    """Pages of one browser, each used by one test after the other: a new one costs more than most of what is done with it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[str, BrowserContext] = {}
        self._free: dict[str, list[Page]] = {}
        self._lent: dict[Page, tuple[str, bool]] = {}

    def take(self, *, fresh: bool = False, **options: object) -> Page:
        """A blank page in a context of these options; `fresh`, one that nobody had and that nobody gets after."""
        key = repr(sorted(options.items()))
        if key not in self._contexts:
            self._contexts[key] = self._browser.new_context(**{"viewport": SIZE, **options})  # type: ignore[arg-type]
            self._contexts[key].add_init_script(VIOLATION)
        free = [] if fresh else self._free.setdefault(key, [])
        page = free.pop() if free else self._contexts[key].new_page()
        self._lent[page] = key, fresh
        return page

    def give(self, page: Page, size: ViewportSize | None) -> None:
        """Take back a page that was of this size."""
        key, fresh = self._lent.pop(page)
        if fresh:
            page.close()
            return
        page.goto("about:blank")
        if size and page.viewport_size != size:
            page.set_viewport_size(size)
        self._free[key].append(page)

    def close(self) -> None:
        for each in self._contexts.values():
            each.close()


SIZE: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def pages(browser: Browser) -> Iterator[Pages]:
    opened = Pages(browser)
    yield opened
    opened.close()


@pytest.fixture
def lend(pages: Pages) -> Iterator[Callable[..., Page]]:
    """Gives a page with options of the browser context, and takes it back at the end."""
    lent: list[tuple[Page, ViewportSize | None]] = []

    def take(**options: object) -> Page:
        page = pages.take(**options)  # type: ignore[arg-type]
        lent.append((page, page.viewport_size))
        return page

    yield take
    for page, size in lent:
        pages.give(page, size)


@pytest.fixture
def watch(lend: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Gives a page for a copy, with options of the browser context; at the end nothing may have gone wrong."""
    opened: list[Watched] = []

    def open_(copy: Copy, **options: object) -> Page:
        watched = Watched(lend(**options), (copy.top,))
        opened.append(watched)
        return watched.page

    yield open_
    for watched in opened:
        watched.leave()
    assert not [wrong for watched in opened for wrong in watched.wrong]

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
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, sync_playwright

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
    started = getattr(playwright, name).launch(executable_path=path, **OPTIONS[name])
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
        page.on("console", lambda message: self.wrong.append(f"{page.url}: {message.text}") if message.type == "error" else None)
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.add_init_script(VIOLATION)
        page.route("**/*", self._route)

    def _route(self, route, request: Request) -> None:  # type: ignore[no-untyped-def]
        if request.url.startswith((*self.tops, "data:", "blob:")):
            route.continue_()
        else:
            self.wrong.append(f"{self.page.url}: asks for {request.url}")
            route.abort()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A browser context with the given options, one of each a worker: a new one would load and compile everything anew."""
    opened: dict[str, BrowserContext] = {}

    def context(**options: object) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in opened:
            opened[key] = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
        return opened[key]

    yield context
    for each in opened.values():
        each.close()


@pytest.fixture
def watch(contexts: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Opens a page of a copy, with options of the browser context; at the end nothing may have gone wrong."""
    opened: list[Watched] = []

    def open_(copy: Copy, **options: object) -> Page:
        watched = Watched(contexts(**options).new_page(), (copy.top,))
        opened.append(watched)
        return watched.page

    yield open_
    for watched in opened:
        if watched.page.url.startswith(watched.tops):
            watched.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        watched.page.close()
    assert not [wrong for watched in opened for wrong in watched.wrong]

"""The built site, published and offline, in a real browser. A request that leaves it, or a console error, fails the test."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.browser.install import find


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.fail("There is no Chromium; run make test, or set CHROMIUM to the path of one.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def published(site: Path) -> Iterator[Copy]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Copy("published", site, f"http://127.0.0.1:{server.server_address[1]}/", True)
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def from_disk(offline_site: Path) -> Copy:
    return Copy("offline", offline_site, f"file://{quote(str(offline_site))}/", False)


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

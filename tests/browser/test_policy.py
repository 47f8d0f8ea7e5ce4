"""The policy of a page, tried: what got into a page in spite of every check does nothing."""

from __future__ import annotations

import http.server
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Copy, disk, folder_of, served
from tests.browser.waiting import wait_until, write

GOT_IN = {
    "an inline script": "<script>window.got = 1</script>",
    "a handler": '<img src="missing.png" onerror="window.got = 1">',
    "a script from elsewhere": '<script src="ELSEWHERE/x.js"></script>',
    "a picture from elsewhere": '<img src="ELSEWHERE/x.png">',
    "a frame": '<iframe src="ELSEWHERE/"></iframe>',
    "a frame with a script": '<iframe srcdoc="<script>parent.got = 1</script>"></iframe>',
    "a style": "<style>h1 { display: none }</style>",
    "a style from elsewhere": '<link rel="stylesheet" href="ELSEWHERE/x.css">',
    "another base": '<base href="ELSEWHERE/">',
    "an object": '<object data="ELSEWHERE/x"></object>',
}

Lend = Callable[..., Page]


@pytest.fixture
def broken_into(copy: Copy, tmp_path: Path) -> Iterator[Callable[[str], tuple[str, str]]]:
    """What got into a page → the address of that page in a copy of its own, and the top of the copy."""
    page = tmp_path / ("do/first-model/index.html" if copy.directories else "do/first-model.html")
    page.parent.mkdir(parents=True)
    shutil.copytree(copy.folder / "assets", tmp_path / "assets")
    with served(folder_of(tmp_path)) if copy.directories else nullcontext(disk(tmp_path)) as top:

        def broken(what: str) -> tuple[str, str]:
            html = (copy.folder / page.relative_to(tmp_path)).read_text("utf-8")
            page.write_text(html.replace("</article>", what + "</article>"), "utf-8")
            return replace(copy, top=top).address("do/first-model.md"), top

        yield broken


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """The top of another site, and what it was asked for."""
    asked: list[str] = []

    class Counting(http.server.BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            asked.append(self.path)

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

    with served(Counting) as top:
        yield top.removesuffix("/"), asked


@pytest.mark.parametrize("what", GOT_IN)
def test_what_got_into_a_page_does_nothing(lend: Lend, broken_into, elsewhere, what: str) -> None:
    other, asked = elsewhere
    address, top = broken_into(GOT_IN[what].replace("ELSEWHERE", other))
    page = lend()
    page.goto(address)
    page.evaluate("location.hash = 'end'")
    page.wait_for_timeout(100)
    assert page.evaluate("window.got") is None
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.baseURI").startswith(top)
    assert not asked


def test_the_other_site_would_have_been_asked(lend: Lend, elsewhere) -> None:
    """Where no policy forbids it, each of these reaches the other site: else the test above shows nothing."""
    other, asked = elsewhere
    page = lend(fresh=True)
    reaching = [html for html in GOT_IN.values() if "ELSEWHERE/" in html and "<base" not in html]
    page.set_content("".join(reaching).replace("ELSEWHERE", other))
    page.wait_for_timeout(500)
    assert len(asked) >= len(reaching)


def test_a_click_on_a_script_address_and_a_form_sent_away_do_nothing(lend: Lend, published: Copy) -> None:
    page = lend()
    page.goto(published.address("do/first-model.md"))
    page.evaluate(
        """() => {
            window.refused = [];
            addEventListener("securitypolicyviolation", event => window.refused.push(event.effectiveDirective));
            document.querySelector("article").insertAdjacentHTML("beforeend",
                "<a id=way href='javascript:window.got=1'>x</a>" +
                "<form action='https://elsewhere.example/'><button id=send>x</button></form>");
            document.getElementById("way").click();
            document.getElementById("send").click();
        }"""
    )
    wait_until(page, "window.refused.length === 2")
    assert page.evaluate("window.got") is None
    assert sorted(page.evaluate("window.refused")) == ["form-action", "script-src-elem"]


@pytest.mark.parametrize(
    ("path", "field"),
    [("models/index.md", "#model-list input[type=search]"), ("licenses/may-i.md", "[name=users]")],
)
def test_enter_in_a_form_sends_nothing_anywhere(watch, copy: Copy, path: str, field: str) -> None:
    page: Page = watch(copy)
    page.goto(copy.address(path))
    write(page.locator(field).first, "1000")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.url.startswith(copy.address(path).removesuffix("index.html"))

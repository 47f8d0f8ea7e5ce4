"""The policy of a page, tried: what got into a page in spite of every check does nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Copy
from tests.browser.waiting import wait_until

GOT_IN = {
    "an inline script": "<script>window.got = 1</script>",
    "a handler": '<img src="missing.png" onerror="window.got = 1">',
    "a script from elsewhere": '<script src="https://elsewhere.example/x.js"></script>',
    "a picture from elsewhere": '<img src="https://elsewhere.example/x.png">',
    "a frame": '<iframe src="https://elsewhere.example/"></iframe>',
    "a frame with a script": '<iframe srcdoc="<script>parent.got = 1</script>"></iframe>',
    "a style": "<style>h1 { display: none }</style>",
    "a style from elsewhere": '<link rel="stylesheet" href="https://elsewhere.example/x.css">',
    "another base": '<base href="https://elsewhere.example/">',
    "an object": '<object data="https://elsewhere.example/x"></object>',
}


@pytest.mark.parametrize("what", GOT_IN)
def test_what_got_into_a_page_does_nothing(contexts, copy: Copy, what: str) -> None:
    page: Page = contexts(base_url=copy.top).new_page()
    address = copy.address("do/first-model.md")
    asked: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        if url == address:
            file = copy.folder / ("do/first-model/index.html" if copy.directories else "do/first-model.html")
            html = file.read_text("utf-8").replace("</article>", GOT_IN[what] + "</article>")
            route.fulfill(body=html, content_type="text/html")
        elif url.startswith((copy.top, "data:", "blob:")):
            route.continue_()
        else:
            asked.append(url)
            route.abort()

    page.route("**/*", answer)
    page.goto(address)
    page.evaluate("location.hash = 'end'")
    assert page.evaluate("window.got") is None
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.baseURI").startswith(copy.top)
    assert not asked
    page.close()


def test_a_click_on_a_script_address_and_a_form_sent_away_do_nothing(contexts, published: Copy) -> None:
    page: Page = contexts(base_url=published.top).new_page()
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
    page.close()


@pytest.mark.parametrize(
    ("path", "field"),
    [("models/index.md", "#model-list input[type=search]"), ("licenses/may-i.md", "[name=users]")],
)
def test_enter_in_a_form_sends_nothing_anywhere(watch, copy: Copy, path: str, field: str) -> None:
    page: Page = watch(copy)
    page.goto(copy.address(path))
    page.locator(field).first.fill("1000")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.url.startswith(copy.address(path).removesuffix("index.html"))

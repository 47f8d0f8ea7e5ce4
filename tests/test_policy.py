"""What a page allows a browser, and what the samples for servers say of it."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from macros.publish.policy import HEADERS, TOKEN, reseal, seal

PAGE = f'<meta content="{TOKEN}"><script>theme()</script><article>%s</article><script type="application/json">{{}}</script>'


def digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


@pytest.mark.parametrize("place", ["published", "offline"])
@pytest.mark.parametrize(
    "text", ["", "<script>mine()</script>", "</article><script>mine()</script>", "<article><script>mine()</script>"]
)
def test_only_the_scripts_of_the_theme_are_named(place, text):
    html = seal(PAGE % text, place)
    assert re.findall(r"sha256-([^']+)", html) == [digest("theme()")]


def test_the_style_of_the_page_for_what_is_not_found_is_named():
    html = seal(f'<meta content="{TOKEN}"><style>h1{{}}</style><article><style>p{{}}</style></article>', "published")
    assert re.findall(r"style-src 'self' 'sha256-([^']+)'", html) == [digest("h1{}")] and digest("p{}") not in html


def test_a_page_that_speaks_of_the_token_keeps_its_word():
    assert TOKEN in seal(PAGE % TOKEN, "published").partition("<article>")[2]


def test_no_page_is_allowed_more_while_it_is_edited():
    meta = '<meta http-equiv="Content-Security-Policy" content="{}">'
    sealed = seal(f"{meta.format(TOKEN)}<script>theme()</script><article>%s</article><p></p>", "published")
    loaded = sealed.replace("<p>", "<script>reload(1)</script><p>")
    assert re.findall(r"sha256-([^']+)", reseal(loaded)) == [digest("theme()"), digest("reload(1)")]
    assert "unsafe" not in reseal(loaded)
    assert reseal(reseal(loaded)) == reseal(loaded)


def test_the_samples_for_servers_say_what_the_headers_say(project):
    page = (project / "docs" / "contribute" / "publish.md").read_text("utf-8")
    for sample in page.split("\n## ")[2:4]:
        for line in HEADERS.splitlines():
            if line.startswith("  "):
                name, _, value = line.strip().partition(": ")
                assert name in sample
                assert f'"{value}"' in sample

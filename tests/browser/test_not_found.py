"""An address that leads nowhere, on the site at the top of a server and on a copy mounted deep below it."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest


class _Mounted(http.server.SimpleHTTPRequestHandler):
    """The site below a folder; anything else gets its page for what is not found."""

    def __init__(self, *arguments: object, mount: str, **keywords: object) -> None:
        self.mount = mount
        super().__init__(*arguments, **keywords)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.mount) if path.startswith(self.mount) else "/nothing")

    def send_error(self, code: int, *_: object) -> None:  # type: ignore[override]
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=["/", "/a/deep/copy/"])
def mounted(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    handler = functools.partial(_Mounted, directory=str(site), mount=request.param)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{request.param}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("models/llama4-scout/", "models/llama-4-scout/"),
        ("models/lama-3.3-70b/index.html", "models/llama-3.3-70b/"),
        ("hardware/rtx-4090/more/", "hardware/nvidia-rtx-4090/"),
        ("licences/apache", "licenses/apache-2.0/"),
    ],
)
def test_a_wrong_address_is_answered_with_the_page_that_was_meant(lend, mounted, wrong, meant):
    page = lend()
    assert page.goto(mounted + wrong).status == 404
    first = page.locator("[data-near] a").first
    first.wait_for()
    assert first.evaluate("link => link.href") == mounted + meant
    assert page.get_by_role("link", name="All models").evaluate("link => link.href") == f"{mounted}models/"
    first.click()
    page.wait_for_url(mounted + meant)
    assert page.locator("h1").count() == 1


def test_an_address_like_no_other_and_a_reader_without_scripts_get_the_parts_of_the_site(lend, mounted):
    for scripts in (True, False):
        page = lend(java_script_enabled=scripts)
        page.goto(f"{mounted}zzz/qqq")
        assert not page.locator("[data-near]").is_visible()
        assert page.get_by_role("link", name="All licenses").is_visible()

"""The samples for servers, and the program that holds servers to them: `make publish-check` runs it against nginx and Caddy."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from macros import __main__ as command
from tests import publish
from tests.publish import Asked, expected, faults, sample


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A few files in the places of the real ones."""
    page = "<p>word</p>" * 400
    for asked in publish_files(page):
        path = tmp_path / "site" / asked[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(asked[1], "utf-8")
    return tmp_path / "site"


def publish_files(page: str) -> list[tuple[str, str]]:
    hashed = ("assets/javascripts/bundle.0123abcd.min.js", "assets/stylesheets/main.0123abcd.min.css")
    pages = ("index.html", "404.html", "models/gpt-oss-20b/index.html")
    names = (*pages, *hashed, "assets/atlas.css", "assets/atlas.svg", "api/v1/models.json", "changes.atom", "calendar.ics")
    return [(name, page) for name in names]


@pytest.fixture
def bare(site: Path) -> Iterator[int]:
    """A server that knows nothing of the page: its port."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    handler.func.log_message = lambda *_: None  # type: ignore[method-assign]
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_a_server_without_the_headers_is_found_out(site: Path, bare: int) -> None:
    found = "\n".join(faults(site, bare))
    for fault in ("x-content-type-options is None", "stays fresh None", "is not compressed", "access-control-allow-origin is None",
                  "/calendar.ics", "is sent again (200)"):  # fmt: skip
        assert fault in found


def test_what_is_expected_is_what_the_file_for_hosts_says() -> None:
    assert ("access-control-allow-origin", "*") in list(expected("/api/v1/models.json"))
    assert ("cache-control", "public, max-age=31536000, immutable") in list(expected("/assets/javascripts/x.js"))
    assert {name for name, _ in expected("/")} >= {"content-security-policy", "referrer-policy", "permissions-policy"}


def test_both_samples_are_there_and_speak_of_the_same_place() -> None:
    assert all("/srv/atlas/site" in sample(name) and "atlas.example.org" in sample(name) for name in ("nginx", "Caddy"))


def test_what_stays_fresh_a_year_is_asked_for_with_its_digest(site: Path) -> None:
    years = [asked for asked in publish.addresses(site) if asked.fresh == publish.YEAR]
    assert len(years) == 2 and all(publish.HASHED.search(asked.address) for asked in years)
    assert Asked("/no/such/page", "text/html", None, 404) in publish.addresses(site)


def test_compressing_twice_gives_the_same_bytes(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["compress", str(site)]) == 0
    first = {path: path.read_bytes() for path in site.rglob("*.gz")}
    assert command.main(["compress", str(site)]) == 0
    assert first == {path: path.read_bytes() for path in site.rglob("*.gz")}
    assert gzip.decompress(first[site / "index.html.gz"]) == (site / "index.html").read_bytes()
    assert "compressed" in capsys.readouterr().out


def test_the_sums_of_the_page_are_right() -> None:
    """A million readers a day, worked out again from the numbers above the tables."""
    page = publish.PAGE.read_text("utf-8")
    files, shared, each, reader = map(int, re.search(r"(\d+) files with (\d+) \+ 3 × (\d+) = (\d+) KB", page).groups())  # type: ignore[union-attr]
    asked = 30 * files  # million requests a month
    assert shared + 3 * each == reader
    assert f"| {reader} GB |" in page and f"{30 * reader / 1000:.1f} TB" in page
    assert f"| {asked} million |" in page
    assert f"{files * 1e6 / 86_400:.0f} requests a second, {reader * 8e12 / 1e3 / 86_400 / 1e6:.0f} Mbit" in page
    assert f"| {(asked - 10) * 0.36:.0f} |" in page and f"| {(asked * 0.05 - 10) * 0.36:.0f} |" in page
    assert f"| {(30 * reader - 1000) * 0.085:.0f} |" in page
    assert f"{100e6 / reader / 1e3:.0f},000 such readers a month, or {100e6 / reader / 30 / 1e3:.0f},000 a day" in page

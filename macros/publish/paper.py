"""The explainers of an offline copy in, a PDF beside each out.

A browser prints them: it has the print styles and the typefaces of the site already, and the tests use one anyway.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

FOLDERS = ("understand", "do")  # what one reads from top to bottom, and what one fills in
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
LONGEST = 120  # seconds for a page
# a browser writes the time of day into the file; the same page gives the same bytes
_TIME = re.compile(rb"(?<=Date \(D:)\d{14}")
_LINK = re.compile(r'(?<=<a )([^>]*?)href=("?)([^\s">]+)\2')


class Unprinted(RuntimeError):
    """The browser gave no PDF."""


def browser() -> str | None:
    """The browser that prints: `CHROMIUM`, or one that is installed."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), None)


def papers(site: Path, program: str, address: str) -> Iterator[Path]:
    """Print each explainer and each guide of `site`, a copy that opens from disk; the PDF of each, as it is done.

    `address` is the published site's: a paper is read elsewhere, so its links lead there.
    """
    for folder in FOLDERS:
        for page in sorted((site / folder).glob("*.html")):
            if page.stem != "index":
                yield _print(page, program, urljoin(address, page.relative_to(site).as_posix()))


def abroad(html: str, address: str) -> str:
    """A page of the copy with its links as the published page at `address` has them; places on the page stay."""

    def lead(link: re.Match[str]) -> str:
        if urlsplit(link.group(3)).scheme or link.group(3).startswith("#"):
            return link.group()
        target = urlsplit(urljoin(address, link.group(3)))
        folder = re.sub(r"(?<=/)index\.html$|\.html$", lambda end: "" if end.group() == "index.html" else "/", target.path)
        return f'{link.group(1)}href="{target._replace(path=folder).geturl()}"'

    return _LINK.sub(lead, html)


def _print(page: Path, program: str, address: str) -> Path:
    """A profile of its own keeps it from a browser that is open, and from the reader's own settings."""
    paper = page.with_suffix(".pdf")
    paper.unlink(missing_ok=True)
    draft = page.with_suffix(".print.html")  # beside the page: its styles and pictures lie where they lie
    draft.write_text(abroad(page.read_text("utf-8"), address), "utf-8")
    with tempfile.TemporaryDirectory() as profile:
        options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--no-pdf-header-footer")
        command = [program, *options, f"--print-to-pdf={paper.absolute()}", draft.absolute().as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST)
    draft.unlink()
    if not paper.is_file():
        raise Unprinted(f"{program} did not print {page}: {done.stderr[-300:]}")
    paper.write_bytes(_TIME.sub(b"19800101000000", paper.read_bytes()))
    return paper

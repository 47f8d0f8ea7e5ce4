"""What an engine calls to make the site: the check, the files, the generated pages. Knows no engine."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from macros.answers.attributes import unfounded
from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog, load
from macros.facts.problems import DataError, Problem
from macros.pages.calls import check_docs
from macros.pages.generated import SHELLS, pages, redirects
from macros.pages.held import Held
from macros.pages.links import links_from
from macros.pages.page import Page
from macros.pages.renderer import render
from macros.pages.titles import titles
from macros.pages.writing import allowed
from macros.publish import addresses, api, scripts
from macros.publish.addresses import Addresses
from macros.publish.glossary import Tooltips
from macros.publish.scripts import SEARCH_WORKER
from macros.publish.scroll import scrollable
from macros.publish.shell import EDIT, NAME, Shell, blank, redirect

ADDRESSES = "ATLASADDRESSES"  # where docs/.overrides/sitemap.xml wants the generated pages
held = Held()  # what the macros of this process drew
_made: list[Knowledge] = []
_explained: list[tuple[Catalog, Tooltips]] = []


def knowledge(project: Path) -> Knowledge:
    """The catalog and what is derived from it; made anew only when the data or a page's title changed."""
    catalog = load(project, today=date.today(), cache=project / ".cache" / "atlas" / "trees.json")
    named = titles(project / "docs")
    if not _made or _made[0].catalog is not catalog or _made[0].titles != named:
        _made[:] = [Knowledge(catalog, named)]
    return _made[0]


def check(project: Path, docs: Path, address: str = "") -> Knowledge:
    """Everything wrong with data/ and with the macro calls in docs/, at once, as DataError."""
    try:
        known = knowledge(project)
    except DataError as error:
        raise DataError(error.problems, address) from None
    problems = [
        Problem(known.catalog.path("dictionary", kind), 1, f"attributes[{at + 1}]", text)
        for kind, at, text in unfounded(known.catalog)
    ]
    problems += addresses.problems(project, docs, known.catalog)
    problems += check_docs(docs, project, known.catalog, allowed(known.catalog))
    if problems:
        raise DataError(problems, address)
    return known


def files(project: Path, *, offline: bool) -> Iterator[tuple[str, str]]:
    """(path, text) of what is no page: shells for the theme to render, the API, data for our scripts."""
    known = knowledge(project)
    for folder in SHELLS:
        yield f"{folder}/{NAME}.md", blank()
    yield from api.files(known)
    yield from scripts.files(known)
    if offline:
        yield SEARCH_WORKER, scripts.search_worker()


def shell_parents() -> Iterator[tuple[str, str]]:
    """(shell, the index page of its folder)."""
    for folder in SHELLS:
        yield f"{folder}/{NAME}.md", f"{folder}/index.md"


def finish(known: Knowledge, html: str, url: str, *, directories: bool) -> tuple[str, set[str]]:
    """The HTML that Markdown gave → the page's own, and the ids of what macros put into it."""
    html, ids = held.release(scrollable(html))
    return tooltips(known)(html, links_from(url, directories=directories), own=url), ids


def tooltips(known: Knowledge) -> Tooltips:
    """The glossary of the catalog, compiled once."""
    if not _explained or _explained[0][0] is not known.catalog:
        _explained[:] = [(known.catalog, Tooltips(known.catalog.terms))]
    return _explained[0][1]


def explained(known: Knowledge, *, directories: bool, repository: str) -> Iterator[Page]:
    """Every generated page, with the terms of the glossary explained."""
    links = links_from("", directories=directories)
    for page in pages(known, directories=directories, repository=repository):
        yield tooltips(known).page(page, links_from(links.page(page.path), directories=directories))


def publish(project: Path, site: Path, *, address: str, repository: str, offline: bool) -> int:
    """Write every generated page into `site`, then its search entry and its address; the number of pages."""
    known = knowledge(project)
    registry = Addresses(known.catalog, project / "docs", directories=not offline)
    shells = _shells(site, address, offline=offline)
    links = links_from("", directories=not offline)
    made: list[Page] = []
    for page in explained(known, directories=not offline, repository=repository):
        url = links.page(page.path)
        _write(site / registry.file(url), shells[page.folder].fill(page, address + url))
        made.append(page)
    for moved in redirects(known.catalog):
        _write(site / registry.file(links.page(moved.path)), redirect(moved, address + links.page(moved.target)))
    _index(site, [(links.page(page.path), page) for page in made], offline=offline)
    _sitemap(site, [address + links.page(page.path) for page in made])
    if offline:
        _trim(site)
    for path in site.rglob("*"):
        if path.is_file():
            registry.file(path.relative_to(site).as_posix())
    return len(made)


def _shells(site: Path, address: str, *, offline: bool) -> dict[str, Shell]:
    found = {}
    for folder in SHELLS:
        url = f"{folder}/{NAME}.html" if offline else f"{folder}/{NAME}/"
        path = site / url if offline else site / url / "index.html"
        found[folder] = Shell(path.read_text("utf-8"), address + url)
        path.unlink()
        if not offline:
            path.parent.rmdir()
    return found


def _write(path: Path, html: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, "utf-8")


def _index(site: Path, made: list[tuple[str, Page]], *, offline: bool) -> None:
    path = site / "search" / "search_index.json"
    index = json.loads(path.read_text("utf-8"))
    index["docs"] += [{"location": url, "title": page.title, "text": page.search} for url, page in made]
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    path.write_text(text, "utf-8")
    if offline:
        (path.parent / "search_index.js").write_text(f"var __index = {text}", "utf-8")


def _sitemap(site: Path, addresses: list[str]) -> None:
    path = site / "sitemap.xml"
    text = path.read_text("utf-8").replace(ADDRESSES, render("addresses.xml", addresses=addresses))
    path.write_text(text, "utf-8")
    with gzip.GzipFile(site / "sitemap.xml.gz", "wb", mtime=0) as packed:
        packed.write(text.encode("utf-8"))


def _trim(site: Path) -> None:
    """Leave out of the offline copy what only a server or a developer needs."""
    for path in [*site.rglob("*.map"), site / "sitemap.xml", site / "sitemap.xml.gz", site / "404.html"]:
        path.unlink(missing_ok=True)
    for path in sorted((site / "assets" / "javascripts" / "lunr").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


__all__ = ["EDIT", "SEARCH_WORKER", "DataError"]  # what the hooks use of other modules

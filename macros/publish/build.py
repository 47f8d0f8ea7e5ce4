"""What an engine calls to make the site: the check, the files, the generated pages. Knows no engine."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from markupsafe import Markup

from macros.answers.age import WORDS
from macros.answers.attributes import unfounded
from macros.answers.knowledge import Knowledge, known_from
from macros.facts import cache
from macros.facts.catalog import Catalog, load
from macros.facts.documents import Document, dotted
from macros.facts.problems import DataError, Problem
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.kinds import BY_NAME, KINDS
from macros.pages import calls, front_matter
from macros.pages.checks import check_docs, check_records, uncited
from macros.pages.files import walk
from macros.pages.generated import PAGES, SHELLS, drawings, pages, redirects
from macros.pages.held import Held, unmarked
from macros.pages.links import API, FOLDERS, ONE, ROWS, Links, links_from
from macros.pages.lists import model_rows
from macros.pages.markup import CONFIG, clean
from macros.pages.navigation import CONFIG as NAVIGATION
from macros.pages.page import Page, Redirect, Section
from macros.pages.renderer import render
from macros.pages.sources import serving
from macros.pages.titles import outlines, page_text, titles
from macros.pages.view import View
from macros.pages.writing import allowed
from macros.publish import addresses, api, feeds, policy, scripts, search
from macros.publish.addresses import Addresses
from macros.publish.beside import beside
from macros.publish.clock import today
from macros.publish.glossary import Tooltips
from macros.publish.policy import HEADERS, Place, reseal, seal
from macros.publish.scroll import scrollable
from macros.publish.shell import EDIT, NAME, Shell, blank, redirect
from macros.publish.spaces import close_up

MISSING = "there is no page '{}' with a title; write the path of one under docs/"
LABELS = ".github/labeler.yml"
ADDRESSES = "ATLASADDRESSES"  # where docs/.overrides/sitemap.xml wants the generated pages
held = Held()  # what the macros of this process drew
_explained: list[tuple[Catalog, Tooltips]] = []


def kept(project: Path) -> Path:
    """The folder of what a later run can use; it may be deleted at any time."""
    return project / ".cache" / "atlas"


def knowledge(project: Path) -> Knowledge:
    """The catalog and what is derived from it; made anew only when the data or the head of a page changed."""
    catalog = load(project, today=today(), kept=kept(project))
    return known_from(catalog, titles(project / "docs"), serving(project / "docs"))


def check(project: Path, docs: Path, address: str = "") -> Knowledge:
    """Everything wrong with data/ and docs/, at once, as DataError."""
    try:
        known = knowledge(project)
    except DataError as error:
        raise DataError(error.problems, address) from None

    def judge() -> Iterator[list[str]]:
        if found := problems(project, docs, known):
            raise DataError(found, address)
        yield from ()

    files = [(path.as_posix(), path.is_symlink(), cache.of_file(path)) for path in walk(docs)]
    settings = [cache.of_file(path) for path in (CONFIG, project / NAVIGATION, project / LABELS)]
    key = cache.digest(cache.code("*.py"), known.given, files, settings)
    list(cache.remembered(kept(project) / "sound-pages", key, judge))
    return known


def problems(project: Path, docs: Path, known: Knowledge) -> list[Problem]:
    """What the catalog alone cannot know to be wrong: attributes, addresses, pages, the Markdown of records, what search names."""
    catalog = known.catalog
    found = []
    for kind, at, text in unfounded(catalog):
        path = catalog.path("dictionary", kind)
        found.append(Problem(path, Document(project / path, path).line(("attributes", at)), f"attributes[{at + 1}]", text))
    for path, place, page in search.missing(catalog, known.titles):
        found.append(Problem(path, Document(project / path, path).line(place), dotted(place), MISSING.format(page)))
    found += addresses.problems(project, docs, known)
    found += [*unhoused(project, docs, catalog), *unlabeled(project)]
    made = {path for path, _ in drawings(known, directories=True, repository="")}
    found += check_docs(docs, project, catalog, allowed(catalog), made)
    found += check_records(project, catalog)
    return found or uncited(docs, catalog)  # what is there for nothing is told once all else is right


def unhoused(project: Path, docs: Path, catalog: Catalog) -> Iterator[Problem]:
    """What the pages of a kind stand on and what is not there: its words, and the index page of its folder."""
    for kind, folder in FOLDERS.items():
        if not catalog.entries[kind]:
            continue
        if kind not in PAGES and kind not in catalog.all(Dictionary):
            words = "is not there; write the words of this kind, as data/attributes/framework.yml does"
            yield Problem(f"data/{BY_NAME['dictionary'].folder}/{kind}.yml", 1, "", words)
        if (project / NAVIGATION).is_file() and not (docs / folder / "index.md").is_file():
            shown = (docs / folder / "index.md").relative_to(project).as_posix()
            yield Problem(shown, 1, "", f"is not there; write it, with {{{{ {kind}_list() }}}} in it, and put it below 'nav:'")


def unlabeled(project: Path) -> Iterator[Problem]:
    """Kinds whose pull requests get no label of their own."""
    path = project / LABELS
    text = path.read_text("utf-8") if path.is_file() else ""
    for kind in KINDS:
        if text and f"data/{kind.folder}/**" not in text:
            words = f"has no label for a {kind.name}; copy the lines of another kind, with 'data/{kind.folder}/**'"
            yield Problem(LABELS, 1, "", words)


def files(*, offline: bool) -> Iterator[tuple[str, str]]:
    """(path, text) of what the engine shall write with its own: a shell for each folder, headers for a server."""
    for folder in SHELLS:
        yield f"{folder}/{NAME}.md", blank()
    if not offline:
        yield policy.PATH, HEADERS


def needless(path: str) -> bool:
    """Whether no reader ever loads a file of the theme: its source maps and its search, in whose place is our own."""
    return path.endswith(".map") or path.startswith(("assets/javascripts/lunr/", "assets/javascripts/workers/"))


def shell_parents() -> Iterator[tuple[str, str]]:
    """(shell, the index page of its folder)."""
    for folder in SHELLS:
        yield f"{folder}/{NAME}.md", f"{folder}/index.md"


def around(known: Knowledge, docs: Path) -> str:
    """The digest of what the theme puts round every page: the titles of all, and our templates of it."""
    theme = docs / ".overrides"
    ours = [(path.relative_to(theme).as_posix(), cache.of_file(path)) for path in sorted(theme.rglob("*"))]
    return cache.digest(sorted(known.titles.items()), ours)


def source(path: Path) -> str:
    """A page of docs/ as the engine shall read it: our fields, and a body in which only macros make places."""
    page = front_matter.read(unmarked(page_text(path)))
    return page.source(page.head.title or path.stem)


def fill(known: Knowledge, body: str, macros: Mapping[str, Callable[..., str]], path: Path | None = None, place: str = "") -> str:
    """The body of a page with its calls made; what the check would not accept stays as it is written.

    `path` is where an earlier build may have kept it, `place` what the macros depend on besides the body and the data.
    """
    accepted = allowed(known.catalog)

    def make() -> Iterator[list[str]]:
        drawn: list[str] = []

        def put(call: calls.Call) -> str:
            if any(accepted.problems(call)):
                return call.written
            made = macros[call.name](*call.arguments, **dict(call.keywords))
            if isinstance(made, Markup):
                drawn.append(made)
            return held.hold(made) if isinstance(made, Markup) else made

        yield [calls.fill(body, put), *drawn]

    held.clear()  # what other pages drew has its place by now
    [[filled, *drawn]] = cache.remembered(path, cache.digest(known.digest, body, place), make)
    for html in drawn:
        held.hold(str(html, "utf-8"))
    return str(filled, "utf-8")


def finish(known: Knowledge, html: str, url: str, *, written: bool, directories: bool) -> tuple[str, set[str]]:
    """The HTML that Markdown gave → the page's own, and the ids of what macros put into it. `written`: by people, in docs/."""
    html, ids = held.release(scrollable(clean(html) if written else html))
    return tooltips(known)(html, links_from(url, directories=directories), own=url), ids


def notice(problem: str) -> str:
    """What a server shows above the last good page while there is no newer one."""
    return render("problem.html", text=problem)


def complete(html: str, place: Place) -> str:
    """A page as the theme wrote it → the page as it is published."""
    return seal(close_up(html), place)


def tooltips(known: Knowledge) -> Tooltips:
    """The glossary of the catalog, compiled once."""
    if not _explained or _explained[0][0] is not known.catalog:
        _explained[:] = [(known.catalog, Tooltips(known.catalog.terms))]
    return _explained[0][1]


def explained(known: Knowledge, *, directories: bool, repository: str) -> Iterator[Page]:
    """Every generated page, with the terms of the glossary explained."""
    for page in pages(known, directories=directories, repository=repository):
        yield _explain(known, page, directories=directories)


def _explain(known: Knowledge, page: Page, *, directories: bool) -> Page:
    url = links_from("", directories=directories).page(page.path)
    return tooltips(known).page(page, links_from(url, directories=directories))


@dataclass
class Generated:
    """What is made from records and stands beside the engine's own pages.

    `shells` is the theme's page of each folder with its absolute address, `sitemap` as the engine wrote it: both are there
    once the engine has made its own pages.
    """

    project: Path
    known: Knowledge
    address: str
    repository: str
    offline: bool
    shells: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sitemap: str = ""
    _drawing: Callable[[], None] | None = field(default=None, init=False)  # waits for the process that draws the pages

    def begin(self) -> None:
        """Draw the pages beside this process, while the engine makes its own; they are found where an earlier build keeps them."""
        if not cache.holds(*self._keeping):
            self._drawing = beside(lambda: all(self._pages()))

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        """(path from the site's top, content) of every file: a build writes them all, each where it alone may stand."""
        for path, content in self._all():
            yield self._registry.file(path), content

    def audit(self, site: Path) -> None:
        """Raise Unclaimed for a file of the finished site that nobody announced, whoever wrote it."""
        for folder, _, names in os.walk(site):
            for name in names:
                self._registry.file(os.path.relpath(f"{folder}/{name}", site).replace(os.sep, "/"))

    @cached_property
    def _registry(self) -> Addresses:
        return Addresses(self.known, self.project / "docs", directories=not self.offline)

    def _all(self) -> Iterator[tuple[str, bytes]]:
        yield from self._data()
        found = []
        if self._drawing:
            self._drawing()
        for page in self._pages():
            found.append(self._links.page(page.path))
            yield self._file(page.path), self._fill(page)
        for path, moved in self._redirects.items():
            yield path, self._redirect(moved)
        if not self.offline:
            yield from self._sitemap(found).items()

    def find(self, path: str) -> bytes | None:
        """The content of one of these files, made when it is asked for: a server makes what somebody looks at."""
        if draw := self._drawings.get(path):
            return self._fill(_explain(self.known, draw(), directories=not self.offline))
        if moved := self._redirects.get(path):
            return self._redirect(moved)
        if path == "sitemap.xml":
            return self._sitemap([self._links.page(page.path) for page in self._pages()])[path]
        if path.startswith((f"{API}/", "assets/", *feeds.PATHS)) and path in self._texts:
            return self._texts[path]
        return None

    @cached_property
    def _links(self) -> Links:
        return links_from("", directories=not self.offline)

    def _links_of(self, path: str) -> Links:
        """The links of one page."""
        return links_from(self._links.page(path), directories=not self.offline)

    @cached_property
    def _filled(self) -> dict[str, Shell]:
        return {folder: Shell(*shell) for folder, shell in self.shells.items()}

    @cached_property
    def _texts(self) -> dict[str, bytes]:
        return dict(self._data())

    @cached_property
    def _drawings(self) -> dict[str, Callable[[], Page]]:
        found = drawings(self.known, directories=not self.offline, repository=self.repository)
        return {self._file(path): draw for path, draw in found}

    @cached_property
    def _redirects(self) -> dict[str, Redirect]:
        return {self._file(moved.path): moved for moved in redirects(self.known.catalog)}

    def _kept(self, name: str) -> Path:
        """Where an earlier build of this form of the site kept something."""
        return kept(self.project) / (f"{name}-offline" if self.offline else name)

    def _file(self, path: str) -> str:
        url = self._links.page(path)
        return url if self.offline else url + "index.html"

    def _fill(self, page: Page) -> bytes:
        return self._filled[page.folder].fill(page, self.address + self._links.page(page.path)).encode("utf-8")

    def _redirect(self, moved: Redirect) -> bytes:
        here = links_from(self._links.page(moved.path), directories=not self.offline)
        return redirect(moved, here.page(moved.target), self.address + self._links.page(moved.target)).encode("utf-8")

    def _data(self) -> Iterator[tuple[str, bytes]]:
        """(path, content) of the API and of what our scripts read."""

        def made() -> Iterator[tuple[str, str | bytes]]:
            yield from api.files(self.known)
            yield from scripts.files(self.known)

        for path, content in cache.remembered(kept(self.project) / "data", self.known.digest, made):
            if not (self.offline and path.startswith(f"{ONE}/".encode())):
                yield path.decode(), content
        yield search.FILE, self._search()
        if rows := model_rows(View(self.known, self._links_of("models/index.md"), self.repository)):
            yield ROWS, scripts.assign("rows", rows).encode("utf-8")
        told = partial(feeds.files, self.known, self.address, directories=not self.offline)
        for name, text in cache.remembered(self._kept("feeds"), cache.digest(self.known.digest, self.address, self.offline), told):
            yield name.decode(), text

    def _search(self) -> bytes:
        """What the search in the browser reads."""
        docs = list(outlines(self.project / "docs"))

        def made() -> Iterator[list[str]]:
            yield [search.script(self.known, docs, directories=not self.offline)]

        [[text]] = cache.remembered(self._kept("search"), cache.digest(self.known.digest, docs, self.offline), made)
        return text

    @cached_property
    def _keeping(self) -> tuple[Path, str]:
        """Where an earlier build kept the pages, and under what key."""
        return self._kept("pages"), cache.digest(self.known.digest, self.offline, self.repository)

    def _pages(self) -> Iterator[Page]:
        def made() -> Iterator[list[str]]:
            for page in explained(self.known, directories=not self.offline, repository=self.repository):
                head = {**vars(page), "lead": "", "sections": ()}  # all that is no HTML, whatever a page has
                yield [json.dumps(head), page.lead, *(text for part in page.sections for text in (part.id, part.title, part.html))]

        for row in cache.remembered(*self._keeping, made):
            head, lead, *parts = (str(part, "utf-8") for part in row)
            sections = tuple(Section(*parts[at : at + 3]) for at in range(0, len(parts), 3))
            yield Page(**{**json.loads(head), "lead": lead, "sections": sections})

    def _sitemap(self, found: Iterable[str]) -> dict[str, bytes]:
        """Where a search engine looks up what pages there are."""
        listed = render("addresses.xml", addresses=[self.address + address for address in found])
        sitemap = self.sitemap.replace(ADDRESSES, listed).encode("utf-8")
        return {"sitemap.xml": sitemap, "sitemap.xml.gz": gzip.compress(sitemap, mtime=0)}


__all__ = ["EDIT", "WORDS", "DataError", "reseal"]  # what the hooks use of other modules

"""Knowledge in, every file that is made from records and stands beside the engine's own pages out. Knows no engine."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path

from macros.answers.knowledge import Knowledge
from macros.facts.beside import Beside
from macros.facts.cache import Memory, digest, kept, kept_form
from macros.pages.generated import drawings, redirects
from macros.pages.links import API, ONE, ROWS, Links, links_from
from macros.pages.lists import model_rows
from macros.pages.page import Page, Redirect, Section
from macros.pages.renderer import render
from macros.pages.titles import outlines
from macros.pages.view import View
from macros.publish import api, feeds, scripts, search
from macros.publish.addresses import Addresses, published
from macros.publish.glossary import tooltips
from macros.publish.shell import Shell, redirect

ADDRESSES = "ATLASADDRESSES"  # where docs/.overrides/sitemap.xml wants the generated pages
SHARE = 100  # pages that are drawn, and kept, together


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
    _beside: Beside | None = field(default=None, init=False)

    def begin(self) -> None:
        """Make what no earlier build keeps beside this process, while the engine makes its own pages."""
        self._beside = Beside([memory.fill for memory in (self._made, self._listed, self._told, *self._pages) if not memory.held()])

    def stop(self) -> None:
        """Make no more: nobody wants it."""
        if self._beside:
            self._beside.stop()

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
        if self._beside:
            self._beside.finish()
        yield from self._data()
        for page in map(_page, chain.from_iterable(self._pages)):
            yield self._file(page.path), self._fill(page)
        for path, moved in self._redirects.items():
            yield path, self._redirect(moved)
        if not self.offline:
            yield from self._sitemap().items()

    def find(self, path: str) -> bytes | None:
        """The content of one of these files, made when it is asked for: a server makes what somebody looks at."""
        if draw := self._drawn_at.get(path):
            return self._fill(self._explained(draw()))
        if moved := self._redirects.get(path):
            return self._redirect(moved)
        if path == "sitemap.xml":
            return self._sitemap()[path]
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
        """The path of every page and what draws it, in a stable order."""
        return dict(drawings(self.known, directories=not self.offline, repository=self.repository))

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        """The same paths, as an earlier build told them: which pages compare two models takes a look at all."""
        return tuple(str(path, "utf-8") for [path] in self._memory("paths", lambda: [[path] for path in self._drawings]))

    @cached_property
    def _drawn_at(self) -> dict[str, Callable[[], Page]]:
        return {self._file(path): draw for path, draw in self._drawings.items()}

    def drawn(self, share: slice) -> Iterator[Page]:
        """Some of the pages, drawn now."""
        return (self._explained(draw()) for draw in islice(self._drawings.values(), share.start, share.stop))

    def _explained(self, page: Page) -> Page:
        """The page with the terms of the glossary explained."""
        return tooltips(self.known.catalog).page(page, self._links_of(page.path))

    @cached_property
    def _redirects(self) -> dict[str, Redirect]:
        return {self._file(moved.path): moved for moved in redirects(self.known.catalog)}

    def _file(self, path: str) -> str:
        url = self._links.page(path)
        return url if self.offline else url + "index.html"

    def _fill(self, page: Page) -> bytes:
        return self._filled[page.folder].fill(page, self.address + published(page.path)).encode("utf-8")

    def _redirect(self, moved: Redirect) -> bytes:
        here = links_from(self._links.page(moved.path), directories=not self.offline)
        return redirect(moved, here.page(moved.target), self.address + published(moved.target)).encode("utf-8")

    def _data(self) -> Iterator[tuple[str, bytes]]:
        """(path, content) of the API, of what our scripts read, and of the feeds."""
        for path, content in self._made:
            if not (self.offline and path.startswith(f"{ONE}/".encode())):
                yield path.decode(), content
        yield search.FILE, self._search()
        for name, text in chain(self._listed, self._told):
            yield name.decode(), text

    @cached_property
    def _made(self) -> Memory:
        def make() -> Iterator[tuple[str, str | bytes]]:
            yield from api.files(self.known)
            yield from scripts.files(self.known)

        return Memory(kept(self.project) / "data", self.known.digest, make)

    @cached_property
    def _listed(self) -> Memory:
        """What a catalog too long for its page leaves out."""

        def make() -> Iterator[tuple[str, str]]:
            if rows := model_rows(View(self.known, self._links_of("models/index.md"), self.repository)):
                yield ROWS, scripts.assign("rows", rows)

        return self._memory("rows", make, self.repository)

    @cached_property
    def _told(self) -> Memory:
        return self._memory("feeds", partial(feeds.files, self.known, self.address), self.address)

    def _search(self) -> bytes:
        """What the search in the browser reads."""
        docs = list(outlines(self.project / "docs"))

        def make() -> Iterator[list[str]]:
            yield [search.script(self.known, docs, directories=not self.offline)]

        [[text]] = self._memory("search", make, docs)
        return text

    @cached_property
    def _pages(self) -> tuple[Memory, ...]:
        """Every page made from a record; pages that are drawn together are remembered together."""
        shares = [slice(at, at + SHARE) for at in range(0, len(self._paths), SHARE)]
        return tuple(self._memory(f"pages/{share.start}", partial(self._rows, share), self.repository) for share in shares)

    def _rows(self, share: slice) -> Iterator[list[str]]:
        return map(_row, self.drawn(share))

    def _memory(self, name: str, make: Callable[[], Iterable[Sequence[str | bytes]]], *given: object) -> Memory:
        """What this form of the site keeps under a name, made from the data and what else was given."""
        folder = kept_form(self.project, directories=not self.offline)
        return Memory(folder / name, digest(self.known.digest, *given), make)

    def _sitemap(self) -> dict[str, bytes]:
        """Where a search engine looks up what pages there are."""
        listed = render("addresses.xml", addresses=[self.address + published(path) for path in self._paths])
        sitemap = self.sitemap.replace(ADDRESSES, listed).encode("utf-8")
        return {"sitemap.xml": sitemap, "sitemap.xml.gz": gzip.compress(sitemap, mtime=0)}


def explained(known: Knowledge, *, directories: bool, repository: str) -> Iterator[Page]:
    """Every generated page, with the terms of the glossary explained."""
    return Generated(Path(), known, "", repository, not directories).drawn(slice(None))


def _row(page: Page) -> list[str]:
    """A page as it is kept: first all of it that is no HTML, whatever a page has."""
    head = {**vars(page), "lead": "", "sections": ()}
    return [json.dumps(head), page.lead, *(text for part in page.sections for text in (part.id, part.title, part.html))]


def _page(row: Iterable[bytes]) -> Page:
    head, lead, *parts = (str(part, "utf-8") for part in row)
    sections = tuple(Section(*parts[at : at + 3]) for at in range(0, len(parts), 3))
    return Page(**{**json.loads(head), "lead": lead, "sections": sections})

"""A page of MkDocs in, the same page as an earlier build made it out, where all it depends on is as it was."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from macros.facts import cache
from macros.publish.written import Written, recall


@dataclass
class _Made:
    """Where a page stands: the digest of all it is made from, and what happened to it."""

    key: str
    known: bool = False  # whether an earlier build finished it
    spoken: bool = False  # whether the engine said anything about it: then it must say so again the next time


@dataclass
class Pages:
    """The pages that the engine makes in one build. `project` is where they are kept, `directories` the form of the site,
    `around` the digest of what every page's HTML depends on beside its Markdown."""

    project: Path
    directories: bool
    around: str = ""
    _made: dict[str, _Made] = field(default_factory=dict)

    def place(self, page: Page, what: str) -> Path:
        """Where something of a page is kept."""
        return cache.kept_form(self.project, directories=self.directories) / what / page.file.src_uri.replace("/", "_")

    def take_over(self, page: Page) -> None:
        """Let the page be read from what an earlier build made of the same Markdown."""
        page.render = partial(self._render, page)  # type: ignore[method-assign]

    def known(self, page: Page) -> bool:
        """Whether its HTML is an earlier build's, whole and finished."""
        return self._made[page.file.src_uri].known

    def keep(self, page: Page, html: str) -> None:
        """Keep a finished page, unless the engine had something to say about it."""
        made = self._made[page.file.src_uri]
        if not made.spoken:
            links = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
            contents, anchors = [_row(item) for item in page.toc], sorted(page.present_anchor_ids or ())
            written = Written(html, page._title_from_render, contents, anchors, links)
            written.keep(self.place(page, "written"), made.key)

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """In the place of the page's own `render`."""
        given = [self.around, page.markdown, str(page.meta), page.title, page.url, self.directories]
        made = self._made[page.file.src_uri] = _Made(cache.digest(cache.code(), *given))
        if known := recall(self.place(page, "written"), made.key):
            made.known = True
            page.meta["template"] = "finished.html"
            page.content, page._title_from_render = known.html, known.title
            page.toc = TableOfContents([_anchor(row) for row in known.contents])
            page.present_anchor_ids = set(known.anchors)
            page.links_to_anchors = {files.src_uris[path]: links for path, links in known.links.items()}
            return
        logger, counter = logging.getLogger("mkdocs"), CountHandler()
        logger.addHandler(counter)
        try:
            type(page).render(page, config, files)
        finally:
            logger.removeHandler(counter)
        made.spoken = bool(counter.get_counts()) or not logger.isEnabledFor(logging.INFO)


def warned() -> bool:
    """Whether the engine has said anything that a strict build refuses."""
    counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
    return any(counter.get_counts() for counter in counters)


def _row(item: AnchorLink) -> list[Any]:
    return [item.title, item.id, item.level, [_row(child) for child in item.children]]


def _anchor(row: list[Any]) -> AnchorLink:
    item = AnchorLink(*row[:3])
    item.children = [_anchor(child) for child in row[3]]
    return item

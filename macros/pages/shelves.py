"""A view in, every page by kind out: what a reader looks through who has no scripts to search with."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from macros.facts.schema.search import Search
from macros.pages.view import View

_TITLES = {"faq": "question", "term": "term", "claim": "claim"}  # the field a record is known by; every other has a name


def page_list(view: View) -> Markup:
    """Every page by kind, in lists that open."""
    shelves = [shelf for table in view.catalog.all(Search).values() for shelf in table.shelves]
    return view.render("lists/pages.html", shelves=[(shelf.label, sorted(_entries(view, shelf.kind))) for shelf in shelves])


def _entries(view: View, kind: str) -> Iterator[tuple[str, str]]:
    """(title, address) of each."""
    if kind == "page":
        yield from ((title, view.links.page(path)) for path, title in view.knowledge.titles.items())
    elif kind == "question":
        yield from ((word.label, view.links.record(kind, word.id)) for word in view.catalog.vocabularies["questions"].values())
    else:
        for record in view.catalog.ordered(kind):
            yield getattr(record, _TITLES.get(kind, "name")), view.links.record(kind, record.id)

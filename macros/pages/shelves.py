"""Every page by kind: what a reader looks through who has no scripts to search with, and how the search groups what it finds."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from macros.answers.knowledge import Knowledge
from macros.facts.schema.search import Search, Shelf
from macros.pages.links import FOLDERS
from macros.pages.view import View

_TITLES = {"faq": "question", "term": "term", "claim": "claim"}  # the field a record is known by; every other has a name


def shelves(known: Knowledge) -> tuple[Shelf, ...]:
    """As the tables of the search order them; a kind they do not name comes last, under the title of its list."""
    named = [shelf for table in known.catalog.all(Search).values() for shelf in table.shelves]
    others = sorted(FOLDERS.keys() - {shelf.kind for shelf in named})
    return (*named, *(Shelf(kind=kind, label=known.titles.get(f"{FOLDERS[kind]}/index.md", kind), weight=1) for kind in others))


def page_list(view: View) -> Markup:
    """Every page by kind, in lists that open."""
    found = [(shelf.label, sorted(_entries(view, shelf.kind))) for shelf in shelves(view.knowledge)]
    return view.render("lists/pages.html", shelves=found)


def _entries(view: View, kind: str) -> Iterator[tuple[str, str]]:
    """(title, address) of each."""
    if kind == "page":
        yield from ((title, view.links.page(path)) for path, title in view.knowledge.titles.items())
    elif kind == "question":
        yield from ((word.label, view.links.record(kind, word.id)) for word in view.catalog.vocabularies["questions"].values())
    else:
        for record in view.catalog.ordered(kind):
            yield getattr(record, _TITLES.get(kind, "name")), view.links.record(kind, record.id)

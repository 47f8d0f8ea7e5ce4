"""What the texts said that this site began with in, the pages and records that answer each statement out."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from macros.pages.cells import NONE, Cell, text
from macros.pages.tables import Row, Table
from macros.pages.view import View


def origin_items(view: View) -> Markup:
    """The statements, topics and questions this site began with, and what answers each."""
    rows = []
    for id, word in view.catalog.vocabularies["article-items"].items():
        answers = tuple(_answers(view, id))
        rows.append(Row(id, (text(id), text(word.label), Cell("list", items=answers) if answers else NONE)))
    columns = view.columns("an-origin", "what", "answered-in")
    return view.render("thing/table.html", table_=Table("origin-items", view.caption("origin-items"), columns, tuple(rows)))


def _answers(view: View, id: str) -> Iterator[Cell]:
    """Pages first, then claims, questions, terms and events."""
    catalog = view.catalog
    for title, href in view.reading(tuple(path for path, items in view.knowledge.serves.items() if id in items)):
        yield Cell("link", title, href)
    named = [
        *(("claim", claim.id, f"“{claim.claim}”") for claim in catalog.claims.values() if id in claim.articles),
        *(("faq", faq.id, faq.question) for faq in catalog.faq.values() if id in faq.articles),
        *(("term", term.id, term.term) for term in catalog.terms.values() if id in term.articles),
    ]
    for kind, record, name in named:
        yield Cell("link", name, view.links.record(kind, record))
    for event in catalog.events.values():
        if id in event.articles:
            yield Cell("link", event.title, view.links.page("timeline.md"))

"""A view and an id in, a link or a badge out: what stands in a sentence of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from markupsafe import Markup

from macros.facts.schema.fields import Ref
from macros.facts.schema.kinds import Kind
from macros.pages.cells import Cell
from macros.pages.renderer import cell
from macros.pages.view import View

ClaimId = Annotated[str, Ref("claim")]
TermId = Annotated[str, Ref("term")]


def link(kind: Kind) -> Callable[[View, str], Markup]:
    """The macro that links to a record of `kind` by its name; it is called like the kind."""

    def macro(view: View, id: str) -> Markup:
        return cell(view.cells.record(kind.name, id))

    macro.__name__ = kind.name
    macro.__doc__ = f"A link to a {kind.name} by its name."
    macro.__annotations__["id"] = Annotated[str, Ref(kind.name)]
    return macro


def claim(view: View, id: ClaimId) -> Markup:
    """A claim in its own words with the verdict on it; both lead to the evidence."""
    return view.render("claim/named.html", claim=view.catalog.claims[id], verdict=view.cells.claim(id))


def term(view: View, id: TermId) -> Markup:
    """A link to the glossary."""
    found = view.catalog.terms[id]
    return cell(Cell("link", found.term, view.links.record("term", id), title=found.definition))

"""A view and an id in, a link or a badge out: what stands in a sentence of a page."""

from __future__ import annotations

from typing import Annotated

from markupsafe import Markup

from macros.facts.schema.fields import Ref
from macros.pages.cells import Cell
from macros.pages.renderer import cell
from macros.pages.view import View

ModelId = Annotated[str, Ref("model")]
LicenseId = Annotated[str, Ref("license")]
MakerId = Annotated[str, Ref("maker")]
FamilyId = Annotated[str, Ref("family")]
FrameworkId = Annotated[str, Ref("framework")]
BenchmarkId = Annotated[str, Ref("benchmark")]
ClaimId = Annotated[str, Ref("claim")]
TermId = Annotated[str, Ref("term")]


def model(view: View, id: ModelId) -> Markup:
    """A link to a model by its name."""
    return cell(view.cells.model(id))


def license(view: View, id: LicenseId) -> Markup:
    """A link to a license by its name."""
    return cell(view.cells.license(id))


def maker(view: View, id: MakerId) -> Markup:
    """A link to an organization."""
    return cell(view.cells.maker(id))


def family(view: View, id: FamilyId) -> Markup:
    """A link to a family of models."""
    return cell(view.cells.family(id))


def framework(view: View, id: FrameworkId) -> Markup:
    """A link to a framework or hub."""
    return cell(view.cells.framework(id))


def benchmark(view: View, id: BenchmarkId) -> Markup:
    """A link to a benchmark."""
    return cell(view.cells.benchmark(id))


def claim(view: View, id: ClaimId) -> Markup:
    """The verdict on a claim as a badge that leads to the evidence."""
    return cell(view.cells.claim(id))


def term(view: View, id: TermId) -> Markup:
    """A link to the glossary."""
    found = view.catalog.terms[id]
    return cell(Cell("link", found.term, view.links.record("term", id), title=found.definition))

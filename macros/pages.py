"""Catalog in, every generated page out. Pure: another engine can write the same pages."""

from __future__ import annotations

from collections.abc import Iterator

from macros.links import FOLDERS, links_from
from macros.page import Page, Redirect
from macros.schema.evidence import Subject
from macros.views.license_page import license_page
from macros.views.model_page import model_page
from macros.views.thing_pages import benchmark_page, claim_page, family_page, framework_page, maker_page, question_page
from macros.views.views import Knowledge, View

# folder → depth of its pages below the site's top, as a directory address
SHELLS = ("models", "licenses", "licenses/questions", "makers", "families", "benchmarks", "frameworks", "claims")


def pages(knowledge: Knowledge, *, directories: bool, repository: str) -> Iterator[Page]:
    """Every page made from a record, in a stable order."""
    catalog = knowledge.catalog
    depth = "x/" if directories else ""
    view = View(knowledge, links_from(f"folder/{depth}", directories=directories), repository)
    for model in catalog.models.values():
        yield model_page(view, model)
    for license in catalog.licenses.values():
        yield license_page(view, license)
    for maker in catalog.makers.values():
        yield maker_page(view, maker)
    for family in catalog.families.values():
        yield family_page(view, family)
    for benchmark in catalog.benchmarks.values():
        yield benchmark_page(view, benchmark)
    for framework in catalog.frameworks.values():
        yield framework_page(view, framework)
    for claim in catalog.claims.values():
        yield claim_page(view, claim)
    deeper = View(knowledge, links_from(f"folder/folder/{depth}", directories=directories), repository)
    for question in catalog.vocabularies["questions"].values():
        yield question_page(deeper, question)


def redirects(knowledge: Knowledge) -> Iterator[Redirect]:
    """A page at each former id that leads to the present one."""
    for kind, folder in FOLDERS.items():
        for id, entry in knowledge.catalog.entries[kind].items():
            if isinstance(entry.record, Subject):
                for alias in entry.record.aliases:
                    yield Redirect(f"{folder}/{alias}.md", f"{folder}/{id}.md")

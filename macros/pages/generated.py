"""Catalog in, every generated page out. Pure: another engine can write the same pages."""

from __future__ import annotations

from collections.abc import Iterator

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.schema.evidence import Subject
from macros.pages.license import license_page
from macros.pages.links import FOLDERS, links_from, question_path
from macros.pages.model import model_page
from macros.pages.page import Page, Redirect
from macros.pages.things import benchmark_page, claim_page, family_page, framework_page, maker_page, question_page
from macros.pages.view import View

# folder → depth of its pages below the site's top, as a directory address
SHELLS = ("models", "licenses", "licenses/questions", "makers", "families", "benchmarks", "frameworks", "claims")


def pages(knowledge: Knowledge, *, directories: bool, repository: str) -> Iterator[Page]:
    """Every page made from a record, in a stable order."""
    depth = "x/" if directories else ""
    view = View(knowledge, links_from(f"folder/{depth}", directories=directories), repository)
    yield from _records(view)
    deeper = View(knowledge, links_from(f"folder/folder/{depth}", directories=directories), repository)
    for question in knowledge.catalog.vocabularies["questions"].values():
        yield question_page(deeper, question)


def _records(view: View) -> Iterator[Page]:
    catalog = view.catalog
    yield from (model_page(view, model) for model in catalog.models.values())
    yield from (license_page(view, license) for license in catalog.licenses.values())
    yield from (maker_page(view, maker) for maker in catalog.makers.values())
    yield from (family_page(view, family) for family in catalog.families.values())
    yield from (benchmark_page(view, benchmark) for benchmark in catalog.benchmarks.values())
    yield from (framework_page(view, framework) for framework in catalog.frameworks.values())
    yield from (claim_page(view, claim) for claim in catalog.claims.values())


def places(catalog: Catalog) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """(path of the page, file it is made from, field in that file) of every page made from a record."""
    for kind, folder in FOLDERS.items():
        for id in catalog.entries[kind]:
            yield f"{folder}/{id}.md", catalog.path(kind, id), ()
    for at, question in enumerate(catalog.vocabularies["questions"]):
        yield question_path(question), catalog.path("vocabulary", "questions"), ("words", at, "id")


def redirects(catalog: Catalog) -> Iterator[Redirect]:
    """A page at each former id that leads to the present one."""
    for kind, folder in FOLDERS.items():
        for id, entry in catalog.entries[kind].items():
            if isinstance(entry.record, Subject):
                for at, alias in enumerate(entry.record.aliases):
                    yield Redirect(f"{folder}/{alias}.md", f"{folder}/{id}.md", entry.path, ("aliases", at))

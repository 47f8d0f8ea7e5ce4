"""Catalog in, every generated page out. Pure: another engine can write the same pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.evidence import Record, Subject
from macros.facts.schema.model import Model
from macros.facts.schema.words import Claim, Word
from macros.pages import changes, compare
from macros.pages.license import license_page
from macros.pages.links import FOLDERS, links_from, question_path
from macros.pages.model import model_page
from macros.pages.page import Page, Redirect
from macros.pages.prices import host_page
from macros.pages.things import (
    benchmark_page,
    claim_page,
    dataset_page,
    family_page,
    framework_page,
    hardware_page,
    maker_page,
    question_page,
    thing_page,
)
from macros.pages.view import View

Draw = Callable[[View, Any], Page]

# kinds whose pages say more than their facts and sources; every other kind of subject is drawn by `thing_page`
PAGES: Mapping[str, Draw] = {
    "model": model_page,
    "license": license_page,
    "maker": maker_page,
    "family": family_page,
    "benchmark": benchmark_page,
    "framework": framework_page,
    "hardware": hardware_page,
    "dataset": dataset_page,
    "host": host_page,
    "claim": claim_page,
}
QUESTIONS = "licenses/questions"
SHELLS = (*FOLDERS.values(), QUESTIONS, compare.FOLDER)  # the folders of generated pages, each with an index page in docs/


def pages(knowledge: Knowledge, *, directories: bool, repository: str) -> Iterator[Page]:
    """Every page made from a record, in a stable order."""
    for _, draw in drawings(knowledge, directories=directories, repository=repository):
        yield draw()


def drawings(knowledge: Knowledge, *, directories: bool, repository: str) -> Iterator[tuple[str, Callable[[], Page]]]:
    """The path of every such page and what draws it, so that one can be drawn alone."""
    catalog = knowledge.catalog
    depth = "x/" if directories else ""
    view = View(knowledge, links_from(f"folder/{depth}", directories=directories), repository)
    for kind, folder in FOLDERS.items():
        draw: Draw = PAGES.get(kind) or _plain(kind)
        yield from ((f"{folder}/{record.id}.md", partial(_placed, view, kind, draw, record)) for record in catalog.ordered(kind))
    yield from ((compare.path(pair), partial(compare.comparison_page, view, pair)) for pair in knowledge.pairs)
    deeper = View(knowledge, links_from(f"folder/folder/{depth}", directories=directories), repository)
    for question in catalog.vocabularies["questions"].values():
        yield f"{QUESTIONS}/{question.id.replace('_', '-')}.md", partial(_question, deeper, question)


def _question(view: View, question: Word) -> Page:
    index = f"{QUESTIONS}/index.md"
    crumbs = ((view.knowledge.titles.get(index, index), view.links.page(index)),)
    return replace(question_page(view, question), crumbs=crumbs, kind="Question to licenses")


def _placed(view: View, kind: str, draw: Draw, record: Record) -> Page:
    """The page with the steps that lead to it and the word for what it is."""
    index = f"{FOLDERS[kind]}/index.md"
    crumbs = [(view.knowledge.titles.get(index, index), view.links.page(index))]
    if isinstance(record, Model):
        crumbs += [(cell.text, cell.href) for cell in (view.cells.maker(record.maker), view.cells.family(record.family))]
    words = view.catalog.all(Dictionary).get(kind)
    page = draw(view, record)
    end = next((at for at, part in enumerate(page.sections) if part.id == "sources"), len(page.sections))
    sections = (*page.sections[:end], *changes.section(view, kind, record), *page.sections[end:])
    return replace(page, sections=sections, crumbs=tuple(crumbs), kind=words.name if words else kind.capitalize())


def _plain(kind: str) -> Draw:
    return lambda view, subject: thing_page(view, subject, kind)


def places(knowledge: Knowledge) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """(path of the page, file it is made from, field in that file) of every page made from a record."""
    catalog = knowledge.catalog
    for kind, folder in FOLDERS.items():
        for id in catalog.entries[kind]:
            yield f"{folder}/{id}.md", catalog.path(kind, id), ()
    yield from ((compare.path(pair), catalog.path("model", pair.first.id), ()) for pair in knowledge.pairs)
    for at, question in enumerate(catalog.vocabularies["questions"]):
        yield question_path(question), catalog.path("vocabulary", "questions"), ("words", at, "id")


def redirects(catalog: Catalog) -> Iterator[Redirect]:
    """A page at each former id that leads to the present one."""
    for kind, folder in FOLDERS.items():
        for id, entry in catalog.entries[kind].items():
            if isinstance(entry.record, Subject | Claim):
                for at, alias in enumerate(entry.record.aliases):
                    yield Redirect(f"{folder}/{alias}.md", f"{folder}/{id}.md", entry.path, ("aliases", at))

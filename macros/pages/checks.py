"""docs/ and the Markdown of records in, problems out: what has none may be published, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from macros.facts.catalog import Catalog
from macros.facts.characters import hidden
from macros.facts.documents import Document, dotted
from macros.facts.problems import Problem, did_you_mean
from macros.facts.records import markdown_texts
from macros.pages import front_matter
from macros.pages.calls import Call, Wrong, fill, parse
from macros.pages.files import check_file, walk
from macros.pages.held import EMPTY
from macros.pages.markup import RECORD, faults, located, page_html
from macros.pages.renderer import record_html
from macros.pages.signatures import Macros
from macros.pages.sources import unsourced
from macros.pages.titles import page_text

# in a record: what may become a link, a picture, a heading or a rule; all else Markdown has is allowed there
_MORE = re.compile(r"\]|^ *#|^ *(?:[-*_=] *){2,}$", re.MULTILINE)
_DEEP = re.compile(r"(?:(?:[-*+>]|\d+[.)]) ?){20}|^ {48}", re.MULTILINE)


def check_docs(docs: Path, project: Path, catalog: Catalog, macros: Macros) -> list[Problem]:
    """Everything wrong with the files of docs/ and with what the pages among them say."""
    problems: list[Problem] = []
    for path in walk(docs):
        shown = path.relative_to(project).as_posix()
        refused = check_file(path, path.relative_to(docs))
        problems += [Problem(shown, line, "", text) for line, text in refused]
        if not refused and path.suffix == ".md":
            problems += check_page(page_text(path), shown, catalog, macros)
    return problems


def check_page(text: str, shown: str, catalog: Catalog, macros: Macros) -> list[Problem]:
    """Everything wrong with one page."""
    page = front_matter.read(text, shown)
    return [*page.problems, *(Problem(shown, line, "", found) for line, found in _page(text, page, catalog, macros))]


def check_records(project: Path, catalog: Catalog) -> list[Problem]:
    """Every link, picture and element in the Markdown of a record that may not stand there."""
    problems = []
    for entries in catalog.entries.values():
        for entry in entries.values():
            wrong = [(place, fault) for place, text in markdown_texts(entry.record) for fault in record_faults(text)]
            if wrong:
                document = Document(project / entry.path, entry.path)
                problems += [Problem(entry.path, document.line(place), dotted(place), fault) for place, fault in wrong]
    return problems


def record_faults(text: str) -> list[str]:
    """What may not stand in the Markdown of a record."""
    if _DEEP.search(text):
        return ["nests lists or quotes too deep; flatten them"]
    return faults(record_html(text), RECORD) if _MORE.search(text) else []


def _page(text: str, page: front_matter.Text, catalog: Catalog, macros: Macros) -> Iterator[tuple[int, str]]:
    for at, unseen in hidden(text):
        yield text.count("\n", 0, at) + 1, unseen
    items = catalog.vocabularies.get("article-items", {})
    for id in page.head.serves:
        if id not in items:
            yield page.lines["serves"], f"serves: there is no article item '{id}'{did_you_mean(id, items)}"
    parts = parse(page.body)
    for part in parts:
        if isinstance(part, Wrong):
            yield part.line + page.before, part.text
        elif isinstance(part, Call):
            for problem in macros.problems(part):
                yield part.line + page.before, problem
    found = [part for part in parts if isinstance(part, Call)]
    if any(call.name == "cite" for call in found) and not any(call.name == "references" for call in found):
        yield len(text.splitlines()), "cites sources; end the page with {{ references() }}"
    outline = fill(page.body, lambda call: EMPTY)
    try:
        wrong = located(outline, faults(page_html(outline)))
    except (RecursionError, ValueError):
        wrong = [(1, "cannot be read as Markdown; is a list or a quote nested too deep?")]
    for number, problem in [*unsourced(page.body, found), *wrong]:
        yield number + page.before, problem

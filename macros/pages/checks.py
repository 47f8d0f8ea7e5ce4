"""docs/ and the Markdown of records in, problems out: what has none may be published, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path

from macros.facts.catalog import Catalog
from macros.facts.characters import hidden
from macros.facts.documents import Document, Place, dotted
from macros.facts.problems import Problem, did_you_mean
from macros.facts.records import markdown_texts, references
from macros.facts.rules import style
from macros.facts.rules.evidence import addresses
from macros.facts.schema.evidence import Record
from macros.facts.schema.fields import AHEAD
from macros.pages import front_matter, outline, shape
from macros.pages.calls import PAGES, Call, Wrong, calls, fill, parse, without_code
from macros.pages.files import check_file, walk
from macros.pages.held import EMPTY
from macros.pages.markup import RECORD, faults, located, page_html
from macros.pages.navigation import check_navigation, site_address
from macros.pages.renderer import record_html
from macros.pages.said import bare, contradicted
from macros.pages.signatures import Macros
from macros.pages.sources import cited, unsourced
from macros.pages.titles import page_text
from macros.pages.typed import misnamed, twice

# in a record: what may become a link, a picture, a heading or a rule; all else Markdown has is allowed there
_MORE = re.compile(r"\]|^ *#|^ *(?:[-*_=] *){2,}$", re.MULTILINE)
# Markdown looks from each to the end of its paragraph: ten thousand would keep a build busy for an hour
_LINKS, _PROBLEMS = 400, 100
_ASIDE = re.compile(r"\{\{.*?\}\}|\]\([^)\n]*\)|https?://\S+")  # calls and addresses, which keep their spelling
_DEEP = re.compile(r"(?:(?:[-*+>]|\d+[.)]) ?){20}|^ {48}", re.MULTILINE)


def check_docs(docs: Path, project: Path, catalog: Catalog, macros: Macros, made: Collection[str] = ()) -> list[Problem]:
    """Everything wrong with the files of docs/ and with what the pages among them say; `made` are the pages made from records."""
    problems: list[Problem] = []
    pages: dict[str, str] = {}
    files: set[str] = set()
    for path in walk(docs):
        shown = path.relative_to(project).as_posix()
        refused = check_file(path, path.relative_to(docs))
        problems += [Problem(shown, line, "", text) for line, text in refused]
        if not refused and path.suffix == ".md":
            pages[path.relative_to(docs).as_posix()] = page_text(path)
            problems += check_page(page_text(path), shown, catalog, macros)
        files.add(path.relative_to(docs).as_posix())
    folder = docs.relative_to(project).as_posix()
    bodies = {place: front_matter.read(text) for place, text in pages.items()}
    for place, page in bodies.items():
        found = [*outline.faults(page.body, place, files, macros.signatures, made), *_lost(page, place, bodies)]
        problems += [Problem(f"{folder}/{place}", line + page.before, "", text) for line, text in found]
        problems += [Problem(f"{folder}/{place}", line, "", text) for line, text in _explainer(page, place, catalog)]
    problems += [
        Problem(f"{folder}/{place}", line + bodies[place].before, "", text) for place, line, text in twice(bodies, catalog)
    ]
    site = site_address(project)
    for place, page in bodies.items():
        for line, address in outline.addresses(page.body):
            if own := own_page(address, site) or _in_docs(address, pages):
                text = f"'{address}' is a page of this site; link to its file, like '{own}.md', so that it works in every copy"
                problems.append(Problem(f"{folder}/{place}", line + page.before, "", text))
    named = {place: page.head.title for place, page in bodies.items() if page.head.title}
    return [*problems, *check_navigation(project, pages, named, folder)]


def _lost(page: front_matter.Text, place: str, pages: Mapping[str, front_matter.Text]) -> Iterator[tuple[int, str]]:
    """Links to a place on a page that the page does not have."""
    for line, target, anchor in outline.linked(page.body, place):
        if target in pages and (known := outline.anchors(pages[target].body)) is not None and anchor not in known:
            near = did_you_mean(anchor, known) or f"; its headings are {', '.join(sorted(known))}"
            yield line, f"{target.rpartition('/')[2]} has no heading '{anchor}'{near}"


def _explainer(page: front_matter.Text, place: str, catalog: Catalog) -> Iterator[tuple[int, str]]:
    """What a page behind a door lacks, and the claims that do not know it."""
    if not shape.explains(place):
        return
    found = calls(page.body)
    yield from shape.lacking(page, found)
    for call in found:
        claim = catalog.claims.get(call.argument or "") if call.name == "claim" else None
        if claim and place not in claim.pages:
            yield call.line + page.before, f"claim: add '{place}' to 'pages:' of {catalog.path('claim', claim.id)}"


def check_page(text: str, shown: str, catalog: Catalog, macros: Macros) -> list[Problem]:
    """Everything wrong with one page."""
    page = front_matter.read(text, shown)
    found = islice(_page(text, page, catalog, macros), _PROBLEMS)
    return [*page.problems, *(Problem(shown, line, "", what) for line, what in found)]


def check_records(project: Path, catalog: Catalog) -> list[Problem]:
    """Every link, picture and element in the Markdown of a record that may not stand there, and every page that is not there."""
    problems = []
    for kind, pages in (("claim", {id: item.pages for id, item in catalog.claims.items()}),
                        ("faq", {id: item.pages for id, item in catalog.faq.items()})):  # fmt: skip
        for id, places in pages.items():
            for at, place in enumerate(places):
                if not (project / "docs" / place).is_file():
                    path = catalog.path(kind, id)
                    line = Document(project / path, path).line(("pages", at))
                    short = place.removeprefix("docs/")
                    found = [path.relative_to(project / "docs").as_posix() for path in (project / "docs").rglob("*.md")]
                    cure = f"write '{short}'" if short in found else did_you_mean(short, found)[2:] or "name a page of docs/"
                    problems.append(Problem(path, line, f"pages[{at + 1}]", f"there is no docs/{place}; {cure}"))
    site = site_address(project)
    for entries in catalog.entries.values():
        for entry in entries.values():
            wrong = [(place, fault) for place, text in markdown_texts(entry.record) for fault in record_faults(text)]
            wrong += _of_our_own(entry.record, site)
            if wrong:
                document = Document(project / entry.path, entry.path)
                problems += [Problem(entry.path, document.line(place), dotted(place), fault) for place, fault in wrong]
    return problems


def _of_our_own(record: Record, site: str) -> Iterator[tuple[Place, str]]:
    """Addresses of this site, which shows what others say, and whose copies have other addresses."""
    for place, address in addresses(record):
        if site and address.startswith(site):
            yield place, "is a page of this site, which is no source; name the page where we read it"
    for place, text in markdown_texts(record):
        for _, address in outline.addresses(text):
            if own_page(address, site):
                yield place, f"'{address}' is a page of this site; name it below 'pages:', or say it in words"


def own_page(address: str, site: str) -> str:
    """'understand/energy' for the address of a page of this site; '' for all else, files of this site among it."""
    path = address.partition("#")[0].removeprefix(site) if site and address.startswith(site) else "."
    return "" if "." in path.removesuffix(".html") else re.sub(r"(/|\.html)$", "", path) or "index"


def _in_docs(address: str, pages: Collection[str]) -> str:
    """'understand/energy' for the file of a page of ours as GitHub shows it; '' for all else."""
    found = re.match(r"https://github\.com/[^/]+/[^/]+/(?:blob|edit|raw)/main/docs/(.+)\.md(?:#|$)", address)
    return found[1] if found and f"{found[1]}.md" in pages else ""


def uncited(docs: Path, catalog: Catalog) -> list[Problem]:
    """Works that no page and no record rests on."""
    used = {id for path in walk(docs) if path.suffix == ".md" for id in cited(page_text(path))}
    for entries in catalog.entries.values():
        used |= {id for entry in entries.values() for _, kind, id in references(entry.record) if kind == "source"}
    text = 'no page and no record cites it; cite it ({{ cite("%s") }}, or below sources:), or delete the file'
    return [Problem(catalog.path("source", id), 1, "", text % id) for id in catalog.works if id not in used]


def record_faults(text: str) -> list[str]:
    """What may not stand in the Markdown of a record."""
    if _DEEP.search(text):
        return ["nests lists or quotes too deep; flatten them"]
    if _crowded(text):
        return [f"has a paragraph with more than {_LINKS} signs '['; part it"]
    return faults(record_html(text), RECORD) if _MORE.search(text) else []


def _page(text: str, page: front_matter.Text, catalog: Catalog, macros: Macros) -> Iterator[tuple[int, str]]:
    for at, unseen in hidden(text):
        if (line := text.count("\n", 0, at) + 1) > page.before or text[at] != "\t":  # a tab in the front matter is told there
            yield line, unseen
    for number, row in enumerate(_ASIDE.sub(" ", without_code(page.body)).splitlines(), page.before + 1):
        if why := style.fault(row):
            yield number, why
        elif word := style.to_do(row):
            yield number, f"holds '{word}'; write it, or leave it out until it is known"
    if page.head.reviewed and page.head.reviewed > str(catalog.today + AHEAD):
        yield page.lines["reviewed"], f"reviewed: '{page.head.reviewed}' is in the future; write the day you read the page"
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
    if line := _crowded(page.body):
        yield line + page.before, f"begins a paragraph with more than {_LINKS} signs '['; part it"
        return
    wrong = _refused(fill(page.body, lambda call: EMPTY))
    for number, problem in [
        *unsourced(page.body, found),
        *contradicted(page.body, found, catalog),
        *bare(page.body, found),
        *misnamed(found, catalog),
        *wrong,
    ]:
        yield number + page.before, problem


@lru_cache(maxsize=PAGES)
def _refused(outline: str) -> tuple[tuple[int, str], ...]:
    """What may not stand in the body of a page, whatever its calls draw."""
    try:
        return tuple(located(outline, faults(page_html(outline))))
    except (RecursionError, ValueError):
        return ((1, "cannot be read as Markdown; is a list or a quote nested too deep?"),)


def _crowded(text: str) -> int:
    """The line of the first paragraph with too many brackets; 0 if there is none."""
    line = 1
    for part in re.split(r"(\n\s*\n)", text):
        if part.count("[") > _LINKS:
            return line
        line += part.count("\n")
    return 0

"""What an engine calls to make the site: the check, the files, the generated pages. Knows no engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from macros.answers.age import WORDS
from macros.answers.attributes import unfounded
from macros.answers.knowledge import Knowledge, known_from
from macros.facts import cache
from macros.facts.cache import kept
from macros.facts.catalog import Catalog, load
from macros.facts.documents import Document, dotted
from macros.facts.problems import DataError, Problem
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.kinds import BY_NAME, KINDS
from macros.pages import calls, front_matter
from macros.pages.checks import check_docs, check_records, uncited
from macros.pages.files import walk
from macros.pages.generated import PAGES, SHELLS, drawings
from macros.pages.held import Held, unmarked
from macros.pages.links import FOLDERS, links_from
from macros.pages.markup import CONFIG, clean
from macros.pages.navigation import CONFIG as NAVIGATION
from macros.pages.renderer import render
from macros.pages.sources import serving
from macros.pages.titles import page_text, titles
from macros.pages.writing import allowed
from macros.publish import addresses, policy, search
from macros.publish.clock import today
from macros.publish.glossary import tooltips
from macros.publish.policy import HEADERS, Place, seal
from macros.publish.scroll import scrollable
from macros.publish.shell import EDIT, NAME, blank
from macros.publish.spaces import close_up

MISSING = "there is no page '{}' with a title; write the path of one under docs/"
LABELS = ".github/labeler.yml"
held = Held()  # what the macros of this process drew


def knowledge(project: Path, address: str = "") -> Knowledge:
    """The catalog and what is derived from it; made anew only when the data or the head of a page changed.

    Raises DataError with everything wrong with data/. `address` is where the site stands that helps.
    """
    try:
        catalog = load(project, today=today(), kept=kept(project))
    except DataError as error:
        raise DataError(error.problems, address) from None
    return known_from(catalog, titles(project / "docs"), serving(project / "docs"))


def check(project: Path, docs: Path, address: str = "") -> Knowledge:
    """Everything wrong with data/ and docs/, at once, as DataError."""
    known = knowledge(project, address)
    judge(project, docs, known, address)
    return known


def judge(project: Path, docs: Path, known: Knowledge, address: str = "") -> None:
    """What the catalog alone cannot know to be wrong, at once, as DataError; asked anew only when something changed."""

    def found() -> Iterator[list[str]]:
        if wrong := problems(project, docs, known):
            raise DataError(wrong, address)
        yield from ()

    files = [(path.as_posix(), path.is_symlink(), cache.of_file(path)) for path in walk(docs)]
    settings = [cache.of_file(path) for path in (CONFIG, project / NAVIGATION, project / LABELS)]
    key = cache.digest(cache.code("*.py"), known.given, files, settings)
    list(cache.remembered(kept(project) / "sound-pages", key, found))


def problems(project: Path, docs: Path, known: Knowledge) -> list[Problem]:
    """What the catalog alone cannot know to be wrong: attributes, addresses, pages, the Markdown of records, what search names."""
    catalog = known.catalog
    found = []
    for kind, at, text in unfounded(catalog):
        path = catalog.path("dictionary", kind)
        found.append(Problem(path, Document(project / path, path).line(("attributes", at)), f"attributes[{at + 1}]", text))
    for path, place, page in search.missing(catalog, known.titles):
        found.append(Problem(path, Document(project / path, path).line(place), dotted(place), MISSING.format(page)))
    found += addresses.problems(project, docs, known)
    found += [*unhoused(project, docs, catalog), *unlabeled(project)]
    made = {path for path, _ in drawings(known, directories=True, repository="")}
    found += check_docs(docs, project, catalog, allowed(catalog), made)
    found += check_records(project, catalog)
    return found or uncited(docs, catalog)  # what is there for nothing is told once all else is right


def unhoused(project: Path, docs: Path, catalog: Catalog) -> Iterator[Problem]:
    """What the pages of a kind stand on and what is not there: its words, and the index page of its folder."""
    for kind, folder in FOLDERS.items():
        if not catalog.entries[kind]:
            continue
        if kind not in PAGES and kind not in catalog.all(Dictionary):
            words = "is not there; write the words of this kind, as data/attributes/framework.yml does"
            yield Problem(f"data/{BY_NAME['dictionary'].folder}/{kind}.yml", 1, "", words)
        if (project / NAVIGATION).is_file() and not (docs / folder / "index.md").is_file():
            shown = (docs / folder / "index.md").relative_to(project).as_posix()
            yield Problem(shown, 1, "", f"is not there; write it, with {{{{ {kind}_list() }}}} in it, and put it below 'nav:'")


def unlabeled(project: Path) -> Iterator[Problem]:
    """Kinds whose pull requests get no label of their own."""
    path = project / LABELS
    text = path.read_text("utf-8") if path.is_file() else ""
    for kind in KINDS:
        if text and f"data/{kind.folder}/**" not in text:
            words = f"has no label for a {kind.name}; copy the lines of another kind, with 'data/{kind.folder}/**'"
            yield Problem(LABELS, 1, "", words)


def files(*, offline: bool) -> Iterator[tuple[str, str]]:
    """(path, text) of what the engine shall write with its own: a shell for each folder, headers for a server."""
    for folder in SHELLS:
        yield f"{folder}/{NAME}.md", blank()
    if not offline:
        yield policy.PATH, HEADERS


_NEEDLESS = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "assets/stylesheets/palette.")


def needless(path: str, *, offline: bool) -> bool:
    """Whether no reader ever loads a file of the theme: its source maps, its search, in whose place is our own, its palettes, and
    in a copy on disk what search engines read."""
    return path.endswith(".map") or path.startswith(_NEEDLESS) or (offline and path == "sitemap.xml")


def shell_parents() -> Iterator[tuple[str, str]]:
    """(shell, the index page of its folder)."""
    for folder in SHELLS:
        yield f"{folder}/{NAME}.md", f"{folder}/index.md"


def around(known: Knowledge, docs: Path) -> str:
    """The digest of what stands round and in every page: the titles of all, our templates of the theme, the terms explained."""
    theme = docs / ".overrides"
    ours = [(path.relative_to(theme).as_posix(), cache.of_file(path)) for path in sorted(theme.rglob("*"))]
    return cache.digest(sorted(known.titles.items()), ours, tooltips(known.catalog).digest)


def source(path: Path) -> str:
    """A page of docs/ as the engine shall read it: our fields, and a body in which only macros make places."""
    page = front_matter.read(unmarked(page_text(path)))
    return page.source(page.head.title or path.stem)


def fill(known: Knowledge, body: str, macros: Mapping[str, Callable[..., str]], path: Path | None = None, place: str = "") -> str:
    """The body of a page with its calls made; what the check would not accept stays as it is written.

    `path` is where an earlier build may have kept it, `place` what the macros depend on besides the body and the data.
    """
    accepted = allowed(known.catalog)

    def make() -> Iterator[list[str]]:
        drawn: list[str] = []

        def put(call: calls.Call) -> str:
            if any(accepted.problems(call)):
                return call.written
            made = macros[call.name](*call.arguments, **dict(call.keywords))
            if isinstance(made, Markup):
                drawn.append(made)
            return held.hold(made) if isinstance(made, Markup) else made

        yield [calls.fill(body, put), *drawn]

    held.clear()  # what other pages drew has its place by now
    [[filled, *drawn]] = cache.remembered(path, cache.digest(known.digest, body, place), make)
    for html in drawn:
        held.hold(str(html, "utf-8"))
    return str(filled, "utf-8")


def finish(known: Knowledge, html: str, url: str, *, written: bool, directories: bool) -> tuple[str, set[str]]:
    """The HTML that Markdown gave → the page's own, and the ids of what macros put into it. `written`: by people, in docs/."""
    html, ids = held.release(scrollable(clean(html) if written else html))
    return tooltips(known.catalog)(html, links_from(url, directories=directories), own=url), ids


def notice(problem: str) -> str:
    """What a server shows above the last good page while there is no newer one."""
    return render("problem.html", text=problem)


def complete(html: str, place: Place) -> str:
    """A page as the theme wrote it → the page as it is published."""
    return seal(close_up(html), place)


__all__ = ["EDIT", "WORDS", "DataError"]  # what the hooks use of other modules

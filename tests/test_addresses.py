"""One address, one page: whoever comes second is told, with both files, and the build writes nothing there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.pages.generated import redirects
from macros.publish.addresses import Addresses, Unclaimed, problems
from tests.conftest import PROJECT, SOUND, loaded

MAKER = "name: Bad\nroles: [platform]\n" + SOUND[SOUND.index("sources:") :]
LICENSE = "name: Bad License\n" + (PROJECT / "tests/data/data/licenses/free-1.0.yml").read_text("utf-8").partition("1.0\n")[
    2
].replace("Free License, version 1.0", "Bad License")


def second(where: str, what: str, address: str, first: str) -> str:
    """The message for who comes second."""
    return f"{where}: {what} would stand at {address}, where {first} stands; choose another name"


# file → its text, and what the check says: all of it
CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "a model in place of the catalog": (
        {"data/models/example/index.yml": SOUND},
        [second("data/models/example/index.yml:1", "its page", "models/index.html", "docs/models/index.md")],
    ),
    "a license in place of a page": (
        {"data/licenses/compare.yml": LICENSE},
        [second("data/licenses/compare.yml:1", "its page", "licenses/compare/index.html", "docs/licenses/compare.md")],
    ),
    "a license in place of a folder of pages": (
        {"data/licenses/questions.yml": LICENSE, "docs/licenses/questions/index.md": "# Questions\n"},
        [second("data/licenses/questions.yml:1", "its page", "licenses/questions/index.html", "docs/licenses/questions/index.md")],
    ),
    "a maker in place of the list": (
        {"data/makers/index.yml": MAKER},
        [second("data/makers/index.yml:1", "its page", "makers/index.html", "docs/makers/index.md")],
    ),
    "former ids in place of pages": (
        {"data/licenses/bad.yml": LICENSE.replace("steward:", "aliases: [bad-old, index,\n  compare]\nsteward:")},
        [second("data/licenses/bad.yml:2: aliases[2]", "its redirect", "licenses/index.html", "docs/licenses/index.md"),
         second("data/licenses/bad.yml:3: aliases[3]", "its redirect", "licenses/compare/index.html", "docs/licenses/compare.md")],
    ),
    "a former id that is another's": (
        {"data/models/example/bad.yml": SOUND.replace("maker:", "aliases: [alpha]\nmaker:")},
        [second("data/models/example/bad.yml:2: aliases[1]", "its redirect", "models/alpha/index.html",
                "data/models/example/alpha.yml")],
    ),
    "a former id that is its own": (
        {"data/models/example/bad.yml": SOUND.replace("maker:", "aliases: [bad]\nmaker:")},
        [second("data/models/example/bad.yml:2: aliases[1]", "its redirect", "models/bad/index.html",
                "data/models/example/bad.yml")],
    ),
    "a model in place of the shell": (
        {"data/models/example/atlas-shell.yml": SOUND},
        [second("data/models/example/atlas-shell.yml:1", "its page", "models/atlas-shell/index.html", "macros/publish/shell.py")],
    ),
    "a model whose folder is a page": (
        {"data/models/example/index.html.yml": SOUND},
        [second("data/models/example/index.html.yml:1", "its page", "models/index.html/index.html", "docs/models/index.md")],
    ),
    "a page in place of a record": (
        {"docs/models/beta.md": "# Beta\n"},
        [second("data/models/example/beta.yml:1", "its page", "models/beta/index.html", "docs/models/beta.md")],
    ),
    "two pages that are one file where capitals do not count": (
        {"docs/models/Index.md": "# Again\n"},
        [second("docs/models/index.md:1", "its page", "models/index.html", "docs/models/Index.md")],
    ),
    "two first pages of a folder": (
        {"docs/models/README.md": "# Again\n"},
        [second("docs/models/index.md:1", "its page", "models/index.html", "docs/models/README.md")],
    ),
    "a file in place of the API": (
        {"docs/api/v1/models.json": "{}"},
        [second("data/models:1", "its file", "api/v1/models.json", "docs/api/v1/models.json")],
    ),
    "a file in place of a folder": (
        {"docs/api": "x"},
        [second("data/vocabulary:1", "its file", "api/v1/vocabularies.json", "docs/api")],
    ),
    "a page in place of the page for what is missing": (
        {"docs/404.md": "# Nothing\n"},
        [second("docs/404.md:1", "its page", "404.html", "the theme")],
    ),
    "a page in place of the list of addresses": (
        {"docs/sitemap.xml": "x"},
        [second("docs/sitemap.xml:1", "its file", "sitemap.xml", "the theme")],
    ),
    "a page no Windows can check out": (
        {"docs/aux.md": "# Aux\n"},
        ["docs/aux.md:1: 'aux' is the name of a device on Windows, where no file can have it; add a word"],
    ),
    "a page with a space in its name": (
        {"docs/my page.md": "# Mine\n"},
        ["docs/my page.md:1: 'my page' holds ' '; use letters without accents, digits, dots, hyphens and underscores"],
    ),
}  # fmt: skip


@pytest.fixture
def pages(copy_tiny: Callable[[], Path]) -> Path:
    """The tiny project with some pages in docs/."""
    project = copy_tiny()
    for page in ("index", "models/index", "makers/index", "licenses/index", "licenses/compare"):
        write(project / f"docs/{page}.md", f"# {page}\n")
    return project


@pytest.mark.parametrize("name", CASES)
def test_who_comes_second_is_told_with_both_files(name: str, pages: Path) -> None:
    files, expected = CASES[name]
    for path, text in files.items():
        write(pages / path, text)
    catalog = Knowledge(loaded(pages))
    found = [str(problem) for problem in sorted(problems(pages, pages / "docs", catalog))]
    if name == "a file in place of a folder":  # every file of the API says so
        found = [message for message in found if "data/vocabulary" in message]
    assert found == expected


def test_every_claim_of_the_project_is_the_only_one(pages: Path, project: Path, knowledge: Knowledge) -> None:
    assert problems(pages, pages / "docs", Knowledge(loaded(pages))) == []
    assert problems(project, project / "docs", knowledge) == []


@pytest.mark.parametrize("directories", [True, False])
def test_the_build_writes_only_where_one_claim_stands(directories: bool, pages: Path) -> None:
    write(pages / "data/models/example/index.yml", SOUND)
    addresses = Addresses(Knowledge(loaded(pages)), pages / "docs", directories=directories)
    url = "models/alpha/" if directories else "models/alpha.html"
    assert addresses.file(url) == ("models/alpha/index.html" if directories else url)
    assert addresses.file("api/v1/models.json") == "api/v1/models.json"
    with pytest.raises(Unclaimed, match=r"docs/models/index\.md and data/models/example/index\.yml"):
        addresses.file("models/" if directories else "models/index.html")
    with pytest.raises(Unclaimed, match="nobody claims models/nothing"):
        addresses.file("models/nothing/")
    with pytest.raises(Unclaimed, match="nobody claims Models/Alpha"):
        addresses.file("Models/Alpha/" if directories else "Models/Alpha.html")


def test_the_build_writes_nothing_below_a_file(pages: Path) -> None:
    write(pages / "docs/models/alpha", "x")
    addresses = Addresses(Knowledge(loaded(pages)), pages / "docs", directories=True)
    for url in ("models/alpha/", "models/alpha"):
        with pytest.raises(Unclaimed, match="is claimed by"):
            addresses.file(url)
    assert addresses.file("models/beta/")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_a_former_id_leads_to_the_page_of_its_record(tiny: Catalog) -> None:
    assert {moved.path: moved.target for moved in redirects(tiny)}["families/first.md"] == "families/alpha.md"

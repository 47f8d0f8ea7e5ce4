"""What people get wrong, and the one answer each mistake gets: the right file and line, what is wrong, what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.facts.problems import DataError, Problem, did_you_mean
from macros.pages.checks import check_docs, check_records, uncited
from macros.pages.writing import allowed
from tests.conftest import PROJECT, loaded
from tests.lent import Lent

FILES = {
    "alpha": "data/models/example/alpha.yml",
    "alpha-chat": "data/models/other-lab/alpha-chat.yml",
    "claim": "data/claims/small-models-suffice.yml",
    "license": "data/licenses/limited-1.0.yml",
    "free": "data/licenses/free-1.0.yml",
    "maker": "data/makers/example.yml",
    "benchmark": "data/benchmarks/quiz.yml",
    "faq": "data/faq/what-is-a-model.yml",
    "term": "data/terms/weights.yml",
    "event": "data/events/2024-03-05-alpha.yml",
    "work": "data/sources/study-2024.yml",
    "dataset": "data/datasets/pile.yml",
    "host": "data/hosts/example-lab.yml",
    "scores": "data/scores/quiz-2026.yml",
    "prices": "data/fetched/prices.yml",
    "figure": "data/figures/enough.yml",
    "page": "docs/page.md",
    "nav": "mkdocs.yml",
}
PAGES = {
    "docs/page.md": "---\ntitle: Page\n---\n# Page\n\n## Part\n\nA line.\n",
    "docs/other.md": "---\ntitle: Other\n---\n# Other\n\n## Part\n\nA line.\n",
    "mkdocs.yml": "nav:\n  - Page: page.md\n  - Other: other.md\nsite_url: !ENV [SITE_URL, 'https://atlas.example.org/']\n",
}
TABLE: list[dict[str, Any]] = [
    {**row, "group": group}
    for group, rows in yaml.safe_load((PROJECT / "tests" / "mistakes.yml").read_text("utf-8")).items()
    for row in rows
]


def checked(project: Path) -> list[Problem]:
    """What the check says about the project."""
    try:
        catalog = loaded(project)
    except DataError as error:
        return error.problems
    return sorted([*check_docs(project / "docs", project, catalog, allowed(catalog)), *check_records(project, catalog)])


@pytest.fixture(scope="module")
def lent(copy_tiny: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory) -> Lent:
    """The tiny project with two pages and a navigation."""
    return Lent(with_pages(copy_tiny(), tmp_path_factory.mktemp("pages")))


@pytest.fixture
def project(lent: Lent) -> Path:
    return lent()


def with_pages(tiny: Path, folder: Path) -> Path:
    """A copy in `folder`, with pages."""
    made = Path(shutil.copytree(tiny, folder / "project"))
    for place, text in PAGES.items():
        (made / place).parent.mkdir(exist_ok=True)
        (made / place).write_text(text, "utf-8")
    (made / "docs" / "shot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return made


def test_the_project_is_sound_before_anybody_errs(project: Path) -> None:
    assert checked(project) == []


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['group']}: {row['what']}")
def test_a_mistake_gets_one_answer_at_its_line(row: dict[str, Any], project: Path) -> None:
    if "rename" in row:
        old, new = row["rename"]
        (project / old).rename(project / new)
        place, line = new, 1
    elif "whole" in row:
        place, line = row["file"], int(row.get("line", 1))
        (project / place).parent.mkdir(parents=True, exist_ok=True)
        (project / place).write_text(row["whole"], "utf-8")
    else:
        place = FILES[row["file"]]
        text = (project / place).read_text("utf-8")
        assert row["take"] in text
        text = text.replace(row["take"], row["put"], 1)
        (project / place).write_text(text, "utf-8")
        line = _line(text, row)
    found = checked(project)
    assert [str(problem).partition(": ")[2] for problem in found] == [row["says"]]
    where = "docs/page.md" if row["what"] == "a page outside the navigation" else place
    assert (found[0].path, found[0].line) == (where, line)


def _line(text: str, row: dict[str, Any]) -> int:
    """The line a reader would point at."""
    put = row["put"].strip().splitlines()
    return int(row.get("line") or (text.count("\n", 0, text.index(put[0])) + 1 if put else 1))


def test_a_wrong_day_is_told_once_and_not_of_those_made_from_the_model(project: Path) -> None:
    """alpha-chat was made from alpha, and would be older than it."""
    made = project / FILES["alpha-chat"]
    made.write_text(made.read_text("utf-8").replace("released: 2024-04-01", "released: 2024-03-10"), "utf-8")
    record = project / FILES["alpha"]
    text = record.read_text("utf-8").replace("Model card of Alpha:", "Model card of Alpha, released 2024-03-05:")
    record.write_text(text, "utf-8")
    assert checked(project) == []
    record.write_text(text.replace("released: 2024-03-05", "released: 2024-06-01"), "utf-8")
    found = checked(project)
    assert [(problem.path, problem.field) for problem in found] == [(FILES["alpha"], "released")]


def test_a_number_that_two_pages_type_from_one_source_belongs_into_a_figure(project: Path) -> None:
    """The words of others, the size of a model, a year and a number of another source may stand on both."""
    page, other = project / "docs/page.md", project / "docs/other.md"
    same = 'In 2024 they said “12 million”; 7 billion parameters did it.{{ cite("study-2024") }}\n\n{{ references() }}\n'
    for path in (page, other):
        path.write_text(path.read_text("utf-8") + "\n" + same, "utf-8")
    assert checked(project) == []
    page.write_text(page.read_text("utf-8").replace("In 2024", "Of $1,250 in 2024"), "utf-8")
    assert checked(project) == []
    other.write_text(other.read_text("utf-8").replace("In 2024", "Under $1,250"), "utf-8")
    cure = 'write it once, in data/figures/, and {{ number("its-id") }} on both'
    assert checked(project) == [
        Problem("docs/other.md", 10, "", f"'$1,250' of 'study-2024' is typed in docs/page.md:10 too; {cure}"),
        Problem("docs/page.md", 10, "", f"'$1,250' of 'study-2024' is typed in docs/other.md:10 too; {cure}"),
    ]


def test_a_work_that_nothing_rests_on_is_told_last(project: Path) -> None:
    """A page that cites it is enough."""
    (project / "data/sources/new.yml").write_text(
        "title: New\nurl: https://example.org/new\ntype: paper\nlevel: A\nread: 2024-06-01\n", "utf-8"
    )
    catalog = loaded(project)
    said = 'no page and no record cites it; cite it ({{ cite("new") }}, or below sources:), or delete the file'
    assert uncited(project / "docs", catalog) == [Problem("data/sources/new.yml", 1, "", said)]
    page = project / "docs/page.md"
    page.write_text(page.read_text("utf-8") + '\nMore.{{ cite("new") }}\n\n{{ references() }}\n', "utf-8")
    assert uncited(project / "docs", catalog) == []


@pytest.mark.parametrize(
    ("word", "words", "near"),
    [
        ("cc-by-nc-sa-4.0", ["cc-by-sa-4.0", "cc-by-nc-4.0"], None),
        ("cc-by-nc-sa", ["cc-by-nc-sa-4.0"], "cc-by-nc-sa-4.0"),
        ("hermes-4-14b", ["hermes-4-70b"], None),
        ("hermes-4-70", ["hermes-4-70b"], "hermes-4-70b"),
        ("Llama-3.1-70B", ["llama-3.1-70b", "llama-3.1-8b"], "llama-3.1-70b"),
        ("lang", ["language", "vision"], "language"),  # the only one that begins so
        ("lang", ["language-model", "language-test"], None),
        ("zebra", ["deberta", "llama"], None),
        ("alfa", ["alpha"], "alpha"),
        ("bta", ["beta"], "beta"),
        ("xanguage", ["language"], "language"),
        ("norway", ["Norway"], "Norway"),
    ],
)
def test_nothing_is_proposed_across_a_limit_of_use_or_a_size(word: str, words: list[str], near: str | None) -> None:
    assert did_you_mean(word, words) == (f"; did you mean '{near}'?" if near else "")

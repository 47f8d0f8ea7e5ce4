"""What tests share: the project, its catalog, and a tiny project that tests may break."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from macros.answers.knowledge import Knowledge
from macros.facts.cache import kept
from macros.facts.catalog import Catalog, load
from macros.facts.problems import DataError
from tests.lent import Lent

pytest_plugins = ["tests.builds"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="accept what the views print now as tests/golden/")


def pytest_collection_finish() -> None:
    """What thousands of tests are made of stays to the end: nobody need look again and again whether it is still needed."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


PROJECT = Path(__file__).parent.parent
TODAY = date(2026, 11, 21)  # of the tiny project, whose results shall not depend on the day of the test
# a record in which a test breaks one thing
SOUND = """\
name: Bad
maker: example
family: alpha
type: language
released: 2024-03-05
availability: {weights: open}
base_models: scratch
sources:
  card: {url: https://example.org/bad, kind: maker, read: 2024-06-01, shows: What the card of Bad says}
"""


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the real project."""
    return PROJECT


@pytest.fixture(scope="session")
def catalog(project: Path) -> Catalog:
    """The real data, as a build of today sees it."""
    try:
        return load(project, today=date.today(), kept=kept(project))
    except DataError as error:
        if "PYTEST_XDIST_WORKER" in os.environ:  # a worker that leaves early is taken for a crash
            pytest.fail("The data has problems: run make check", pytrace=False)
        pytest.exit(f"The data has problems; mend them before you run tests:\n{error}", returncode=1)


@pytest.fixture(scope="session")
def knowledge(catalog: Catalog) -> Knowledge:
    """What is derived from the real data."""
    return Knowledge(catalog)


@pytest.fixture(scope="session")
def tiny_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """tests/data with the real words. Read only: a test that writes makes its own with `copy_tiny`."""
    return tiny_copy(tmp_path_factory.mktemp("tiny") / "project")


@pytest.fixture(scope="session")
def tiny(tiny_project: Path) -> Catalog:
    """The catalog of the tiny project: three models, two licenses, one of most other kinds."""
    return loaded(tiny_project)


@pytest.fixture(scope="session")
def copy_tiny(tiny_project: Path, tiny: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Gives a tiny project a test may write into; what of it has been read before need not be read again."""
    return Lent(shutil.copytree(tiny_project, tmp_path_factory.mktemp("lent") / "project"))


def problems(project: Path) -> list[str]:
    """What the check says about a tiny project, without the closing line."""
    try:
        loaded(project)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return []


def loaded(project: Path) -> Catalog:
    """The catalog of a tiny project, as a command on it sees it."""
    return load(project, today=TODAY, kept=kept(project))


def tiny_copy(target: Path) -> Path:
    """tests/data with the real words, in a folder that is not there yet."""
    shutil.copytree(PROJECT / "tests" / "data", target)
    for words in ("vocabulary", "attributes"):
        shutil.copytree(PROJECT / "data" / words, target / "data" / words)
    return target

"""The same sources give the same bytes: wherever, whenever and however often they are built, with and without any memory."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kills import copied, tree

pytestmark = pytest.mark.slow
RECORD, PAGE = "data/models/deepseek/deepseek-v3.yml", "docs/understand/licensing.md"
EPOCH = "1900000000"  # a day after every date in the data


def built(project: Path, **environment: str) -> str:
    """The digest of the site that a build of `project` makes."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ", "SOURCE_DATE"))}
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(project)}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env=clean | quiet | {"SOURCE_DATE_EPOCH": EPOCH} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return tree(project / "site")


def without_memory(project: Path, **environment: str) -> str:
    shutil.rmtree(project / ".cache", ignore_errors=True)
    return built(project, **environment)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("here") / "project")


@pytest.fixture(scope="module")
def expected(project: Path) -> str:
    return without_memory(project)


def test_another_place_time_zone_locale_and_hash_seed(expected, tmp_path):
    elsewhere = copied(tmp_path / "an other # place, ü" / "project")
    files = sorted(path for path in elsewhere.rglob("*") if path.is_file())
    random.Random(1).shuffle(files)
    for path in files:  # a new order in every folder, and other times
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    assert built(elsewhere, TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C", PYTHONHASHSEED="7") == expected


def test_a_build_that_remembers_everything(project, expected):
    assert built(project) == expected


def test_caches_with_a_flipped_bit(project, expected):
    chance = random.Random(2)
    paths = [path for path in sorted((project / ".cache").rglob("*")) if path.is_file()]
    assert len(paths) > 50
    for path in paths:
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
    assert built(project) == expected
    assert built(project) == expected


EDITS = {
    RECORD: ("name: DeepSeek-V3\n", "name: DeepSeek-V3 changed\n"),
    PAGE: ("# ", "A new first line.\n\n# "),
    "docs/understand/index.md": ("title: ", "title: New "),
    "data/terms/open-weights.yml": ("definition: ", "definition: Changed. "),
    "macros/pages/templates/notes.html": ("<", "<!-- changed --><"),
    "docs/assets/atlas.css": ("", "/* changed */"),
}


def test_every_kind_of_edit_shows_as_if_nothing_were_remembered(project, expected, tmp_path):
    """One after the other, on what the builds before left; then everything back, which must be the first site again."""
    before = {path: (project / path).read_bytes() for path in EDITS}
    built(project)
    for path, (old, new) in EDITS.items():
        text = (project / path).read_text("utf-8")
        assert old in text
        (project / path).write_text(text.replace(old, new, 1), "utf-8")
        warm = built(project)
        cold = shutil.copytree(project, tmp_path / path.replace("/", "-"), ignore=shutil.ignore_patterns(".cache", "site"))
        assert warm == built(cold), path
        shutil.rmtree(cold)
    for path, content in before.items():
        (project / path).write_bytes(content)
    assert built(project) == expected


def test_another_day_with_the_same_epoch_is_the_same_day(monkeypatch):
    from macros.publish.clock import today

    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert today().isoformat() == "2030-03-17"

"""The same sources give the same bytes: wherever, whenever and however often they are built, with and without any memory."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

from tests.install import find
from tests.kills import copied, tree

pytestmark = pytest.mark.slow
RECORD, PAGE = "data/models/deepseek/deepseek-v3.yml", "docs/understand/licensing.md"
EPOCH = "1900000000"  # a day after every date in the data


def built(project: Path, *before: str, user: int | None = None, **environment: str) -> str:
    """The digest of the site that a build of `project` makes; `before` stands before the command."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ", "SOURCE_DATE"))}
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(project)}
    python, packages = (sys.executable, "") if user is None else for_others()
    quiet["PYTHONPATH"] += packages and os.pathsep + packages
    done = subprocess.run(
        [*before, python, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env=clean | quiet | {"SOURCE_DATE_EPOCH": EPOCH} | environment,
        capture_output=True,
        text=True,
        check=False,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return tree(project / "site")


def for_others() -> tuple[str, str]:
    """A Python that every user of the machine may run, with its packages: ours, or the system's where ours is root's alone."""
    real = Path(sys.executable).resolve()
    if all(folder.stat().st_mode & 0o005 == 0o005 for folder in real.parents):
        return sys.executable, ""
    return "/usr/bin/python3", sysconfig.get_path("purelib")


def without_memory(project: Path, **environment: str) -> str:
    shutil.rmtree(project / ".cache", ignore_errors=True)
    return built(project, **environment)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("here") / "project")


@pytest.fixture(scope="module")
def expected(project: Path) -> str:
    return without_memory(project)


@pytest.mark.parametrize("offline", ["false", "true"])
def test_another_place_time_zone_locale_and_hash_seed(project, expected, tmp_path, offline):
    elsewhere = copied(tmp_path / "an other # place, ü" / "project")
    files = sorted(path for path in elsewhere.rglob("*") if path.is_file())
    random.Random(1).shuffle(files)
    for path in files:  # a new order in every folder, and other times
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    here = built(project, OFFLINE="true") if offline == "true" else expected
    assert built(elsewhere, TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C", PYTHONHASHSEED="7", OFFLINE=offline) == here


def test_another_day_in_a_working_copy_of_git(expected, tmp_path):
    """The clock of the machine a month on, and a history around the files: the epoch alone says what day it is."""
    faketime = find("faketime")
    assert faketime, "there is no faketime: run make test-all"
    elsewhere = copied(tmp_path / "project")
    for command in ("init -q", "add -A", "-c user.name=x -c user.email=x@example.org commit -qm x"):
        subprocess.run(["git", *command.split()], cwd=elsewhere, check=True)
    assert built(elsewhere, faketime, "-f", "+33d") == expected


def test_an_ordinary_user(expected):
    """In a folder of their own, without a home to write into."""
    ordinary = 65534 if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="atlas of nobody ") as folder:  # the folders of pytest are closed to others
        elsewhere = copied(Path(folder) / "project")
        Path(folder).chmod(0o755)
        for path in (elsewhere, *elsewhere.rglob("*")):
            if ordinary:
                os.chown(path, ordinary, ordinary)
        assert built(elsewhere, user=ordinary, HOME="/nonexistent") == expected


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
    "data/terms/open-weights.yml": ("definition: ", "definition: Changed "),
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

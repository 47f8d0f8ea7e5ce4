"""The site built once for all tests: published and offline, from the files as they are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def build(
    project: Path, target: Path, *, offline: bool = False, engine: str = "mkdocs", extra: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Build `project` into `target`, strictly; the finished process."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "OFFLINE": "true" if offline else "false",
    }
    command = [sys.executable, "-m", engine, "build", "--strict", "--site-dir", str(target), *extra]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site."""
    target = tmp_path_factory.mktemp("published") / "site"
    done = build(project, target)
    assert done.returncode == 0, done.stderr[-4000:]
    return target


@pytest.fixture(scope="session")
def offline_site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline copy, in a folder with spaces in its name."""
    target = tmp_path_factory.mktemp("a copy on disk") / "open model atlas"
    done = build(project, target, offline=True)
    assert done.returncode == 0, done.stderr[-4000:]
    return target

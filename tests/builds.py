"""The site built once for all tests, however many workers run them: published and offline, from the files as they are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock


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
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its workers see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def site(project: Path, shared: Path) -> Path:
    """The published site."""
    return _once(project, shared / "published" / "site", offline=False)


@pytest.fixture(scope="session")
def offline_site(project: Path, shared: Path) -> Path:
    """The offline copy, in a folder with spaces in its name."""
    return _once(project, shared / "a copy on disk" / "open model atlas", offline=True)


def _once(project: Path, target: Path, *, offline: bool) -> Path:
    """Build into `target` unless another worker has; whoever comes second waits, and a failed build fails for all."""
    target.parent.mkdir(exist_ok=True)
    log = target.parent / "log"
    with FileLock(target.parent / "lock"):
        if not log.exists():
            done = build(project, target, offline=offline)
            log.write_text(done.stderr if done.returncode else "", "utf-8")
    wrong = log.read_text("utf-8")
    if wrong:
        pytest.fail(wrong[-4000:], pytrace=False)
    return target

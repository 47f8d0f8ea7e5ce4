"""A person edits the project while it is served: the page follows by itself, under the policy of the published site."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Copy, in_chromium
from tests.browser.pages import EVERY_KIND
from tests.browser.waiting import PATIENCE
from tests.kills import copied

RECORD, PAGE = "data/models/deepseek/deepseek-v3.yml", "docs/do/first-model.md"
DRAWING = (  # a template, and a module behind it
    ("templates/model/facts.html", "{{ facts(groups) }}", "<p>drawn otherwise</p>{{ facts(groups) }}"),
    ("cells.py", 'Cell("date", value, ', 'Cell("date", "drawn otherwise", '),
)


@contextmanager
def serving(project: Path, said: Path, *options: str) -> Iterator[str]:
    """The address of a project that is served; what the terminal says goes into the file `said`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project), "SITE_URL": f"http://{address}/"}
    with said.open("wb") as terminal:
        command = [sys.executable, "-m", "mkdocs", "serve", *options, "--dev-addr", address]
        server = subprocess.Popen(command, cwd=project, env=environment, stdout=terminal, stderr=terminal)
    try:
        for _ in range(600):
            with socket.socket() as client:
                if server.poll() is not None or client.connect_ex((address.partition(":")[0], int(address.partition(":")[2]))) == 0:
                    break
            time.sleep(0.2)
        assert server.poll() is None, said.read_text("utf-8", errors="replace")[-2000:]
        yield f"http://{address}/"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def served_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Copy, Path]]:
    """The project that is served, where, and what the terminal says."""
    project = copied(tmp_path_factory.mktemp("served") / "project")
    terminal = project.parent / "terminal"
    with serving(project, terminal, "--livereload") as top:
        yield project, Copy("served", project / "site", top, True), terminal


@pytest.mark.slow
@pytest.mark.parametrize("options", [["--no-livereload"], ["--livereload", "--clean"]], ids=" ".join)
def test_a_server_that_never_asks_for_a_page_has_them_all(project: Path, tmp_path: Path, options: list[str]) -> None:
    with serving(project, tmp_path / "terminal", *options) as top:
        for path in EVERY_KIND:
            with urlopen(Copy("served", project, top, True).address(path)) as answer:
                assert b"<h1" in answer.read(), path


@in_chromium
@pytest.mark.slow
def test_an_edit_shows_by_itself_and_a_mistake_keeps_the_last_good_page(
    watch: Callable[..., Page], served_project: tuple[Path, Copy, Path]
) -> None:
    project, copy, terminal = served_project
    record, text = project / RECORD, (project / RECORD).read_text("utf-8")
    page = watch(copy)
    page.goto(copy.address("models/deepseek-v3.md"))
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy is not None and "unsafe" not in policy

    record.write_text(text.replace("name: DeepSeek-V3\n", "name: DeepSeek-V3 edited\n"), "utf-8")
    edited = page.locator("h1", has_text="DeepSeek-V3 edited")
    edited.wait_for(timeout=2 * PATIENCE)

    record.write_text(text + "nonsense: <b>x</b>\n", "utf-8")
    problem = page.locator("body", has_text=f"{RECORD}:{text.count(chr(10)) + 1}: nonsense")
    problem.wait_for(timeout=2 * PATIENCE)
    assert edited.count() == 1
    assert page.locator("body b", has_text="x").count() == 0
    assert f"{RECORD}:{text.count(chr(10)) + 1}: nonsense" in terminal.read_text("utf-8", errors="replace")

    record.write_text(text, "utf-8")
    problem.wait_for(state="detached", timeout=2 * PATIENCE)
    page.locator("h1", has_text="DeepSeek-V3").wait_for(timeout=2 * PATIENCE)
    assert edited.count() == 0

    page.goto(copy.address("do/first-model.md"))
    written = (project / PAGE).read_text("utf-8")
    (project / PAGE).write_text(written.replace("\n## What you need\n", "\n## What an editor needs\n", 1), "utf-8")
    page.locator("h2", has_text="What an editor needs").wait_for(timeout=2 * PATIENCE)

    page.goto(copy.address("models/deepseek-v3.md"))
    compiled = written_by_python(project)
    for path, old, new in DRAWING:
        place = project / "macros" / "pages" / path
        drawn = place.read_text("utf-8")
        assert old in drawn
        place.write_text(drawn.replace(old, new, 1), "utf-8")
        page.locator("article", has_text="drawn otherwise").wait_for(timeout=2 * PATIENCE)
        place.write_text(drawn, "utf-8")
        page.locator("article", has_not_text="drawn otherwise").wait_for(timeout=2 * PATIENCE)
    assert written_by_python(project) == compiled  # in a folder that is watched: each would start one more build


def written_by_python(project: Path) -> dict[str, int]:
    """What it compiled beside our modules, and when."""
    return {path.as_posix(): path.stat().st_mtime_ns for path in (project / "macros").rglob("__pycache__/*")}

"""What a copy of a process does is there when somebody has waited, and what it cannot do harms nobody."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest


def run(program: str, folder: Path) -> tuple[str, list[str]]:
    """What a process of one thread prints that has `beside`, and the files it leaves."""
    program = f"from macros.publish.beside import beside\n{textwrap.dedent(program)}"
    root = Path(__file__).parent.parent
    command = [sys.executable, "-c", f"import os, sys; sys.path.insert(0, {str(root)!r})\n{program}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr, sorted(path.name for path in folder.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be copied there: the first one does all")
def test_whoever_waits_finds_what_was_made(tmp_path: Path) -> None:
    program = """
        os.cpu_count = lambda: 2
        first = os.getpid()
        wait = beside(lambda: open(f"first {os.getpid() == first}", "w"))
        wait()
        wait()
        print("once", flush=True)
    """
    assert run(program, tmp_path) == ("once\n", ["first False"])


def test_a_mistake_there_is_none_here(tmp_path: Path) -> None:
    assert run("beside(lambda: 1 / 0)()\nbeside(lambda: sys.exit(3))()\nprint('once', flush=True)", tmp_path) == ("once\n", [])


def test_nothing_is_started_where_a_thread_runs(tmp_path: Path) -> None:
    program = """
        import threading
        over = threading.Event()
        threading.Thread(target=over.wait).start()
        beside(lambda: open("made", "w"))()
        over.set()
    """
    assert run(program, tmp_path) == ("", [])

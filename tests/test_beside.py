"""What copies of a process do is there when somebody has waited, and what they cannot do harms nobody."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.answers.knowledge import Knowledge
from macros.publish import generated
from tests.conftest import loaded

copied = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be copied there: the first one does all")


def run(program: str, folder: Path) -> tuple[str, list[str]]:
    """What a process of one thread on three cores prints, and the files it leaves."""
    head = """
        import os, sys, time
        sys.path.insert(0, {root!r})
        from macros.facts.beside import Beside
        os.cpu_count = lambda: 3
        first = os.getpid()
        def made(name):
            return lambda: open(f"{{name}} {{'first' if os.getpid() == first else 'copy'}}", "x")
    """
    program = textwrap.dedent(head).format(root=str(Path(__file__).parent.parent)) + textwrap.dedent(program)
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr, sorted(path.name for path in folder.iterdir())


@copied
def test_each_part_is_done_once_and_is_there_when_somebody_has_waited(tmp_path: Path) -> None:
    program = """
        work = Beside([made(n) for n in range(200)])
        work.finish()
        work.finish()
        print("once", flush=True)
    """
    printed, files = run(program, tmp_path)
    assert printed == "once\n"
    assert sorted(int(name.split()[0]) for name in files) == list(range(200))


@copied
def test_copies_work_while_the_first_does_something_else(tmp_path: Path) -> None:
    program = """
        work = Beside([made(1), made(2)])
        while len(os.listdir()) < 2:
            time.sleep(0.01)
        work.finish()
    """
    assert run(program, tmp_path) == ("", ["1 copy", "2 copy"])


@copied
def test_the_first_does_what_no_copy_has_begun(tmp_path: Path) -> None:
    program = """
        def slow():
            open(f"begun by {os.getpid()}", "x")
            while "2 first" not in os.listdir():
                time.sleep(0.01)
            os.remove(f"begun by {os.getpid()}")
        work = Beside([slow, slow, made(2)])
        while len(os.listdir()) < 2:
            time.sleep(0.01)
        work.finish()
    """
    assert run(program, tmp_path) == ("", ["2 first"])


@copied
def test_a_mistake_in_a_copy_is_none_here(tmp_path: Path) -> None:
    program = """
        def wrong():
            if os.getpid() != first:
                open("tried", "w")
                1 / 0
        work = Beside([wrong])
        while not os.listdir():
            time.sleep(0.01)
        work.finish()
        print("once", flush=True)
    """
    assert run(program, tmp_path) == ("once\n", ["tried"])


@copied
def test_what_is_stopped_ends_and_takes_its_half_written_file_along(tmp_path: Path) -> None:
    program = """
        from pathlib import Path
        from macros.facts.cache import keep
        def rows():
            yield ["a row"]
            open("begun", "w")
            time.sleep(600)
        work = Beside([lambda: keep(Path("kept"), "key", rows())])
        while "begun" not in os.listdir():
            time.sleep(0.01)
        work.stop()
        work.stop()
    """
    assert run(program, tmp_path) == ("", ["begun"])


def test_nothing_is_started_where_a_thread_runs(tmp_path: Path) -> None:
    program = """
        import threading
        over = threading.Event()
        threading.Thread(target=over.wait).start()
        Beside([made(1)]).finish()
        over.set()
    """
    assert run(program, tmp_path) == ("", [])


def test_a_build_makes_beside_itself_what_no_earlier_one_keeps_and_no_more(
    copy_tiny: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, given = copy_tiny(), []
    known = Knowledge(loaded(project))
    monkeypatch.setattr(generated, "Beside", given.append)
    for _ in range(2):
        generated.Generated(project, known, "https://atlas.example.org/", "", offline=False).begin()
        for make in given[-1]:
            make()
    assert len(given[0]) >= 3 and given[1] == []

"""Kills builds at random moments and looks whether the last good site stays whole: `python -m tests.kills [TIMES] [SEED]`.

Two states of the project take turns, so that every build has something to change. After each kill the site must be, to the
byte, that of one state or of the other; after the last one a build must succeed and leave nothing beside the site.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).parent.parent
LEFT_OUT = (".git", ".venv", "site", "dist", ".cache", "__pycache__", "tests")
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--strict", "--clean")
ZIP = "dist/atlas.zip"


def copied(folder: Path) -> Path:
    """A copy of the project, without what git and earlier builds made."""
    return Path(shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT)))


def start(project: Path, way: str) -> subprocess.Popen[bytes]:
    """What `make build` or `make offline` runs, in a process group of its own."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(project)}
    command = [*MKDOCS]
    if way == "offline":
        environment["OFFLINE"] = "true"
        pack = f'"{sys.executable}" -m macros zip dist/offline {ZIP}'
        command = ["sh", "-c", f'"{sys.executable}" -m mkdocs build --strict --clean --site-dir dist/offline && {pack}']
    return subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def finish(project: Path, way: str) -> float:
    """Seconds of a build that nobody kills."""
    started = time.perf_counter()
    process = start(project, way)
    _, errors = process.communicate()
    if process.returncode:
        raise SystemExit(f"the build failed:\n{errors.decode()}")
    return time.perf_counter() - started


def tree(folder: Path) -> str:
    """The digest of a folder: names and contents."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def packed(file: Path) -> str:
    """The digest of a zip, every member of which can be read."""
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
    return hashlib.sha256(file.read_bytes()).hexdigest()


def turn(project: Path, state: str) -> None:
    """Put the project into a state: a page and a record differ."""
    for name, line in (("docs/index.md", f"State {state}."), ("data/models/deepseek/deepseek-v3.yml", f"# {state}")):
        path = project / name
        before = path.read_text("utf-8").partition("\n\n\n")[0].rstrip("\n")
        path.write_text(f"{before}\n\n\n{line}\n", "utf-8")


def kills(project: Path, way: str, times: int, chance: random.Random) -> Counter[str]:
    """What was found after each kill: 'the last site', 'the new site', or 'broken'."""
    site = project / ("site" if way == "build" else "dist/offline")
    looks: list[Callable[[], str]] = [lambda: tree(site)] + ([lambda: packed(project / ZIP)] if way == "offline" else [])
    whole: dict[str, list[str]] = {}
    takes = 0.0
    for state in ("one", "two"):
        turn(project, state)
        takes = finish(project, way)
        whole[state] = [look() for look in looks]
    assert whole["one"] != whole["two"]
    found: Counter[str] = Counter()
    last, states = "two", ("one", "two")
    for number in range(times):
        new = states[number % 2]
        turn(project, new)
        process = start(project, way)
        time.sleep(chance.uniform(0, takes * 1.02))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        try:
            seen = [look() for look in looks]
        except (OSError, AssertionError, zipfile.BadZipFile):
            seen = []
        fits = [all(any(part == whole[state][at] for state in states) for at, part in enumerate(seen)), len(seen) == len(looks)]
        became = "broken" if not all(fits) else "the last site" if seen[0] == whole[last][0] else "the new site"
        found[became] += 1
        if became == "the new site":
            last = new
    finish(project, way)
    left = [path.name for path in site.parent.iterdir() if path.name.startswith(f".{site.name}-")]
    found["a build afterwards that is not whole"] += [look() for look in looks] != whole[states[(times - 1) % 2]]
    found["folders left beside the site"] += len(left)
    return found


def main() -> None:
    """Kill builds of both ways, print what was found."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for way in ("build", "offline"):
        with tempfile.TemporaryDirectory(prefix="atlas-kills-") as folder:
            found = kills(copied(Path(folder) / "project"), way, times, chance)
            print(f"{way}: {times} kills: " + ", ".join(f"{count} × {what}" for what, count in found.items()), flush=True)


if __name__ == "__main__":
    main()

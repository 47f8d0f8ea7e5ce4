"""The folder that tests lend one another is as it was, whatever the last one did."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.lent import Lent


def test_everything_is_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "c").mkdir()
    for name in ("a/changed.yml", "a/longer.yml", "a/link.yml", "a/closed.yml", "a/b/gone.yml", "c/kept.yml"):
        (folder / name).write_text("old", "utf-8")
        os.utime(folder / name, (0, 0))
    before, lent = state(folder), Lent(folder)
    (folder / "a" / "changed.yml").write_text("new", "utf-8")
    (folder / "a" / "longer.yml").write_text("longer", "utf-8")
    (folder / "a" / "link.yml").unlink()
    (folder / "a" / "link.yml").symlink_to(folder / "c" / "kept.yml")
    (folder / "a" / "closed.yml").chmod(0o600)
    shutil.rmtree(folder / "a" / "b")
    (folder / "b").write_text("a file", "utf-8")
    (folder / "more" / "deep").mkdir(parents=True)
    (folder / "more" / "deep" / "file.yml").write_text("more", "utf-8")
    (folder / "c" / "folder").symlink_to(tmp_path)
    assert lent() == folder and state(folder) == before
    assert tmp_path.is_dir() and lent() == folder and state(folder) == before


def state(folder: Path) -> dict[str, tuple[bool, bytes, int, int]]:
    return {
        path.relative_to(folder).as_posix(): (
            path.is_symlink(),
            path.read_bytes() if path.is_file() else b"",
            path.stat().st_mode,
            path.stat().st_mtime_ns if path.is_file() else 0,
        )
        for path in folder.rglob("*")
    }

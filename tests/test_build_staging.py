"""All or nothing: a site is put in its place whole, or the last one stays."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from macros.publish import staging as module
from macros.publish.staging import Staging

FIRST = {"index.html": b"one", "models/a/index.html": b"a", "gone.html": b"gone"}
SECOND = {"index.html": b"two", "models/a/index.html": b"a", "models/b/index.html": b"b"}


def held(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path != site)


def made(site: Path, files: dict[str, bytes]) -> Staging:
    staging = Staging(site)
    for path, content in files.items():
        staging.put(path, content)
    return staging


def built(site: Path, files: dict[str, bytes]) -> None:
    made(site, files).swap()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A good site, in a folder of a difficult name."""
    folder = tmp_path / "a site # [ü]" / "site"
    built(folder, FIRST)
    return folder


@pytest.fixture(params=["at once", "in two steps"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in two steps":
        monkeypatch.setattr(module, "_exchange", lambda one, other: False)


def test_a_site_replaces_the_last_one_whole(site, way):
    staging = made(site, SECOND)
    assert held(site) == FIRST
    staging.swap()
    assert held(site) == SECOND
    assert beside(site) == []


def test_what_did_not_change_is_not_written_again(site):
    before = (site / "models/a/index.html").stat()
    built(site, SECOND)
    after = (site / "models/a/index.html").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (before.st_ino, before.st_mtime_ns, 1)


def test_a_disk_without_second_names_gets_copies(site, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(module.os, "link", refuse)
    built(site, SECOND)
    assert held(site) == SECOND


def test_a_build_that_gives_up_leaves_the_last_site(site):
    made(site, SECOND).discard()
    assert held(site) == FIRST
    assert beside(site) == []


def test_a_full_disk_leaves_the_last_site(site, monkeypatch):
    staging = Staging(site)
    staging.put("models/a/index.html", b"a")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("builtins.open", full)
    with pytest.raises(OSError, match="No space left"):
        staging.put("index.html", b"two")
    monkeypatch.undo()
    staging.discard()
    assert held(site) == FIRST
    built(site, SECOND)
    assert held(site) == SECOND


def test_what_a_killed_build_left_is_taken_away(site):
    killed = made(site, SECOND)
    killed._lock.close()  # what the system does
    assert len(beside(site)) == 1
    built(site, SECOND)
    assert held(site) == SECOND
    assert beside(site) == []


def test_a_build_killed_while_it_tidies_up_is_tidied_up(site, monkeypatch):
    killed = made(site, SECOND)
    monkeypatch.setattr(module.shutil, "rmtree", lambda path, **_: (path / "index.html").unlink() if path.name == "new" else None)
    killed.discard()
    monkeypatch.undo()
    assert len(beside(site)) == 1
    (site.parent / f"{killed._own.name}x").mkdir()  # and one that was killed before it had a lock
    Staging(site).discard()
    assert beside(site) == []


def test_a_build_killed_between_the_two_steps_gives_the_last_site_back(site):
    killed = made(site, SECOND)
    site.rename(killed._own / "old")
    killed._lock.close()
    Staging(site).discard()
    assert held(site) == FIRST
    assert beside(site) == []


def test_two_builds_at_once_do_not_mix(site):
    one, other = Staging(site), Staging(site)
    for path in SECOND:
        one.put(path, SECOND[path])
        other.put(path, b"other")
    one.swap()
    assert held(site) == SECOND
    other.put("late.html", b"other")
    other.swap()
    assert held(site) == dict.fromkeys([*SECOND, "late.html"], b"other")
    assert beside(site) == []


def test_a_living_build_is_not_taken_away(site):
    living = made(site, SECOND)
    built(site, {"index.html": b"three"})
    living.swap()
    assert held(site) == SECOND

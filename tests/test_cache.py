"""A cache is believed when it is proven, and never otherwise."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup

from macros.answers.knowledge import Knowledge
from macros.facts import cache, catalog
from macros.facts.catalog import TELLING, Catalog, load
from macros.facts.problems import DataError
from macros.publish import build
from tests.conftest import TODAY, loaded

ROWS = [["a", "ä\nb"], [], ["", "€"]]
BYTES = [[text.encode() for text in row] for row in ROWS]


def kept(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "rows"
    cache.keep(path, "key", ROWS)
    return path


def test_rows_come_back_as_they_were(tmp_path):
    assert list(cache.recall(kept(tmp_path), "key") or ()) == BYTES


def test_what_is_remembered_is_made_once(tmp_path):
    made = []

    def make() -> Iterator[list[str]]:
        made.append(1)
        yield from ROWS

    for key, times in (("one", 1), ("one", 1), ("two", 2), ("one", 3)):
        assert [list(row) for row in cache.remembered(tmp_path / "x", key, make)] == BYTES
        assert len(made) == times


def test_nothing_is_believed_under_another_key(tmp_path):
    assert cache.recall(kept(tmp_path), "kez") is None


def test_no_flipped_bit_is_believed(tmp_path):
    path = kept(tmp_path)
    sound = path.read_bytes()
    for at in range(len(sound)):
        for bit in (1, 32):
            path.write_bytes(sound[:at] + bytes([sound[at] ^ bit]) + sound[at + 1 :])
            assert cache.recall(path, "key") is None, (at, bit)


def test_no_cut_or_lengthened_file_is_believed(tmp_path):
    path = kept(tmp_path)
    sound = path.read_bytes()
    for broken in [*(sound[:at] for at in range(len(sound))), sound + b"\n", sound + sound]:
        path.write_bytes(broken)
        assert cache.recall(path, "key") is None


def test_a_result_that_was_not_finished_is_not_kept(tmp_path):
    def make() -> Iterator[list[str]]:
        yield ["half"]
        raise KeyError

    with pytest.raises(KeyError):
        list(cache.remembered(tmp_path / "x", "key", make))
    next(cache.remembered(tmp_path / "x", "key", lambda: iter(ROWS)))  # nobody takes the rest
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_costs_time_and_nothing_else(tmp_path, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    assert [list(row) for row in cache.remembered(tmp_path / "x", "key", lambda: ROWS)] == BYTES


def _names(catalog: Catalog) -> list[str]:
    return [model.name for model in catalog.models.values()]


def test_a_name_changed_in_the_kept_trees_is_in_no_catalog(copy_tiny, tmp_path):
    project, folder = shutil.copytree(copy_tiny(), tmp_path / "project"), tmp_path / "kept"
    before = load(project, today=TODAY, kept=folder)
    trees = folder / "trees"
    assert b"Alpha" in trees.read_bytes()
    trees.write_bytes(trees.read_bytes().replace(b"Alpha", b"Qzxqz"))
    again = shutil.copytree(project, tmp_path / "again")
    after = load(again, today=TODAY, kept=folder)
    assert _names(after) == _names(before)
    assert after.digest == before.digest
    assert b"Qzxqz" not in trees.read_bytes()


def test_a_record_with_another_content_is_another_catalog(copy_tiny, tmp_path):
    project = copy_tiny()
    before = load(project, today=TODAY, kept=tmp_path / "kept")
    path = next((project / "data" / "models").rglob("alpha.yml"))
    path.write_text(path.read_text("utf-8").replace("name: Alpha", "name: Omega"), "utf-8")
    after = load(project, today=TODAY, kept=tmp_path / "kept")
    assert after.digest != before.digest
    assert "Omega" in " ".join(_names(after))


def test_a_problem_is_reported_again_and_again(copy_tiny, tmp_path):
    """That the rules found nothing may be remembered; that they found something is said each time."""
    project = copy_tiny()
    load(project, today=TODAY, kept=tmp_path / "kept")
    (project / "data" / "models" / "link.yml").symlink_to(project / "data")  # a problem without a content
    for _ in range(2):
        with pytest.raises(DataError):
            load(project, today=TODAY, kept=tmp_path / "kept")


def test_rules_look_again_only_at_the_record_that_changed(copy_tiny, tmp_path, monkeypatch):
    project = shutil.copytree(copy_tiny(), tmp_path / "project")
    load(project, today=TODAY, kept=tmp_path / "kept")
    path = next((project / "data" / "models").rglob("alpha.yml"))
    path.write_text(path.read_text("utf-8") + "# seen\n", "utf-8")
    asked: set[str] = set()
    rule = lambda written: asked.add(written.path) or iter(())  # noqa: E731 - a rule that finds nothing
    monkeypatch.setattr(catalog, "record_rules", lambda kind: (rule,))
    load(project, today=TODAY, kept=tmp_path / "kept")
    told = {entry.path for kind in TELLING for entry in loaded(project).entries[kind].values()}
    assert asked - told == {path.relative_to(project).as_posix()}


def test_the_digest_of_the_code_changes_with_a_template(tmp_path, monkeypatch):
    copy = shutil.copytree(Path(cache.__file__).parents[1], tmp_path / "macros")
    monkeypatch.setattr(cache, "_CODE", copy)
    before = cache.code.__wrapped__()
    assert before == cache.code()
    template = copy / "pages" / "templates" / "notes.html"
    template.write_text(template.read_text("utf-8") + " ", "utf-8")
    assert cache.code.__wrapped__() != before


def test_a_digest_tells_parts_apart():
    assert len({cache.digest("ab", "c"), cache.digest("a", "bc"), cache.digest(["a", "b", "c"]), cache.digest("abc")}) == 4
    assert json.loads(json.dumps({"b": 1})) and cache.digest({"a": 1}) != cache.digest({"b": 1})


def test_what_a_page_drew_is_not_taken_for_a_page_elsewhere(tiny, tmp_path):
    """The same words link up one folder on one page and up two on another."""
    known, body = Knowledge(tiny), 'See {{ model("alpha") }}.\n'

    def drawn(place):
        macros = {"model": lambda id: Markup(f'<a href="{place}{id}/">x</a>')}
        return build.fill(known, body, macros, tmp_path / "kept", place)

    assert drawn("../") != drawn("../../")

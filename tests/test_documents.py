"""What stands in a YAML file is what the record gets, letter by letter, and every place knows its line."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from macros.facts.documents import Document, Tree, dotted, leaves


def read(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "record.yml"
    path.write_text(text, "utf-8", newline="")
    document = Document(path, "record.yml")
    assert [str(problem) for problem in document.problems] == []
    return document


@pytest.mark.parametrize(
    "value",
    ["no", "Yes", "off", "true", "null", "~", "3.10", "1.0", "22:30", "1:30:00", "2024-12-26", "2001-01-01 12:00:00", "0x10",
     "0o17", "010", "1e3", ".inf", "nan", "+1", "1_000", "<<", "=", "671B", "1.10.0"],
)  # fmt: skip
def test_a_plain_value_stays_the_string_that_was_written(value: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"value: {value}\n").tree == {"value": value}


@pytest.mark.parametrize("name", ["no", "on", "3.10", "2024-12-26", "0x10", "y"])
def test_a_field_name_stays_the_string_that_was_written(name: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"{name}: x\n").tree == {name: "x"}


def test_values_in_lists_and_inner_mappings_stay_strings_too(tmp_path: Path) -> None:
    assert read(tmp_path, "a: [no, 3.10, {b: 22:30}]\n").tree == {"a": ["no", "3.10", {"b": "22:30"}]}


def test_a_field_left_blank_is_an_empty_text_and_not_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "a:\nb: ''\n").tree == {"a": "", "b": ""}


def test_paragraphs_of_a_block_are_kept(tmp_path: Path) -> None:
    assert read(tmp_path, "a: |\n  one\n\n  two\n").tree == {"a": "one\n\ntwo\n"}


def test_a_file_saved_on_windows_reads_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeffa: b\r\nc:\r\n  - d\r\n").tree == {"a": "b", "c": ["d"]}


NESTED = """\
# a comment
name: Alpha
parameters:
  total: 7B

  active: 2B
benchmarks:
  - benchmark: quiz
    score: 61
  - {benchmark: quiz,
     score: 62}
sources: {card: {url: https://example.org}}
about: |
  one
  two
last: x
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("name",), 2),
        (("parameters",), 3),
        (("parameters", "total"), 4),
        (("parameters", "active"), 6),
        (("benchmarks", 0), 8),
        (("benchmarks", 0, "score"), 9),
        (("benchmarks", 1, "benchmark"), 10),
        (("benchmarks", 1, "score"), 11),
        (("sources", "card", "url"), 12),
        (("about",), 13),
        (("last",), 16),
    ],
)
def test_a_place_knows_its_line(place: tuple[str | int, ...], line: int, tmp_path: Path) -> None:
    assert read(tmp_path, NESTED).line(place) == line


def test_a_place_that_is_missing_has_the_line_of_what_it_would_stand_in(tmp_path: Path) -> None:
    document = read(tmp_path, NESTED)
    assert document.line(("parameters", "note")) == 3
    assert document.line(("benchmarks", 1, "source")) == 10
    assert document.line(("nowhere", "at", 3, "all")) == 1


def test_a_place_is_written_as_people_count() -> None:
    assert dotted(("benchmarks", 0, "score")) == "benchmarks[1].score"
    assert dotted(()) == ""


def test_leaves_are_all_plain_values_and_only_those() -> None:
    tree: Tree = {"a": "x", "b": {"c": ["y", {"d": "z"}]}, "e": [], "f": {}}
    assert list(leaves(tree)) == [("a",), ("b", "c", 0), ("b", "c", 1, "d")]


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("flow", [True, False])
def test_whatever_strings_go_in_come_out(seed: int, flow: bool, tmp_path: Path) -> None:
    tree = mapping(random.Random(seed))
    document = read(tmp_path, yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, sort_keys=False))
    assert document.tree == tree
    text = (tmp_path / "record.yml").read_text("utf-8").splitlines()
    assert all(1 <= document.line(place) <= len(text) for place in leaves(tree))


LETTERS = "ab zÄ漢字🦙09-_.,:;#&*!|>'\"%@`~$\\/+=?()<> "
WORDS = [
    "no",
    "3.10",
    "22:30",
    "null",
    "",
    " ",
    "- x",
    "a: b",
    "# c",
    "&a",
    "*a",
    "!!x",
    "%",
    "@",
    "`",
    "'",
    '"',
    "line\nbreak",
    "<<",
]


def mapping(chance: random.Random, depth: int = 0) -> dict[str, Tree]:
    """Some mapping of strings, lists and mappings, the same for the same seed."""
    names = {text(chance) or "x" for _ in range(chance.randint(1, 6))} - {"<<"} or {"x"}
    return {name: value(chance, depth) for name in sorted(names)}


def value(chance: random.Random, depth: int) -> Tree:
    choice = chance.random()
    if depth < 4 and choice < 0.2:
        return mapping(chance, depth + 1)
    if depth < 4 and choice < 0.4:
        return [value(chance, depth + 1) for _ in range(chance.randint(0, 4))]
    return text(chance)


def text(chance: random.Random) -> str:
    return chance.choice(WORDS) if chance.random() < 0.3 else "".join(chance.choices(LETTERS, k=chance.randint(1, 20)))

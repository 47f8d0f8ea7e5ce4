"""What a change means: fields, answers that flip, pages touched; tried on three edits of the real data and on copies."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros import __main__ as command
from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.changes import Change, Changed, Item, compared, differences
from macros.facts.documents import Document
from macros.facts.problems import DataError
from macros.facts.records import typed
from macros.facts.schema.dictionary import Dictionary
from macros.terminal.diff import labels, markdown, plain, summary
from macros.terminal.difference import Difference, Flip, difference
from tests.conftest import PROJECT, loaded

Edit = Callable[[Any], None]


@pytest.fixture
def told(knowledge: Knowledge, tmp_path: Path) -> Callable[[str, str, Edit], Difference]:
    """What an edit of one record means. The project stands before it, a copy with the one file behind."""

    def compare(kind: str, id: str, edit: Edit) -> Difference:
        catalog = knowledge.catalog
        entry = catalog.entries[kind][id]
        tree: Any = Document(PROJECT / entry.path, entry.path, entry.kind.bytes).tree
        edit(tree)
        record, findings = typed(entry.kind, id, tree, catalog.today)
        assert record is not None, findings
        entries = {**catalog.entries, kind: {**catalog.entries[kind], id: replace(entry, record=record)}}
        with_another(tmp_path, entry.path, yaml.safe_dump(tree, allow_unicode=True))
        return difference(Knowledge(replace(catalog, entries=entries)), knowledge, tmp_path, PROJECT)

    return compare


def with_another(folder: Path, path: str, text: str) -> None:
    """The project in `folder`, by links, but for one file."""
    for above in reversed(Path(path).parents):
        (folder / above).mkdir(exist_ok=True)
        for beside in (PROJECT / above).iterdir():
            if not Path(path).is_relative_to(beside.relative_to(PROJECT)):
                (folder / above / beside.name).symlink_to(beside)
    (folder / path).write_text(text, "utf-8")


def flipped(found: Difference, label: str) -> set[str]:
    return {id for flip in found.flips if flip.label == label for id, _ in flip.records}


# ---- three real edits


def test_a_price(knowledge: Knowledge, told: Callable[[str, str, Edit], Difference]) -> None:
    model = next(
        model
        for model in knowledge.catalog.models.values()
        if (rows := knowledge.catalog.prices.get(model.id)) and len({row.host for row in rows}) == 1 and len(rows) == 1
        and rows[0].input and rows[0].output and rows[0].unit == "million-tokens"
        and knowledge.attributes["model"]["price-in"].value(knowledge, model) == rows[0].input
    )  # fmt: skip
    [list_] = [
        id for id, entry in knowledge.catalog.entries["price-list"].items()
        if any(row.model == model.id for row in entry.record.prices)  # type: ignore[attr-defined]
    ]  # fmt: skip

    def edit(tree: Any) -> None:
        [row] = [row for row in tree["prices"] if row["model"] == model.id]
        row["output"] = str(float(row["output"]) + 1)

    found = told("price-list", list_, edit)
    assert [(each.kind, each.id, len(each.facts)) for each in found.records] == [("price-list", list_, 1)]
    assert found.records[0].facts[0].path.startswith(f"prices[{model.id}, ")
    assert flipped(found, "Price out, dollars per million tokens") == {model.id}
    assert {id for flip in found.flips for id, _ in flip.records} == {model.id}
    assert f"models/{model.id}.md" in found.pages and all(model.id in page for page in found.pages)


def test_an_answer_of_a_license_that_flips_models(knowledge: Knowledge, told: Callable[[str, str, Edit], Difference]) -> None:
    id, question = "llama-3.1-community", "train_on_outputs"
    under = {
        model.id for model in knowledge.catalog.models.values()
        if (term := knowledge.terms[model.id].answers.get(question)) and term.layer.license.id == id
    }  # fmt: skip
    found = told("license", id, lambda tree: tree["answers"][question].update(answer="no"))
    word = knowledge.catalog.word("questions", question)
    assert len(under) > 5 and flipped(found, word.label) == under
    assert flipped(found, "May I: Train another model on its outputs") == {id}
    assert {f"models/{model}.md" for model in under} | {f"licenses/{id}.md"} <= set(found.pages)
    text = " ".join(" ".join(plain(found, {}, 100)).split())
    assert f"{word.label}: Under conditions → No: {len(under)} models: " in text
    assert "answers.train_on_outputs.answer: conditional → no" in text


def test_a_limit_that_moves_is_told_of_every_model_it_reaches(
    knowledge: Knowledge, told: Callable[[str, str, Edit], Difference]
) -> None:
    """No answer in a word changes, and yet a business may be past it now."""
    id = "llama-3.1-community"
    under = {
        model.id for model in knowledge.catalog.models.values()
        if any(layer.license.id == id for layer in knowledge.terms[model.id].layers)
    }  # fmt: skip
    found = told("license", id, lambda tree: tree["thresholds"][0].update(amount="100000000"))
    assert len(under) > 5 and flipped(found, "Size limits") == under
    text = " ".join(" ".join(plain(found, {}, 100)).split())
    assert "Above 700,000,000 monthly active users → Above 100,000,000 monthly active users" in text
    assert {f"models/{model}.md" for model in under} <= set(found.pages)


def test_a_component_of_a_model(knowledge: Knowledge, told: Callable[[str, str, Edit], Difference]) -> None:
    id = "olmo-2-13b"
    assert knowledge.assessments[id].osaid.value == "meets"
    found = told("model", id, lambda tree: tree["components"]["training-code"].update(present="no"))
    flips = {flip.label: (flip.before, flip.after) for flip in found.flips}
    assert flips["Open Source AI Definition"] == ("Met", "Not met")
    assert flips["Access"] == ("Open source", "Open weights") and "European index" in flips
    assert {each for flip in found.flips for each, _ in flip.records} == {id}


def test_nothing_changes_in_meaning(knowledge: Knowledge) -> None:
    found = difference(knowledge, knowledge, PROJECT, PROJECT)
    assert found == Difference((), (), ()) and summary(found) == "Nothing changes in meaning."


# ---- fields


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({"a": "1"}, {"a": "2"}, [("a", "1", "2")]),
        ({}, {"a": {"b": "1"}}, [("a.b", None, "1")]),
        ({"a": "1", "b": "2"}, {"b": "2"}, [("a", "1", None)]),
        ({"a": ["x", "y"]}, {"a": ["x", "z"]}, [("a", "x, y", "x, z")]),
        ({"a": [{"model": "m", "in": "1", "out": "2"}]}, {"a": [{"model": "m", "in": "3", "out": "2"}]}, [("a[m].in", "1", "3")]),
        ({"a": [{"id": "x", "n": "1"}]}, {"a": [{"id": "y", "n": "2"}]},
         [("a[y].id", None, "y"), ("a[y].n", None, "2"), ("a[x].id", "x", None), ("a[x].n", "1", None)]),
        ({"a": [{"id": "x"}, {"id": "y"}]}, {"a": [{"id": "y"}, {"id": "x"}]}, []),
        ({"a": "scratch"}, {"a": [{"model": "m"}]}, [("a[m].model", None, "m"), ("a[scratch]", "scratch", None)]),
    ],
)  # fmt: skip
def test_fields_that_differ(before: Any, after: Any, changes: list[tuple[str, str | None, str | None]]) -> None:
    assert [(each.path, each.before, each.after) for each in differences(before, after)] == changes


def test_records_that_came_went_and_have_a_new_name() -> None:
    def item(name: str, **more: Any) -> Item:
        return Item(f"data/models/x/{name}.yml", {"name": name, **more})

    old = {("model", "a"): item("A"), ("model", "b"): item("B"), ("model", "c"): item("C"), ("model", "e"): item("E", x="1")}
    new = {("model", "a"): item("A"), ("model", "b2"): item("B", aliases=["b"]), ("model", "d"): item("D"),
           ("model", "e2"): item("E", x="1")}  # fmt: skip
    assert [(each.what, each.id, each.was) for each in compared(old, new)] == [
        ("renamed", "b2", "b"), ("removed", "c", ""), ("added", "d", ""), ("renamed", "e2", "e"),
    ]  # fmt: skip


# ---- the command


@pytest.fixture
def diffed(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(project: Path, *words: str, status: int = 0) -> str:
        assert command.main(["--project", str(project), "diff", *words]) == status
        out = capsys.readouterr()
        return out.err if status else out.out

    return run


@pytest.fixture
def house(copy_tiny: Callable[[], Path]) -> Path:
    made = copy_tiny()
    (made / "docs").mkdir()
    (made / "docs" / "page.md").write_text("---\ntitle: Page\n---\n# Page\n", "utf-8")
    return made


def committed(project: Path) -> None:
    git = ["git", "-C", str(project), "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "data", "docs"], ["commit", "-q", "-m", "base"]):
        subprocess.run([*git, *words], check=True)


def test_against_a_revision_and_against_a_folder(house: Path, diffed: Callable[..., str], tiny_project: Path) -> None:
    committed(house)
    alpha = house / "data" / "models" / "example" / "alpha.yml"
    text = alpha.read_text("utf-8")
    released = re.search(r"^released: (.+)$", text, re.MULTILINE)
    assert released
    alpha.write_text(text.replace(released[0], "released: 2024-01-01"), "utf-8")
    (house / "docs" / "page.md").write_text("---\ntitle: Page\n---\n# Page\n\nMore.\n", "utf-8")
    shown = diffed(house, "HEAD")
    assert f"Released (released): {released[1]} → 2024-01-01" in shown
    assert "  models/alpha.md" in shown and "  page.md" in shown
    assert f"Released (released): {released[1]} → 2024-01-01" in diffed(house, str(tiny_project))
    assert "[models/alpha.md](https://x.example/models/alpha.html)" in diffed(
        house, "HEAD", "--markdown", "--preview", "https://x.example/"
    )


def test_a_base_that_breaks_the_rules_of_today_is_compared_as_it_is_written(house: Path, diffed: Callable[..., str]) -> None:
    alpha = house / "data" / "models" / "example" / "alpha.yml"
    sound = alpha.read_text("utf-8")
    alpha.write_text(sound + "colour: red\n", "utf-8")
    committed(house)
    alpha.write_text(sound, "utf-8")
    shown = " ".join(diffed(house, "HEAD").split())
    assert "Answers are not compared" in shown and "colour: is not a field" in shown
    assert "colour: red → –" in shown


def test_a_base_that_is_older_than_a_rule_still_gives_its_answers(house: Path, diffed: Callable[..., str]) -> None:
    """A rule wants to know from what a model was made; the copy of yesterday does not say it."""
    alpha = house / "data" / "models" / "example" / "alpha.yml"
    sound = alpha.read_text("utf-8")
    assert "base_models: scratch\n" in sound
    alpha.write_text(sound.replace("base_models: scratch\n", ""), "utf-8")
    with pytest.raises(DataError):
        loaded(house)
    committed(house)
    alpha.write_text(sound, "utf-8")
    assert "Answers are not compared" not in diffed(house, "HEAD")


@pytest.mark.parametrize("base", ["nowhere", "--output=/tmp/x", ""])
def test_a_base_that_is_not_there(house: Path, diffed: Callable[..., str], base: str) -> None:
    committed(house)
    message = diffed(house, *(["--", base] if base.startswith("-") else [base]), status=1)
    assert "neither a folder" in message or "is no revision" in message


def test_words_of_a_record_are_no_markup_of_a_comment() -> None:
    nasty = "@team `code` | <img src=x> [a](b)"
    change = Changed("model", "a", "A", "data/models/x/a.yml", "changed", "", (Change("summary", nasty, "x\ny"),))
    flip = Flip("Access", nasty, "b", "model", (("a", nasty),))
    text = markdown(Difference((change,), (flip,), ("models/a.md",)), {})
    outside = re.sub(r"`[^`\n]*`", "", text)
    assert "@" not in outside and "<" not in outside and "](b)" not in outside
    assert all(line.count("|") == 5 for line in text.splitlines() if line.startswith("|"))


def test_a_report_stays_readable(knowledge: Knowledge) -> None:
    changes = tuple(Change(f"f{n}", "a" * 900, None) for n in range(1000))
    text = markdown(Difference((Changed("model", "a", "A", "p", "changed", "", changes),), (), ("x.md",) * 999), {})
    assert len(text) < 60_000 and "and 800 more" in text


def test_labels_are_those_of_the_pages(catalog: Catalog) -> None:
    assert labels(catalog.all(Dictionary))["model", "context.native"] == "Context window"

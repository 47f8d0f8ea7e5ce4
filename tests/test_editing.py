"""What the command line writes into data/ and docs/: mended, renamed, retired, begun; comments stay, nothing by halves."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.__main__ import main
from macros.editing import command
from macros.editing.begin import Known, begun
from macros.editing.changes import write
from macros.editing.hub import of_card
from macros.editing.ids import Ids
from macros.editing.mend import mends
from macros.editing.rename import Refused
from macros.editing.retire import End
from macros.facts.catalog import Catalog
from macros.facts.problems import DataError
from macros.facts.schema.kinds import BY_NAME, KINDS
from macros.pages.checks import check_docs
from macros.pages.writing import allowed, signatures
from tests.conftest import PROJECT, TODAY, loaded
from tests.lent import Lent
from tests.test_mistakes import FILES, with_pages

MENDS: list[dict[str, Any]] = [
    {**row, "group": group}
    for group, rows in yaml.safe_load((PROJECT / "tests" / "mends.yml").read_text("utf-8")).items()
    for row in rows
]


@pytest.fixture(scope="module")
def lent(copy_tiny: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory) -> Lent:
    """The tiny project with two pages, mended once."""
    made = with_pages(copy_tiny(), tmp_path_factory.mktemp("mended"))
    write(made, mends(made, signatures()))
    checked(made)
    return Lent(made)


@pytest.fixture
def project(lent: Lent, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("macros.__main__.today", lambda: TODAY)
    return lent()


def checked(project: Path) -> Catalog:
    """The catalog of a sound project; DataError otherwise."""
    catalog = loaded(project)
    if found := check_docs(project / "docs", project, catalog, allowed(catalog)):
        raise DataError(found)
    return catalog


def texts(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }


# --- check --fix


@pytest.fixture(scope="module")
def with_words_of_others(lent: Lent, tmp_path_factory: pytest.TempPathFactory) -> Lent:
    """The same with links to its vocabularies, which are read and never mended: most of the files."""
    made = Path(shutil.copytree(lent(), tmp_path_factory.mktemp("linked") / "project"))
    for path in [*(made / "data" / "vocabulary").iterdir(), *(made / "data" / "attributes").iterdir()]:
        path.unlink()
        path.symlink_to(PROJECT / path.relative_to(made))
    return Lent(made)


@pytest.mark.parametrize("row", MENDS, ids=lambda row: f"{row['group']}: {row['what']}")
def test_what_is_mechanical_is_mended_and_nothing_else(row: dict[str, Any], with_words_of_others: Lent) -> None:
    project = with_words_of_others()
    path = project / FILES[row["file"]]
    sound = path.read_text("utf-8")
    assert row["take"] in sound
    broken = sound.replace(row["take"], row["put"], -1 if row.get("all") else 1)
    path.write_bytes(broken.encode("utf-8"))
    write(project, mends(project, signatures()))
    wanted = broken if row.get("keeps") else sound.replace(row["take"], row["gives"], 1) if "gives" in row else sound
    mended = path.read_bytes().decode("utf-8")
    assert mended.replace("'", "") == wanted.replace("'", "")
    assert mended == wanted or yaml.safe_load(mended) == yaml.safe_load(wanted)
    assert mends(project, signatures()) == []


def test_nothing_is_left_to_mend_in_the_real_project() -> None:
    assert [change.diff() for change in mends(PROJECT, signatures())] == []


def test_a_file_name_is_mended_too(project: Path) -> None:
    (project / "data/models/example/alpha.yml").rename(project / "data/models/example/Alpha.yaml")
    write(project, mends(project, signatures()))
    assert "alpha" in checked(project).models


def test_what_a_program_writes_is_left_alone(project: Path) -> None:
    path = project / FILES["prices"]
    path.write_text(path.read_text("utf-8").replace("\n", "   \n"), "utf-8")
    assert mends(project, signatures()) == []


def test_the_command_shows_what_it_changed_and_then_what_is_left(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / FILES["alpha"]
    path.write_text(path.read_text("utf-8").replace("7.24B", "7.24b").replace("type: language", "type: sculpture"), "utf-8")
    assert main(["--project", str(project), "check", "--fix"]) == 1
    said = capsys.readouterr()
    assert "-  total: 7.24b\n+  total: 7.24B\n" in said.out and "Mended 1 file." in said.out
    assert "sculpture" in said.err and "total" not in said.err


# --- rename and retire


def moved(project: Path, kind: str, old: str, new: str, *, merge: bool = False) -> None:
    command.move(project, checked(project), signatures(), partial(checked, project), kind, old, new, merge=merge)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_a_record_of_any_kind_is_renamed_with_all_that_names_it(kind: str, project: Path) -> None:
    before = checked(project)
    for id in before.entries[kind]:
        try:
            moved(project, kind, id, "new-id")
        except Refused as why:
            assert "keeps it" in str(why)
            return
        after = checked(project)
        assert id not in after.entries[kind] and "new-id" in after.entries[kind]
        record = after.entries[kind]["new-id"].record
        assert not before.entries[kind][id].kind.paged or id in getattr(record, "aliases", [id])
        return


def test_a_page_follows_a_renamed_record(project: Path) -> None:
    page = project / "docs/page.md"
    page.write_text(page.read_text("utf-8").replace("A line.", 'See {{ model("alpha") }} and `{{ model("alpha") }}`.'), "utf-8")
    moved(project, "model", "alpha", "example/alpha-7b")
    assert 'See {{ model("alpha-7b") }} and `{{ model("alpha") }}`.' in page.read_text("utf-8")
    assert checked(project).models["alpha-7b"].aliases == ("alpha",)


def test_a_text_of_a_record_follows_a_renamed_figure(project: Path) -> None:
    answer = project / "data/faq/what-is-a-model.yml"
    text = answer.read_text("utf-8").replace("A file of numbers.\n", 'Small ones do for {{ number("enough", of="First half") }}.\n')
    answer.write_text(text, "utf-8")
    moved(project, "figure", "enough", "halves")
    assert '{{ number("halves", of="First half") }}' in answer.read_text("utf-8")
    assert "Small ones do for 62.5%." in checked(project).faq["what-is-a-model"].answer


def test_a_record_goes_into_another_and_its_former_ids_with_it(project: Path) -> None:
    moved(project, "license", "limited-1.0", "limited-1.1")
    moved(project, "license", "limited-1.1", "limited-1.2")
    assert checked(project).licenses["limited-1.2"].aliases == ("limited-1.0", "limited-1.1"), "no former address is lost"
    moved(project, "license", "limited-1.2", "free-1.0", merge=True)
    catalog = checked(project)
    assert set(catalog.licenses) == {"free-1.0", "example-service", "mixed-1.0"}
    assert catalog.licenses["free-1.0"].aliases == ("limited-1.0", "limited-1.1", "limited-1.2")


@pytest.mark.parametrize(
    ("kind", "old", "new", "why"),
    [
        ("model", "alpha", "beta", "there is a model 'beta' already"),
        ("model", "alfa", "beta-2", "there is no model 'alfa'"),
        ("model", "alpha", "Alpha 2", "is not an id"),
        ("modle", "alpha", "beta-2", "there is no kind 'modle'"),
        ("vocabulary", "yes-no", "no-yes", "keeps it"),
        ("model", "alpha", "con", "nothing was changed, since the check would refuse it"),
    ],
)
def test_what_cannot_be_renamed_changes_nothing(project: Path, kind: str, old: str, new: str, why: str) -> None:
    before = texts(project)
    with pytest.raises(Refused, match=why):
        moved(project, kind, old, new)
    assert texts(project) == before


def test_a_failure_in_the_middle_changes_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, replaced = texts(project), []

    def full(self: Path, target: Path) -> Path:
        if len(replaced) == 2 and "full" not in replaced:
            replaced.append("full")
            raise OSError("No space left on device")
        replaced.append(str(target))
        return original(self, target)

    original = Path.replace
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        moved(project, "maker", "example", "new-id")
    assert {path: text for path, text in texts(project).items() if not path.endswith(".part")} == before


def test_a_model_that_ended_says_when_and_where_that_is_told(project: Path) -> None:
    end = End("api", "2026-01-31", "https://example.org/ends", "its API was switched off", "2026-11-20", "beta")
    command.retire(project, checked(project), partial(checked, project), ["alpha", "alpha-chat"], end)
    for id in ("alpha", "alpha-chat"):
        model = checked(project).models[id]
        [stage] = model.lifecycle
        assert (stage.state, stage.retires, stage.replacement) == ("retired", "2026-01-31", "beta")
        assert model.sources[stage.source].shows == f"{model.name}: its API was switched off"
    later = End("api", "2027-01-31", "https://example.org/later", "its end was moved", "2026-11-21")
    command.retire(project, checked(project), partial(checked, project), ["alpha"], later)
    [stage] = checked(project).models["alpha"].lifecycle
    assert (stage.state, stage.retires, stage.replacement) == ("deprecated", "2027-01-31", "beta")


# --- new

CONFIG = {
    "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 128,
    "vocab_size": 32000, "max_position_embeddings": 32768, "num_local_experts": 8, "num_experts_per_tok": 2,
    "torch_dtype": "bfloat16",
}  # fmt: skip
CARD = """---
license: free-1.0
language: [en, de, klingon]
pipeline_tag: text-generation
base_model: example/alpha
base_model_relation: finetune
---
# Alpha 2
"""


def test_a_model_begun_from_its_files_is_sound_at_once(project: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps(CONFIG), "utf-8")
    (tmp_path / "README.md").write_text(CARD, "utf-8")
    arguments = [
        "new",
        "model",
        "example/alpha-2",
        "--config",
        str(tmp_path / "config.json"),
        "--card",
        str(tmp_path / "README.md"),
    ]
    arguments += [
        "--repo",
        "example/Alpha-2",
        "--revision",
        "3f2a9c",
        "--set",
        "released=2026-05-04",
        "--set",
        "parameters.total=47B",
    ]
    assert main(["--project", str(project), *arguments]) == 0
    model = checked(project).models["alpha-2"]
    assert (model.name, model.maker, model.family, model.type) == ("Alpha 2", "example", "alpha", "language")
    assert model.license and model.license.weights == "free-1.0"
    assert model.availability.weights == "open" and model.parameters and model.parameters.total == 47 * 10**9
    assert model.languages and model.languages.listed == ("en", "de") and model.languages.meaning == "tagged"
    assert model.architecture and (model.architecture.kind, model.architecture.attention) == ("moe", "gqa")
    assert (model.architecture.experts, model.architecture.experts_active) == (8, 2)
    assert model.context and model.context.native == 32768
    assert [base.relation for base in model.base_models] == ["fine-tune"]
    assert model.sources_of("architecture.layers") == ("config",) and model.sources_of("license.weights") == ("card",)
    assert model.sources["config"].url == "https://huggingface.co/example/Alpha-2/blob/3f2a9c/config.json"


@pytest.mark.parametrize(
    ("head", "weights"), [("", "open"), ("extra_gated_prompt: Agree\n", "gated"), ("extra_gated_fields: {A: text}\n", "gated")]
)
def test_weights_behind_a_form_are_gated_whatever_the_card_calls_it(head: str, weights: str, project: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(CARD.replace("license:", f"{head}license:", 1), "utf-8")
    assert of_card(tmp_path / "README.md", "Alpha 2", Ids(project)).fields["availability.weights"] == weights


def test_a_window_a_method_made_longer_is_no_native_one(project: Path, tmp_path: Path) -> None:
    scaling = {"rope_type": "yarn", "factor": 4, "original_max_position_embeddings": 8192}
    layers = ["sliding_attention"] * 24 + ["full_attention"] * 8
    (tmp_path / "config.json").write_text(
        json.dumps({"text_config": {**CONFIG, "rope_scaling": scaling, "layer_types": layers, "sliding_window": 1024}}), "utf-8"
    )
    given = ["--set", "type=language", "--set", "released=2026-05-04", "--set", "availability.weights=open"]
    assert (
        main(["--project", str(project), "new", "model", "example/alpha-3", "--config", str(tmp_path / "config.json"), *given]) == 0
    )
    text = (project / "data/models/example/alpha-3.yml").read_text("utf-8")
    assert "  native: 8192\n" in text and "    tokens: 32768\n" in text and "    by: yarn\n" in text
    assert "    - {count: 24, attention: sliding, window: 1024}\n    - {count: 8, attention: full}\n" in text


def test_a_new_record_says_what_is_here_already(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(project), "new", "model", "example/zulu-1"]) == 0
    assert re.search(r"family: example has .*alpha.*; begin another: python -m macros new family ID", capsys.readouterr().out)
    assert main(["--project", str(project), "new", "license", "zulu"]) == 0
    text = (project / "data/licenses/zulu.yml").read_text("utf-8")
    assert "  text:\n" in text and "    kind: license-text\n" in text
    assert "  # commercial_use:" in text and "# KEY:" not in text  # the questions themselves, in their order


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.copied], ids=lambda kind: kind.name)
def test_a_starting_file_has_every_field_and_its_gaps_are_told_at_their_line(
    kind: Any, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id = "example/begun" if kind.nested else "begun"
    assert main(["--project", str(project), "new", kind.name, id]) == 0
    said = capsys.readouterr().out
    path = project / "data" / kind.folder / f"{id}.yml"
    text = path.read_text("utf-8")
    for name, field in kind.type.model_fields.items():
        assert name == "id" or f"{field.alias or name}:" in text
    asked = {line.split(":")[1] for line in said.splitlines() if line.startswith("  data/")}
    with pytest.raises(DataError) as error:
        checked(project)
    shown = path.relative_to(project).as_posix()
    told = {str(problem.line) for problem in error.value.problems if problem.path == shown}
    assert told and told <= asked
    bare = "\n".join(
        line.replace("# ", "", 1) if line.lstrip().startswith("# ") and line.count("#") > 0 else line
        for line in text.splitlines()[2:]
    )
    assert isinstance(yaml.safe_load(bare), dict)  # every comment is a field, one mark away


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["modle", "example/x"], "there is no kind 'modle'"),
        (["model", "x"], "is not maker/id"),
        (["model", "example/My Model"], "like example/my-model"),
        (["model", "example/alpha"], "data/models/example/alpha.yml is there already; edit it"),
        (["price-list", "x"], "a program writes each price-list"),
        (["model", "example/x", "--config", "mkdocs.yml"], "mkdocs.yml is not JSON"),
        (["model", "example/x", "--card", "mkdocs.yml"], "has no front matter"),
    ],
)
def test_what_cannot_begin_says_why(
    arguments: list[str], why: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    before = texts(project)
    assert main(["new", *arguments]) == 1
    assert why in capsys.readouterr().err
    assert texts(project) == before


def test_a_starter_knows_today_and_the_day_in_its_name(tiny_project: Path, tiny: Catalog) -> None:
    """What the command knows, nobody types."""
    for name, id, line in (
        ("event", "2024-05-01-something", "date: 2024-05-01"),
        ("claim", "new-claim", f"checked: {TODAY.isoformat()}"),
        ("faq", "new-question", f"reviewed: {TODAY.isoformat()}"),
        ("source", "new-work", f"read: {TODAY.isoformat()}"),
    ):
        _, text, _ = begun(tiny_project, tiny, BY_NAME[name], id, Known(), TODAY)
        assert line in text.splitlines()

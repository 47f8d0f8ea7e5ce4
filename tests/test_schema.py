"""The schemas that editors read are those the check follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.facts.catalog import Catalog
from macros.facts.schema.jsonschema import schemas
from macros.facts.schema.kinds import KINDS
from macros.pages.reference import references
from macros.pages.writing import documented


def test_the_schemas_on_disk_are_those_of_the_code(project: Path, catalog: Catalog) -> None:
    folder = project / "data" / "schema"
    on_disk = {path.stem: path.read_text("utf-8") for path in folder.glob("*.json")}
    generated = schemas(catalog)
    old = sorted(name for name in on_disk.keys() | generated.keys() if on_disk.get(name) != generated.get(name))
    assert not old, f"data/schema/ is behind macros/facts/schema/ or data/vocabulary/ ({', '.join(old)}); run: make schema"


def test_the_lists_in_the_repository_are_those_of_the_code(project: Path, catalog: Catalog) -> None:
    for name, text in references(catalog, documented()).items():
        assert (project / "data" / "schema" / name).read_text("utf-8") == text, f"data/schema/{name} is behind; run: make schema"


def test_the_check_asks_for_what_is_behind_and_mends_it(copy_tiny: Callable[[], Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A word more in a list is a word more in what editors offer."""
    made = copy_tiny()
    (made / "docs").mkdir()
    command = ["--project", str(made), "check"]
    assert main(["--project", str(made), "schema"]) == 0 == main(command)
    words = made / "data/vocabulary/model-types.yml"
    words.write_text(words.read_text("utf-8") + "  - id: smell\n    label: Smell\n", "utf-8")
    assert main(command) == 1
    told = capsys.readouterr().err
    assert "data/schema/" in told and "behind the fields, words and macros; run: .venv/bin/python -m macros schema" in told
    assert main([*command, "--fix"]) == 0 == main(command)


def test_the_first_line_of_each_record_names_its_schema(catalog: Catalog) -> None:
    """So that an editor completes fields and words without being set up."""
    wrong = []
    for kind in KINDS:
        up = "../../" if kind.nested else "../"
        for entry in catalog.entries[kind.name].values():
            first = (Path(__file__).parent.parent / entry.path).read_text("utf-8").partition("\n")[0]
            if first != f"# yaml-language-server: $schema={up}schema/{kind.name}.json":
                wrong.append(entry.path)
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_says_what_it_is(kind: object) -> None:
    assert (kind.type.__doc__ or "").strip().endswith(".")  # type: ignore[attr-defined]


def test_a_field_whose_name_does_not_say_it_all_is_described(catalog: Catalog) -> None:
    """The descriptions feed the editor, the table of fields and the starting files."""
    from macros.facts.schema.evidence import Source
    from macros.facts.schema.model import Model

    plain = {"id", "license", "parameters", "modalities", "architecture", "training", "benchmarks", "history"}
    plain |= {"context", "languages", "files", "ai_act", "energy"}
    plain |= {"availability", "data_information"}
    for type_ in (Model, Source):
        assert [name for name, field in type_.model_fields.items() if not field.description and name not in plain] == []

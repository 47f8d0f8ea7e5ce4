"""A newcomer's changes to the house, in a copy of it: a new kind in four files, a new field in two, and all that follows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.publish.search import FILE

PROJECT = Path(__file__).parent.parent

KIND = '''"""What the record of a prompt library may contain."""

from __future__ import annotations

from macros.facts.schema.evidence import Subject
from macros.facts.schema.fields import Line, ref


class Library(Subject):
    """A collection of prompts."""

    keeper: ref("maker")
    prompts: int | None = None
    motto: Line | None = None
'''
WORDS = """name: Prompt library
list: '{n} prompt libraries'
find: Find a library
describe: '{name}: a collection of prompts.'
attributes:
  - {id: keeper, field: keeper, group: In short, label: Keeper, help: Who keeps it., on: [page, table, filter]}
  - {id: prompts, field: prompts, group: In short, label: Prompts, help: How many it holds., on: [page, table]}
"""
RECORD = """name: Thousand Prompts
keeper: example
prompts: 1000
sources:
  site: {url: https://example.org/prompts, kind: maker, read: 2024-06-01, shows: Thousand Prompts holds 1000.}
"""


@pytest.fixture
def house(copy_tiny) -> Path:
    """The tiny project with a copy of the code and an index page for each folder of generated pages."""
    project: Path = copy_tiny()
    shutil.copytree(PROJECT / "macros", project / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PROJECT / "docs" / ".overrides", project / "docs" / ".overrides")
    shutil.copytree(PROJECT / "docs" / "assets", project / "docs" / "assets")
    (project / "mkdocs.yml").write_text((PROJECT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0] + "\n", "utf-8")
    for folder in ("", "models", "licenses", "licenses/questions", "makers", "families", "benchmarks", "frameworks", "hardware",
                   "datasets", "hosts", "claims", "openness", "understand"):  # fmt: skip
        page(project, f"{folder}/index.md".lstrip("/"), folder or "Home")
    for name in ("glossary", "sources", "method", "fields", "decide/will-it-run", "decide/cost"):
        page(project, f"{name}.md", name)
    for name in ("licenses/compare", "licenses/conflicts", "licenses/may-i", "openness/osaid", "openness/mof", "openness/european"):
        page(project, f"{name}.md", name)
    return project


def page(project: Path, path: str, title: str, body: str = "") -> None:
    target = project / "docs" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    about = "A page of the tiny project, so that links lead somewhere."
    target.write_text(f"---\ntitle: Tiny {title}\ndescription: {about}\n---\n# {title}\n\n{body}\n", "utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def navigate(project: Path) -> None:
    """Put every page into the navigation, as somebody would who adds one."""
    engine = project / "mkdocs.yml"
    docs = project / "docs"
    paths = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md") if ".overrides" not in path.parts)
    engine.write_text(
        engine.read_text("utf-8").partition("\nnav:")[0] + "\nnav:\n" + "".join(f"  - {path}\n" for path in paths), "utf-8"
    )


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    navigate(project)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=project, env=environment, capture_output=True, text=True, check=False
    )


def item(project: Path, file: str, id: str) -> dict[str, object]:
    items = json.loads((project / "site" / "api" / "v1" / f"{file}.json").read_text("utf-8"))["items"]
    return next(item for item in items if item["id"] == id)


def sheet(project: Path, name: str) -> str:
    """A table as it is made with the downloads."""
    make = "from macros.publish import api, build; from pathlib import Path; import sys; "
    make += f"sys.stdout.buffer.write(dict(api.sheets(build.knowledge(Path('.'))))['api/v1/{name}.csv'])"
    return subprocess.run([sys.executable, "-c", make], cwd=project, capture_output=True, check=True).stdout.decode("utf-8-sig")


def test_a_new_kind_is_checked_listed_paged_linked_searched_and_exported(house: Path) -> None:
    (house / "macros" / "facts" / "schema" / "library.py").write_text(KIND, "utf-8")
    kinds = house / "macros" / "facts" / "schema" / "kinds.py"
    edit(kinds, "\nKINDS = (", "\nfrom macros.facts.schema.library import Library\n\nKINDS = (")
    edit(kinds, 'Kind("source"', 'Kind("library", "libraries", Library, paged=True),\n    Kind("source"')
    record = house / "data" / "libraries" / "thousand.yml"
    record.parent.mkdir()
    record.write_text(RECORD, "utf-8")
    checked = run(house, "macros", "check")
    assert "data/attributes/library.yml:1: is not there; write the words of this kind" in checked.stderr
    assert "docs/libraries/index.md:1: is not there; write it, with {{ library_list() }} in it" in checked.stderr
    (house / "data" / "attributes" / "library.yml").write_text(WORDS, "utf-8")
    page(house, "libraries/index.md", "Libraries", 'The largest is {{ library("thousand") }}.\n\n{{ library_list() }}')

    record.write_text(RECORD.replace("keeper: example", "keeper: exampel"), "utf-8")
    checked = run(house, "macros", "check")
    assert "data/libraries/thousand.yml:2: keeper: there is no maker 'exampel'; did you mean 'example'?" in checked.stderr
    record.write_text(RECORD.replace("shows", "for: [keeper], shows"), "utf-8")
    checked = run(house, "macros", "check")
    assert "data/libraries/thousand.yml:3: prompts: no source names this field" in checked.stderr

    record.write_text(RECORD, "utf-8")
    built = run(house, "mkdocs", "build", "--strict")
    assert built.returncode == 0, built.stderr[-2000:]
    own = (house / "site" / "libraries" / "thousand" / "index.html").read_text("utf-8")
    assert "Thousand Prompts" in own and ">1,000<" in own and "href=../../makers/example/>" in own
    listed = (house / "site" / "libraries" / "index.html").read_text("utf-8")
    assert "id=thousand " in listed and "href=thousand/>" in listed.replace("../libraries/", "")
    assert item(house, "libraries", "thousand")["prompts"] == 1000
    assert sheet(house, "libraries").startswith("id,name")
    assert "Thousand Prompts" in (house / "site" / FILE).read_text("utf-8")


def test_a_new_field_is_a_type_a_line_of_words_and_data(house: Path) -> None:
    edit(
        house / "macros" / "facts" / "schema" / "model.py",
        "    max_output: Tokens | None",
        "    voices: int | None = None\n    max_output: Tokens | None",
    )
    edit(
        house / "data" / "attributes" / "model.yml",
        "  - {id: max-output",
        "  - {id: voices, field: voices, group: Size, label: Voices, help: How many it has., on: [page, table]}\n"
        "  - {id: max-output",
    )
    edit(house / "data" / "models" / "example" / "alpha.yml", "\nsources:", "\nvoices: 12\nsources:")
    page(house, "models/index.md", "Models", "{{ model_list() }}")
    page(house, "fields.md", "Fields", "{{ attribute_list() }}")
    built = run(house, "mkdocs", "build", "--strict")
    assert built.returncode == 0, built.stderr[-2000:]
    assert "Voices" in (house / "site" / "models" / "alpha" / "index.html").read_text("utf-8")
    assert "data-label=Voices" in (house / "site" / "models" / "index.html").read_text("utf-8")
    assert "How many it has." in (house / "site" / "fields" / "index.html").read_text("utf-8")
    assert item(house, "models", "alpha")["voices"] == 12
    assert "voices" in sheet(house, "models").splitlines()[0].split(",")


def test_a_broken_record_stops_the_build_with_the_message_of_the_check(house: Path) -> None:
    edit(house / "data" / "models" / "example" / "alpha.yml", "maker: example", "maker: exampel")
    done = run(house, "mkdocs", "build", "--strict")
    assert done.returncode == 1
    message = r"data/models/example/alpha\.yml:\d+: maker: there is no maker 'exampel'; the folder says 'example'"
    assert re.search(message, done.stderr)
    assert "Traceback" not in done.stderr + done.stdout
    assert not (house / "site").exists()

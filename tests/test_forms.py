"""The forms on the issues page: their choices are the vocabularies', each asks for a source, and links into them exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.documents import Document
from macros.facts.places import line
from macros.facts.schema.kinds import KINDS, Kind
from macros.pages.links import Links
from macros.pages.view import View
from tests.conftest import PROJECT

FOLDER = PROJECT / ".github" / "ISSUE_TEMPLATE"
FORMS: dict[str, dict[str, Any]] = {
    path.name: yaml.safe_load(path.read_text("utf-8")) for path in FOLDER.glob("*.yml") if path.name != "config.yml"
}
VOCABULARIES = {
    ("new-model.yml", "type"): "model-types",
    ("new-license.yml", "category"): "license-categories",
    ("question.yml", "topic"): "faq-topics",
    ("claim.yml", "topic"): "claim-topics",
}


def fields(form: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {part["id"]: part for part in form["body"] if "id" in part}


@pytest.mark.parametrize(("place", "vocabulary"), VOCABULARIES.items(), ids=lambda item: str(item))
def test_the_choices_of_a_form_are_the_words_of_its_vocabulary(place: tuple[str, str], vocabulary: str, catalog: Catalog) -> None:
    form, field = place
    assert fields(FORMS[form])[field]["attributes"]["options"] == [
        word.label for word in catalog.vocabularies[vocabulary].values()
    ], f"write the labels of data/vocabulary/{vocabulary}.yml into .github/ISSUE_TEMPLATE/{form}"


@pytest.mark.parametrize("name", FORMS)
def test_every_form_asks_where_it_can_be_read(name: str) -> None:
    assert "source" in fields(FORMS[name])
    if name != "question.yml":
        assert fields(FORMS[name])["source"]["validations"]["required"]


def test_every_link_to_a_form_leads_to_one() -> None:
    texts = [path.read_text("utf-8") for folder in ("docs", "macros") for path in (PROJECT / folder).rglob("*.md")]
    texts += [(PROJECT / "CONTRIBUTING.md").read_text("utf-8")]
    named = {name for text in texts for name in re.findall(r"issues/new\?template=([a-z-]+\.yml)", text)}
    assert named and named <= set(FORMS)


@pytest.mark.parametrize("link", ["report", "suggest"])
def test_a_link_to_a_form_fills_in_the_record(link: str, catalog: Catalog, knowledge: Knowledge) -> None:
    address = urlsplit(getattr(View(knowledge, Links(), "https://github.com/o/r"), link)("model", "gpt-2", "GPT-2"))
    asked = parse_qs(address.query)
    form = FORMS[asked["template"][0]]
    assert set(asked) - {"template", "title"} <= set(fields(form))
    assert (PROJECT / asked["page"][0]).is_file()
    assert Path(asked["page"][0]).stem == "gpt-2"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.sourced and kind.paged], ids=lambda kind: kind.name)
def test_a_fact_is_edited_at_its_line(kind: Kind, catalog: Catalog) -> None:
    """Every eighth record: the quick look for lines finds what a parser finds, and no field of a list or of running text."""
    for id, entry in list(catalog.entries[kind.name].items())[::8]:
        parsed = Document(PROJECT / entry.path, entry.path)
        named = {place for place in parsed.lines if place and not any(isinstance(step, int) for step in place)}
        found = catalog.lines(kind.name, id)
        assert {field: parsed.lines[tuple(field.split("."))] for field in found} == found, id
        assert {place: line(found, ".".join(map(str, place))) for place in named if len(place) == 1} == {
            place: parsed.lines[place] for place in named if len(place) == 1
        }, id


def test_the_line_of_what_is_not_written_is_that_of_the_field_around_it(knowledge: Knowledge) -> None:
    view = View(knowledge, Links(), "https://github.com/o/r")
    rows = (PROJECT / "data" / "models" / "openai" / "gpt-2.yml").read_text("utf-8").splitlines()
    for field, row in {"license.weights": "  weights: ", "license.api": "license:", "energy": "# yaml", "": ""}.items():
        _, _, at = view.edit("model", "gpt-2", field).partition("#L")
        assert rows[int(at) - 1].startswith(row) if at else not field

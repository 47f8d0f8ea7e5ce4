"""The bill of materials of every model with weights, held against the published schema of the format."""

import json
from importlib.resources import files
from typing import Any

import pytest
from cyclonedx.schema import _res
from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource

from macros.answers.knowledge import Knowledge
from macros.publish.bom import bom


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    """The schema of CycloneDX 1.6 with the two schemas that it refers to."""
    texts = {
        name: json.loads((files(_res) / f"{name}.SNAPSHOT.schema.json").read_text("utf-8"))
        for name in ("bom-1.6", "spdx", "jsf-0.82")
    }
    base = texts["bom-1.6"]["$id"].rpartition("/")[0]
    found = [(f"{base}/{name}.SNAPSHOT.schema.json", Resource.from_contents(text)) for name, text in texts.items()]
    registry: Registry[Any] = Registry().with_resources(found)
    return Draft7Validator(texts["bom-1.6"], registry=registry, format_checker=FormatChecker())


def test_every_bill_is_valid(knowledge: Knowledge, validator: Draft7Validator) -> None:
    wrong = {
        model.id: [f"{error.json_path}: {error.message[:120]}" for error in errors]
        for model in knowledge.catalog.models.values()
        if model.downloadable and (errors := list(validator.iter_errors(bom(knowledge, model))))
    }
    assert wrong == {}


def test_all_that_a_bill_depends_on_stands_in_it_with_its_license(knowledge: Knowledge) -> None:
    """Also a base without a record of its own: what it asks is inherited all the same."""
    outside = 0
    for model in knowledge.catalog.models.values():
        if bases := model.downloadable and knowledge.lineages.binding_ancestors(model):
            made = bom(knowledge, model)
            licensed = {part["bom-ref"]: "licenses" in part for part in made["components"]}
            assert made["dependencies"][0]["dependsOn"] == list(licensed), model.id
            wanted = {base.model.id if base.model else base.name: base.license is not None for base in bases}
            assert {id for id, known in wanted.items() if known} <= {id for id, known in licensed.items() if known}, model.id
            outside += sum(base.model is None for base in bases)
    assert outside > 1


def test_the_schema_refuses_a_bill_with_a_wrong_license(knowledge: Knowledge, validator: Draft7Validator) -> None:
    made = bom(knowledge, knowledge.catalog.models["deepseek-r1"])
    made["metadata"]["component"]["licenses"] = [{"license": {"id": "no-such-license"}}]
    assert list(validator.iter_errors(made))


def test_a_bill_names_what_a_model_was_made_from(knowledge: Knowledge) -> None:
    made = bom(knowledge, knowledge.catalog.models["deepseek-r1-distill-llama-70b"])
    known = {component["bom-ref"]: component for component in made["components"]}
    assert made["dependencies"][0]["dependsOn"] == list(known)
    licenses = {
        text["license"].get("name") or text["license"]["id"] for each in known.values() for text in each.get("licenses", [])
    }
    assert "Llama 3.3 Community License Agreement" in licenses
    assert made["metadata"]["component"]["licenses"][0]["license"]["id"] == "MIT"

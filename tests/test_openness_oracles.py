"""What others found out about real models, and what our data must therefore come to."""

from __future__ import annotations

import pytest

from macros.answers.components import WEIGHTS
from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog

COMPLETE = 12  # components recorded
ASSESSED = 60  # models that have so many

# The Open Source Initiative's validation of October 2024: https://opensource.org/ai/open-source-ai-definition
MEETS = ["pythia-12b", "olmo-7b", "amber-7b", "crystalcoder-7b", "t5-11b"]
WITH_ANOTHER_LICENSE = ["bloom-176b", "starcoder2-15b"]
FAILS = ["llama-2-70b", "grok-1", "phi-2", "mixtral-8x7b", "falcon-40b", "falcon-180b"]

LLAMAS = [
    *("llama-7b", "llama-65b", "llama-2-7b", "llama-2-13b", "llama-2-70b", "llama-3-8b", "llama-3-70b"),
    *("llama-3.1-8b", "llama-3.1-70b", "llama-3.1-405b", "llama-3.2-1b", "llama-3.2-3b", "llama-3.2-11b-vision"),
    *("llama-3.2-90b-vision", "llama-3.3-70b", "llama-4-scout", "llama-4-maverick"),
]

ACCESS = [
    ("pythia-12b", "open-source"),
    ("olmo-7b", "open-source"),
    ("amber-7b", "open-source"),
    ("t5-11b", "open-source"),
    ("deepseek-r1", "open-weights"),
    ("mixtral-8x7b", "open-weights"),
    ("grok-1", "open-weights"),
    ("phi-2", "open-weights"),
    ("bloom-176b", "open-weights"),
    ("starcoder2-15b", "open-weights"),
    ("gemma-2-9b", "open-weights"),
    ("gpt-oss-120b", "open-weights"),
    ("llama-2-70b", "restricted-weights"),
    ("llama-3-70b", "restricted-weights"),
    ("llama-3.1-405b", "restricted-weights"),
    ("llama-4-scout", "restricted-weights"),
    ("qwen2.5-72b", "restricted-weights"),
    ("qwen2.5-3b", "restricted-weights"),
    ("command-r", "restricted-weights"),
    ("exaone-4.0-32b", "restricted-weights"),
    ("llama-7b", "restricted-weights"),
    ("gpt-4.1", "api"),
    ("gpt-4o", "api"),
    ("claude-opus-4.5", "api"),
    ("gemini-2.5-pro", "api"),
    ("chatgpt", "product"),
]


@pytest.mark.parametrize("id", MEETS)
def test_osi_validation_meets(knowledge: Knowledge, id: str) -> None:
    verdict = knowledge.assessments[id].osaid
    assert verdict.value == "meets", [(item.id, item.reason) for item in (*verdict.failures, *verdict.open_points)]


@pytest.mark.parametrize("id", WITH_ANOTHER_LICENSE)
def test_osi_validation_would_meet_with_another_license(knowledge: Knowledge, id: str) -> None:
    """BLOOM and StarCoder2 publish what is asked for; every failure is about terms."""
    verdict = knowledge.assessments[id].osaid
    assert verdict.value == "does-not-meet"
    assert WEIGHTS in [item.component for item in verdict.failures]
    for item in verdict.failures:
        assert "license" in item.reason.casefold() or "under" in item.reason, (item.id, item.reason)
        assert "not published" not in item.reason and "part" not in item.reason, (item.id, item.reason)


@pytest.mark.parametrize("id", FAILS)
def test_osi_validation_does_not_meet(knowledge: Knowledge, id: str) -> None:
    """Code or data are missing, whatever the license of the weights.

    The OSI expected Falcon to meet after a change of license; by what is published, its training code and most of its
    data are missing as well.
    """
    verdict = knowledge.assessments[id].osaid
    assert verdict.value == "does-not-meet"
    assert {item.component for item in verdict.failures} & {"training-code", "datasets"}, [item.id for item in verdict.failures]


def test_the_restricted_license_of_falcon_180b_is_a_failure_of_its_own(knowledge: Knowledge) -> None:
    assert WEIGHTS in [item.component for item in knowledge.assessments["falcon-180b"].osaid.failures]


@pytest.mark.parametrize("id", LLAMAS)
def test_no_llama_reaches_a_class_of_the_mof(knowledge: Knowledge, id: str) -> None:
    """The Model Openness Tool leaves all 17 of its Llama files unclassified."""
    verdict = knowledge.assessments[id].mof
    assert verdict.value == "none"
    weights = next(check for check in verdict.checks if check.component == WEIGHTS)
    assert weights.outcome == "fail", weights.reason


@pytest.mark.parametrize(("id", "access"), ACCESS)
def test_access_class(knowledge: Knowledge, id: str, access: str) -> None:
    assert knowledge.assessments[id].access == access, knowledge.assessments[id].reason


def test_gpt_4_was_an_api_and_was_withdrawn(catalog: Catalog, knowledge: Knowledge) -> None:
    model = catalog.models["gpt-4"]
    assert model.availability.weights == "none"
    assert knowledge.assessments["gpt-4"].access == "withdrawn"


def test_enough_models_have_complete_component_lists(catalog: Catalog) -> None:
    complete = [model.id for model in catalog.models.values() if len(model.components) >= COMPLETE]
    assert len(complete) >= ASSESSED, len(complete)


def test_the_well_known_open_and_closed_ones_are_among_them(catalog: Catalog) -> None:
    for id in (*MEETS, *WITH_ANOTHER_LICENSE, *FAILS, "llama-3.1-405b", "deepseek-v3", "apertus-70b", "olmo-2-32b"):
        assert len(catalog.models[id].components) >= COMPLETE, id


def test_only_models_with_evidence_are_called_open_source(catalog: Catalog, knowledge: Knowledge) -> None:
    """The best verdict needs a judged component for every requirement; nothing is implied but the weights."""
    for id, model in catalog.models.items():
        if knowledge.assessments[id].access == "open-source":
            for item in knowledge.assessments[id].osaid.requirements:
                if item.id != "data-information" and item.component != WEIGHTS:
                    assert model.components[item.component].present == "yes", (id, item.component)


def test_no_model_without_published_weights_meets_anything(catalog: Catalog, knowledge: Knowledge) -> None:
    for id, model in catalog.models.items():
        if model.availability.weights == "none":
            verdicts = knowledge.assessments[id]
            assert verdicts.osaid.value == "does-not-meet", id
            assert verdicts.mof.value == "none", id
            assert verdicts.access in ("api", "product", "withdrawn", "unreleased", "unknown"), id


def test_a_restricted_license_never_meets(catalog: Catalog, knowledge: Knowledge) -> None:
    for id, model in catalog.models.items():
        terms = model.license.weights if model.license else None
        if terms and catalog.licenses[terms].category != "open-source" and WEIGHTS not in model.components:
            assert knowledge.assessments[id].osaid.value != "meets", id
            assert knowledge.assessments[id].mof.value == "none", id


@pytest.mark.parametrize(
    ("id", "at_least", "at_most"),
    [("olmo-2-32b", 0.6, 1.0), ("pythia-12b", 0.6, 1.0), ("amber-7b", 0.7, 1.0), ("llama-2-70b", 0.0, 0.5), ("grok-1", 0.0, 0.5)],
)
def test_european_score_is_in_the_region_of_the_index(knowledge: Knowledge, id: str, at_least: float, at_most: float) -> None:
    """Our components are graded by us, so the score need not be the index's; it must not be far off."""
    score = knowledge.assessments[id].european
    assert score.high >= at_least and score.low <= at_most, (score.low, score.high)

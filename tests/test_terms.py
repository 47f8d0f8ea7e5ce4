"""What binds who uses a model: its own license and what it inherits, in each place that says so."""

from __future__ import annotations

import json

import pytest

from macros.answers.knowledge import Knowledge
from macros.answers.licensing.answers import answers_of
from macros.answers.licensing.effective import STRICTER
from macros.facts.catalog import Catalog
from macros.pages import attributes
from macros.pages.license import answer_tone
from macros.pages.links import Links
from macros.pages.renderer import script_json
from macros.pages.view import View
from macros.publish import api, scripts

# model, its own license, the strictest that binds, access class, a question and the answer and license that decide it
LLAMA_3_1, LLAMA_3_3, R = "llama-3.1-community", "llama-3.3-community", "restricted-weights"
BOUND = [
    ("deepseek-r1-distill-llama-70b", "mit", LLAMA_3_3, R, "naming", "yes", LLAMA_3_3),
    ("deepseek-r1-distill-llama-70b", "mit", LLAMA_3_3, R, "threshold", "yes", LLAMA_3_3),
    ("deepseek-r1-distill-llama-70b", "mit", LLAMA_3_3, R, "aup", "yes", LLAMA_3_3),
    ("deepseek-r1-distill-llama-8b", "mit", LLAMA_3_1, R, "share_alike", "conditional", LLAMA_3_1),
    ("llama-3.1-minitron-4b", "nvidia-open-model", LLAMA_3_1, R, "threshold", "yes", LLAMA_3_1),
    ("llama-3.3-nemotron-super-49b", "nvidia-open-model", LLAMA_3_3, R, "threshold", "yes", LLAMA_3_3),
    ("kimi-dev-72b", "mit", "qwen-license-2024", R, "threshold", "yes", "qwen-license-2024"),
    ("llama-3.1-nemotron-ultra-253b", "nvidia-open-model", LLAMA_3_1, R, "naming", "yes", LLAMA_3_1),
    ("orca-2-13b", "ms-research-license", "ms-research-license", R, "commercial_use", "no", "ms-research-license"),
    ("deepseek-r1", "mit", "mit", "open-weights", "naming", "no", "mit"),
]  # fmt: skip


@pytest.mark.parametrize(("id", "own", "strictest", "access", "question", "answer", "decides"), BOUND)
def test_the_strictest_part_decides(
    knowledge: Knowledge, id: str, own: str, strictest: str, access: str, question: str, answer: str, decides: str
) -> None:
    terms = knowledge.terms[id]
    assert terms.own and terms.own.id == own
    assert terms.license and terms.license.id == strictest
    assert knowledge.assessments[id].access == access
    term = terms.answers[question]
    assert (term.answer.answer, term.layer.license.id) == (answer, decides)


# model → the strictest text that binds; cases that readers asked about, each with the right value
RIGHT = {
    "devstral-small-2": "apache-2.0", "devstral-2": "mistral-modified-mit", "hunyuan-video": "tencent-hunyuan-video",
    "hunyuan-7b": "tencent-hunyuan-a13b", "ltx-video": "ltxv-open-weights", "qwen2.5-3b": "qwen-research-2024",
    "qwen2.5-7b": "apache-2.0", "qwen2.5-72b": "qwen-license-2024", "deepseek-v3": "deepseek-model-1.0", "deepseek-r1": "mit",
    "apertus-70b": "apache-2.0", "flux.2-dev": "flux-dev-nc-2.0", "minimax-m2.7": "minimax-m2.7-nc",
}  # fmt: skip


@pytest.mark.parametrize(("id", "license"), RIGHT.items())
def test_the_text_that_binds_is_the_right_edition(knowledge: Knowledge, id: str, license: str) -> None:
    found = knowledge.terms[id].license
    assert found and found.id == license


def test_one_reading_in_every_place(knowledge: Knowledge) -> None:
    """Page, catalog, chooser and API name the Llama terms of a model labeled MIT."""
    id, view = "deepseek-r1-distill-llama-70b", View(knowledge, Links())
    model = knowledge.catalog.models[id]
    license, kind = (knowledge.attributes["model"][name] for name in ("license", "license-category"))
    assert [cell.text for cell in attributes.cell(view, license, model).items] == ["MIT License", "Llama 3.3 Community"]
    assert kind.value(knowledge, model) == "source-available-commercial-with-threshold"
    assert "Llama 3.3 70B" in knowledge.assessments[id].reason and "any size" not in knowledge.assessments[id].reason
    row = api.item(knowledge, model)
    assert (row["license"], row["effective_license"]) == ("mit", "llama-3.3-community")
    assert row["effective_terms"][0] == {"license": "llama-3.3-community", "inherited_from": "Llama 3.3 70B"}
    assert row["effective_answers"]["naming"] == {"answer": "yes", "license": "llama-3.3-community", "clause": "§1(b)(i)"}
    script = dict(scripts.files(knowledge))["assets/licenses.js"]
    under = json.loads(script.split("modelsByLicense=")[1].rstrip(";\n"))
    assert [row["inherits"] for row in under["mit"] if row["id"] == id] == [["llama-3.3-community"]]


def test_who_asks_is_told_of_models_that_only_an_api_offers(knowledge: Knowledge) -> None:
    """Under the terms of the API; not of weights that can be had, nor of what was switched off."""
    script = dict(scripts.files(knowledge))["assets/licenses.js"]
    under = {id: {row["id"] for row in rows} for id, rows in json.loads(script.split("modelsByLicense=")[1].rstrip(";\n")).items()}
    assert {"qwen3.7-flash", "qwen4-max"} <= under["alibaba-model-studio"]
    assert "qwen3-8b" in under["apache-2.0"] and "qwen3-8b" not in under["alibaba-model-studio"]
    listed = set().union(*under.values())
    assert not [
        id
        for id, model in knowledge.catalog.models.items()
        if id in listed and not model.downloadable and knowledge.assessments[id].access == "withdrawn"
    ]


def test_no_layer_is_milder_than_the_merged_answer(knowledge: Knowledge) -> None:
    """Whatever one of the texts forbids or asks, the merged answer forbids or asks."""
    words = knowledge.catalog.vocabularies["questions"]
    for id in knowledge.catalog.models:
        terms = knowledge.terms[id]
        for layer in terms.layers:
            for question, answer in answers_of(knowledge.catalog, layer.license).items():
                order = STRICTER.get(str(words[question].direction))
                if order:
                    assert order.index(terms.answers[question].answer.answer) >= order.index(answer.answer), (id, question)


def test_terms_of_a_service_never_stand_for_weights(knowledge: Knowledge) -> None:
    for id, model in knowledge.catalog.models.items():
        own = knowledge.terms[id].own
        if own and model.downloadable:
            assert own.id == (model.license and model.license.weights), id


def test_who_calls_an_api_inherits_nothing(knowledge: Knowledge) -> None:
    for id, model in knowledge.catalog.models.items():
        if not model.downloadable:
            assert not knowledge.terms[id].inherited, id


# question, answer, color: a duty that does not exist is good for the reader
TONES = [
    ("commercial_use", "yes", "good"), ("commercial_use", "no", "bad"), ("naming", "yes", "bad"), ("naming", "no", "good"),
    ("aup", "conditional", "mixed"), ("data_training", "no", "good"), ("geography", "no", "good"), ("ip_indemnity", "no", "bad"),
    ("governing_law", "info", "plain"), ("attribution", "yes", "plain"), ("threshold", "silent", "plain"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer", "tone"), TONES)
def test_color_is_good_or_bad_for_the_reader(knowledge: Knowledge, question: str, answer: str, tone: str) -> None:
    assert answer_tone(View(knowledge, Links()), question, answer) == tone


def test_every_question_has_a_direction_and_explains_itself(catalog: Catalog) -> None:
    for id, word in catalog.vocabularies["questions"].items():
        assert word.direction and word.description and word.description != word.label, id


def test_json_in_a_page_cannot_close_its_script() -> None:
    said = script_json({"name": "</script><script>alert(1)</script> & more"})
    assert not set("<>&") & set(said) and json.loads(said)["name"].startswith("</script>")

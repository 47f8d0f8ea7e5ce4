"""The first lines of a page: may a business use it, what is published, what instead."""

from __future__ import annotations

import re

import pytest

from macros.answers.catches import of_license, of_model
from macros.answers.components import Piece, pieces
from macros.answers.knowledge import Knowledge
from macros.answers.tile import mark, tile
from macros.pages.card import license_card
from macros.pages.links import Links
from macros.pages.view import View


@pytest.mark.parametrize(
    ("model", "outcome", "questions"),
    [
        ("llama-4-scout", "conditions", ["geography", "threshold", "naming", "aup"]),
        ("gpt-oss-120b", "allowed", []),
        ("qwen3-32b", "allowed", []),
        ("deepseek-r1-distill-llama-70b", "conditions", ["threshold", "naming", "aup"]),  # by the terms of Llama
        ("flux.1-dev", "forbidden", ["commercial_use"]),
    ],
)
def test_the_verdict_names_its_catches_gravest_first(knowledge: Knowledge, model: str, outcome: str, questions: list[str]) -> None:
    found = of_model(knowledge.catalog, knowledge.catalog.models[model], knowledge.terms[model])
    assert found.outcome == outcome
    asked = list(dict.fromkeys(catch.question for catch in found.catches))
    assert asked[: len(questions)] == questions


def test_a_catch_says_whose_text_it_is(knowledge: Knowledge) -> None:
    model = "deepseek-r1-distill-llama-70b"
    found = of_model(knowledge.catalog, knowledge.catalog.models[model], knowledge.terms[model])
    assert {catch.license.id for catch in found.catches if catch.question == "naming"} == {"llama-3.3-community"}


def test_no_text_with_a_limit_of_size_or_place_is_simply_allowed(knowledge: Knowledge) -> None:
    for license in knowledge.catalog.licenses.values():
        if license.thresholds or any(place.multimodal_only != "yes" for place in license.excluded_places):
            assert of_license(knowledge.catalog, license).outcome != "allowed", license.id


def test_a_card_says_no_sentence_on_places_twice(knowledge: Knowledge) -> None:
    view = View(knowledge, Links())
    for license in knowledge.catalog.licenses.values():
        said = re.findall(r"Not in: .+?</strong> (.+?)(?: <cite>|</li>)", str(license_card(view, license)))
        assert len(said) == len(set(said)), license.id


def test_places_that_one_sentence_leaves_out_are_named_together(knowledge: Knowledge) -> None:
    card = str(license_card(View(knowledge, Links()), knowledge.catalog.licenses["tencent-hy-community"]))
    assert "Not in: European Union, United Kingdom, South Korea." in card


def test_a_tile_never_takes_unknown_for_no(knowledge: Knowledge) -> None:
    for model in knowledge.catalog.models.values():
        parts = pieces(knowledge.catalog, model)
        shown = tile(knowledge.catalog, parts)
        assert sum(len(row) for _, row in shown.rows) == 16
        assert {part.id for _, row in shown.rows for part in row if part.mark == "unknown"} == {
            part.id for _, row in shown.rows for part in row if parts[part.id].present is None
        }


def test_published_without_a_recorded_license_is_limited_unless_it_is_a_paper() -> None:
    assert mark(Piece("training-code", "yes"), "code") == "limited"
    assert mark(Piece("technical-report", "yes"), "document") == "free"
    assert mark(Piece("datasets", "partial"), "data") == "limited"
    assert mark(Piece("datasets", "no"), "data") == "absent"


def test_what_instead_is_on_offer_and_another_model(knowledge: Knowledge) -> None:
    for model in knowledge.catalog.models.values():
        for item in knowledge.alternatives[model]:
            assert item.model.id != model.id and item.model.type == model.type
            assert knowledge.assessments[item.model.id].access not in ("withdrawn", "unreleased")
            if item.why == "newer":
                assert item.model.released > model.released
            if item.why in ("open", "freer"):
                assert knowledge.assessments[item.model.id].access in ("open-source", "open-weights")

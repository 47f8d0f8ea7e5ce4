"""What the EU AI Act asks of a model, as far as terms, weights and dates tell."""

from __future__ import annotations

import pytest

from macros.answers.attributes import OWED_LATEST, OWED_SINCE
from macros.answers.compute import PRESUMED, Spent
from macros.answers.knowledge import Knowledge
from macros.pages.attributes import cell
from macros.pages.links import Links
from macros.pages.view import View


@pytest.mark.parametrize(
    ("model", "standing"),
    [
        ("olmo-2-32b", "yes"),  # Apache 2.0, weights public
        ("gemma-3-27b", "disputed"),  # a use policy binds
        ("llama-3.3-70b", "no"),  # a limit on users
        ("command-r-plus", "no"),  # no commercial use
        ("gpt-5.5", "no"),  # no weights
        ("gpt-3", None),  # withdrawn
    ],
)
def test_weights_and_terms_decide_whether_the_exemption_can_hold(knowledge: Knowledge, model: str, standing: str | None) -> None:
    assert knowledge.attributes["model"]["exemption-standing"].value(knowledge, knowledge.catalog.models[model]) == standing


def test_a_presumed_systemic_risk_ends_the_exemption(knowledge: Knowledge) -> None:
    answers = knowledge.attributes["model"]
    risky = [model for model in knowledge.catalog.models.values() if answers["systemic-risk"].value(knowledge, model) == "yes"]
    assert risky and all(answers["exemption-standing"].value(knowledge, model) != "yes" for model in risky)


def test_the_summary_is_owed_from_the_release_or_from_the_last_day_of_grace(knowledge: Knowledge) -> None:
    due = knowledge.attributes["model"]["summary-due"]
    for model in knowledge.catalog.models.values():
        day = due.value(knowledge, model)
        gone = knowledge.assessments[model.id].access in ("withdrawn", "unreleased")
        assert day == (None if gone else model.released if model.released >= OWED_SINCE else OWED_LATEST), model.id


@pytest.mark.parametrize(
    ("model", "above"),
    [
        ("glm-5.3-flash", "no"),  # 18B of 320B work, 30T tokens: a third of the line
        ("pythia-6.9b", "no"),  # dense, far below
        ("glm-5", None),  # 40B and 28.5T: two thirds of the line, and tuning is not counted
        ("kimi-k2-0905", None),  # its tokens are those of the model it was made from
        ("gpt-4", "yes"),  # recorded
    ],
)
def test_an_estimate_near_the_line_or_of_a_part_decides_nothing(knowledge: Knowledge, model: str, above: str | None) -> None:
    assert knowledge.attributes["model"]["systemic-risk"].value(knowledge, knowledge.catalog.models[model]) == above


@pytest.mark.parametrize(
    ("flop", "tokens", "above"),
    [(1e25, None, True), (9.9e24, None, False), (2e25, 10, True), (1.9e25, 10, None), (5e24, 10, None), (4.9e24, 10, False)],
)
def test_the_line_itself_is_reached_and_an_estimate_must_be_twice_as_far(
    flop: float, tokens: int | None, above: bool | None
) -> None:
    assert Spent(flop, tokens=tokens).above(PRESUMED) is above


def test_an_estimate_says_how_it_was_made_and_a_recorded_value_does_not(knowledge: Knowledge) -> None:
    risk, models = knowledge.attributes["model"]["systemic-risk"], knowledge.catalog.models
    assert "6 × 18 billion working parameters × 30 trillion tokens" in risk.why(knowledge, models["glm-5.3-flash"])
    assert risk.why(knowledge, models["gpt-4"]) == ""
    view = View(knowledge, Links())
    assert cell(view, risk, models["glm-5.3-flash"]).text.startswith("No. Estimated, pretraining only: 6 × 18 billion")
    assert cell(view, risk, models["gpt-4"]).text == "Yes"

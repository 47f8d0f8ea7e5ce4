"""How far a model's life has come depends on the day, and its access follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from macros.answers import lifecycle
from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.schema.model import Stage
from macros.pages.model import steps as model_steps


@pytest.mark.parametrize(
    ("written", "today", "state"),
    [
        ({"state": "available"}, "2026-11-28", "available"),
        ({"state": "preview"}, "2026-11-28", "preview"),
        ({"state": "available", "announced": "2026-06-11"}, "2026-11-28", "deprecated"),
        ({"state": "deprecated", "retires": "2026-12-11"}, "2026-12-10", "deprecated"),
        ({"state": "deprecated", "retires": "2026-12-11"}, "2026-12-11", "retired"),
        ({"state": "deprecated", "retires": "2026-12"}, "2026-12-31", "deprecated"),
        ({"state": "deprecated", "retires": "2026-12"}, "2027-01-01", "retired"),
        ({"state": "available", "not_before": "2026-06-01"}, "2026-11-28", "available"),
        ({"state": "retired"}, "2026-11-28", "retired"),
    ],
)
def test_a_day_that_passes_changes_the_state(written: dict[str, str], today: str, state: str) -> None:
    stage = Stage(channel="api", source="card", **written)
    assert lifecycle.state(stage, date.fromisoformat(today)) == state


@pytest.mark.parametrize(("today", "access", "offered"), [("2027-01-13", "api", "yes"), ("2027-01-14", "withdrawn", "no")])
def test_gpt_4o_ends_on_the_day_its_maker_announced(catalog: Catalog, today: str, access: str, offered: str) -> None:
    knowledge = Knowledge(replace(catalog, today=date.fromisoformat(today)))
    model = knowledge.catalog.models["gpt-4o"]
    assert knowledge.assessments["gpt-4o"].access == access
    assert model.availability.api == "yes"  # as it was written while it was so
    assert knowledge.attributes["model"]["api"].value(knowledge, model) == offered


def test_weights_outlive_the_api(knowledge: Knowledge) -> None:
    model = knowledge.catalog.models["mixtral-8x7b"]
    assert lifecycle.states(model, knowledge.catalog.today)["api"] == "retired"
    assert lifecycle.ended(model, knowledge.catalog.today) is None
    assert knowledge.assessments[model.id].access == "open-weights"


def test_the_reason_names_the_day(knowledge: Knowledge) -> None:
    assert knowledge.assessments["claude-3-opus"].reason == "Its maker switched it off on 2026-01-05."


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        ({"state": "available"}, [("available", None)]),
        ({"state": "available", "since": "2026-01-01"}, [("available", "2026-01-01")]),
        ({"state": "retired"}, [("retired", None)]),
        ({"state": "deprecated", "announced": "2026-06-11", "retires": "2026-12-11"},
         [("deprecated", "2026-06-11"), ("retired", "2026-12-11")]),
    ],
)  # fmt: skip
def test_a_stage_says_each_step_once(written: dict[str, str], steps: list[tuple[str, str | None]]) -> None:
    stage = Stage(channel="api", source="card", **written)
    last = lifecycle.RETIRED if stage.retires else lifecycle.state(stage, date(2026, 11, 28))
    assert model_steps(stage, last) == steps

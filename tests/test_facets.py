"""What the catalog is narrowed by: sizes hold smaller ones, and what can be rebuilt follows from the parts."""

from __future__ import annotations

import pytest

from macros.answers.components import rebuild
from macros.answers.knowledge import Knowledge
from macros.facts.schema.model import Component, Model


def part(present: str) -> Component:
    return Component.model_construct(present=present, source="x")


@pytest.mark.parametrize(
    ("data", "code", "checkpoints", "said"),
    [
        ("yes", "yes", "yes", "whole"),
        ("yes", "yes", None, "data-and-code"),
        ("yes", "yes", "no", "data-and-code"),
        ("partial", "yes", "yes", "part"),
        ("yes", "no", "yes", "no"),
        ("no", None, None, "no"),
        ("yes", None, "yes", None),  # unknown is no
        (None, None, None, None),
    ],
)
def test_what_a_model_can_be_rebuilt_from(data: str | None, code: str | None, checkpoints: str | None, said: str | None) -> None:
    given = {"datasets": data, "training-code": code, "model-parameters-intermediate": checkpoints}
    model = Model.model_construct(components={id: part(present) for id, present in given.items() if present})
    assert rebuild(model) == said


def test_a_student_finds_what_can_be_rebuilt_up_to_32_billion(knowledge: Knowledge) -> None:
    known = knowledge.attributes["model"]
    found = {
        id
        for id, model in knowledge.catalog.models.items()
        if known["rebuild"].value(knowledge, model) == "whole" and "32-b" in (known["size"].value(knowledge, model) or ())
    }
    assert {"olmo-3-32b", "apertus-8b", "pythia-12b", "smollm3-3b"} <= found
    assert "apertus-70b" not in found


def test_a_size_holds_the_smaller_ones_and_an_unknown_one_is_nowhere(knowledge: Knowledge) -> None:
    size = knowledge.attributes["model"]["size"]
    assert size.value(knowledge, knowledge.catalog.models["llama-3.1-8b"])[0] == "9-b"
    assert size.value(knowledge, knowledge.catalog.models["kimi-k3"]) is None
    assert size.value(knowledge, knowledge.catalog.models["gpt-5"]) is None

"""Pick a model: the rule does what the page says, in Python here and in the browser in tests/browser/."""

from __future__ import annotations

from dataclasses import replace

import pytest

from macros.answers.knowledge import Knowledge
from macros.answers.pick import Candidate, Wish, pick, wish
from macros.facts.schema.situation import Situation

ROW = Candidate("a", "A", "one", "language", "2026-01-01", ("text",), ("de",), True, 8 * 10**9, "allowed", (), 0)
WANTED = Wish(types=("language",))


@pytest.mark.parametrize(
    ("changed", "wanted", "fits"),
    [
        ({}, {}, True),
        ({"type": "image"}, {}, False),
        ({}, {"reads": "image"}, False),
        ({"own": False}, {"own": True}, False),
        ({}, {"memory": 8 * 10**9}, True),
        ({"need": 8 * 10**9 + 1}, {"memory": 8 * 10**9}, False),
        ({"need": 0}, {"memory": 8 * 10**9}, False),  # unknown is no small model
        ({"outcome": "unknown"}, {}, False),
        ({"outcome": "forbidden"}, {"business": False}, True),
        ({"not_in": ("eu",)}, {"place": "eu"}, False),
        ({"not_in": ("eu",)}, {}, True),
        ({"catches": 1}, {"no_catch": True}, False),
        ({}, {"language": "fr"}, False),
    ],
)
def test_each_wish_leaves_out_what_does_not_fulfil_it(changed: dict, wanted: dict, fits: bool) -> None:
    assert bool(pick([replace(ROW, **changed)], replace(WANTED, **wanted))) is fits


def test_one_a_maker_the_largest_that_fits_first() -> None:
    rows = [ROW, replace(ROW, id="b", need=9 * 10**9), replace(ROW, id="c", maker="two", need=3 * 10**9)]
    assert [row.id for row in pick(rows, replace(WANTED, memory=10 * 10**9))] == ["b", "c"]
    assert [row.id for row in pick(rows, WANTED)] == ["a", "c"]  # without a machine the newest, as given


def test_every_situation_has_an_answer_that_keeps_to_it(knowledge: Knowledge) -> None:
    situations = knowledge.catalog.all(Situation)
    assert len(situations) >= 12
    for id, item in situations.items():
        found = pick(knowledge.candidates, wish(item))
        assert found, id
        for row in found:
            model = knowledge.catalog.models[row.id]
            assert model.type in item.type
            if item.own_machine == "yes":
                assert model.downloadable
            if item.memory_gb:
                assert model.parameters and model.parameters.total
                assert model.parameters.total * 4.9 / 8 < item.memory_gb * 10**9

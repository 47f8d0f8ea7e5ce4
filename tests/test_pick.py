"""Pick a model: the rule does what the page says, in Python here and in the browser in tests/browser/."""

from __future__ import annotations

from dataclasses import replace

import pytest

from macros.answers.fit import COMMON_BITS, Place, Setting, need, room, verdict, within
from macros.answers.knowledge import Knowledge
from macros.answers.pick import Candidate, Wish, pick, rate, wish
from macros.facts.catalog import Catalog
from macros.facts.schema.situation import Situation
from macros.pages.links import Links
from macros.pages.pick import Answer, summary
from macros.pages.view import View

GB = 10**9
ROW = Candidate(
    "a", "A", "one", "language", "2026-01-01", True, ("text",), ("de",), True, 9 * GB, 6 * GB, 8 * GB, "allowed", (), 0
)  # fmt: skip
WANTED = Wish(types=("language",))


@pytest.mark.parametrize(
    ("changed", "wanted", "fits"),
    [
        ({}, {}, True),
        ({"type": "image"}, {}, False),
        ({}, {"reads": "image"}, False),
        ({"own": False}, {"own": True}, False),
        ({}, {"memory": 8 * GB}, True),
        ({"need": 8 * GB + 1}, {"memory": 8 * GB}, False),
        ({"need": 0}, {"memory": 8 * GB}, False),  # unknown is no small model
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


def test_one_a_maker_the_newest_first() -> None:
    rows = [ROW, replace(ROW, id="b"), replace(ROW, id="c", maker="two")]
    assert [row.id for row in pick(rows, WANTED)] == ["a", "c"]


def test_what_is_old_or_less_than_half_of_what_fits_comes_last() -> None:
    rows = [
        replace(ROW, id="small", maker="two", size=4 * GB),
        ROW,
        replace(ROW, id="half", maker="three", size=5 * GB),
        replace(ROW, id="old", maker="four", recent=False),
    ]
    assert [row.id for row in pick(rows, replace(WANTED, memory=10 * GB))] == ["a", "half", "small", "old"]
    assert [row.id for row in pick(rows, WANTED)] == ["small", "a", "half", "old"]  # without a machine size says nothing


def test_a_filter_a_reranker_or_an_encoder_is_never_picked_to_write(knowledge: Knowledge) -> None:
    wanted = Wish(("language", "multimodal"), business=False)
    offered = {row.type for row in knowledge.candidates}
    assert {"guard", "reranker", "ocr"} <= offered
    rows = [row for row in knowledge.candidates if row.type in offered - set(wanted.types)]
    assert pick(rows, wanted) == ()
    for id in ("llama-guard-4-12b", "gpt-oss-safeguard-20b", "qwen3-reranker-8b", "bert-large"):
        assert knowledge.catalog.models[id].type not in wanted.types


@pytest.mark.parametrize(("gigabytes", "whose"), [(8, "own"), (16, "shared"), (24, "own"), (128, "shared"), (12, "phone")])
def test_what_is_picked_for_a_machine_is_what_the_answer_to_will_it_run_calls_well(
    knowledge: Knowledge, gigabytes: float, whose: Place
) -> None:
    there, picked, left = room(gigabytes, whose), 0, 0
    for row in knowledge.candidates:
        needed = need(knowledge.rows[row.id], within(knowledge.catalog.models[row.id], Setting(COMMON_BITS)))
        well = row.own and verdict(needed, there) == "well"
        found = pick([row], Wish((row.type,), memory=int(there.sure), business=False))
        assert bool(found) is well, row.id
        picked, left = picked + well, left + (not well and bool(row.need))
    assert picked > 20 and left > 20


def test_a_laptop_keeps_a_margin_for_its_system_and_hears_of_the_speed(knowledge: Knowledge) -> None:
    item = knowledge.catalog.all(Situation)["laptop-16gb-business"]
    found = pick(knowledge.candidates, wish(knowledge.catalog, item))
    assert item.memory_gb == 16 and found
    assert all(row.need <= 12 * GB for row in found)
    assert any(rate(knowledge, row, item) for row in found)


def test_every_situation_has_an_answer_that_keeps_to_it(knowledge: Knowledge) -> None:
    situations = knowledge.catalog.all(Situation)
    assert len(situations) >= 12
    for id, item in situations.items():
        found = pick(knowledge.candidates, wish(knowledge.catalog, item))
        assert found, id
        for row in found:
            model = knowledge.catalog.models[row.id]
            assert model.type in item.type
            if item.own_machine == "yes":
                assert model.downloadable
            if item.memory_gb:
                assert model.parameters and model.parameters.total
                assert model.parameters.total * 4.9 / 8 < item.memory_gb * 10**9


def test_where_nothing_fits_the_page_says_so(catalog: Catalog) -> None:
    """A small catalog is no reason for a build to stop."""
    said = summary(View(Knowledge(catalog), Links()), Answer(next(iter(catalog.all(Situation).values())), (), timed=False))
    assert "fits" in said and "Start with" not in said

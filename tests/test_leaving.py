"""What an open model would give up: by boards that both stand on, never by one test alone, and with the price beside it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from macros.answers.knowledge import Knowledge
from macros.answers.leaving import FEWEST, Board, Near, boards
from macros.answers.results import Measured
from macros.facts.schema.model import Model
from macros.facts.schema.things import Benchmark
from macros.pages.leaving import link, section
from macros.pages.links import Links
from macros.pages.view import View

TEST = Benchmark.model_construct(id="test", name="Test", better="higher")


@pytest.mark.parametrize(("better", "ahead"), [("higher", 0.5), ("lower", -0.5)])
def test_ahead_is_a_share_of_the_spread_and_knows_which_way_is_better(better: str, ahead: float) -> None:
    board = Board(TEST.model_copy(update={"better": better}), "1", {"a": 30, "b": 20, "c": 40})
    assert board.ahead("a", "b") == ahead


def test_a_score_that_is_set_aside_is_none_of_the_model() -> None:
    """One person sent in 90 and nobody ran it again: the model stands by what the board itself measured."""
    rows = [
        Measured(TEST, "1", id, Model.model_construct(id=id), score, "independent", "https://x.test/", "", aside=aside)
        for id, score, aside in (("a", 90, "sent in by one person"), ("b", 50, ""), ("a", 40, ""))
    ]
    [board] = boards(cast(Knowledge, SimpleNamespace(results=SimpleNamespace(lists={("test", "1"): rows}))))
    assert board.scores == {"a": 40, "b": 50}


def test_an_open_model_is_near_only_by_several_boards_and_each_is_by_another_maker(knowledge: Knowledge) -> None:
    asked = {id: found for id in knowledge.catalog.models if (found := knowledge.nearest[id])}
    assert len(asked) > 50
    for id, found in asked.items():
        assert not knowledge.catalog.models[id].downloadable
        assert all(near.model.downloadable and len(near.boards) >= FEWEST for near in found), id
        assert len({near.model.maker for near in found}) == len(found)
        assert all(id in board.scores and near.model.id in board.scores for near in found for board in near.boards)


def test_a_team_on_gpt_5_reads_its_end_the_price_and_the_points(knowledge: Knowledge) -> None:
    view = View(knowledge, Links())
    model = knowledge.catalog.models["gpt-5"]
    (part,) = section(view, model)
    first: Near = knowledge.nearest["gpt-5"][0]
    words = str(part.html)
    assert "December 11, 2026" in words and first.model.name in words
    assert f"{first.ahead} of {len(first.boards)}" in words
    assert "requests=1000&amp;reads=2000&amp;writes=1000" in words  # three million tokens a day, to be changed
    for board in first.boards:  # in brackets the points above or below, never the other way round
        own, other = board.scores["gpt-5"], board.scores[first.model.id]
        assert f"{other:g} ({'−' if other < own else '+'}" in words, board.benchmark.id
    assert "$375.00" in words  # 60 million tokens in at 1.25 and 30 million out at 10
    assert link(view, model) and link(view, first.model) is None

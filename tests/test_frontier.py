"""Score against cost: who stands on the line that nothing beats, and which price or size counts."""

from __future__ import annotations

import pytest

from macros.answers.frontier import Spot, frontier, spots
from macros.answers.knowledge import Knowledge
from macros.pages.gap import newest
from macros.pages.links import Links
from macros.pages.view import View


def test_the_frontier_holds_what_no_other_beats_on_both(knowledge: Knowledge) -> None:
    some = list(knowledge.catalog.models.values())[:6]
    cheap, same_for_more, worse_for_less, dear, worse_for_more, best_of_a_price = (
        Spot(model, score, cost) for model, score, cost in zip(some, (50, 50, 40, 90, 80, 95), (1, 2, 0.5, 10, 11, 10), strict=True)
    )
    found = frontier([dear, worse_for_more, cheap, same_for_more, best_of_a_price, worse_for_less])
    assert found == (worse_for_less, cheap, best_of_a_price)


def test_a_model_stands_once_with_its_best_score_and_its_cheapest_current_price(knowledge: Knowledge) -> None:
    rows = newest(View(knowledge, Links()), "epoch-eci")
    found = spots(knowledge, rows, "price")
    assert len({spot.model.id for spot in found}) == len(found) > 50
    for spot in found:
        current = [quote for quote in knowledge.quotes[spot.model.id] if quote.comparable]
        fresh = [quote for quote in current if not quote.old] or current
        assert spot.cost == pytest.approx(min(quote.blend for quote in fresh))
        assert spot.score == max(row.score for row in rows if row.model is spot.model)


def test_sizes_are_of_what_can_be_downloaded(knowledge: Knowledge) -> None:
    for spot in spots(knowledge, newest(View(knowledge, Links()), "epoch-eci"), "size"):
        assert spot.model.downloadable and spot.model.parameters and spot.cost == spot.model.parameters.total

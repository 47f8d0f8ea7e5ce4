"""How far open models are behind: the numbers that the boards give, and the rules by which they are made."""

from datetime import date

import pytest

from macros.answers import gap as gaps
from macros.answers.knowledge import Knowledge
from macros.answers.results import Measured
from macros.facts.catalog import Catalog
from macros.facts.schema.things import Benchmark
from macros.pages import gap as told
from macros.pages.links import Links
from macros.pages.view import View
from macros.refresh.names import EXACT, Names

TODAY = date(2026, 11, 28)
EPOCH = "File of August 11, 2026"
# worked out apart from this program, from the same tables: points, months of lag, months since a closed model got there
KNOWN = [
    ("epoch-eci", "October 8, 2026", False, 9.88, 4.7, 8.8),
    ("livebench", "2026-06-25", False, 2.11, 3.1, 5.7),
    ("livebench", "2026-01-08", False, 7.13, 5.1, 12.3),
    ("arena-webdev", "October 1, 2026", False, 157.6, 0.1, 4.2),
    ("arena-webdev", "October 1, 2026", True, 144.2, 0.6, 4.2),
    ("lmarena-text", "October 2, 2026, without style control", False, 42.5, 7.5, 9.7),
    ("epoch-frontiermath-t4-v2", EPOCH, False, 48.78, 7.5, 11.6),
    ("epoch-frontiermath-t4-v2", EPOCH, True, 41.46, 5.3, 8.8),
    ("epoch-frontiermath-t1-3-v2", EPOCH, False, 16.94, 7.5, 11.6),
    ("epoch-simpleqa-verified", EPOCH, False, 20.3, 7.6, 14.8),
    ("epoch-chess-puzzles", EPOCH, False, 26.3, 7.5, 11.6),
    ("epoch-gpqa-diamond", EPOCH, False, 1.98, 5.2, 9.3),
    ("epoch-otis-aime", EPOCH, True, 0.56, 3.6, 7.2),
    ("epoch-math-5", EPOCH, False, 1.49, 5.2, 23.3),
    ("epoch-swe-bench-verified", "484 issues, file of October 8, 2026", False, 4.77, 4.3, 9.7),
    ("tau2-banking", "1.0, fixed tasks", False, 18.04, 3.4, 8.8),
    ("tau2-banking", "1.0, fixed tasks", True, -6.44, None, None),
    ("mteb", "MTEB(eng, v2), 41 tasks", False, -1.21, None, None),
    ("aider-polyglot", "225 exercises", False, 13.8, 5.5, 19.4),
    ("bfcl", "V4, table of December 16, 2025", False, 5.09, 0.0, 14.0),
    ("comparia", "Ranking of February 11, 2026", False, 6.0, -0.5, 11.4),
    ("vectara-hallucination", "HHEM-2.3, documents of November 2025", False, 0.4, -5.3, 17.4),
]


@pytest.mark.parametrize(("benchmark", "version", "opened", "points", "lag", "since"), KNOWN)
def test_the_gap_on_a_board(
    knowledge: Knowledge, benchmark: str, version: str, opened: bool, points: float, lag: float | None, since: float | None
) -> None:
    found = gaps.gap(knowledge.results.lists[(benchmark, version)], TODAY, opened=opened)
    assert found is not None
    assert (found.points, found.lag, found.since) == (points, lag, since)


@pytest.mark.parametrize(
    ("benchmark", "word"),
    [
        ("mteb", "ahead"),
        ("comparia", "level"),
        ("epoch-eci", "behind"),
        ("arena-webdev", "far"),
        ("epoch-simpleqa-verified", "far"),
    ],
)
def test_where_open_models_stand(knowledge: Knowledge, benchmark: str, word: str) -> None:
    found = [found for (id, _), rows in knowledge.results.lists.items() if id == benchmark and (found := gaps.gap(rows, TODAY))]
    assert [gaps.standing(gap) for gap in found] == [word]


def rows(*given: tuple[float, bool, str, dict[str, str]]) -> list[Measured]:
    """Six closed models of 2024 that score 10, five open ones that score 5, and what a case adds."""
    test = Benchmark.model_validate(
        {"id": "quiz", "name": "Quiz", "measures": "Answers", "area": "knowledge", "unit": "%", "better": "higher", "reuse": "MIT",
         "sources": {"page": {"url": "https://x.test/", "kind": "maker", "read": "2026-01-01", "shows": "the quiz and its rules"}}}
    )  # fmt: skip
    many = [(10.0, False, "2024-01-01", {})] * 6 + [(5.0, True, "2024-06-01", {})] * 5
    return [
        Measured(
            test, "1", f"m{at}", None, score, more.get("by", "independent"), "https://x.test/", "", open=open,
            released=day, date="2026-01-01", opened=more.get("opened"), aside=more.get("aside", ""),
        )
        for at, (score, open, day, more) in enumerate([*many, *given])
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("added", "opened", "points", "lag"),
    [
        ((10, True, "2024-07-01", {}), False, 0, 6.0),
        ((90, True, "2025-01-01", {"by": "maker"}), False, 5, 5.0),  # what a maker says of itself never counts
        ((90, True, "2025-01-01", {"aside": "one person"}), False, 5, 5.0),
        ((20, False, "2025-01-01", {"opened": "2025-03-01"}), False, 15, 5.0),
        ((20, False, "2025-01-01", {"opened": "2025-03-01"}), True, -10, None),
        ((9, True, "2023-12", {}), False, 1, -1.0),  # the open model came first; a month is taken from its first day
    ],
)
def test_what_counts(added: tuple[float, bool, str, dict[str, str]], opened: bool, points: float, lag: float | None) -> None:
    found = gaps.gap(rows(added), TODAY, opened=opened)
    assert found is not None
    assert (found.points, found.lag) == (points, lag)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (9.88, "%", "9.9 points"),
        (1.04, "%", "1 point"),
        (-0.97, "%", "1 point"),
        (2.0, "%", "2 points"),
        (0.56, "%", "0.6 points"),
        (157.6, "rating", "158 rating points"),
        (-1.2, "rating", "1 rating point"),
    ],
)
def test_points_are_told_as_one_says_them(knowledge: Knowledge, value: float, unit: str, said: str) -> None:
    assert told._points(View(knowledge, Links()), value, unit) == said


@pytest.mark.parametrize(
    ("months", "said"), [(4.7, "4.7 months"), (5.0, "5 months"), (1.02, "a month"), (0.5, "15 days"), (0.03, "a day")]
)
def test_a_time_is_told_as_one_says_it(knowledge: Knowledge, months: float, said: str) -> None:
    assert told._time(View(knowledge, Links()), months) == said


def test_too_few_models_give_no_gap() -> None:
    assert gaps.gap(rows()[1:], TODAY) is None  # five closed ones
    assert gaps.gap(rows()[:-1], TODAY) is None  # four open ones


def test_a_best_score_only_rises(knowledge: Knowledge) -> None:
    months = gaps.trail(knowledge.results.lists[("epoch-eci", "October 8, 2026")])
    for side in ("closed", "open"):
        scores = [row.score for month in months if (row := getattr(month, side))]
        assert scores == sorted(scores)
    last = months[-1]
    assert last.closed and last.open and round(last.closed.score - last.open.score, 2) == 9.88


def test_a_board_begins_with_its_best_whichever_way_is_better(knowledge: Knowledge) -> None:
    better = {"higher": max, "lower": min}
    assert {rows[0].benchmark.better for rows in knowledge.results.lists.values()} == set(better)
    for board, rows in knowledge.results.lists.items():
        assert rows[0].score == better[rows[0].benchmark.better](row.score for row in rows), board


def test_a_row_of_a_board_is_not_shown_twice(knowledge: Knowledge) -> None:
    """Models hold copies of rows that a board's list holds too."""
    shown = [row.score for row in knowledge.results.of_model("kimi-k3") if row.benchmark.id == "tau2-banking"]
    assert shown == [37.11]


def test_a_board_may_be_copied_and_says_so(catalog: Catalog) -> None:
    """No list from a board whose terms forbid it, and none without credit."""
    forbidden = ("NC", "own terms", "no license found")
    assert catalog.scores
    assert [scores.id for scores in catalog.scores.values() if any(word in scores.terms for word in forbidden)] == []
    assert [scores.id for scores in catalog.scores.values() for row in scores.rows if (row.date or "") > scores.as_of] == []


def test_a_row_called_exactly_as_a_record_is_of_its_model(catalog: Catalog) -> None:
    """A record that came after the list is connected to the rows that wait for it."""
    names = Names(catalog)
    waiting = [
        f"{scores.id}: {row.name} is {found[0]}"
        for scores in catalog.scores.values()
        for row in scores.rows
        if not row.model and (found := names.model(row.name)) and found[1] == EXACT
    ]
    assert waiting == []

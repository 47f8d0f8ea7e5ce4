"""Models side by side: what differs comes first, what is not known says so, and only like scores stand in one row."""

from __future__ import annotations

import re

import pytest

from macros.answers import rivals
from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.pages import compare
from macros.pages.calls import Call
from macros.pages.links import Links
from macros.pages.view import View
from macros.pages.writing import allowed


@pytest.fixture(scope="module")
def view(knowledge: Knowledge) -> View:
    return View(knowledge, Links("../"))


def rows(html: str) -> list[list[str]]:
    """The texts of the cells of each row; the next cell ends one, as the next row or the table ends a row."""
    found = re.findall(r"<tr[^>]*>(.*?)(?=<tr|</t(?:able|body|head)>)", html, re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.split(r"(?=<t[hd])", row)[1:]] for row in found]


def test_what_differs_stands_before_what_is_the_same(view: View) -> None:
    body = rows(compare.compare(view, "llama-3.3-70b", "gpt-4o", "deepseek-v3.2"))[1:]
    differs = [len(set(cells[1:])) > 1 for cells in body]
    assert differs == sorted(differs, reverse=True)
    facts = {cells[0]: cells[1:] for cells in body}
    assert facts["Maker"] == ["Meta", "OpenAI", "DeepSeek"]
    assert facts["Parameters"][1] == "unknown"
    assert facts["Business use"] == ["Under conditions", "Under conditions", "Allowed"]


def test_a_writer_chooses_the_rows(view: View) -> None:
    body = rows(compare.compare(view, "llama-3.3-70b", "gpt-4o", rows="license, context"))[1:]
    assert {cells[0] for cells in body} == {"License", "Context window, tokens"}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (Call("compare", ("llama-3.3-70", "gpt-4o"), (), 1, ""), "did you mean 'llama-3.3-70b'"),
        (
            Call("compare", ("gpt-4o",), (("rows", "license, contxt"),), 1, ""),
            "there is no attribute 'contxt'; did you mean 'context'?",
        ),
        (Call("models", (), (("famly", "qwen"),), 1, ""), "did you mean 'family'"),
        (Call("may", ("gpt-4o", "comercial_use"), (), 1, ""), "did you mean 'commercial_use'"),
    ],
)
def test_a_wrong_call_is_told_with_the_nearest_right_one(catalog: Catalog, call: Call, message: str) -> None:
    assert any(message in problem for problem in allowed(catalog).problems(call))


def test_models_are_those_that_fit_newest_first(view: View, knowledge: Knowledge) -> None:
    body = rows(compare.models(view, family="qwen", access="open-weights", since="2025", limit=4))[1:]
    found = [model for model in knowledge.catalog.models_of(family="qwen") if model.name in [cells[0] for cells in body]]
    assert 0 < len(body) <= 4
    assert all(model.released >= "2025" and knowledge.assessments[model.id].access == "open-weights" for model in found)
    assert [cells[1] for cells in body] == sorted((cells[1] for cells in body), reverse=True)


def test_a_list_of_one_says_so(view: View) -> None:
    """A number and a plural are for several."""
    shown = [compare.models(view, limit=count) for count in (1, 2)]
    assert ["1 AI model<" in shown[0], "2 AI models, newest first<" in shown[1]] == [True, True]


def test_inherited_terms_are_named_with_their_text(view: View) -> None:
    body = rows(compare.may(view, "deepseek-r1-distill-llama-70b", "naming"))[1:]
    assert len(body) == 1 and body[0][1] == "Yes" and "Llama 3.3" in body[0][4]


def test_a_clause_is_quoted(view: View, knowledge: Knowledge) -> None:
    quote = knowledge.catalog.licenses["llama-3.1-community"].answers["naming"].quote
    assert quote and quote in compare.clause(view, "llama-3.1-community", "naming").replace("&#34;", '"')


def test_scores_of_different_settings_never_share_a_row(knowledge: Knowledge, view: View) -> None:
    for pair in knowledge.pairs:
        for side in compare._scores(view, (pair.first, pair.second)):
            assert sum(cell.kind == "number" for cell in side.cells) == 2, (pair.id, side.label)


def test_the_rival_is_the_one_with_the_nearest_scores_not_the_best_one(knowledge: Knowledge) -> None:
    closed, best, near, lone = (
        knowledge.catalog.models[id] for id in ("gpt-6-luna", "kimi-k3", "deepseek-v4.1-flash", "minimax-m3")
    )
    tests = [
        rivals._Scores({closed.id: 50, best.id: 90, near.id: 55, lone.id: 50, "worst": 0}),
        rivals._Scores({closed.id: 50, best.id: 60, near.id: 55, "worst": 0}),
    ]
    assert rivals._closest(closed, [best, near, lone], tests) is near, "one shared test of two says less than both"


def test_rivals_are_closed_and_open_and_generations_one_line(knowledge: Knowledge) -> None:
    assert len({pair.id for pair in knowledge.pairs}) == len(knowledge.pairs) > 20
    for pair in knowledge.pairs:
        assert pair.first.type == pair.second.type
        if pair.why == "rival":
            assert not pair.first.downloadable and pair.second.downloadable
        else:
            assert pair.first.family == pair.second.family and pair.first.released > pair.second.released


def test_every_closed_model_on_offer_stands_beside_an_open_one(view: View, knowledge: Knowledge) -> None:
    closed = [model.id for model in knowledge.catalog.models.values() if knowledge.assessments[model.id].access == "api"]
    assert len(closed) > 100 and set(closed) == set(knowledge.rivals)
    listed = compare.comparison_list(view)
    for id, pair in knowledge.rivals.items():
        assert f"{pair.id}/" in listed or f"?model={id}&amp;model={pair.second.id}" in listed, id

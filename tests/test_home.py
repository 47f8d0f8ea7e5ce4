"""What the first page says today: numbers that agree with the pages they lead to, and days told whole."""

from __future__ import annotations

import re
from pathlib import Path

from macros.answers.knowledge import Knowledge
from macros.pages.card import license_card, model_card
from macros.pages.home import home_tools, whats_next
from macros.pages.links import Links
from macros.pages.titles import titles
from macros.pages.view import View


def test_as_many_models_fit_as_the_catalog_lists_and_as_meet_the_definition(knowledge: Knowledge, project: Path) -> None:
    knowledge = Knowledge(knowledge.catalog, titles(project / "docs"))
    said, facts = home_tools(View(knowledge, Links())), knowledge.attributes["model"]
    models = knowledge.catalog.models.values()
    fitting = sum("16-gb" in (facts["fits"].value(knowledge, model) or ()) for model in models)
    assert f"{fitting} of " in said
    meeting = sum(facts["access"].value(knowledge, model) == "open-source" for model in models)
    assert re.search(rf'href="[^"]*\?access=open-source">{meeting} models<', said)


def test_a_day_on_which_something_ends_is_told_whole(knowledge: Knowledge) -> None:
    said = whats_next(View(knowledge, Links()))
    days = re.findall(r'datetime="([^"]+)"', said)
    ends = [stage.retires for model in knowledge.catalog.models.values() for stage in model.lifecycle]
    assert days == sorted(days)
    for day in set(days):
        assert days.count(day) == ends.count(day), day


def test_a_card_asks_for_the_case_of_what_it_is_about(knowledge: Knowledge) -> None:
    view, catalog = View(knowledge, Links()), knowledge.catalog
    assert "?name=Llama+4+Scout" in model_card(view, catalog.models["llama-4-scout"])
    assert "?name=Apache+License+2.0" in license_card(view, catalog.licenses["apache-2.0"])
    assert "?name=" not in model_card(view, catalog.models["chatgpt"]), "no product stands in the list that is asked"

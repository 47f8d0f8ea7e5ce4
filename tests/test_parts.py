"""A catalog too long for its page: the page holds the first rows, links lead to all others, and the script's file has the rest."""

from __future__ import annotations

import json
import re

import pytest

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.pages import tables
from macros.pages.links import ROWS, links_from
from macros.pages.lists import model_list, model_rows
from macros.pages.things import maker_page
from macros.pages.view import View
from macros.publish import scripts

PLACE = "models/"
_ROW = re.compile(r"<tr id=([^ >]+)")


@pytest.fixture
def view(catalog: Catalog) -> View:
    return View(Knowledge(catalog), links_from(PLACE, directories=True))


def linked(html: str, folder: str) -> set[str]:
    """The ids of the records of a folder that a page links to."""
    return set(re.findall(rf"href=(?:\.\./)+{folder}/([^/>]+)/>", html))


def test_a_catalog_that_fits_holds_every_row(view: View, catalog: Catalog) -> None:
    assert set(_ROW.findall(model_list(view))) == catalog.models.keys()
    assert model_rows(view) == ""


def test_each_model_of_a_long_catalog_is_reached_without_scripts(view: View, catalog: Catalog, monkeypatch) -> None:
    monkeypatch.setattr(tables, "MOST", len(catalog.models) - 1)
    html = str(model_list(view))
    assert len(_ROW.findall(html)) == tables.FIRST
    without = html[html.index("<noscript") : html.index("</noscript>")]
    reached = set()
    for maker in linked(without, "makers"):
        page = maker_page(view, catalog.makers[maker])
        reached |= linked("".join(section.html for section in page.sections), "models")
    assert reached >= catalog.models.keys()


def test_the_table_of_a_long_catalog_finds_the_rows_its_page_leaves_out(view: View, catalog: Catalog, monkeypatch) -> None:
    whole = _ROW.findall(model_list(view))
    monkeypatch.setattr(tables, "MOST", len(catalog.models) - 1)
    html = model_list(view)
    assert f"data-rows=../{ROWS}>" in html
    script = scripts.assign("rows", model_rows(view))
    text = json.loads(script[script.index("rows=") + len("rows=") : script.rindex(";")])
    assert [*_ROW.findall(html), *_ROW.findall(text)] == whole

"""The right value in the right place: what is handed on, compared with what the record says."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import yaml

from macros.answers.knowledge import Knowledge
from macros.pages.links import Links, links_from
from macros.pages.renderer import cell, script_json
from macros.pages.view import View
from macros.publish import api
from macros.publish.glossary import Tooltips


@pytest.fixture(scope="module")
def published(knowledge) -> dict[str, dict[str, Any]]:
    """Each model as other programs get it, by id."""
    return {row["id"]: row for row in json.loads(dict(api.files(knowledge))["api/v1/models.json"])["items"]}


@pytest.fixture(scope="module")
def written(project) -> dict[str, dict[str, Any]]:
    """Each model's YAML, read by nothing of ours."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return {path.stem: yaml.load(path.read_text("utf-8"), loader) for path in (project / "data" / "models").rglob("*.yml")}


def test_every_record_is_published_and_nothing_else(published, written):
    assert set(published) == set(written)


def test_the_license_of_a_model_is_that_of_its_weights_and_not_of_its_service(published, written):
    both = 0
    for id, record in written.items():
        terms = record.get("license") or {}
        if terms.get("weights"):
            both += bool(terms.get("api")) and terms["api"] != terms["weights"]
            assert published[id]["license"] == terms["weights"], id
    assert both > 5


@pytest.mark.parametrize("field", ["name", "maker", "family", "released"])
def test_a_plain_field_is_published_as_it_was_written(published, written, field):
    assert not [id for id, record in written.items() if field in record and str(published[id][field]) != record[field]]


def test_a_count_of_parameters_is_published_with_its_unit(published, written):
    scale = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
    seen = 0
    for id, record in written.items():
        found = re.fullmatch(r"([0-9.]+)([KMBT])", str((record.get("parameters") or {}).get("total", "")))
        if found:
            seen += 1
            assert published[id]["parameters"]["total"] == pytest.approx(float(found[1]) * scale[found[2]]), id
    assert seen > 200


def test_the_number_in_a_name_is_the_number_of_parameters(written):
    """104B written 104M is off by a thousand; a name rounds."""
    scale = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
    pattern = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?([MBT])\b", re.IGNORECASE)
    compared = 0
    for id, record in written.items():
        total = re.fullmatch(r"([0-9.]+)([KMBT])", str((record.get("parameters") or {}).get("total", "")))
        named = pattern.findall(record["name"])
        if total and named:
            compared += 1
            value = float(total[1]) * scale[total[2]]
            assert any(0.4 < value / (float(number) * scale[unit.upper()]) < 2.5 for number, unit in named), id
    assert compared > 100


def test_the_range_of_an_index_has_two_ends(published, knowledge):
    apart = 0
    for id, row in published.items():
        verdict = knowledge.assessments[id].european
        assert (row["openness"]["european"], row["openness"]["european_high"]) == (round(verdict.low, 3), round(verdict.high, 3)), (
            id
        )
        apart += verdict.low != verdict.high
    assert apart > 100


@pytest.mark.parametrize(("age", "old"), [(0, False), (45, False), (46, True)])
def test_what_was_read_is_old_the_day_after_its_shelf_life(tiny, age, old):
    read = (tiny.today - timedelta(days=age)).isoformat()
    shown = cell(View(Knowledge(tiny), Links()).cells.aged(read, 45))
    assert (">old<" in shown) is old and read in shown


def test_data_in_a_page_cannot_end_its_script():
    text = script_json({"a": "</script><script>alert(1)</script>&"})
    assert not re.search("[<>&]", text)
    assert json.loads(text) == {"a": "</script><script>alert(1)</script>&"}


# where a link would break what is there, lead away from a name, or be no link at all
NO_PLACE_FOR_A_LINK = (
    "a", "abbr", "button", "caption", "cite", "code", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label",
    "legend", "nav", "option", "pre", "q", "script", "select", "style", "summary", "svg", "table", "textarea", "title",
)  # fmt: skip


@pytest.mark.parametrize("element", NO_PLACE_FOR_A_LINK)
def test_a_term_stays_plain_where_a_link_does_not_belong(tiny, element):
    term = next(term.term for term in tiny.terms.values() if term.tooltip == "yes")
    explain, links = Tooltips(tiny.terms), links_from("", directories=True)
    assert "href" in explain(f"<p>{term}</p>", links)
    html = f"<{element}>{term}</{element}>"
    assert explain(html, links) == html

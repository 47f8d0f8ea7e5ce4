"""How far behind? As a person reads it: on a phone, by keyboard, without scripts, and from chart to table."""

from __future__ import annotations

import re

from tests.browser.conftest import in_chromium
from tests.browser.test_keyboard import reach

PAGE = "decide/gap.md"
PHONE = {"width": 390, "height": 844}


@in_chromium
def test_without_scripts_each_kind_of_work_stands_where_its_points_put_it(watch, copy, catalog):
    page = watch(copy, java_script_enabled=False)
    page.goto(copy.address(PAGE))
    labels = [word.label for word in catalog.vocabularies["standings"].values()]
    heads = page.locator(".atlas-gap dt").all_inner_texts()
    assert [label for label in labels if any(head.startswith(label) for head in heads)] == labels
    parts = dict(zip(labels, page.locator(".atlas-gap dd").all(), strict=True))
    assert all("open leads by" in line for line in parts["Open leads"].locator("li").all_inner_texts())
    for label, least, most in (("Behind", 3, 10), ("Far behind", 10, 100)):
        for line in parts[label].locator("li").all_inner_texts():
            points, rating = re.search(r"([\d.]+) (rating )?points? behind", line).groups()
            assert least * (10 if rating else 1) <= float(points) <= most * (10 if rating else 1), line
            assert re.search(r"\b20\d\d\b", line), line


@in_chromium
def test_a_phone_has_the_answer_first_and_a_table_behind_each_chart(watch, copy):
    page = watch(copy, viewport=PHONE, java_script_enabled=False)
    page.goto(copy.address(PAGE))
    assert page.get_by_text("It depends on the work.").bounding_box()["y"] < PHONE["height"] / 2
    assert page.locator(".atlas-gap dt").first.bounding_box()["y"] < PHONE["height"]
    charts = page.locator("figure.atlas-chart")
    assert charts.count() == 5
    for chart in charts.all():
        assert chart.locator("svg").get_attribute("role") == "img" and chart.locator("svg > title").inner_html()
        assert chart.locator("svg").bounding_box()["width"] <= PHONE["width"]
        assert chart.locator("table tbody tr").count() > 1
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_by_keyboard_a_chart_opens_its_table_and_a_test_leads_to_its_page(watch, copy):
    page = watch(copy)
    page.goto(copy.address(PAGE))
    chart = page.locator("#chart-gap-epoch-eci")
    assert chart.locator("table:visible").count() == 0
    chart.scroll_into_view_if_needed()
    page.locator(".atlas-gap a").last.focus()
    reach(page, chart.locator("summary"))
    page.keyboard.press("Enter")
    assert chart.locator("table tbody tr:visible").count() > 1
    first = page.locator(".atlas-gap a").first
    name = first.inner_text()
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/benchmarks/**")
    assert page.locator("h1").inner_text().removesuffix("¶") == name

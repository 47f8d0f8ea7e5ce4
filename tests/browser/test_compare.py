"""Compare models: as a person sets them side by side, by keyboard, on a phone, without scripts."""

from __future__ import annotations

from tests.browser.conftest import in_chromium
from tests.browser.test_keyboard import reach
from tests.browser.waiting import write

PAGE = "decide/compare.md"
PHONE = {"width": 390, "height": 844}


def test_what_differs_stands_first_and_what_is_the_same_can_be_left_out(watch, copy, catalog):
    page = watch(copy)
    page.goto(copy.address(PAGE) + "?model=llama-3.3-70b&model=llama-3.1-8b")
    say, rows = page.locator("[data-compare-say]"), page.locator("[data-compare-result] tbody tr")
    all_ = rows.count()
    different = [len(set(row.locator("td").all_inner_texts())) > 1 for row in rows.all()]
    assert different == sorted(different, reverse=True) and 0 < sum(different) < all_
    assert say.inner_text().startswith("Llama 3.3 70B and Llama 3.1 8B: ")
    assert say.inner_text().endswith(f"{sum(different)} of {all_} facts differ.")
    released = rows.filter(has=page.locator("th", has_text="Released")).locator("td").all_inner_texts()
    assert released == [str(catalog.models[id].released) for id in ("llama-3.3-70b", "llama-3.1-8b")]
    page.locator("[data-compare-models] [name=differ]").check()
    assert rows.count() == sum(different)

    again = watch(copy)
    again.goto(page.url)
    assert again.locator("[data-compare-say]").inner_text() == say.inner_text()
    assert again.locator("[data-compare-result] tbody tr").count() == sum(different)


def test_by_keyboard_on_a_phone_a_third_model_comes_in_and_a_wrong_name_is_told(watch, copy):
    page = watch(copy, viewport=PHONE)
    page.goto(copy.address(PAGE))
    reach(page, page.locator("[data-compare-models] summary"))
    page.keyboard.press("Enter")
    third = page.locator("[data-compare-models] [name=model]").nth(2)
    reach(page, third)
    page.keyboard.type("OLMo 2 7B")
    say = page.locator("[data-compare-say]")
    assert page.locator("[data-compare-result] thead th").count() == 4
    assert say.get_attribute("aria-live") == "polite" and "OLMo 2 7B: " in say.inner_text()
    fields = page.locator("[data-compare-models] [name=model]")
    for at, name in enumerate(("No Such Model 9", "GPT-4o", "")):
        write(fields.nth(at), name)
    assert say.inner_text() == "No model is called “No Such Model 9”."
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@in_chromium
def test_without_scripts_the_example_and_every_ready_made_comparison_are_there(watch, copy):
    page = watch(copy, java_script_enabled=False, viewport=PHONE)
    page.goto(copy.address(PAGE))
    assert page.locator("[data-compare-models]:visible").count() == 0
    assert page.locator("[data-compare-say]").inner_text().endswith("facts differ.")
    assert page.locator("[data-compare-result] tbody tr:visible").count() > 10
    ready = page.locator(".atlas-columns a:visible")
    assert ready.count() > 20
    names = ready.first.inner_text()
    ready.first.click()
    page.wait_for_url("**/comparisons/**")
    assert all(head in names for head in page.locator("table thead th a").all_inner_texts()[:2])
    assert page.locator("table tbody tr:visible").count() > 10

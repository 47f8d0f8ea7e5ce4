"""The four ways to an answer, by keyboard alone: no mouse, and no field set from outside. Nothing is focused but by its key."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.browser.waiting import wait_until

STEPS = 250  # a page has no more stops than this before its first form


def reach(page: Page, target: Locator) -> None:
    """Tab on until the focus is there."""
    wanted = target.element_handle()
    for _ in range(STEPS):
        if page.evaluate("wanted => document.activeElement === wanted", wanted):
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
        page.keyboard.press("Tab")
    raise AssertionError("not reached by Tab")


def test_the_search_is_opened_asked_and_followed(watch, copy):
    page = watch(copy)
    page.goto(copy.address("index.md"))
    page.keyboard.press("/")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.type("deepseek-v3")
    wait_until(page, "document.querySelector('[role=option]').textContent.includes('DeepSeek-V3')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/models/deepseek-v3**")
    assert page.locator("h1").inner_text().startswith("DeepSeek-V3")


def test_the_catalog_is_filtered_and_taken_back(watch, copy):
    page = watch(copy)
    page.goto(copy.address("models/index.md"))
    shown = page.locator("#model-list tbody tr")
    count = page.locator("#model-list [data-count]")
    whole = count.inner_text()
    reach(page, page.locator("#model-list input[type=search]"))
    page.keyboard.type("qwen")
    wait_until(page, "[...document.querySelectorAll('#model-list tbody tr')].every(row => /qwen/i.test(row.textContent))")
    found = int(count.inner_text().split()[0])
    assert 0 < shown.count() <= found < int(whole.split()[0])
    reach(page, page.locator("#model-list select[name=access]"))
    page.keyboard.type("Open weights")
    wait_until(page, "location.search.includes('access=')")
    assert 0 < int(count.inner_text().split()[0]) < found
    reach(page, page.locator("#model-list button[type=reset]"))
    page.keyboard.press("Space")
    wait_until(page, f"document.querySelector('#model-list [data-count]').textContent === '{whole}'")


def test_the_chooser_answers(watch, copy):
    page = watch(copy)
    page.goto(copy.address("licenses/may-i.md"))
    form = page.locator("[data-may-i]")
    before = page.locator("[data-may-i-summary]").inner_text()
    reach(page, form.locator("[name=host]"))
    page.keyboard.press("Space")
    reach(page, form.locator("[name=users]"))
    page.keyboard.type("800000000")
    wait_until(page, "location.search.includes('users=800000000') && location.search.includes('host')")
    reach(page, form.locator("[name=nobadge]"))
    page.keyboard.press("Space")
    summary = page.locator("[data-may-i-summary]")
    wait_until(page, f"document.querySelector('[data-may-i-summary]').innerText !== {before!r}")
    assert summary.inner_text()
    refused = page.locator("[data-may-i-result] section", has=page.locator("h2", has_text="Not allowed"))
    reach(page, refused.locator("summary").first)
    page.keyboard.press("Enter")
    assert refused.locator("details").first.get_attribute("open") is not None


def test_two_models_and_two_licenses_are_compared(watch, copy):
    page = watch(copy)
    page.goto(copy.address("decide/compare.md"))
    fields = page.locator("[data-compare-models] input[name=model]")
    for at, name in enumerate(("Llama 3.3 70B", "GPT-4o")):
        reach(page, fields.nth(at))
        page.keyboard.type(name)
    wait_until(page, "location.search.includes('model=llama-3.3-70b') && location.search.includes('model=gpt-4o')")
    assert page.locator("[data-compare-result] thead th").all_text_contents() == ["What", "Llama 3.3 70B", "GPT-4o"]

    page.goto(copy.address("licenses/compare.md"))
    reach(page, page.locator("[data-compare] select").first)
    page.keyboard.type("MIT")
    wait_until(page, "document.querySelector('[data-compare-table] thead').innerText.includes('MIT')")

"""A fact is cited as a person would: point at it or tab to it, press the button, and take the sentence."""

from __future__ import annotations

from tests.browser.waiting import wait_until


def test_a_fact_is_cited_with_its_address_and_its_place_in_the_api(watch, copy):
    page = watch(copy)
    page.goto(copy.address("models/llama-3.1-8b.md"))
    row = page.locator("[id='fact-context.native']")
    row.locator("a").first.focus()
    wait_until(page, "document.querySelector(\"[id='fact-context.native'] .atlas-cite\")")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    words = row.locator("output").inner_text()
    assert words.startswith("Open Model Atlas, “Llama 3.1 8B”, Context window, tokens: 131,072.")
    assert "#fact-context.native" in words and "api/v1/models/llama-3.1-8b.json#/items/0/context/native" in words


def test_an_answer_and_a_claim_are_cited(watch, published):
    page = watch(published)
    page.goto(published.address("licenses/llama-3.1-community.md"))
    row = page.locator("#naming")
    row.hover()
    row.locator(".atlas-cite").click()
    words = row.locator("output").inner_text()
    assert "#naming" in words and "/answers/naming" in words and "licenses.json#/items/" in words
    page.goto(published.address("claims/accountability-is-unclear.md"))
    page.locator(".atlas-actions .atlas-cite").click()
    assert "claims.json#/items/" in page.locator(".atlas-actions output").inner_text()

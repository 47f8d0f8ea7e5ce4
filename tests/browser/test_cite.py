"""What a person does with a fact: point at it or tab to it, then cite it, change it at its line, or report it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from tests.browser.waiting import wait_until
from tests.conftest import PROJECT


def test_a_fact_is_cited_with_its_address_and_its_place_in_the_api(watch, copy):
    page = watch(copy)
    page.goto(copy.address("models/llama-3.1-8b.md"))
    row = page.locator("[id='fact-context.native']")
    assert row.locator("sup").get_by_role("link").aria_snapshot().startswith('- link "Source '), "as who listens hears it"
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
    for anchor, field in (("naming", "naming"), ("train-on-outputs", "train_on_outputs")):
        row = page.locator(f"#{anchor}")
        row.hover()
        row.get_by_role("button", name="Cite").click()
        words = row.locator("output").inner_text()
        assert f"#{anchor}" in words and f"/answers/{field})" in words and "licenses.json#/items/" in words
    page.goto(published.address("claims/accountability-is-unclear.md"))
    page.locator(".atlas-actions .atlas-cite").click()
    assert "claims.json#/items/" in page.locator(".atlas-actions output").inner_text()


def test_a_fact_is_reported_and_changed_where_it_stands(watch, copy):
    """The form knows the record, the field and what the page says; the editor opens at the line."""
    page = watch(copy)
    for path, row, field, says in (
        ("models/llama-3.1-8b.md", "fact-context.native", "context.native", "Context window, tokens: 131,072"),
        ("licenses/llama-3.1-community.md", "naming", "answers.naming", "Must I use a set name or badge"),
        ("makers/meta.md", "fact-country", "country", "Based in: United States"),
    ):
        page.goto(copy.address(path))
        place = page.locator(f"[id='{row}']")
        place.hover()
        edit = urlsplit(place.get_by_role("link", name="Edit", exact=True).get_attribute("href"))
        record = "data/" + edit.path.partition("/data/")[2]
        line = (PROJECT / record).read_text("utf-8").splitlines()[int(edit.fragment.removeprefix("L")) - 1]
        assert line.strip().startswith(f"{field.rpartition('.')[2]}:") or line.startswith(f"{field.partition('.')[0]}: {{")
        asked = parse_qs(urlsplit(place.get_by_role("link", name="Report", exact=True).get_attribute("href")).query)
        assert asked["template"] == ["wrong-fact.yml"] and asked["page"] == [record] and asked["field"] == [field]
        assert asked["wrong"][0].startswith(says)


def test_a_page_of_text_leads_to_its_file_and_to_the_forms(watch, published):
    page = watch(published)
    page.goto(published.address("understand/energy.md"))
    links = {link.inner_text(): link.get_attribute("href") for link in page.locator(".atlas-actions a").all()}
    assert links["Edit this page"].endswith("/edit/main/docs/understand/energy.md")
    assert parse_qs(urlsplit(links["Report an error"]).query) == {
        "page": ["docs/understand/energy.md"],
        "template": ["wrong-fact.yml"],
    }
    assert "template=source.yml" in links["Suggest a source"]

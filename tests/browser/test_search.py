"""The search finds what readers ask for, in a browser, on both copies. A change of the data that breaks a search breaks this.

`tests/search_first.json` was there while the search was made; `tests/search_second.json` was written before its first score.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from macros.facts.catalog import Catalog
from tests.browser.conftest import Copy, in_chromium
from tests.browser.test_reading import violations

Watch = Callable[..., Page]
QUERIES = Path(__file__).parent.parent
# where an answer has moved since a query was written: a device has a page of its own, agents have one too
MOVED = {"hardware/": "hardware/", "understand/memory/#agents-and-long-context": "understand/agents/"}
# each finds, and its first hit is one of these
FIRST = [
    ("llama3.1", "models/llama-3.1-8b/ models/llama-3.1-70b/ models/llama-3.1-405b/ families/llama/"),
    ("gpt4o", "models/gpt-4o/"),
    ("phi4", "models/phi-4/"),
    ("MNPL", "licenses/mistral-mnpl-0.1/"),
    ("千问", "families/qwen/"),
    ("deepseak", "families/deepseek/ makers/deepseek/"),
    ("chat gpt", "models/chatgpt/"),
    ("deepseek-v3", "models/deepseek-v3/"),
    ("open weights vs open source", "understand/what-open-means/ claims/open-source-equals-open-weights/"),
    ("how to start", "do/first-model/"),
    ("pickle", "glossary/#pickle faq/#is-pickle-dangerous"),
    ("will it run", "decide/will-it-run/"),
    ("catalogue", "models/"),
    ("Llama-3.1-8B-Instruct-GGUF", "models/llama-3.1-8b/"),
    ("16 gb laptop", "decide/will-it-run/ decide/pick/"),
    ("model for coding on 24 gb", "decide/pick/"),
    ("benchmark cheating", "understand/evaluation-gaming/"),
    ("hosts in europe", "hosts/"),
    ("许可证", "licenses/"),
]
FIND = """async ([queries, count]) => {
  const found = window.atlas.searchEngine(window.atlas.searchData);
  return queries.map((query) => found(query, count).hits.map((hit) => hit.url));
}"""


@pytest.fixture
def find(watch: Watch, copy: Copy) -> Callable[..., list[list[str]]]:
    """Queries → the addresses found, as the published copy has them."""
    page = watch(copy)
    page.goto(copy.address("index.md"))
    page.keyboard.press("/")
    page.locator("[role=option]").first.wait_for()

    def asked(queries: list[str], count: int = 10) -> list[list[str]]:
        found = page.evaluate(FIND, [queries, count])
        return [[published(url) for url in urls] for urls in found]

    def published(url: str) -> str:
        if copy.directories:
            return url
        path, mark, anchor = url.partition("#")
        return path.removesuffix(".html").removesuffix("index").removesuffix("/") + "/" + mark + anchor

    return asked


def place(expected: list[str], urls: list[str]) -> int:
    """Where the first right page stands among those found; 99 where none is."""
    moved = tuple(MOVED[each] for each in expected if each in MOVED)
    right = [url in expected or url.startswith(moved) for url in urls]
    return right.index(True) if True in right else 99


@pytest.mark.parametrize(("name", "first", "three"), [("search_first", 0.95, 0.99), ("search_second", 0.88, 0.97)])
def test_the_right_page_comes_first(find: Callable[..., list[list[str]]], name: str, first: float, three: float) -> None:
    cases: list[dict[str, Any]] = json.loads((QUERIES / f"{name}.json").read_text("utf-8"))
    found = find([case["q"] for case in cases])
    places = [place(case["expect"], urls) for case, urls in zip(cases, found, strict=True)]
    missed = [f"{case['q']}: {urls[:3]}" for case, urls, at in zip(cases, found, places, strict=True) if at]
    assert sum(at == 0 for at in places) >= first * len(cases), missed
    assert sum(at < 3 for at in places) >= three * len(cases), missed


def test_half_typed_words_count(find: Callable[..., list[list[str]]]) -> None:
    cases: list[dict[str, Any]] = json.loads((QUERIES / "search_first.json").read_text("utf-8"))
    halves = [case["q"][: max(3, round(len(case["q"]) * 0.7))] for case in cases]
    found = find(halves, 6)
    assert sum(place(case["expect"], urls) < 6 for case, urls in zip(cases, found, strict=True)) >= 0.9 * len(cases)


def test_names_and_words_as_people_write_them(find: Callable[..., list[list[str]]]) -> None:
    found = find([query for query, _ in FIRST])
    wrong = [(query, urls[:3]) for (query, right), urls in zip(FIRST, found, strict=True) if (urls or [""])[0] not in right.split()]
    assert not wrong


def test_every_model_is_found_by_its_name_and_by_its_repository(find: Callable[..., list[list[str]]], catalog: Catalog) -> None:
    asked = [(model.name, model.id) for model in catalog.models.values()]
    for model in catalog.models.values():
        if repository := re.match(r"https://huggingface\.co/([^/]+/[^/?#]+)$", model.availability.weights_url or ""):
            asked.append((repository[1], model.id))
    found = find([query for query, _ in asked], 3)
    missed = [(query, urls) for (query, id), urls in zip(asked, found, strict=True) if f"models/{id}/" not in urls]
    assert len(missed) <= 0.01 * len(asked), missed


def test_nothing_is_loaded_before_somebody_searches(watch: Watch, published: Copy) -> None:
    page = watch(published, fresh=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(published.address("models/deepseek-v3.md"))
    assert not [name for name in asked if name.startswith("search") and name != "search-box.js"]
    page.locator("a[data-search]").click()
    page.locator("[role=option]").first.wait_for()
    assert {"search.js", "search-data.js"} <= set(asked)


def test_the_keyboard_is_enough(watch: Watch, copy: Copy) -> None:
    page = watch(copy)
    page.goto(copy.address("understand/index.md"))
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.type("deepseek-v3")
    page.locator("[role=option]", has_text="DeepSeek-V3").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert "pages found" in page.get_by_role("status").inner_text()
    first = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{first}").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") != first
    assert page.locator("[role=option][aria-selected=true]").count() == 1
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == first
    page.keyboard.press("Escape")
    assert page.locator("dialog.atlas-find").is_hidden()
    page.keyboard.press("/")
    page.locator("[role=option][aria-selected=true]").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/models/deepseek-v3"))  # the hit that was selected when the box was left, or the first


def test_a_slash_in_a_field_is_a_slash(watch: Watch, published: Copy) -> None:
    page = watch(published)
    page.goto(published.address("models/index.md"))
    field = page.locator("input[type=search]").first
    field.fill("a")
    field.press("/")
    assert field.input_value() == "a/"
    assert page.locator("dialog[open]").count() == 0


@pytest.mark.parametrize(
    ("query", "verdicts", "source"),
    [
        ("can I use gemma commercially", ["Under conditions", "Allowed"], "licenses/gemma-terms"),
        ("may we sell a product with Qwen2.5 3B", ["Not allowed"], "licenses/qwen-research-2024"),
        ("is the MIT license ok for commercial use", ["Allowed"], "licenses/mit"),
    ],
)
def test_a_question_about_a_license_is_answered_with_its_source(
    watch: Watch, copy: Copy, query: str, verdicts: list[str], source: str
) -> None:
    page = watch(copy)
    page.goto(copy.address("index.md"))
    page.keyboard.press("/")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.type(query)
    answer = page.locator(".atlas-find__verdict")
    answer.wait_for()
    for verdict in verdicts:
        assert verdict in answer.inner_text()
    assert answer.locator(f"a[href*='{source}']").count()


def test_where_nothing_fits_there_is_a_way_on(watch: Watch, published: Copy) -> None:
    page = watch(published)
    page.goto(published.address("search.md") + "?q=zzzzqqqq")
    page.get_by_text("Nothing found for “zzzzqqqq”").wait_for()
    assert page.locator("[role=option]").count() >= 5


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_search_has_no_fault_a_checker_knows(watch: Watch, published: Copy, width: int, scheme: str) -> None:
    page = watch(published, color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(published.address("index.md"))
    page.locator("a[data-search]").first.click()
    page.locator("[role=option]").first.wait_for()
    page.keyboard.type("can I use llama 3.3 commercially")
    page.locator(".atlas-find__verdict").wait_for()
    assert not violations(page, "index.md")
    assert page.evaluate("document.querySelector('dialog').scrollWidth <= document.querySelector('dialog').clientWidth")


@in_chromium
def test_without_scripts_the_search_is_a_list_of_all_pages(watch: Watch, copy: Copy) -> None:
    page = watch(copy, java_script_enabled=False)
    page.goto(copy.address("index.md"))
    page.locator("a[data-search]").first.click()
    assert page.locator("h1").inner_text().startswith("All pages")
    assert page.locator(".atlas-shelf a").count() > 1000

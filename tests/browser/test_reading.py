"""What a reader does, on the published site and on the copy opened from disk."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

import pytest
from axe_playwright_python.sync_playwright import Axe

from macros.answers.licensing.ruling import WORST, Use
from macros.answers.licensing.use import askable, rule
from macros.answers.pick import UNOFFERED
from macros.pages.generated import SHELLS
from macros.pages.tables import FIRST
from tests.browser.conftest import in_chromium
from tests.browser.pages import EVERY_KIND, GENERATED, KINDS
from tests.browser.waiting import wait_until, write
from tests.test_followed import amount


def test_every_kind_of_generated_page_is_looked_at():
    assert {path.rpartition("/")[0] for path in GENERATED} == set(SHELLS)


def test_a_page_of_each_kind_opens_without_an_error_and_never_scrolls_sideways(watch, copy):
    page = watch(copy)
    for path in EVERY_KIND:
        page.goto(copy.address(path), wait_until="domcontentloaded")
        assert page.locator("h1").count() == 1, path
        assert page.locator("body > :visible:is(input, button)").count() == 0, f"{path}: what only scripts use is out of sight"
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 844})
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (path, width)


def test_a_chosen_color_stays_on_the_next_page_before_anything_is_shown(watch, copy):
    """Light, dark, and the system's again: each as it was chosen, by the script that runs before the page is drawn."""
    page = watch(copy, fresh=True, color_scheme="dark")
    note = "() => { var body = document.body; if (body?.querySelector('main')) window.drawn ||= body.dataset.mdColorScheme; }"
    page.add_init_script(f"new MutationObserver({note}).observe(document, {{childList: true, subtree: true}})")
    page.goto(copy.address("index.md"))  # Firefox does not take the scheme of its context: the system is asked
    system = "slate" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "default"
    assert page.evaluate("window.drawn") == system
    for wanted, color in ((": light", "default"), (": dark", "slate"), ("", system)):
        chosen = f"(prefers-color-scheme{wanted})"
        page.goto(copy.address("index.md"))
        page.locator("[data-md-component=palette] label:not([hidden])").click()
        wait_until(page, f"document.body.dataset.mdColorMedia === '{chosen}'")
        page.goto(copy.address("models/deepseek-v3.md"))
        assert page.evaluate("window.drawn") == color
        assert page.evaluate("document.body.dataset.mdColorMedia") == chosen


@pytest.mark.slow
def test_every_page_opens_from_disk_without_an_error_or_a_request_outside(watch, from_disk):
    page = watch(from_disk)
    paths = sorted(from_disk.folder.rglob("*.html"))
    assert len(paths) > 700
    for path in paths:
        page.goto(from_disk.top + path.relative_to(from_disk.folder).as_posix(), wait_until="domcontentloaded")
        page.locator("h1").first.wait_for(state="attached")  # a former address leads on first
        assert page.locator("h1").count() == 1, path


def test_the_catalog_is_sorted_by_keyboard_and_the_view_is_in_the_address(watch, copy):
    page = watch(copy)
    page.goto(copy.address("models/index.md"))
    head = page.locator("#model-list thead th", has_text="Parameters")
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    first = page.locator("#model-list tbody tr").first.inner_text()
    page.locator("#model-list select[name=access]").select_option("open-weights")
    shown = page.locator("#model-list tbody tr")
    fitting, whole = (int(n) for n in page.locator("#model-list [data-count]").inner_text().split(" of "))
    assert shown.count() == FIRST < fitting < whole

    again = watch(copy)
    again.goto(page.url)
    assert again.locator("#model-list tbody tr").count() == FIRST
    assert again.locator("#model-list thead th", has_text="Parameters").get_attribute("aria-sort") == "descending"
    again.locator("#model-list button[type=reset]").click()
    wait_until(again, f"document.querySelector('#model-list [data-count]').textContent === '{whole} of {whole}'")
    assert again.locator("#model-list tbody tr").first.inner_text() == first
    again.locator("#model-list [data-more]").click()
    assert again.locator("#model-list tbody tr[data-access='open-weights']").count() == fitting
    assert again.locator("#model-list tbody tr").count() == whole


@pytest.mark.parametrize("column", ["Parameters", "Context"])  # read off 7.24B, and off 131,072
def test_a_sorted_table_really_goes_down_and_then_up(watch, published, column):
    page = watch(published)
    page.goto(published.address("models/index.md"))
    button = page.locator("#model-list thead th", has_text=column).locator("button")
    at = page.evaluate(
        "name => [...document.querySelectorAll('#model-list thead th')].findIndex(th => th.textContent.includes(name))", column
    )
    page.locator("#model-list [data-more]").click()
    for down in (True, False):
        button.click()
        read = "at => [...document.querySelectorAll('#model-list tbody tr')].map(row => row.cells[at].textContent.trim())"
        known = [amount(value) for value in page.evaluate(read, at) if value[0].isdigit()]
        assert len(set(known)) > 20
        assert known == sorted(known, reverse=down)


def test_a_price_says_how_many_days_ago_it_was_read(watch, published):
    page = watch(published)
    page.goto(published.address("models/gpt-5.md"))
    for told in page.locator("time[data-shelf]").all():
        days = (date.today() - date.fromisoformat(told.get_attribute("datetime"))).days
        said = {0: "today", 1: "1 day ago"}.get(days, f"{days} days ago")
        assert told.get_attribute("title") == said
    assert page.locator("time[data-shelf]").count() > 1


def test_what_was_read_is_old_the_day_after_its_shelf_life(watch, published):
    """By the day of the reader: on the last day it still holds."""
    page = watch(published)
    page.goto(published.address("models/gpt-5.md"))
    days = [(date.today() - timedelta(days=age)).isoformat() for age in (0, 44, 45, 46)]
    told = page.evaluate(
        """days => {
          const box = document.createElement("p");
          days.forEach(day => {
            const time = box.appendChild(document.createElement("time"));
            time.dateTime = day;
            time.dataset.shelf = "45";
          });
          document.body.append(box);
          box.dispatchEvent(new Event("rows", { bubbles: true }));
          return [...box.querySelectorAll("time")].map(time => [time.title, time.nextElementSibling?.textContent === "old"]);
        }""",
        days,
    )
    assert told == [["today", False], ["44 days ago", False], ["45 days ago", False], ["46 days ago", True]]


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_a_term_says_what_it_means_once_somebody_comes_to_the_page(watch, copy, catalog, way):
    page = watch(copy, fresh=True)
    page.goto(copy.address("models/deepseek-v3.md"))
    terms = page.locator("a.atlas-term")
    assert terms.count() > 3
    if way == "pointer":
        page.mouse.move(200, 200)
    else:
        page.keyboard.press("Tab")
    wait_until(page, "document.querySelectorAll('a.atlas-term:not([title])').length === 0")
    for term in terms.all():
        assert term.get_attribute("title") == catalog.terms[term.get_attribute("href").partition("#")[2]].definition


def test_a_word_says_what_it_means_once_somebody_points_at_the_page(watch, copy, catalog):
    """By itself, or, like a No, by what was asked; a title that a page brings itself stays."""
    page = watch(copy, fresh=True)
    page.goto(copy.address("models/deepseek-v3.md"))
    brought = page.locator("article [title]").evaluate_all("nodes => nodes.map(node => node.title)")
    page.mouse.move(200, 200)
    wait_until(page, "document.querySelectorAll('a.atlas-term:not([title])').length === 0")
    told = {
        id: page.locator(f"[id='{id}'] td > :first-child").get_attribute("title")
        for id in ("fact-type", "answer-exemption-standing")
    }
    types, standings = catalog.vocabularies["model-types"], catalog.vocabularies["exemption-standings"]
    assert told["fact-type"] == types[catalog.models["deepseek-v3"].type].description
    assert told["answer-exemption-standing"] in {word.description for word in standings.values()}
    shown = page.locator("article [title]").evaluate_all("nodes => nodes.map(node => node.title)")
    assert len(shown) > len(brought) + 20 and not Counter(brought) - Counter(shown)


def test_a_search_in_a_table_wants_every_word(watch, published):
    page = watch(published)
    page.goto(published.address("models/index.md"))
    counts = []
    for words in ("llama", "llama 70b"):
        page.locator("#model-list input[type=search]").fill(words)
        page.wait_for_timeout(300)
        shown = page.locator("#model-list tbody tr:visible").all_text_contents()
        assert shown and all(word in row.lower() for row in shown for word in words.split())
        counts.append(len(shown))
    assert counts[0] > counts[1]


@pytest.mark.parametrize(("path", "table"), [("openness/index.md", "openness"), ("licenses/matrix.md", "matrix")])
def test_on_a_phone_the_heads_of_a_wide_table_stay_over_its_last_row(watch, copy, path, table):
    page = watch(copy, viewport={"width": 360, "height": 740})
    page.goto(copy.address(path))
    box = page.locator(f"#{table} .atlas-scroll")
    box.evaluate("box => { box.scrollIntoView({block: 'end'}); box.scrollTop = box.scrollHeight; box.scrollLeft = 300; }")
    for part in (box.locator("thead"), box.locator("tbody tr").last):
        seen = "const at = part.getBoundingClientRect(), met = document.elementsFromPoint(innerWidth / 2, at.top + at.height / 2)"
        assert part.evaluate(f"part => {{ {seen}; return part.contains(met.find(each => !each.closest('.md-top'))); }}")


def test_a_long_list_shows_its_first_rows_and_all_on_demand(watch, copy, catalog):
    page = watch(copy, viewport={"width": 360, "height": 740})
    page.goto(copy.address("models/index.md"))
    assert page.locator("#model-list tbody tr:visible").count() == FIRST
    assert page.evaluate("document.documentElement.scrollHeight") < 15_000
    page.get_by_role("button", name="Filters").click()
    page.locator("#model-list select[name=business]").select_option("allowed")
    page.get_by_role("button", name="Show the rows").click()
    fitting = int(page.locator("#model-list [data-count]").inner_text().split(" of ")[0])
    assert FIRST < fitting < len(catalog.models)
    page.get_by_role("button", name=f"Show all {fitting}").click()
    assert page.locator("#model-list tbody tr:visible").count() == fitting

    hidden = page.locator("#model-list tbody tr").last.get_attribute("id")
    again = watch(copy)
    again.goto(copy.address("models/index.md") + f"#{hidden}")
    assert again.locator(f"[id='{hidden}']").is_visible()


def test_unknown_values_sort_last_in_both_directions(watch, copy):
    page = watch(copy)
    page.goto(copy.address("models/index.md"))
    button = page.locator("#model-list thead th", has_text="Parameters").locator("button")
    page.locator("#model-list [data-more]").click()
    for _ in range(2):
        button.click()
        assert "unknown" in page.locator("#model-list tbody tr").last.locator("td[data-label=Parameters]").inner_text()


@in_chromium
@pytest.mark.parametrize("path", ["models/index.md", "faq/index.md", "licenses/may-i.md", "models/deepseek-v3.md"])
def test_without_scripts_everything_is_there_and_no_dead_control(watch, copy, path, catalog):
    page = watch(copy, java_script_enabled=False)
    page.goto(copy.address(path))
    assert page.locator("form:visible").count() == 0
    if path == "models/index.md":
        assert page.locator("#model-list tbody tr").count() == len(catalog.models)
    if path == "faq/index.md":
        assert page.locator(".atlas-question:visible").count() == len(catalog.faq)
    if path == "licenses/may-i.md":
        assert page.locator("#cases tbody tr:visible").count() > 60


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(
    "aim", ["faq/index.md#is-pickle-dangerous", "glossary.md#weights", "sources.md#osaid-1.0", "claims/index.md#licensing"]
)
def test_an_address_inside_a_closed_part_opens_it(watch, copy, aim, scripts):
    path, id = aim.split("#")
    page = watch(copy, java_script_enabled=scripts)
    page.goto(copy.address(path))
    part = page.locator(f"[id='{id}']")
    assert part.count() == 1 and not part.is_visible()
    page.goto(f"{copy.address(path)}#{id}")
    part.wait_for()
    assert part.bounding_box()["y"] < page.viewport_size["height"]


RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# rows, entries and options are alike: what axe says of the first of a kind it says of the thousandth; and what waits to be laid
# out until it comes into sight is laid out, else axe measures boxes that no reader ever sees
FEW = """document.querySelectorAll('.atlas-scroll').forEach(box => { box.style.contentVisibility = 'visible'; });
document.querySelectorAll('article *').forEach(parent => {
  const met = {};
  [...parent.children].forEach(child => {
    const kind = child.tagName + child.className;
    met[kind] = (met[kind] || 0) + 1;
    if (met[kind] > 12 && !/^H[1-6]/.test(kind)) child.remove();
  });
})"""


@in_chromium
@pytest.mark.parametrize(("scheme", "width", "paths"), [("light", 1280, KINDS[::2]), ("dark", 360, KINDS[1::2])])
def test_pages_have_no_accessibility_violation(watch, published, scheme, width, paths):
    page = watch(published, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = []
    for path in paths:
        page.goto(published.address(path), wait_until="domcontentloaded")
        page.evaluate(FEW)
        found += violations(page, path)
    assert not found, "\n".join(found)


def violations(page, path: str) -> list[str]:
    """What axe finds on the page as it stands, one line a rule."""
    result = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{path}: {each['id']}: {len(each['nodes'])} × {' '.join(map(str, each['nodes'][0]['target']))}"
        for each in result.response["violations"]
    ]


@in_chromium
@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_pages_have_no_accessibility_violation_with_everything_open(watch, published, scheme, width):
    """Every kind of page with its details and menus open."""
    page = watch(published, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = []
    for path in EVERY_KIND:
        page.goto(published.address(path), wait_until="domcontentloaded")
        page.evaluate(FEW)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        found += violations(page, path)
        if width < 1220:
            page.evaluate("document.getElementById('__drawer').click()")
            page.wait_for_timeout(400)
            found += [f"menu: {line}" for line in violations(page, path)]
    assert not found, "\n".join(found)


def test_python_and_the_browser_rule_alike_on_every_license(watch, published, catalog):
    from tests.browser.agreement_cases import cases

    page = watch(published)
    page.goto(published.address("licenses/may-i.md"))
    wait_until(page, "window.atlas !== undefined && typeof window.atlas.rule === 'function'")
    expected = list(cases(catalog))
    assert len(expected) >= 60 * 60
    given = page.evaluate(
        "groups => groups.flatMap(([license, uses]) => uses.map(use => { const ruling = window.atlas.rule(license, use);"
        " return [ruling.outcome, ruling.reasons.map(each => [each.question, each.outcome])]; }))",
        [[license, [case.use for case in group]] for license, group in groupby(expected, key=lambda case: case.license)],
    )
    for case, (outcome, reasons) in zip(expected, given, strict=True):
        assert (outcome, [tuple(reason) for reason in reasons]) == (case.outcome, case.weighed), (case.license["id"], case.use)


def test_the_site_says_what_the_terminal_says_on_every_scenario(watch, published, catalog):
    """Outcome, reasons, their words and clauses; tests/test_ask.py holds the terminal to the same rulings."""
    from tests.browser.agreement_cases import one
    from tests.test_licensing import SCENARIOS

    page = watch(published)
    page.goto(published.address("licenses/may-i.md"))
    wait_until(page, "window.atlas !== undefined && typeof window.atlas.rule === 'function'")
    expected = [one(catalog, id, use) for id, use, *_ in SCENARIOS]
    given = page.evaluate(
        "rows => rows.map(([license, use]) => { const ruling = window.atlas.rule(license, use);"
        " return [ruling.outcome, ruling.reasons.map(each => [each.question, each.outcome, each.plain, each.clause || null])]; })",
        [[case.license, case.use] for case in expected],
    )
    for case, (outcome, reasons), (id, _, right, clause, word) in zip(expected, given, SCENARIOS, strict=True):
        assert (outcome, reasons) == (case.outcome, [[*each[:3], each[3] or None] for each in case.reasons]) and outcome == right, (
            id
        )
        told = [each for each in reasons if each[1] == outcome]
        assert any(clause in (each[3] or "") and word in each[2] for each in told), (id, told)


CONTROLS = {
    "modify": Use(frozenset({"commercial", "modify"})),
    "share": Use(frozenset({"commercial", "share"})),
    "host": Use(frozenset({"commercial", "host"})),
    "sell": Use(frozenset({"commercial", "sell"})),
    "train": Use(frozenset({"commercial", "train"})),
    "enduser": Use(place="eu", end_user=True),
    "open": Use(needs_open_source=True),
    "nobadge": Use(badge_ok=False),
    "nopolicy": Use(policy_ok=False),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_each_box_of_the_form_asks_what_it_says(watch, published, catalog, knowledge, name):
    """The page counts as Python does when only this box is ticked."""
    licenses, counts = {license.id for license in askable(catalog)}, Counter()
    for model in catalog.models.values():
        if model.terms in licenses and (model.downloadable or knowledge.assessments[model.id].access not in UNOFFERED):
            use = replace(CONTROLS[name], multimodal=model.type == "multimodal")
            binding = [model.terms, *(layer.license.id for layer in knowledge.terms[model.id].inherited)]
            found = [rule(catalog, catalog.licenses[id], use).outcome for id in binding]
            counts[max(found, key=WORST.index)] += 1
    page = watch(published)
    page.goto(published.address("licenses/may-i.md") + ("?place=eu" if name == "enduser" else ""))
    page.locator(f"[data-may-i] [name={name}]").check()
    told = page.locator("[data-may-i-summary]").inner_text()
    for outcome, label in (("allowed", "allowed"), ("conditions", "under conditions"), ("forbidden", "not allowed")):
        assert f"{counts[outcome]} {label}" in told, told


def test_who_names_a_model_is_told_of_that_model_alone_and_led_on(watch, copy):
    page = watch(copy)
    page.goto(copy.address("licenses/may-i.md") + "?name=Llama+4+Scout&place=eu")
    result = page.locator("[data-may-i-result]")
    assert "Llama 4 Scout: not allowed." in page.locator("[data-may-i-summary]").inner_text()
    assert result.locator("h2").all_inner_texts() == ["Not allowed: 1 model"]
    result.get_by_role("button", name="instead").click()
    assert result.locator("h2").count() == 4 and "place=eu" in page.url and "name=" not in page.url


def test_reasons_wait_closed_and_what_was_opened_stays_open(watch, published):
    page = watch(published)
    page.goto(published.address("licenses/may-i.md"))
    part = page.locator(".atlas-by-license > summary").first
    part.click()
    boxes = page.locator(".atlas-by-license[open] .atlas-reasons")
    wait_until(page, "document.querySelectorAll('.atlas-by-license[open] .atlas-reasons').length > 5")
    many = boxes.count()
    part.click()
    part.click()
    wait_until(page, "document.querySelectorAll('.atlas-by-license[open] .atlas-reasons').length > 5")
    assert boxes.count() == many, "what was opened twice is there once"
    assert boxes.count() > 5 and not boxes.locator("xpath=self::*[@open]").count()
    second = boxes.nth(1).locator("summary").first
    name = second.inner_text()
    second.click()
    page.locator("[data-may-i] [name=modify]").check()  # every answer is drawn anew
    wait_until(page, "document.querySelectorAll('.atlas-may-i .atlas-reasons[open]').length === 1")
    assert page.locator(".atlas-may-i .atlas-reasons[open] > summary").inner_text().split("\n")[0] == name.split("\n")[0]


def test_who_names_a_license_that_no_model_here_has_is_told_what_it_says(watch, published):
    page = watch(published)
    page.goto(published.address("licenses/may-i.md") + "?name=Affero")
    page.locator(".atlas-by-license > summary").first.click()
    assert (
        "GNU Affero General Public License 3.0"
        in page.locator(".atlas-by-license[open] .atlas-reasons > summary").first.inner_text()
    )


def test_may_i_answers_and_keeps_the_question_in_the_address(watch, copy):
    page = watch(copy)
    page.goto(copy.address("licenses/may-i.md") + "#common-cases")
    write(page.locator("[data-may-i] [name=users]"), "800000000")
    wait_until(page, "location.search.includes('users=800000000')")
    assert page.url.endswith("#common-cases")
    result = page.locator("[data-may-i-result]")
    refused = result.locator("section", has=page.locator("h2", has_text="Not allowed"))
    refused.locator("summary", has_text="By license").click()
    refused.locator("summary", has_text="Llama 4 Community").wait_for(state="attached")
    assert (
        "700,000,000" in refused.locator("details", has=page.locator("summary", has_text="Llama 4 Community")).first.text_content()
    )

    again = watch(copy)
    again.goto(page.url)
    assert again.locator("[data-may-i] [name=users]").input_value() == "800000000"
    links = again.locator("[data-may-i-result] a[href*=models]")
    links.first.wait_for(state="attached")
    target = links.first.get_attribute("href")
    again.goto(again.evaluate("href => new URL(href, location.href).href", target))
    assert again.locator("h1").count() == 1


def test_two_licenses_are_compared_side_by_side(watch, copy):
    page = watch(copy)
    page.goto(copy.address("licenses/compare.md"))
    selects = page.locator("[data-compare] select")
    selects.nth(0).select_option("llama-3-community")
    selects.nth(1).select_option("llama-3.1-community")
    heads = page.locator("[data-compare-table] thead th:visible")
    assert heads.count() == 3
    rows = page.locator("[data-compare-table] tbody tr:visible").count()
    page.locator("[data-compare] [name=differ]").check()
    assert 0 < page.locator("[data-compare-table] tbody tr:visible").count() < rows
    again = watch(copy)
    again.goto(page.url)
    assert again.locator("[data-compare-table] thead th:visible").all_inner_texts() == heads.all_inner_texts()


def test_python_and_the_browser_pick_alike_in_every_situation(watch, published, knowledge):
    from dataclasses import asdict

    from macros.answers.pick import pick, wish
    from macros.facts.schema.situation import Situation

    page = watch(published)
    page.goto(published.address("decide/pick.md"))
    wait_until(page, "window.atlas && window.atlas.pick && window.atlas.candidates")
    wishes = [wish(knowledge.catalog, item) for item in knowledge.catalog.all(Situation).values()]
    given = page.evaluate(
        "wishes => wishes.map(wanted => atlas.pick(atlas.candidates, wanted).map(row => row.id))", [asdict(item) for item in wishes]
    )
    assert given == [[row.id for row in pick(knowledge.candidates, item)] for item in wishes]


def test_models_are_compared_by_name_and_the_choice_is_in_the_address(watch, copy):
    page = watch(copy)
    page.goto(copy.address("decide/compare.md"))
    fields = page.locator("[data-compare-models] input[name=model]")
    fields.nth(0).fill("Llama 3.3 70B")
    fields.nth(1).fill("gpt-4o")
    heads = page.locator("[data-compare-result] thead th")
    assert heads.all_text_contents() == ["What", "Llama 3.3 70B", "GPT-4o"]
    row = page.locator("[data-compare-result] tr", has=page.locator("th", has_text="Maker").first).first
    assert row.locator("td").all_text_contents() == ["Meta", "OpenAI"]
    wait_until(page, "location.search.includes('model=llama-3.3-70b') && location.search.includes('model=gpt-4o')")
    page.reload()
    assert heads.all_text_contents() == ["What", "Llama 3.3 70B", "GPT-4o"]


def test_models_are_chosen_in_the_catalog_and_set_side_by_side(watch, copy):
    page = watch(copy)
    page.goto(copy.address("models/index.md"))
    page.get_by_role("button", name="Choose some to compare").click()
    boxes = page.locator("#model-list tbody input[type=checkbox]")
    boxes.nth(0).check()
    assert page.locator(".atlas-choice").inner_text() == "Choose two to five."
    for at in range(1, 5):
        boxes.nth(at).check()
    assert page.get_by_role("link", name="Compare these 5").is_visible() and boxes.nth(5).is_disabled()
    for at in range(2, 5):
        boxes.nth(at).uncheck()
    assert boxes.nth(5).is_enabled()
    names = [page.locator("#model-list tbody th a").nth(at).inner_text() for at in (0, 1)]
    page.get_by_role("link", name="Compare these 2").click()
    wait_until(page, "document.querySelector('[data-compare-result] thead')")
    assert [page.locator("[data-compare-result] thead th a").nth(at).inner_text() for at in (0, 1)] == names


def test_on_a_phone_the_parts_below_the_card_wait_closed_and_open_for_whoever_is_led_there(watch, copy):
    phone = {"width": 390, "height": 844}
    page = watch(copy, viewport=phone)
    page.goto(copy.address("models/deepseek-v3.md"))
    head = page.get_by_role("button", name="Benchmarks")
    assert head.get_attribute("aria-expanded") == "false" and not page.locator("#scores").is_visible()
    assert page.locator("#fact-released").is_visible(), "the first part stands open"
    assert page.evaluate("document.documentElement.scrollHeight") < 8_000
    head.click()
    assert head.get_attribute("aria-expanded") == "true" and page.locator("#scores").is_visible()
    page.locator(".atlas-card a[href='#prices']").click()
    page.locator("#price-list").wait_for()
    source = page.locator("#fact-released sup a").first.get_attribute("href")
    page.locator("#fact-released sup a").first.click()
    page.locator(source).wait_for()
    assert page.locator(source).evaluate("each => each.getBoundingClientRect().top") < phone["height"]

    wide = watch(copy)
    wide.goto(copy.address("models/deepseek-v3.md"))
    assert wide.locator("#scores").is_visible() and wide.locator("#price-list").is_visible()


@in_chromium
def test_without_scripts_a_phone_has_every_part_and_every_row(watch, copy):
    page = watch(copy, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto(copy.address("models/gpt-5.md"))
    assert page.locator("#price-list").is_visible()
    rows = page.locator("#scores tbody tr")
    assert rows.count() > 20 and rows.last.is_visible()


def test_a_phone_shows_ten_cards_of_a_table_and_the_others_when_asked(watch, copy):
    page = watch(copy, viewport={"width": 390, "height": 844})
    page.goto(copy.address("benchmarks/index.md"))
    rows = page.locator("#benchmark-list tbody tr")
    assert page.locator("#benchmark-list tbody tr:visible").count() == 10 < rows.count()
    hidden = rows.last.locator("a").first.inner_text()
    there = watch(copy, viewport={"width": 390, "height": 844})  # who is sent to a card that waits sees it
    there.goto(copy.address("benchmarks/index.md") + f"#{rows.last.get_attribute('id')}")
    there.locator("#benchmark-list tbody tr:visible").last.wait_for()
    assert hidden in there.locator("#benchmark-list tbody tr:visible").last.inner_text()
    page.get_by_role("button", name="Show all").click()
    assert page.locator("#benchmark-list tbody tr:visible").count() == rows.count() and hidden in rows.last.inner_text()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert not page.get_by_role("button", name="Show all").is_visible()


def test_the_terms_behind_a_common_case_come_when_it_is_opened(watch, copy):
    page = watch(copy)
    page.goto(copy.address("licenses/may-i.md"))
    reasons = page.locator("#case-product li")
    assert reasons.count() == 0
    page.locator("#case-product summary").click()
    reasons.first.wait_for()
    assert reasons.count() > 40 and page.locator("#case-product cite").first.inner_text()

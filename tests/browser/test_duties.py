"""What must I do? As a person asks it: one model, several, on a phone, from disk, without scripts."""

from __future__ import annotations

from macros.answers.knowledge import Knowledge
from tests.browser.conftest import in_chromium
from tests.browser.waiting import write

PAGE = "decide/duties.md"
LISTS = "[data-duties] section:visible"


def test_the_lists_of_the_chosen_models_stay_and_their_notice_is_drafted(watch, copy):
    page = watch(copy, viewport={"width": 390, "height": 844})
    page.goto(copy.address(PAGE))
    for name in ("DeepSeek-R1-Distill-Llama-70B", "Kimi K3"):
        write(page.locator("[data-duties] [name=add]"), name)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    shown = page.locator(LISTS).evaluate_all("all => all.map(each => each.dataset.license)")
    assert sorted(shown) == ["kimi-k3", "llama-3.3-community", "mit"]
    notice = page.locator("[data-notice] code").inner_text()
    assert "DeepSeek-R1-Distill-Llama-70B by DeepSeek" in notice and "Under: Llama 3.3 Community License Agreement" in notice
    assert "It asks: Show “Built with Llama”" in notice
    assert "model=kimi-k3" in page.url
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_use_leaves_only_the_duties_that_it_brings(watch, copy):
    page = watch(copy)
    page.goto(copy.address(PAGE) + "?model=llama-3.3-70b&use=host")
    words = page.locator(LISTS).inner_text()  # what one asks for is open
    assert "Built with Llama" in words and "700,000,000" in words
    assert "Travels along" not in words


def test_who_only_tries_a_model_in_house_has_limits_and_nothing_to_ship(watch, copy):
    page = watch(copy)
    page.goto(copy.address(PAGE) + "?model=stable-diffusion-3.5-large&use=inside")
    words = page.locator(LISTS).inner_text()
    assert "1,000,000" in words and "register with Stability AI" in words
    assert "Powered by" not in words and not page.locator("[data-notice]").is_visible()
    assert "begin when somebody else" in page.locator("[data-status]").inner_text()


@in_chromium
def test_without_scripts_every_license_has_its_list(watch, copy, knowledge: Knowledge):
    page = watch(copy, fresh=True, java_script_enabled=False)
    page.goto(copy.address(PAGE))
    assert page.locator(LISTS).count() == len(knowledge.catalog.licenses)
    assert page.locator("[data-duties] form:visible").count() == 0
    sheet = page.locator("[data-license='apache-2.0']")
    sheet.locator("summary").click()
    assert "mark the files you changed" in sheet.inner_text()
    page.emulate_media(media="print")  # paper has every list, open or not
    assert page.locator("[data-license] .atlas-duties:visible").count() == len(knowledge.catalog.licenses)


def test_on_a_phone_the_lists_wait_until_one_is_asked_for_and_an_address_opens_it(watch, copy, knowledge: Knowledge):
    page = watch(copy, viewport={"width": 390, "height": 844})
    page.goto(copy.address(PAGE))
    assert page.locator(LISTS).count() == 0
    page.locator("[data-duties] [data-more]").click()
    assert page.locator(LISTS).count() == len(knowledge.catalog.licenses)
    assert page.evaluate("document.documentElement.scrollHeight") < 130 * len(knowledge.catalog.licenses)
    page.goto(copy.address(PAGE) + "#duties-apache-2.0")
    page.locator("[data-license='apache-2.0'] li").first.wait_for()
    assert page.locator("[data-license] details[open]").count() == 1

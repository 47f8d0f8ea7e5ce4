"""Will it run? As a person asks it: by mouse and keyboard, on a phone, from disk, without scripts."""

from __future__ import annotations

import random

import pytest

from macros.answers.fit import Setting, longest, need, place, room, verdict
from macros.answers.knowledge import Knowledge
from macros.answers.speed import speed
from macros.facts.catalog import Catalog
from tests.browser.conftest import in_chromium
from tests.browser.waiting import wait_until, write

PAGE = "decide/will-it-run.md"
SETTINGS = (
    Setting(16), Setting(4.8944, 32_768), Setting(8, 131_072, 4, 8.5), Setting(4.25, 1, 1, 4.5, 8), Setting(2.9, 1_000_000, 2),
    Setting(8.5008, 4096, 64, 16, 2),
)  # fmt: skip
PLAIN = """([rows, settings]) => rows.map(row => settings.map(([setting, memory, place, kind, bandwidth, id]) => {
  const program = window.atlas.runs.programs[id]
  const model = window.atlas.runs.models.find(each => each.id === row), found = window.atlas.need(model, setting, program)
  const fast = window.atlas.speed(model, setting, kind, bandwidth)
  return [found.least, found.most, window.atlas.verdict(found, window.atlas.room(memory, place, setting.devices, program)),
          fast ? [fast.low, fast.middle, fast.high] : null,
          window.atlas.longest(model, setting, window.atlas.room(memory, place, setting.devices, program), program)]
}))"""


def test_python_and_the_browser_agree_on_every_model(watch, published, catalog: Catalog, knowledge: Knowledge):
    page = watch(published)
    page.goto(published.address(PAGE))
    wait_until(page, "window.atlas && window.atlas.need && window.atlas.runs")
    assert page.evaluate("window.atlas.rate({ low: 12.34, middle: 20, high: 45.6 })") == "12 to 46"
    ids = page.evaluate("window.atlas.runs.models.map(each => each.id)")
    assert set(ids) == {model.id for model in catalog.models.values() if model.downloadable and knowledge.rows[model.id].weights}
    chance = random.Random(20)
    devices = [device for device in catalog.hardware.values() if device.memory_gb]
    programs = ["", *catalog.programs]
    chosen = [(setting, device, chance.choice(programs)) for setting in SETTINGS for device in chance.sample(devices, 5)]
    given = page.evaluate(PLAIN, [ids, [
        [{"bits": setting.bits, "tokens": setting.tokens, "users": setting.users, "cacheBits": setting.cache_bits,
          "devices": setting.devices}, max(device.memory_gb), place(device.kind), device.kind, device.bandwidth_gb_s, program]
        for setting, device, program in chosen
    ]])  # fmt: skip
    for id, answers in zip(ids, given, strict=True):
        for (setting, device, name), (least, most, answer, rates, text) in zip(chosen, answers, strict=True):
            program = catalog.programs[name].memory if name else None
            found = need(knowledge.rows[id], setting, program)
            assert (least, most) == pytest.approx((found.least, found.most)), (id, setting)
            there = room(max(device.memory_gb), place(device.kind), setting.devices, program)
            assert answer == verdict(found, there), (id, setting, device.id)
            span = longest(knowledge.rows[id], setting, there, program)
            assert text == (None if span is None else {"low": span.low, "high": span.high}), (id, setting, device.id)
            fast = speed(catalog.speeds.values(), knowledge.rows[id], setting, device.kind, device.bandwidth_gb_s)
            assert (rates is None) == (fast is None), (id, device.id)
            assert fast is None or rates == pytest.approx([fast.low, fast.middle, fast.high])


def test_a_device_is_chosen_and_the_answer_stays_in_the_address(watch, copy):
    page = watch(copy)
    page.goto(copy.address(PAGE))
    page.locator("[data-run] [name=device]").select_option("nvidia-rtx-4090")
    assert page.locator("[data-run] [name=memory]").input_value() == "24"
    summary = page.locator("[data-run-summary]")
    assert "fit well on 24 GB" in summary.inner_text()
    page.locator("[data-run] [name=model]").select_option("gemma-4-31b")
    write(page.locator("[data-run] [name=context]"), "262144")
    assert "Gemma 4 31B: does not fit on 24 GB" in summary.inner_text()
    write(page.locator("[data-run] [name=context]"), "8192")
    assert "Gemma 4 31B: tight on 24 GB" in summary.inner_text()
    assert "tokens a second" in summary.inner_text()
    words = page.locator("[data-run-result]").inner_text()
    assert "19.2 GB" in words and "1.6 to 7.4 GB" in words and "Working space" in words

    again = watch(copy)
    again.goto(page.url)
    assert again.locator("[data-run] [name=device]").input_value() == "nvidia-rtx-4090"
    assert again.locator("[data-run-summary]").inner_text() == summary.inner_text()


def test_a_program_is_named_and_what_was_measured_stands_beside(watch, copy):
    """Eight H200 and Kimi K2: tight by the sum, no in the programs that people serve with. gpt-oss-120b: as somebody ran it."""
    page = watch(copy)
    page.goto(copy.address(PAGE) + "?device=nvidia-h200&devices=8&model=kimi-k2&quantization=own&context=131072")
    summary, result = page.locator("[data-run-summary]"), page.locator("[data-run-result]")
    assert "In SGLang and vLLM, as they come, it does not fit." in summary.inner_text()
    assert "eight cards were not enough" in result.inner_text()
    page.locator("[data-run] [name=program]").select_option("vllm")
    assert "does not fit on 8 × 141 GB in vLLM" in summary.inner_text()
    assert "each of 8 devices keeps all of it" in result.inner_text() and "92% of each device" in result.inner_text()
    again = watch(copy)
    again.goto(page.url)
    assert again.locator("[data-run-summary]").inner_text() == summary.inner_text()
    page.goto(copy.address(PAGE) + "?device=nvidia-h100-sxm&model=gpt-oss-120b&quantization=own&context=131072")
    assert "gpt-oss-120b: tight on 80 GB" in summary.inner_text() and "85,000 tokens ran" in result.inner_text()
    assert (
        "74.0 of 73.6 GB, at most 12" in result.inner_text()
        and "In SGLang and vLLM, as they come, it does not fit." in summary.inner_text()
    )


def test_what_is_unknown_is_named(watch, published, knowledge: Knowledge):
    id = next(id for id, model in knowledge.catalog.models.items() if model.downloadable and knowledge.rows[id].weights
              and "architecture.layers" in knowledge.rows[id].missing and (knowledge.rows[id].weights or 0) < 10**12)  # fmt: skip
    page = watch(published)
    page.goto(published.address(PAGE) + f"?model={id}&memory=4000")
    assert "cannot tell" in page.locator("[data-run-summary]").inner_text()
    assert "unknown: layers. Weights only." in page.locator("[data-run-result]").inner_text()


def test_by_keyboard_on_a_phone_the_answer_is_announced(watch, copy):
    page = watch(copy, viewport={"width": 390, "height": 844})
    page.goto(copy.address(PAGE))
    page.locator("[data-run] [name=memory]").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("48")
    summary = page.locator("[data-run-summary]")
    assert summary.get_attribute("aria-live") == "polite" and "48 GB" in summary.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # opens the rest of the device's fields
    assert page.locator("[data-run] [name=bandwidth]").is_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@in_chromium
def test_without_scripts_the_common_sizes_and_every_model_are_there(watch, copy, knowledge: Knowledge):
    page = watch(copy, java_script_enabled=False)
    page.goto(copy.address(PAGE))
    assert page.locator("[data-run]:visible").count() == 0
    assert page.locator("#sizes tbody tr:visible").count() == 13
    shown = page.locator("#every tbody tr:visible")
    assert shown.count() == sum(bool(m.downloadable and knowledge.rows[m.id].weights) for m in knowledge.catalog.models.values())
    page.goto(copy.address("models/llama-3.1-8b.md"))
    assert page.locator("#memory").is_visible() and "22.1" in (page.locator("#memory").text_content() or "")
    page.goto(copy.address("hardware/nvidia-rtx-4090.md"))
    assert page.locator("#fits-nvidia-rtx-4090 tbody tr:visible").count() == 40


@in_chromium
@pytest.mark.parametrize(
    ("address", "answer", "rest"),
    [
        (PAGE, "[data-run-summary]", "#sizes"),
        ("decide/cost.md", "[data-cost-summary]", "#months"),
        ("decide/pick.md", "[data-pick-say]", "[data-pick-result]"),
        ("decide/compare.md", "[data-compare-say]", "[data-compare-result] table"),
        ("licenses/may-i.md", "[data-may-i-summary]", "#cases"),
    ],
)
def test_a_phone_shows_an_answer_before_the_form_and_the_script_says_the_same(watch, copy, address: str, answer: str, rest: str):
    """The example of the page is worked out before; the script, given the same, comes to the same words."""
    phone = {"width": 390, "height": 844}
    still = watch(copy, viewport=phone, java_script_enabled=False)
    still.goto(copy.address(address))
    said = still.locator(answer).inner_text()
    assert said and still.locator(rest).is_visible()
    page = watch(copy, viewport=phone)
    page.goto(copy.address(address))
    page.locator("form.atlas-form:visible").first.wait_for()
    assert page.locator(answer).inner_text() == said
    box, form = page.locator(answer).bounding_box(), page.locator("form.atlas-form:visible").first.bounding_box()
    assert box["y"] + box["height"] <= min(form["y"] + 1, phone["height"])

"""What does it cost? As a person asks it, on both copies, on a phone, by keyboard, without scripts."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from macros.answers.cost import Power, Workload, bought, machines, month, pace, rented
from macros.answers.knowledge import Knowledge
from macros.answers.prices import offers, quotes
from macros.facts.schema.things import Load
from tests.browser.conftest import in_chromium
from tests.browser.waiting import wait_until, write

PAGE = "decide/cost.md"
WORKS = (
    Workload(),
    Workload(10_000, 500, 500),
    Workload(3, 300_000, 4096, 0.9, keep=True),
    Workload(250_000, 1024, 1, 1),
    Workload(2_000_000, 1000, 1000),
)  # more than one machine writes
TIERS = ("standard", "batch", "off-peak")
PLAIN = """([works, tiers]) => [
  Object.fromEntries(Object.entries(window.atlas.costs.models).map(([id, model]) =>
    [id, works.map(work => tiers.map(tier =>
      window.atlas.offers(model.quotes, tier, work.reads).map(quote => window.atlas.bill(quote, work))))])),
  Object.fromEntries(Object.entries(window.atlas.costs.loads).map(([id, load]) => {
    const it = window.atlas.machine
    return [id, works.map(work => [it.pace(load, work.reads),
            it.machines(work.requests * work.writes * 30, it.pace(load, work.reads), 0.3),
            it.rented(2.5, load.devices), it.bought(30000, 3, {watts: 700, price: 0.2, overhead: 1.3}, load.devices, 99)])]
  }))
]"""


def test_python_and_the_browser_come_to_the_same_sums(watch, published, knowledge: Knowledge):
    page = watch(published)
    page.goto(published.address(PAGE))
    wait_until(page, "window.atlas && window.atlas.bill && window.atlas.costs")
    bills, loads = page.evaluate(PLAIN, [[asdict(work) for work in WORKS], TIERS])
    catalog = knowledge.catalog
    for id, given in bills.items():
        found = quotes(catalog, catalog.models[id], catalog.today)
        for work, tiers in zip(WORKS, given, strict=True):
            for tier, sums in zip(TIERS, tiers, strict=True):
                assert sorted(sums) == pytest.approx(sorted(month(quote.price, work) for quote in offers(found, tier, work.reads)))
    assert len(bills) > 100 and loads.keys() == catalog.all(Load).keys()
    for id, given in loads.items():
        load = catalog.all(Load)[id]
        for work, sums in zip(WORKS, given, strict=True):
            speed = pace(load, work.reads)
            assert sums == pytest.approx([speed, machines(work.written, speed), rented(2.5, load.devices),
                                          bought(30000, 3, Power(700, 0.2, 1.3), load.devices, 99)]), id  # fmt: skip


def test_a_month_of_gpt_5_is_worked_out_and_kept_in_the_address(watch, copy, catalog):
    page = watch(copy)
    page.goto(copy.address(PAGE))
    page.locator("[data-cost] [name=model]").select_option("gpt-5")
    for name, value in (("requests", "10000"), ("reads", "500"), ("writes", "500")):
        write(page.locator(f"[data-cost] [name={name}]"), value)
    summary = page.locator("[data-cost-summary]")
    assert "$1,688" in summary.inner_text()
    rows = page.locator("[data-cost-result] table").first.locator("tbody tr")
    for row in rows.all_inner_texts():
        month_, day = (float(amount.replace(",", "")) for amount in re.findall(r"\$([\d,.]+)", row)[:2])
        assert 29 < month_ / day < 32, row
    asked = [quote for quote in quotes(catalog, catalog.models["gpt-5"], catalog.today) if quote.comparable]
    assert ("old:" in page.locator("[data-cost-result]").inner_text()) == any(quote.old for quote in asked)
    again = watch(copy)
    again.goto(page.url)
    assert again.locator("[data-cost-summary]").inner_text() == summary.inner_text()


# the address of a question → what the answer says
ASKED = {
    "eight H200 for Qwen3-Coder-480B": (
        "?model=qwen3-coder-480b-a35b&load=nvidia-h200&devices=8&reads=1500&writes=500",
        "8 × NVIDIA H200 SXM, rented: $15,184 to $61,909 a month. Pay by the token",
        ("$29,200 a month buys ", "3 read for each written", "tokens a second while they are busy")),
    "power of eight H100": (
        "?load=nvidia-h100-sxm&devices=8&way=buy&price=30000&watts=700&kwh=0.3",
        "8 × NVIDIA H100 SXM 80GB, bought",
        ("4,088 kWh a month for 8 × 700 W, $1,226 at $0.3 a kWh ($1.68 an hour)",)),
    "power of one 4090 for an hour": (
        "?load=nvidia-rtx-4090&way=buy&price=1600&watts=350&kwh=0.3",
        "1 × NVIDIA GeForce RTX 4090, bought",
        ("($0.105 an hour)",)),
    "a day on DeepSeek V4 Flash in August": (
        "?model=deepseek-v4-flash&requests=1&reads=30919224&writes=244072&cached=97.5275",
        "DeepSeek-V4-Flash by the token",
        ("at earlier prices", "$1.08", "$0.54", "$0.26", "held until 2026-08-16")),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_questions_of_readers_are_answered_from_the_address(watch, copy, name: str):
    address, said, told = ASKED[name]
    page = watch(copy)
    page.goto(copy.address(PAGE) + address)
    assert said in page.locator("[data-cost-summary]").inner_text()
    result = page.locator("[data-cost-result]").inner_text()
    assert all(words in result for words in told), result


def test_the_machine_for_gpt_oss_120b_loses_and_the_page_says_so(watch, copy):
    page = watch(copy, viewport={"width": 390, "height": 844})
    page.goto(copy.address(PAGE))
    page.locator("[data-cost] [name=load]").focus()
    page.keyboard.type("4 × for gpt-oss-120b on NVIDIA H100")
    page.keyboard.press("Enter")
    page.locator("[data-cost] [name=load]").select_option("gpt-oss-120b-h100-sxm")
    words = page.locator("[data-cost-summary]").inner_text()
    assert "Pay by the token: it is cheaper by far" in words and "$6,570 to $35,887" in words
    page.locator("[data-cost] details summary").click()
    write(page.locator("[data-cost] [name=pace]"), "")
    assert "is not measured; you need" in page.locator("[data-cost-result]").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@in_chromium
def test_without_scripts_months_and_machines_are_there(watch, copy):
    page = watch(copy, java_script_enabled=False)
    page.goto(copy.address(PAGE))
    assert page.locator("[data-cost]:visible").count() == 0
    assert page.locator("#months tbody tr:visible").count() > 100
    row = page.locator("#machines tbody tr", has_text="gpt-oss-120b").filter(has_text="H100")
    assert "Pay by the token" in (row.text_content() or "")

"""What it costs: bills and months that readers asked about in public, worked out by hand."""

from __future__ import annotations

import pytest

from macros.answers.cost import Band, Power, Workload, bill, bought, even, machines, month, pace, powered, rented, winner
from macros.answers.knowledge import Knowledge
from macros.answers.prices import Quote, offers
from macros.facts.schema.price import Price


def asked(input: float, output: float, cache_read: float | None = None) -> Price:
    return Price(
        model="m", host="h", input=input, output=output, cache_read=cache_read, url="https://example.org", as_of="2026-08-01"
    )


# what is asked: price; tokens fresh, cached, written → dollars
BILLS = {
    "a day on DeepSeek V4 Flash, off-peak": (asked(0.22, 0.66, 0.007), 764_472, 30_154_752, 244_072, 0.54),
    "the same at peak": (asked(0.44, 1.32, 0.014), 764_472, 30_154_752, 244_072, 1.08),
    "the same at the price of July": (asked(0.14, 0.28, 0.0028), 764_472, 30_154_752, 244_072, 0.26),
    "a session of an agent on Claude Opus 5": (asked(5, 25, 0.5), 100_000, 900_000, 20_000, 1.45),
    "the same where nothing is asked for what the cache gives": (asked(5, 25, 0), 100_000, 900_000, 20_000, 1.00),
    "the same where the cache is ignored": (asked(5, 25), 100_000, 900_000, 20_000, 5.50),
}


def test_what_is_kept_in_the_cache_costs_more_the_first_time() -> None:
    price = asked(5, 25, 0.5).model_copy(update={"cache_write": 6.25})
    assert bill(price, 100_000, 900_000, 20_000, keep=True) == pytest.approx(1.575)


TIERS = (("standard", None), ("batch", None), ("long-context", 200_000), ("long-context", 500_000))


@pytest.mark.parametrize(
    ("tiers", "wanted", "reads", "got"),
    [
        (TIERS, "standard", 2000, ("standard", None)),
        (TIERS, "standard", 200_000, ("standard", None)),
        (TIERS, "standard", 200_001, ("long-context", 200_000)),
        (TIERS, "standard", 900_000, ("long-context", 500_000)),
        (TIERS, "batch", 2000, ("batch", None)),
        (TIERS, "off-peak", 2000, ("standard", None)),  # a host without that tier asks its usual price
        ((("confidential", None),), "standard", 2000, None),
    ],
)
def test_each_host_is_asked_the_price_of_the_request(tiers, wanted, reads, got) -> None:
    quotes = [Quote(asked(1, 2).model_copy(update={"tier": tier, "above_tokens": above}), "host", 0) for tier, above in tiers]
    found = offers(quotes, wanted, reads)
    assert [(quote.price.tier, quote.price.above_tokens) for quote in found] == ([got] if got else [])


@pytest.mark.parametrize("name", BILLS)
def test_a_bill(name: str) -> None:
    price, fresh, cached, written, dollars = BILLS[name]
    assert bill(price, fresh, cached, written) == pytest.approx(dollars, abs=0.006)


def test_a_bill_of_last_summer_can_be_worked_out(knowledge: Knowledge) -> None:
    """What held before and asks otherwise is kept; what holds today is not among it, nor the same price read twice."""
    found = {
        (quote.price.tier, quote.price.input)
        for quote in knowledge.past_quotes["deepseek-v4-flash"]
        if quote.price.host == "deepseek"
    }
    assert found >= {("standard", 0.14), ("standard", 0.44), ("off-peak", 0.22)}
    for id in ("deepseek-v4-flash", "gpt-5", "glm-5", "claude-opus-5"):
        now = {(q.price.host, q.price.tier, q.price.served_as, q.price.input, q.price.output) for q in knowledge.quotes[id]}
        rows = [q.price for q in knowledge.past_quotes[id]]
        assert len({(r.host, r.tier, r.served_as, r.above_tokens, r.input, r.output, r.cache_read) for r in rows}) == len(rows)
        for row in rows:
            alike = (row.host, row.tier, row.served_as, row.input, row.output) in now
            assert not alike or row.cache_read is not None or row.above_tokens is not None, (id, row)


def test_ten_million_tokens_a_day_on_gpt_5(knowledge: Knowledge) -> None:
    """$1,688 a month, and not a tenth of it."""
    price = next(row for row in knowledge.catalog.prices["gpt-5"] if row.host == "openai" and row.tier == "standard")
    assert month(price, Workload(10_000, 500, 500)) == pytest.approx(1687.5)


@pytest.mark.parametrize(("cached", "dollars"), [(0, 30 * 3.5), (0.5, 30 * 2.6), (1, 30 * 1.7)])
def test_the_cached_share_is_paid_at_its_own_price(cached: float, dollars: float) -> None:
    assert month(asked(2, 3, 0.2), Workload(1000, 1000, 500, cached)) == pytest.approx(dollars)


@pytest.mark.parametrize(
    ("device", "devices", "ends"),
    [("nvidia-h100-sxm", 1, (1643, 2913, 8972)), ("nvidia-h200", 8, (15_184, 29_200, 61_909))],
)
def test_renting_all_month(knowledge: Knowledge, device: str, devices: int, ends: tuple[float, float, float]) -> None:
    rent = knowledge.catalog.hardware[device].rent
    assert rent is not None
    found = [rented(hour, devices) for hour in (rent.low, rent.middle, rent.high)]
    assert found == pytest.approx(ends, abs=1)


@pytest.mark.parametrize(
    ("dollars", "input", "output", "millions"),
    [(2913, 0.15, 0.60, 11_096), (2913, 0.037, 0.17, 41_390), (29_200, 0.25, 1.00, 66_743), (29_200, 2, 2, 14_600)],
)
def test_tokens_at_which_the_month_of_a_machine_is_reached(dollars: float, input: float, output: float, millions: float) -> None:
    assert even(dollars, asked(input, output)) / 10**6 == pytest.approx(millions, rel=0.01)


def test_power() -> None:
    assert powered(Power(700, 0.30, 1), 8) == pytest.approx(1226, abs=1)
    assert powered(Power(700, 0.08, 1), 8) == pytest.approx(327, abs=1)
    assert powered(Power(350, 0.30, 1), 1) / 730 == pytest.approx(0.105)
    assert powered(Power(700, 0.30, 1.5), 8) == pytest.approx(1.5 * 1226.4)


def test_bought_hardware_is_paid_over_its_years() -> None:
    assert bought(36_000, 3, Power(0), 2) == pytest.approx(2000)
    assert bought(36_000, 3, Power(0), 2, people=500) == pytest.approx(2500)


def test_what_a_card_writes_in_a_month(knowledge: Knowledge) -> None:
    """At most about 12 billion tokens for gpt-oss-120b on one H100; a second machine once the first is full."""
    from macros.facts.schema.things import Load

    load = knowledge.catalog.all(Load)["gpt-oss-120b-h100-sxm"]
    one = pace(load, 1024) / load.devices
    assert one * 730 * 3600 == pytest.approx(12.4e9, rel=0.01)
    assert pace(load, 30_000) / load.devices == 333
    full = one * 0.3 * 730 * 3600
    assert [machines(share * full, one, 0.3) for share in (0, 0.5, 1, 1.01, 3)] == [1, 1, 1, 2, 3]


@pytest.mark.parametrize(("cheapest", "word"), [(50, "tokens"), (150, "open"), (250, "machine")])
def test_who_is_cheaper(cheapest: float, word: str) -> None:
    assert winner(cheapest, Band(100, 200, 400)) == word


def test_renting_gpt_oss_120b_by_the_token_is_cheaper(knowledge: Knowledge) -> None:
    """At 30% use the cheapest host asks less than the cheapest H100, by half at least."""
    from macros.facts.schema.things import Load

    load, rent = knowledge.catalog.all(Load)["gpt-oss-120b-h100-sxm"], knowledge.catalog.hardware["nvidia-h100-sxm"].rent
    assert rent is not None
    written = pace(load, 1024) * 0.3 * 730 * 3600
    work = Workload(written / 1024 / 30, 1024, 1024)
    cheapest = min(month(row, work) for row in knowledge.catalog.prices["gpt-oss-120b"] if row.tier == "standard" and row.output)
    assert cheapest < rented(rent.low, load.devices) / 1.5

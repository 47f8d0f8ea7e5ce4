"""What a price is on a day: newest reading, announced changes, ends, units, age; and that no page hides how old one is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from markupsafe import escape

from macros.answers import age, lifecycle, prices
from macros.answers.knowledge import Knowledge
from macros.answers.prices import Quote
from macros.facts.catalog import Catalog, load
from macros.facts.schema.price import Ended, Price
from macros.pages import costs
from macros.pages.dates import calendar, retirements
from macros.pages.links import links_from
from macros.pages.prices import host_page, price_tables
from macros.pages.terse import value
from macros.pages.view import View
from macros.refresh.names import Names

TODAY = date(2026, 11, 28)
HOST = """name: {name}
kind: {kind}
sources:
  list: {{url: https://example.org/{name}, kind: registry, read: 2024-06-01, shows: '{name} serves models of others'}}
"""
LIST = """title: Prices
source: https://example.org/list
terms: MIT License
as_of: 2026-11-20
prices:
"""


@pytest.fixture
def priced(copy_tiny: Callable[[], Path]) -> Callable[..., Catalog]:
    """Rows of the model beta → a catalog that holds them and no others."""

    def make(*rows: str) -> Catalog:
        project = copy_tiny()
        for name, kind in (("cheap", "host"), ("dear", "host"), ("router", "aggregator")):
            (project / "data" / "hosts" / f"{name}.yml").write_text(HOST.format(name=name, kind=kind), "utf-8")
        text = LIST + "".join(f"  - {{model: beta, {row}}}\n" for row in rows)
        (project / "data" / "fetched" / "prices.yml").write_text(text, "utf-8")
        return load(project, today=TODAY)

    return make


def found(catalog: Catalog, day: date = TODAY) -> tuple[Quote, ...]:
    return prices.quotes(catalog, catalog.models["beta"], day)


def shown(catalog: Catalog, day: date = TODAY) -> list[tuple[str, float | None]]:
    return [(quote.price.host, quote.price.input) for quote in found(catalog, day)]


def test_the_newest_reading_of_an_offer_takes_the_place_of_older_ones(priced: Callable[..., Catalog]) -> None:
    catalog = priced(
        "host: cheap, input: 9, output: 9, as_of: 2026-07-02",
        "host: cheap, served_as: beta-2, input: 1, output: 2, as_of: 2026-11-01",
        "host: dear, input: 3, output: 4",
    )
    assert shown(catalog) == [("cheap", 1.0), ("dear", 3.0)]
    assert [quote.age for quote in found(catalog)] == [27, 8]


def test_no_price_outlives_the_day_on_which_its_host_switches_the_model_off(priced: Callable[..., Catalog]) -> None:
    catalog = priced("host: cheap, input: 1, output: 2", "host: dear, input: 3, output: 4")
    host = catalog.hosts["cheap"]
    over = Ended(models=("beta",), on="2026-11-28", source="list")
    catalog.hosts["cheap"] = host.model_copy(update={"ended": (over,)})
    assert shown(catalog) == [("dear", 3.0)]
    assert shown(catalog, TODAY - timedelta(days=1)) == [("cheap", 1.0), ("dear", 3.0)]


@pytest.mark.parametrize(("on", "last"), [("2027-01-14", "2027-01-13"), ("2027-01", "2027-01"), ("2028-03-01", "2028-02-29")])
def test_an_announced_end_is_told_and_the_model_served_until_then(priced: Callable[..., Catalog], on: str, last: str) -> None:
    """Not gone today: the price holds to its last day, the page and the calendar say when it goes."""
    catalog = priced("host: cheap, input: 1, output: 2", "host: dear, input: 3, output: 4")
    end = Ended(models=("beta",), announced="2026-09-30", on=on, source="list")
    host = catalog.hosts["cheap"] = catalog.hosts["cheap"].model_copy(update={"ended": (end,)})
    assert shown(catalog) == [("cheap", 1.0), ("dear", 3.0)]
    assert shown(catalog, date(2028, 3, 1)) == [("dear", 3.0)]
    assert (end.last, lifecycle.ending(end, TODAY), lifecycle.ahead(host, TODAY)) == (last, "deprecated", (end,))
    knowledge = Knowledge(catalog)
    attribute = knowledge.attributes["host"]["next-end"]
    assert (attribute.value(knowledge, host), attribute.why(knowledge, host)) == (on, "Beta")
    view = View(knowledge, links_from("calendar/", directories=True), "")
    now, _ = price_tables(view, catalog.models["beta"])
    assert now and f"until {last}; then switched off here" in [cell.text for row in now.rows for cell in row.cells]
    assert [section.title for section in host_page(view, host).sections][:2] == ["Prices", "Announced ends"]
    [line] = [line for line in str(calendar(view)).splitlines() if "End at a host" in line]
    assert f"<time>{on}</time>" in line and "Beta" in line and "cheap" in line


def test_what_a_host_ended_is_never_offered_there(knowledge: Knowledge) -> None:
    today = knowledge.catalog.today.isoformat()
    over = {
        (host.id, model)
        for host in knowledge.catalog.hosts.values()
        for ended in host.ended
        if ended.on <= today
        for model in ended.models
    }
    assert {("alibaba", "glm-4.6"), ("alibaba-cn", "deepseek-r1"), ("vertex", "kimi-k2-thinking")} <= over
    assert not [pair for pair in over if any(quote.price.host == pair[0] for quote in knowledge.quotes[pair[1]])]


def test_an_offer_that_ended_is_not_brought_back_by_an_older_reading(priced: Callable[..., Catalog]) -> None:
    gone = "host: cheap, input: 1, output: 2, ends: 2026-11-21"
    catalog = priced("host: cheap, input: 3, output: 4, as_of: 2026-08-22", gone, "host: dear, input: 5, output: 6")
    assert shown(catalog) == [("dear", 5)]


def test_a_list_that_did_not_see_an_end_does_not_undo_it_and_a_price_that_begins_later_does(priced: Callable[..., Catalog]) -> None:
    """A list carries the day of its file: DeepSeek V4 Pro stood at another amount weeks after Fireworks had ended it."""
    gone = "input: 1, output: 2, ends: 2026-11-07, as_of: 2026-11-05"
    catalog = priced(
        f"host: cheap, {gone}",
        "host: cheap, input: 1.5, output: 2",
        f"host: dear, {gone}",
        "host: dear, input: 3, output: 4, starts: 2026-11-10",
    )
    assert shown(catalog) == [("dear", 3)]


def test_the_words_beside_the_sound_of_a_model_are_shown_and_not_reckoned_with(priced: Callable[..., Catalog]) -> None:
    catalog = priced("host: cheap, input: 0.75, output: 4.5", "host: cheap, unit: million-audio-tokens, input: 3, output: 12")
    assert [(quote.price.unit, quote.price.output) for quote in found(catalog)] == [
        ("million-tokens", 4.5),
        ("million-audio-tokens", 12),
    ]
    assert prices.cheapest(found(catalog)) is None and prices.offers(found(catalog), "standard", 1000) == ()


def test_a_model_that_only_hears_is_still_reckoned_by_its_words(priced: Callable[..., Catalog]) -> None:
    catalog = priced("host: cheap, input: 0.3, output: 2.5", "host: cheap, unit: million-audio-tokens, input: 1")
    cheapest = prices.cheapest(found(catalog))
    assert cheapest and cheapest.price.input == 0.3 and len(found(catalog)) == 2


def test_two_variants_at_one_host_are_two_offers(priced: Callable[..., Catalog]) -> None:
    catalog = priced("host: cheap, served_as: beta, input: 1, output: 2", "host: cheap, served_as: beta-turbo, input: 2, output: 4")
    assert shown(catalog) == [("cheap", 1.0), ("cheap", 2.0)]


@pytest.mark.parametrize(
    ("day", "price"), [("2026-11-30", 2.0), ("2026-12-01", 4.0), ("2027-06-01", 4.0)], ids=["last day", "first day", "later"]
)
def test_an_announced_price_begins_on_its_day(priced: Callable[..., Catalog], day: str, price: float) -> None:
    """Also where another list read the old price and knows nothing of the change."""
    catalog = priced(
        "host: cheap, input: 2, output: 10, ends: 2026-11-30",
        "host: cheap, input: 2, output: 10, as_of: 2026-11-05",
        "host: cheap, input: 4, output: 20, starts: 2026-12-01",
    )
    assert shown(catalog, date.fromisoformat(day)) == [("cheap", price)]


def test_the_page_says_what_the_cache_gives_and_what_is_read_longest_ago(priced: Callable[..., Catalog]) -> None:
    """Writing into the cache has another price; of two readings the older one says how far to trust the sum."""
    view = View(
        Knowledge(
            priced(
                "host: cheap, input: 2, output: 10, cache_read: 0.2, cache_write: 2.5",
                "host: dear, input: 3, output: 15, as_of: 2026-11-02",
            )
        ),
        links_from("x/", directories=True),
    )
    now, _ = price_tables(view, view.catalog.models["beta"])
    assert now and [[cell.text for cell in row.cells[2:5]] for row in now.rows] == [
        ["$2.00", "$10.00", "$0.20"],
        ["$3.00", "$15.00", "–"],
    ]
    [row] = costs._months(view, costs._priced(view)).rows
    assert row.cells[-1].text == "2026-11-02"


def test_what_is_announced_is_told_apart_from_what_holds(priced: Callable[..., Catalog]) -> None:
    """The soonest first, whichever host it is at."""
    catalog = priced(
        "host: cheap, input: 2, output: 10",
        "host: cheap, input: 4, output: 20, starts: 2027-01-01",
        "host: dear, input: 5, output: 20, starts: 2026-12-01",
    )
    later = prices.announced(catalog, catalog.models["beta"], TODAY)
    assert [(quote.price.starts, quote.price.input) for quote in later] == [("2026-12-01", 5.0), ("2027-01-01", 4.0)]
    assert [quote.price.host for quote in prices.announced(catalog, catalog.models["beta"], date(2026, 12, 1))] == ["cheap"]
    assert prices.announced(catalog, catalog.models["beta"], date(2027, 1, 1)) == ()


def test_only_standard_prices_of_hosts_for_tokens_are_compared(priced: Callable[..., Catalog]) -> None:
    catalog = priced(
        "host: dear, input: 3, output: 4",
        "host: cheap, tier: promotion, input: 1, output: 1",
        "host: cheap, unit: minute, input: 0.006",
        "host: router, input: 0.01, output: 0.01",
        "host: cheap, tier: long-context, above_tokens: 200000, input: 0.1, output: 0.1",
    )
    cheapest = prices.cheapest(found(catalog))
    assert cheapest is not None and cheapest.price.host == "dear"
    assert prices.spread(found(catalog)) is None, "one host is no spread"
    assert len(found(catalog)) == 5, "and all are shown"


def test_an_old_price_is_the_cheapest_only_where_there_is_no_other(priced: Callable[..., Catalog]) -> None:
    old, new = "host: cheap, input: 1, output: 1, as_of: 2026-07-02", "host: dear, input: 3, output: 4"
    catalog = priced(old, new)
    cheapest = prices.cheapest(found(catalog))
    assert cheapest is not None and (cheapest.price.host, cheapest.old) == ("dear", False)
    low, high = prices.spread(found(catalog)) or (None, None)
    assert low and high and (low.price.host, high.price.host) == ("cheap", "dear")


def test_the_cheapest_is_counted_with_three_tokens_read_for_one_written() -> None:
    reads_cheap, writes_cheap = (
        Quote(Price(model="m", host=host, input=asked, output=paid, url="https://example.org", as_of="2026-08-01"), "host", 0)
        for host, asked, paid in (("a", 1, 9), ("b", 3, 4))
    )
    assert prices.cheapest([writes_cheap, reads_cheap]) is reads_cheap, "(3 + 9) / 4 is less than (9 + 4) / 4"


def test_an_old_price_that_is_the_only_one_says_so(priced: Callable[..., Catalog]) -> None:
    alone = prices.cheapest(found(priced("host: cheap, input: 1, output: 1, as_of: 2026-07-02")))
    assert alone is not None and alone.old and alone.age == 149


def test_the_last_day_of_the_shelf_life_is_not_old_yet(priced: Callable[..., Catalog]) -> None:
    catalog = priced("host: cheap, input: 1, output: 1, as_of: 2026-10-01")
    last = date(2026, 10, 1) + timedelta(days=age.PRICE)
    assert [found(catalog, day)[0].old for day in (last, last + timedelta(days=1))] == [False, True]


def test_the_maker_is_told_from_other_hosts(catalog: Catalog) -> None:
    """Nova is Amazon's own at Bedrock, and Claude is not; a router is no host anywhere."""
    nova = prices.quotes(catalog, catalog.models["nova-pro"], TODAY)
    assert {quote.seller for quote in nova if quote.price.host == "amazon-bedrock"} == {"first-party"}
    sold = [quote for model in catalog.models.values() for quote in prices.quotes(catalog, model, TODAY)]
    assert {quote.seller for quote in sold if quote.price.host == "amazon-bedrock"} == {"first-party", "host"}


def test_a_maker_asks_nothing_for_what_it_switched_off(knowledge: Knowledge) -> None:
    """Lists keep old rows: GPT-4 had OpenAI's price there weeks after its end. Hosts may sell on."""
    today, models = knowledge.catalog.today, knowledge.catalog.models.values()
    off = [model for model in models if lifecycle.states(model, today).get("api") == lifecycle.RETIRED]
    assert len(off) > 50 and any(knowledge.quotes[model.id] for model in off)
    sold = [model.id for model in off for quote in knowledge.quotes[model.id] if quote.seller == "first-party"]
    assert not sold


def test_no_price_stands_under_another_model_than_its_host_sells(catalog: Catalog) -> None:
    """Where a row says under which id it was read, that id leads to no other record: 2507 is not the edition of April."""
    names, told = Names(catalog), 0
    for row in (row for rows in catalog.prices.values() for row in rows):
        file = row.url.rpartition("/")[2]
        for id in filter(None, (row.served_as, file.endswith(".toml") and file.removesuffix(".toml"))):
            told += 1
            assert (names.model(id) or (row.model,))[0] == row.model, f"{row.model} at {row.host}: {id}"
    assert told > 100


def test_no_price_stands_in_a_unit_that_makes_it_nothing(catalog: Catalog) -> None:
    """Speech models billed by the minute once stood here at $0.00 a million tokens."""
    rows = [row for rows in catalog.prices.values() for row in rows if row.unit == "million-tokens" and row.tier != "free"]
    assert [(row.model, row.host) for row in rows if max(row.input or 0, row.output or 0) < 0.005] == []


def test_the_calendar_says_what_ends_and_begins_and_nothing_that_has_passed(catalog: Catalog) -> None:
    """Retirements, laws and announced prices, each under its month with its source."""
    text = str(calendar(View(Knowledge(catalog), links_from("calendar/", directories=True), "")))
    assert "<time>2026-12-01</time>" in text and "The New York RAISE Act begins" in text
    days = re.findall(r"<time>([\d-]+)<", text)
    assert days == sorted(days) and days[0] >= catalog.today.isoformat()[: len(days[0])]
    assert "$4.00 in and $20.00 out" in text, "Gemini 4 Argon doubles in December"


def test_an_end_leads_to_the_page_that_announces_it(catalog: Catalog) -> None:
    """Not to any other source of the model."""
    view = View(Knowledge(catalog), links_from("calendar/", directories=True), "")
    text = str(retirements(view))
    now = catalog.today.isoformat()
    ends = [
        (model, stage)
        for model in catalog.models.values()
        for stage in model.lifecycle
        if stage.retires and stage.retires >= now[: len(stage.retires)]
    ]
    assert len(ends) > 20
    for model, stage in ends:
        lines = [line for line in text.split("<li>") if f"/{model.id}/" in line.partition("</strong>")[0]]
        [line] = [
            line for line in lines if f">{stage.retires}<" in line and str(escape(view.label("channels", stage.channel))) in line
        ]
        assert f"href={value(model.sources[stage.source].url)}>" in line, model.id


def test_a_market_is_what_several_hosts_ask_on_recent_lists(priced: Callable[..., Catalog]) -> None:
    catalog = priced(
        "host: cheap, input: 1, output: 2, as_of: 2026-11-20",
        "host: dear, input: 4, output: 8, as_of: 2026-11-10",
        "host: router, input: 90, output: 90, as_of: 2026-07-02",
    )
    made = prices.market(catalog, catalog.models["beta"])
    assert made is not None
    assert (made.hosts, made.low, made.high, made.factor) == (2, 1, 4, 4)
    assert (made.first, made.last) == ("2026-11-10", "2026-11-20")


def test_one_host_is_no_market(priced: Callable[..., Catalog]) -> None:
    catalog = priced("host: cheap, input: 1, output: 2, as_of: 2026-11-20")
    assert prices.market(catalog, catalog.models["beta"]) is None
    assert prices.markets(catalog, 8) == ()

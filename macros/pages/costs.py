"""Prices, machines and measured loads in, what a workload costs out: the tool and its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from macros.answers import age
from macros.answers.cost import DAYS, HOURS, USED, Band, Power, Workload, month, pace, rented, winner
from macros.answers.prices import LONG, Quote, market, offers
from macros.answers.prices import STANDARD as ORDINARY
from macros.facts.schema.model import Model
from macros.facts.schema.things import Hardware, Load
from macros.pages.cells import UNKNOWN, Cell, dollars, integer, read_on, text
from macros.pages.prices import model_prices
from macros.pages.running import ModelId
from macros.pages.tables import Row, Table
from macros.pages.view import View

STANDARD = Workload()  # the one that tables are worked out for
EXAMPLE = "gpt-oss-120b"  # the model that the form shows before it is changed
YEARS = 3
MADE = ("image", "video", "audio")  # sold by the token too, but their tokens are no words of a request
TONES = {"tokens": "fair", "machine": "good", "open": "mixed"}  # of what comes out cheaper


def price(view: View, id: ModelId) -> Markup:
    """What a model costs by the token: every host with tier, date and age."""
    found = model_prices(view, view.catalog.models[id])
    return Markup().join(section.html for section in found) if found else view.render("cost/none.html")


def price_spread(view: View, id: ModelId) -> Markup:
    """What hosts of a model ask for a million tokens in, cheapest to dearest, and the factor between: part of a sentence."""
    made = market(view.catalog, view.catalog.models[id])
    return view.render("cost/spread.html", market=made, last=view.catalog.long_day(made.last) if made else "")


def cost(view: View) -> Markup:
    """The form that works out a month, and the same for one workload and for every measured machine."""
    priced = _priced(view)
    return view.render(
        "cost/tool.html",
        models=[(model.id, model.name) for model, _ in priced],
        loads=_loads(view),
        devices=_devices(view),
        tiers=_tiers(view),
        chosen=EXAMPLE,
        summary=summary(view, EXAMPLE),
        standard=STANDARD,
        power=Power(0),
        used=f"{USED:.0%}".removesuffix("%"),
        years=YEARS,
        table_=_months(view, priced),
        machines_=_machines(view),
    )


def summary(view: View, id: str) -> str:
    """What the standard workload costs a month on a model, as the form says it before it is changed."""
    found = sorted(offers(view.knowledge.quotes[id], ORDINARY, STANDARD.reads), key=lambda quote: month(quote.price, STANDARD))
    low, middle, high = (f"${shown(month(quote.price, STANDARD))}" for quote in (found[0], found[(len(found) - 1) // 2], found[-1]))
    old = sum(quote.old for quote in found)
    sum_ = view.catalog.range(low, high)
    text = view.say("cost.answer", name=view.catalog.models[id].name, count=int(STANDARD.requests), sum=sum_)
    text += f" {view.say('cost.offers', count=len(found))}" if len(found) > 1 else ""
    text += f"{view.say('cost.half', sum=middle)}." if len(found) > 3 else "."
    if not old:
        return text
    return f"{text} {view.say('cost.old-all' if old == len(found) else 'cost.old', count=old, days=age.PRICE)}"


def data(view: View) -> dict[str, object]:
    """What the script of the tool reads: prices by model, measured loads with what their machines cost, the constants."""
    return {
        "models": {
            model.id: {
                "name": model.name,
                "quotes": [_plain(view, q) for q in view.knowledge.quotes[model.id] if q.billable],
                "past": [_plain(view, q) for q in view.knowledge.past_quotes[model.id] if q.billable],
            }
            for model, _ in _priced(view)
        },
        "devices": {device.id: _device(device) for device in _devices(view)},
        "loads": {load.id: _load(view, load) for load in _loads(view)},
        "days": DAYS,
        "hours": HOURS,
        "shelf": age.PRICE,
        "tiers": _tiers(view),
    }


def _plain(view: View, quote: Quote) -> dict[str, object]:
    row = quote.price
    return {
        "host": view.catalog.hosts[row.host].name,
        "input": row.input,
        "output": row.output,
        "cached": row.cache_read,
        "kept": row.cache_write,
        "tier": row.tier,
        "above": row.above_tokens,
        "read": row.as_of,
        "offer": row.served_as,
        **({"ends": row.ends} if row.ends else {}),
    }


def _tiers(view: View) -> dict[str, str]:
    """Tiers that hosts sell tokens in, by their words; the one for long prompts follows from the request."""
    sold = {quote.price.tier for model, _ in _priced(view) for quote in view.knowledge.quotes[model.id] if quote.billable}
    return {id: label for id, label in view.labels("price-tiers").items() if id in sold and id != LONG}


def _load(view: View, load: Load) -> dict[str, object]:
    return {
        "name": load.name,
        "model": load.model,
        "device": load.device,
        "devices": load.devices,
        "runs": [[run.reads, run.writes, run.per_device] for run in load.runs],
    }


def _device(device: Hardware) -> dict[str, object]:
    return {
        "name": device.name,
        "rent": [device.rent.low, device.rent.middle, device.rent.high] if device.rent else None,
        "purchase": [device.purchase.low, device.purchase.high] if device.purchase else None,
        "watts": device.power_w,
    }


def _devices(view: View) -> list[Hardware]:
    """Devices of which somebody knows what they cost: to rent, to buy, or in power."""
    return [device for device in view.catalog.hardware.values() if device.rent or device.purchase or device.power_w]


def _priced(view: View) -> list[tuple[Model, tuple[Quote, ...]]]:
    """Models of text with a standard price for tokens, newest first, with these prices."""
    return view.once(("cost", "priced"), lambda: [
        (model, found)
        for model in view.catalog.models.values()
        if model.type not in MADE and (found := tuple(quote for quote in view.knowledge.quotes[model.id] if quote.comparable))
    ])  # fmt: skip


def _loads(view: View) -> Sequence[Load]:
    return list(view.catalog.all(Load).values())


def _months(view: View, priced: Sequence[tuple[Model, tuple[Quote, ...]]]) -> Table:
    rows = []
    for model, found in priced:
        ordered = sorted(found, key=lambda quote: month(quote.price, STANDARD))
        cheap, dear = ordered[0], ordered[-1]
        oldest = min(found, key=lambda quote: quote.price.as_of)
        rows.append(Row("", (
            view.cells.model(model.id), _money(month(cheap.price, STANDARD)), view.cells.record("host", cheap.price.host),
            dollars(cheap.price.input), dollars(cheap.price.output),
            _money(month(dear.price, STANDARD)), integer(len({quote.price.host for quote in found})),
            read_on(oldest.price.as_of, age.PRICE, old=oldest.old),
        )))  # fmt: skip
    load = view.caption(
        "workload", requests=f"{STANDARD.requests:,.0f}", reads=f"{STANDARD.reads:,}", writes=f"{STANDARD.writes:,}"
    )
    columns = (
        view.column("model"),
        view.column("cheapest", numeric=True, load=load),
        view.column("cheapest-host"),
        view.column("in", numeric=True),
        view.column("out", numeric=True),
        view.column("dearest", numeric=True, load=load),
        view.column("hosts", numeric=True),
        view.column("oldest", days=age.PRICE),
    )
    caption = view.caption("months", count=len(rows), days=DAYS, load=load)
    return Table("months", caption, columns, tuple(rows), search=view.caption("find-model"))


@dataclass(frozen=True)
class _Case:
    """A measured machine, kept busy a share of the time, against the price of the same tokens."""

    load: Load
    work: Workload
    machine: Band
    tokens: tuple[float, float] | None


def _case(view: View, load: Load, device: Hardware, found: tuple[Quote, ...]) -> _Case | None:
    """What one machine writes in a month at the assumed use, in its first measured shape; None without a price for rent."""
    if device.rent is None:
        return None
    run = load.runs[0]
    written = pace(load, run.reads) * USED * HOURS * 3600
    work = Workload(written / run.writes / DAYS, run.reads, run.writes)
    band = Band(*(rented(hour, load.devices) for hour in (device.rent.low, device.rent.middle, device.rent.high)))
    asked = sorted(month(quote.price, work) for quote in found)
    return _Case(load, work, band, (asked[0], asked[-1]) if asked else None)


def _machines(view: View) -> Table:
    prices = {model.id: found for model, found in _priced(view)}
    rows = []
    for load in _loads(view):
        case = _case(view, load, view.catalog.hardware[load.device], prices.get(load.model, ()))
        if case is None:
            continue
        cheap = winner(case.tokens[0], case.machine) if case.tokens else ""
        word = view.say(f"cost.cheap-{cheap}") if cheap else view.caption("no-price")
        rows.append(Row("", (
            view.cells.model(load.model), text(f"{load.devices} × {view.catalog.hardware[load.device].name}"),
            text(f"{load.runs[0].reads:,} in, {load.runs[0].writes:,} out"), _money(case.work.written / 10**6),
            _span(view, case.machine.low, case.machine.high), _span(view, *case.tokens) if case.tokens else UNKNOWN,
            _even(view, case), Cell("badge", word, tone=TONES.get(cheap, "plain")),
        )))  # fmt: skip
    used = f"{USED:.0%}"
    columns = (
        *view.columns("model", "machine", "requests"),
        *(view.column(id, numeric=True, used=used) for id in ("written", "machine-month", "by-token", "even")),
        view.column("cheaper"),
    )
    caption = view.caption("machines", count=len(rows), used=used)
    return Table("machines", caption, columns, tuple(rows), empty=view.caption("no-machines"))


def _even(view: View, case: _Case) -> Cell:
    """Tokens written a month from which the machine costs less; what it cannot write at full load it never reaches."""
    if case.tokens is None:
        return UNKNOWN
    written = case.work.written * case.machine.middle / case.tokens[0]
    if written > case.work.written / USED:
        return Cell("text", view.caption("never-even"), sort="9" * 22)
    return Cell("number", f"{written / 10**6:,.0f}", sort=f"{written / 10**6:022.6f}")


def _money(value: float) -> Cell:
    return Cell("number", shown(value), sort=f"{value:022.6f}")


def _span(view: View, low: float, high: float) -> Cell:
    return Cell("number", view.catalog.range(shown(low), shown(high)), sort=f"{low:022.6f}")


def shown(value: float) -> str:
    """Dollars: cents below a hundred, whole above."""
    return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"

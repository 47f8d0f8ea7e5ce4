"""Prices in, the tables of a model and of a host out: who asks what, in which tier, and how old the price is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from macros.answers import age, lifecycle
from macros.answers.prices import STANDARD, TOKENS, Quote, announced, spread
from macros.facts.schema.model import Model
from macros.facts.schema.price import Ended, Host, Price
from macros.pages import attributes
from macros.pages.cells import NONE, UNKNOWN, Cell, day, dollars, read_on, text, tokens, url
from macros.pages.page import Page, Section
from macros.pages.tables import Column, Row, Table
from macros.pages.things import thing_page
from macros.pages.view import View

_TERMS = ("country", "retention", "training")  # what of a host stands beside its price


def model_prices(view: View, model: Model) -> tuple[Section, ...]:
    """What a model costs at each host, what is announced, and how far the hosts are apart."""
    found = view.knowledge.quotes[model.id]
    now, later = price_tables(view, model)
    ends = [quote.price for quote in spread(found) or ()]
    return view.section(
        "prices",
        "model/prices.html",
        spread=[(dollars(end.input), dollars(end.output), view.cells.record("host", end.host)) for end in ends],
        hosts=len({quote.price.host for quote in found if quote.comparable}),
        prices=now,
        announced=later,
        before=_of_model(
            view, "price-before", view.caption("prices-before", model=model.name), view.knowledge.past_quotes[model.id]
        ),
        days=age.PRICE,
    )


def price_tables(view: View, model: Model) -> tuple[Table | None, Table | None]:
    """What holds today, and what is announced, as far as prices are recorded."""
    now, later = view.knowledge.quotes[model.id], announced(view.catalog, model, view.catalog.today)
    return (
        _of_model(view, "price-list", view.caption("prices-of", model=model.name), now),
        _of_model(view, "price-announced", view.caption("prices-announced", model=model.name), later),
    )


def host_page(view: View, host: Host) -> Page:
    """A host: its data terms, and what it asks for each model."""
    page = thing_page(view, host, "host")
    found = view.once(("prices", "hosts"), lambda: _by_host(view)).get(host.id, ())
    rows = tuple(Row("", (view.cells.model(model.id), *_cells(view, quote))) for model, quote in found)
    columns = (view.column("model"), *_columns(view))
    table = Table("host-prices", view.caption("prices-at", host=host.name), columns, rows)
    section = view.section("prices", "thing/table.html", table_=table if rows else None)
    ahead = lifecycle.ahead(host, view.catalog.today)
    gone = sorted((end for end in host.ended if end not in ahead), key=lambda end: end.on, reverse=True)
    ends = (*_ends(view, host, "ending", ahead), *_ends(view, host, "ended", gone))
    return replace(page, sections=(*section, *ends, *page.sections))


def _ends(view: View, host: Host, name: str, ends: Sequence[Ended]) -> tuple[Section, ...]:
    """Which models the host switched off, or said that it will, in the order of `ends`."""
    told = any(end.announced for end in ends)
    rows = tuple(
        Row(
            "",
            (
                view.cells.model(id),
                day(end.on),
                *[day(end.announced)] * told,
                Cell("url", "source", host.sources[end.source].url, title=host.sources[end.source].shows),
            ),
        )
        for end in ends
        for id in end.models
    )
    columns = view.columns("model", "switched-off", *["end-announced"] * told, "source")
    table = Table(f"host-{name}-models", view.caption(f"{name}-at", host=host.name), columns, rows) if rows else None
    return view.section(f"host-{name}", "thing/table.html", table_=table)


def _by_host(view: View) -> dict[str, list[tuple[Model, Quote]]]:
    found: dict[str, list[tuple[Model, Quote]]] = {}
    for model in view.catalog.models.values():
        for quote in view.knowledge.quotes[model.id]:
            found.setdefault(quote.price.host, []).append((model, quote))
    return found


def _of_model(view: View, id: str, caption: str, found: Sequence[Quote]) -> Table | None:
    rows = tuple(
        Row(
            "",
            (
                view.cells.record("host", quote.price.host),
                view.cells.word("provider-kinds", quote.seller),
                *_cells(view, quote),
                _terms(view, view.catalog.hosts[quote.price.host]),
            ),
        )
        for quote in found
    )
    return Table(id, caption, (*view.columns("host", "kind"), *_columns(view), view.column("host-terms")), rows) if rows else None


def _terms(view: View, host: Host) -> Cell:
    """Where a host is based and what it does with prompts, as far as it is known."""
    told = attributes.cells(view, (view.knowledge.attributes["host"][id] for id in _TERMS), host)
    return (
        text("; ".join(cell.text for cell in told if cell is not UNKNOWN)) if any(cell is not UNKNOWN for cell in told) else UNKNOWN
    )


def _columns(view: View) -> tuple[Column, ...]:
    amounts = (view.column(id, numeric=True) for id in ("input", "output", "cached", "context"))
    return (*amounts, view.column("offer"), view.column("read", days=age.PRICE), view.column("source"))


def _cells(view: View, quote: Quote) -> tuple[Cell, ...]:
    row = quote.price
    return (
        _amount(view, row, row.input),
        _amount(view, row, row.output),
        _amount(view, row, row.cache_read) if row.cache_read is not None else NONE,
        tokens(row.context) if row.context else UNKNOWN,
        _offer(view, row),
        read_on(row.as_of, age.PRICE, old=quote.old),
        url(row.url, view.catalog.say("price-list")),
    )


def _amount(view: View, row: Price, value: float | None) -> Cell:
    """$0.15, or $0.006 a minute."""
    shown = dollars(value) if value is not None else NONE
    if row.unit == TOKENS or value is None:
        return shown
    return shown._replace(text=f"{shown.text} / {view.label('price-units', row.unit)}")


def _offer(view: View, row: Price) -> Cell:
    """Standard; or the tier, the precision, the days and the note, in this order."""
    end = view.catalog.ends.get((row.host, row.model))
    above = f" above {row.above_tokens:,} tokens" if row.above_tokens else ""
    parts = [
        "" if row.tier == STANDARD else view.label("price-tiers", row.tier) + above,
        view.catalog.quantizations[row.quantization].name if row.quantization else "",
        row.served_as or "",
        f"from {row.starts}" if row.starts and row.starts > row.as_of else "",
        f"until {row.ends}" if row.ends else "",
        view.caption("then-off") if end and end.last == row.ends else "",
        row.note or "",
    ]
    return text("; ".join(part for part in parts if part) or view.label("price-tiers", row.tier))

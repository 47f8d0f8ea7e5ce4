"""Catalog in, the lists a reader browses out: models, families, makers, licenses, benchmarks, frameworks, hardware."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from macros.answers import age
from macros.answers.licensing.answers import answers_of
from macros.facts.schema.dataset import Dataset
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.evidence import Record
from macros.facts.schema.kinds import Kind
from macros.pages import attributes, tables
from macros.pages.cells import UNKNOWN, Cell, day, integer
from macros.pages.license import answer_cell
from macros.pages.links import COMPARE, ROWS
from macros.pages.tables import Column, Parts, Table
from macros.pages.tiles import tile_cell
from macros.pages.view import View


def model_list(view: View) -> Markup:
    """Models with their tiles; chosen ones are set side by side."""
    return view.render(
        "lists/models.html",
        table_=_models(view),
        marks=[(word.id, word.label) for word in view.catalog.vocabularies["tile-marks"].values()],
        rows=[word.label.lower() for word in view.catalog.vocabularies["tile-rows"].values()],
    )


def model_rows(view: View) -> str:
    """The rows of the catalog that its page leaves to its parts, as HTML; '' where it holds them all."""
    table = _models(view)
    return view.render("lists/rows.html", table_=table) if table.parts else ""


def _models(view: View) -> Table:
    models, makers = view.catalog.models, view.catalog.makers.values()
    extra = Extra((view.column("parts", numeric=True),), lambda model: (tile_cell(view, models[model.id]),))
    table = replace(_table(view, "model", None, extra), compare=view.links.page(COMPARE))
    if len(models) <= tables.MOST:
        return table
    counted = ((maker, len(view.catalog.models_of(maker=maker.id))) for maker in makers)
    pages = tuple((maker.name, view.links.record("maker", maker.id), n) for maker, n in counted if n)
    return replace(table, parts=Parts(view.caption("catalog-parts", count=f"{len(models):,}"), pages, view.links.file(ROWS)))


def family_list(view: View) -> Markup:
    """Families with their span and size."""

    def extra(family: Record) -> tuple[Cell, ...]:
        models = view.catalog.models_of(family=family.id)
        return (integer(len(models)), day(models[-1].released), day(models[0].released))

    families = [family for family in _named(view, "family") if view.catalog.models_of(family=family.id)]
    columns = (view.column("models", numeric=True), *view.columns("first", "newest"))
    return _list(view, "family", families, Extra(columns, extra))


def maker_list(view: View) -> Markup:
    """Organizations, what they do and how many of their models can be downloaded."""

    def extra(maker: Record) -> tuple[Cell, ...]:
        models = view.catalog.models_of(maker=maker.id)
        return (integer(len(models)), integer(sum(model.downloadable for model in models)))

    columns = (view.column("models", numeric=True), view.column("with-weights", numeric=True))
    return _list(view, "maker", None, Extra(columns, extra))


def license_list(view: View) -> Markup:
    """Every license and terms by category."""
    questions = ("commercial_use", "host_as_service", "train_on_outputs")
    labels = view.catalog.vocabularies["questions"]
    order = list(view.catalog.vocabularies["license-categories"])

    def extra(license: Record) -> tuple[Cell, ...]:
        answers = answers_of(view.catalog, view.catalog.licenses[license.id])
        cells = tuple(answer_cell(view, id, answers[id]) if id in answers else UNKNOWN for id in questions)
        return (*cells, integer(len(view.catalog.models_of(license=license.id))))

    licenses = sorted(
        view.catalog.licenses.values(), key=lambda license: (order.index(license.category), view.cells.license(license.id).sort)
    )
    columns = (
        *(Column(labels[id].short or labels[id].label, labels[id].label) for id in questions),
        view.column("models", numeric=True),
    )
    return _list(view, "license", licenses, Extra(columns, extra))


def benchmark_list(view: View) -> Markup:
    """Tests, what they measure, and how many results we may copy."""
    results = view.knowledge.results
    extra = Extra(
        (view.column("results-here", numeric=True),), lambda benchmark: (integer(len(results.of_benchmark(benchmark.id))),)
    )
    return _list(view, "benchmark", None, extra)


def dataset_list(view: View) -> Markup:
    """Training data sets with license, size and whether they can be downloaded."""
    counts = {dataset.id: len(dataset.used_by) for dataset in view.catalog.all(Dataset).values()}
    extra = Extra((view.column("models-here", numeric=True),), lambda dataset: (integer(counts[dataset.id]),))
    return _list(view, "dataset", None, extra)


def host_list(view: View) -> Markup:
    """Hosts with their data terms, how many models here have a price at each, and when the newest was read."""
    rows = [quote.price for model in view.catalog.models for quote in view.knowledge.quotes[model]]
    models = {host: {row.model for row in rows if row.host == host} for host in view.catalog.hosts}

    def extra(host: Record) -> tuple[Cell, ...]:
        days = [row.as_of for row in rows if row.host == host.id]
        newest = max(days, default="")
        return (integer(len(models[host.id])), view.cells.aged(newest, age.PRICE) if newest else UNKNOWN)

    columns = (view.column("prices", numeric=True), view.column("newest-price"))
    return _list(view, "host", None, Extra(columns, extra))


@dataclass(frozen=True)
class Extra:
    """Columns of a list that are counted rather than asked of a record."""

    columns: tuple[Column, ...] = ()
    cells: Callable[[Record], tuple[Cell, ...]] = lambda record: ()


def plain(kind: Kind) -> Callable[[View], Markup]:
    """The list of a kind that has no counted columns, as a macro."""

    def macro(view: View) -> Markup:
        return _list(view, kind.name)

    macro.__name__ = f"{kind.name}_list"
    macro.__doc__ = f"Every {kind.name}, with the columns and filters that data/attributes names."
    return macro


def _list(view: View, kind: str, records: Sequence[Record] | None = None, extra: Extra = Extra()) -> Markup:
    return view.render("thing/table.html", table_=_table(view, kind, records, extra))


def _named(view: View, kind: str) -> Sequence[Record]:
    """The records of a kind as a reader looks for them: models newest first, all others by the name that is shown."""
    records = view.catalog.ordered(kind)
    return records if kind == "model" else sorted(records, key=lambda record: view.cells.record(kind, record.id).sort)


def _table(view: View, kind: str, records: Sequence[Record] | None, extra: Extra) -> Table:
    """A kind's records with the columns and filters that its dictionary names, and what is counted beside."""
    words = view.catalog.all(Dictionary)[kind]
    found = _named(view, kind) if records is None else records
    chosen = attributes.met(view, kind, "table")
    filters, marks = attributes.filters(view, kind, found)
    rows = tuple(
        replace(row, cells=(*row.cells, *extra.cells(record)), filters=mark)
        for record, row, mark in zip(found, attributes.rows(view, kind, found, chosen), marks, strict=True)
    )
    columns = (Column(words.name), *attributes.columns(chosen), *extra.columns)
    return Table(f"{kind}-list", words.caption(len(rows)), columns, rows, filters, words.find or "")

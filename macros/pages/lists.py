"""Catalog in, the lists a reader browses out: models, families, makers, licenses, benchmarks, frameworks, hardware."""

from __future__ import annotations

from markupsafe import Markup

from macros.answers.licensing.answers import answers_of
from macros.facts.schema.model import Model
from macros.pages.cells import UNKNOWN, Cell, count, day, number, text, tokens
from macros.pages.license import answer_cell
from macros.pages.tables import Column, Filter, Row, Table, options
from macros.pages.view import View


def model_catalog(view: View) -> Markup:
    """Every model, complete and readable without scripts."""
    catalog = view.catalog
    models = tuple(catalog.models.values())
    access = {model.id: view.knowledge.assessments[model.id].access for model in models}
    category = {model.id: _category(view, model) for model in models}
    filters = (
        Filter("type", "Type", options([model.type for model in models], view.labels("model-types"))),
        Filter("access", "Access", options(list(access.values()), view.labels("access-classes"))),
        Filter("license", "License", options(list(category.values()), view.labels("license-categories"))),
        Filter(
            "maker", "Maker", options([model.maker for model in models], {id: maker.name for id, maker in catalog.makers.items()})
        ),
    )
    helps = {field: definition for field, (definition, _) in view.helps("model").items()}
    columns = (
        Column("Model"),
        Column("Maker"),
        Column("Released"),
        Column("Type", helps.get("type", "")),
        Column("Access", "Derived from the license and the components"),
        Column("License", helps.get("license.weights", "")),
        Column("Parameters", helps.get("parameters.total", ""), True),
        Column("Context", helps.get("context.native", ""), True),
    )
    rows = []
    for model in models:
        terms = model.license
        id = (terms.weights or terms.api) if terms else None
        cells = (
            view.cells.model(model.id),
            view.cells.maker(model.maker),
            day(model.released),
            view.cells.word("model-types", model.type),
            view.cells.badge("access-classes", access[model.id], title=view.knowledge.assessments[model.id].reason),
            view.cells.license(id) if id else UNKNOWN,
            count(model.parameters.total) if model.parameters else UNKNOWN,
            tokens(model.context.native if model.context else None),
        )
        marks = (("type", model.type), ("access", access[model.id]), ("license", category[model.id]), ("maker", model.maker))
        rows.append(Row(model.id, cells, marks))
    return _draw(view, Table("catalog", f"{len(rows)} AI models, newest first", columns, tuple(rows), filters, "Find a model"))


def family_list(view: View) -> Markup:
    """Families with their span and size."""
    rows = []
    for family in view.catalog.families.values():
        models = view.catalog.models_of(family=family.id)
        if models:
            span = (day(models[-1].released), day(models[0].released))
            rows.append(Row(family.id, (view.cells.family(family.id), view.cells.maker(family.maker), _number(len(models)), *span)))
    columns = (Column("Family"), Column("Maker"), Column("Models", numeric=True), Column("First"), Column("Newest"))
    return _draw(view, Table("families", f"{len(rows)} families of models", columns, tuple(rows), search="Find a family"))


def maker_list(view: View) -> Markup:
    """Organizations, what they do and how many of their models can be downloaded."""
    rows = []
    for maker in view.catalog.makers.values():
        models = view.catalog.models_of(maker=maker.id)
        weights = sum(model.availability.weights in ("open", "gated", "request") for model in models)
        rows.append(
            Row(
                maker.id,
                (
                    view.cells.maker(maker.id),
                    view.cells.words("maker-roles", maker.roles),
                    view.cells.word("maker-kinds", maker.kind) if maker.kind else UNKNOWN,
                    text(maker.country),
                    _number(len(models)),
                    _number(weights),
                ),
            )
        )
    columns = (
        Column("Name"),
        Column("Part"),
        Column("Kind"),
        Column("Based in"),
        Column("Models", numeric=True),
        Column("With weights", "Models whose weights can be downloaded", True),
    )
    return _draw(view, Table("makers", f"{len(rows)} organizations", columns, tuple(rows), search="Find an organization"))


def license_list(view: View) -> Markup:
    """Every license and terms by category."""
    questions = ("commercial_use", "host_as_service", "train_on_outputs")
    labels = view.catalog.vocabularies["questions"]
    rows = []
    for license in view.catalog.licenses.values():
        answers = answers_of(view.catalog, license)
        cells = tuple(answer_cell(view, answers[id]) if id in answers else UNKNOWN for id in questions)
        models = len(view.catalog.models_of(license=license.id))
        category = view.cells.badge("license-categories", license.category)
        rows.append(
            Row(
                license.id,
                (view.cells.license(license.id), category, text(license.steward), *cells, _number(models), day(license.checked)),
                (("category", license.category),),
            )
        )
    order = list(view.catalog.vocabularies["license-categories"])
    rows.sort(key=lambda row: order.index(dict(row.filters)["category"]))
    categories = [license.category for license in view.catalog.licenses.values()]
    filters = (Filter("category", "Category", options(categories, view.labels("license-categories"))),)
    columns = (
        Column("License"),
        Column("Category"),
        Column("Steward"),
        *(Column(labels[id].short or labels[id].label, labels[id].label) for id in questions),
        Column("Models", numeric=True),
        Column("Checked"),
    )
    return _draw(view, Table("licenses", f"{len(rows)} licenses and terms", columns, tuple(rows), filters, "Find a license"))


def benchmark_list(view: View) -> Markup:
    """Tests, what they measure, and how many results we may copy."""
    counts: dict[str, int] = {}
    for model in view.catalog.models.values():
        for row in model.benchmarks:
            counts[row.benchmark] = counts.get(row.benchmark, 0) + 1
    rows = tuple(
        Row(
            item.id,
            (
                view.cells.benchmark(item.id),
                view.cells.word("benchmark-areas", item.area),
                text(item.measures),
                _number(counts.get(item.id, 0)),
                text(item.reuse),
            ),
        )
        for item in view.catalog.benchmarks.values()
    )
    columns = (
        Column("Benchmark"),
        Column("Area"),
        Column("Measures"),
        Column("Results here", numeric=True),
        Column("Reuse of results"),
    )
    return _draw(view, Table("benchmarks", f"{len(rows)} benchmarks", columns, rows))


def framework_list(view: View) -> Markup:
    """Libraries and hubs."""
    rows = tuple(
        Row(
            item.id,
            (
                view.cells.framework(item.id),
                view.cells.word("framework-kinds", item.kind),
                view.cells.license(item.license) if item.license else UNKNOWN,
                day(item.released),
                text(item.about),
            ),
        )
        for item in view.catalog.frameworks.values()
    )
    columns = (Column("Name"), Column("Kind"), Column("License"), Column("First release"), Column("What for"))
    return _draw(view, Table("frameworks", f"{len(rows)} frameworks and hubs", columns, rows))


def hardware_list(view: View) -> Markup:
    """Devices with memory and bandwidth."""
    catalog = view.catalog
    rows = []
    for item in catalog.hardware.values():
        memory = (
            Cell("number", " / ".join(f"{size:g}" for size in item.memory_gb), sort=f"{max(item.memory_gb):09.1f}")
            if item.memory_gb
            else UNKNOWN
        )
        source = next(iter(item.sources.values()))
        rows.append(
            Row(
                item.id,
                (
                    text(item.name),
                    view.cells.word("hardware-kinds", item.kind),
                    memory,
                    number(item.bandwidth_gb_s, 0),
                    number(item.power_w, 0),
                    day(item.released),
                    Cell("url", "source", source.url, title=source.shows),
                ),
                (("kind", item.kind),),
            )
        )
    kinds = [item.kind for item in catalog.hardware.values()]
    filters = (Filter("kind", "Kind", options(kinds, view.labels("hardware-kinds"))),)
    columns = (
        Column("Device"),
        Column("Kind"),
        Column("Memory, GB", "As marketed; GB is 10⁹ bytes", True),
        Column("Bandwidth, GB/s", "Peak memory bandwidth", True),
        Column("Power, W", numeric=True),
        Column("Released"),
        Column("Source"),
    )
    return _draw(view, Table("hardware", f"{len(rows)} devices", columns, tuple(rows), filters, "Find a device"))


def _category(view: View, model: Model) -> str:
    terms = model.license
    id = (terms.weights or terms.api) if terms else None
    return view.catalog.licenses[id].category if id else ""


def _number(value: int) -> Cell:
    return Cell("number", f"{value:,}", sort=f"{value:08}")


def _draw(view: View, table: Table) -> Markup:
    return view.render("thing/table.html", table_=table)

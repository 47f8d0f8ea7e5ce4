"""The dataset and the project in, what is said about them out: numbers, files, fields, macros, health."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup
from pydantic import BaseModel

from macros.answers import coverage
from macros.answers.attributes import Attribute
from macros.answers.prices import SHELF_LIFE
from macros.answers.published import added, collections, size
from macros.answers.usual import demanded
from macros.facts.annotations import classes, marks
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.fields import Ref
from macros.facts.schema.kinds import KINDS
from macros.facts.schema.words import Demand
from macros.pages import attributes
from macros.pages.cells import Cell, integer, text
from macros.pages.front_matter import Head
from macros.pages.links import API, FILE_SCHEMAS
from macros.pages.markup import PAGE, PAGE_ATTRIBUTES
from macros.pages.tables import Column, Row, Table
from macros.pages.view import View

OLD_LICENSE, OLD_SERVICE = 365, 90
MOST_WANTED = 50


def home_numbers(view: View) -> Markup:
    """How much there is, counted from the data."""
    catalog = view.catalog
    weights = sum(model.downloadable for model in catalog.models.values())
    sources = sum(
        len(getattr(entry.record, "sources", ()))
        for kind in ("model", "license", "maker", "family", "benchmark", "framework", "hardware")
        for entry in catalog.entries[kind].values()
    )
    rows = [
        (len(catalog.models), "models", view.links.page("models/index.md")),
        (weights, "with weights to download", view.links.page("openness/index.md")),
        (len(catalog.licenses), "licenses and terms", view.links.page("licenses/index.md")),
        (
            sum(len(license.answers) for license in catalog.licenses.values()),
            "license answers with their clause",
            view.links.page("licenses/questions/index.md"),
        ),
        (len(catalog.makers), "organizations", view.links.page("makers/index.md")),
        (len(catalog.claims), "claims graded", view.links.page("claims/index.md")),
        (sources + len(catalog.works), "sources read", view.links.page("sources.md")),
    ]
    return view.render("about/numbers.html", rows=[(f"{n:,}", label, href) for n, label, href in rows])


def data_files(view: View) -> Markup:
    """The files of the API with their number of items."""
    rows = []
    for collection in collections():
        name = collection.name
        places = (("json", f"{API}/{name}.json"), ("csv", f"{API}/{name}.csv"), ("schema", f"{API}/{FILE_SCHEMAS}/{name}.json"))
        links = [Cell("link", form, view.links.file(place), title=place) for form, place in places]
        number = size(view.catalog, collection)
        rows.append(Row("", (text(name), text(collection.about.partition("\n")[0]), Cell("number", f"{number:,}"), *links)))
    columns = (
        Column("Table"), Column("An item"), Column("Items", numeric=True), Column("JSON"), Column("CSV"), Column("Schema"),
    )  # fmt: skip
    return view.render("thing/table.html", table_=Table("files", "Files of the data, version 1", columns, tuple(rows)))


def derived_fields(view: View) -> Markup:
    """The fields of a model in the API that nobody writes by hand."""
    return view.render("about/derived.html", rows=list(added()))


def data_fields(view: View) -> Markup:
    """Every field of every kind, from the schema itself."""
    kinds = [
        (
            kind.name,
            kind.folder + ("/MAKER" if kind.nested else ""),
            (kind.type.__doc__ or "").strip(),
            list(fields_of(kind.type)),
            view.links.file(f"{API}/schema/{kind.name}.json"),
        )
        for kind in KINDS
    ]
    return view.render("about/fields.html", kinds=kinds)


def attribute_list(view: View) -> Markup:
    """What each label on a page means, kind by kind."""
    kinds = []
    for kind, found in view.knowledge.attributes.items():
        rows = [(attribute.words.group, Explained(attribute)) for attribute in found.values()]
        kinds.append(
            (
                kind,
                view.catalog.all(Dictionary)[kind].name,
                [(title, [row for _, row in some]) for title, some in groupby(rows, key=lambda row: row[0])],
            )
        )
    return view.render("about/attributes.html", kinds=kinds)


@dataclass(frozen=True)
class Explained:
    """An attribute as the page of all fields shows it."""

    attribute: Attribute

    @property
    def anchor(self) -> str:
        return attributes.anchor(self.attribute)

    @property
    def label(self) -> str:
        return attributes.label(self.attribute)

    @property
    def help(self) -> str:
        return self.attribute.words.help

    @property
    def field(self) -> str | None:
        return self.attribute.words.field


def fields_of(type_: type[BaseModel], prefix: str = "") -> list[tuple[str, str, bool, str]]:
    """(path, words or ids, whether it must be there, what it is) of every field of a record."""
    rows = []
    for name, field in type_.model_fields.items():
        if name == "id" and not prefix:
            continue
        shown = prefix + (field.alias or name)
        inner = next(iter(classes(field.annotation)), None)
        words = [mark.kind for mark in marks(Ref, field.annotation, field.metadata)]
        rows.append((shown, ", ".join(words), field.is_required(), field.description or ""))
        if inner and len(prefix.split(".")) < 3:
            many = "[]." if "tuple" in str(field.annotation) else ".KEY." if "dict" in str(field.annotation) else "."
            rows += fields_of(inner, shown + many)
    return rows


def macro_list(view: View, documented: Mapping[str, str]) -> Markup:
    """Every macro and what it prints, from its own docstring."""
    rows = tuple(Row("", (Cell("code", name), text(what))) for name, what in documented.items())
    return view.render(
        "thing/table.html", table_=Table("macro-list", f"{len(rows)} macros", (Column("Write"), Column("It prints")), rows)
    )


def page_fields(view: View) -> Markup:
    """What may stand in the front matter of a page, from its schema."""
    rows = tuple(Row("", (Cell("code", name), text(meaning))) for name, _, _, meaning in fields_of(Head))
    columns = (Column("Field"), Column("What it says"))
    return view.render("thing/table.html", table_=Table("page-fields", f"{len(rows)} fields, and no others", columns, rows))


def page_elements(view: View) -> Markup:
    """The HTML elements and attributes a page may come to, from the list the check reads."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, own in sorted(PAGE.items()):
        groups.setdefault((*own, *PAGE_ATTRIBUTES), []).append(name)
    rows = tuple(Row("", (text(", ".join(names)), text(", ".join(own)))) for own, names in groups.items())
    columns = (Column("Elements"), Column("Attributes"))
    return view.render("thing/table.html", table_=Table("page-elements", f"{len(PAGE)} elements, and no others", columns, rows))


def coverage_tables(view: View) -> Markup:
    """How many models have each field, and what is missing on those most in demand."""
    known = view.knowledge
    counted = coverage.groups(known)
    total = Row("", (text("Models"), *(integer(len(models)) for models in counted.values())))
    lines = [Row("", (text(line.label), *(integer(n) for n in line.counts))) for line in coverage.coverage(known)]
    heads = (Column("Known"), *(Column(name.capitalize(), numeric=True) for name in counted))
    found = coverage.gaps(known, demanded(known.catalog, MOST_WANTED))
    gaps = [
        Row("", (view.cells.model(gap.model.id), text(_first(gap)), text(", ".join(gap.missing) or "nothing"))) for gap in found
    ]
    usage = next(iter(view.catalog.all(Demand).values()))
    asked = len(found) * len(coverage.FIRST)
    return view.render(
        "about/coverage.html",
        fields=Table("coverage-fields", "Models of which each field is known", heads, (total, *lines)),
        gaps=Table(
            "wanted",
            f"The {len(gaps)} models most in demand, and what is missing",
            (Column("Model"), Column("Missing of what is asked first"), Column("Missing besides")),
            tuple(gaps),
        ),
        usage=usage,
        first=[label for label, _, _ in coverage.FIRST],
        known=asked - sum(len(gap.first) for gap in found),
        asked=asked,
        unrecorded=coverage.unrecorded(known),
    )


def _first(gap: coverage.Gap) -> str:
    """'Knowledge cutoff (looked for)', or 'nothing'."""
    return ", ".join(f"{label} (looked for)" if label in gap.searched else label for label in gap.first) or "nothing"


def health(view: View, today: str) -> Markup:
    """What is thin, unverified or getting old, counted and listed."""
    catalog = view.catalog
    now = date.fromisoformat(today)

    def age(value: str) -> int:
        return (now - date.fromisoformat(value)).days

    old = [
        (view.cells.license(license.id), license.checked)
        for license in catalog.licenses.values()
        if age(license.checked) > (OLD_SERVICE if license.category == "proprietary-api-terms" else OLD_LICENSE)
    ]
    unread = [view.cells.license(license.id) for license in catalog.licenses.values() if license.text_read == "none"]
    secondary = sum(
        answer.evidence in ("secondary", "memory") for license in catalog.licenses.values() for answer in license.answers.values()
    )
    gaps = Counter[str]()
    for model in catalog.models.values():
        has_weights = model.downloadable
        gaps["models whose weights can be downloaded without a recorded license"] += has_weights and not (
            model.license and model.license.weights
        )
        gaps["models whose weights can be downloaded without a word on what they were made from"] += (
            has_weights and not model.origin
        )
        gaps["models whose weights can be downloaded, made from a model whose terms are not recorded"] += bool(
            view.knowledge.terms[model.id].unmapped
        )
        gaps["models whose weights can be downloaded without a recorded number of parameters"] += has_weights and not (
            model.parameters and model.parameters.total
        )
        gaps["language models without a recorded context window"] += model.type in ("language", "multimodal", "code") and not (
            model.context and model.context.native
        )
        gaps["models resting on registries or the press alone"] += not any(
            source.kind in ("maker", "license-text", "paper", "config") for source in model.sources.values()
        )
        gaps["models with fewer than six recorded components"] += len(model.components) < 6
        gaps["records with a conflict between sources"] += bool(model.conflicts)
    current = [view.knowledge.quotes[model.id] for model in catalog.models.values()]
    reports = [work for work in catalog.works.values() if work.level == "D"]
    return view.render(
        "about/health.html",
        gaps=sorted(gaps.items(), key=lambda item: -item[1]),
        models=len(catalog.models),
        old=old,
        unread=unread,
        secondary=secondary,
        stale=sum(quote.old for found in current for quote in found),
        prices=sum(len(found) for found in current),
        only_old=sum(bool(found) and all(quote.old for quote in found) for found in current),
        priced=sum(bool(found) for found in current),
        days=SHELF_LIFE,
        reports=[(work.title, view.links.record("source", work.id)) for work in reports],
        today=today,
        conflicts=[(view.cells.model(model.id), model.conflicts) for model in catalog.models.values() if model.conflicts],
    )

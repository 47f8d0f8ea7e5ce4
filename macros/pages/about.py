"""The dataset and the project in, what is said about them out: numbers, files, fields, macros, health."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from markupsafe import Markup
from pydantic import BaseModel

from macros.answers import age, coverage
from macros.answers.attributes import Attribute
from macros.answers.knowledge import Knowledge
from macros.answers.published import added, collections, size
from macros.answers.usual import FIRST, demanded
from macros.facts.annotations import classes, marks
from macros.facts.catalog import Catalog
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.evidence import Subject
from macros.facts.schema.fields import Ref
from macros.facts.schema.kinds import KINDS
from macros.facts.schema.model import Model
from macros.facts.schema.words import Demand, Word
from macros.pages import attributes
from macros.pages.cells import Cell, integer, text
from macros.pages.front_matter import Head
from macros.pages.links import API, FILE_SCHEMAS
from macros.pages.markup import PAGE, PAGE_ATTRIBUTES
from macros.pages.openness_tables import ENOUGH
from macros.pages.tables import Column, Row, Table
from macros.pages.view import View

FIRSTHAND = ("maker", "license-text", "paper", "config")
MOST_WANTED = 50


# word of the vocabulary → whether a model has the gap
GAPS: Mapping[str, Callable[[Knowledge, Model], object]] = {
    "license": lambda _, model: model.downloadable and not (model.license and model.license.weights),
    "origin": lambda _, model: model.downloadable and not model.origin,
    "inherited": lambda known, model: known.terms[model.id].unmapped,
    "size": lambda _, model: model.downloadable and not (model.parameters and model.parameters.total),
    "context": lambda _, model: model.type in FIRST and not (model.context and model.context.native),
    "secondhand": lambda _, model: not any(source.kind in FIRSTHAND for source in model.sources.values()),
    "components": lambda _, model: len(model.components) < ENOUGH,
    "conflicts": lambda _, model: model.conflicts,
}


def home_numbers(view: View) -> Markup:
    """How much there is, counted from the data."""
    catalog = view.catalog
    weights = sum(model.downloadable for model in catalog.models.values())
    records = (entry.record for entries in catalog.entries.values() for entry in entries.values())
    sources = sum(len(record.sources) for record in records if isinstance(record, Subject))
    return view.render(
        "about/numbers.html",
        models=len(catalog.models),
        weights=weights,
        licenses=len(catalog.licenses),
        answers=sum(len(license.answers) for license in catalog.licenses.values()),
        makers=len(catalog.makers),
        claims=len(catalog.claims),
        sources=sources + len(catalog.works),
    )


def data_files(view: View) -> Markup:
    """The files of the API with their number of items."""
    rows = []
    for collection in collections():
        name = collection.name
        places = (("json", f"{API}/{name}.json"), ("schema", f"{API}/{FILE_SCHEMAS}/{name}.json"))
        links = [Cell("link", form, view.links.file(place), title=place) for form, place in places]
        number = size(view.catalog, collection)
        rows.append(Row("", (text(name), text(collection.about.partition("\n")[0]), Cell("number", f"{number:,}"), *links)))
    columns = (*view.columns("table", "item"), view.column("items", numeric=True), *view.columns("json", "schema"))
    return view.render("thing/table.html", table_=Table("files", view.caption("files"), columns, tuple(rows)))


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
        rows = [(attribute.words.group, Explained(attribute, view.catalog)) for attribute in found.values()]
        groups = [(title, [row for _, row in some]) for title, some in groupby(rows, key=lambda row: row[0])]
        kinds.append((kind, view.catalog.all(Dictionary)[kind].name, ", ".join(title for title, _ in groups), groups))
    return view.render("about/attributes.html", kinds=kinds)


@dataclass(frozen=True)
class Explained:
    """An attribute as the page of all fields shows it."""

    attribute: Attribute
    catalog: Catalog

    @property
    def words(self) -> list[Word]:
        """What its value can be, where each has a meaning of its own."""
        known = self.catalog.vocabularies[self.attribute.type.of] if self.attribute.type.name == "word" else {}
        return [word for word in known.values() if word.description]

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
    table = Table("macro-list", view.caption("macros", count=len(rows)), view.columns("write", "prints"), rows)
    return view.render("thing/table.html", table_=table)


def page_fields(view: View) -> Markup:
    """What may stand in the front matter of a page, from its schema."""
    rows = tuple(Row("", (Cell("code", name), text(meaning))) for name, _, _, meaning in fields_of(Head))
    table = Table("page-fields", view.caption("page-fields", count=len(rows)), view.columns("field", "says"), rows)
    return view.render("thing/table.html", table_=table)


def page_elements(view: View) -> Markup:
    """The HTML elements and attributes a page may come to, from the list the check reads."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, own in sorted(PAGE.items()):
        groups.setdefault((*own, *PAGE_ATTRIBUTES), []).append(name)
    rows = tuple(Row("", (text(", ".join(names)), text(", ".join(own)))) for own, names in groups.items())
    table = Table("page-elements", view.caption("page-elements", count=len(PAGE)), view.columns("elements", "attributes"), rows)
    return view.render("thing/table.html", table_=table)


def coverage_tables(view: View) -> Markup:
    """How many models have each field, and what is missing on those most in demand."""
    known = view.knowledge
    counted = coverage.groups(known)
    total = Row("", (text(view.column("models").label), *(integer(len(models)) for models in counted.values())))
    lines = [
        Row("", (text(line.label), *map(partial(_counted, view), line.counts, line.sought))) for line in coverage.coverage(known)
    ]
    names = view.catalog.all(Dictionary)
    others = [
        Row("", (text(names[kind].name), text(share.label), _counted(view, share.known, share.sought), integer(share.total)))
        for kind, found in coverage.shares(known).items()
        for share in found
    ]
    heads = (view.column("known"), *(Column(_headed(coverage.word(known, id)), numeric=True) for id in counted))
    found = coverage.gaps(known, demanded(known.catalog, MOST_WANTED))
    gaps = [
        Row(
            "",
            (view.cells.model(gap.model.id), text(_first(view, gap)), text(", ".join(gap.missing) or view.caption("none-missing"))),
        )
        for gap in found
    ]
    usage = next(iter(view.catalog.all(Demand).values()))
    asked = len(found) * len(coverage.FIRST)
    return view.render(
        "about/coverage.html",
        fields=Table("coverage-fields", view.caption("known"), heads, (total, *lines)),
        others=Table(
            "coverage-others",
            view.caption("known-others"),
            view.columns("kind", "known-of", "known", "of-all"),
            tuple(others),
        ),
        gaps=Table(
            "wanted",
            view.caption("wanted", count=len(gaps)),
            view.columns("model", "missing-first", "missing-besides"),
            tuple(gaps),
        ),
        usage=usage,
        first=[coverage.word(known, id) for id, _, _ in coverage.FIRST],
        known=asked - sum(len(gap.first) for gap in found),
        asked=asked,
        unrecorded=coverage.unrecorded(known),
    )


def _counted(view: View, known: int, sought: int) -> Cell:
    """How many models have a field, and on how many more it was looked for in vain."""
    return integer(known)._replace(text=view.caption("known-and-sought", known=known, sought=sought)) if sought else integer(known)


def _headed(words: str) -> str:
    return words[:1].upper() + words[1:]


def _first(view: View, gap: coverage.Gap) -> str:
    """'Knowledge cutoff (looked for)', or 'nothing'."""
    told = [view.caption("looked-for", label=label) if label in gap.searched else label for label in gap.first]
    return ", ".join(told) or view.caption("none-missing")


def health(view: View, today: str) -> Markup:
    """What is thin, unverified or getting old, counted and listed."""
    catalog = view.catalog
    now = date.fromisoformat(today)
    old = [
        (view.cells.license(license.id), license.checked)
        for license in catalog.licenses.values()
        if age.days(license.checked, now) > age.of_license(license)
    ]
    unread = [view.cells.license(license.id) for license in catalog.licenses.values() if license.text_read == "none"]
    secondary = sum(answer.evidence == "secondary" for license in catalog.licenses.values() for answer in license.answers.values())
    models, words = catalog.models.values(), catalog.vocabularies["gaps"]
    gaps = Counter({word.label: sum(bool(GAPS[id](view.knowledge, each)) for each in models) for id, word in words.items()})
    current = [view.knowledge.quotes[model.id] for model in catalog.models.values()]
    reports = [work for work in catalog.works.values() if work.level == "D"]
    return view.render(
        "about/health.html",
        gaps=gaps.most_common(),
        models=len(catalog.models),
        old=old,
        unread=unread,
        secondary=secondary,
        stale=sum(quote.old for found in current for quote in found),
        prices=sum(len(found) for found in current),
        only_old=sum(bool(found) and all(quote.old for quote in found) for found in current),
        priced=sum(bool(found) for found in current),
        days=age.PRICE,
        reports=[(work.title, view.links.record("source", work.id)) for work in reports],
        today=today,
        conflicts=[(view.cells.model(model.id), model.conflicts) for model in catalog.models.values() if model.conflicts],
    )

"""Catalog and pages in, what the search in the browser reads out: a short document for each page, record and answer.

A document is a title, one telling line, other names and other ways to ask for it. Its address is its kind's pattern with its
id put in. The scoring is docs/assets/search.js; the tables of words and intents are data/search/.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from macros.answers import catches
from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.documents import Place
from macros.facts.schema.dataset import Dataset
from macros.facts.schema.evidence import Subject
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.facts.schema.search import Intent, Search
from macros.facts.schema.things import Benchmark, Family, Framework, Hardware, Maker
from macros.pages import attributes
from macros.pages.cells import UNKNOWN, short
from macros.pages.links import FOLDERS, links_from
from macros.pages.shelves import shelves
from macros.pages.titles import Outline
from macros.pages.view import View
from macros.publish.scripts import assign

FILE = "assets/search-data.js"
LINE = 80  # letters of the telling line
RANKS = 9


@dataclass(frozen=True)
class Document:
    """One thing that can be found. `more` is searched and not shown, `use` is what the verdict on its use is printed from."""

    id: str
    title: str
    line: str = ""
    also: tuple[str, ...] = ()
    rank: int = 0
    more: str = ""
    use: tuple[object, ...] = ()

    def row(self, asks: Iterable[str]) -> list[object]:
        """As the script reads it: without the empty end, and without an id that the title gives."""
        own = self.title.lower().replace(" ", "-")
        row: list[object] = [
            "" if self.id == own else self.id,
            self.title,
            self.line,
            "|".join(self.also),
            self.rank,
            "|".join(asks),
            self.more,
            self.use,
        ]
        while not row[-1]:
            row.pop()
        return row


def script(known: Knowledge, pages: Iterable[Outline], *, directories: bool) -> str:
    """The file that the browser loads when somebody begins to search."""
    tables = known.catalog.all(Search).values()
    links = links_from("", directories=directories)
    asks: dict[tuple[str, str], list[str]] = {}
    for ask in (ask for table in tables for ask in table.asks):
        asks.setdefault(ask.entry, []).extend(ask.ask)

    def named(kind: str, id: str) -> str:
        """What is put into the pattern of a kind's addresses."""
        return links.page(id) if kind == "page" else id.replace("_", "-") if kind == "question" else id

    def pattern(kind: str) -> str:
        return "%s" if kind == "page" else links.record(kind, "%s")

    def intent(each: Intent) -> dict[str, object]:
        to = [[kind, named(kind, id), goal.weight] for goal in each.to for kind, id in [goal.entry]]
        told = {
            "when": each.when,
            "needs": each.needs,
            "prefer": each.prefer,
            "answer": each.answer,
            "follow": each.follow,
            "to": to,
        }
        return {name: value for name, value in told.items() if value}

    documents = {kind: make(known) for kind, make in {**_DEFAULTS, **_KINDS}.items()} | {"page": _pages(pages)}
    return assign(
        "searchData",
        {
            "kinds": [
                [shelf.kind, shelf.label, shelf.weight, pattern(shelf.kind), shelf.kind in FOLDERS and shelf.kind != "claim"]
                for shelf in shelves(known)
            ],
            "rows": {
                kind: [replace(item, id=named(kind, item.id)).row(asks.get((kind, item.id), ())) for item in items]
                for kind, items in documents.items()
            },
            "outcomes": {id: word.label for id, word in known.catalog.vocabularies["outcomes"].items()},
            "intents": [intent(each) for table in tables for each in table.intents],
            "synonyms": {word: means for table in tables for word, means in table.synonyms.items()},
            "suggest": [links.page(path) for table in tables for path in table.suggest],
            **{name: [word for table in tables for word in getattr(table, name)] for name in ("stop", "noise", "generic")},
        },
    )


def missing(catalog: Catalog, pages: Container[str]) -> Iterator[tuple[str, Place, str]]:
    """(file, place, page) of each page that a table leads to and that is not there."""
    for id, table in catalog.all(Search).items():
        found: list[tuple[Place, str | None]] = [(("asks", at, "page"), ask.page) for at, ask in enumerate(table.asks)]
        for at, intent in enumerate(table.intents):
            found += [(("intents", at, "to", n, "page"), goal.page) for n, goal in enumerate(intent.to)]
        found += [(("suggest", at), page) for at, page in enumerate(table.suggest)]
        yield from ((catalog.path("search", id), place, page) for place, page in found if page is not None and page not in pages)


def brief(text: str) -> str:
    """Markdown → as many of its first sentences as one plain line holds; of a long first one, its beginning."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_`#]|\{\{.*?\}\}", r"\1", " ".join(text.split()))
    if len(plain) <= LINE:
        return plain
    whole = plain[: LINE + 1].rpartition(". ")[0]
    return whole + "." if len(whole) > LINE // 4 else plain[: LINE - 1].rpartition(" ")[0].rstrip(",;:") + "…"


def _names(subject: Subject) -> tuple[str, ...]:
    """Its other names and its former ids; those in other spelling are found by the name itself."""
    return tuple(name for name in (*subject.also, *subject.aliases) if _key(name) != _key(subject.name))


def _listed(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _pages(pages: Iterable[Outline]) -> Iterator[Document]:
    for page in pages:
        yield Document(page.path, page.title, brief(page.description), (), 4)


def _model(known: Knowledge, model: Model) -> Document:
    catalog, terms = known.catalog, known.terms[model.id]
    size = model.parameters.total if model.parameters else None
    line = _listed(
        catalog.word("model-types", model.type).label,
        catalog.makers[model.maker].name,
        short(size) if size else "",
        _short(terms.license),
        catalog.word("access-classes", known.assessments[model.id].access).label,
    )
    rank = min(RANKS, len({price.host for price in catalog.prices.get(model.id, ())}))
    return Document(model.id, model.name, line, (*_names(model), *_hub(model)), rank, "", _use(known, model))


def _use(known: Knowledge, model: Model) -> tuple[str, ...]:
    """May a business use it, and by which texts: the outcome, then the ids of the licenses."""
    terms = known.terms[model.id]
    return (known.verdicts[model.id].outcome, *(layer.license.id for layer in terms.layers))


def _short(license: License | None) -> str:
    return (license.short_name or license.name) if license else ""


def _hub(model: Model) -> tuple[str, ...]:
    """The name of its repository of weights, where that is not simply its name."""
    found = re.match(r"https://huggingface\.co/[^/]+/([^/?#]+)$", model.availability.weights_url or "")
    same = found and _key(found[1]).startswith(_key(model.name))
    return (found[1],) if found and not same else ()


def _key(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _family(known: Knowledge, family: Family) -> Document:
    catalog = known.catalog
    models = catalog.models_of(family=family.id)
    uses = Counter(
        (
            known.verdicts[model.id].outcome,
            *(layer.license.id for layer in known.terms[model.id].layers),
        )
        for model in models
    )
    line = family.about or catalog.word("captions", "so-many-models-by").label.format(
        count=len(models), maker=catalog.makers[family.maker].name
    )
    return Document(
        family.id,
        family.name,
        brief(line),
        _names(family),
        min(RANKS, len(models) // 3),
        "",
        tuple((n, *use) for use, n in uses.items()),
    )


def _license(known: Knowledge, license: License) -> Document:
    catalog = known.catalog
    models = catalog.models_of(license=license.id)
    families = [catalog.families[id].name for id, _ in Counter(model.family for model in models).most_common(4)]
    excluded = [catalog.word("places", item.place).label for item in license.excluded_places]
    line = _listed(catalog.word("license-categories", license.category).label, license.steward, ", ".join(families))
    names = (license.short_name, license.spdx, license.hub_tag and f"{license.hub_tag} license", *_names(license))
    also = tuple(dict.fromkeys(name for name in names if name and name != license.name))
    more = " ".join(["not in", *excluded]) if excluded else ""
    verdict = catches.of_license(catalog, license)
    use = (verdict.outcome, *((catch.plain, catch.clause or "") for catch in verdict.catches[:1]))  # the gravest
    return Document(license.id, license.name, line, also, min(RANKS, len(models)), more, use)


def _maker(known: Knowledge, maker: Maker) -> Document:
    catalog = known.catalog
    kind = catalog.word("maker-kinds", maker.kind).label if maker.kind else ""
    families = [family.name for family in catalog.families.values() if family.maker == maker.id]
    more = " ".join(catalog.word("maker-roles", role).label for role in maker.roles)
    rank = min(RANKS, len(catalog.models_of(maker=maker.id)) // 5)
    line = _listed(kind, maker.country, ", ".join(families[:6])) or more
    return Document(maker.id, maker.name, line, _names(maker), rank, more)


def _hardware(known: Knowledge, device: Hardware) -> Document:
    sizes = " or ".join(f"{size:g}" for size in device.memory_gb)
    line = _listed(
        known.catalog.word("hardware-kinds", device.kind).label,
        f"{sizes} GB" if sizes else "",
        f"{device.bandwidth_gb_s:g} GB/s" if device.bandwidth_gb_s else "",
    )
    return Document(device.id, device.name, line, _names(device))


def _plain(subject: Subject, line: str, *more: str) -> Document:
    return Document(subject.id, subject.name, brief(line), _names(subject), 1, " ".join(more))


def _benchmark(known: Knowledge, benchmark: Benchmark) -> Document:
    return _plain(benchmark, benchmark.measures, known.catalog.word("benchmark-areas", benchmark.area).label)


def _framework(known: Knowledge, framework: Framework) -> Document:
    return _plain(framework, framework.about, known.catalog.word("framework-kinds", framework.kind).label)


def _dataset(known: Knowledge, dataset: Dataset) -> Document:
    return _plain(dataset, _listed(dataset.by, dataset.about))


def _faq(known: Knowledge) -> Iterator[Document]:
    for faq in known.catalog.faq.values():
        yield Document(faq.id, faq.question, brief(faq.short), (), 3)


def _terms(known: Knowledge) -> Iterator[Document]:
    for term in known.catalog.terms.values():
        yield Document(term.id, term.term, brief(term.definition), term.also)


def _claims(known: Knowledge) -> Iterator[Document]:
    for claim in known.catalog.claims.values():
        verdict = known.catalog.word("verdicts", claim.verdict).label
        yield Document(claim.id, claim.claim, brief(f"{verdict}. Better: {claim.say_instead}"))


def _questions(known: Knowledge) -> Iterator[Document]:
    for question in known.catalog.vocabularies["questions"].values():
        also = (question.short,) if question.short else ()
        yield Document(question.id, question.label, brief(question.description or ""), also, 2)


def _each(kind: str, make: Callable[[Knowledge, Any], Document]) -> Callable[[Knowledge], Iterator[Document]]:
    return lambda known: (make(known, record) for record in known.catalog.ordered(kind))


def _drawn(kind: str) -> Callable[[Knowledge], Iterator[Document]]:
    """The documents of a kind that nothing more is said of: the first attributes of its list make the line."""

    def make(known: Knowledge) -> Iterator[Document]:
        view = View(known, links_from("", directories=True))
        for record in known.catalog.ordered(kind):
            subject = cast(Subject, record)
            told = [(each, attributes.cell(view, each, record)) for each in attributes.met(view, kind, "table")]
            texts = [f"{attributes.label(each)}: {cell.text}" for each, cell in told if cell is not UNKNOWN]
            yield Document(subject.id, subject.name, brief(_listed(*texts[:3])), _names(subject))

    return make


_DEFAULTS = {kind: _drawn(kind) for kind in FOLDERS}
_KINDS: Mapping[str, Callable[[Knowledge], Iterator[Document]]] = {
    "model": _each("model", _model),
    "family": _each("family", _family),
    "license": _each("license", _license),
    "maker": _each("maker", _maker),
    "benchmark": _each("benchmark", _benchmark),
    "framework": _each("framework", _framework),
    "hardware": _each("hardware", _hardware),
    "dataset": _each("dataset", _dataset),
    "faq": _faq,
    "term": _terms,
    "claim": _claims,
    "question": _questions,
}

"""What every view shares: the catalog, the links of the page it is on, cells, and the verdicts on all models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast
from urllib.parse import quote, urlencode

from markupsafe import Markup

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.places import line
from macros.facts.schema.kinds import BY_NAME
from macros.pages.cells import Cells
from macros.pages.links import API, ONE, Links
from macros.pages.page import Section
from macros.pages.renderer import render
from macros.pages.tables import Column

T = TypeVar("T")


class Pointer(NamedTuple):
    """Where a record stands in the API, with the JSON pointer to it behind '#': from this page (a copy on disk has all models in
    one file), and on the published site, from its top."""

    href: str
    published: str


@dataclass(repr=False)
class View:
    """The place from which pages are drawn: one catalog, seen from one address."""

    knowledge: Knowledge
    links: Links
    repository: str = ""
    _made: dict[tuple[str, str], object] = field(default_factory=dict)

    @property
    def catalog(self) -> Catalog:
        return self.knowledge.catalog

    @cached_property
    def cells(self) -> Cells:
        return Cells(self.catalog, self.links)

    def render(self, template: str, **values: Any) -> Markup:
        """A template with the view's links, cells and values."""
        return render(template, links=self.links, view=self, **values)

    def section(self, name: str, template: str, **values: Any) -> tuple[Section, ...]:
        """A section, or nothing where the template has nothing to say. `name` is a word of `parts`, its end the anchor."""
        html = self.render(template, **values)
        return (Section(name.rpartition(".")[2], self.label("parts", name), html),) if html else ()

    def caption(self, id: str, **values: object) -> str:
        """A sentence of `captions` with its braces filled in."""
        return self.label("captions", id).format(**values)

    def say(self, id: str, **values: int | str) -> str:
        """A sentence of `tools` with its braces filled in, as the scripts say it: 'x.one' where `count` is one."""
        words = self.catalog.vocabularies["tools"]
        word = words.get(f"{id}.one") if values.get("count") == 1 else None
        shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        return (word or words[id]).label.format(**shown)

    def column(self, id: str, numeric: bool = False, **values: object) -> Column:
        """A column with the words of `columns`, their braces filled in."""
        word = self.catalog.word("columns", id)
        label = word.label.format(**values)
        return Column(label, (word.description or "").format(**values), numeric, shared=self.catalog.meanings.get(label, ""))

    def columns(self, *ids: str) -> tuple[Column, ...]:
        """Columns of text."""
        return tuple(self.column(id) for id in ids)

    def once(self, key: tuple[str, str], make: Callable[[], T]) -> T:
        """What is the same on many pages of this view, made once."""
        if key not in self._made:
            self._made[key] = make()
        return cast(T, self._made[key])

    def label(self, vocabulary: str, id: str) -> str:
        return self.catalog.word(vocabulary, id).label

    def labels(self, vocabulary: str) -> dict[str, str]:
        """Word id → label, in the order of the vocabulary."""
        return {id: word.label for id, word in self.catalog.vocabularies[vocabulary].items()}

    def reading(self, pages: tuple[str, ...]) -> list[tuple[str, str]]:
        """(title, address) of pages under docs/."""
        return [(self.knowledge.titles.get(path, path.removesuffix(".md")), self.links.page(path)) for path in pages]

    def json(self, kind: str, id: str) -> Pointer:
        """The record in the API."""
        own = f"{ONE}/{id}.json#/items/0" if kind == "model" else ""
        if own and self.links.directories:
            return Pointer(self.links.file(own), own)
        whole = f"{API}/{BY_NAME[kind].file}.json#/items/{list(self.catalog.entries[kind]).index(id)}"
        return Pointer(self.links.file(whole), own or whole)

    def edit(self, kind: str, id: str, field: str = "") -> str:
        """Where a reader can change the record; with a field, at its line."""
        at = f"#L{line(self.catalog.lines(kind, id), field)}" if field else ""
        return f"{self.repository}/edit/main/{self.catalog.path(kind, id)}{at}"

    def report(self, kind: str, id: str, name: str) -> str:
        """A form to say what is wrong on the page of a record, with the record filled in."""
        return self._form("wrong-fact", f"Wrong: {name}", self.catalog.path(kind, id))

    def suggest(self, kind: str, id: str, name: str) -> str:
        """A form to name a source for the page of a record, with the record filled in."""
        return self._form("source", f"Source: {name}", self.catalog.path(kind, id))

    def _form(self, name: str, title: str, page: str) -> str:
        asked = urlencode({"template": f"{name}.yml", "title": title, "page": page}, safe="/", quote_via=quote)
        return f"{self.repository}/issues/new?{asked}"

"""The macros of a page: names a writer would say in, HTML out. The one list of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.pages import about, charts, license_tables, lists, openness_tables, reading
from macros.pages.calls import Macros, cited
from macros.pages.cells import Cell
from macros.pages.held import Held
from macros.pages.links import links_from
from macros.pages.renderer import cell as draw
from macros.pages.view import View

Block = Callable[[View], Markup]

# macro → the kind of record its argument names
RECORDS = {
    "model": "model",
    "license": "license",
    "maker": "maker",
    "family": "family",
    "framework": "framework",
    "benchmark": "benchmark",
    "claim": "claim",
    "cite": "source",
    "term": "term",
    "vocabulary": "vocabulary",
}
INLINE = {
    "model": "A link to a model by its name.",
    "license": "A link to a license by its name.",
    "maker": "A link to an organization.",
    "family": "A link to a family of models.",
    "framework": "A link to a framework or hub.",
    "benchmark": "A link to a benchmark.",
    "claim": "The verdict on a claim as a badge that leads to the evidence.",
    "cite": "A footnote to the bibliography; end the page with references().",
    "term": "A link to the glossary.",
    "vocabulary": "The words of a vocabulary and what they mean, as a table.",
}
BLOCKS: dict[str, Block] = {
    block.__name__: block
    for block in (
        about.home_numbers,
        lists.model_catalog,
        lists.family_list,
        lists.maker_list,
        lists.license_list,
        lists.benchmark_list,
        lists.framework_list,
        lists.hardware_list,
        license_tables.license_matrix,
        license_tables.license_compare,
        license_tables.may_i,
        license_tables.service_terms,
        license_tables.label_conflicts,
        license_tables.question_list,
        openness_tables.openness_table,
        openness_tables.openness_disagreements,
        openness_tables.openness_makers,
        openness_tables.openness_claimed,
        reading.claim_list,
        reading.faq,
        reading.glossary,
        reading.source_list,
        reading.timeline,
        about.data_files,
        about.data_fields,
        about.attribute_list,
    )
}
OTHERS = {
    "chart": "A chart by name, with its numbers as a table.",
    "references": "The numbered sources of the page.",
    "macro_list": "This list.",
    "health": "What is thin, unverified or old in the data.",
}


def allowed(catalog: Catalog) -> Macros:
    """What the check lets a page call."""
    return Macros(RECORDS, charts.names(catalog), [*BLOCKS, *(name for name in OTHERS if name != "chart")])


def documented() -> dict[str, str]:
    """Macro as one writes it → what it prints."""
    blocks = {f"{{{{ {name}() }}}}": (block.__doc__ or "").strip().splitlines()[0] for name, block in BLOCKS.items()}
    inline = {f'{{{{ {name}("id") }}}}': what for name, what in INLINE.items()}
    others = {f"{{{{ {name}({chr(34) + 'name' + chr(34) if name == 'chart' else ''}) }}}}": what for name, what in OTHERS.items()}
    return dict(sorted((inline | blocks | others).items()))


@dataclass(frozen=True, repr=False)  # the macros plugin logs every macro, and with it would print the whole catalog
class Blocks:
    """The macros, bound to the data and to what changes from page to page: the page's address and its text."""

    knowledge: Knowledge
    address: Callable[[], str]
    markdown: Callable[[], str]
    directories: bool
    repository: str
    held: Held = field(default_factory=Held)

    def macros(self) -> dict[str, Callable[..., str]]:
        """Name → function, as an engine wants them."""
        found: dict[str, Callable[..., str]] = {name: self._record(name) for name in RECORDS if name not in ("cite", "vocabulary")}
        found |= {name: self._block(block) for name, block in BLOCKS.items()}
        found |= {
            "cite": self.cite,
            "references": self.references,
            "vocabulary": self.vocabulary,
            "chart": self.chart,
            "macro_list": self.macro_list,
            "health": self.health,
        }
        return found

    def view(self) -> View:
        """The view from the page being rendered."""
        return View(self.knowledge, links_from(self.address(), directories=self.directories), self.repository)

    def cite(self, id: str) -> str:
        """A footnote reference."""
        return f"[^{id}]"

    def references(self) -> str:
        """The footnotes of every source the page cites."""
        up = "../" * self.address().rstrip("/").count("/") if self.directories else "../" * self.address().count("/")
        return reading.citations(self.view(), cited(self.markdown()), up)

    def chart(self, name: str) -> str:
        """A chart by name."""
        return self.held.hold(charts.chart(self.view(), name))

    def vocabulary(self, id: str) -> str:
        """The words of a vocabulary."""
        return self.held.hold(reading.vocabulary(self.view(), id))

    def macro_list(self) -> str:
        """Every macro and what it prints."""
        return self.held.hold(about.macro_list(self.view(), documented()))

    def health(self) -> str:
        """What is thin or old today."""
        return self.held.hold(about.health(self.view(), self.knowledge.catalog.today.isoformat()))

    def _block(self, block: Block) -> Callable[..., str]:
        return lambda *arguments: self.held.hold(block(self.view(), *arguments))

    def _record(self, name: str) -> Callable[[str], str]:
        def macro(id: str) -> str:
            view = self.view()
            if name == "term":
                term = view.catalog.terms[id]
                drawn = Cell("link", term.term, view.links.record("term", id), title=term.definition)
            else:
                drawn = getattr(view.cells, name)(id)
            return draw(drawn)

        return macro

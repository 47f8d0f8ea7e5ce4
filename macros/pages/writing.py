"""The macros of a page: names a writer would say in, HTML out. The one list of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from inspect import Signature
from typing import Annotated

from markupsafe import Markup

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.fields import Ref
from macros.facts.schema.kinds import KINDS
from macros.pages import (
    about,
    changes,
    charts,
    compare,
    costs,
    dates,
    duties,
    gap,
    home,
    inline,
    license,
    license_tables,
    lists,
    openness_tables,
    origins,
    pick,
    reading,
    running,
    scatter,
    scores,
    shelves,
)
from macros.pages import signatures as signatures_
from macros.pages.links import links_from
from macros.pages.signatures import Macros
from macros.pages.sources import cited
from macros.pages.view import View

Block = Callable[..., Markup]

SourceId = Annotated[str, Ref("source")]
VocabularyId = Annotated[str, Ref("vocabulary")]
ChartName = Annotated[str, Ref("chart")]

# a macro is a function from a view, and what a page writes, to HTML; its docstring explains it to writers
_OF_KINDS: tuple[Block, ...] = tuple(make(kind) for kind in KINDS if kind.paged for make in (inline.link, lists.plain))
_NAMED: tuple[Block, ...] = (
    inline.claim,
    inline.figure,
    inline.number,
    inline.fact,
    inline.term,
    inline.question,
    about.home_numbers,
    home.home_tools,
    home.whats_next,
    lists.model_list,
    lists.family_list,
    lists.maker_list,
    lists.license_list,
    lists.benchmark_list,
    lists.dataset_list,
    lists.host_list,
    license_tables.license_matrix,
    license_tables.license_compare,
    license_tables.may_i,
    license_tables.service_terms,
    license_tables.label_conflicts,
    license_tables.question_list,
    openness_tables.openness_table,
    openness_tables.openness_disagreements,
    openness_tables.rebuildable,
    openness_tables.openness_makers,
    openness_tables.openness_claimed,
    running.memory,
    running.cache,
    license.limits,
    costs.price,
    costs.price_spread,
    costs.cost,
    running.fits,
    running.will_it_run,
    running.speed_list,
    running.program_list,
    duties.duties,
    duties.must,
    scores.scores,
    gap.gap,
    gap.gap_answer,
    gap.gap_list,
    gap.gap_chart,
    scatter.price_chart,
    scatter.size_chart,
    reading.claim_list,
    reading.faq,
    reading.glossary,
    reading.source_list,
    reading.timeline,
    dates.calendar,
    dates.retirements,
    changes.changes,
    origins.origin_items,
    about.data_files,
    about.derived_fields,
    about.data_fields,
    about.page_fields,
    about.page_elements,
    about.attribute_list,
    about.coverage_tables,
    shelves.page_list,
    compare.compare,
    compare.compare_models,
    compare.comparison_list,
    compare.models,
    compare.may,
    compare.clause,
    pick.pick_form,
    pick.pick_situations,
)
BLOCKS = {block.__name__: block for block in (*_OF_KINDS, *_NAMED)}  # a named one takes the place of a plain one


@cache
def signatures() -> dict[str, Signature]:
    """Macro → what a page may write between its brackets."""
    own = {name: signatures_.of(getattr(Blocks, name), bound=1) for name in OWN}
    return own | {name: signatures_.of(block, bound=1) for name, block in BLOCKS.items()}


def allowed(catalog: Catalog) -> Macros:
    """What the check lets a page call."""

    def ids(kind: str) -> Collection[str]:
        vocabulary = kind.removeprefix("vocabulary/")
        if kind == "chart":
            return charts.names(catalog)
        if kind == "attribute":
            return [line.id for line in catalog.all(Dictionary)["model"].attributes]
        return catalog.entries[kind] if kind in catalog.entries else catalog.vocabularies[vocabulary]

    return Macros(signatures(), ids)


def documented() -> dict[str, str]:
    """Macro as one writes it → what it prints."""
    docs = {name: (BLOCKS.get(name) or getattr(Blocks, name)).__doc__ or "" for name in signatures()}
    return {signatures_.written(name, own): docs[name].strip().splitlines()[0] for name, own in sorted(signatures().items())}


@dataclass(frozen=True, repr=False)  # the macros plugin logs every macro, and with it would print the whole catalog
class Blocks:
    """The macros, bound to the data and to what changes from page to page: the page's address and its text."""

    knowledge: Knowledge
    address: Callable[[], str]
    markdown: Callable[[], str]
    directories: bool
    repository: str

    def macros(self) -> dict[str, Callable[..., str]]:
        """Name → function, as an engine wants them: Markup is HTML, any other text Markdown."""
        own: dict[str, Callable[..., str]] = {name: getattr(self, name) for name in OWN}
        return own | {name: self._block(block) for name, block in BLOCKS.items()}

    def view(self) -> View:
        """The view from the page being rendered."""
        return View(self.knowledge, links_from(self.address(), directories=self.directories), self.repository)

    def cite(self, id: SourceId) -> str:
        """A footnote to the bibliography; end the page with references()."""
        return f"[^{id}]"

    def references(self) -> str:
        """The numbered sources of the page."""
        up = "../" * self.address().rstrip("/").count("/") if self.directories else "../" * self.address().count("/")
        return reading.citations(self.view(), cited(self.markdown()), up)

    def chart(self, name: ChartName) -> Markup:
        """A chart by name, with its numbers as a table."""
        return charts.chart(self.view(), name)

    def vocabulary(self, id: VocabularyId) -> Markup:
        """The words of a vocabulary and what they mean, as a table."""
        return reading.vocabulary(self.view(), id)

    def macro_list(self) -> Markup:
        """This list."""
        return about.macro_list(self.view(), documented())

    def health(self) -> Markup:
        """What is thin, unverified or old in the data."""
        return about.health(self.view(), self.knowledge.catalog.today.isoformat())

    def _block(self, block: Block) -> Callable[..., str]:
        return lambda *arguments, **keywords: block(self.view(), *arguments, **keywords)


OWN = ("cite", "references", "chart", "vocabulary", "macro_list", "health")  # macros that need more than a view

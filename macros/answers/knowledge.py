"""A catalog in, everything derived from it that pages, files and commands share out; each answer is made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from macros.answers import catches, prices
from macros.answers.access import Openness, openness
from macros.answers.attributes import Attribute, attributes
from macros.answers.components import Pieces, pieces
from macros.answers.fit import Row, row
from macros.answers.leaving import Board, Near, boards, nearest
from macros.answers.licensing.effective import Terms, effective
from macros.answers.licensing.lineage import Lineages
from macros.answers.measured import Measurements
from macros.answers.news import News, news
from macros.answers.pick import UNOFFERED, Candidate, candidates
from macros.answers.results import Results
from macros.answers.rivals import Pair, pairs, rivals
from macros.answers.similar import Alternatives
from macros.answers.usual import runnable
from macros.facts import cache
from macros.facts.catalog import Catalog
from macros.facts.schema.model import Model

T = TypeVar("T")


class Made(Generic[T]):
    """An answer on every model by its id, each made once."""

    def __init__(self, catalog: Catalog, make: Callable[[Model], T]) -> None:
        self._catalog = catalog
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, id: str) -> T:
        if id not in self._made:
            self._made[id] = self._make(self._catalog.models[id])
        return self._made[id]


@dataclass(repr=False)
class Knowledge:
    """Everything derived from one catalog that pages share."""

    catalog: Catalog
    titles: Mapping[str, str] = field(default_factory=dict)
    serves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # page → items of the source articles it answers

    @property
    def digest(self) -> str:
        """Another one as soon as anything that is drawn could be drawn differently."""
        return cache.digest(cache.code(), self.given)

    @cached_property
    def given(self) -> str:
        """The digest of all that answers are made from, beside the code that makes them."""
        return cache.digest(self.catalog.digest, dict(self.titles), dict(self.serves), self.catalog.today.isoformat())

    @cached_property
    def pieces(self) -> Made[Pieces]:
        """What is known of each part of a model."""
        return Made(self.catalog, lambda model: pieces(self.catalog, model))

    @cached_property
    def assessments(self) -> Made[Openness]:
        return Made(self.catalog, lambda model: openness(self.catalog, model, self.terms[model.id]))

    @cached_property
    def terms(self) -> Made[Terms]:
        """What binds who uses a model."""
        return Made(self.catalog, lambda model: effective(self.catalog, self.lineages, model))

    @cached_property
    def verdicts(self) -> Made[catches.Verdict]:
        """May a business use a model, and what must it keep to?"""
        return Made(self.catalog, lambda model: catches.of_model(self.catalog, model, self.terms[model.id]))

    @cached_property
    def quotes(self) -> Made[tuple[prices.Quote, ...]]:
        """What a model costs today, the cheapest first."""
        return Made(self.catalog, lambda model: prices.quotes(self.catalog, model, self.catalog.today))

    @cached_property
    def past_quotes(self) -> Made[tuple[prices.Quote, ...]]:
        """What it cost before, where that was something else."""
        return Made(self.catalog, lambda model: prices.past(self.catalog, model, self.catalog.today))

    @cached_property
    def rows(self) -> Made[Row]:
        """What of a model decides about memory and speed."""
        return Made(self.catalog, row)

    @cached_property
    def runnable(self) -> tuple[Model, ...]:
        """Models one can run oneself, in the order in which people look for them."""
        return runnable(self)

    @cached_property
    def results(self) -> Results:
        """Scores of models and boards."""
        return Results(self.catalog)

    @cached_property
    def measured(self) -> Measurements:
        """What somebody measured of models on devices."""
        return Measurements(self.catalog)

    @cached_property
    def boards(self) -> tuple[Board, ...]:
        """The lists of scores on which models can be set side by side."""
        return boards(self)

    @cached_property
    def nearest(self) -> Made[tuple[Near, ...]]:
        """The open models that come nearest to one without weights."""
        return Made(self.catalog, lambda model: nearest(self, model))

    @cached_property
    def attributes(self) -> dict[str, dict[str, Attribute]]:
        """Kind → attribute id → attribute: what can be asked of a record."""
        return attributes(self.catalog)

    @cached_property
    def alternatives(self) -> Alternatives:
        """What one might take instead of a model."""
        return Alternatives(self)

    @cached_property
    def bound(self) -> dict[str, Model]:
        """The models on offer of which one can ask what their terms allow, newest first."""
        return {
            id: model
            for id, model in self.catalog.models.items()
            if model.terms and (model.downloadable or self.assessments[id].access not in UNOFFERED)
        }

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The models one may be advised to take, newest first."""
        return candidates(self)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The models that people set side by side, each pair with a page."""
        return pairs(self)

    @cached_property
    def rivals(self) -> dict[str, Pair]:
        """Id of each closed model on offer → the pair of it and its closest open rival."""
        return rivals(self)

    @cached_property
    def news(self) -> News:
        """What happened to each record, week by week."""
        return news(self.catalog)

    @cached_property
    def lineages(self) -> Lineages:
        return Lineages(self.catalog)


_latest: list[Knowledge] = []  # a server asks again after each edit, most of which change no data


def known_from(catalog: Catalog, titles: Mapping[str, str], serves: Mapping[str, tuple[str, ...]]) -> Knowledge:
    """What is derived from a catalog and the heads of the pages; the same as before while these are."""
    if not _latest or _latest[0].catalog is not catalog or (_latest[0].titles, _latest[0].serves) != (titles, serves):
        _latest[:] = [Knowledge(catalog, titles, serves)]
    return _latest[0]

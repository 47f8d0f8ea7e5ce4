"""A catalog in, everything derived from it that pages, files and commands share out; each answer is made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from macros.answers.access import Openness, openness
from macros.answers.attributes import Attribute, attributes
from macros.answers.licensing.lineage import Lineages
from macros.facts.catalog import Catalog


class Assessments:
    """The verdict on every model, each made once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._made: dict[str, Openness] = {}

    def __getitem__(self, id: str) -> Openness:
        if id not in self._made:
            self._made[id] = openness(self._catalog, self._catalog.models[id])
        return self._made[id]


@dataclass(repr=False)
class Knowledge:
    """Everything derived from one catalog that pages share."""

    catalog: Catalog
    titles: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def assessments(self) -> Assessments:
        return Assessments(self.catalog)

    @cached_property
    def attributes(self) -> dict[str, dict[str, Attribute]]:
        """Kind → attribute id → attribute: what can be asked of a record."""
        return attributes(self.catalog)

    @cached_property
    def lineages(self) -> Lineages:
        return Lineages(self.catalog)

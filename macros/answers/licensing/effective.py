"""A model in, what binds who uses it out: its own terms and all it inherits, the strictest part first.

The one place that says under what terms a model stands. Access class, tables, filters, chooser and API ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from macros.answers.licensing.answers import answers_of, verified
from macros.answers.licensing.lineage import Ancestor, Lineages, binding
from macros.facts.catalog import Catalog
from macros.facts.schema.license import Answer, License
from macros.facts.schema.model import Model

# what a yes is for the reader → answers, the mildest first
STRICTER = {
    "good": ("yes", "info", "conditional", "silent", "unknown", "no"),
    "bad": ("no", "silent", "info", "unknown", "conditional", "yes"),
}


@dataclass(frozen=True)
class Layer:
    """A text that binds: the model's own, or that of an ancestor."""

    license: License
    ancestor: Ancestor | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """The answer that decides a question, and the layer it comes from."""

    answer: Answer
    layer: Layer


@dataclass(frozen=True)
class Terms:
    """`layers` strictest first; `own` is None where the model's own license is not recorded.

    `unmapped` are ancestors whose terms nobody recorded: what they ask comes on top and is not known.
    """

    own: License | None
    layers: tuple[Layer, ...]
    answers: Mapping[str, Term]
    unmapped: tuple[Ancestor, ...]

    @property
    def license(self) -> License | None:
        """The strictest text, if one is recorded."""
        return self.layers[0].license if self.layers else None

    @property
    def inherited(self) -> tuple[Layer, ...]:
        """What binds beside the model's own text."""
        return tuple(layer for layer in self.layers if layer.ancestor)


def effective(catalog: Catalog, lineages: Lineages, model: Model) -> Terms:
    """Terms travel with weights; who calls an API accepts its terms only."""
    own = catalog.licenses[model.terms] if model.terms else None
    layers = [Layer(own)] if own else []
    unmapped: tuple[Ancestor, ...] = ()
    if model.downloadable:
        unmapped = lineages.unmapped(model)
        for ancestor in lineages.binding_ancestors(model):
            if ancestor.license and binding(ancestor.license):
                layers.append(Layer(ancestor.license, ancestor))
    order = list(catalog.vocabularies["license-categories"])
    layers.sort(key=lambda layer: -order.index(layer.license.category))
    return Terms(own, tuple(layers), _merged(catalog, layers), unmapped)


def _merged(catalog: Catalog, layers: list[Layer]) -> dict[str, Term]:
    """The strictest answer to each question; where a yes is neither good nor bad, the model's own."""
    given = [(layer, answers_of(catalog, layer.license)) for layer in sorted(layers, key=lambda layer: layer.ancestor is not None)]
    merged = {}
    for id, word in catalog.vocabularies["questions"].items():
        found = [Term(answers[id], layer) for layer, answers in given if id in answers]
        if found:
            merged[id] = max(found, key=lambda term: _strictness(word.direction, term.answer))
    return merged


def _strictness(direction: str | None, answer: Answer) -> int:
    """A permission that only others report counts as unknown, as in a ruling; a duty they report is believed."""
    if direction not in STRICTER:
        return 0
    order = STRICTER[direction]
    if direction == "good" and answer.answer in ("yes", "conditional") and not verified(answer):
        return order.index("unknown")
    return order.index(answer.answer)

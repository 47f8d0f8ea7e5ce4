"""base_models in, the terms a derivative carries out: its own and its ancestors', and labels that drop a duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.facts.catalog import Catalog
from macros.facts.schema.license import Answer, License
from macros.facts.schema.model import Model

# Questions whose yes (or conditional) means that the term travels with a derivative.
TRAVELS = ("share_alike", "naming", "aup", "threshold", "geography", "commercial_use")
_BINDS = {"aup": ("yes",), "commercial_use": ("no", "conditional")}  # a policy without a list is no term that travels
DESCENDS = ("fine-tune", "instruct", "distillation", "merge", "quantization", "continued-pretraining", "part", "pruned", "adapter")


@dataclass(frozen=True)
class Ancestor:
    """A model further up the line; `model` is None where it has no record.

    `released` says that its own maker gave a later model of this line its own terms: who owns a model may do so.
    """

    name: str
    model: Model | None
    relation: str
    license: License | None
    released: bool = False


@dataclass(frozen=True)
class Duty:
    """A term of an ancestor's license that holds for the derivative too."""

    question: str
    answer: Answer
    license: License
    ancestor: str


@dataclass(frozen=True)
class Conflict:
    """A label that drops inherited duties: which license it names, which it should not lose, and which terms."""

    model: Model
    label: License
    ancestor: Ancestor
    duties: tuple[Duty, ...]


class Lineages:
    """Ancestors, descendants and inherited terms of every model."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._children: dict[str, list[str]] = {}
        for id, model in catalog.models.items():
            for base in model.base_models:
                if base.model:
                    self._children.setdefault(base.model, []).append(id)

    def ancestors(self, model: Model) -> tuple[Ancestor, ...]:
        """Nearest first; each model once."""
        found: dict[str, Ancestor] = {}
        for ancestor in self._walk(model):
            known = found.get(ancestor.name)
            if known is None or (known.released and not ancestor.released):
                found[ancestor.name] = ancestor
        return tuple(found.values())

    def descendants(self, id: str) -> tuple[str, ...]:
        """Ids of the models made directly from this one."""
        return tuple(self._children.get(id, ()))

    def unmapped(self, model: Model) -> tuple[Ancestor, ...]:
        """Ancestors whose terms are not known, so that nothing can be said of what they ask."""
        return tuple(ancestor for ancestor in self.ancestors(model) if ancestor.license is None and not ancestor.released)

    def binding_ancestors(self, model: Model) -> tuple[Ancestor, ...]:
        """Ancestors under other texts than the model's own, each text once, the nearest that brings it first."""
        own = model.license.weights if model.license else None
        found: dict[str, Ancestor] = {}
        for ancestor in self.ancestors(model):
            if ancestor.license is not None and ancestor.license.id != own and not ancestor.released:
                found.setdefault(ancestor.license.id, ancestor)
        return tuple(found.values())

    def duties(self, model: Model) -> tuple[Duty, ...]:
        """What ancestors' licenses ask of this model, where its own license is another one."""
        return tuple(
            Duty(question, answer, ancestor.license, ancestor.name)
            for ancestor in self.binding_ancestors(model)
            if ancestor.license
            for question, answer in binding(ancestor.license)
        )

    def conflict(self, model: Model) -> Conflict | None:
        """The first ancestor whose duties the model's own label does not carry."""
        if not model.license or not model.license.weights:
            return None
        label = self._catalog.licenses[model.license.weights]
        carried = {question for question, _ in binding(label)}
        for ancestor in self.binding_ancestors(model):
            assert ancestor.license is not None
            lost = tuple(
                Duty(question, answer, ancestor.license, ancestor.name)
                for question, answer in binding(ancestor.license)
                if question not in carried
            )
            if lost:
                return Conflict(model, label, ancestor, lost)
        return None

    def conflicts(self) -> tuple[Conflict, ...]:
        """Every label in the catalog that drops an inherited duty."""
        return tuple(conflict for model in self._catalog.models.values() if (conflict := self.conflict(model)))

    def _walk(self, model: Model) -> Iterator[Ancestor]:
        """Level by level; an ancestor reached on two ways comes twice."""
        lines: list[tuple[Model, ...]] = [(model,)]
        while lines:
            line = lines.pop(0)
            for base in line[-1].base_models:
                if base.relation not in DESCENDS:
                    continue
                parent = self._catalog.models[base.model] if base.model else None
                if parent in line:
                    continue
                terms = (parent.license.weights if parent.license else None) if parent else base.license
                owner = parent.maker if parent else base.maker
                released = any(owner == step.maker and step.license and step.license.weights for step in line)
                name = parent.name if parent else str(base.name)
                yield Ancestor(name, parent, base.relation, self._catalog.licenses[terms] if terms else None, released)
                if parent:
                    lines.append((*line, parent))


def binding(license: License) -> tuple[tuple[str, Answer], ...]:
    """The answers of a license that travel with a derivative; a permissive license has none."""
    return tuple(
        (question, answer)
        for question in TRAVELS
        if (answer := license.answers.get(question)) and answer.answer in _BINDS.get(question, ("yes", "conditional"))
    )

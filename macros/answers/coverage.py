"""The catalog in, how much is known out: of models field by field, of data sets and hosts what was asked for;
and what is missing on the models most in demand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from macros.answers import lifecycle
from macros.answers.attributes import Attribute
from macros.answers.knowledge import Knowledge
from macros.answers.results import Measured
from macros.answers.usual import demanded
from macros.facts.schema.dataset import Dataset
from macros.facts.schema.evidence import Sought
from macros.facts.schema.model import Model
from macros.facts.schema.price import Host
from macros.facts.schema.words import Demand, Used

EIGHT = 8  # components from which a model counts as judged
NINE = 9  # of the twelve dimensions of the European index


@dataclass(frozen=True)
class Field:
    """Something to know of a record: whether it is known, and whether it is asked only where weights can be had.

    `id` is a word of `coverage`, where no attribute gives a `label`; `path` is the field of the record it stands in, by which a
    search in vain names it."""

    id: str
    has: Callable[[Knowledge, Any], object]
    of_weights: bool = False
    path: str = ""
    label: str = ""

    def shown(self, known: Knowledge) -> str:
        """What a reader calls it."""
        return self.label or word(known, self.id)


@dataclass(frozen=True)
class Line:
    """One field: how many models of each group have it, and on how many more it was looked for in vain, group by group."""

    label: str
    counts: tuple[int, ...]
    sought: tuple[int, ...]


@dataclass(frozen=True)
class Share:
    """One field of another kind: how many of its records have it, and on how many more it was looked for in vain."""

    label: str
    known: int
    sought: int
    total: int


@dataclass(frozen=True)
class Gap:
    """A model in demand and the labels of what is missing on it."""

    model: Model
    missing: tuple[str, ...]
    first: tuple[str, ...]  # of the facts that a reader asks first
    searched: frozenset[str]  # of those, what was looked for: its maker does not say it


def word(known: Knowledge, id: str) -> str:
    """What a reader calls a field or a group."""
    return known.catalog.word("coverage", id).label


def _by_others(row: Measured) -> bool:
    return row.reported_by != "maker"


# what is told of a model beside its attributes
PARTS = (
    Field("base", lambda _, model: model.origin, of_weights=True, path="base_models"),
    Field("components", lambda _, model: len(model.components) >= EIGHT, of_weights=True, path="components"),
    Field("training-data", lambda _, model: model.data_information, of_weights=True, path="data_information"),
    Field("claimed", lambda _, model: model.claimed, of_weights=True, path="claimed"),
    Field("osaid", lambda known, model: known.assessments[model.id].osaid.value != "cannot-tell", of_weights=True),
    Field("mof", lambda known, model: known.assessments[model.id].mof.value != "cannot-tell", of_weights=True),
    Field("european", lambda known, model: known.assessments[model.id].european.known >= NINE, of_weights=True),
    Field("scores", lambda known, model: known.results.of_model(model.id)),
    Field("prices", lambda known, model: model.id in known.catalog.prices, path="prices"),
    Field("lifecycle", lambda _, model: model.lifecycle, path="lifecycle"),
    Field("energy", lambda _, model: model.energy, path="energy"),
)
# what is counted of its scores: a list of what lacks names scores once
SCORES = (
    Field(
        "by-others",
        lambda known, model: any(_by_others(row) for row in known.results.of_model(model.id)),
        path="scores",
    ),
    Field(
        "by-others-with-interval",
        lambda known, model: any(_by_others(row) and row.low is not None for row in known.results.of_model(model.id)),
        path="scores",
    ),
)
# what is asked of a data set, and last whether all of it is known; and of a host
_OF_DATASETS = (
    Field("size", lambda _, dataset: dataset.size, path="size"),
    Field("license", lambda _, dataset: dataset.license or dataset.terms, path="license"),
    Field("content", lambda _, dataset: dataset.about and dataset.modalities),
    Field("used-by", lambda _, dataset: dataset.used_by, path="used_by"),
)
OTHERS: Mapping[str, tuple[type[Sought], tuple[Field, ...]]] = {
    "dataset": (
        Dataset,
        (
            *_OF_DATASETS,
            Field("all-four", lambda known, dataset: all(field.has(known, dataset) for field in _OF_DATASETS)),
            Field("disputes", lambda _, dataset: dataset.disputes),
        ),
    ),
    "host": (
        Host,
        (Field("seat", lambda known, host: known.attributes["host"]["country"].value(known, host), path="country"),),
    ),
}
# what a reader asks first of a model in demand: its word, the field of the record it stands in, and whether it is known
FIRST: tuple[tuple[str, str, Callable[[Knowledge, Model], object]], ...] = (
    ("first-name", "name", lambda _, model: model.name),
    ("first-released", "released", lambda _, model: model.released),
    ("first-license", "license", lambda _, model: model.terms),
    ("first-context", "context", lambda _, model: model.context and model.context.native),
    ("first-cutoff", "knowledge_cutoff", lambda _, model: model.knowledge_cutoff),
    (
        "first-price",
        "prices",
        lambda known, model: model.id in known.catalog.prices or model.availability.weights_url,
    ),
)
# answers that are worked out from one field: who looked for that in vain looked for the answer
ANSWERED_FROM = {"systemic-risk": "training.compute_flop"}
# attributes whose lack is worth a word on the list of the most wanted, and which of them are asked only of weights
WANTED = {"parameters": True, "context": False, "license": False, "languages-meaning": False, "formats": True, "remote-code": True}


def groups(known: Knowledge) -> dict[str, tuple[Model, ...]]:
    """Word → the models that are counted: all, and those that a question is asked of, such as the closed ones since 2025."""
    models = tuple(known.catalog.models.values())
    since = lifecycle.ago(known.catalog.today, 1)
    return {
        "all": models,
        "with-weights": tuple(model for model in models if model.downloadable),
        "last-12-months": tuple(model for model in models if model.released >= since[: len(model.released)]),
        "most-in-demand": demanded(known.catalog),
        "sold-by-api": tuple(model for model in models if lifecycle.offered(model, known.catalog.today) == "yes"),
        "closed-since-2025": tuple(model for model in models if model.released >= "2025" and not model.downloadable),
    }


def coverage(known: Knowledge) -> tuple[Line, ...]:
    """A line a field: the parts first, then the attributes in the order of their dictionary."""
    fields = (*PARTS, *SCORES, *(_field(attribute) for attribute in known.attributes["model"].values()))
    counted = tuple(groups(known).values())
    lines = []
    for field in fields:
        has = {model.id for model in counted[0] if field.has(known, model)}
        sought = {model.id for model in counted[0] if model.id not in has and model.looked_for(field.path)}
        lines.append(
            Line(field.shown(known), *(tuple(sum(model.id in ids for model in some) for some in counted) for ids in (has, sought)))
        )
    return tuple(lines)


def shares(known: Knowledge) -> dict[str, tuple[Share, ...]]:
    """Kind → a share for each of the fields that are asked of its records; of data sets and hosts."""
    found = {}
    for kind, (type_, fields) in OTHERS.items():
        records = tuple(known.catalog.all(type_).values())
        lacking = {field.id: [record for record in records if not field.has(known, record)] for field in fields}
        found[kind] = tuple(
            Share(
                field.shown(known),
                len(records) - len(lacking[field.id]),
                sum(record.looked_for(field.path) for record in lacking[field.id]),
                len(records),
            )
            for field in fields
        )
    return found


def gaps(known: Knowledge, models: Iterable[Model]) -> tuple[Gap, ...]:
    """What is missing on each of `models`, in their order."""
    fields = (*PARTS, *(_field(known.attributes["model"][name], of_weights) for name, of_weights in WANTED.items()))
    return tuple(
        Gap(
            model,
            tuple(
                field.shown(known)
                for field in fields
                if (model.downloadable or not field.of_weights) and not field.has(known, model)
            ),
            tuple(word(known, id) for id, _, has in FIRST if not has(known, model)),
            frozenset(word(known, id) for id, field, _ in FIRST if model.looked_for(field)),
        )
        for model in models
    )


def unrecorded(known: Knowledge) -> tuple[Used, ...]:
    """What lists of usage rank and has no record here, the most used first."""
    return tuple(row for usage in known.catalog.all(Demand).values() for row in usage.models if row.name)


def _field(attribute: Attribute, of_weights: bool = False) -> Field:
    words = attribute.words
    path = words.field or ANSWERED_FROM.get(words.id, "")
    return Field(words.id, lambda known, model: attribute.value(known, model) is not None, of_weights, path, words.label)

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
    """Something to know of a record: its label, whether it is known, and whether it is asked only where weights can be had.

    `path` is the field of the record it stands in, by which a search in vain names it."""

    label: str
    has: Callable[[Knowledge, Any], object]
    of_weights: bool = False
    path: str = ""


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


def _by_others(row: Measured) -> bool:
    return row.reported_by != "maker"


# what is told of a model beside its attributes
PARTS = (
    Field("Base, or made from nothing", lambda _, model: model.origin, of_weights=True, path="base_models"),
    Field("Eight components or more", lambda _, model: len(model.components) >= EIGHT, of_weights=True, path="components"),
    Field("Training data judged", lambda _, model: model.data_information, of_weights=True, path="data_information"),
    Field("The maker’s own words", lambda _, model: model.claimed, of_weights=True, path="claimed"),
    Field("OSAID decided", lambda known, model: known.assessments[model.id].osaid.value != "cannot-tell", of_weights=True),
    Field("MOF class decided", lambda known, model: known.assessments[model.id].mof.value != "cannot-tell", of_weights=True),
    Field(
        "European index, nine of twelve", lambda known, model: known.assessments[model.id].european.known >= NINE, of_weights=True
    ),
    Field("Scores", lambda known, model: known.results.of_model(model.id)),
    Field("Prices", lambda known, model: model.id in known.catalog.prices, path="prices"),
    Field("Lifecycle", lambda _, model: model.lifecycle, path="lifecycle"),
    Field("Energy", lambda _, model: model.energy, path="energy"),
)
# what is counted of its scores: a list of what lacks names scores once
SCORES = (
    Field(
        "Scores by others than its maker",
        lambda known, model: any(_by_others(row) for row in known.results.of_model(model.id)),
        path="scores",
    ),
    Field(
        "Scores by others, with interval",
        lambda known, model: any(_by_others(row) and row.low is not None for row in known.results.of_model(model.id)),
        path="scores",
    ),
)
# what is asked of a data set, and last whether all of it is known; and of a host
_OF_DATASETS = (
    Field("Size", lambda _, dataset: dataset.size, path="size"),
    Field("License, or what stands in its place", lambda _, dataset: dataset.license or dataset.terms, path="license"),
    Field("What is in them", lambda _, dataset: dataset.about and dataset.modalities),
    Field("Models trained on them", lambda _, dataset: dataset.used_by, path="used_by"),
)
OTHERS: Mapping[str, tuple[type[Sought], tuple[Field, ...]]] = {
    "dataset": (
        Dataset,
        (
            *_OF_DATASETS,
            Field("All four", lambda known, dataset: all(field.has(known, dataset) for field in _OF_DATASETS)),
            Field("Disputes", lambda _, dataset: dataset.disputes),
        ),
    ),
    "host": (
        Host,
        (Field("Seat", lambda known, host: known.attributes["host"]["country"].value(known, host), path="country"),),
    ),
}
# what a reader asks first of a model in demand: label, the field of the record it stands in, and whether it is known
FIRST: tuple[tuple[str, str, Callable[[Knowledge, Model], object]], ...] = (
    ("Name", "name", lambda _, model: model.name),
    ("Released", "released", lambda _, model: model.released),
    ("License", "license", lambda _, model: model.terms),
    ("Context", "context", lambda _, model: model.context and model.context.native),
    ("Knowledge cutoff", "knowledge_cutoff", lambda _, model: model.knowledge_cutoff),
    (
        "Price or address of the weights",
        "prices",
        lambda known, model: model.id in known.catalog.prices or model.availability.weights_url,
    ),
)
# answers that are worked out from one field: who looked for that in vain looked for the answer
ANSWERED_FROM = {"systemic-risk": "training.compute_flop"}
# attributes whose lack is worth a word on the list of the most wanted, and which of them are asked only of weights
WANTED = {"parameters": True, "context": False, "license": False, "languages-meaning": False, "formats": True, "remote-code": True}


def groups(known: Knowledge) -> dict[str, tuple[Model, ...]]:
    """Name → the models that are counted: all, and those that a question is asked of, such as the closed ones since 2025."""
    models = tuple(known.catalog.models.values())
    since = lifecycle.ago(known.catalog.today, 1)
    return {
        "all": models,
        "with weights": tuple(model for model in models if model.downloadable),
        "last 12 months": tuple(model for model in models if model.released >= since[: len(model.released)]),
        "most in demand": demanded(known.catalog),
        "sold by API": tuple(model for model in models if lifecycle.offered(model, known.catalog.today) == "yes"),
        "closed since 2025": tuple(model for model in models if model.released >= "2025" and not model.downloadable),
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
            Line(field.label, *(tuple(sum(model.id in ids for model in some) for some in counted) for ids in (has, sought)))
        )
    return tuple(lines)


def shares(known: Knowledge) -> dict[str, tuple[Share, ...]]:
    """Kind → a share for each of the fields that are asked of its records; of data sets and hosts."""
    found = {}
    for kind, (type_, fields) in OTHERS.items():
        records = tuple(known.catalog.all(type_).values())
        lacking = {field.label: [record for record in records if not field.has(known, record)] for field in fields}
        found[kind] = tuple(
            Share(
                field.label,
                len(records) - len(lacking[field.label]),
                sum(record.looked_for(field.path) for record in lacking[field.label]),
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
            tuple(field.label for field in fields if (model.downloadable or not field.of_weights) and not field.has(known, model)),
            tuple(label for label, _, has in FIRST if not has(known, model)),
            frozenset(label for label, field, _ in FIRST if model.looked_for(field)),
        )
        for model in models
    )


def unrecorded(known: Knowledge) -> tuple[Used, ...]:
    """What lists of usage rank and has no record here, the most used first."""
    return tuple(row for usage in known.catalog.all(Demand).values() for row in usage.models if row.name)


def _field(attribute: Attribute, of_weights: bool = False) -> Field:
    words = attribute.words
    path = words.field or ANSWERED_FROM.get(words.id, "")
    return Field(words.label, lambda known, model: attribute.value(known, model) is not None, of_weights, path)

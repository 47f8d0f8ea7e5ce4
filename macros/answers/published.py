"""A record in, what other programs get of it out: its fields, and what is derived from them, each with its type.

What is derived is declared here once: the values, the schemas beside the files, the tables and the documents follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from macros.answers import lifecycle, memory, prices
from macros.answers.components import pieces
from macros.answers.knowledge import Knowledge
from macros.facts.annotations import classes
from macros.facts.catalog import Catalog
from macros.facts.schema.evidence import Record, Subject
from macros.facts.schema.fields import Key, Line, Part, Url, ref, whole, word
from macros.facts.schema.kinds import BY_NAME, KINDS, Kind
from macros.facts.schema.license import Answer, ExcludedPlace, License
from macros.facts.schema.model import Architecture, Availability, Base, Changed, Layers, Licensing, Model, Stage
from macros.facts.schema.price import Ended, Host, Price

Bytes = whole(0, 10**18)


def joined(name: str, doc: str, *types: type[BaseModel], without: tuple[str, ...] = ()) -> type[BaseModel]:
    """A class with the fields of all, by the names they are written under; a later one takes the place of an earlier one."""
    fields: dict[str, Any] = {
        field.alias or name: (field.annotation, field) for type_ in types for name, field in type_.model_fields.items()
    }
    return create_model(name, __base__=Part, __doc__=doc, **{name: fields[name] for name in fields if name not in without})


PublishedLicenses = joined("Licenses", "Its terms, each an id of a license.", Licensing, without=("changed",))


class PublishedAvailability(Availability):
    """How one gets at it."""

    withdrawn: str | None = Field(description="The day of its end, where it can no longer be used in any way at its maker.")


class PublishedStage(Stage):
    """How far its life has come on one way to it, at its maker."""

    state_today: word("lifecycle-states") = Field(description="What its dates make of `state` on the day of the build.")


class PublishedArchitecture(Architecture):
    """The numbers that decide memory and speed."""

    layers: int | None = Field(description="How many, of whatever kind.")  # type: ignore[assignment]
    layer_groups: tuple[Layers, ...] = Field(description="The layers by kind, where they differ.")


class PublishedPrice(Price):
    """What one host asks for one model in one tier, as it was read on one day."""

    provider: Line = Field(description="The host’s name.")
    provider_kind: word("provider-kinds") = Field(description="What the host is to this model.")
    holds_today: bool = Field(
        description="False for a price that has ended or is only announced; an older reading of the same offer stays in the list."
    )
    current: bool = Field(
        description="Whether it is the one reading of this offer that the site shows: the newest that holds today."
    )


class Binding(Part):
    """A license that binds who uses the model."""

    license: ref("license")
    inherited_from: Line | None = Field(description="The model it comes from; null for its own.")


class Decided(Part):
    """The answer that decides, of all licenses that bind."""

    answer: word("answers")
    license: ref("license") = Field(description="The license it comes from.")
    clause: Line | None


class PublishedComponent(Part):
    """One component as the definitions see it: judged by hand, or implied by other facts."""

    present: word("presence") | None
    access: word("access-modes") | None
    license: ref("license") | None
    url: Url | None
    shows: Line | None
    source: Key | None
    implied: bool = Field(description="Whether it follows from other facts and nobody judged it.")


class Kept(Part):
    """Bytes: the weights by scheme, and the cache at 16 bits a value; low where a program uses windows, high where not."""

    weights: dict[ref("quantization"), Bytes | None] = Field(description="The weights in each scheme.")
    cache_bytes_per_token: Bytes | None = Field(description="What the cache grows by for each token, where windows are used.")
    cache_bytes_per_token_high: Bytes | None = Field(description="The same for a program that knows no windows.")
    cache_bytes_fixed: Bytes | None = Field(description="What it takes whatever the length.")
    used: tuple[str, ...] = Field(description="The fields it was worked out from.")
    assumed: tuple[str, ...] = Field(description="Fields that are not recorded, for which the usual value was taken.")
    missing: tuple[str, ...] = Field(description="Fields without which it cannot be told.")


class Grades(Part):
    """How open it is by three definitions, from its components and licenses."""

    osaid: word("osaid-verdicts") = Field(description="By the Open Source AI Definition.")
    mof: word("mof-classes") = Field(description="Class of the Model Openness Framework.")
    european: float = Field(ge=0, le=1, description="The lowest score that the known dimensions of the European index allow.")
    european_high: float = Field(ge=0, le=1, description="The highest.")
    european_known: int = Field(ge=0, le=12, description="How many of the twelve dimensions are known.")


class PublishedResult(Part):
    """One result on one benchmark: of the record itself, or of a board’s list. Only results of one version compare."""

    benchmark: ref("benchmark")
    version: Line | None = Field(description="Question set, table or file.")
    name: Line = Field(description="The model as the board or the record writes it.")
    score: float
    low: float | None = Field(description="Lower end of the board’s interval.")
    high: float | None = Field(description="Upper end of it.")
    setting: Line | None = Field(description="Effort, format, who ran it, with which program.")
    date: str | None = Field(description="Day of the run or of the table.")
    reported_by: word("reporters")
    url: Url = Field(description="Where it stands.")
    board: bool = Field(description="Whether it is from a board’s list; else from the record of the model.")
    aside: Line | None = Field(description="Why it is shown and counts in no comparison.")
    unstated: tuple[word("score-details"), ...] = Field(
        description="Of setting, harness and date, what the source was read for and does not say."
    )
    unfound: tuple[word("score-details"), ...] = Field(
        description="Of setting and harness, what was looked for in the part of the source that can be read, and is not there."
    )


class DerivedModel(Part):
    """What follows from the record of a model, and the fields that are given in another form than it is written in."""

    context_window: int | None = Field(description="Tokens it can read at once: the native window.")
    architecture: PublishedArchitecture | None
    base_models: tuple[Base, ...] = Field(description="The models it was made from, as far as they are named.")
    base_models_status: Literal["named", "scratch", "undisclosed", "unknown"] = Field(
        description="What an empty list of `base_models` means."
    )
    availability: PublishedAvailability
    lifecycle: tuple[PublishedStage, ...]
    memory: Kept
    access: word("access-classes") = Field(description="Its class of access.")
    access_reason: Line = Field(description="The reason in one sentence.")
    license: ref("license") | None = Field(
        description="Its own license: that of the weights; the terms of its API only where the weights cannot be had."
    )
    effective_license: ref("license") | None = Field(description="The strictest of all licenses that bind who uses it.")
    effective_terms: tuple[Binding, ...] = Field(
        description="Each license that binds, the strictest first, with the model it is inherited from."
    )
    effective_answers: dict[ref("vocabulary/questions"), Decided] = Field(
        description="By question, the answer that decides, the license it comes from and the clause."
    )
    terms_unknown_of: tuple[Line, ...] = Field(description="Models it was made from whose terms are not recorded.")
    licenses: PublishedLicenses | None = Field(description="All of its licenses: weights, code, data, API.")
    license_changed: Changed | None = Field(
        description="Where the text is younger than the model: since when it holds, and what held before."
    )
    weights_url: Url | None = Field(description="Where the weights are; the same as in `availability`.")
    components: dict[ref("vocabulary/components"), PublishedComponent] = Field(
        description="Each known component; `implied` is true where it follows from other facts and nobody judged it."
    )
    openness: Grades
    prices: tuple[PublishedPrice, ...] = Field(
        description="What hosts ask, in US dollars a `unit`, each with address and day of reading."
    )
    results: tuple[PublishedResult, ...] = Field(
        description="Every result that may be copied: those of boards, and those of `benchmarks` that no board has."
    )


class DerivedLicense(Part):
    """Fields of a license that are given in another form than it is written in."""

    osi_approved: bool = Field(description="Whether the Open Source Initiative approved it.")
    excludes_places: tuple[ExcludedPlace, ...] = Field(description="The same as `excluded_places`.")


class AnswerOf(Part):
    """Which license answers which question."""

    id: str = Field(description="`LICENSE/QUESTION`.")
    license: ref("license")
    question: word("questions")


class PublishedEnd(Ended):
    """Models a host switches off on one day."""

    state_today: word("lifecycle-states") = Field(description="Deprecated while its day lies ahead, retired from then on.")


class DerivedHost(Part):
    """Fields of a host that the day of the build changes."""

    ended: tuple[PublishedEnd, ...] = Field(description="Models it switched off, or said it will, by its own word.")


DERIVED: dict[str, type[Part]] = {"model": DerivedModel, "license": DerivedLicense, "host": DerivedHost}


@dataclass(frozen=True)
class Collection:
    """A file of items: its name, what an item is, and the record kinds it is made from."""

    name: str
    about: str
    type: type[BaseModel]
    kind: Kind


@cache
def collections() -> tuple[Collection, ...]:
    """Every file of items: one a kind, and the answers of licenses."""
    kinds = [Collection(kind.file, kind.type.__doc__ or "", item_type(kind), kind) for kind in KINDS if kind.file]
    about = "The answer of a license to one question."
    answers = Collection("license-answers", about, joined("LicenseAnswer", about, AnswerOf, Answer), BY_NAME["license"])
    return (*kinds, answers)


def items(knowledge: Knowledge, collection: Collection) -> Iterator[dict[str, Any]]:
    """The items of a file, by id; one at a time, since all are as heavy as the catalog."""
    if collection.kind.file == collection.name:
        return (item(knowledge, entry.record) for entry in knowledge.catalog.entries[collection.kind.name].values())
    return (row for license in knowledge.catalog.licenses.values() for row in _answers(license))


def size(catalog: Catalog, collection: Collection) -> int:
    """How many items a file has."""
    if collection.kind.file == collection.name:
        return len(catalog.entries[collection.kind.name])
    return sum(len(license.answers) for license in catalog.licenses.values())


def added(type_: type[BaseModel] = DerivedModel, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(path, what it says) of every field of a model that nobody writes."""
    written = type_.__mro__[1].model_fields if issubclass(type_.__mro__[1], BaseModel) else {}
    for name, field in type_.model_fields.items():
        if name in written and type_.model_fields[name].description == written[name].description:
            continue
        if field.description:
            yield prefix + name, field.description
        for inner in classes(field.annotation):
            if inner.__module__ == __name__ and inner is not PublishedLicenses:  # those are as they are written
                yield from added(inner, f"{prefix}{name}.")


MOVED = {"license.changed": "license_changed", "license": "licenses"}  # fields of a model that the API has elsewhere


@cache
def published_path(kind: str, field: str) -> str:
    """Where the API has a field of a record: 'license.weights' of a model → 'licenses.weights'. KeyError for no field."""
    names, annotation = [], BY_NAME[kind].type
    for step in field.split("."):
        found = classes(annotation)[0].model_fields[step]
        names.append(found.alias or step)
        annotation = found.annotation  # type: ignore[assignment]
    path = ".".join(names)
    old = next((old for old in MOVED if kind == "model" and f"{path}.".startswith(f"{old}.")), "")
    return MOVED[old] + path.removeprefix(old) if old else path


def newest(record: Record) -> str | None:
    """The last day on which somebody read a source of the record, or looked at the record itself."""
    days = [source.read for source in record.sources.values()] if isinstance(record, Subject) else []
    days += [day for name in ("read", "checked", "reviewed", "as_of") if (day := getattr(record, name, None))]
    return max(days, default=None)


@cache
def item_type(kind: Kind) -> type[BaseModel]:
    """The class of an item: the fields of the record, with what is derived added, or in the place of a field of its name."""
    derived = [DERIVED[kind.name]] if kind.name in DERIVED else []
    return joined(kind.type.__name__, kind.type.__doc__ or "", kind.type, *derived)


def item(knowledge: Knowledge, record: Record) -> dict[str, Any]:
    """One record as other programs get it, in plain values."""
    derived = _derived(knowledge, record)
    return {**plain(record), **(plain(derived) if derived else {})}


def plain(part: BaseModel) -> dict[str, Any]:
    """The fields as JSON has them, by the names they are written under."""
    return part.model_dump(mode="json", by_alias=True)


def _answers(license: License) -> Iterator[dict[str, Any]]:
    for question, answer in license.answers.items():
        yield plain(AnswerOf(id=f"{license.id}/{question}", license=license.id, question=question)) | plain(answer)


def _derived(knowledge: Knowledge, record: Record) -> Part | None:
    if isinstance(record, Model):
        return _model(knowledge, record)
    if isinstance(record, License):
        return DerivedLicense(osi_approved=record.osi_approved == "yes", excludes_places=record.excluded_places)
    if isinstance(record, Host):
        today = knowledge.catalog.today
        return DerivedHost(ended=tuple(PublishedEnd(**dict(end), state_today=lifecycle.ending(end, today)) for end in record.ended))
    return None


def _model(knowledge: Knowledge, model: Model) -> DerivedModel:
    catalog = knowledge.catalog
    verdicts, terms = knowledge.assessments[model.id], knowledge.terms[model.id]
    last = lifecycle.ended(model, catalog.today)
    return DerivedModel(
        context_window=model.context.native if model.context else None,
        architecture=_architecture(model.architecture) if model.architecture else None,
        base_models=model.base_models,
        base_models_status=model.base_models_status,
        availability=PublishedAvailability(
            **dict(model.availability) | {"api": lifecycle.offered(model, catalog.today)}, withdrawn=last.retires if last else None
        ),
        lifecycle=tuple(
            PublishedStage(**dict(stage), state_today=lifecycle.state(stage, catalog.today)) for stage in model.lifecycle
        ),
        memory=_memory(knowledge, model),
        access=verdicts.access,
        access_reason=verdicts.reason,
        license=terms.own.id if terms.own else None,
        effective_license=terms.license.id if terms.license else None,
        effective_terms=tuple(
            Binding(license=layer.license.id, inherited_from=layer.ancestor.name if layer.ancestor else None)
            for layer in terms.layers
        ),
        effective_answers={
            id: Decided(answer=term.answer.answer, license=term.layer.license.id, clause=term.answer.clause)
            for id, term in terms.answers.items()
        },
        terms_unknown_of=tuple(ancestor.name for ancestor in terms.unmapped),
        licenses=PublishedLicenses(**model.license.model_dump(exclude={"changed"})) if model.license else None,
        license_changed=model.license.changed if model.license else None,
        weights_url=model.availability.weights_url,
        components={
            id: PublishedComponent(
                present=piece.present,
                access=piece.access,
                license=piece.license.id if piece.license else None,
                url=piece.url,
                shows=piece.shows,
                source=piece.source,
                implied=piece.implied,
            )
            for id, piece in pieces(catalog, model).by_id.items()
        },
        openness=Grades(
            osaid=verdicts.osaid.value,
            mof=verdicts.mof.value,
            european=round(verdicts.european.low, 3),
            european_high=round(verdicts.european.high, 3),
            european_known=verdicts.european.known,
        ),
        prices=tuple(
            PublishedPrice(
                **dict(row),
                provider=catalog.hosts[row.host].name,
                provider_kind=prices.seller(catalog, model, row),
                holds_today=prices.holds(row, catalog.today),
                current=any(quote.price is row for quote in knowledge.quotes[model.id]),
            )
            for row in catalog.prices.get(model.id, ())
        ),
        results=tuple(
            PublishedResult(
                benchmark=row.benchmark.id,
                version=row.version or None,
                name=row.name,
                score=row.score,
                low=row.low,
                high=row.high,
                setting=row.setting or None,
                date=row.date,
                reported_by=row.reported_by,
                url=row.url,
                board=(row.benchmark.id, row.version) in knowledge.results.lists,
                aside=row.aside or None,
                unstated=row.unstated,
                unfound=row.unfound,
            )
            for row in knowledge.results.of_model(model.id)
        ),
    )


def _memory(knowledge: Knowledge, model: Model) -> Kept:
    kept = memory.cache(model)
    growth = kept.growth()
    return Kept(
        weights={id: _whole(memory.weights(model, scheme.bits)) for id, scheme in knowledge.catalog.quantizations.items()},
        cache_bytes_per_token=_whole(growth.low if growth else None),
        cache_bytes_per_token_high=_whole(growth.high if growth else None),
        cache_bytes_fixed=_whole(kept.fixed()),
        used=kept.used,
        assumed=kept.assumed,
        missing=kept.missing,
    )


def _architecture(shape: Architecture) -> PublishedArchitecture:
    groups = shape.layers if isinstance(shape.layers, tuple) else ()
    return PublishedArchitecture(**{**dict(shape), "layers": shape.layer_count}, layer_groups=groups)


def _whole(bytes: float | None) -> int | None:
    return None if bytes is None else round(bytes)

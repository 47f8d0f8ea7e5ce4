"""A catalog in, what can be asked of each kind of record out: the one list that pages, files and commands read.

An attribute's words stand in data/attributes/; its value is a field of the record, whose type the schema knows, or an
answer worked out by a function of this folder, which is registered in ANSWERS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_origin

from macros.answers import age, lifecycle, prices
from macros.answers.access import GONE, OPEN
from macros.answers.components import rebuild
from macros.answers.compute import PRESUMED, spent
from macros.answers.fit import COMMON_BITS, Setting, need, room, verdict, within
from macros.facts.annotations import at, classes, marks, mentioned
from macros.facts.catalog import Catalog
from macros.facts.problems import did_you_mean
from macros.facts.schema.dataset import Dataset
from macros.facts.schema.dictionary import Attribute as Words
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.evidence import Record, Subject
from macros.facts.schema.fields import Drawn, Ref
from macros.facts.schema.kinds import BY_NAME
from macros.facts.schema.model import Layers, Model
from macros.facts.schema.price import Host

if TYPE_CHECKING:
    from macros.answers.knowledge import Knowledge


@dataclass(frozen=True)
class Type:
    """How values are ordered, drawn and filtered. `of` names the vocabulary of a word or the kind of a reference."""

    name: str
    of: str = ""
    many: bool = False

    @property
    def numeric(self) -> bool:
        return self.name in ("count", "tokens", "number", "integer", "bytes", "dollars") and not self.many


@dataclass(frozen=True)
class Reading:
    """When a value that ages was read, and after how many days it is old."""

    day: str
    shelf: int
    old: bool


@dataclass(frozen=True)
class Answer:
    """A value that is worked out: its type, the function, why it is so in a sentence, and its age, where it ages."""

    type: Type
    value: Callable[[Knowledge, Any], Any]
    why: Callable[[Knowledge, Any], str] | None = None
    read: Callable[[Knowledge, Any], Reading | None] | None = None


@dataclass(frozen=True)
class Attribute:
    """One thing that can be asked of a record of `kind`: its words, its type, where its value comes from, and what may stand
    in its place."""

    kind: str
    words: Words
    type: Type
    _value: Callable[[Knowledge, Any], Any]
    _why: Callable[[Knowledge, Any], str] | None = None
    _read: Callable[[Knowledge, Any], Reading | None] | None = None
    instead: Attribute | None = None

    @property
    def id(self) -> str:
        return self.words.id

    def value(self, known: Knowledge, record: Record) -> Any:
        """The value, or None where it is unknown."""
        found = self._value(known, record)
        return None if found == () else found

    def why(self, known: Knowledge, record: Record) -> str:
        """The reason of an answer in one sentence; '' for a field."""
        return self._why(known, record) if self._why else ""

    def read(self, known: Knowledge, record: Record) -> Reading | None:
        """When the value was read, where it is of a kind that ages."""
        return self._read(known, record) if self._read else None

    def sources(self, record: Record) -> tuple[str, ...]:
        """The keys of the record's sources that show the field."""
        return record.sources_of(self.words.field) if self.words.field and isinstance(record, Subject) else ()


def _access(known: Knowledge, model: Model) -> str:
    return known.assessments[model.id].access


def _category(known: Knowledge, model: Model) -> str | None:
    license = known.terms[model.id].license
    return license.category if license else None


def _binding(known: Knowledge, model: Model) -> tuple[str, ...]:
    """Its own license first, then those it inherits, the strictest first."""
    layers = sorted(known.terms[model.id].layers, key=lambda layer: layer.ancestor is not None)
    return tuple(layer.license.id for layer in layers)


def _price(amount: str) -> Answer:
    """One amount of the cheapest current standard price, who asks it, and when that was read."""

    def cheapest(known: Knowledge, model: Model) -> prices.Quote | None:
        return prices.cheapest(known.quotes[model.id])

    def value(known: Knowledge, model: Model) -> float | None:
        return getattr(quote.price, amount) if (quote := cheapest(known, model)) else None

    def why(known: Knowledge, model: Model) -> str:
        quote = cheapest(known, model)
        if quote is None:
            return ""
        return known.catalog.say("price-of", host=known.catalog.hosts[quote.price.host].name, day=quote.price.as_of)

    def read(known: Knowledge, model: Model) -> Reading | None:
        quote = cheapest(known, model)
        return Reading(quote.price.as_of, age.PRICE, quote.old) if quote else None

    return Answer(Type("dollars"), value, why, read)


def _layer_kinds(_: Knowledge, model: Model) -> tuple[Layers, ...]:
    layers = model.architecture.layers if model.architecture else None
    return layers if isinstance(layers, tuple) else ()


def _business(known: Knowledge, model: Model) -> str:
    return known.verdicts[model.id].outcome


def _catches(known: Knowledge, model: Model) -> str:
    """The gravest catches by the short names of their questions."""
    found = known.verdicts[model.id].catches
    words = [known.catalog.word("questions", catch.question) for catch in found]
    return ", ".join(dict.fromkeys(word.short or word.label for word in words))


def _memory(bits: float) -> Callable[[Knowledge, Model], float | None]:
    """Bytes for weights and cache of a short text, where there are weights to download and both are known."""

    def value(known: Knowledge, model: Model) -> float | None:
        found = need(known.rows[model.id], within(model, Setting(bits)))
        return found.least if model.downloadable and found.cache else None

    return value


def _fits(known: Knowledge, model: Model) -> tuple[str, ...]:
    """The memory sizes in which it runs well; () where that cannot be told, or none is enough."""
    found = need(known.rows[model.id], within(model, Setting(COMMON_BITS)))
    if not model.downloadable or found.cache is None:
        return ()
    sizes = known.catalog.vocabularies["memory-sizes"]
    return tuple(id for id in sizes if verdict(found, room(float(id.partition("-")[0]))) == "well")


def _size(known: Knowledge, model: Model) -> tuple[str, ...]:
    """Every size of `parameter-sizes` that holds it; () where the number of parameters is unknown or larger than all."""
    total = model.parameters.total if model.parameters else None
    if not total:
        return ()
    return tuple(id for id in known.catalog.vocabularies["parameter-sizes"] if total <= float(id.partition("-")[0]) * 10**9)


def _data_licenses(known: Knowledge, model: Model) -> tuple[str, ...]:
    """The licenses of the data sets it was trained on, the strictest first: any of them binds who uses that data."""
    order = list(known.catalog.vocabularies["license-categories"])
    found = dict.fromkeys(license for dataset in _trained_on(known, model) if (license := dataset.license))
    return tuple(sorted(found, key=lambda id: -order.index(known.catalog.licenses[id].category)))


def _data_terms(known: Knowledge, model: Model) -> tuple[str, ...]:
    """Of the data sets it was trained on, what stands in the place of one license."""
    found = {dataset.terms for dataset in _trained_on(known, model)}
    return tuple(word for word in known.catalog.vocabularies["dataset-terms"] if word in found)


def _trained_on(known: Knowledge, model: Model) -> tuple[Dataset, ...]:
    datasets = known.catalog.all(Dataset)
    return tuple(datasets[id] for id in known.catalog.trained_on.get(model.id, ()))


def _systemic_risk(_: Knowledge, model: Model) -> str | None:
    """What is recorded, else what the training compute implies, where it is recorded or its estimate is far from the line."""
    if model.ai_act and model.ai_act.systemic_risk:
        return str(model.ai_act.systemic_risk)
    found = spent(model)
    above = found.above(PRESUMED) if found else None
    return None if above is None else "yes" if above else "no"


def _risk_estimated(known: Knowledge, model: Model) -> str:
    """How it was estimated; empty where it was not."""
    found = spent(model)
    if (model.ai_act and model.ai_act.systemic_risk) or not found or not found.tokens or not found.parameters:
        return ""
    return known.catalog.say(
        "compute-estimated",
        parameters=f"{found.parameters / 1e9:.3g}",
        tokens=f"{found.tokens / 1e12:.3g}",
        flop=f"{found.flop / PRESUMED:.2g}",
    )


OWED_SINCE = "2025-08-02"  # from this day on a general-purpose model comes with the summary of Article 53(1)(d)
OWED_LATEST = "2027-08-02"  # the models on the market before it have until then
_FREE = ("commercial_use", "modify", "redistribute")  # what recital 102 of the EU AI Act asks a free license to allow


def _summary_due(known: Knowledge, model: Model) -> str | None:
    """The day from which its maker owes the summary, if it is a general-purpose model; None where it is not on offer."""
    if known.assessments[model.id].access in GONE:
        return None
    return model.released if model.released >= OWED_SINCE else OWED_LATEST


def _exemption(known: Knowledge, model: Model) -> str | None:
    """A word of `exemption-standings`: whether weights and terms fit Article 53(2) of the EU AI Act; None where untold or gone."""
    access = known.assessments[model.id].access
    if access in ("unknown", *GONE):
        return None
    if access not in OPEN or _systemic_risk(known, model) == "yes":
        return "no"
    answers = known.terms[model.id].answers
    told = {answers[question].answer.answer if question in answers else "unknown" for question in _FREE}
    if "no" in told:
        return "no"
    if "unknown" in told:
        return None
    return "yes" if told == {"yes"} else "disputed"


def _rival(known: Knowledge, model: Model) -> str | None:
    pair = known.rivals.get(model.id)
    return pair.second.id if pair else None


def _next_end(known: Knowledge, host: Host) -> str | None:
    """The soonest day on which it switches a model off, by its own word."""
    return next((end.on for end in lifecycle.ahead(host, known.catalog.today)), None)


def _next_ending(known: Knowledge, host: Host) -> str:
    """The models that end on that day."""
    day = _next_end(known, host)
    found = (known.catalog.models[id].name for end in host.ended if end.on == day for id in end.models)
    return ", ".join(sorted(found))


def _seat(known: Knowledge, host: Host) -> str | None:
    """Where the company has its seat: as recorded, else the country of the maker whose own API it is."""
    makers = (known.catalog.makers[id].country for id in host.makers)
    return host.country or next(filter(None, makers), None)


ANSWERS: Mapping[str, Mapping[str, Answer]] = {
    "model": {
        "access": Answer(Type("word", "access-classes"), _access, lambda known, model: known.assessments[model.id].reason),
        "license": Answer(Type("ref", "license", many=True), _binding),
        "business": Answer(Type("verdict", "outcomes"), _business, _catches),
        "size": Answer(Type("word", "parameter-sizes", many=True), _size),
        "rebuild": Answer(Type("word", "rebuilding"), lambda _, model: rebuild(model)),
        "osaid": Answer(Type("word", "osaid-verdicts"), lambda known, model: known.assessments[model.id].osaid.value),
        "mof": Answer(Type("word", "mof-classes"), lambda known, model: known.assessments[model.id].mof.value),
        "layers": Answer(Type("integer"), lambda _, model: model.architecture and model.architecture.layer_count),
        "layer-kinds": Answer(Type("layers", many=True), _layer_kinds),
        "license-category": Answer(Type("word", "license-categories"), _category),
        "trained-on": Answer(Type("ref", "dataset", many=True), lambda known, model: known.catalog.trained_on.get(model.id)),
        "data-licenses": Answer(Type("ref", "license", many=True), lambda known, model: _data_licenses(known, model) or None),
        "data-terms": Answer(Type("word", "dataset-terms", many=True), lambda known, model: _data_terms(known, model) or None),
        "systemic-risk": Answer(Type("word", "yes-no"), _systemic_risk, _risk_estimated),
        "summary-due": Answer(Type("day"), _summary_due),
        "exemption-standing": Answer(Type("word", "exemption-standings"), _exemption),
        "rival": Answer(Type("ref", "model"), _rival),
        "fits": Answer(Type("word", "memory-sizes", many=True), _fits),
        "memory-16": Answer(Type("bytes"), _memory(16)),
        "memory-4": Answer(Type("bytes"), _memory(COMMON_BITS)),
        "price-in": _price("input"),
        "price-out": _price("output"),
    },
    "dataset": {"terms": Answer(Type("word", "dataset-terms"), lambda _, dataset: "one" if dataset.license else dataset.terms)},
    "host": {"country": Answer(Type("text"), _seat), "next-end": Answer(Type("day"), _next_end, _next_ending)},
}

# Fields whose value a day that comes changes by itself, each with the function that knows the day.
DATED: Mapping[tuple[str, str], Callable[[Knowledge, Any], Any]] = {
    ("model", "availability.api"): lambda known, model: lifecycle.offered(model, known.catalog.today),
}


def attributes(catalog: Catalog) -> dict[str, dict[str, Attribute]]:
    """Kind → attribute id → attribute, in the order of the dictionary. KeyError for one without field and answer."""
    return {
        kind: {words.id: _attribute(kind, words) for words in dictionary.attributes}
        for kind, dictionary in catalog.all(Dictionary).items()
    }


def unfounded(catalog: Catalog) -> Iterator[tuple[str, int, str]]:
    """(kind, index, what is wrong) of each line of a dictionary that names neither a field of the schema nor an answer."""
    for kind, dictionary in catalog.all(Dictionary).items():
        for line, words in enumerate(dictionary.attributes):
            try:
                _attribute(kind, words)
            except KeyError as error:
                yield kind, line, str(error.args[0])


def _attribute(kind: str, words: Words) -> Attribute:
    if words.field is None:
        answer = ANSWERS.get(kind, {}).get(words.id)
        if answer is None:
            raise KeyError(f"there is no answer '{words.id}' for a {kind}; name the 'field' it is read from")
        return Attribute(kind, words, answer.type, answer.value, answer.why, answer.read)
    path = words.field
    stand_in = words.instead and _attribute(kind, words.model_copy(update={"field": words.instead, "instead": None}))
    value = DATED.get((kind, path)) or (lambda _, record: at(record, path))
    return Attribute(kind, words, _type(kind, path), value, instead=stand_in or None)


def _type(kind: str, path: str) -> Type:
    """The type of the field at `path`, as the schema declares it."""
    annotation: Any = BY_NAME[kind].type
    metadata: list[Any] = []
    for step in path.split("."):
        part = next(iter(classes(annotation)), None)
        field = part.model_fields.get(step) if part else None
        if field is None:
            near = did_you_mean(step, part.model_fields) if part else ""
            raise KeyError(f"a {kind} has no field '{path}'{near or '; data/schema/fields.md lists its fields'}")
        annotation, metadata = field.annotation, list(field.metadata)
    found = list(mentioned(annotation))
    many = any(get_origin(item) is tuple for item in found)
    for ref in marks(Ref, annotation, metadata):
        vocabulary = ref.kind.partition("/")[2]
        return Type("word", vocabulary, many) if vocabulary else Type("ref", ref.kind, many)
    for drawn in marks(Drawn, annotation, metadata):
        return Type(drawn.type, many=many)
    return Type("integer" if int in found else "text", many=many)

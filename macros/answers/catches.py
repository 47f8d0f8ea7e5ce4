"""The terms of a model or a license in, what a business must know before it uses it out: the verdict and its catches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.answers.licensing.answers import answers_of
from macros.answers.licensing.duties import binds
from macros.answers.licensing.effective import Layer, Terms
from macros.answers.licensing.ruling import WORST, Outcome, Use
from macros.answers.licensing.use import rule
from macros.facts.catalog import Catalog
from macros.facts.schema.license import ExcludedPlace, License, Threshold
from macros.facts.schema.model import Model

# duties and refusals that a reader of the first lines wants to know, gravest first
DUTIES = ("naming", "aup", "share_alike")
ORDER = ("commercial_use", "geography", "threshold", *DUTIES, "train_on_outputs")


@dataclass(frozen=True)
class Catch:
    """One thing to know: the question it answers, the text's own words on it, where they stand, and whose text it is."""

    question: str
    plain: str
    clause: str | None
    license: License
    place: ExcludedPlace | None = None
    threshold: Threshold | None = None


@dataclass(frozen=True)
class Verdict:
    """May a business use it? `catches` are what it must keep to, gravest first; unread texts give 'unknown'."""

    outcome: Outcome
    catches: tuple[Catch, ...]


def of_model(catalog: Catalog, model: Model, terms: Terms) -> Verdict:
    """By every text that binds; one that is not recorded leaves the whole open, unless another forbids."""
    verdict = _verdict(catalog, terms.layers, multimodal(model))
    unread = not terms.layers or bool(terms.unmapped)
    return Verdict("unknown", verdict.catches) if unread and verdict.outcome != "forbidden" else verdict


def of_license(catalog: Catalog, license: License) -> Verdict:
    """By one text, for any model under it."""
    return _verdict(catalog, (Layer(license),), None)


def multimodal(model: Model) -> bool:
    """Whether it takes in images or video: some texts leave out places for such models only."""
    return model.type == "multimodal" or bool(model.modalities and {"image", "video"} & set(model.modalities.input))


def _verdict(catalog: Catalog, layers: Sequence[Layer], multimodal: bool | None) -> Verdict:
    use = Use(multimodal=multimodal)
    outcome: Outcome = "allowed"
    catches: list[Catch] = []
    for layer in layers:
        ruled = rule(catalog, layer.license, use).outcome
        found = [catch for catch in _catches(catalog, layer.license, multimodal) if not _repeated(catch, catches)]
        if ruled == "allowed" and any(catch.place or catch.threshold for catch in found):
            ruled = "conditions"
        outcome = max(outcome, ruled, key=WORST.index)
        catches += found
    return Verdict(outcome, tuple(sorted(catches, key=lambda catch: ORDER.index(catch.question))))


def _repeated(catch: Catch, others: list[Catch]) -> bool:
    return any((catch.question, catch.plain) == (other.question, other.plain) for other in others)


def _catches(catalog: Catalog, license: License, multimodal: bool | None) -> Iterator[Catch]:
    answers = answers_of(catalog, license)
    commercial = answers.get("commercial_use")
    if commercial and (commercial.answer == "no" or (commercial.answer == "conditional" and not license.thresholds)):
        yield Catch("commercial_use", commercial.reason, commercial.clause, license)
    for place in license.excluded_places:
        if multimodal is not False or place.multimodal_only != "yes":
            yield Catch("geography", place.scope or answers["geography"].reason, place.clause, license, place=place)
    for threshold in license.thresholds:
        yield Catch("threshold", threshold.effect, threshold.clause, license, threshold=threshold)
    for question in DUTIES:
        if binds(answer := answers.get(question)) and (answer.answer == "yes" or question == "naming"):
            yield Catch(question, answer.reason, answer.clause, license)
    outputs = answers.get("train_on_outputs")
    if outputs and outputs.answer == "no":
        yield Catch("train_on_outputs", outputs.reason, outputs.clause, license)

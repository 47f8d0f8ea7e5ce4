"""A model and its openness verdict in, its access class out: a word of data/vocabulary/access-classes.yml."""

from __future__ import annotations

from dataclasses import dataclass

from macros.answers import lifecycle
from macros.answers.components import pieces
from macros.answers.licensing.effective import Terms
from macros.answers.openness import european, mof, osaid
from macros.facts.catalog import Catalog
from macros.facts.schema.model import Model

UNLIMITED = ("open-source", "open-with-restrictions")


@dataclass(frozen=True)
class Openness:
    """The three verdicts on one model, and the access class that follows."""

    access: str
    reason: str
    osaid: osaid.Verdict
    mof: mof.Verdict
    european: european.Score


def openness(catalog: Catalog, model: Model, terms: Terms) -> Openness:
    """Assess one model by every definition."""
    parts = pieces(catalog, model)
    verdict = osaid.assess(parts)
    classes = mof.assess(parts, catalog.vocabularies["components"].values())
    return Openness(*access(catalog, model, terms, verdict), verdict, classes, european.assess(parts))


def access(catalog: Catalog, model: Model, terms: Terms, verdict: osaid.Verdict) -> tuple[str, str]:
    """The class and the reason in one sentence; the strictest text that binds decides."""
    way = model.availability
    if last := lifecycle.ended(model, catalog.today):
        return "withdrawn", f"Its maker switched it off on {last.retires}." if last.retires else "Its maker no longer offers it."
    if way.weights == "withdrawn":
        return "withdrawn", "Its maker no longer offers it."
    if model.downloadable:
        name, reason = _downloadable(terms, verdict)
        if terms.unmapped:
            reason += (
                f" The terms of {listed([ancestor.name for ancestor in terms.unmapped])}, from which it was made, are not recorded."
            )
        return name, reason
    live = {channel for channel, state in lifecycle.states(model, catalog.today).items() if state != lifecycle.RETIRED}
    if "api" in live:
        return "api", "The weights are not published; it is reached through a service."
    if "product" in live:
        return "product", "It can be used only inside its maker's product."
    if way.weights == "none":
        return "unreleased", "It was described and not released."
    return "unknown", "How it can be reached is not recorded."


def _downloadable(terms: Terms, verdict: osaid.Verdict) -> tuple[str, str]:
    if not terms.layers or (terms.own is None and terms.layers[0].license.category in UNLIMITED):
        return "unknown", "The weights can be downloaded; the license that governs them is not recorded."
    decides = terms.layers[0]
    license = decides.license
    if verdict.value == "meets" and license.category == "open-source":
        return "open-source", "Weights, code and data information are all there under open terms."
    names = listed([license.name, *(layer.license.name for layer in terms.layers[1:])])
    if license.category in UNLIMITED:
        return "open-weights", f"The weights can be downloaded and used commercially at any size under {names}."
    start = f"It was made from {decides.ancestor.name}: the" if decides.ancestor else "The"
    if license.thresholds and all(limit.blocks == "no" for limit in license.thresholds):
        return "open-weights", f"{start} weights can be downloaded and used commercially; above a size {license.name} adds a duty."
    return "restricted-weights", f"{start} weights can be downloaded, but {license.name} forbids or limits commercial use."


def listed(names: list[str]) -> str:
    """a; a and b; a, b and c."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

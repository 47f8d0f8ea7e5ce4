"""A model and its openness verdict in, its access class out: a word of data/vocabulary/access-classes.yml."""

from __future__ import annotations

from dataclasses import dataclass

from macros.answers import lifecycle
from macros.answers.components import pieces
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


def openness(catalog: Catalog, model: Model) -> Openness:
    """Assess one model by every definition."""
    parts = pieces(catalog, model)
    verdict = osaid.assess(parts)
    classes = mof.assess(parts, catalog.vocabularies["components"].values())
    return Openness(*access(catalog, model, verdict), verdict, classes, european.assess(parts))


def access(catalog: Catalog, model: Model, verdict: osaid.Verdict) -> tuple[str, str]:
    """The class and the reason in one sentence."""
    way = model.availability
    if last := lifecycle.ended(model, catalog.today):
        return "withdrawn", f"Its maker switched it off on {last.retires}." if last.retires else "Its maker no longer offers it."
    if way.weights == "withdrawn":
        return "withdrawn", "Its maker no longer offers it."
    if model.downloadable:
        if verdict.value == "meets":
            return "open-source", "Weights, code and data information are all there under open terms."
        terms = model.license.weights if model.license else None
        if terms is None:
            return "unknown", "The weights can be downloaded; the license that governs them is not recorded."
        license = catalog.licenses[terms]
        if license.category in UNLIMITED:
            return "open-weights", f"The weights can be downloaded and used commercially at any size under {license.name}."
        if license.thresholds and all(limit.blocks == "no" for limit in license.thresholds):
            return "open-weights", f"The weights can be downloaded and used commercially; above a size {license.name} adds a duty."
        return "restricted-weights", f"The weights can be downloaded, but {license.name} forbids or limits commercial use."
    live = {channel for channel, state in lifecycle.states(model, catalog.today).items() if state != lifecycle.RETIRED}
    if "api" in live:
        return "api", "The weights are not published; it is reached through a service."
    if "product" in live:
        return "product", "It can be used only inside its maker's product."
    if way.weights == "none":
        return "unreleased", "It was described and not released."
    return "unknown", "How it can be reached is not recorded."

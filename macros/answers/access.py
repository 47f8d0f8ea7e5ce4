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
# classes of access that are asked for together
OPEN = ("open-source", "open-weights")
DOWNLOADABLE = (*OPEN, "restricted-weights")
GONE = ("withdrawn", "unreleased")


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
    verdict = osaid.assess(parts, catalog.say)
    classes = mof.assess(parts, catalog.vocabularies["components"].values(), catalog.say)
    return Openness(*access(catalog, model, terms, verdict), verdict, classes, european.assess(parts))


def access(catalog: Catalog, model: Model, terms: Terms, verdict: osaid.Verdict) -> tuple[str, str]:
    """The class and the reason in one sentence; the strictest text that binds decides."""
    way = model.availability
    if last := lifecycle.ended(model, catalog.today):
        return "withdrawn", catalog.say("switched-off", day=last.retires) if last.retires else catalog.say("withdrawn")
    if way.weights == "withdrawn":
        return "withdrawn", catalog.say("withdrawn")
    if model.downloadable:
        name, reason = _downloadable(catalog, terms, verdict)
        if terms.unmapped:
            bases = listed(catalog, [ancestor.name for ancestor in terms.unmapped])
            reason = f"{reason} {catalog.say('bases-unmapped', bases=bases)}"
        return name, reason
    live = {channel for channel, state in lifecycle.states(model, catalog.today).items() if state != lifecycle.RETIRED}
    if "api" in live:
        return "api", catalog.say("service-only")
    if "product" in live:
        return "product", catalog.say("product-only")
    if way.weights == "none":
        return "unreleased", catalog.say("unreleased")
    return "unknown", catalog.say("access-unknown")


def _downloadable(catalog: Catalog, terms: Terms, verdict: osaid.Verdict) -> tuple[str, str]:
    if not terms.layers or (terms.own is None and terms.layers[0].license.category in UNLIMITED):
        return "unknown", catalog.say("terms-unknown")
    decides = terms.layers[0]
    license = decides.license
    if verdict.value == "meets" and license.category == "open-source":
        return "open-source", catalog.say("open-source")
    if license.category in UNLIMITED:
        names = listed(catalog, [layer.license.name for layer in terms.layers])
        return "open-weights", catalog.say("any-size", licenses=names)
    grows = bool(license.thresholds) and all(limit.blocks == "no" for limit in license.thresholds)
    name, reason = ("open-weights", "duty-above") if grows else ("restricted-weights", "restricted")
    if decides.ancestor:
        return name, catalog.say(f"{reason}-inherited", base=decides.ancestor.name, license=license.name)
    return name, catalog.say(reason, license=license.name)


def listed(catalog: Catalog, names: list[str]) -> str:
    """a; a and b; a, b and c; of nothing, nothing."""
    return catalog.say("listing", names=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)

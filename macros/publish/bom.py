"""A model in, its bill of materials out: CycloneDX 1.6 with a model card, for tools that keep an inventory.

Only what is recorded stands in it; what is unknown is left out, as the format has no word for it.
"""

from __future__ import annotations

from typing import Any

from macros.answers.knowledge import Knowledge
from macros.answers.licensing.lineage import Ancestor
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.pages.facts import newest_reading

FORMAT, SPEC = "CycloneDX", "1.6"
PREFIX = "open-model-atlas"


def bom(knowledge: Knowledge, model: Model) -> dict[str, Any]:
    """The bill of a model with weights: itself, the models whose terms bind it, and how they depend on each other."""
    ancestors = {
        ancestor.model.id: ancestor.model for ancestor in knowledge.lineages.binding_ancestors(model) if ancestor.model is not None
    }
    unnamed = [ancestor for ancestor in knowledge.lineages.binding_ancestors(model) if ancestor.model is None]
    return {
        "bomFormat": FORMAT,
        "specVersion": SPEC,
        "version": 1,
        "metadata": {
            "timestamp": f"{newest_reading(model.sources)}T00:00:00Z",
            "component": _component(knowledge, model, model.id),
            "licenses": [{"license": {"id": "CC-BY-4.0"}}],
        },
        "components": [
            *(_component(knowledge, base, base.id) for base in ancestors.values()),
            *(_outside(ancestor) for ancestor in unnamed),
        ],
        "dependencies": [
            {"ref": model.id, "dependsOn": [*ancestors, *(ancestor.name for ancestor in unnamed)]},
        ],
    }


def _component(knowledge: Knowledge, model: Model, ref: str) -> dict[str, Any]:
    maker = knowledge.catalog.makers[model.maker]
    own = knowledge.catalog.licenses[model.terms] if model.terms else None
    links = [{"type": "distribution", "url": model.availability.weights_url}] if model.availability.weights_url else []
    properties = {
        "released": model.released,
        "access": knowledge.assessments[model.id].access,
        "parameters": model.parameters.total if model.parameters else None,
        "parameters-active": model.parameters.active if model.parameters else None,
        "context-tokens": model.context.native if model.context else None,
    }
    return {
        "type": "machine-learning-model",
        "bom-ref": ref,
        "name": model.name,
        "publisher": maker.name,
        "manufacturer": {"name": maker.name, **({"url": [maker.url]} if maker.url else {})},
        **({"licenses": [_license(own)]} if own else {}),
        **({"externalReferences": links} if links else {}),
        **({"modelCard": card} if (card := _card(model)) else {}),
        "properties": [
            {"name": f"{PREFIX}:{name}", "value": str(value)} for name, value in properties.items() if value is not None
        ],
    }


def _outside(ancestor: Ancestor) -> dict[str, Any]:
    """A model of the line that has no record here."""
    return {
        "type": "machine-learning-model",
        "bom-ref": ancestor.name,
        "name": ancestor.name,
        **({"licenses": [_license(ancestor.license)]} if ancestor.license else {}),
    }


def _license(license: License) -> dict[str, Any]:
    named = {"id": license.spdx} if license.spdx else {"name": license.name}
    return {"license": {**named, "url": license.url}}


def _card(model: Model) -> dict[str, Any]:
    """What goes in and comes out, where it is recorded."""
    if not model.modalities:
        return {}
    return {
        "modelParameters": {
            "inputs": [{"format": name} for name in model.modalities.input],
            "outputs": [{"format": name} for name in model.modalities.output],
        }
    }

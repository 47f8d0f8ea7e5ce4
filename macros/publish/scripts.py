"""Catalog in, the plain .js files our browser scripts read out (`fetch` does not work from disk)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from macros.answers.catches import multimodal
from macros.answers.fit import COMMON_BITS, ENDLESS, SHARED_KINDS, SHARES, WORKING
from macros.answers.knowledge import Knowledge
from macros.answers.licensing.answers import answers_of
from macros.answers.licensing.ruling import Decision
from macros.answers.licensing.use import askable, compiled
from macros.answers.memory import published_bits
from macros.answers.pick import plain
from macros.answers.speed import FASTEST
from macros.facts.catalog import Catalog
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.pages import attributes, compare, costs
from macros.pages.cells import UNKNOWN
from macros.pages.links import Links
from macros.pages.view import View

# where they stand: what `files` gives, without making it
PATHS = tuple(f"assets/{name}.js" for name in ("words", "candidates", "models", "licenses", "runs", "costs", "glossary"))


def files(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """(path, text): each script sets one name in `window.atlas`."""
    catalog = knowledge.catalog
    rows = [lists(license, compiled(catalog, license, answers_of(catalog, license))) for license in askable(catalog)]
    bound: dict[str, list[dict[str, object]]] = {}
    for model in knowledge.bound.values():
        row: dict[str, object] = {
            "id": model.id,
            "name": model.name,
            "family": catalog.families[model.family].name,
            "day": model.released,
            "multimodal": multimodal(model),
        }
        inherits = [layer.license.id for layer in knowledge.terms[model.id].inherited]
        if inherits:
            row["inherits"] = inherits
        bound.setdefault(str(model.terms), []).append(row)
    yield "assets/words.js", assign("words", words(catalog))
    yield "assets/candidates.js", assign("candidates", [plain(row) for row in knowledge.candidates])
    yield "assets/models.js", assign("compared", compared(knowledge))
    yield "assets/licenses.js", assign("licenses", rows) + assign("modelsByLicense", bound)
    yield "assets/runs.js", assign("runs", runs(knowledge))
    told = {term.id: term.definition for term in catalog.terms.values() if term.tooltip == "yes"}
    yield "assets/glossary.js", assign("glossary", told) + assign("meanings", attributes.meanings(catalog, knowledge.attributes))
    yield "assets/costs.js", assign("costs", costs.data(View(knowledge, Links())))


def words(catalog: Catalog) -> dict[str, str]:
    """What scripts say: the sentences of the tools, how names and numbers are told together, and the words for what comes out."""
    shared = [("reasons", catalog.word("reasons", id)) for id in ("listing", "range")]
    shared += [(name, word) for name in ("fits", "outcomes") for word in catalog.vocabularies[name].values()]
    own = {id: word.label for id, word in catalog.vocabularies["tools"].items()}
    return own | {f"{name}.{word.id}": word.label for name, word in shared}


def runs(knowledge: Knowledge) -> dict[str, object]:
    """What "Will it run?" reads: models, devices, ways of storing weights, measured shares, and the constants of the rule."""
    catalog = knowledge.catalog
    types = catalog.vocabularies["model-types"]
    return {
        "models": [run(knowledge, model, types[model.type].label) for model in knowledge.runnable],
        "devices": {
            device.id: {
                "kind": device.kind,
                "memory": max(device.memory_gb, default=None),
                "sizes": device.memory_gb,
                "bandwidth": device.bandwidth_gb_s,
            }
            for device in catalog.hardware.values()
        },
        "common": COMMON_BITS,
        "bits": {scheme.id: scheme.bits for scheme in catalog.quantizations.values()},
        "speeds": [
            {
                "name": each.name,
                "mixture": each.mixture == "yes",
                "devices": each.devices,
                "least": each.least_gb,
                "most": each.most_gb,
                "shares": [each.low, each.middle, each.high],
            }
            for each in catalog.speeds.values()
        ],
        "programs": {
            program.id: {
                "name": program.name,
                "share": program.memory.share,
                "spare": program.memory.spare_gb,
                "repeats": program.memory.repeats == "yes",
                "windows": program.memory.windows,
                "most": program.memory.most,
            }
            for program in catalog.programs.values()
            if program.memory
        },
        "working": WORKING,
        "fastest": FASTEST,
        "endless": ENDLESS,
        "shares": SHARES,
        "sharedKinds": SHARED_KINDS,
    }


def run(knowledge: Knowledge, model: Model, type_: str) -> dict[str, object]:
    """One model as the script reads it: `answers/fit.py` says what the terms mean; its page has the sources of the runs."""
    row = knowledge.rows[model.id]
    own = model.parameters.precision if model.parameters else None
    runs = [
        [run.device, run.devices, run.program, run.stored, run.speed, run.memory_gb, run.tokens, run.told]
        for run in (told.run for told in knowledge.measured.of_model.get(model.id, ()))
    ]
    return {
        **({"runs": runs} if runs else {}),
        "id": model.id,
        "name": model.name,
        "type": type_,
        "context": model.context.native if model.context else None,
        "own": None if own is None else round(published_bits(model, knowledge.catalog.quantizations[own].bits), 4),
        "weights": row.weights,
        "active": row.active,
        "terms": row.terms,
        "whole": row.whole,
        "missing": [knowledge.catalog.word("memory-words", name).label for name in row.missing],
    }


def lists(license: License, decisions: tuple[Decision, ...]) -> dict[str, object]:
    """The decision lists of one license, as its interpreter in the browser reads them."""
    return {
        "id": license.id,
        "name": license.name,
        "decisions": [[each.question, [[row.when, row.outcome, row.plain, row.clause] for row in each.rows]] for each in decisions],
    }


def compared(knowledge: Knowledge) -> dict[str, object]:
    """The facts one may compare: `rows` of labels, and for each model its name and a text a row, '' where unknown."""
    view = View(knowledge, Links())
    chosen = attributes.met(view, "model", "compare")
    models = {
        model.id: [model.name, *(cell.text if cell is not UNKNOWN else "" for cell in attributes.cells(view, chosen, model))]
        for model in knowledge.catalog.models.values()
    }
    return {"rows": [attributes.label(attribute) for attribute in chosen], "decisive": compare.decisive(view), "models": models}


def assign(name: str, value: object) -> str:
    """A script that sets `window.atlas.<name>`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"window.atlas=window.atlas||{{}};window.atlas.{name}={text};\n"

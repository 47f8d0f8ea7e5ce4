"""A question on the command line in, the answer of `ask` as plain values out, for `--json`: ids and words instead of labels."""

from __future__ import annotations

import argparse
from typing import Any

from macros.answers.fit import Need
from macros.answers.published import item
from macros.answers.speed import Estimate
from macros.facts.schema.model import Model
from macros.pages.duties import sheets
from macros.pages.running import running_on
from macros.pages.view import View
from macros.terminal import asked

Values = dict[str, Any]


def may(view: View, options: argparse.Namespace) -> Values:
    """The outcome, each reason with clause and license, and the texts."""
    ruled = asked.ruled(view, options)
    grounds = [
        {
            "outcome": ground.reason.outcome,
            "question": ground.reason.question,
            "plain": ground.reason.plain,
            "clause": ground.reason.clause or None,
            "license": ground.license.id,
        }
        for ground in ruled.found.grounds
    ]
    texts = {layer.license.id: layer.license for layer in ruled.layers}
    return {
        ruled.kind: ruled.record.id,
        "outcome": ruled.found.outcome,
        "reasons": grounds,
        "unrecorded": [old.name for old in ruled.found.unmapped],
        "texts": [{"license": text.id, "url": text.url, "checked": text.checked} for text in texts.values()],
        "page": view.links.record(ruled.kind, ruled.record.id),
    }


def must(view: View, options: argparse.Namespace) -> Values:
    """The duties of each license that binds."""
    models = [asked.model(view, name) for name in options.names]
    return {
        "models": [model.id for model in models],
        "licenses": [
            {
                "license": sheet.license.id,
                "duties": [
                    {"name": each.name, "plain": each.plain, "clause": each.clause or None, "when": each.when or None}
                    for each in sheet.items
                ],
            }
            for sheet in sheets(view, models)
        ],
        "unrecorded": [model.id for model in models if not view.knowledge.terms[model.id].layers],
    }


def fits(view: View, options: argparse.Namespace) -> Values:
    """What models need on a device, in bytes, and the verdict: those named, or the ones that run on it, with their speed."""
    device = asked.device(view, options.device)
    if not device.memory_gb:
        found = []
    elif options.names:
        found = [_fit(model, verdict, needed) for model, verdict, needed in asked.fitting(view, options, device)]
    else:
        running = running_on(view, device)[: options.limit]
        found = [{**_fit(fit.model, fit.verdict, fit.need), "tokens_a_second": _speed(fit.speed)} for fit in running]
    return {"device": device.id or None, "memory_gb": max(device.memory_gb, default=None), "models": found}


def _fit(model: Model, verdict: str, needed: Need) -> Values:
    return {"model": model.id, "verdict": verdict, "least_bytes": needed.least, "most_bytes": needed.most}


def _speed(found: Estimate | None) -> Values | None:
    return {"low": found.low, "high": found.high, "measured_on": found.by.id} if found else None


def compare(view: View, options: argparse.Namespace) -> Values:
    """The models as the API has them."""
    return {"models": [item(view.knowledge, model) for model in asked.pair(view, options.names)]}


def price(view: View, options: argparse.Namespace) -> Values:
    """Every price that was read of a model, as the API has it: `current` says which of them holds."""
    model = asked.model(view, options.name)
    return {"model": model.id, "prices": item(view.knowledge, model)["prices"]}


def show(view: View, options: argparse.Namespace) -> Values:
    """A record as the API has it."""
    kind, record = asked.subject(view, options.name)
    return {"kind": kind, **item(view.knowledge, record)}

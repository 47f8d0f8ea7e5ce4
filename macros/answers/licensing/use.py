"""A license in, its decision lists out; with an intended use, a ruling: allowed, under conditions, not allowed, cannot tell.

A license is compiled once. `ruling.decide` reads the lists here, docs/assets/may-i.js reads the same in the browser; a
test holds the two together on every license and on generated uses.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.answers.licensing.duties import binds, duties
from macros.answers.licensing.ruling import UNVERIFIED, WISHES, Decision, Outcome, Reason, Row, Ruling, Test, Use, decide
from macros.answers.licensing.sizes import limits, small
from macros.facts.catalog import Catalog
from macros.facts.schema.license import Answer, ExcludedPlace, License

__all__ = ["Outcome", "Reason", "Ruling", "Use", "askable", "compiled", "rule", "usable"]

OUTCOMES: dict[str, Outcome] = {"yes": "allowed", "conditional": "conditions", "no": "forbidden"}
ONLY_MULTIMODAL = "Only multimodal models are concerned."
PLACE_EXCLUDED = "The license does not reach this place."
NOT_APPROVED = "The Open Source Initiative has not approved this text."
NOT_RECORDED = {
    "commercial_use": "What the text says about commercial use is not recorded.",
    "modify": "What the text says about changing the model is not recorded.",
    "redistribute": "What the text says about sharing copies is not recorded.",
    "host_as_service": "What the text says about hosting is not recorded.",
    "finetune_and_sell": "What the text says about selling a fine-tuned model is not recorded.",
    "train_on_outputs": "What the text says about training on outputs is not recorded.",
}


def rule(license: License, answers: dict[str, Answer], use: Use) -> Ruling:
    """`answers` are the license's own and those it takes over. The gravest reason decides."""
    return decide(compiled(license, answers), use)


def compiled(license: License, answers: dict[str, Answer]) -> tuple[Decision, ...]:
    """Everything the text says that can bear on a use."""
    return (
        *_wishes(license, answers),
        *limits(license),
        *_places(license, answers),
        *_approval(license),
        *duties(license, answers),
    )


def usable(catalog: Catalog) -> list[License]:
    """Licenses one runs a model under; the terms of hosted services are compared elsewhere."""
    return [license for license in catalog.licenses.values() if license.category != "proprietary-api-terms"]


def askable(catalog: Catalog) -> list[License]:
    """What can bind who uses a model: those licenses, and the terms of makers' APIs; terms of chat services say nothing of models."""
    return [license for license in catalog.licenses.values() if "consumer-terms" not in license.covers]


def _wishes(license: License, answers: dict[str, Answer]) -> Iterator[Decision]:
    """What the text answers to each wish. A yes that was only reported by others leaves it open."""
    for wish, question in WISHES.items():
        wished: Test = ("wishes", "any", (wish,))
        answer = answers.get(question)
        if answer is None:
            yield Decision(question, (Row((wished,), "unknown", NOT_RECORDED[question]),))
            continue
        outcome = OUTCOMES.get(answer.answer, "unknown")
        if outcome != "forbidden" and answer.evidence in UNVERIFIED:
            outcome = "unknown"
        rows = [Row((wished,), outcome, answer.plain, answer.clause)]
        if outcome == "conditions" and question == "commercial_use" and (tests := small(license)):
            rows.insert(0, Row((wished, *tests), "allowed", answer.plain, answer.clause))
        yield Decision(question, tuple(rows))


def _places(license: License, answers: dict[str, Answer]) -> Iterator[Decision]:
    """What holds where the reader is based."""
    for item in license.excluded_places:
        based: Test = ("place", "=", item.place)
        plain = _place(item, answers)
        rows = [Row((based, ("end_user", "=", True)), "allowed", item.exempt, item.clause)] if item.exempt else []
        if item.multimodal_only == "yes":
            rows.append(Row((based, ("multimodal", "=", False)), "allowed", ONLY_MULTIMODAL, item.clause))
            rows.append(Row((based, ("multimodal", "=", None)), "conditions", plain, item.clause))
        yield Decision("geography", (*rows, Row((based,), "forbidden", plain, item.clause)))
    if binds(answer := answers.get("geography")) and not license.excluded_places:
        yield Decision("geography", (Row((), "conditions", answer.plain, answer.clause),))


def _place(item: ExcludedPlace, answers: dict[str, Answer]) -> str:
    return answers["geography"].plain if "geography" in answers else item.scope or PLACE_EXCLUDED


def _approval(license: License) -> Iterator[Decision]:
    if license.osi_approved != "yes":
        yield Decision("open_source", (Row((("needs_open_source", "=", True),), "forbidden", NOT_APPROVED),))

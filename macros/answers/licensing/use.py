"""A license and an intended use in, a ruling out: allowed, allowed under conditions, not allowed, or cannot tell.

One pure function, `rule`. docs/assets/may-i.js is its twin in the browser; a browser test holds the two together on
every license and on generated uses. What both need of a license is written once, in `facts`.
"""

from __future__ import annotations

from macros.answers.licensing.duties import BEGINS, badge, duties
from macros.answers.licensing.ruling import UNVERIFIED, WISHES, WORST, Outcome, Reason, Ruling, Use
from macros.answers.licensing.sizes import SIZED, limits, sentence, small
from macros.facts.catalog import Catalog
from macros.facts.schema.license import Answer, ExcludedPlace, License

__all__ = ["Outcome", "Reason", "Ruling", "Use", "facts", "rule", "usable"]

OUTCOMES: dict[str, Outcome] = {"yes": "allowed", "conditional": "conditions", "no": "forbidden"}
ASKED = ("attribution", "naming", "aup", *BEGINS, "geography")
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
    reasons = [
        *_wishes(license, answers, use),
        *limits(license, use),
        *_places(license, answers, use),
        *_approval(license, use),
        *duties(license, answers, use),
    ]
    reasons.sort(key=lambda reason: -WORST.index(reason.outcome))
    return Ruling(reasons[0].outcome if reasons else "allowed", tuple(reasons))


def _wishes(license: License, answers: dict[str, Answer], use: Use) -> list[Reason]:
    """What the text answers to each wish. A yes that was only reported by others leaves it open."""
    found = []
    for wish, question in WISHES.items():
        if wish not in use.wishes:
            continue
        answer = answers.get(question)
        if answer is None:
            found.append(Reason("unknown", question, NOT_RECORDED[question]))
            continue
        outcome = OUTCOMES.get(answer.answer, "unknown")
        if outcome != "forbidden" and answer.evidence in UNVERIFIED:
            outcome = "unknown"
        if outcome == "conditions" and question == "commercial_use" and small(license, use):
            outcome = "allowed"
        found.append(Reason(outcome, question, answer.plain, answer.clause))
    return found


def _places(license: License, answers: dict[str, Answer], use: Use) -> list[Reason]:
    """What holds where the reader is based."""
    found = []
    for item in license.excluded_places:
        if item.place != use.place:
            continue
        if use.end_user and item.exempt:
            found.append(Reason("allowed", "geography", item.exempt, item.clause))
        elif item.multimodal_only == "yes" and use.multimodal is False:
            found.append(Reason("allowed", "geography", ONLY_MULTIMODAL, item.clause))
        elif item.multimodal_only == "yes" and use.multimodal is None:
            found.append(Reason("conditions", "geography", _place(item, answers), item.clause))
        else:
            found.append(Reason("forbidden", "geography", _place(item, answers), item.clause))
    answer = answers.get("geography")
    if answer and answer.answer in ("yes", "conditional") and not license.excluded_places:
        found.append(Reason("conditions", "geography", answer.plain, answer.clause))
    return found


def _place(item: ExcludedPlace, answers: dict[str, Answer]) -> str:
    return answers["geography"].plain if "geography" in answers else item.scope or PLACE_EXCLUDED


def _approval(license: License, use: Use) -> list[Reason]:
    if use.needs_open_source and license.osi_approved != "yes":
        return [Reason("forbidden", "open_source", NOT_APPROVED)]
    return []


def usable(catalog: Catalog) -> list[License]:
    """Licenses one runs a model under; the terms of hosted services are compared elsewhere."""
    return [license for license in catalog.licenses.values() if license.category != "proprietary-api-terms"]


def facts(license: License, answers: dict[str, Answer]) -> dict[str, object]:
    """What the browser's twin needs of one license: nothing it would have to derive or to word."""
    return {
        "id": license.id,
        "name": license.name,
        "osi": license.osi_approved == "yes",
        "sized": license.category == SIZED,
        "badge": badge(license),
        "limits": [
            {
                "measure": limit.measure,
                "amount": limit.amount,
                "business": bool(limit.business),
                "blocks": limit.blocks == "yes",
                "plain": sentence(limit),
                "clause": limit.clause,
            }
            for limit in license.thresholds
        ],
        "places": [
            {
                "place": item.place,
                "multimodal": item.multimodal_only == "yes",
                "exempt": item.exempt,
                "plain": _place(item, answers),
                "clause": item.clause,
            }
            for item in license.excluded_places
        ],
        "answers": {
            question: {
                "answer": answer.answer,
                "plain": answer.plain,
                "clause": answer.clause,
                "verified": answer.evidence not in UNVERIFIED,
            }
            for question in (*WISHES.values(), *ASKED)
            if (answer := answers.get(question))
        },
    }

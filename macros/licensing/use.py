"""A license and an intended use in, a ruling out: allowed, allowed under conditions, not allowed, or cannot tell.

One pure function, `rule`. docs/assets/may-i.js is its twin in the browser; a browser test holds the two together on
every license and on generated uses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from macros.catalog import Catalog
from macros.schema.license import Answer, License

Outcome = Literal["allowed", "conditions", "forbidden", "unknown"]
WORST: tuple[Outcome, ...] = ("allowed", "conditions", "unknown", "forbidden")

# what the reader wants to do → the question that decides it
WISHES = {
    "commercial": "commercial_use",
    "modify": "modify",
    "share": "redistribute",
    "host": "host_as_service",
    "sell": "finetune_and_sell",
    "train": "train_on_outputs",
}
DUTIES = ("attribution", "naming", "aup", "share_alike", "ai_disclosure", "registration")
BADGES = ("prominent-badge", "name-prefix")
MONTHS = 12


@dataclass(frozen=True)
class Use:
    """What the reader wants. `users` and `revenue` (US dollars a year) None: not said."""

    wishes: frozenset[str] = frozenset({"commercial"})
    users: int | None = None
    revenue: int | None = None
    place: str = ""
    end_user: bool = False
    multimodal: bool | None = None
    needs_open_source: bool = False
    badge_ok: bool = True
    policy_ok: bool = True


@dataclass(frozen=True)
class Reason:
    """One term that bears on the use: what it does to it, in plain words, with the clause."""

    outcome: Outcome
    question: str
    plain: str
    clause: str | None = None


@dataclass(frozen=True)
class Ruling:
    """The outcome and every reason, the weightiest first."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = field(default=())


def rule(license: License, answers: dict[str, Answer], use: Use) -> Ruling:
    """`answers` are the license's own and those it takes over. The gravest reason decides."""
    reasons = [
        *_wishes(answers, use),
        *_thresholds(license, use),
        *_places(license, answers, use),
        *_labels(license, answers, use),
        *_duties(license, answers, use),
    ]
    reasons.sort(key=lambda reason: -WORST.index(reason.outcome))
    return Ruling(reasons[0].outcome if reasons else "allowed", tuple(reasons))


def _wishes(answers: dict[str, Answer], use: Use) -> list[Reason]:
    found = []
    for wish, question in WISHES.items():
        if wish in use.wishes:
            answer = answers.get(question)
            if answer is None or answer.answer in ("unknown", "silent", "info"):
                said = "The text does not say." if answer and answer.answer == "silent" else "Not verified for this text."
                found.append(Reason("unknown", question, answer.plain if answer else said, answer.clause if answer else None))
            elif answer.answer == "no":
                found.append(Reason("forbidden", question, answer.plain, answer.clause))
            elif answer.answer == "conditional":
                found.append(Reason("conditions", question, answer.plain, answer.clause))
            else:
                found.append(Reason("allowed", question, answer.plain, answer.clause))
    return found


def _thresholds(license: License, use: Use) -> list[Reason]:
    if "commercial" not in use.wishes:
        return []
    found = []
    for limit in license.thresholds:
        size = _size(limit.measure, use)
        if limit.amount is None:
            found.append(Reason("conditions", "threshold", f"{limit.business}: {limit.effect}", limit.clause))
        elif size is None:
            found.append(Reason("conditions", "threshold", f"Above {limit.amount:,}: {limit.effect}", limit.clause))
        elif size > limit.amount:
            outcome: Outcome = "forbidden" if limit.blocks == "yes" else "conditions"
            found.append(Reason(outcome, "threshold", f"Above {limit.amount:,}: {limit.effect}", limit.clause))
    return found


def _size(measure: str, use: Use) -> float | None:
    if measure == "monthly-active-users":
        return use.users
    if measure == "monthly-revenue-usd":
        return use.revenue / MONTHS if use.revenue is not None else None
    return use.revenue if measure in ("annual-revenue-usd", "annual-recurring-revenue-usd") else None


def _places(license: License, answers: dict[str, Answer], use: Use) -> list[Reason]:
    found = []
    for item in license.excluded_places:
        if item.place != use.place:
            continue
        plain = item.scope or (answers["geography"].plain if "geography" in answers else "This place is excluded.")
        if use.end_user and item.exempt:
            found.append(Reason("allowed", "geography", item.exempt, item.clause))
        elif item.multimodal_only == "yes" and use.multimodal is False:
            found.append(Reason("allowed", "geography", "Only multimodal models are concerned.", item.clause))
        elif item.multimodal_only == "yes" and use.multimodal is None:
            found.append(Reason("conditions", "geography", plain, item.clause))
        else:
            found.append(Reason("forbidden", "geography", plain, item.clause))
    return found


def _labels(license: License, answers: dict[str, Answer], use: Use) -> list[Reason]:
    if use.needs_open_source and license.osi_approved != "yes":
        return [Reason("forbidden", "open_source", "The Open Source Initiative has not approved this text.")]
    return []


def _duties(license: License, answers: dict[str, Answer], use: Use) -> list[Reason]:
    found = []
    for question in DUTIES:
        answer = answers.get(question)
        if answer is None or answer.answer not in ("yes", "conditional"):
            continue
        outcome: Outcome = "conditions"
        if question == "attribution" and license.osi_approved == "yes":
            outcome = "allowed"
        if question == "naming" and not use.badge_ok and any(badge in license.conditions for badge in BADGES):
            outcome = "forbidden"
        if question == "aup" and not use.policy_ok and answer.answer == "yes":
            outcome = "forbidden"
        found.append(Reason(outcome, question, answer.plain, answer.clause))
    return found


def usable(catalog: Catalog) -> list[License]:
    """Licenses one runs a model under; the terms of hosted services are compared elsewhere."""
    return [license for license in catalog.licenses.values() if license.category != "proprietary-api-terms"]


def facts(license: License, answers: dict[str, Answer]) -> dict[str, object]:
    """What the browser's twin needs of one license: nothing it would have to derive."""
    return {
        "id": license.id,
        "name": license.name,
        "osi": license.osi_approved == "yes",
        "badge": any(badge in license.conditions for badge in BADGES),
        "limits": [
            {"measure": item.measure, "amount": item.amount, "business": item.business, "effect": item.effect, "blocks": item.blocks == "yes", "clause": item.clause}
            for item in license.thresholds
        ],
        "places": [
            {"place": item.place, "scope": item.scope, "multimodal": item.multimodal_only == "yes", "exempt": item.exempt, "clause": item.clause}
            for item in license.excluded_places
        ],
        "answers": {
            question: {"answer": answers[question].answer, "plain": answers[question].plain, "clause": answers[question].clause}
            for question in (*WISHES.values(), *DUTIES, "geography")
            if question in answers
        },
    }  # fmt: skip

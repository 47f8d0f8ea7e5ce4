"""A license and an intended use in, a ruling out: allowed, allowed under conditions, not allowed, or cannot tell.

One pure function, `rule`. docs/assets/may-i.js is its twin in the browser; a browser test holds the two together on
every license and on generated uses. What both need of a license is written once, in `facts`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from macros.catalog import Catalog
from macros.schema.license import Answer, ExcludedPlace, License, Threshold

Outcome = Literal["allowed", "conditions", "forbidden", "unknown"]
Reach = Literal["below", "above", "open"]
Badge = Literal["above", "made", "shown", "sentence"]
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
COMMERCIAL = frozenset({"commercial", "sell"})
# when a duty begins: a badge when others see it, a set name when something is made, the same terms when copies go out
SHOWN = frozenset({"commercial", "share", "host", "sell", "train"})
MADE = frozenset({"modify", "share", "sell"})
BEGINS = {
    "share_alike": frozenset({"share", "sell"}),
    "registration": frozenset({"commercial", "host", "sell"}),
    "ai_disclosure": frozenset(WISHES),
}
ASKED = ("attribution", "naming", "aup", *BEGINS, "geography")
OUTCOMES: dict[str, Outcome] = {"yes": "allowed", "conditional": "conditions", "no": "forbidden"}
UNVERIFIED = ("secondary", "memory")
SIZED = "source-available-commercial-with-threshold"
MEASURES = {
    "monthly-active-users": "monthly active users",
    "daily-active-users": "daily active users",
    "annual-revenue-usd": "US dollars of revenue a year",
    "monthly-revenue-usd": "US dollars of revenue a month",
    "annual-recurring-revenue-usd": "US dollars of recurring revenue a year",
}
MONTHS = 12


@dataclass(frozen=True)
class Use:
    """What the reader wants. `users` (a month) and `revenue` (US dollars a year) None: not said."""

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
        *_wishes(license, answers, use),
        *_limits(license, use),
        *_places(license, answers, use),
        *_approval(license, use),
        *_attribution(answers),
        *_naming(license, answers, use),
        *_policy(answers, use),
        *_others(answers, use),
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
        if outcome == "conditions" and question == "commercial_use" and _small(license, use):
            outcome = "allowed"
        found.append(Reason(outcome, question, answer.plain, answer.clause))
    return found


def _small(license: License, use: Use) -> bool:
    """Whether the reader is known to stay below every limit of a license whose condition on business is its limits.

    Its other conditions, such as a badge or a policy, are answers of their own.
    """
    blocking = [limit for limit in license.thresholds if limit.blocks == "yes"]
    return license.category == SIZED and bool(blocking) and all(_reach(limit, use) == "below" for limit in blocking)


def _reach(limit: Threshold, use: Use) -> Reach:
    """Whether the use passes a limit. A kind of business counts at any size; days are bounded by months."""
    if limit.amount is None:
        return "above"
    if limit.measure == "daily-active-users":
        return "below" if use.users is not None and use.users <= limit.amount else "open"
    size = _size(limit.measure, use)
    if size is None:
        return "open"
    return "above" if size > limit.amount else "below"


def _size(measure: str, use: Use) -> float | None:
    if measure == "monthly-active-users":
        return use.users
    if measure == "monthly-revenue-usd":
        return use.revenue / MONTHS if use.revenue is not None else None
    return use.revenue if measure in ("annual-revenue-usd", "annual-recurring-revenue-usd") else None


def _limits(license: License, use: Use) -> list[Reason]:
    """What the limits of size do. Our records do not say which of them reach beyond commercial use."""
    found = []
    commercial = bool(use.wishes & COMMERCIAL)
    for limit in license.thresholds:
        reach = _reach(limit, use)
        outcome: Outcome | None = None
        if reach == "above" and limit.blocks == "yes" and (not limit.business or "host" in use.wishes):
            outcome = "forbidden" if commercial else "unknown"
        elif reach == "above" and limit.blocks == "no" and commercial and not use.badge_ok and _badge(license) == "above":
            outcome = "forbidden"
        elif reach != "below" and commercial:
            outcome = "conditions"
        if outcome:
            found.append(Reason(outcome, "threshold", _limit(limit), limit.clause))
    return found


def _limit(limit: Threshold) -> str:
    """A limit as a sentence with its number."""
    size = f"Above {limit.amount:,} {MEASURES.get(limit.measure, limit.measure)}" if limit.amount is not None else "At any size"
    whose = f", if this is your business ({limit.business.rstrip('.')})" if limit.business else ""
    counted = f" Counted: {limit.counted}" if limit.counted else ""
    return f"{size}{whose}: {limit.effect}{counted}"


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


def _attribution(answers: dict[str, Answer]) -> list[Reason]:
    """Keeping notices is named and never weighs: MIT and Apache ask for it too."""
    answer = answers.get("attribution")
    if answer and answer.answer in ("yes", "conditional"):
        return [Reason("allowed", "attribution", answer.plain, answer.clause)]
    return []


def _naming(license: License, answers: dict[str, Answer], use: Use) -> list[Reason]:
    """A badge or a set name. One that begins above a size stands with the limits.

    Where it is not known whether there is such a duty, who accepts one meets a condition at worst; who does not
    cannot tell.
    """
    answer, badge = answers.get("naming"), _badge(license)
    if not _settled(answer):
        return [Reason("conditions" if use.badge_ok else "unknown", "naming", BADGE_UNKNOWN)]
    if answer is None or answer.answer not in ("yes", "conditional") or badge == "above":
        return []
    if not use.wishes & (MADE if badge == "made" else SHOWN):
        return []
    outcome: Outcome = "conditions"
    if not use.badge_ok and badge != "sentence":
        outcome = "forbidden" if answer.answer == "yes" else "unknown"
    return [Reason(outcome, "naming", answer.plain, answer.clause)]


def _badge(license: License) -> Badge:
    """When the name or badge is due: above a size, on what one makes, wherever it shows; or only a sentence is due."""
    if "prominent-badge" in license.conditions:
        return "shown"
    if "badge-above-threshold" in license.conditions:
        return "above"
    return "made" if "name-prefix" in license.conditions else "sentence"


def _policy(answers: dict[str, Answer], use: Use) -> list[Reason]:
    """A list of banned uses. `conditional` is a policy without a list, such as keeping to the law."""
    answer = answers.get("aup")
    if not _settled(answer):
        return [Reason("conditions" if use.policy_ok else "unknown", "aup", POLICY_UNKNOWN)]
    if answer is None or answer.answer not in ("yes", "conditional"):
        return []
    outcomes: tuple[Outcome, Outcome] = ("conditions", "forbidden") if answer.answer == "yes" else ("allowed", "conditions")
    return [Reason(outcomes[not use.policy_ok], "aup", answer.plain, answer.clause)]


def _others(answers: dict[str, Answer], use: Use) -> list[Reason]:
    """Duties that begin with something one does."""
    found = []
    for question, begins in BEGINS.items():
        answer = answers.get(question)
        if answer and answer.answer in ("yes", "conditional") and use.wishes & begins:
            found.append(Reason("conditions", question, answer.plain, answer.clause))
    return found


def _settled(answer: Answer | None) -> bool:
    """Whether one may build on the answer. A duty reported by others is believed, its absence is not."""
    if answer is None or answer.answer in ("unknown", "info"):
        return False
    return answer.answer in ("yes", "conditional") or answer.evidence not in UNVERIFIED


ONLY_MULTIMODAL = "Only multimodal models are concerned."
PLACE_EXCLUDED = "The license does not reach this place."
NOT_APPROVED = "The Open Source Initiative has not approved this text."
BADGE_UNKNOWN = "Whether it asks for a badge or a set name is not verified."
POLICY_UNKNOWN = "Whether it comes with a list of banned uses is not verified."
NOT_RECORDED = {
    "commercial_use": "What the text says about commercial use is not recorded.",
    "modify": "What the text says about changing the model is not recorded.",
    "redistribute": "What the text says about sharing copies is not recorded.",
    "host_as_service": "What the text says about hosting is not recorded.",
    "finetune_and_sell": "What the text says about selling a fine-tuned model is not recorded.",
    "train_on_outputs": "What the text says about training on outputs is not recorded.",
}


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
        "badge": _badge(license),
        "limits": [
            {
                "measure": limit.measure,
                "amount": limit.amount,
                "business": bool(limit.business),
                "blocks": limit.blocks == "yes",
                "plain": _limit(limit),
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

"""Duties in, what they do to a use out: credit, names and badges, lists of banned uses, and what travels along."""

from __future__ import annotations

from typing import Literal

from macros.answers.licensing.ruling import UNVERIFIED, WISHES, Outcome, Reason, Use
from macros.facts.schema.license import Answer, License

Badge = Literal["above", "made", "shown", "sentence"]
# when a duty begins: a badge when others see it, a set name when something is made, the same terms when copies go out
SHOWN = frozenset({"commercial", "share", "host", "sell", "train"})
MADE = frozenset({"modify", "share", "sell"})
BEGINS = {
    "share_alike": frozenset({"share", "sell"}),
    "registration": frozenset({"commercial", "host", "sell"}),
    "ai_disclosure": frozenset(WISHES),
}
BADGE_UNKNOWN = "Whether it asks for a badge or a set name is not verified."
POLICY_UNKNOWN = "Whether it comes with a list of banned uses is not verified."


def duties(license: License, answers: dict[str, Answer], use: Use) -> list[Reason]:
    """Every duty that the use meets."""
    return [*_attribution(answers), *_naming(license, answers, use), *_policy(answers, use), *_others(answers, use)]


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
    answer, due = answers.get("naming"), badge(license)
    if not _settled(answer):
        return [Reason("conditions" if use.badge_ok else "unknown", "naming", BADGE_UNKNOWN)]
    if answer is None or answer.answer not in ("yes", "conditional") or due == "above":
        return []
    if not use.wishes & (MADE if due == "made" else SHOWN):
        return []
    outcome: Outcome = "conditions"
    if not use.badge_ok and due != "sentence":
        outcome = "forbidden" if answer.answer == "yes" else "unknown"
    return [Reason(outcome, "naming", answer.plain, answer.clause)]


def badge(license: License) -> Badge:
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

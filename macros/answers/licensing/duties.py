"""Duties in, what they do to a use out: credit, names and badges, lists of banned uses, and what travels along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeGuard

from macros.answers.licensing.ruling import UNVERIFIED, WISHES, Decision, Outcome, Row
from macros.facts.catalog import Say
from macros.facts.schema.license import Answer, License

Badge = Literal["above", "made", "shown", "sentence"]
# when a duty begins: a badge when others see it, a set name when something is made, the same terms when copies go out
SHOWN = ("commercial", "share", "host", "sell", "train")
MADE = ("modify", "share", "sell")
BEGINS = {
    "share_alike": ("share", "sell"),
    "registration": ("commercial", "host", "sell"),
    "ai_disclosure": tuple(WISHES),
}
NO_BADGE = ("badge_ok", "=", False)
NO_POLICY = ("policy_ok", "=", False)


def duties(say: Say, license: License, answers: dict[str, Answer]) -> Iterator[Decision]:
    """Every duty, by what meets it. Keeping notices is named and never weighs: MIT and Apache ask for it too."""
    if binds(credit := answers.get("attribution")):
        yield Decision("attribution", (Row((), "allowed", credit.reason, credit.clause),))
    yield from _naming(say, license, answers.get("naming"))
    yield from _policy(say, answers.get("aup"))
    for question, begins in BEGINS.items():
        if binds(answer := answers.get(question)):
            yield Decision(question, (Row((("wishes", "any", begins),), "conditions", answer.reason, answer.clause),))


def _naming(say: Say, license: License, answer: Answer | None) -> Iterator[Decision]:
    """A badge or a set name. One that begins above a size stands with the limits.

    Where it is not known whether there is such a duty, who accepts one meets a condition at worst; who does not
    cannot tell.
    """
    due = badge(license)
    if not _settled(answer):
        plain = say("badge-unknown")
        yield Decision("naming", (Row((NO_BADGE,), "unknown", plain), Row((), "conditions", plain)))
    elif binds(answer) and due != "above":
        met = ("wishes", "any", MADE if due == "made" else SHOWN)
        refused: Outcome = "forbidden" if answer.answer == "yes" else "unknown"
        strict = (Row((met, NO_BADGE), refused, answer.reason, answer.clause),) if due != "sentence" else ()
        yield Decision("naming", (*strict, Row((met,), "conditions", answer.reason, answer.clause)))


def badge(license: License) -> Badge:
    """When the name or badge is due: above a size, on what one makes, wherever it shows; or only a sentence is due."""
    if "prominent-badge" in license.conditions:
        return "shown"
    if "badge-above-threshold" in license.conditions:
        return "above"
    return "made" if "name-prefix" in license.conditions else "sentence"


def _policy(say: Say, answer: Answer | None) -> Iterator[Decision]:
    """A list of banned uses. `conditional` is a policy without a list, such as keeping to the law."""
    if not _settled(answer):
        plain = say("policy-unknown")
        yield Decision("aup", (Row((NO_POLICY,), "unknown", plain), Row((), "conditions", plain)))
    elif binds(answer):
        refused, accepted = _POLICY[answer.answer == "yes"]
        yield Decision(
            "aup",
            (Row((NO_POLICY,), refused, answer.reason, answer.clause), Row((), accepted, answer.reason, answer.clause)),
        )


_POLICY: dict[bool, tuple[Outcome, Outcome]] = {True: ("forbidden", "conditions"), False: ("conditions", "allowed")}


def binds(answer: Answer | None) -> TypeGuard[Answer]:
    """Whether there is such a duty, always or under conditions."""
    return answer is not None and answer.answer in ("yes", "conditional")


def _settled(answer: Answer | None) -> bool:
    """Whether one may build on the answer. A duty reported by others is believed, its absence is not."""
    if answer is None or answer.answer in ("unknown", "info"):
        return False
    return binds(answer) or answer.evidence not in UNVERIFIED

"""A license in, its decision lists out; with an intended use, a ruling: allowed, under conditions, not allowed, cannot tell.

A license is compiled once. `ruling.decide` reads the lists here, docs/assets/may-i.js reads the same in the browser; a
test holds the two together on every license and on generated uses.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.answers.licensing.answers import answers_of
from macros.answers.licensing.duties import binds, duties
from macros.answers.licensing.ruling import UNVERIFIED, WISHES, Decision, Outcome, Reason, Row, Ruling, Test, Use, decide
from macros.answers.licensing.sizes import COMMERCIAL, limits, small
from macros.facts.catalog import Catalog, Say
from macros.facts.schema.license import Answer, ExcludedPlace, License

__all__ = ["Outcome", "Reason", "Ruling", "Use", "askable", "compiled", "rule", "usable"]

OUTCOMES: dict[str, Outcome] = {"yes": "allowed", "conditional": "conditions", "no": "forbidden"}


def rule(catalog: Catalog, license: License, use: Use) -> Ruling:
    """What the text makes of a use; the gravest reason decides."""
    return decide(compiled(catalog, license, answers_of(catalog, license)), use)


def compiled(catalog: Catalog, license: License, answers: dict[str, Answer]) -> tuple[Decision, ...]:
    """Everything the text says that can bear on a use. `answers` are the license's own and those it takes over."""
    return (
        *_wishes(catalog.say, license, answers),
        *limits(catalog, license),
        *_sizes(catalog.say, license, answers),
        *_places(catalog.say, license, answers),
        *_approval(catalog.say, license),
        *duties(catalog.say, license, answers),
    )


def usable(catalog: Catalog) -> list[License]:
    """Licenses one runs a model under; the terms of hosted services are compared elsewhere."""
    return [license for license in catalog.licenses.values() if license.category != "proprietary-api-terms"]


def askable(catalog: Catalog) -> list[License]:
    """What can bind who uses a model: those licenses, and the terms of makers’ APIs; those of chat services bind no model."""
    return [license for license in catalog.licenses.values() if "consumer-terms" not in license.covers]


def _wishes(say: Say, license: License, answers: dict[str, Answer]) -> Iterator[Decision]:
    """What the text answers to each wish. A yes that was only reported by others leaves it open."""
    for wish, question in WISHES.items():
        wished: Test = ("wishes", "any", (wish,))
        answer = answers.get(question)
        if answer is None:
            yield Decision(question, (Row((wished,), "unknown", say(f"unread-{question}")),))
            continue
        outcome = OUTCOMES.get(answer.answer, "unknown")
        if outcome != "forbidden" and answer.evidence in UNVERIFIED:
            outcome = "unknown"
        rows = [Row((wished,), outcome, answer.reason, answer.clause)]
        if outcome == "conditions" and question == "commercial_use" and (tests := small(license)):
            rows.insert(0, Row((wished, *tests), "allowed", answer.reason, answer.clause))
        yield Decision(question, tuple(rows))


def _places(say: Say, license: License, answers: dict[str, Answer]) -> Iterator[Decision]:
    """What holds where the reader is based."""
    for item in license.excluded_places:
        based: Test = ("place", "=", item.place)
        plain = _place(say, item, answers)
        rows = [Row((based, ("end_user", "=", True)), "allowed", item.exempt, item.clause)] if item.exempt else []
        if item.multimodal_only == "yes":
            rows.append(Row((based, ("multimodal", "=", False)), "allowed", say("multimodal-only"), item.clause))
            rows.append(Row((based, ("multimodal", "=", None)), "conditions", plain, item.clause))
        yield Decision("geography", (*rows, Row((based,), "forbidden", plain, item.clause)))
    if license.excluded_places:
        return
    answer = answers.get("geography")
    if binds(answer):
        yield Decision("geography", (Row((), "conditions", answer.reason, answer.clause),))
    elif _open(answer):
        yield _unread(say, "geography", answer, ((("place", ">", ""),),))


def _sizes(say: Say, license: License, answers: dict[str, Answer]) -> Iterator[Decision]:
    """Where no limit is recorded because nobody could read whether there is one, a reader's size leaves it open.

    A text whose condition on business is recorded has said so there.
    """
    business = answers.get("commercial_use")
    told = business is not None and business.answer == "conditional"
    if not (license.thresholds or told) and _open(answer := answers.get("threshold")):
        yield _unread(say, "threshold", answer, tuple((COMMERCIAL, (said, ">=", 0)) for said in ("users", "revenue")))


def _open(answer: Answer | None) -> bool:
    """Whether it is not known what the text says; a no that was only reported by others leaves it open too."""
    return answer is None or answer.answer == "unknown" or (answer.answer == "no" and answer.evidence in UNVERIFIED)


def _unread(say: Say, question: str, answer: Answer | None, said: tuple[tuple[Test, ...], ...]) -> Decision:
    plain = answer.reason if answer and answer.answer == "unknown" else say(f"unread-{question}")
    return Decision(question, tuple(Row(tests, "unknown", plain, answer.clause if answer else None) for tests in said))


def _place(say: Say, item: ExcludedPlace, answers: dict[str, Answer]) -> str:
    return answers["geography"].reason if "geography" in answers else item.scope or say("place-excluded")


def _approval(say: Say, license: License) -> Iterator[Decision]:
    if license.osi_approved != "yes":
        yield Decision("open_source", (Row((("needs_open_source", "=", True),), "forbidden", say("not-approved")),))

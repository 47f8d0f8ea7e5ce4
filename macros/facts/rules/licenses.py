"""Rules about licenses: answers, facts and lists must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from macros.facts.documents import Place
from macros.facts.rules.entry import Entry, RecordRule
from macros.facts.schema.dataset import Dataset
from macros.facts.schema.license import License

MAX_QUOTE = 25
DECIDED = ("yes", "no", "conditional")
_SAYS = re.compile(r"(Yes|No)\b")
_AGAINST = {"yes": ("no",), "no": ("yes",), "silent": ("yes",), "unknown": ("yes", "no")}
_MARKED = re.compile(r"[\"“][^\"“”]*[\"”]")
_PAGE = re.compile(r"(?:page|p\.) ?\d", re.IGNORECASE)
READ = ("license-text", "license-text-via-index")


def quotes(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A quote is short, and a decided answer has one unless the whole text was read and is silent."""
    for question, answer in cast(License, entry.record).answers.items():
        place = ("answers", question)
        if answer.quote and len(answer.quote.split()) > MAX_QUOTE:
            yield (*place, "quote"), f"has {len(answer.quote.split())} words; {MAX_QUOTE} at most"
        if answer.answer in DECIDED and not answer.quote and answer.evidence in ("quoted-secondary",):
            yield (*place, "quote"), "is missing; 'quoted-secondary' means that there is a quotation"
        if answer.answer != "unknown" and answer.evidence == "memory":
            yield (*place, "evidence"), "'memory' decides nothing; name how the text was read, or answer 'unknown'"
        if answer.answer in ("yes", "conditional") and not answer.clause and answer.evidence in READ:
            yield (*place, "clause"), "is missing; say where the text grants or asks this"


def said_plainly(entry: Entry) -> Iterator[tuple[Place, str]]:
    """The plain sentence says what the answer says, a quotation has no marks around it, and a clause is found in any copy."""
    for question, answer in cast(License, entry.record).answers.items():
        place = ("answers", question)
        word = _SAYS.match(answer.plain)
        if word and word[1].lower() in _AGAINST.get(answer.answer, ()):
            yield (*place, "plain"), f"begins with '{word[1]}', and the answer is '{answer.answer}'; check both"
        if answer.quote and _MARKED.fullmatch(answer.quote):
            yield (*place, "quote"), "has quotation marks around it; the page puts them, write the words alone"
        if answer.clause and _PAGE.match(answer.clause):
            yield (*place, "clause"), f"'{answer.clause}' is a page of one copy; name the section, like §2"


def agreement(entry: Entry) -> Iterator[tuple[Place, str]]:
    """What an answer says, the lists say too."""
    license = cast(License, entry.record)
    said = {question: answer.answer for question, answer in license.answers.items()}
    if "threshold" in said and (said["threshold"] == "yes") != bool(license.thresholds):
        listed = "'thresholds:' (- {measure: …, amount: …, effect: …}, above 'answers:')"
        yield ("answers", "threshold", "answer"), f"'yes' goes with {listed}, anything else with none"
    if said.get("geography") == "yes" and not license.excluded_places:
        yield ("answers", "geography", "answer"), "'yes' needs 'excluded_places:' (- {place: eu, clause: …}, above 'answers:')"
    if license.excluded_places and "geography" not in said:
        yield ("excluded_places",), "needs the answer 'geography' too; say in it where the text does not reach"
    if said.get("commercial_use") == "no" and license.category not in ("non-commercial", "research-only", "proprietary-api-terms"):
        yield ("category",), "'commercial_use: no' goes with non-commercial or research-only"
    if license.osi_approved == "yes" and not license.spdx and not license.same_terms_as:
        yield ("osi_approved",), "an approved license has an SPDX id; write 'spdx:'"
    if license.osi_approved == "yes" and license.category != "open-source":
        yield ("category",), "an approved license is 'open-source'; check 'osi_approved' too"
    if license.freedoms.use == "yes" and any(threshold.blocks == "yes" for threshold in license.thresholds):
        yield ("freedoms", "use"), "is 'yes', and a threshold ends the rights of large users; write 'no', with 'why:'"
    if license.text_read == "none" and any(answer.evidence in READ for answer in license.answers.values()):
        yield ("text_read",), "is 'none', yet an answer rests on the text; say 'clauses' or 'full'"


def names(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A naming duty stands among the conditions."""
    license = cast(License, entry.record)
    duty = license.answers["naming"].answer if "naming" in license.answers else "silent"
    listed = {"prominent-badge", "badge-above-threshold", "name-prefix", "cite"} & set(license.conditions)
    if duty in ("yes", "conditional") and not listed:
        yield ("conditions",), "a naming duty is answered; list prominent-badge, badge-above-threshold, name-prefix or cite"


def amounts(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A threshold has a number or a kind of business; whether the number itself passes it is known where the text was read."""
    license = cast(License, entry.record)
    answer = license.answers.get("threshold")
    for at, threshold in enumerate(license.thresholds):
        if threshold.amount is None and threshold.business is None:
            yield ("thresholds", at), "has neither 'amount' nor 'business'; write one"
        if threshold.amount is not None and threshold.included is None and answer and answer.evidence in READ:
            yield (
                ("thresholds", at, "included"),
                "is missing; 'yes' for “at least”, 'no' for “more than”",
            )


def one_or_terms(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A data set has one license, or a word for what stands in its place."""
    dataset = cast(Dataset, entry.record)
    if dataset.terms == "one" or (dataset.terms and dataset.license):
        yield ("terms",), "'license' says that; delete it here" if dataset.license else "name the license: 'license: …'"


RULES: tuple[RecordRule, ...] = (quotes, said_plainly, agreement, names, amounts)

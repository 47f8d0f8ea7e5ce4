"""Rules about vocabularies, claims, questions, terms and events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from macros.facts.documents import Place
from macros.facts.problems import did_you_mean
from macros.facts.rules.entry import Entry, RecordRule
from macros.facts.schema.kinds import KINDS
from macros.facts.schema.search import Search
from macros.facts.schema.words import Claim, Event, Faq, Term, Vocabulary

MAX_SHORT = 50
SHELVED = ("page", "question", "faq", "term", *(kind.name for kind in KINDS if kind.paged))
ANSWER = (40, 260)  # words
MAX_QUOTE = 25
_NUMBER = re.compile(r"\d")


def repeated_words(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A word stands once in its vocabulary."""
    seen: set[str] = set()
    for at, word in enumerate(cast(Vocabulary, entry.record).words):
        if word.id in seen:
            yield ("words", at, "id"), f"'{word.id}' stands here twice; keep one"
        seen.add(word.id)


def claim_evidence(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A verdict rests on evidence that fits it."""
    claim = cast(Claim, entry.record)
    stances = {item.stance for item in claim.evidence}
    if not claim.evidence and claim.verdict not in ("opinion", "unsupported"):
        yield ("evidence",), f"a claim that is {claim.verdict} needs evidence; add a source"
    if not claim.evidence and _NUMBER.search(claim.explanation):
        yield ("explanation",), "states a number; name the source under 'evidence'"
    if claim.verdict == "contested" and not {"supports", "contradicts"} <= stances:
        yield ("evidence",), "a contested claim needs a source that supports it and one that contradicts it"
    if claim.verdict == "supported" and "supports" not in stances:
        yield ("evidence",), "a supported claim needs a source that supports it"


def short_answer(entry: Entry) -> Iterator[tuple[Place, str]]:
    """The short answer is short."""
    words = len(cast(Faq, entry.record).short.split())
    if words > MAX_SHORT:
        yield ("short",), f"has {words} words; {MAX_SHORT} at most"


def long_answer(entry: Entry) -> Iterator[tuple[Place, str]]:
    """The long answer is neither thin nor endless."""
    words = len(cast(Faq, entry.record).answer.split())
    if not ANSWER[0] <= words <= ANSWER[1]:
        yield ("answer",), f"has {words} words; write {ANSWER[0]} to {ANSWER[1]}"


def numbers_have_sources(entry: Entry) -> Iterator[tuple[Place, str]]:
    """An answer that states a number says where it is from."""
    faq = cast(Faq, entry.record)
    if _NUMBER.search(faq.short + faq.answer) and not faq.sources:
        yield ("sources",), "the answer states a number; name the source"


def one_sentence(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A definition is one sentence and names its source."""
    term = cast(Term, entry.record)
    if not term.definition.endswith("."):
        yield ("definition",), "is one whole sentence; end it with a full stop"
    if not term.sources:
        yield ("sources",), "a definition names where it is from; add a source"


def event_source(entry: Entry) -> Iterator[tuple[Place, str]]:
    """An event names where it is told."""
    if not cast(Event, entry.record).sources:
        yield ("sources",), "an event names where it is told; add a source"


def known_shelves(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A shelf of the search holds a kind that has pages, or parts of a page."""
    for at, shelf in enumerate(cast(Search, entry.record).shelves):
        if shelf.kind not in SHELVED:
            yield ("shelves", at, "kind"), f"'{shelf.kind}' has no pages{did_you_mean(shelf.kind, SHELVED)}"


SEARCH_RULES: tuple[RecordRule, ...] = (known_shelves,)
CLAIM_RULES: tuple[RecordRule, ...] = (claim_evidence,)
FAQ_RULES: tuple[RecordRule, ...] = (short_answer, long_answer, numbers_have_sources)
TERM_RULES: tuple[RecordRule, ...] = (one_sentence,)
EVENT_RULES: tuple[RecordRule, ...] = (event_source,)

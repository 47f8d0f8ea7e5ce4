"""Rules about vocabularies, claims, questions, terms and events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from macros.facts.annotations import has_field
from macros.facts.characters import same
from macros.facts.documents import Place
from macros.facts.problems import did_you_mean
from macros.facts.rules.entry import Entry, RecordRule
from macros.facts.schema.kinds import BY_NAME, KINDS
from macros.facts.schema.search import Search
from macros.facts.schema.words import Claim, Event, Faq, Term, Vocabulary

MAX_SHORT = 50
SHELVED = ("page", "question", "faq", "term", *(kind.name for kind in KINDS if kind.paged))
ANSWER = (40, 260)  # words
MAX_QUOTE = 25
_NUMBER = re.compile(r"\d")
_QUOTE = re.compile(r"\"([^\"]*)\"|“([^”]*)”")
_MARKED = re.compile(r"[\"“][^\"“”]*[\"”]")
_IS = re.compile(r"(?P<term>.*?)\b(?:is|are|means)\b(?P<said>[^;.]*)")
_ASKS = re.compile(r"(is|are|do|does|can|could|should|will|what|who|why|how|which|when)\b", re.IGNORECASE)
_TWO = re.compile(r"(?<!vs)(?<!e\.g)(?<!i\.e)(?<!\b[A-Z])\. [A-Z]")


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


def claim_stated(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A claim states something, and quotes for it are short."""
    claim = cast(Claim, entry.record)
    if _ASKS.match(claim.claim) and claim.claim.rstrip().endswith("?"):
        yield ("claim",), "is a question; write the statement that people repeat"
    if _MARKED.fullmatch(claim.claim):
        yield ("claim",), "has quotation marks around it; the page puts them, write the words alone"
    if len(claim.say_instead.split()) < 5:
        yield ("say_instead",), "is too short to be said; write the sentence one can say"
    for at, item in enumerate(claim.evidence):
        for quote in _QUOTE.findall(item.shows):
            if (count := len("".join(quote).split())) > MAX_QUOTE:
                yield ("evidence", at, "shows"), f"quotes {count} words; {MAX_QUOTE} at most"


def asked(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A question is asked."""
    if not cast(Faq, entry.record).question.rstrip().endswith("?"):
        yield ("question",), "does not end with '?'; write it as somebody would ask"


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
    elif _TWO.search(term.definition):
        yield ("definition",), "has more than one sentence; keep the first here, the rest is 'more:'"
    elif _defines_itself(term):
        yield ("definition",), f"explains '{term.term}' by '{term.term}'; say it in other words"
    if not term.sources:
        yield ("sources",), "a definition names where it is from; add a source"


def other_words(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Other spellings are others, a neighbor is another term, and the field it explains is one."""
    term = cast(Term, entry.record)
    for at, name in enumerate(term.also):
        if same(name) == same(term.term):
            yield ("also", at), f"'{name}' is the term itself; delete it"
    for at, id in enumerate(term.see_also):
        if id == entry.id:
            yield ("see_also", at), "is this term itself; delete it"
    kind, _, field = (term.field or "").partition(".")
    if field and kind not in BY_NAME:
        yield ("field",), f"'{kind}' is no kind of record; write the kind in front, like model.context.native"
    elif field and not has_field(BY_NAME[kind].type, field):
        yield ("field",), f"a {kind} has no field '{field}'; the fields are in data/schema/fields.md"


def _defines_itself(term: Term) -> bool:
    """Whether the word comes again in what it is said to be."""
    found = _IS.match(term.definition)
    word = re.compile(rf"(?<![\w-]){re.escape(term.term)}\b", re.IGNORECASE)
    return bool(found and word.search(found["term"]) and word.search(found["said"]))


def event_source(entry: Entry) -> Iterator[tuple[Place, str]]:
    """An event names where it is told."""
    if not cast(Event, entry.record).sources:
        yield ("sources",), "an event names where it is told; add a source"
    day, own = re.match(r"\d{4}(?:-\d\d){0,2}(?=-|$)", entry.id), cast(Event, entry.record).date
    if day and not own.startswith(day.group()) and not day.group().startswith(own):
        yield ("date",), f"is {own}, and the file's name begins with {day.group()}; rename the file or mend the date"


def known_shelves(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A shelf of the search holds a kind that has pages, or parts of a page."""
    for at, shelf in enumerate(cast(Search, entry.record).shelves):
        if shelf.kind not in SHELVED:
            yield ("shelves", at, "kind"), f"'{shelf.kind}' has no pages{did_you_mean(shelf.kind, SHELVED)}"


SEARCH_RULES: tuple[RecordRule, ...] = (known_shelves,)
CLAIM_RULES: tuple[RecordRule, ...] = (claim_evidence, claim_stated)
FAQ_RULES: tuple[RecordRule, ...] = (asked, short_answer, long_answer, numbers_have_sources)
TERM_RULES: tuple[RecordRule, ...] = (one_sentence, other_words)
EVENT_RULES: tuple[RecordRule, ...] = (event_source,)

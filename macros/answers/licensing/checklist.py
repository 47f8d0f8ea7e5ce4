"""Terms in, what one must do out: a list to work through and ship, each duty with the step at which it begins.

Unlike a ruling it asks for no use: it lists all duties, so that several texts can be put side by side for a merge or chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.answers.licensing.answers import answers_of
from macros.answers.licensing.duties import BEGINS, MADE, SHOWN, badge, binds
from macros.answers.licensing.ruling import WISHES
from macros.answers.licensing.sizes import sentence
from macros.facts.catalog import Catalog, Say
from macros.facts.schema.license import Answer, License

COPIES = ("share", "sell")
INSIDE = "inside"  # no wish of a ruling: it is only tried in house, and nobody else gets or sees anything
# what a text asks to travel along or to be written down, beside what its answers say
KEPT = (
    "include-copyright", "include-notice-file", "keep-model-card", "document-changes", "cite", "disclose-source",
    "network-use-disclose", "content-filter", "derivative-impact-report",
)  # fmt: skip
TOLD = ("attribution", "naming", "aup", *BEGINS)


@dataclass(frozen=True)
class Duty:
    """One thing to do, or to keep to. `begins` are wishes of a use (see `ruling.WISHES`), or `INSIDE`; none: from the first day.

    `known` is False where nobody has read what the text says on the question.
    """

    question: str
    plain: str
    clause: str = ""
    quote: str = ""
    begins: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True)
class Clash:
    """Two texts that cannot both be met, or that need a reader: why, and whose they are."""

    why: str
    licenses: tuple[License, ...]


def checklist(catalog: Catalog, license: License, multimodal: bool | None = None) -> tuple[Duty, ...]:
    """Every duty of one text: limits first, then what to show, pass on and keep.

    `multimodal` False leaves out places that are excluded for models with pictures only; None: the kind is not known.
    """
    answers = answers_of(catalog, license)
    return (*_limits(catalog, license, answers, multimodal), *_told(catalog.say, license, answers), *_kept(catalog, license))


def clashes(licenses: Iterable[License], catalog: Catalog) -> tuple[Clash, ...]:
    """What several texts together may forbid to whoever merges their models."""
    texts = tuple({text.id: text for text in licenses}.values())
    prefixed = tuple(text for text in texts if "name-prefix" in text.conditions)
    alike = tuple(text for text in texts if (answer := answers_of(catalog, text).get("share_alike")) and answer.answer == "yes")
    found = []
    if len(prefixed) > 1:
        found.append(Clash(catalog.say("names-clash"), prefixed))
    if len(alike) > 1:
        found.append(Clash(catalog.say("terms-clash"), alike))
    return tuple(found)


def _limits(catalog: Catalog, license: License, answers: dict[str, Answer], multimodal: bool | None) -> Iterator[Duty]:
    commercial = answers.get("commercial_use")
    if commercial and commercial.answer == "no":
        yield _said("commercial_use", commercial, (INSIDE, "commercial", "host", "sell"))
    for limit in license.thresholds:
        yield Duty("threshold", sentence(catalog, limit), limit.clause or "")
    for place in license.excluded_places:
        if multimodal is False and place.multimodal_only == "yes":
            continue
        where = catalog.word("places", place.place).label
        plain = catalog.say("not-for-place", place=where)
        yield Duty("geography", f"{plain} {place.scope}" if place.scope else plain, place.clause or "")
    outputs = answers.get("train_on_outputs")
    if outputs and outputs.answer in ("no", "conditional"):
        yield _said("train_on_outputs", outputs, ("train",))


def _told(say: Say, license: License, answers: dict[str, Answer]) -> Iterator[Duty]:
    for question in TOLD:
        answer = answers.get(question)
        if binds(answer):
            yield _said(question, answer, _begins(license, question))
        elif answer is None or answer.answer == "unknown":
            yield Duty(question, say("unread"), begins=_begins(license, question), known=False)
    if "use-restrictions-flow-down" in license.conditions:
        yield Duty("aup", say("pass-policy-on"), begins=COPIES)


def _begins(license: License, question: str) -> tuple[str, ...]:
    """Credit and what must be shown begin when somebody else gets or sees something; a registration before."""
    if question == "naming":
        return MADE if badge(license) == "made" else SHOWN
    if question == "attribution":
        return tuple(WISHES)
    return (*(INSIDE,) * (question == "registration"), *BEGINS.get(question, ()))


def _kept(catalog: Catalog, license: License) -> Iterator[Duty]:
    words = catalog.vocabularies["conditions"]
    kept = [words[id].label for id in words if id in KEPT and id in license.conditions]
    if kept:
        yield Duty(
            "redistribute", "; ".join([kept[0], *(label[:1].lower() + label[1:] for label in kept[1:])]) + ".", begins=COPIES
        )


def _said(question: str, answer: Answer, begins: tuple[str, ...] = ()) -> Duty:
    return Duty(question, answer.reason, answer.clause or "", answer.quote or "", begins)

"""Situations and candidates in, the page that picks a model out: a form, and the common situations worked out."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from macros.answers.pick import Candidate, pick, rate, whose, wish
from macros.facts.schema.situation import Situation
from macros.pages.cells import UNKNOWN, Cell, shown_gigabytes
from macros.pages.running import devices, shown_speed
from macros.pages.view import View

EXAMPLE = "laptop-16gb-business"  # the situation that the form shows before it is changed
NO_TASK = ("product", "multimodal")  # one is no model, the other is asked for as language that reads images


@dataclass(frozen=True)
class Choice:
    """A model that was picked: why it fits, and what one gives up."""

    model: Cell
    maker: Cell
    license: Cell
    business: Cell
    released: str
    takes: str
    speed: str
    catches: str


@dataclass(frozen=True)
class Answer:
    """A situation with what is picked for it; `timed` says that a speed was looked for."""

    situation: Situation
    choices: tuple[Choice, ...]
    timed: bool


def pick_form(view: View) -> Markup:
    """Five questions; the answer comes from the same rule as the situations below."""
    offered = {row.type for row in view.knowledge.candidates}
    types = [(id, word) for id, word in view.catalog.vocabularies["model-types"].items() if id in offered and id not in NO_TASK]
    known = {code for row in view.knowledge.candidates for code in row.languages}
    used = {place for row in view.knowledge.candidates for place in row.not_in}
    example = _answer(view, view.catalog.all(Situation)[EXAMPLE])
    return view.render(
        "pick/form.html",
        types=types,
        example=example,
        summary=summary(view, example),
        whose=whose(view.catalog, view.catalog.all(Situation)[EXAMPLE]),
        devices=devices(view),
        memories=view.labels("memory-places"),
        places=[(id, label) for id, label in view.labels("places").items() if id in used],
        languages=[(id, label) for id, label in view.labels("languages").items() if id in known],
        model_url=view.links.record("model", "{id}"),
    )


def summary(view: View, answer: Answer) -> str:
    """What to start with, how fast that is, and what else there is."""
    if not answer.choices:
        return view.say("pick.none")
    first, *others = answer.choices
    start = view.say("pick.start-fast" if first.speed else "pick.start", name=first.model.text, speed=first.speed)
    return f"{start} {view.say('pick.or', names=', '.join(each.model.text for each in others))}" if others else start


def pick_situations(view: View) -> Markup:
    """Common situations, each with the models that the rule picks today, why, and what one gives up."""
    return view.render("pick/situations.html", answers=[_answer(view, item) for item in view.catalog.all(Situation).values()])


def _answer(view: View, situation: Situation) -> Answer:
    picked = pick(view.knowledge.candidates, wish(view.catalog, situation))
    return Answer(situation, tuple(_choice(view, row, situation) for row in picked), situation.device is not None)


def _choice(view: View, row: Candidate, situation: Situation) -> Choice:
    model = view.catalog.models[row.id]
    known = view.knowledge.attributes["model"]
    fast = rate(view.knowledge, row, situation)
    terms = view.knowledge.terms[row.id].license
    return Choice(
        model=view.cells.model(row.id),
        maker=view.cells.maker(row.maker),
        license=view.cells.license(terms.id) if terms else UNKNOWN,
        business=view.cells.verdict("outcomes", row.outcome),
        released=row.released,
        takes=shown_gigabytes(row.takes) if row.takes else "",
        speed=shown_speed(view, fast.low, fast.high) if fast else "",
        catches=known["business"].why(view.knowledge, model),
    )

"""Situations and candidates in, the page that picks a model out: a form, and the common situations worked out."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from macros.answers.pick import Candidate, pick, wish
from macros.facts.schema.situation import Situation
from macros.pages.cells import Cell, shown_gigabytes
from macros.pages.view import View


@dataclass(frozen=True)
class Choice:
    """A model that was picked: why it fits, and what one gives up."""

    model: Cell
    maker: Cell
    license: Cell
    business: Cell
    released: str
    need: str
    catches: str


def pick_form(view: View) -> Markup:
    """Five questions; the answer comes from the same rule as the situations below."""
    types = [(id, label) for id, label in view.labels("model-types").items() if id not in ("product", "platform")]
    known = {code for row in view.knowledge.candidates for code in row.languages}
    used = {place for row in view.knowledge.candidates for place in row.not_in}
    return view.render(
        "pick/form.html",
        types=types,
        places=[(id, label) for id, label in view.labels("places").items() if id in used],
        languages=[(id, label) for id, label in view.labels("languages").items() if id in known],
        model_url=view.links.record("model", "{id}"),
    )


def pick_situations(view: View) -> Markup:
    """Common situations, each with the models that the rule picks today, why, and what one gives up."""
    rows = [
        (item, [_choice(view, row) for row in pick(view.knowledge.candidates, wish(item))])
        for item in view.catalog.all(Situation).values()
    ]
    return view.render("pick/situations.html", rows=rows)


def _choice(view: View, row: Candidate) -> Choice:
    model = view.catalog.models[row.id]
    known = view.knowledge.attributes["model"]
    return Choice(
        model=view.cells.model(row.id),
        maker=view.cells.maker(row.maker),
        license=view.cells.license(model.terms) if model.terms else Cell("unknown", "unknown"),
        business=view.cells.verdict("outcomes", row.outcome),
        released=row.released,
        need=shown_gigabytes(row.need) if row.need else "",
        catches=known["business"].why(view.knowledge, model),
    )

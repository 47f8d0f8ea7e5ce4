"""Catalog in, what the first page says today out: the tools with a live answer each, and what changes next."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from macros.answers import fit, lifecycle
from macros.pages import compare
from macros.pages.cells import Cell
from macros.pages.view import View

LAPTOP = 16  # GB of memory of a common laptop
NEXT = 6


def home_tools(view: View) -> Markup:
    """The questions one can ask here, each with an answer of today."""
    known, catalog = view.knowledge, view.catalog
    business = known.attributes["model"]["business"]
    models = [model for model in catalog.models.values() if model.downloadable]
    outcomes = Counter(business.value(known, model) for model in models)
    setting = fit.Setting(fit.COMMON_BITS)
    needs = [fit.need(known.rows[model.id], fit.within(model, setting)) for model in known.runnable]
    pair = next(iter(known.pairs), None)
    classes = Counter(known.assessments[model.id].access for model in catalog.models.values())
    return view.render(
        "home/tools.html",
        pages=known.titles,
        page=view.links.page,
        models=len(models),
        outcomes=outcomes,
        laptop=sum(fit.verdict(need, fit.room(LAPTOP)) == "well" for need in needs),
        gigabytes=LAPTOP,
        tokens=fit.READING,
        sized=len(needs),
        pair=Cell("link", compare.named(view, pair), view.links.page(f"comparisons/{pair.id}.md")) if pair else None,
        open_source=classes["open-source"],
        claims=len(catalog.claims),
        upheld=sum(claim.verdict == "supported" for claim in catalog.claims.values()),
    )


def whats_next(view: View) -> Markup:
    """What ends next, by its announced day. A day that has begun in the list stands there whole."""
    today = view.catalog.today
    ends = sorted(
        (
            (stage.retires, view.cells.model(model.id), view.label("channels", stage.channel))
            for model in view.catalog.models.values()
            for stage in model.lifecycle
            if stage.retires and len(stage.retires) == 10 and not lifecycle.passed(stage.retires, today)
        ),
        key=lambda row: (row[0], row[1].text),
    )
    last = ends[:NEXT][-1][0] if ends else ""
    rows = [(day, view.catalog.long_day(day), cell, channel) for day, cell, channel in ends if day <= last]
    calendar = view.links.page("calendar.md") if "calendar.md" in view.knowledge.titles else ""
    return view.render("home/next.html", rows=rows, calendar=calendar)

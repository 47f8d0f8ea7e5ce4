"""A model that one can only rent in, what an open one would give up and cost out: for its page and for the calendar."""

from __future__ import annotations

from collections.abc import Sequence

from macros.answers import lifecycle
from macros.answers.cost import Workload, month
from macros.answers.leaving import Board, Near
from macros.answers.prices import cheapest
from macros.facts.schema.model import Model
from macros.pages import attributes
from macros.pages.cells import UNKNOWN, Cell, dollars, text
from macros.pages.links import COST
from macros.pages.page import Section
from macros.pages.tables import Side
from macros.pages.view import View

ANCHOR = "leaving"
WORK = Workload(1000, 2000, 1000)  # three million tokens a day
FACTS = ("released", "reads", "context", "parameters", "business", "price-in", "price-out")


def section(view: View, model: Model) -> tuple[Section, ...]:
    """The open models nearest to it: facts, prices, a month, and each board both stand on."""
    found = view.knowledge.nearest[model.id]
    if not found:
        return ()
    models = (model, *(near.model for near in found))
    own = [board for board in view.knowledge.boards if any(board in near.boards for near in found)]
    return view.section(
        ANCHOR,
        "model/leaving.html",
        subject=model.name,
        ends=_ends(view, model),
        found=found,
        caption=view.caption("leaving", model=model.name),
        models=[view.cells.model(each.id) for each in models],
        groups=[
            (
                "",
                [*_facts(view, models), _month(view, models), _level(view, found), *(_board(view, board, models) for board in own)],
            )
        ],
    )


def link(view: View, model: Model) -> Cell | None:
    """Where the page of a model says what an open one would give up; None where it does not."""
    if not view.knowledge.nearest[model.id]:
        return None
    return Cell("link", view.label("parts", ANCHOR), f"{view.links.record('model', model.id)}#{ANCHOR}")


def _ends(view: View, model: Model) -> str:
    """The day on which its maker switches it off, where that lies ahead."""
    days = [str(stage.retires) for stage in model.lifecycle if stage.channel == "api" and stage.retires]
    return next((view.catalog.long_day(day) for day in days if not lifecycle.passed(day, view.catalog.today)), "")


def _facts(view: View, models: Sequence[Model]) -> list[Side]:
    known = view.knowledge.attributes["model"]
    return [
        Side(
            attributes.label(known[name]),
            view.links.page("fields.md", attributes.anchor(known[name])),
            tuple(attributes.cell(view, known[name], model) for model in models),
        )
        for name in FACTS
    ]


def _month(view: View, models: Sequence[Model]) -> Side:
    """What the workload costs a month at the cheapest host, leading to the tool with the workload filled in."""
    state = f"requests={WORK.requests:g}&reads={WORK.reads}&writes={WORK.writes}"
    cells = []
    for model in models:
        quote = cheapest(view.knowledge.quotes[model.id])
        address = f"{view.links.page(COST)}?model={model.id}&{state}"
        cells.append(Cell("link", dollars(round(month(quote.price, WORK), 2)).text, address) if quote else UNKNOWN)
    label = view.caption("month-of", requests=f"{WORK.requests:,.0f}", reads=f"{WORK.reads:,}", writes=f"{WORK.writes:,}")
    return Side(label, view.links.page(COST), tuple(cells))


def _level(view: View, found: Sequence[Near]) -> Side:
    cells = (text("–"), *(text(view.caption("level-on", ahead=near.ahead, boards=len(near.boards))) for near in found))
    return Side(view.caption("level"), "", cells)


def _board(view: View, board: Board, models: Sequence[Model]) -> Side:
    """One board: the score of the first model, and of each other how many points it lies above or below."""
    first = board.scores[models[0].id]

    def cell(model: Model) -> Cell:
        score = board.scores.get(model.id)
        if score is None:
            return UNKNOWN
        return text(f"{score:g}" if model is models[0] else f"{score:g} ({score - first:+.3g})".replace("-", "−"))

    better = board.benchmark.better
    told = "" if better == "higher" else f"; {view.label('directions', better).lower()}"
    return Side(
        f"{board.benchmark.name}: {board.version}{told}",
        view.links.record("benchmark", board.benchmark.id),
        tuple(cell(model) for model in models),
    )

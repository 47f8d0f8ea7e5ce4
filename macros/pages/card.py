"""What is known of a model or a license in, its answer card out: the questions a reader came with, each answered in a line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markupsafe import Markup

from macros.answers import age, catches, lifecycle, memory
from macros.answers.access import GONE
from macros.answers.catches import Catch, Verdict
from macros.answers.fit import COMMON_BITS, READING
from macros.answers.licensing.use import askable
from macros.answers.prices import Quote
from macros.answers.results import Measured
from macros.answers.tile import Part, Tile, tile
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.pages import leaving
from macros.pages.cells import Cell, short, shown_gigabytes, small
from macros.pages.links import COST, RUN
from macros.pages.openness_view import european_cell
from macros.pages.scores import points
from macros.pages.tiles import FEW
from macros.pages.view import View

FEW_SCORES = 3


@dataclass(frozen=True)
class Line:
    """A catch as the card prints it: what it is about, what it says, and the clause with the text it stands in."""

    place: str
    size: str
    business: str
    included: bool
    name: str
    plain: str
    clause: str | None
    license: Cell


@dataclass(frozen=True)
class Run:
    """Bytes it takes, as the card prints them."""

    small: str
    full: str
    cache: str
    missing: bool
    active: str


@dataclass(frozen=True)
class Cost:
    """The spread of prices: US dollars a million tokens, at how many hosts, read when."""

    input: str
    output: str
    hosts: int
    read: str
    old: bool


@dataclass(frozen=True)
class Spelled:
    """The tile with the names of its parts, for a model's own page."""

    rows: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    known: int
    free: int


def model_card(view: View, model: Model) -> Markup:
    """The card on top of a model's page."""
    known, today = view.knowledge, view.catalog.today
    verdict = known.verdicts[model.id]
    verdicts = known.assessments[model.id]
    shown = tile(view.catalog, view.knowledge.pieces[model.id])
    return view.render(
        "card/model.html",
        model=model,
        product=model.type == "product",
        verdict=view.cells.verdict("outcomes", verdict.outcome),
        licenses=[view.cells.license(layer.license.id) for layer in known.terms[model.id].layers],
        catches=_lines(view, verdict),
        ask=_ask(view, model.name if model.id in known.bound else ""),
        run=_run(model),
        try_cost=view.links.page(COST) + f"?model={model.id}",
        try_device=view.links.page(RUN) + f"?model={model.id}",
        downloadable=model.downloadable,
        cost=_cost(view, model),
        shelf=age.PRICE,
        scores=_scores(view, model),
        any_score=bool(view.knowledge.results.of_model(model.id)),
        access=view.catalog.word("access-classes", verdicts.access),
        gone=verdicts.access in GONE,
        tile=_spelled(view, shown),
        few=FEW,
        osaid=small(view.label("osaid-verdicts", verdicts.osaid.value)),
        mof=small(view.label("mof-classes", verdicts.mof.value)),
        european=european_cell(view, verdicts.european).text,
        released=view.catalog.long_day(model.released),
        cutoff=view.catalog.long_day(model.knowledge_cutoff) if model.knowledge_cutoff else "",
        ends=[
            (view.label("channels", stage.channel), view.catalog.long_day(stage.retires), lifecycle.passed(stage.retires, today))
            for stage in model.lifecycle
            if stage.retires
        ],
        family=len(view.catalog.models_of(family=model.family)) > 1 or bool(model.base_models),
        leaving=leaving.link(view, model),
        instead=[
            (item.why, view.cells.model(item.model.id), view.cells.maker(item.model.maker)) for item in known.alternatives[model]
        ],
    )


def license_card(view: View, license: License) -> Markup:
    """The card on top of a license's page: the verdict and its catches."""
    verdict = catches.of_license(view.catalog, license)
    return view.render(
        "card/license.html",
        verdict=view.cells.verdict("outcomes", verdict.outcome),
        catches=_lines(view, verdict),
        ask=_ask(view, license.name if any(each is license for each in askable(view.catalog)) else ""),
    )


def _ask(view: View, name: str) -> str:
    """The page that decides a case, with the name filled in; no name where the page does not have it."""
    return view.links.page("licenses/may-i.md") + (f"?{urlencode({'name': name})}" if name else "")


def _lines(view: View, verdict: Verdict) -> list[Line]:
    """Places that one sentence of one text leaves out are told in one line."""
    lines: dict[tuple[str, str, str | None], Line] = {}
    for catch in verdict.catches:
        line = _line(view, catch)
        key = (catch.license.id, line.plain, line.clause) if line.place else (line.name, line.size, line.plain)
        told = lines.get(key)
        lines[key] = replace(line, place=f"{told.place}, {line.place}") if told and line.place else line
    return list(lines.values())


def _line(view: View, catch: Catch) -> Line:
    """A place or a size is named by itself, everything else by its question."""
    size, word = catch.threshold, view.catalog.word("questions", catch.question)
    measure = view.catalog.word("threshold-measures", size.measure) if size else None
    counted = f"{short(size.amount)} {measure.short or measure.label}" if size and size.amount and measure else ""
    return Line(
        place=view.label("places", catch.place.place) if catch.place else "",
        size=counted,
        business=(size.business or "").rstrip(".") if size and not counted else "",
        included=bool(size and size.included == "yes"),
        name=word.short or word.label,
        plain=catch.plain,
        clause=catch.clause,
        license=view.cells.license(catch.license.id),
    )


def _run(model: Model) -> Run | None:
    small, full = (memory.weights(model, bits) for bits in (COMMON_BITS, 16))
    if small is None or full is None:
        return None
    kept = memory.cache(model).bytes(READING)
    active = model.parameters.active if model.parameters else None
    return Run(
        small=shown_gigabytes(small),
        full=shown_gigabytes(full),
        cache=shown_gigabytes(kept.high) if kept and kept.high else "",
        missing=kept is None,
        active=short(active) if active else "",
    )


def _cost(view: View, model: Model) -> Cost | None:
    rows = [quote for quote in view.knowledge.quotes[model.id] if quote.comparable]
    if not rows:
        return None
    newest = min(rows, key=lambda quote: quote.age)
    hosts = len({quote.price.host for quote in rows})
    return Cost(_spread(view, rows, "input"), _spread(view, rows, "output"), hosts, newest.price.as_of, newest.old)


def _spread(view: View, rows: list[Quote], name: str) -> str:
    values = sorted(float(getattr(quote.price, name)) for quote in rows)
    low, high = (f"${value:,.2f}" if value >= 0.1 else f"${value:.3g}" for value in (values[0], values[-1]))
    return view.catalog.range(low, high)


@dataclass(frozen=True)
class Known:
    """One result for the card: on which test, how much, and its day and setting."""

    benchmark: Cell
    score: str
    details: str


def _scores(view: View, model: Model) -> list[Known]:
    """Up to three results measured by others than the maker: the best on each test, the newest tests first."""
    best: dict[str, Measured] = {}
    for row in view.knowledge.results.of_model(model.id):
        if row.reported_by == "independent" and not row.aside:
            best.setdefault(row.benchmark.id, row)
    newest = sorted(best.values(), key=lambda row: row.date or "", reverse=True)
    return [
        Known(
            view.cells.benchmark(row.benchmark.id),
            points(row),
            "; ".join(
                part
                for part in (
                    _direction(view, row),
                    row.date and view.catalog.long_day(row.date),
                    row.setting if row.setting != row.benchmark.name else "",
                )
                if part
            ),
        )
        for row in newest[:FEW_SCORES]
    ]


def _direction(view: View, row: Measured) -> str:
    """'lower is better' where a small number is good news: most readers expect the contrary."""
    return small(view.label("directions", "lower")) if row.benchmark.better == "lower" else ""


def _spelled(view: View, shown: Tile) -> Spelled:
    words = view.catalog.vocabularies["components"]

    def named(part: Part) -> tuple[str, str, str]:
        return words[part.id].short or part.id, part.mark, view.label("tile-marks", part.mark)

    rows = tuple((view.label("tile-rows", name), tuple(map(named, parts))) for name, parts in shown.rows)
    return Spelled(rows, shown.known, shown.counts["free"])

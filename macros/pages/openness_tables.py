"""Verdicts on all models in, the openness page out."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from macros.answers.components import CHECKPOINTS, Piece, rebuild
from macros.facts.schema.model import Model
from macros.pages import attributes
from macros.pages.cells import NONE, UNKNOWN, VERDICT_TONES, Cell, text
from macros.pages.openness_view import european_cell, mof_cell, osaid_cell
from macros.pages.tables import Column, Row, Table
from macros.pages.view import View

MARKS = {"yes": "yes", "partial": "part", "no": "no", None: "?"}
TONES = {"yes": "good", "partial": "mixed", "no": "bad", None: "plain"}
NEEDED = (CHECKPOINTS, "data-preprocessing-code", "fine-tuning-data", "evaluation-code")  # beside data and code
ENOUGH = 6  # recorded components from which a model is shown in the matrix


def assessed(view: View) -> list[Model]:
    """Models with enough recorded components to say more than the license does."""
    return [model for model in view.catalog.models.values() if len(model.components) >= ENOUGH]


def openness_table(view: View) -> Markup:
    """Models × components, with the verdicts."""
    words = {id: word for id, word in view.catalog.vocabularies["components"].items() if word.mof_class}
    rows = []
    for model in sorted(assessed(view), key=lambda model: -view.knowledge.assessments[model.id].european.low):
        verdicts = view.knowledge.assessments[model.id]
        parts = view.knowledge.pieces[model.id]
        marks = tuple(
            _mark(view, parts[id], word.label, view.links.record("model", model.id) + "#components") for id, word in words.items()
        )
        head = (osaid_cell(view, verdicts.osaid), mof_cell(view, verdicts.mof), european_cell(view, verdicts.european))
        rows.append(Row(model.id, (view.cells.model(model.id), *head, *marks)))
    columns = (
        *_verdict_columns(view),
        *(Column(word.label, word.description or "") for word in words.values()),
    )
    return _draw(
        view, Table("openness", view.caption("openness", count=len(rows)), columns, tuple(rows), search=view.caption("find-model"))
    )


def _mark(view: View, piece: Piece, label: str, href: str) -> Cell:
    mark = Cell("badge", MARKS[piece.present], tone=TONES[piece.present], sort=str(list(MARKS).index(piece.present)))
    terms = piece.license.name if piece.license else view.caption("license-unknown")
    return mark._replace(href=href, title=f"{label}: {terms}") if piece.present else mark


def rebuildable(view: View) -> Markup:
    """Models whose training data and training code are published, smallest first, with what else is missing."""
    known = view.knowledge.attributes["model"]
    words = view.catalog.vocabularies["components"]
    found = [model for model in view.catalog.models.values() if rebuild(model) in ("whole", "data-and-code")]
    found.sort(key=lambda model: view.knowledge.rows[model.id].weights or float("inf"))
    rows = []
    for model in found:
        missing = [
            f"{words[id].label} ({MARKS[part.present if part else None]})".replace("(?)", f"({UNKNOWN.text})")
            for id in NEEDED
            for part in [model.components.get(id)]
            if part is None or part.present != "yes"
        ]
        cells = (attributes.cell(view, known[name], model) for name in ("parameters", "released", "license", "osaid"))
        rows.append(Row("", (view.cells.model(model.id), *cells, text(", ".join(missing)) if missing else NONE)))
    columns = (
        view.column("model"), *attributes.columns(known[name] for name in ("parameters", "released", "license", "osaid")),
        view.column("missing"),
    )  # fmt: skip
    caption = view.caption("rebuildable", count=len(rows))
    return _draw(view, Table("rebuildable", caption, columns, tuple(rows), search=view.caption("find-model")))


def openness_disagreements(view: View) -> Markup:
    """Models on which the definitions do not agree."""
    rows = []
    for model in assessed(view):
        verdicts = view.knowledge.assessments[model.id]
        why = _disagreement(verdicts.osaid.value, verdicts.mof.value, verdicts.european.low)
        if why:
            head = (osaid_cell(view, verdicts.osaid), mof_cell(view, verdicts.mof), european_cell(view, verdicts.european))
            rows.append(Row(f"parts-{model.id}", (view.cells.model(model.id), *head, text(view.catalog.say(why)))))
    columns = (*_verdict_columns(view), view.column("part"))
    return _draw(
        view,
        Table(
            "disagreements",
            view.caption("disagreements", count=len(rows)),
            columns,
            tuple(rows),
            empty=view.caption("no-disagreements"),
        ),
    )


def _verdict_columns(view: View) -> tuple[Column, ...]:
    return (*view.columns("model", "osaid", "mof"), view.column("european", numeric=True))


def _disagreement(osaid: str, mof: str, european: float) -> str:
    if osaid == "does-not-meet" and mof in ("I", "II", "III"):
        return "class-without-definition"
    if osaid == "meets" and mof in ("none", "cannot-tell"):
        return "definition-without-class"
    if osaid == "does-not-meet" and european >= 0.75:
        return "index-without-definition"
    if osaid == "meets" and european < 0.6:
        return "definition-without-index"
    return ""


def openness_makers(view: View) -> Markup:
    """Makers by what they release."""
    order = [id for id in view.catalog.vocabularies["access-classes"] if id != "unknown"]
    rows = []
    for maker in view.catalog.makers.values():
        models = view.catalog.models_of(maker=maker.id)
        if len(models) < 2:
            continue
        counts = Counter(view.knowledge.assessments[model.id].access for model in models)
        cells = tuple(Cell("number", str(counts[id]), sort=f"{counts[id]:05}") for id in order)
        rows.append(Row(maker.id, (view.cells.maker(maker.id), Cell("number", str(len(models)), sort=f"{len(models):05}"), *cells)))
    rows.sort(key=lambda row: row.cells[1].sort, reverse=True)
    labels = [view.catalog.word("access-classes", id) for id in order]
    columns = (
        view.column("maker"),
        view.column("models", numeric=True),
        *(Column(word.label, word.description or "", True) for word in labels),
    )
    return _draw(view, Table("makers", view.caption("by-maker"), columns, tuple(rows)))


def openness_claimed(view: View) -> Markup:
    """The maker's label beside our assessment."""
    rows = []
    for model in view.catalog.models.values():
        if model.claimed:
            verdicts = view.knowledge.assessments[model.id]
            badge = view.cells.badge("access-classes", verdicts.access, title=verdicts.reason)
            rows.append(
                Row(
                    f"claimed-{model.id}",
                    (
                        view.cells.model(model.id),
                        text(f"“{model.claimed.label}”"),
                        text(view.label("self-descriptions", model.claimed.kind)),
                        badge,
                        osaid_cell(view, verdicts.osaid),
                        text(verdicts.reason),
                    ),
                )
            )
    columns = view.columns("model", "claimed", "self-description", "assessed", "osaid", "why")
    return _draw(
        view,
        Table("claimed", view.caption("claimed", count=len(rows)), columns, tuple(rows), empty=view.caption("no-claimed")),
    )


def verdict_counts(view: View) -> list[tuple[str, str, str, int]]:
    """(definition, outcome, tone, number of assessed models), in the order of the definitions."""
    verdicts = [view.knowledge.assessments[model.id] for model in assessed(view)]
    osaid = Counter[str](verdict.osaid.value for verdict in verdicts)
    mof = Counter[str](verdict.mof.value for verdict in verdicts)
    return [
        *((view.caption("osaid"), label, VERDICT_TONES[id], osaid[id]) for id, label in view.labels("osaid-verdicts").items()),
        *((view.caption("mof"), label, VERDICT_TONES[id], mof[id]) for id, label in view.labels("mof-classes").items()),
    ]


def _draw(view: View, table: Table) -> Markup:
    return view.render("thing/table.html", table_=table)

"""Licenses in, the tables that answer across them out: matrix, comparison, may I, services, label conflicts."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from macros.answers.catches import multimodal
from macros.answers.licensing.answers import answers_of
from macros.answers.licensing.permission import permission
from macros.answers.licensing.use import Use, askable, rule, usable
from macros.pages.cells import UNKNOWN, VERDICT_TONES, Cell, day, text
from macros.pages.license import answer_cell, answer_tone
from macros.pages.tables import Column, Filter, Row, Table, options
from macros.pages.view import View

SERVICE_QUESTIONS = (
    "output_ownership",
    "train_on_outputs",
    "data_training",
    "data_retention",
    "ip_indemnity",
    "aup",
    "unilateral_change",
)
SLOTS = ((1, "apache-2.0"), (2, "llama-4-community"), (3, ""))
CASES: tuple[tuple[str, Use], ...] = (  # a word of `use-cases`, and what it means
    ("product", Use(frozenset({"commercial", "modify"}), users=10_000, revenue=500_000)),
    ("api", Use(frozenset({"commercial", "host"}), users=100_000, revenue=5_000_000)),
    ("distill", Use(frozenset({"commercial", "train"}), users=10_000, revenue=500_000)),
    ("eu", Use(frozenset({"commercial", "modify"}), 10_000, 500_000, "eu", multimodal=True, badge_ok=False)),
    ("large", Use(frozenset({"commercial"}), users=1_000_000_000, revenue=20_000_000_000)),
    ("open", Use(frozenset({"commercial", "modify", "share"}), 10_000, 500_000, needs_open_source=True)),
)


def license_matrix(view: View) -> Markup:
    """Licenses × questions."""
    hosted = view.catalog.word("questions", "data_retention").group  # questions that no weights answer
    questions = {id: word for id, word in view.catalog.vocabularies["questions"].items() if word.group != hosted}
    rows = []
    for license in usable(view.catalog):
        answers = answers_of(view.catalog, license)
        cells = tuple(answer_cell(view, id, answers[id]) if id in answers else UNKNOWN for id in questions)
        rows.append(Row(license.id, (view.cells.license(license.id), *cells), (("category", license.category),)))
    order = list(view.catalog.vocabularies["license-categories"])
    rows.sort(key=lambda row: order.index(dict(row.filters)["category"]))
    labels = view.labels("license-categories")
    filters = (
        Filter("category", view.caption("category"), options([license.category for license in usable(view.catalog)], labels)),
    )
    columns = (view.column("license"), *(Column(word.short or word.label, word.label) for word in questions.values()))
    return view.render(
        "thing/table.html",
        table_=Table(
            "matrix",
            view.caption("matrix", count=len(rows), questions=len(questions)),
            columns,
            tuple(rows),
            filters,
            view.caption("find-license"),
        ),
    )


def license_compare(view: View) -> Markup:
    """Every license's answers, one column each; the script shows the chosen ones side by side."""
    questions = view.catalog.vocabularies["questions"]
    licenses = list(view.catalog.licenses.values())
    rows = []
    for id, word in questions.items():
        answers = [(license.id, answers_of(view.catalog, license).get(id)) for license in licenses]
        cells = [(own, answer_cell(view, id, answer, told=True) if answer else UNKNOWN, answer) for own, answer in answers]
        rows.append((word.label, cells))
    changes = [
        (view.cells.license(license.follows), view.cells.license(license.id), license.changes)
        for license in licenses
        if license.follows and license.changes
    ]
    return view.render("license/compare.html", licenses=licenses, rows=rows, changes=changes, slots=SLOTS)


def may_i(view: View) -> Markup:
    """The form, and the common cases worked out for a reader without scripts."""
    licenses = askable(view.catalog)
    outcomes = view.labels("outcomes")
    rows = []
    for license in licenses:
        cells = []
        for _, use in CASES:
            ruling = rule(view.catalog, license, use)
            why = next((reason for reason in ruling.reasons), None)
            title = f"{why.plain} {why.clause or ''}".strip() if why else ""
            cells.append(
                Cell(
                    "badge",
                    outcomes[ruling.outcome],
                    tone=VERDICT_TONES[ruling.outcome],
                    title=title,
                    sort=str(list(outcomes).index(ruling.outcome)),
                )
            )
        models = len(view.catalog.models_of(license=license.id))
        rows.append(Row(license.id, (view.cells.license(license.id), *cells, Cell("number", str(models), sort=f"{models:06}"))))
    columns = (
        view.column("license"),
        *(Column(view.label("use-cases", id)) for id, _ in CASES),
        view.column("models", numeric=True),
    )
    table = Table("cases", view.caption("uses"), columns, tuple(rows), grid=True)
    reasons = []
    for id, use in CASES:
        rulings = [(view.cells.license(license.id), rule(view.catalog, license, use)) for license in licenses]
        reasons.append(
            (
                id,
                view.label("use-cases", id),
                [
                    (cell, ruling, outcomes[ruling.outcome], VERDICT_TONES[ruling.outcome])
                    for cell, ruling in rulings
                    if ruling.outcome != "allowed"
                ],
            )
        )
    places = [
        (id, word.label)
        for id, word in view.catalog.vocabularies["places"].items()
        if any(item.place == id for license in licenses for item in license.excluded_places)
    ]
    urls = {"model_url": view.links.record("model", "{id}"), "license_url": view.links.record("license", "{id}")}
    return view.render("license/may_i.html", summary=summary(view), table_=table, reasons=reasons, places=places, **urls)


def summary(view: View) -> str:
    """How the models fare in a business, as the form says it before it is changed."""
    known = view.knowledge
    read = {license.id for license in askable(view.catalog)}
    layers = {id: [layer for layer in known.terms[id].layers if layer.license.id in read] for id in known.bound}
    uses = {id: Use(multimodal=multimodal(model)) for id, model in known.bound.items()}
    count: Counter[str] = Counter(permission(view.catalog, layers[id], use).outcome for id, use in uses.items())
    told = ", ".join(f"{count[outcome]} {label.lower()}" for outcome, label in view.labels("outcomes").items())
    asked = view.say("may-i.wants", wants=view.say("may-i.commercial"))
    return view.say("may-i.answer", asked=asked, models=view.say("page.models", count=len(uses)), tally=told)


def service_terms(view: View) -> Markup:
    """Hosted services compared by the questions that only they raise: a table, then each answer with its clause."""
    questions = [view.catalog.vocabularies["questions"][id] for id in SERVICE_QUESTIONS]
    services = [license for license in view.catalog.licenses.values() if license.category == "proprietary-api-terms"]
    rows, details = [], []
    for license in services:
        answers = answers_of(view.catalog, license)
        given = [
            (answer_cell(view, id, answers[id]), answers[id]) if id in answers else (UNKNOWN, None) for id in SERVICE_QUESTIONS
        ]
        rows.append(Row("", (view.cells.license(license.id), *(cell for cell, _ in given), day(license.published))))
        details.append((view.cells.license(license.id), license, view.cells.checked(license), given))
    columns = (view.column("terms"), *(Column(word.short or word.label, word.label) for word in questions), view.column("text"))
    table = Table("services", view.caption("services", count=len(rows)), columns, tuple(rows))
    return view.render("license/services.html", table_=table, questions=[word.label for word in questions], rows=details)


def label_conflicts(view: View) -> Markup:
    """Models whose label drops a term of a model they were made from."""
    found = view.knowledge.lineages.conflicts()
    rows = [
        (
            view.cells.model(conflict.model.id),
            view.cells.license(conflict.label.id),
            conflict.ancestor,
            view.cells.model(conflict.ancestor.model.id) if conflict.ancestor.model else text(conflict.ancestor.name),
            view.cells.license(conflict.ancestor.license.id) if conflict.ancestor.license else UNKNOWN,
            [(view.label("questions", duty.question), duty.answer) for duty in conflict.duties],
        )
        for conflict in found
    ]
    unmapped = [
        (view.cells.model(model.id), [ancestor.name for ancestor in view.knowledge.lineages.unmapped(model)])
        for model in view.catalog.models.values()
        if view.knowledge.lineages.unmapped(model)
    ]
    return view.render("license/conflicts.html", rows=rows, unmapped=unmapped)


def question_list(view: View) -> Markup:
    """The fixed questions by group, with how many texts answer yes, no or under conditions."""
    groups: dict[str, list[object]] = {}
    for id, word in view.catalog.vocabularies["questions"].items():
        given = [answers_of(view.catalog, license).get(id) for license in view.catalog.licenses.values()]
        counts = [
            (
                view.label("answers", kind),
                answer_tone(view, id, kind),
                sum(answer is not None and answer.answer == kind for answer in given),
            )
            for kind in ("yes", "conditional", "no", "silent")
        ]
        groups.setdefault(word.group or "", []).append((word.label, view.links.record("question", id), counts, word.description))
    return view.render("license/questions.html", groups=groups)

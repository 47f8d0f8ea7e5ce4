"""A maker, family, benchmark, framework, claim or question in, its page out."""

from __future__ import annotations

from macros.answers.licensing.answers import answers_of
from macros.facts.schema.evidence import Subject
from macros.facts.schema.model import Model
from macros.facts.schema.things import Benchmark, Family, Framework, Maker
from macros.facts.schema.words import Claim, Word
from macros.pages.cells import UNKNOWN, count, day, text, url
from macros.pages.facts import Fact, Facts, references
from macros.pages.license import answer_cell, clause_cell
from macros.pages.links import FOLDERS
from macros.pages.page import Page
from macros.pages.scores import benchmark_table
from macros.pages.tables import Column, Row, Table
from macros.pages.view import View

MODEL_COLUMNS = (
    Column("Model"),
    Column("Released"),
    Column("Type"),
    Column("Access"),
    Column("License"),
    Column("Parameters", numeric=True),
)


def maker_page(view: View, maker: Maker) -> Page:
    """What an organization does, what it released and how open that is."""
    facts = Facts(maker)
    facts.add("Kind", "kind", view.cells.word("maker-kinds", maker.kind) if maker.kind else UNKNOWN)
    facts.add("Part it plays", "roles", view.cells.words("maker-roles", maker.roles))
    facts.add("Based in", "country", text(maker.country), always=True)
    facts.add("Site", "url", url(maker.url))
    facts.add("Code", "code_url", url(maker.code_url))
    models = view.catalog.models_of(maker=maker.id)
    table = models_table(view, "models", f"{len(models)} models by {maker.name}, newest first", models)
    roles = view.cells.words("maker-roles", maker.roles).text
    return _page(
        view,
        "maker",
        maker,
        f"{maker.name}: {roles.lower()}. Its models, their licenses and how open they are.",
        maker.about,
        facts,
        "Models",
        table,
    )


def family_page(view: View, family: Family) -> Page:
    """A line of models, newest first."""
    facts = Facts(family)
    facts.add("Maker", "maker", view.cells.maker(family.maker))
    facts.add("Site", "url", url(family.url))
    models = view.catalog.models_of(family=family.id)
    table = models_table(view, "models", f"{len(models)} models of the {family.name} family, newest first", models)
    maker = view.catalog.makers[family.maker].name
    return _page(
        view,
        "family",
        family,
        f"The {family.name} models by {maker}: versions, licenses and sizes.",
        family.about,
        facts,
        "Versions",
        table,
    )


def benchmark_page(view: View, benchmark: Benchmark) -> Page:
    """What a test measures, what it does not, and the results we may copy."""
    facts = Facts(benchmark)
    facts.add("Measures", "measures", text(benchmark.measures))
    facts.add("Area", "area", view.cells.word("benchmark-areas", benchmark.area))
    facts.add("Unit", "unit", text(benchmark.unit))
    facts.add("Better", "better", view.cells.word("directions", benchmark.better))
    facts.add("Version", "version", text(benchmark.version))
    facts.add("Published", "published", day(benchmark.published))
    facts.add("Reuse of results", "reuse", text(benchmark.reuse))
    facts.add("What the number does not say", "caveat", text(benchmark.caveat))
    facts.add("Site", "url", url(benchmark.url))
    description = f"{benchmark.name}: {benchmark.measures}"
    return _page(view, "benchmark", benchmark, description, None, facts, "Results", benchmark_table(view, benchmark))


def framework_page(view: View, framework: Framework) -> Page:
    """A library or hub and its terms."""
    facts = Facts(framework)
    facts.add("Kind", "kind", view.cells.word("framework-kinds", framework.kind))
    facts.add("Maker", "maker", view.cells.maker(framework.maker) if framework.maker else UNKNOWN)
    facts.add("License", "license", view.cells.license(framework.license) if framework.license else UNKNOWN, always=True)
    facts.add("First release", "released", day(framework.released))
    facts.add("Languages", "languages", text(", ".join(framework.languages)))
    facts.add("Site", "url", url(framework.url))
    facts.add("Repository", "repository", url(framework.repository))
    kind = view.label("framework-kinds", framework.kind).lower()
    return _page(
        view,
        "framework",
        framework,
        f"{framework.name}: a {kind} to build AI with. License, maker and what it is for.",
        framework.about,
        facts,
        "",
        None,
    )


def claim_page(view: View, claim: Claim) -> Page:
    """A statement, its verdict, and the evidence on both sides."""
    catalog = view.catalog
    sides = [
        (
            view.label("stances", stance),
            [
                (catalog.works[item.source], item, view.links.record("source", item.source))
                for item in claim.evidence
                if item.stance == stance
            ],
        )
        for stance in catalog.vocabularies["stances"]
    ]
    items = catalog.vocabularies["article-items"]
    lead = view.render(
        "claim/lead.html",
        claim=claim,
        verdict=view.cells.badge("verdicts", claim.verdict),
        verdict_help=catalog.word("verdicts", claim.verdict).description or "",
        topic=view.label("claim-topics", claim.topic),
        edit=view.edit("claim", claim.id),
        json=view.links.file("api/v1/claims.json"),
        method=view.links.page("method.md"),
    )
    sections = (
        *view.section("evidence", "Evidence", "claim/evidence.html", sides=[side for side in sides if side[1]]),
        *view.section(
            "articles",
            "Where it was said",
            "claim/articles.html",
            items=[(id, items[id].label) for id in claim.articles],
            reading=view.reading(claim.pages),
            others=[
                view.cells.claim(other.id)
                for other in catalog.claims.values()
                if other.topic == claim.topic and other.id != claim.id
            ],
            statements=[other.claim for other in catalog.claims.values() if other.topic == claim.topic and other.id != claim.id],
        ),
    )
    label = view.label("verdicts", claim.verdict)
    return Page(
        f"claims/{claim.id}.md",
        claim.claim,
        f"{label}: “{claim.claim}” Evidence on both sides, checked {claim.checked}."[:300],
        lead,
        sections,
        catalog.path("claim", claim.id),
        search=f"{claim.claim} {label} {claim.explanation} {claim.say_instead}",
    )


def question_page(view: View, question: Word) -> Page:
    """One question, every license by its answer."""
    found: dict[str, list[Row]] = {id: [] for id in view.catalog.vocabularies["answers"]}
    for license in view.catalog.licenses.values():
        answer = answers_of(view.catalog, license).get(question.id)
        if answer:
            cells = (
                view.cells.license(license.id),
                answer_cell(view, question.id, answer),
                text(answer.plain),
                clause_cell(answer),
            )
            found[answer.answer].append(Row(license.id, cells))
    columns = (Column("License"), Column("Answer"), Column("Why"), Column("Clause"))
    tables = [
        (
            view.label("answers", id),
            Table(f"answer-{id}", f"{question.label} {view.label('answers', id)}: {len(rows)}", columns, tuple(rows)),
        )
        for id, rows in found.items()
        if rows
    ]
    known = sum(len(rows) for rows in found.values())
    lead = view.render(
        "question/lead.html",
        about=question.description,
        counts=[(label, len(table.rows)) for label, table in tables],
        unread=len(view.catalog.licenses) - known,
    )
    sections = tuple(
        section for label, table in tables for section in view.section(table.id, label, "thing/table.html", table_=table)
    )
    return Page(
        f"licenses/questions/{question.id.replace('_', '-')}.md",
        question.label,
        f"{question.label} {known} licenses and terms by their answer, with the clause.",
        lead,
        sections,
        view.catalog.path("vocabulary", "questions"),
        search=question.label,
    )


def models_table(view: View, id: str, caption: str, models: tuple[Model, ...]) -> Table:
    """A short table of models."""
    return Table(
        id, caption, MODEL_COLUMNS, tuple(_model_row(view, model) for model in models), empty="No model in the catalog yet."
    )


def _model_row(view: View, model: Model) -> Row:
    verdicts = view.knowledge.assessments[model.id]
    return Row(
        "",
        (
            view.cells.model(model.id),
            day(model.released),
            view.cells.word("model-types", model.type),
            view.cells.badge("access-classes", verdicts.access, title=verdicts.reason),
            view.license(model),
            count(model.parameters.total) if model.parameters else UNKNOWN,
        ),
    )


def _page(
    view: View, kind: str, subject: Subject, description: str, about: str | None, facts: Facts, title: str, table: Table | None
) -> Page:
    rows: list[Fact] = facts.rows
    labels = view.labels("source-kinds")
    lead = view.render(
        "thing/lead.html",
        about=about,
        notes_=facts.notes("about") if about else (),
        rows=rows,
        edit=view.edit(kind, subject.id),
        name=subject.name,
    )
    sections = (
        *(view.section("list", title, "thing/table.html", table_=table) if table else ()),
        *view.section("sources", "Sources", "sources.html", references=references(subject, labels), conflicts=subject.conflicts),
    )
    return Page(
        f"{FOLDERS[kind]}/{subject.id}.md",
        subject.name,
        description,
        lead,
        sections,
        view.catalog.path(kind, subject.id),
        search=f"{description} {about or ''}",
    )

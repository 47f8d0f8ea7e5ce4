"""A maker, family, benchmark, framework, claim or question in, its page out."""

from __future__ import annotations

from dataclasses import replace

from macros.answers import age
from macros.answers.licensing.answers import answers_of
from macros.facts.schema.dataset import Dataset
from macros.facts.schema.evidence import Subject
from macros.facts.schema.model import Model
from macros.facts.schema.things import Benchmark, Family, Framework, Hardware, Maker
from macros.facts.schema.words import Claim, Word
from macros.pages import attributes, inline, measured, running
from macros.pages.cells import text
from macros.pages.facts import Facts, newest_reading
from macros.pages.license import answer_cell, clause_cell
from macros.pages.links import FOLDERS
from macros.pages.page import Page, Section
from macros.pages.scores import benchmark_table
from macros.pages.tables import Row, Table
from macros.pages.view import View


def maker_page(view: View, maker: Maker) -> Page:
    """What an organization does, what it released and how open that is."""
    models = view.catalog.models_of(maker=maker.id)
    table = _models(view, view.caption("models-by", count=len(models), maker=maker.name), models)
    roles = ", ".join(view.label("maker-roles", role) for role in maker.roles)
    return _page(
        view,
        "maker",
        maker,
        attributes.described(view, "maker", maker, roles=roles.lower()),
        maker.about,
        table,
    )


def family_page(view: View, family: Family) -> Page:
    """A line of models, newest first."""
    models = view.catalog.models_of(family=family.id)
    table = _models(view, view.caption("models-of", count=len(models), family=family.name), models)
    return _page(
        view,
        "family",
        family,
        attributes.described(view, "family", family, maker=view.catalog.makers[family.maker].name),
        family.about,
        table,
    )


def benchmark_page(view: View, benchmark: Benchmark) -> Page:
    """What a test measures, what it does not, and the results we may copy."""
    description = attributes.described(view, "benchmark", benchmark, measures=benchmark.measures)
    return _page(view, "benchmark", benchmark, description, None, benchmark_table(view, benchmark))


def framework_page(view: View, framework: Framework) -> Page:
    """A library or hub and its terms."""
    kind = view.label("framework-kinds", framework.kind).lower()
    return _page(
        view,
        "framework",
        framework,
        attributes.described(view, "framework", framework, sort=kind),
        framework.about,
        None,
    )


def dataset_page(view: View, dataset: Dataset) -> Page:
    """A training data set, the models trained on it, and what is disputed about it."""
    page = thing_page(view, dataset, "dataset")
    facts = Facts(dataset)
    uses = [
        (view.cells.model(use.model), view.label("training-stages", use.stage) if use.stage else "", facts.note(use.source))
        for use in dataset.used_by
    ]
    disputes = [(item.about, facts.note(item.source)) for item in dataset.disputes]
    sections = (
        *view.section("dataset.models", "dataset/models.html", uses=uses),
        *view.section("dataset.disputes", "dataset/disputes.html", disputes=disputes),
    )
    return replace(page, sections=(*sections, *page.sections))


def hardware_page(view: View, device: Hardware) -> Page:
    """A device and the models that run on it."""
    page = thing_page(view, device, "hardware")
    return replace(page, sections=(*running.fitting(view, device), *measured.on_device(view, device), *page.sections))


def thing_page(view: View, subject: Subject, kind: str) -> Page:
    """Any subject: its facts and its sources, in the words of its dictionary."""
    return _page(view, kind, subject, attributes.described(view, kind, subject), getattr(subject, "about", None), None)


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
    lead = view.render(
        "claim/lead.html",
        claim=claim,
        verdict=view.cells.badge("verdicts", claim.verdict),
        verdict_help=catalog.word("verdicts", claim.verdict).description or "",
        topic=view.label("claim-topics", claim.topic),
        checked=view.cells.aged(claim.checked, age.WORDS),
        edit=view.edit("claim", claim.id),
        report=view.report("claim", claim.id, claim.id),
        suggest=view.suggest("claim", claim.id, claim.id),
        json=view.json("claim", claim.id),
        method=view.links.page("method.md"),
    )
    sections = (
        *view.section("claim.evidence", "claim/evidence.html", sides=[side for side in sides if side[1]]),
        *view.section(
            "claim.around",
            "claim/around.html",
            origin=view.links.page("check/origins.md") if claim.articles else "",
            reading=view.reading(claim.pages),
            others=[
                inline.claim(view, other.id)
                for other in catalog.claims.values()
                if other.topic == claim.topic and other.id != claim.id
            ],
        ),
    )
    described = view.caption("claim-page", verdict=view.label("verdicts", claim.verdict), claim=claim.claim, day=claim.checked)
    return Page(
        f"claims/{claim.id}.md",
        claim.claim,
        described[:300],
        lead,
        sections,
        catalog.path("claim", claim.id),
    )


def question_page(view: View, question: Word) -> Page:
    """One question, every license by its answer."""
    found: dict[str, list[Row]] = {id: [] for id in view.catalog.vocabularies["answers"]}
    for license in view.catalog.licenses.values():
        answer = answers_of(view.catalog, license).get(question.id)
        if answer:
            badge = answer_cell(view, question.id, answer, told=True)
            cells = (view.cells.license(license.id), badge, text(answer.reason), clause_cell(answer))
            found[answer.answer].append(Row(license.id, cells))
    columns = view.columns("license", "answer", "why", "clause")
    tables = {
        id: Table(
            f"list-{id}",
            view.caption("answered", question=question.label, answer=view.label("answers", id), count=len(rows)),
            columns,
            tuple(rows),
        )
        for id, rows in found.items()
        if rows
    }
    known = sum(len(table.rows) for table in tables.values())
    lead = view.render(
        "question/lead.html",
        about=question.description,
        counts=[(view.label("answers", id), len(table.rows)) for id, table in tables.items()],
        unread=len(view.catalog.licenses) - known,
    )
    sections = tuple(
        Section(f"answer-{id}", view.label("answers", id), view.render("thing/table.html", table_=table))
        for id, table in tables.items()
    )
    return Page(
        f"licenses/questions/{question.id.replace('_', '-')}.md",
        question.label,
        view.caption("question-page", question=question.label, count=known),
        lead,
        sections,
        view.catalog.path("vocabulary", "questions"),
    )


def _models(view: View, caption: str, models: tuple[Model, ...]) -> Table:
    return attributes.table(view, "model", "models", caption, models, ("released", "type", "access", "license", "parameters"))


def _page(view: View, kind: str, subject: Subject, description: str, about: str | None, table: Table | None) -> Page:
    facts = Facts(subject)
    lead = view.render(
        "thing/lead.html",
        about=about,
        notes_=facts.notes("about") if about else (),
        groups=attributes.facts(view, facts, kind),
        edit=view.edit(kind, subject.id),
        report=view.report(kind, subject.id, subject.name),
        suggest=view.suggest(kind, subject.id, subject.name),
        json=view.json(kind, subject.id),
        read=newest_reading(subject.sources),
    )
    sections = (
        *(view.section(f"{kind}.list", "thing/table.html", table_=table) if table else ()),
        *attributes.sources(view, kind, subject),
    )
    return Page(
        f"{FOLDERS[kind]}/{subject.id}.md",
        subject.name,
        description,
        lead,
        sections,
        view.catalog.path(kind, subject.id),
    )

"""One model in, its page out."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from macros.answers import lifecycle
from macros.answers.access import Openness
from macros.answers.licensing.answers import answers_of
from macros.facts.schema.license import License
from macros.facts.schema.model import Layers, Model
from macros.pages import openness_view
from macros.pages.cells import UNKNOWN, Cell, count, day, text, tokens, url
from macros.pages.facts import Fact, Facts, newest_reading, references
from macros.pages.license import answer_cell
from macros.pages.page import Page, Section
from macros.pages.prices import price_table
from macros.pages.renderer import plain
from macros.pages.scores import score_table
from macros.pages.tables import Column, Row, Table
from macros.pages.view import View

PAGE_QUESTIONS = ("commercial_use", "modify", "redistribute", "host_as_service", "train_on_outputs", "naming", "aup", "geography")


@dataclass(frozen=True)
class Group:
    """Facts that belong together."""

    title: str
    rows: tuple[Fact, ...]


def model_page(view: View, model: Model) -> Page:
    """The page of one model."""
    verdicts = view.knowledge.assessments[model.id]
    facts = Facts(model, view.helps("model"))
    groups = _groups(view, model, facts)
    lead = view.render(
        "model/lead.html",
        model=model,
        summary=model.summary or _summary(view, model, verdicts),
        access=view.cells.badge("access-classes", verdicts.access, title=verdicts.reason),
        reason=verdicts.reason,
        key_facts=_key_facts(view, model, facts),
        edit=view.edit("model", model.id),
        json=view.links.file(f"api/v1/models/{model.id}.json"),
        read=newest_reading(model.sources),
        claimed=(model.claimed.label, facts.note(model.claimed.source)) if model.claimed else None,
    )
    sections = (
        *view.section("facts", "Facts", "model/facts.html", groups=groups),
        *_license(view, model, facts),
        *openness_view.sections(view, model, verdicts, facts),
        *view.section("benchmarks", "Benchmarks", "model/benchmarks.html", results=score_table(view, model, facts)),
        *view.section("prices", "Prices", "model/prices.html", prices=price_table(view, model)),
        *_relatives(view, model),
        *_history(view, model, facts),
        *view.section(
            "sources",
            "Sources",
            "sources.html",
            references=references(model, view.labels("source-kinds")),
            conflicts=model.conflicts,
        ),
    )
    description = f"{model.name}: {plain(_summary(view, model, verdicts))}"
    return Page(
        f"models/{model.id}.md",
        model.name,
        description,
        lead,
        sections,
        view.catalog.path("model", model.id),
        search=" ".join(
            [description, model.summary or "", *(_flat(row.label, row.cell) for group in groups for row in group.rows)]
        ),
        jsonld=_jsonld(view, model),
    )


def _summary(view: View, model: Model, verdicts: Openness) -> str:
    """What, who, when, under what terms, in one sentence made from the facts."""
    kind = view.label("model-types", model.type).lower()
    what = "A product" if model.type == "product" else f"{'An' if kind[0] in 'aeiou' else 'A'} {kind} model"
    size = f" with {count(model.parameters.total).text} parameters" if model.parameters and model.parameters.total else ""
    way = view.label("access-classes", verdicts.access)
    return f"{what} by {view.catalog.makers[model.maker].name}{size}, announced {day(model.released).title}. {way}."


def _key_facts(view: View, model: Model, facts: Facts) -> tuple[Fact, ...]:
    terms = model.license
    size, window = model.parameters, model.context
    shown = (
        ("License", "license", view.cells.license(terms.weights) if terms and terms.weights else
            view.cells.license(terms.api) if terms and terms.api else UNKNOWN),
        ("Parameters", "parameters", count(size.total) if size else UNKNOWN),
        ("Context window", "context", tokens(window.native if window else None)),
        ("Released", "released", day(model.released)),
    )  # fmt: skip
    return tuple(Fact(label, cell, facts.notes(place) if cell.kind != "unknown" else ()) for label, place, cell in shown)


def _groups(view: View, model: Model, facts: Facts) -> tuple[Group, ...]:
    cells, terms, way = view.cells, model.license, model.availability
    groups = []

    def close(title: str) -> None:
        if facts.rows:
            groups.append(Group(title, tuple(facts.rows)))
        facts.rows = []

    facts.add("Maker", "maker", cells.maker(model.maker))
    facts.rows.append(Fact("Family", cells.family(model.family)))
    facts.rows.append(Fact("Type", cells.word("model-types", model.type)))
    facts.add("Released", "released", day(model.released))
    facts.add("Knowledge cutoff", "knowledge_cutoff", day(model.knowledge_cutoff))
    facts.add("Paper", "paper", url(model.paper))
    close("What and who")

    facts.add("Weights", "availability.weights", cells.badge("weights-access", way.weights))
    facts.add("Where", "availability.weights_url", url(way.weights_url))
    facts.add("Weights since", "availability.weights_since", day(way.weights_since))
    facts.add("Maker's API", "availability.api", cells.word("yes-no", way.api) if way.api else UNKNOWN, always=True)
    facts.add("Only inside a product", "availability.product", cells.word("yes-no", way.product) if way.product else UNKNOWN)
    if way.weights != "none" or (terms and terms.weights):
        facts.add(
            "License of the weights",
            "license.weights",
            cells.license(terms.weights) if terms and terms.weights else UNKNOWN,
            always=True,
        )
    if terms:
        for label, place, id in (("code", "code", terms.code), ("training data", "data", terms.data), ("API", "api", terms.api)):
            facts.add(
                f"{'Terms' if place == 'api' else 'License'} of the {label}",
                f"license.{place}",
                cells.license(id) if id else UNKNOWN,
            )
        facts.add("Note", "license.note", text(terms.note))
    close("Access and terms")

    size = model.parameters
    facts.add("Parameters", "parameters.total", count(size.total) if size else UNKNOWN, always=True)
    if size:
        facts.add("Active parameters", "parameters.active", count(size.active))
        facts.add("Note", "parameters.note", text(size.note))
    window = model.context
    facts.add("Context window, tokens", "context.native", tokens(window.native if window else None), always=True)
    if window and (longer := window.extended):
        facts.add("Context, extended, tokens", "context.extended", tokens(longer.tokens))
        facts.add("Extended by", "context.extended", cells.word("context-methods", longer.by))
    facts.add("Longest answer, tokens", "max_output", tokens(model.max_output))
    ways = model.modalities
    facts.add("Reads", "modalities.input", cells.words("modalities", ways.input) if ways else UNKNOWN)
    facts.add("Writes", "modalities.output", cells.words("modalities", ways.output) if ways else UNKNOWN)
    close("Size and senses")

    if shape := model.architecture:
        facts.add("Kind", "architecture.kind", cells.word("architectures", shape.kind) if shape.kind else UNKNOWN)
        facts.add("Attention", "architecture.attention", cells.word("attention", shape.attention) if shape.attention else UNKNOWN)
        facts.add("Layers", "architecture.layers", tokens(shape.layer_count))
        facts.add(
            "Layers by kind", "architecture.layers", _layers(view, shape.layers) if isinstance(shape.layers, tuple) else UNKNOWN
        )
        for label, name in SHAPE:
            facts.add(label, f"architecture.{name}", tokens(getattr(shape, name)))
    if model.training:
        facts.add("Training tokens", "training.tokens", count(model.training.tokens))
        flop = model.training.compute_flop
        facts.add("Training compute, FLOP", "training.compute_flop", text(f"{flop:.2e}" if flop else None))
        facts.add("Note", "training.note", text(model.training.note))
    close("Architecture and training")
    return tuple(groups)


SHAPE = (
    ("Hidden size", "hidden_size"), ("Attention heads", "heads"), ("Key-value heads", "kv_heads"),
    ("Head dimension", "head_dim"), ("Latent rank (MLA)", "kv_lora_rank"), ("Rotary head dimension", "rope_head_dim"),
    ("Experts", "experts"),
    ("Experts active", "experts_active"), ("Shared experts", "shared_experts"), ("Intermediate size", "intermediate_size"),
    ("Vocabulary", "vocabulary"),
)  # fmt: skip


def _layers(view: View, groups: tuple[Layers, ...]) -> Cell:
    """36 × full attention, 12 × sliding window of 1,024."""
    parts = []
    for group in groups:
        window = f" of {group.window:,}" if group.window else ""
        parts.append(f"{group.count} × {view.label('layer-kinds', group.attention).lower()}{window}")
    return text(", ".join(parts))


def _license(view: View, model: Model, facts: Facts) -> tuple[Section, ...]:
    terms = model.license
    id = (terms.weights or terms.api) if terms else None
    if id is None:
        return ()
    lineages = view.knowledge.lineages
    return view.section(
        "license",
        "What the license allows",
        "model/license.html",
        license=view.cells.license(id),
        answers=view.once(("answers", id), lambda: _answers(view, view.catalog.licenses[id])),
        duties=[(view.label("questions", duty.question), duty) for duty in lineages.duties(model)],
        conflict=lineages.conflict(model),
        unmapped=lineages.unmapped(model),
        conflicts_page=view.links.page("licenses/conflicts.md"),
    )


def _answers(view: View, license: License) -> Markup:
    given = answers_of(view.catalog, license)
    rows = tuple(
        Row("", (text(view.label("questions", id)), answer_cell(view, given[id]), text(given[id].plain), text(given[id].clause)))
        for id in PAGE_QUESTIONS
        if id in given
    )
    columns = (Column("Question"), Column("Answer"), Column("Why"), Column("Clause"))
    table = Table(
        "license-answers", f"{license.name}: the questions most readers ask", columns, rows, empty="Its text has not been read."
    )
    return view.render("thing/table.html", table_=table)


def _relatives(view: View, model: Model) -> tuple[Section, ...]:
    cells = view.cells
    bases = tuple(
        (view.label("relations", base.relation), cells.model(base.model) if base.model else text(base.name))
        for base in model.base_models
    )
    children = tuple(cells.model(id) for id in view.knowledge.lineages.descendants(model.id))
    family = view.catalog.models_of(family=model.family)
    return view.section(
        "family",
        "Versions and relatives",
        "model/family.html",
        bases=bases,
        children=Cell("list", items=children) if children else None,
        relatives=view.once(("family", model.family), lambda: _family(view, family)) if len(family) > 1 else None,
        family=cells.family(model.family),
    )


def _family(view: View, models: tuple[Model, ...]) -> Markup:
    rows = tuple(
        Row(
            "",
            (
                view.cells.model(model.id),
                day(model.released),
                count(model.parameters.total) if model.parameters else UNKNOWN,
                view.cells.badge("access-classes", view.knowledge.assessments[model.id].access),
            ),
        )
        for model in models
    )
    columns = (Column("Model"), Column("Released"), Column("Parameters", numeric=True), Column("Access"))
    name = view.catalog.families[models[0].family].name
    return view.render("thing/table.html", table_=Table("relatives", f"The {name} family, newest first", columns, rows))


def _history(view: View, model: Model, facts: Facts) -> tuple[Section, ...]:
    rows = [
        (day(event.date), view.label("model-events", event.event), event.note, facts.note(event.source))
        for event in sorted(model.history, key=lambda event: event.date)
    ]
    return view.section("history", "What changed", "model/history.html", rows=rows, stages=_stages(view, model, facts))


@dataclass(frozen=True)
class _Milestone:
    """A dated step on one way to the model; `ahead` says that the day has not come."""

    day: Cell
    channel: str
    state: str
    ahead: bool
    note: str | None
    marks: tuple[tuple[int, str], ...]


def _stages(view: View, model: Model, facts: Facts) -> list[_Milestone]:
    today = view.catalog.today
    return [
        _Milestone(
            day(date),
            view.label("channels", stage.channel),
            view.label("lifecycle-states", state),
            bool(date) and not lifecycle.passed(str(date), today),
            stage.note if state == last else None,
            facts.note(stage.source),
        )
        for stage in model.lifecycle
        for last in [lifecycle.RETIRED if stage.retires else lifecycle.state(stage, today)]
        for state, date in (
            ("preview" if stage.state == "preview" else "available", stage.since),
            ("deprecated", stage.announced),
            (last, stage.retires),
        )
        if date or (state == last and not (stage.since or stage.announced or stage.retires))
    ]


def _flat(label: str, cell: Cell) -> str:
    return f"{label} {cell.text}" if cell.kind != "unknown" else ""


def _jsonld(view: View, model: Model) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "SoftwareApplication",
        "name": model.name,
        "applicationCategory": "AI model",
        "datePublished": model.released,
        "author": {"@type": "Organization", "name": view.catalog.makers[model.maker].name},
    }

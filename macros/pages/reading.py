"""Catalog in, what one reads out: questions, glossary, claims, bibliography, timeline, the references of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from markupsafe import Markup

from macros.answers import age
from macros.facts.schema.fields import Ref
from macros.facts.schema.words import Claim, Faq, Vocabulary, Work
from macros.pages.cells import VERDICT_TONES, Cell, text
from macros.pages.renderer import literal, plain, prose, script_json
from macros.pages.tables import Row, Table
from macros.pages.view import View

FaqId = Annotated[str, Ref("faq")]
TopicId = Annotated[str, Ref("vocabulary/faq-topics")]
AudienceId = Annotated[str, Ref("vocabulary/audiences")]
EventKind = Annotated[str, Ref("vocabulary/event-kinds")]


def faq(view: View, *ids: FaqId, topic: TopicId | None = None, audience: AudienceId | None = None) -> Markup:
    """Questions by topic, each opening into its answer, with FAQPage data: all, those of a topic or an audience, or the named."""
    chosen = [
        item
        for item in sorted(view.catalog.faq.values(), key=_rank)
        if (not ids or item.id in ids) and topic in (None, item.topic) and (audience is None or audience in item.audiences)
    ]
    groups = []
    for id, word in view.catalog.vocabularies["faq-topics"].items():
        items = [item for item in chosen if item.topic == id]
        if items:
            groups.append((id, word.label, [_question(view, item.id) for item in items]))
    data = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": item["question"],
                "acceptedAnswer": {"@type": "Answer", "text": f"{item['short']} {plain(str(item['answer']))}"},
            }
            for _, _, items in groups
            for item in items
        ],
    }
    return view.render("reading/faq.html", groups=groups, data=Markup(script_json(data)))


def _rank(item: Faq) -> tuple[bool, int]:
    return item.rank is None, item.rank or 0


def _question(view: View, id: str) -> dict[str, object]:
    item = view.catalog.faq[id]
    return {
        "id": id,
        "question": item.question,
        "short": item.short,
        "answer": prose(item.answer),
        "sources": _works(view, item.sources),
        "licenses": [(view.catalog.licenses[id].name, view.links.record("license", id)) for id in item.licenses],
        "pages": view.reading(item.pages),
        "reviewed": view.cells.aged(item.reviewed, age.WORDS),
        "edit": view.edit("faq", id),
    }


def _works(view: View, ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """(title, address, the day it was read) of sources of the bibliography."""
    return [(view.catalog.works[id].title, view.links.record("source", id), view.catalog.works[id].read) for id in ids]


def glossary(view: View) -> Markup:
    """Terms by letter."""
    letters: dict[str, list[tuple[str, object]]] = {}
    terms = view.catalog.terms
    for term in sorted(terms.values(), key=lambda term: term.term.casefold()):
        row = {
            "term": term,
            "see": [(terms[id].term, view.links.record("term", id)) for id in term.see_also],
            "sources": _works(view, term.sources),
            "edit": view.edit("term", term.id),
        }
        letters.setdefault(term.term[0].upper() if term.term[0].isalpha() else "0–9", []).append((term.term, row))
    groups = [(letter, ", ".join(name for name, _ in rows), [row for _, row in rows]) for letter, rows in letters.items()]
    return view.render("reading/glossary.html", groups=groups)


def claim_list(view: View) -> Markup:
    """Claims by topic and by verdict, and how many of each."""
    catalog = view.catalog
    claims = list(catalog.claims.values())
    topics = [
        (id, word.label, [_claim(view, claim) for claim in claims if claim.topic == id])
        for id, word in catalog.vocabularies["claim-topics"].items()
    ]
    verdicts = [
        (id, word, VERDICT_TONES[id], [_claim(view, claim) for claim in claims if claim.verdict == id])
        for id, word in catalog.vocabularies["verdicts"].items()
    ]
    return view.render("reading/claims.html", topics=[topic for topic in topics if topic[2]], verdicts=verdicts)


def _claim(view: View, claim: Claim) -> tuple[Claim, Cell, str]:
    return claim, view.cells.claim(claim.id), view.links.record("claim", claim.id)


def source_list(view: View) -> Markup:
    """The bibliography by type, with the level of access."""
    catalog = view.catalog
    groups = []
    for id, word in catalog.vocabularies["work-types"].items():
        works = sorted((work for work in catalog.works.values() if work.type == id), key=lambda work: work.title.casefold())
        if works:
            groups.append((id, word.label, works))
    levels = [
        (id, word, sum(work.level == id for work in catalog.works.values()))
        for id, word in catalog.vocabularies["access-levels"].items()
    ]
    return view.render("reading/sources.html", groups=groups, levels=levels, edit=lambda id: view.edit("source", id))


def timeline(view: View, *, topic: EventKind | None = None, since: str = "") -> Markup:
    """Dated events by year, the newest first: all, those of a kind, those since a day, a month or a year."""
    catalog = view.catalog
    years: dict[str, list[object]] = {}
    for event in reversed(catalog.past_events.values()):
        if topic not in (None, event.kind) or event.date < since:
            continue
        row = {
            "event": event,
            "date": view.catalog.long_day(event.date),
            "kind": view.label("event-kinds", event.kind),
            "sources": _works(view, event.sources),
            "models": [view.cells.model(id) for id in event.models],
            "edit": view.edit("event", event.id),
        }
        years.setdefault(event.date[:4], []).append(row)
    return view.render("reading/timeline.html", years=years)


def vocabulary(view: View, id: str) -> Markup:
    """The words of one vocabulary with their meaning."""
    words = view.catalog.vocabularies[id].values()
    rows = tuple(Row("", (view.cells.badge(id, word.id), text(word.description))) for word in words)
    table = Table(f"vocabulary-{id}", view.catalog.all(Vocabulary)[id].title, view.columns("word", "meaning"), rows)
    return view.render("thing/table.html", table_=table)


def citations(view: View, ids: list[str], up: str) -> str:
    """The heading and the footnotes of a page, in Markdown: the footnote extension numbers and places them.

    `up` leads from the page's folder in docs/ to docs/ itself.
    """
    lines = ["## Sources", "", "///Footnotes Go Here///", ""]
    for id in ids:
        lines.append(f"[^{id}]: {_citation(view.catalog.works[id], up)}")
    return "\n".join(lines)


def _citation(work: Work, up: str) -> str:
    parts = [
        literal(part) for part in (work.authors, work.publisher if work.publisher != work.authors else None, work.published) if part
    ]
    level = "" if work.level in ("A", "B") else f" (level {work.level})"
    return f"[{literal(work.title)}]({work.url}). {', '.join(parts)}. [Our entry]({up}sources.md#{work.id}){{ .atlas-hint }}{level}"

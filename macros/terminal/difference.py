"""What is known of two copies of the project in, what differs in meaning out: fields, answers that flip, pages touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.answers.catches import of_license
from macros.answers.knowledge import Knowledge
from macros.answers.licensing.sizes import edge
from macros.answers.licensing.use import askable, rule
from macros.facts import changes
from macros.facts.changes import Changed
from macros.facts.schema.kinds import BY_NAME
from macros.facts.schema.model import Model
from macros.pages import attributes, compare
from macros.pages.license_tables import CASES
from macros.pages.links import FOLDERS, Links
from macros.pages.titles import titles
from macros.pages.view import View
from macros.terminal.text import shown

Key = tuple[str, str, str]  # kind, id, what is asked


@dataclass(frozen=True)
class Flip:
    """An answer that is worked out, before and after, and the records for which it changes so."""

    label: str
    before: str
    after: str
    kind: str
    records: tuple[tuple[str, str], ...]  # id, name


@dataclass(frozen=True)
class Difference:
    """All that differs. `unread` says why the answers of the other copy could not be worked out; '' where they were."""

    records: tuple[Changed, ...]
    flips: tuple[Flip, ...]
    pages: tuple[str, ...]  # of records and of docs/, by their path below docs/
    unread: str = ""


def difference(known: Knowledge, base: Knowledge | None, project: Path, folder: Path, unread: str = "") -> Difference:
    """`folder` is the other copy; without `base`, which the rules of today refuse, only what is written is compared."""
    records = changes.compared(*changes.read(folder, project))
    flips = tuple(_flips(_answers(base), _answers(known), known)) if base else ()
    return Difference(records, flips, _pages(known, records, flips, project, folder), unread)


def _flips(before: Mapping[Key, str], after: Mapping[Key, str], known: Knowledge) -> Iterator[Flip]:
    """Answers to a record that both copies have, the same flips together."""
    groups: dict[tuple[str, str, str, str], list[tuple[str, str]]] = {}
    for (kind, id, label), answer in after.items():
        old = before.get((kind, id, label))
        if old is not None and old != answer:
            name = getattr(known.catalog.entries[kind][id].record, "name", id)
            groups.setdefault((kind, label, old, answer), []).append((id, name))
    for (kind, label, old, answer), found in groups.items():
        yield Flip(label, old, answer, kind, tuple(found))


def _answers(known: Knowledge) -> dict[Key, str]:
    """Everything that is worked out about models and licenses, in the words of the pages."""
    view = View(known, Links())
    found: dict[Key, str] = {}
    asked = [attribute for attribute in known.attributes["model"].values() if attribute.words.field is None]
    for model in known.catalog.models.values():
        for attribute in asked:
            found["model", model.id, attributes.label(attribute)] = shown(attributes.cell(view, attribute, model))
        found |= _terms(view, model)
    for license in askable(known.catalog):
        outcome = of_license(known.catalog, license).outcome
        found["license", license.id, "Business use"] = view.label("outcomes", outcome)
        for id, use in CASES:
            ruling = rule(known.catalog, license, use)
            found["license", license.id, f"May I: {view.label('use-cases', id)}"] = view.label("outcomes", ruling.outcome)
    return found


def _terms(view: View, model: Model) -> dict[Key, str]:
    """What binds who uses a model, question by question, and how open it is in numbers."""
    score = view.knowledge.assessments[model.id].european
    found = {("model", model.id, "European index"): f"{score.low:.2f} to {score.high:.2f} of 1"}
    texts = [layer.license for layer in view.knowledge.terms[model.id].layers]
    found["model", model.id, "Size limits"] = _listed(edge(view.catalog, limit) for text in texts for limit in text.thresholds)
    found["model", model.id, "Places left out"] = _listed(
        view.label("places", item.place) for text in texts for item in text.excluded_places
    )
    for id, word in view.catalog.vocabularies["questions"].items():
        term = view.knowledge.terms[model.id].answers.get(id)
        found["model", model.id, word.label] = view.label("answers", term.answer.answer) if term else "unknown"
    return found


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(texts)) or "none"


def _pages(known: Knowledge, records: tuple[Changed, ...], flips: tuple[Flip, ...], project: Path, folder: Path) -> tuple[str, ...]:
    """The pages of what changed, comparisons they stand in, and the pages of docs/ that differ."""
    touched = {(each.kind, each.id) for each in records if each.what != "removed"}
    touched |= {(flip.kind, id) for flip in flips for id, _ in flip.records}
    pages = {f"{FOLDERS[kind]}/{id}.md" for kind, id in touched if BY_NAME[kind].paged}
    models = {id for kind, id in touched if kind == "model"}
    pages |= {compare.path(pair) for pair in known.pairs if {pair.first.id, pair.second.id} & models}
    for page in titles(project / "docs"):
        new, old = project / "docs" / page, folder / "docs" / page
        if not old.is_file() or old.read_bytes() != new.read_bytes():
            pages.add(page)
    return tuple(sorted(pages))

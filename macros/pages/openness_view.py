"""Verdicts in, the openness sections of a model page and the openness tables out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from macros.answers.access import Openness
from macros.answers.components import Piece
from macros.answers.openness import european, mof, osaid
from macros.facts.schema.model import Model
from macros.pages.cells import NONE, UNKNOWN, VERDICT_TONES, Cell, text
from macros.pages.facts import Facts
from macros.pages.page import Section
from macros.pages.view import View

Said = TypeVar("Said", bound=Hashable)


@dataclass(frozen=True)
class Line:
    """One component of the matrix: what is published, what the framework makes of it, and the evidence."""

    name: str
    present: Cell
    license: Cell
    mof: Cell
    evidence: str
    url: str
    notes: tuple[int, ...]


def osaid_cell(view: View, verdict: osaid.Verdict) -> Cell:
    """The Open Source AI Definition's outcome as a badge that links to the definition."""
    reason = verdict.failures[0].reason if verdict.failures else "; ".join(item.reason for item in verdict.open_points)
    return view.cells.badge("osaid-verdicts", verdict.value, title=reason, href=view.links.page("openness/osaid.md"))


def mof_cell(view: View, verdict: mof.Verdict) -> Cell:
    """The framework's class as a badge."""
    return view.cells.badge("mof-classes", verdict.value, href=view.links.page("openness/mof.md"))


def european_cell(view: View, score: european.Score) -> Cell:
    """The score of the European index: one number, or the range that the unknown dimensions leave."""
    shown = view.catalog.range(f"{score.low:.2f}", f"{score.high:.2f}")
    title = view.catalog.say("dimensions", known=score.known, all=len(score.dimensions))
    return Cell("number", shown, view.links.page("openness/european.md"), title=title, sort=f"{score.low:.4f}")


def sections(view: View, model: Model, verdicts: Openness, facts: Facts) -> tuple[Section, ...]:
    """What each definition says, what is missing, and the component matrix."""
    if model.type == "product":
        return ()
    words = view.catalog.vocabularies["components"]
    parts = view.knowledge.pieces[model.id]
    return view.section(
        "openness",
        "model/openness.html",
        osaid=osaid_cell(view, verdicts.osaid),
        mof=mof_cell(view, verdicts.mof),
        european=european_cell(view, verdicts.european),
        coverage=verdicts.european.known,
        verdict=verdicts,
        requirements=[
            (names, view.label("requirement-states", state), VERDICT_TONES[state], reason)
            for (state, reason), names in together(
                (words[item.component].label, (item.state, item.reason))
                for item in verdicts.osaid.requirements
                if item.state != "unknown"
            )
        ],
        undecided=[words[item.component].label for item in verdicts.osaid.open_points],
        missing=together(
            (words[check.component].label, check.reason) for check in verdicts.mof.missing if check.outcome != "unknown"
        ),
        unseen=[words[check.component].label for check in verdicts.mof.missing if check.outcome == "unknown"],
        warnings=together((words[check.component].label, check.reason) for check in verdicts.mof.warnings),
        present=view.caption("present"),
        lines=matrix(view, model, verdicts, facts),
        unrecorded=[word.label for id, word in words.items() if not parts[id].recorded],
        edit=view.edit("model", model.id, "components"),
        presence=view.catalog.vocabularies["presence"].values(),
        pages={name: view.links.page(f"openness/{name}.md") for name in ("index", "osaid", "mof", "european")},
        claimed=model.claimed.label if model.claimed else "",
        assessed=view.label("access-classes", verdicts.access),
    )


def together(found: Iterable[tuple[str, Said]]) -> list[tuple[Said, list[str]]]:
    """(name, what is said of it) → what is said, once, with all it is said of."""
    names: dict[Said, list[str]] = {}
    for name, said in found:
        names.setdefault(said, []).append(name)
    return list(names.items())


def matrix(view: View, model: Model, verdicts: Openness, facts: Facts) -> list[Line]:
    """One line for each component about which something is recorded."""
    parts = view.knowledge.pieces[model.id]
    checks = {check.component: check for check in verdicts.mof.checks}
    lines = []
    for id, word in view.catalog.vocabularies["components"].items():
        piece = parts[id]
        if not piece.recorded:
            continue
        check = checks.get(id)
        lines.append(
            Line(
                word.label,
                _present(view, piece),
                view.cells.license(piece.license.id)
                if piece.license
                else text(view.catalog.say("no-license"))
                if piece.unlicensed
                else NONE
                if piece.present == "no"
                else UNKNOWN,
                _bare(view.cells.badge("check-outcomes", check.outcome))
                if check
                else text(view.label("check-outcomes", "not-asked")),
                piece.shows or (view.catalog.say("implied") if piece.implied else ""),
                piece.url or "",
                facts.note(piece.source),
            )
        )
    return lines


def _present(view: View, piece: Piece) -> Cell:
    return _bare(view.cells.badge("presence", piece.present)) if piece.present else UNKNOWN


def _bare(cell: Cell) -> Cell:
    """Without what it means: that is said once, above or below the table."""
    return cell._replace(title="")

"""What differs in meaning in, the report that a reviewer reads out: plain text, or Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from macros.facts.changes import Change, Changed
from macros.facts.schema.dictionary import Dictionary
from macros.pages.links import Links
from macros.terminal.difference import Difference, Flip
from macros.terminal.text import GAP, wrapped

NOTHING = "–"
FEW = 12  # names in a line
LONG = 160  # letters of a value
MOST_FIELDS, MOST_PAGES = 200, 60  # lines of a report that people still read
Labels = Mapping[tuple[str, str], str]


def labels(dictionaries: Mapping[str, Dictionary]) -> Labels:
    """(kind, field) → the label under which a reader knows it."""
    return {(kind, line.field): line.label for kind, each in dictionaries.items() for line in each.attributes if line.field}


def summary(found: Difference) -> str:
    """All of it in one line."""
    if not found.records and not found.flips and not found.pages:
        return "Nothing changes in meaning."
    sorts = [(what, sum(each.what == what for each in found.records)) for what in ("added", "removed", "renamed", "changed")]
    counts = [f"{number} {'record' if number == 1 else 'records'} {what}" for what, number in sorts if number]
    flips = sum(len(flip.records) for flip in found.flips)
    counts += [f"{flips} {'answer flips' if flips == 1 else 'answers flip'}"] if flips else []
    counts.append(f"{len(found.pages)} {'page' if len(found.pages) == 1 else 'pages'} touched")
    return ", ".join(counts) + "."


def plain(found: Difference, known: Labels, width: int) -> list[str]:
    """The report for a terminal."""
    lines = [summary(found), *wrapped(found.unread, width)]
    for each in found.records:
        lines += ["", f"{each.what}: {_headed(each)}"]
        for change in each.facts:
            lines += wrapped(f"{_field(each, change, known)}: {_value(change.before)} → {_value(change.after)}", width, GAP, 4)
        lines += wrapped(_evidence(each), width, GAP, 4)
    if found.flips:
        lines += ["", "What follows from it"]
        for flip in found.flips:
            lines += wrapped(f"{flip.label}: {flip.before} → {flip.after}: {_names(flip)}", width, GAP, 4)
    if found.pages:
        lines += ["", f"Pages touched: {len(found.pages)}", *(f"{GAP}{page}" for page in _few(list(found.pages), MOST_PAGES))]
    return lines


def markdown(found: Difference, known: Labels, preview: str = "", *, directories: bool = False) -> str:
    """The report for a pull request; `preview` is where the built site can be looked at, '' where it is a file to unpack."""
    links = Links(preview, directories=directories)
    parts = ["### What changes in meaning", "", summary(found)]
    parts += ["", found.unread] if found.unread else []
    rows = [
        (_code(_headed(each)), _code(_field(each, change, known)), _code(_value(change.before)), _code(_value(change.after)))
        for each in found.records
        for change in each.facts
    ]
    whole = [f"- {each.what}: {_code(_headed(each))}" for each in found.records if each.what != "changed"]
    proofs = [f"- {_code(each.id)}: {text}" for each in found.records if (text := _evidence(each))]
    if found.flips:
        parts += ["", "#### Answers that flip", "", *_table(("Answer", "Before", "After", "For"), _flips(found.flips))]
    if whole:
        parts += ["", "#### Records", "", *_few(whole, MOST_FIELDS)]
    if rows:
        parts += ["", "#### Fields", "", *_table(("Record", "Field", "Before", "After"), rows)]
    if proofs:
        parts += ["", "#### Evidence", "", *_few(proofs, MOST_FIELDS)]
    if found.pages:
        shown = [f"- [{page}]({links.page(page)})" if preview else f"- {_code(links.page(page))}" for page in found.pages]
        parts += ["", f"#### Pages touched: {len(found.pages)}", "", *_few(shown, MOST_PAGES)]
    return "\n".join(parts) + "\n"


def _headed(each: Changed) -> str:
    former = f" (was {each.was})" if each.was else ""
    return f"{each.kind} {each.id}{former}"


def _field(each: Changed, change: Change, known: Labels) -> str:
    label = known.get((each.kind, change.path))
    return f"{label} ({change.path})" if label else change.path


def _value(text: str | None) -> str:
    if text is None:
        return NOTHING
    return text if len(text) <= LONG else text[: LONG - 1] + "…"


def _evidence(each: Changed) -> str:
    """How the sources of a record differ, counted."""
    keys: dict[str, list[Change]] = {}
    for change in each.evidence:
        keys.setdefault(change.path.split(".")[1], []).append(change)
    came = sum(all(change.before is None for change in some) for some in keys.values())
    went = sum(all(change.after is None for change in some) for some in keys.values())
    told = [(came, "added"), (went, "removed"), (len(keys) - came - went, "changed")]
    texts = [f"{number} {'source' if number == 1 else 'sources'} {what}" for number, what in told if number]
    return f"evidence: {', '.join(texts)}" if texts else ""


def _names(flip: Flip) -> str:
    names = [name for _, name in flip.records]
    rest = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    counted = f"{len(names)} {flip.kind}s: " if len(names) > 1 else ""
    return counted + ", ".join(names[:FEW]) + rest


def _flips(flips: Iterable[Flip]) -> Iterator[tuple[str, ...]]:
    for flip in flips:
        yield tuple(map(_code, (flip.label, flip.before, flip.after, _names(flip))))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [" | ".join(row) for row in rows]
    return [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *_few([f"| {line} |" for line in lines], MOST_FIELDS)]


def _few(lines: list[str], most: int) -> list[str]:
    return lines if len(lines) <= most else [*lines[:most], "", f"… and {len(lines) - most} more."]


def _code(text: str) -> str:
    """Words of a record as code: nothing in them is a mention, a link or HTML."""
    return "`" + text.replace("`", "ʼ").replace("|", "¦").replace("\n", " ") + "`" if text else NOTHING

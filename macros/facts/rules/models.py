"""Rules about models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import cast

from macros.facts.documents import Place
from macros.facts.rules.entry import Entry, RecordRule, Written
from macros.facts.rules.order import beyond, of_one
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.facts.schema.scores import ScoreList
from macros.facts.schema.things import Benchmark

SLACK = 2.5  # between a size in a name and the count: 8x7B is 47B
_SIZE = re.compile(r"(?<![a-z0-9.])(a|e|)(?:(\d+)x)?(\d+(?:\.\d+)?)([mbt])(?![a-z0-9])")
_UNIT = {"m": 10**6, "b": 10**9, "t": 10**12}

_CLASS = re.compile(r"/transformers/(?:tree|blob)/[^/]+/src/transformers/models/(\w+)$")
# words that say what was counted and not how a model was asked
_COUNTED = frozenset(
    {"accuracy", "answer", "average", "benchmark", "choice", "em", "evaluation", "exact", "macro", "match", "metric", "multiple",
     "none", "not", "pass", "problem", "rate", "resolved", "score", "set", "solving", "specified", "standard", "standardized",
     "success", "test", "unspecified", "verified"}
)  # fmt: skip
_GAP = 5  # years between a maker's first model and the next
_END_IN_WORDS = re.compile(
    r"\b(shut ?down|switch(ed)? off|retire(d|s|ment)?|end of (life|service|sale))\b[^.;]{0,40}"
    r"\b(announced|listed|scheduled|planned|due|expected|set) (for|on)\b"
    r"|\b(announced|listed|scheduled|planned|due|set) for (shut ?down|retirement|removal|deprecation)\b",
    re.IGNORECASE,
)
_ENDS = ("hut", "witch", "etire", "end of", "End of", "for removal", "for deprecation")  # the first letter may be a capital


def active_within_total(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Active parameters are part of the total."""
    count = cast(Model, entry.record).parameters
    if count and count.total and count.active and count.active > count.total:
        yield ("parameters", "active"), f"is more than the total ({count.total:,}); check the unit of both, and which is which"


def size_in_name(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A size in the name or the id is the size, unless a note says what it is."""
    model = cast(Model, entry.record)
    count = model.parameters
    if count is None or count.note or not (count.total or count.active):
        return
    sizes = [size for size in (count.total, count.active) if size]
    others = [size for size in (_window(model), model.training.tokens if model.training else None) if size]
    for name in (model.name, entry.id):
        said = [
            int(times or 1) * float(size) * _UNIT[unit]
            for part, times, size, unit in _SIZE.findall(name.casefold())
            if part != "a" or count.active  # A3B counts the active ones
        ]
        if said and not (any(_near(size, sizes) for size in said) and all(_near(size, sizes + others) for size in said)):
            yield ("parameters",), f"do not fit '{name}'; check the unit, or say in 'note' what the number in the name counts"
            return


def _window(model: Model) -> int | None:
    """The longest context it has, by whatever method."""
    context = model.context
    return ((context.extended and context.extended.tokens) or context.native) if context else None


def _near(size: float, others: list[int]) -> bool:
    return any(size / SLACK <= other <= size * SLACK for other in others)


def base_named(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A base model has an id or a name, and is another model."""
    for at, base in enumerate(cast(Model, entry.record).base_models):
        if (base.model is None) == (base.name is None):
            yield ("base_models", at), "write either 'model:' (its id) or 'name:' (if it has no record)"
        for field in ("license", "maker"):
            if base.model and getattr(base, field):
                yield ("base_models", at, field), "is said by the record of the base; delete it here"
        if base.model == entry.id:
            yield ("base_models", at, "model"), "is this very model"


def weights_terms(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Only what can be downloaded has a license for its weights and an address for them."""
    model = cast(Model, entry.record)
    if model.availability.weights == "none":
        if model.license and model.license.weights:
            yield ("license", "weights"), "the weights cannot be downloaded ('availability.weights: none'); the terms are 'api:'"
        if model.availability.weights_url:
            yield ("availability", "weights_url"), "the weights cannot be downloaded ('availability.weights: none'); delete it"


def parts_fit_facts(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A part judged by hand agrees with what the record says of the same thing elsewhere."""
    model = cast(Model, entry.record)
    parts, terms = model.components, model.license.weights if model.license else None
    final = parts.get("model-parameters-final")
    if final and final.license and terms and final.license != terms:
        text = f"is another than 'license.weights' ({terms}); which edition is it?"
        yield ("components", "model-parameters-final", "license"), text
    summary = model.ai_act.training_summary if model.ai_act else None
    if summary and summary.published == "yes" and (sheet := parts.get("datasheet")) and sheet.present == "no":
        text = "is 'no', and 'ai_act' has a public summary of the training content; write partial or yes"
        yield ("components", "datasheet", "present"), text
    if model.paper and "arxiv.org" in model.paper and (part := parts.get("preprint")) and part.present == "no":
        yield ("components", "preprint", "present"), f"is 'no', and 'paper' is {model.paper}; write yes, or tell the edition"
    loaded = [name for key in model.sources_of("files") if (name := _class(model.sources[key].url))]
    for id in ("model-architecture", "inference-code"):
        name = _class(parts[id].url) if id in parts else None
        if name and loaded and name not in loaded:
            yield (
                ("components", id, "url"),
                f"is the class {name} of transformers, and 'files' rests on {loaded[0]}; which one is it?",
            )


def _class(url: str | None) -> str | None:
    """The class of transformers an address leads to."""
    found = _CLASS.search(url or "")
    return found[1] if found else None


def end_in_words(entry: Written) -> Iterator[tuple[Place, str]]:
    """The day a model ends stands in `lifecycle`, where it acts when it comes; words would only grow old."""
    for place, _ in entry.found(_END_IN_WORDS, *_ENDS):
        if place[0] not in ("sources", "conflicts"):
            yield place, "tells in words when it ends; write 'retires:' in 'lifecycle', which acts when the day comes"


def tokens_in_order(entry: Entry) -> Iterator[tuple[Place, str]]:
    """What a model writes stands in its context, and an extended context is longer."""
    model = cast(Model, entry.record)
    window, context = _window(model), model.context
    if model.max_output and window and model.max_output > window:
        yield ("max_output",), f"is more than its context ({window}); check which is which"
    if context and context.native and context.extended and context.extended.tokens <= context.native:
        yield ("context", "extended", "tokens"), f"is not more than 'native' ({context.native}); check which is which"


def active_is_less(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A model all of whose parameters work has no number of active ones."""
    count = cast(Model, entry.record).parameters
    if count and count.total and count.active == count.total:
        yield ("parameters", "active"), "is the total; delete it, only a mixture of experts has active ones"


def scores_in_range(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """A share is between 0 and 100, a rating below ten thousand."""
    for entry in entries["model"].values():
        for at, score in enumerate(cast(Model, entry.record).benchmarks):
            if (found := entries["benchmark"].get(score.benchmark)) is not None:
                unit = cast(Benchmark, found.record).unit
                if why := of_one(score.score, unit) or beyond(score.score, unit):
                    yield entry, ("benchmarks", at, "score"), why


def scored_in_vain(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """Results by others that were looked for and not found are on no board and in no record."""
    boards = {
        row.model: entry.path
        for entry in entries["score-list"].values()
        for row in cast(ScoreList, entry.record).rows
        if row.reported_by != "maker"
    }
    for id, entry in entries["model"].items():
        model = cast(Model, entry.record)
        own = entry.path if any(score.reported_by != "maker" for score in model.benchmarks) else None
        for at, search in enumerate(model.searched):
            if "scores" in search.fields and (found := boards.get(id) or own):
                yield entry, ("searched", at, "for"), f"'scores' of this model by others stand in {found}; delete it here"


def one_stage_a_way(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A way to the model has one line, whose days come in order."""
    seen: set[str] = set()
    for at, stage in enumerate(cast(Model, entry.record).lifecycle):
        if stage.channel in seen:
            yield ("lifecycle", at, "channel"), f"'{stage.channel}' has a line already; keep one, the newest"
        seen.add(stage.channel)
        days = [(name, day) for name in ("since", "announced", "retires") if (day := getattr(stage, name))]
        for (before, early), (after, late) in pairwise(days):
            if early[: len(late)] > late[: len(early)]:
                yield ("lifecycle", at, after), f"is before '{before}'; check the days"


def unsaid_or_said(entry: Entry) -> Iterator[tuple[Place, str]]:
    """What the source of a score does not say has no value; only with a value is the setting called `variant`."""
    for at, score in enumerate(cast(Model, entry.record).benchmarks):
        for number, name in enumerate(score.unstated):
            field = "variant" if name == "setting" else name
            if getattr(score, field, None):
                yield ("benchmarks", at, "unstated", number), f"'{field}' is written in this row; delete it here, or there"


def scores_told(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A maker's score says how the model was asked and by which program, or that its page does not, or that one looked."""
    model = cast(Model, entry.record)
    needed: set[tuple[str, str]] = set()
    for at, score in enumerate(model.benchmarks):
        if score.reported_by != "maker" or score.source not in model.sources:
            continue  # a missing source is reported elsewhere
        url = model.sources[score.source].url
        needed |= {(url, f"benchmarks.{name}") for name in score.untold}
        for name in score.untold:
            if name not in model.unfound(score):
                yield (
                    ("benchmarks", at, "variant" if name == "setting" else name),
                    f"is missing; write it; if its page was read whole and does not say it, 'unstated: [{name}]'; if only a part "
                    f"could be read, 'searched: [{{for: [benchmarks.{name}], url: {url}, read: …}}]'",
                )
    for at, search in enumerate(model.searched):
        for number, path in enumerate(search.fields):
            if path.startswith("benchmarks.") and (search.url, path) not in needed:
                yield ("searched", at, "for", number), "is lacking on no score of this page; delete it here"


def setting_says_something(entry: Entry) -> Iterator[tuple[Place, str]]:
    """How the model was asked is not told by the name of what was counted."""
    for at, score in enumerate(cast(Model, entry.record).benchmarks):
        words = {*re.findall(r"[a-z0-9@]+", (score.variant or "").lower())} - {*score.benchmark.split("-")}
        if score.variant and words <= _COUNTED:
            yield ("benchmarks", at, "variant"), "does not say how the model was asked; write that, or delete it"


def origin_told(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Of weights that can be had, a reader learns what they were made from, or where somebody looked in vain."""
    model = cast(Model, entry.record)
    if model.downloadable and not model.origin and not any("base_models" in search.fields for search in model.searched):
        yield (
            ("base_models",),
            "is not told; name the model it was made from, or write 'scratch', or 'undisclosed'; if you looked in vain, "
            "say where: 'searched: [{for: [base_models], url: …, read: …}]'",
        )


def young_license(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """A license is not younger than the model it is put on, unless the record says when the terms changed."""
    for entry in entries["model"].values():
        model = cast(Model, entry.record)
        terms = model.license
        text = entries["license"].get(str(terms.weights)) if terms else None
        if text is None or terms is None:
            continue  # one that is missing is reported elsewhere
        edition = cast(License, text.record)
        born, there = edition.first or edition.published, model.availability.weights_since or model.released
        same = min(len(born or ""), len(there))
        young = born is not None and born[:same] > there[:same]
        if young and terms.changed is None:
            yield (
                entry,
                ("license", "weights"),
                f"the text is of {born}, the model of {there}; name the text of that time, or say since when: 'changed: {{on: …}}'",
            )
        if terms.changed and terms.changed.on < there[: len(terms.changed.on)]:
            yield entry, ("license", "changed", "on"), f"is before the model ({there}); delete it, or check the day"


def base_cycles(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """A model cannot descend from itself: told once a circle, at the oldest model, which cannot come from a younger one."""
    parents = _parents(entries)
    told: set[str | None] = set()
    for id, entry in sorted(entries["model"].items(), key=lambda item: (cast(Model, item[1].record).released, item[0])):
        chain = _way_back(id, parents)
        if chain and not told & {*chain}:
            told |= {*chain}
            yield (
                entry,
                ("base_models",),
                f"descends from itself: {' from '.join([id, *chain])}; one of them is wrong",
            )


def _parents(entries: Mapping[str, Mapping[str, Entry]]) -> dict[str, list[str | None]]:
    return {
        id: [base.model for base in cast(Model, entry.record).base_models if base.model not in (None, id)]
        for id, entry in entries["model"].items()
    }


def _way_back(id: str, parents: Mapping[str, list[str | None]]) -> list[str]:
    """The chain of bases that leads from a model to itself, or nothing."""
    todo: list[list[str]] = [[str(base)] for base in parents[id]]
    seen: set[str] = set()
    while todo:
        chain = todo.pop()
        if chain[-1] == id:
            return chain
        if chain[-1] not in seen:
            seen.add(chain[-1])
            todo += [[*chain, str(base)] for base in parents.get(chain[-1], ())]  # a missing one is reported elsewhere
    return []


def first_of_its_maker(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[Entry, Place, str]]:
    """A model years older than every other of its maker has a wrong year, or a first that its maker's later ones follow."""
    of_maker: dict[str, list[tuple[str, Entry]]] = {}
    for entry in entries["model"].values():
        model = cast(Model, entry.record)
        of_maker.setdefault(model.maker, []).append((model.released, entry))
    for maker, models in of_maker.items():
        days = sorted(models, key=lambda item: item[0])
        if len(days) > 2 and int(days[1][0][:4]) - int(days[0][0][:4]) > _GAP:
            yield (
                days[0][1],
                ("released",),
                f"is {int(days[1][0][:4]) - int(days[0][0][:4])} years before every other model of {maker}; check the year",
            )


RULES: tuple[RecordRule, ...] = (
    end_in_words, active_within_total, active_is_less, size_in_name, base_named, weights_terms, parts_fit_facts,
    tokens_in_order, one_stage_a_way,
    origin_told, unsaid_or_said, scores_told, setting_says_something,
)  # fmt: skip

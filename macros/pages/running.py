"""Models and devices in, whether the ones run on the others out: for a model's page, a device's page and the tool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from markupsafe import Markup

from macros.answers import lifecycle
from macros.answers.fit import READING, SIZES, WORKING, Need, Row, Setting, Verdict, need, place, room, smallest, verdict, within
from macros.answers.memory import Span, published_bits
from macros.answers.memory import cache as keep
from macros.answers.speed import Estimate, speed
from macros.answers.usual import FIRST
from macros.facts.schema.fields import Ref
from macros.facts.schema.model import Model
from macros.facts.schema.things import Hardware, Quantization
from macros.pages import attributes
from macros.pages.cells import NONE, UNKNOWN, Cell, count, day, gigabytes, integer, text
from macros.pages.links import RUN
from macros.pages.page import Section
from macros.pages.tables import Filter, Table
from macros.pages.tables import Row as Line
from macros.pages.view import View

ModelId = Annotated[str, Ref("model")]
HardwareId = Annotated[str, Ref("hardware")]

SCHEMES = ("bf16", "fp8", "q4-k-m")  # the ways of storing weights that tables show
COMMON = "q4-k-m"  # the one that one number is for
CONTEXTS = (READING, 32_768)
CACHES = (16, 8.5, 4.5)  # bits of a value in the cache that the form offers
MEMORY = 16  # GB that the form asks for before it is changed
SHOWN = 40  # models on the page of a device


def memory(view: View, id: ModelId, context: int = READING) -> Markup:
    """Memory a model needs at 16, 8 and 4.9 bits with so many tokens of context: weights, cache, working space."""
    model = view.catalog.models[id]
    own = view.knowledge.rows[id]
    rows = []
    for scheme in _schemes(view, model):
        found = need(own, Setting(_bits(scheme, model), context))
        rows.append(Line("", (
            _scheme(view, scheme, model), gigabytes(found.weights), _span(view, found), gigabytes(found.working),
            _total(view, found),
        )))  # fmt: skip
    columns = (
        view.column("stored"),
        *(view.column(name, numeric=True, tokens=f"{context:,}") for name in ("weights", "cache", "working", "together")),
    )
    table = Table(f"memory-{id}", view.caption("memory", model=model.name, tokens=f"{context:,}"), columns, tuple(rows))
    return view.render(
        "run/memory.html", table_=table, missing=_missing(view, own), tool=_tool(view, f"?model={id}&context={context}")
    )


def cache(view: View, *ids: ModelId) -> Markup:
    """What models keep of the text they have read, at 16 bits: a token, 8,192 of them, and all they can read."""
    chosen = [view.catalog.models[id] for id in ids]
    rows = []
    for model in chosen:
        growth, native = keep(model).growth(), model.context.native if model.context else None
        rows.append(Line("", (
            view.cells.model(model.id), _whole(view, growth), *(_kept(view, model, tokens) for tokens in (READING, native)),
            text(f"{native:,}") if native else UNKNOWN, _kinds(view, model),
        )))  # fmt: skip
    columns = (
        view.column("model"),
        view.column("a-token", numeric=True),
        view.column("kept", numeric=True, tokens=f"{READING:,}", two=view.caption("two-figures")),
        view.column("whole-context", numeric=True),
        view.column("context-tokens", numeric=True),
        view.column("layers"),
    )
    table = Table("", view.caption("kept", count=len(rows)), columns, tuple(rows))
    return view.render("thing/table.html", table_=table)


def _kinds(view: View, model: Model) -> Cell:
    """The layers by kind, where they differ."""
    alike = model.architecture is not None and isinstance(model.architecture.layers, int)
    return NONE if alike else attributes.cell(view, view.knowledge.attributes["model"]["layer-kinds"], model)


def _kept(view: View, model: Model, tokens: int | None) -> Cell:
    """The cache of a text, where the model reads one as long."""
    native = model.context.native if model.context else None
    if tokens is None or (native and tokens > native):
        return Cell("none", "–", title=view.caption("too-long"))
    return _span(view, need(view.knowledge.rows[model.id], Setting(16, tokens)))


def _whole(view: View, growth: Span | None) -> Cell:
    if growth is None:
        return UNKNOWN
    return Cell("number", view.catalog.range(f"{growth.low:,.0f}", f"{growth.high:,.0f}"), sort=f"{growth.low:022.0f}")


def fits(view: View, id: HardwareId, limit: int = 10) -> Markup:
    """The models most used that run on a device, with memory, verdict and speed."""
    return view.render("thing/table.html", table_=fitting_table(view, view.catalog.hardware[id], limit))


def will_it_run(view: View) -> Markup:
    """The form that says which models run on a device, and the same worked out for common memory sizes."""
    catalog = view.catalog
    return view.render(
        "run/tool.html",
        devices=devices(view),
        memories=view.labels("memory-places"),
        schemes=list(catalog.quantizations.values()),
        common=COMMON,
        programs=list(catalog.programs.values()),
        caches=[(bits, view.say(f"run.bits-{bits}")) for bits in CACHES],
        sizes=_sizes(view),
        every=_every(view),
        summary=summary(view),
        memory=MEMORY,
        models=[(model.id, model.name) for model in sorted(_models(view), key=lambda model: model.name.casefold())],
        model_url=view.links.record("model", "{id}"),
        device_url=view.links.record("hardware", "{id}"),
    )


def summary(view: View) -> str:
    """What fits, as the form says it before it is changed."""
    bits, there = view.catalog.quantizations[COMMON].bits, room(MEMORY)
    answers = {model.name: verdict(needed, there) for model, needed in _needs(view, bits)}
    count = Counter(answers.values())
    first = [name for name, answer in answers.items() if answer == "well"][:3]
    told = {"well": count["well"], "tight": count["tight"], "no": count["no"], "unknown": count["cannot-tell"]}
    fit = view.say("run.fit", all=len(answers), have=view.say("run.size", size=MEMORY), **told)
    return f"{fit} {view.say('run.used', names=', '.join(first))}" if first else fit


def devices(view: View) -> list[tuple[str, list[Hardware]]]:
    """The devices one may choose, by kind."""
    groups = [
        (view.label("hardware-kinds", kind), [device for device in view.catalog.hardware.values() if device.kind == kind])
        for kind in view.catalog.vocabularies["hardware-kinds"]
    ]
    return [group for group in groups if group[1]]


def speed_list(view: View) -> Markup:
    """The share of the memory bandwidth that programs reached, by kind of device and model, with the trial of it."""
    rows = tuple(
        Line("", (
            text(each.name), Cell("text", view.catalog.range(f"{each.low:.2f}", f"{each.high:.2f}")),
            Cell("number", f"{each.middle:.2f}"), integer(each.runs),
            Cell("text", view.say("page.of", count=each.inside, all=each.checked_on)), text(each.caveat) if each.caveat else NONE,
        ))
        for each in view.catalog.speeds.values()
    )  # fmt: skip
    columns = (
        *view.columns("measured-on", "share"),
        view.column("half", numeric=True),
        view.column("runs", numeric=True),
        *view.columns("inside", "unsaid"),
    )
    inside, checked = (sum(getattr(each, name) for each in view.catalog.speeds.values()) for name in ("inside", "checked_on"))
    caption = view.caption("speeds", inside=inside, checked=checked)
    return view.render("thing/table.html", table_=Table("speeds", caption, columns, rows))


def program_list(view: View) -> Markup:
    """How programs that run language models use the memory of a device, as they come."""
    programs = list(view.catalog.programs.values())
    asked = ("memory-share", "memory-spare", "memory-most", "memory-repeats", "memory-windows", "memory-working-high")
    table = attributes.table(view, "framework", "programs", view.caption("programs"), programs, asked)
    return view.render("thing/table.html", table_=table)


def needs(view: View, model: Model) -> tuple[Section, ...]:
    """What a model needs, for its page: at 16, 8 and 4.9 bits, for 8K, 32K and its whole context."""
    own = view.knowledge.rows[model.id]
    if not model.downloadable or own.weights is None:
        return ()
    full = model.context.native if model.context else None
    within = {length for length in CONTEXTS if full is None or length <= full} | ({full} if full else set())
    lengths = sorted(within) if own.terms else []
    rows = []
    for scheme in _schemes(view, model):
        found = [need(own, Setting(_bits(scheme, model), length)) for length in lengths]
        alone = need(own, Setting(_bits(scheme, model), 0))
        rows.append(Line("", (
            _scheme(view, scheme, model), gigabytes(alone.weights), *(_total(view, each) for each in found),
            _from(view, (found or [alone])[0]),
        )))  # fmt: skip
    columns = (
        view.column("stored"),
        view.column("alone", numeric=True),
        *(view.column("with-text", numeric=True, tokens=f"{length:,}") for length in lengths),
        view.column("fits-from"),
    )
    table = Table("memory", view.caption("needs"), columns, tuple(rows))
    windows = any(need(own, Setting(16, length)).cache != _flat(own, length) for length in lengths)
    return view.section(
        "needs", "run/needs.html", table_=table, missing=_missing(view, own), windows=windows, latent=own.whole,
        seen=_senses(model), working=f"{WORKING:.0%}", tool=_tool(view, f"?model={model.id}"),
        method=_tool(view, "#how-it-is-worked-out"),
    )  # fmt: skip


def fitting(view: View, device: Hardware) -> tuple[Section, ...]:
    """The models that run on a device, for its page."""
    if not device.memory_gb:
        return ()
    return view.section(
        "hardware.models", "run/device.html", table_=fitting_table(view, device, SHOWN),
        memory=max(device.memory_gb), several=len(device.memory_gb) > 1, shared=place(device.kind) == "shared",
        tool=_tool(view, f"?device={device.id}"),
    )  # fmt: skip


@dataclass(frozen=True)
class _Size:
    """One memory size: how many models fit well, how many tightly, and the largest of the last year."""

    gb: int
    well: int
    tight: int
    largest: tuple[Cell, ...]
    link: str


def _sizes(view: View) -> list[_Size]:
    bits = view.catalog.quantizations[COMMON].bits
    recent = lifecycle.ago(view.catalog.today, 1)
    found = []
    for size in SIZES:
        verdicts = [(verdict(needed, room(size)), model) for model, needed in _needs(view, bits)]
        well = [model for answer, model in verdicts if answer == "well"]
        new = [model for model in well if model.released >= recent and model.type in FIRST]
        new.sort(key=lambda model: -(view.knowledge.rows[model.id].weights or 0))
        tight = sum(answer == "tight" for answer, _ in verdicts)
        largest = tuple(view.cells.model(model.id) for model in new[:5])
        found.append(_Size(size, len(well), tight, largest, _tool(view, f"?memory={size}")))
    return found


def _every(view: View) -> Table:
    """Every model with weights and a known size."""
    rows, sizes = [], []
    for model in _models(view):
        own = view.knowledge.rows[model.id]
        bits = {id: view.catalog.quantizations[id].bits for id in SCHEMES}
        found = [need(own, within(model, Setting(bits[COMMON], tokens))) for tokens in CONTEXTS]
        sizes.append(str(smallest(found[0]) or ""))
        rows.append(Line(
            "", (view.cells.model(model.id), view.cells.word("model-types", model.type), count(own.weights), day(model.released),
                 *(_total(view, each) for each in found),
                 *(_total(view, need(own, within(model, Setting(bits[id])))) for id in ("fp8", "bf16")), _from(view, found[0])),
            (("from", sizes[-1]),),
        ))  # fmt: skip
    options = [(str(size), f"{size} GB", sizes.count(str(size))) for size in SIZES if str(size) in sizes]
    two, shortest = view.caption("two-figures"), f"{READING:,}"
    needs = (*(("4.9", f"{tokens:,}") for tokens in CONTEXTS), ("8", shortest), ("16", shortest))
    columns = (
        *view.columns("model", "type"),
        view.column("parameters", numeric=True),
        view.column("released"),
        *(view.column("bits-tokens", numeric=True, bits=bits, tokens=tokens, two=two) for bits, tokens in needs),
        replace(view.column("fits-from"), title=view.caption("basis-all", tokens=shortest)),
    )
    chosen = Filter("from", view.catalog.word("columns", "fits-from").label, tuple(options))
    return Table("every", view.caption("every", count=len(rows)), columns, tuple(rows), (chosen,), view.caption("find-model"))


@dataclass(frozen=True)
class Fit:
    """A model that runs on a device: how well, what it needs, and how fast, where that is known."""

    model: Model
    verdict: Verdict
    need: Need
    speed: Estimate | None


def running_on(view: View, device: Hardware) -> list[Fit]:
    """The models that run on one device: those that fit well first, then in the order in which people look for them."""
    gb, bits = max(device.memory_gb, default=0), view.catalog.quantizations[COMMON].bits
    there, speeds = room(gb, place(device.kind)), list(view.catalog.speeds.values())
    found = [(verdict(needed, there), model, needed) for model, needed in _needs(view, bits)]
    return [
        Fit(model, answer, needed, speed(speeds, view.knowledge.rows[model.id], Setting(bits), device.kind, device.bandwidth_gb_s))
        for word in ("well", "tight")
        for answer, model, needed in found
        if answer == word
    ]


def fitting_table(view: View, device: Hardware, limit: int) -> Table:
    """The models that run on a device."""
    gb, running = max(device.memory_gb, default=0), running_on(view, device)
    rows = [
        Line("", (
            view.cells.model(fit.model.id), view.cells.word("model-types", fit.model.type),
            count(view.knowledge.rows[fit.model.id].weights), _total(view, fit.need), view.cells.badge("fits", fit.verdict),
            _speed(view, fit.speed),
        ))
        for fit in running[:limit]
    ]  # fmt: skip
    tokens = f"{READING:,}"
    columns = (
        *view.columns("model", "type"),
        view.column("parameters", numeric=True),
        view.column("needs", numeric=True, tokens=tokens, two=view.caption("two-figures")),
        view.column("verdict"),
        view.column("speed", numeric=True),
    )
    name = "fitting-some" if len(running) > len(rows) else "fitting"
    caption = view.caption(name, device=device.name, gb=f"{gb:g}", shown=len(rows), count=len(running), tokens=tokens)
    return Table(f"fits-{device.id}", caption, columns, tuple(rows), empty=view.caption("none-fits"))


def _models(view: View) -> Sequence[Model]:
    """Models one can download and whose size is known, in the order in which people look for them."""
    return view.knowledge.runnable


def _needs(view: View, bits: float) -> Sequence[tuple[Model, Need]]:
    """What each of these models needs for a short text; the same for every device."""
    return view.once(("run", f"needs-{bits}"), lambda: [
        (model, need(view.knowledge.rows[model.id], within(model, Setting(bits)))) for model in _models(view)
    ])  # fmt: skip


def _schemes(view: View, model: Model) -> list[Quantization]:
    """As published, where that is known, and the ways that all tables show."""
    own = model.parameters.precision if model.parameters else None
    return [view.catalog.quantizations[id] for id in dict.fromkeys((own, *SCHEMES)) if id]


def _own(scheme: Quantization, model: Model) -> bool:
    """Whether its maker stores it so."""
    return model.parameters is not None and model.parameters.precision == scheme.id


def _bits(scheme: Quantization, model: Model) -> float:
    return published_bits(model, scheme.bits) if _own(scheme, model) else scheme.bits


def _scheme(view: View, scheme: Quantization, model: Model) -> Cell:
    if not _own(scheme, model):
        shown = view.catalog.stored(scheme)
        return Cell("text", shown, title=scheme.caveat or "", shared=view.catalog.meanings.get(shown, ""))
    shown = view.catalog.say("bits-own", bits=f"{_bits(scheme, model):.3g}", scheme=scheme.name)
    return Cell("text", shown, title=scheme.caveat or "")


def _total(view: View, found: Need) -> Cell:
    """Weights and cache: both ends where the program decides; weights alone are marked."""
    if found.weights is None:
        return UNKNOWN
    if found.cache is None:
        alone = gigabytes(found.weights)
        return alone._replace(text=view.caption("and-cache", gb=alone.text), title=view.caption("no-cache"))
    low, high = found.weights + found.cache.low, found.weights + found.cache.high
    return view.cells.span(low, high)


def _from(view: View, found: Need) -> Cell:
    """The smallest common memory in which it fits well."""
    size = smallest(found)
    if size is None:
        return UNKNOWN if found.cache is None else text(view.caption("more-than", gb=SIZES[-1]), "999999")
    return text(f"{size} GB", f"{size:06}")


def _span(view: View, found: Need) -> Cell:
    return UNKNOWN if found.cache is None else view.cells.span(found.cache.low, found.cache.high)


def _flat(own: Row, tokens: int) -> object:
    """The cache, were it the same in every program."""
    cache = need(own, Setting(16, tokens)).cache
    return type(cache)(cache.high, cache.high) if cache else None


def _speed(view: View, estimate: Estimate | None) -> Cell:
    if estimate is None:
        return UNKNOWN
    return Cell("number", shown_speed(view, estimate.low, estimate.high), title=estimate.by.name, sort=f"{estimate.middle:022.6f}")


def shown_speed(view: View, low: float, high: float) -> str:
    """Two significant digits: '33 to 64'."""
    return view.catalog.range(*(f"{float(f'{value:.2g}'):g}" for value in (low, high)))


def _missing(view: View, own: Row) -> tuple[str, ...]:
    return tuple(view.label("memory-words", name) for name in own.missing)


def _senses(model: Model) -> bool:
    """Whether it reads more than text, with parts the sum leaves out."""
    return bool(model.modalities and set(model.modalities.input) - {"text"})


def _tool(view: View, rest: str) -> str:
    return view.links.page(RUN) + rest

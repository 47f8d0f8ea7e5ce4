"""What somebody typed after `ask` in, what is meant out: the use and whether it is permitted, the record, the device."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace

from macros.answers.catches import multimodal
from macros.answers.fit import COMMON_BITS, Need, Setting, need, place, room, verdict, within
from macros.answers.licensing.effective import Layer
from macros.answers.licensing.permission import Permission, permission
from macros.answers.licensing.ruling import Use
from macros.answers.names import Unnamed, named
from macros.facts.schema.evidence import Subject
from macros.facts.schema.kinds import BY_NAME
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.facts.schema.things import Hardware
from macros.pages.view import View
from macros.terminal import said

PAIR = 2


@dataclass(frozen=True)
class Ruled:
    """A model or a license, the use, the texts that bind, and what they say together."""

    kind: str
    record: Model | License
    use: Use
    layers: tuple[Layer, ...]
    found: Permission


def use(view: View, options: argparse.Namespace) -> Use:
    """What was said of the use; nothing wished means commercial use."""
    return Use(
        wishes=frozenset(options.wishes or ("commercial",)),
        users=options.users,
        revenue=options.revenue,
        place=said.place(view.catalog, options.place) if options.place else "",
        end_user=options.end_user,
        multimodal={"yes": True, "no": False}.get(options.multimodal or ""),
        needs_open_source=options.open_source,
        badge_ok=not options.no_badge,
        policy_ok=not options.no_policy,
    )


def ruled(view: View, options: argparse.Namespace) -> Ruled:
    """Whether a use is permitted; a model is ruled with what it inherits, and is known to read pictures or not."""
    kind, record = named(view.catalog, options.name, "model", "license")
    wanted = use(view, options)
    if isinstance(record, Model):
        terms = view.knowledge.terms[record.id]
        wanted = replace(wanted, multimodal=multimodal(record))
        return Ruled(kind, record, wanted, terms.layers, permission(view.catalog, terms.layers, wanted, terms.unmapped))
    assert isinstance(record, License)
    layers = (Layer(record),)
    return Ruled(kind, record, wanted, layers, permission(view.catalog, layers, wanted, ()))


def model(view: View, name: str) -> Model:
    """A model by id or name."""
    _, record = named(view.catalog, name, "model")
    assert isinstance(record, Model)
    return record


def pair(view: View, names: Sequence[str]) -> list[Model]:
    """Two models or more."""
    if len(names) < PAIR:
        raise Unnamed("name two models or more")
    return [model(view, name) for name in names]


def subject(view: View, name: str) -> tuple[str, Subject]:
    """Any record that has facts and a page."""
    kinds = [kind for kind in view.knowledge.attributes if BY_NAME[kind].sourced and BY_NAME[kind].paged]
    kind, record = named(view.catalog, name, *kinds)
    assert isinstance(record, Subject)
    return kind, record


def device(view: View, name: str) -> Hardware:
    """A device by id or name, or a memory such as 24GB."""
    size = said.gigabytes(name)
    if size is None:
        _, record = named(view.catalog, name, "hardware")
        assert isinstance(record, Hardware)
        return record
    return Hardware.model_construct(id="", name="Memory of its own", kind="", memory_gb=(size,), sources={})


def fitting(view: View, options: argparse.Namespace, on: Hardware) -> list[tuple[Model, str, Need]]:
    """Each model that was named, what it needs on the device, and the verdict."""
    program = None
    if options.program:
        _, record = named(view.catalog, options.program, "framework")
        program = view.catalog.frameworks[record.id].memory
        if program is None:
            raise Unnamed(f"how {options.program} uses memory is not recorded; name one of: {', '.join(view.catalog.programs)}")
    there = room(max(on.memory_gb), place(on.kind), options.devices, program)
    setting = Setting(options.bits or COMMON_BITS, options.tokens, devices=options.devices)
    found: list[tuple[Model, str, Need]] = []
    for name in options.names:
        one = model(view, name)
        needed = need(view.knowledge.rows[one.id], within(one, setting), program)
        found.append((one, verdict(needed, there), needed))
    return found

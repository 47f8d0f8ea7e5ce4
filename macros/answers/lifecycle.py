"""A model and a day in, how far its life has come out: a date that has passed changes the state by itself."""

from __future__ import annotations

from datetime import date

from macros.facts.schema.model import Model, Stage
from macros.facts.schema.price import Ended, Host

RETIRED = "retired"


def state(stage: Stage, today: date) -> str:
    """The state on `today`: retired from the day it is switched off, deprecated while that day is only announced."""
    if stage.state == RETIRED or (stage.retires and passed(stage.retires, today)):
        return RETIRED
    return "deprecated" if stage.announced or stage.retires else stage.state


def states(model: Model, today: date) -> dict[str, str]:
    """Channel → state, for every channel of which something is known."""
    way = model.availability
    known = {channel: "available" for channel, answer in (("api", way.api), ("product", way.product)) if answer == "yes"}
    return known | {stage.channel: state(stage, today) for stage in model.lifecycle}


def offered(model: Model, today: date) -> str | None:
    """Whether the maker's API has the model on `today`, as it is recorded: no longer from the day its API ends."""
    return "no" if states(model, today).get("api") == RETIRED else model.availability.api


def ended(model: Model, today: date) -> Stage | None:
    """The last stage of a model that can no longer be used in any way it ever could be at its maker; else None."""
    known = states(model, today)
    if model.availability.weights not in ("none", "withdrawn") or not known or set(known.values()) != {RETIRED}:
        return None
    return max((stage for stage in model.lifecycle if stage.channel in known), key=lambda stage: stage.retires or "")


def ending(end: Ended, today: date) -> str:
    """The state of an offer its host ends: retired from that day, deprecated while it lies ahead."""
    return RETIRED if passed(end.on, today) else "deprecated"


def ahead(host: Host, today: date) -> tuple[Ended, ...]:
    """The ends that a host has announced and that have not come, the soonest first."""
    return tuple(sorted((end for end in host.ended if not passed(end.on, today)), key=lambda end: end.on))


def ago(today: date, years: int) -> str:
    """The day so many years before `today`."""
    return today.replace(year=today.year - years, day=min(today.day, 28)).isoformat()


def passed(day: str, today: date) -> bool:
    """Whether `day` has come; a month or a year has passed when it is over."""
    now = today.isoformat()
    return now >= day if len(day) == 10 else now[: len(day)] > day

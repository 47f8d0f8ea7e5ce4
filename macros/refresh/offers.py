"""An answer as JSON in, the parts of it that are what they should be out; and an offer, as a list of prices states it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

SOUND = "million-audio-tokens"


class Refused(Exception):
    """A source that cannot be read: its last good copy stays. The text says why."""


@dataclass(frozen=True)
class Offer:
    """One price as a source states it: its own names for host and model, US dollars a unit."""

    host: str
    model: str
    input: float | None = None
    output: float | None = None
    cache_read: float | None = None
    cache_write: float | None = None
    unit: str = "million-tokens"
    tier: str = "standard"
    above_tokens: int | None = None
    starts: str | None = None
    ends: str | None = None
    context: int | None = None
    max_output: int | None = None


def spoken(words: Offer, heard: float | None, written: float | None, cached: float | None) -> Iterator[Offer]:
    """The offer for sound beside that for `words`, where a model hears, or hears and speaks, and asks something else for it."""
    if heard and (written != words.output if written else heard != words.input):
        yield replace(words, unit=SOUND, input=heard, output=written or None, cache_read=cached, cache_write=None)


def mapping(value: Any) -> Mapping[str, Any]:
    """The value where it is a mapping; an empty one otherwise, so that one odd row does not stop the rest."""
    return value if isinstance(value, dict) else {}


def amount(value: Any, scale: float = 1) -> float | None:
    """A price as a number of dollars; None for what is no price. Cents of a billionth are cut off."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10**7:
        return None
    return round(value * scale, 9)


def count(value: Any) -> int | None:
    """A number of tokens; None for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 16 <= value <= 10**9 else None


def each(value: Any) -> list[Any]:
    """The value where it is a list; an empty one otherwise."""
    return value if isinstance(value, list) else []

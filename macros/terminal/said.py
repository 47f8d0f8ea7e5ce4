"""Words of a command line in, what they mean out: amounts and places, or how to write them."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError

from macros.facts.catalog import Catalog
from macros.facts.problems import did_you_mean

_AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d+)?(?:e\d+)?)\s*(?P<scale>k|m|b|thousand|million|billion)?", re.IGNORECASE)
_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9}
MOST = 10**15


def amount(text: str) -> int:
    """'2e6', '2M', '2 million' and '2,000,000' → 2000000."""
    found = _AMOUNT.fullmatch(re.sub(r"[,_$]", "", text.strip()))
    if found is None:
        raise ArgumentTypeError(f"'{text}' is no amount; write 2000000, 2e6 or 2M")
    value = round(float(found["number"]) * _SCALES.get((found["scale"] or "")[:1].lower(), 1))
    if value > MOST:
        raise ArgumentTypeError(f"'{text}' is more than anybody has; write 2000000, 2e6 or 2M")
    return value


def gigabytes(text: str) -> float | None:
    """'24', '24GB' and '24 GB' → 24.0; None for the name of a device."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:gb)?", text.strip(), re.IGNORECASE)
    return float(found[1]) if found else None


def place(catalog: Catalog, text: str) -> str:
    """'FR', 'eu' and 'European Union' → 'eu': a place that texts name. ValueError says how to write it."""
    words = catalog.vocabularies["places"]
    for id, word in words.items():
        if text.upper() in word.countries or text.casefold() in (id, word.label.casefold()):
            return id
    near = did_you_mean(text, words)
    raise ValueError(
        f"'{text}' is no place that a recorded text names{near}. Write {', '.join(words)}, "
        "or a country in one of them by its two letters, like FR; embargoed is where US trade sanctions hold"
    )

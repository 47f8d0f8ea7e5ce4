"""A model and the bandwidth of a device in, tokens a second for one reader out, as a range that was measured elsewhere.

    speed = share of the peak bandwidth × bandwidth ÷ bytes of the weights read for a token

Every token it writes reads all active weights once. The share is in data/speeds/, by kind of device and of model. The cache,
which is read too, is left out: at 32,768 tokens about 0.79 of the speed was left (0.50 to 0.92, 39 comparisons). What
bandwidth allows ends at `FASTEST`, since each token also takes time that no bandwidth shortens.
`window.atlas.speed` in docs/assets/run.js is its twin.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from macros.answers.fit import GB, Row, Setting
from macros.facts.schema.things import Speed

FASTEST = 700.0  # tokens a second for one reader: of 1,246 runs of models of a billion parameters or so none beat 667


@dataclass(frozen=True)
class Estimate:
    """Tokens a second: nine of ten runs lie between `low` and `high`. `by` are the measured shares it rests on."""

    low: float
    middle: float
    high: float
    by: Speed


def speed(speeds: Iterable[Speed], row: Row, setting: Setting, kind: str, bandwidth: float | None) -> Estimate | None:
    """For one user, with a short text. None where bandwidth, size or measured runs on such devices are lacking.

    Several devices give at least the speed of one, where they work one after the other, and at most that of all.
    """
    if row.active is None or row.weights is None or bandwidth is None:
        return None
    read = row.active * setting.bits / 8 / GB
    mixture = "yes" if row.active < row.weights else "no"
    for each in speeds:
        measured = each.least_gb <= read and (each.most_gb is None or read < each.most_gb)
        if measured and each.mixture == mixture and kind in each.devices:
            best = bandwidth / read
            shares = (each.low * best, each.middle * best, each.high * best * setting.devices)
            low, middle, high = (min(share, FASTEST) for share in shares)
            return Estimate(low, middle, high, each)
    return None

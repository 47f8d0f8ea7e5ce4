"""The day of a build out: of SOURCE_DATE_EPOCH where it is set, else today's; in UTC, so that it is the same everywhere."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The day that ages are counted to and that no date may lie after."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()

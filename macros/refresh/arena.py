"""The rows of the leaderboard data set of Arena in, the newest table of conversations in text out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from macros.facts.catalog import Catalog
from macros.refresh.adapters import Ask, Board, Standing
from macros.refresh.offers import Refused, each, mapping

PAGE, PAGES = 100, 8


def asked(ask: Ask, address: str, _: Catalog) -> list[Any]:
    """Pages of a hundred rows, until one is not full."""
    pages: list[Any] = []
    for number in range(PAGES):
        page = ask(f"{address}&{urlencode({'offset': number * PAGE, 'length': PAGE})}")
        pages.append(page)
        if len(each(mapping(page).get("rows"))) < PAGE:
            break
    return pages


def standings(answer: Any) -> tuple[str, list[Standing]]:
    """Rows of the overall table; a table holds one day."""
    rows = [mapping(mapping(row).get("row")) for page in each(answer) for row in each(mapping(page).get("rows"))]
    overall = [row for row in rows if row.get("category") == "overall"]
    days = {str(row.get("leaderboard_publish_date", ""))[:10] for row in overall}
    if len(days) != 1:
        raise Refused(f"holds tables of {len(days)} days, where one is asked for")
    found = [
        Standing(row["model_name"], round(row["rating"], 1), _score(row.get("rating_lower")), _score(row.get("rating_upper")))
        for row in overall
        if isinstance(row.get("model_name"), str) and _score(row.get("rating")) is not None
    ]
    return days.pop(), found


def _score(value: Any) -> float | None:
    return round(value, 1) if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 10_000 else None


_QUERY = {"dataset": "lmarena-ai/leaderboard-dataset", "config": "text", "split": "latest", "where": "\"category\"='overall'"}
ARENA_TEXT = Board(
    "arena-text",
    "Arena, conversations in text",
    "https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset",
    f"https://datasets-server.huggingface.co/filter?{urlencode(_QUERY)}",
    "CC BY 4.0",
    "lmarena-text",
    "Arena (LMArena), leaderboard data, CC BY 4.0",
    "blind pairs, votes of visitors",
    "95% interval",
    "without style control",
    standings,
    asked=asked,
)

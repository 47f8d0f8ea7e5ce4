"""The text of a sound record in, the line of each of its fields out: quick enough for every page, so nothing is parsed."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ROW = re.compile(
    r"^(?P<blank> *)(?:(?P<item>- )|(?P<quote>['\"]?)(?P<name>[\w.-]+)(?P=quote):(?P<block> [|>])?(?= |$))", re.MULTILINE
)


def lines(text: str) -> dict[str, int]:
    """'context.native' → 15: the fields on a line of their own; what is in braces or lists has that of its field."""
    found: dict[str, int] = {}
    above: list[tuple[int, str]] = []  # (indent, path) of the fields this line stands in; a list item has no path
    prose = -1  # the indent of the field whose text runs on
    number, last = 1, 0
    for said in _ROW.finditer(text):
        number, last = number + text.count("\n", last, said.start()), said.start()
        depth = len(said["blank"])
        if prose >= 0 and depth > prose:
            continue
        prose = depth if said["block"] else -1
        while above and (above[-1][0] > depth or (above[-1][0] == depth and not (said["item"] and above[-1][1]))):
            above.pop()
        if said["item"]:
            above.append((depth, ""))
        elif not above or above[-1][1]:  # in a list nothing but its items is ever put on top
            path = f"{above[-1][1]}.{said['name']}" if above else said["name"]
            above.append((depth, path))
            found[path] = number
    return found


def line(found: Mapping[str, int], field: str) -> int:
    """The line of a field, or of the nearest one around it."""
    while field and field not in found:
        field = field.rpartition(".")[0]
    return found.get(field, 1)

"""A list in, the text of its file out: one row a line, what all rows share said once at its head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from pydantic import BaseModel

_PLAIN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 ._/@+()$-]*$")


def listed(
    kind: str, head: Mapping[str, str], field: str, rows: Iterable[BaseModel], shared: Mapping[str, str] | None = None
) -> str:
    """The file of a list: `head`, then `rows` below `field`; a row leaves out what `shared` says of all of them."""
    lines = [f"# yaml-language-server: $schema=../schema/{kind}.json", "# written by: python -m macros refresh"]
    lines += [f"{name}: {_scalar(value)}" for name, value in head.items()]
    return "\n".join([*lines, f"{field}:", *(_row(row, shared or {}) for row in rows)]) + "\n"


def _row(row: BaseModel, shared: Mapping[str, str]) -> str:
    given = {name: value for name, value in row.model_dump(exclude_defaults=True).items() if value != shared.get(name)}
    return f"  - {_mapping(given)}"


def _mapping(given: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in given.items()) + "}"


def _scalar(value: object) -> str:
    if isinstance(value, dict):
        return _mapping(value)
    if isinstance(value, float):
        return f"{value:.9f}".rstrip("0").rstrip(".")
    text = str(value)
    return text if _PLAIN.match(text) or text.startswith("https://") else json.dumps(text, ensure_ascii=False)

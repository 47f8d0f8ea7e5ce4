"""What sources say and our records do not in, the records with it out, as a patch: a person reads it and applies it, or not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from macros.editing.changes import Change
from macros.editing.records import inserted
from macros.editing.spans import written
from macros.facts.catalog import Catalog
from macros.facts.documents import Document, Tree
from macros.facts.records import typed
from macros.facts.rules import Written, record_rules
from macros.facts.schema.kinds import BY_NAME
from macros.refresh.adapters import Statement

_MODEL = BY_NAME["model"]
_KEY = re.compile(r"[^a-z0-9]+")
_RECORDED = ("license", "parameters", "context", "architecture", "components")  # fields a source may fill; others need eyes


@dataclass
class Proposals:
    """Records of a project as they would be; nothing is written."""

    project: Path
    catalog: Catalog
    before: dict[str, str] = field(default_factory=dict)  # path → text
    after: dict[str, str] = field(default_factory=dict)
    facts: int = 0

    def add(self, source: str, cited: str, day: str, missing: Sequence[tuple[str, Statement]]) -> None:
        """What one source says of our models and our records do not; a record that would not be sound stays as it is."""
        for id, said in missing:
            path = self.catalog.path("model", id)
            text = self.after.get(path) or (self.project / path).read_text("utf-8")
            self.before.setdefault(path, text)
            facts = {place: value for place, value in said.facts.items() if place.partition(".")[0] in _RECORDED}
            better = filled(
                text, self.catalog.models[id].name, source, cited, day, Statement(said.name, said.url, facts, said.links)
            )
            if better and self._sound(id, path, better):
                self.after[path] = better
                self.facts += len(facts)

    def patch(self) -> str:
        """For `git apply -p0`."""
        return "".join(Change(path, self.before[path], text).diff() for path, text in sorted(self.after.items()))

    def _sound(self, id: str, path: str, text: str) -> bool:
        document = Document(text, path)
        if document.problems or not isinstance(document.tree, dict):
            return False
        record, findings = typed(_MODEL, id, document.tree, self.catalog.today)
        if findings or record is None:
            return False
        written = Written(_MODEL, id, path, record, document.tree)
        return not any(True for rule in record_rules(_MODEL) for _ in rule(written))


def filled(text: str, name: str, source: str, cited: str, day: str, said: Statement) -> str:
    """The text of a record with the facts and the source that shows them; '' where there is nothing to add."""
    tree = cast(Any, Document(text, "").tree)
    if not said.facts or not isinstance(tree, dict):
        return ""
    key = _free(tree.get("sources", {}), _KEY.sub("-", source)[:36])
    groups: dict[str, dict[str, str]] = {}
    for place, value in said.facts.items():
        top, _, rest = place.partition(".")
        groups.setdefault(top, {})[rest] = value
    for top, facts in groups.items():
        lines = [
            line for rest, value in facts.items() for line in _lines(top, rest, value, said.links.get(f"{top}.{rest}", ""), key)
        ]
        added = _added(text, tree, top, lines)
        if not added:
            return ""
        text = added
    shown = ", ".join(_shown(place, value) for place, value in said.facts.items())
    theirs = "" if said.name == name else f" as {said.name}"
    told = written(f"{cited} {name}{theirs}: {shown}"[:390], quoted=True)
    fields = {"url": said.url, "kind": "registry", "read": day, "shows": told, "for": f"[{', '.join(said.facts)}]"}
    block = f"  {key}:\n" + "".join(f"    {field}: {value}\n" for field, value in fields.items())
    return inserted(_MODEL, text, "sources", block, many=True)


def _lines(top: str, rest: str, value: str, link: str, key: str) -> list[str]:
    if top != "components":
        return [f"  {rest}: {written(value)}"]
    address = [f"    url: {link}"] if re.fullmatch(r"https://[!-~]{4,500}", link) else []
    return [f"  {rest}:", f"    present: {value}", *address, f"    source: {key}"]


def _added(text: str, tree: Mapping[str, Tree], top: str, lines: Sequence[str]) -> str:
    """The text with `lines` in the field `top`, which may be new, a block, or in braces on one line."""
    block = "".join(f"{line}\n" for line in lines)
    if top not in tree:
        return inserted(_MODEL, text, top, block, many=True)
    flow = re.search(rf"^({re.escape(top)}: \{{.*)\}}[ ]*$", text, re.MULTILINE)
    if flow and top != "components":
        return text[: flow.end(1)] + "".join(f", {line.strip()}" for line in lines) + text[flow.end(1) :]
    return "" if flow or not isinstance(tree[top], dict) else inserted(_MODEL, text, top, block, many=True)


def _shown(place: str, value: str) -> str:
    """'components.training-code', 'yes' → 'training code yes'."""
    top, _, rest = place.partition(".")
    what = (rest or top).replace("-", " ").replace("_", " ")
    return f"{top} {what} {value}" if top in ("license", "parameters", "context") else f"{what} {value}"


def _free(keys: Mapping[str, Any], wanted: str) -> str:
    return next(key for key in (wanted, *(f"{wanted}-{number}" for number in range(2, 99))) if key not in keys)

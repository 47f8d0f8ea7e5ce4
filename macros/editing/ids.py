"""data/ in, what an id may have been meant to be out: by its letters alone, never by what is merely like it."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from macros.facts.documents import Document
from macros.facts.schema.fields import plain_id
from macros.facts.schema.kinds import BY_NAME

_YES = {"true": "yes", "y": "yes", "on": "yes", "false": "no", "n": "no", "off": "no"}


class Ids:
    """The ids of every kind and the words of every vocabulary, sound or not: a folder's file names are enough."""

    def __init__(self, project: Path) -> None:
        self._data = project / "data"
        self._known: dict[str, dict[str, str]] = {}

    def meant(self, kind: str, written: str) -> str | None:
        """The id of `kind` (or word of `vocabulary/<name>`) that differs from what is written by case, blanks or a folder."""
        known = self._of(kind)
        if written in known.values():
            return None
        return known.get(_key(written)) or known.get(_key(written.rpartition("/")[2]))

    def known(self, kind: str, written: str) -> str | None:
        """The id itself, or the one that is meant."""
        return written if self.has(kind, written) else self.meant(kind, written)

    def repository(self, name: str) -> str | None:
        """The id of the model whose weights stand in the repository 'owner/name' of the Hub, or that is called like it."""
        return self._repositories.get(name.casefold()) or self.known("model", name)

    def longest(self, kind: str, id: str) -> str | None:
        """The id of `kind` with which `id` begins: the family `llama` of `llama-5-8b`."""
        known = [one for one in self._of(kind).values() if re.match(rf"{re.escape(one)}(?![a-z])", id)]
        return max(known, key=len, default=None)

    def has(self, kind: str, written: str) -> bool:
        """Whether there is such a record or word."""
        return written in self._of(kind).values()

    def _of(self, kind: str) -> dict[str, str]:
        if kind not in self._known:
            self._known[kind] = self._words(kind.partition("/")[2]) if "/" in kind else self._records(kind)
        return self._known[kind]

    def _records(self, kind: str) -> dict[str, str]:
        if kind not in BY_NAME:  # a chart, an attribute: macros name them, no folder holds them
            return {}
        found = {_key(path.stem): plain_id(path.stem) for path in (self._data / BY_NAME[kind].folder).rglob("*.yml")}
        return (self._tags | found) if kind == "license" else found

    @cached_property
    def _tags(self) -> dict[str, str]:
        """Tag of the Hub or SPDX id → id of the license, where it means one."""
        found: dict[str, set[str]] = {}
        for path in (self._data / "licenses").glob("*.yml"):
            tree = Document(path, path.name).tree
            for name in ("hub_tag", "spdx"):
                if isinstance(tree, dict) and isinstance(tag := tree.get(name), str):
                    found.setdefault(_key(tag), set()).add(path.stem)
        return {tag: next(iter(ids)) for tag, ids in found.items() if len(ids) == 1}

    @cached_property
    def _repositories(self) -> dict[str, str]:
        found = {}
        for path in (self._data / "models").rglob("*.yml"):
            if address := re.search(r"^ +weights_url: https://huggingface\.co/(\S+)", path.read_text("utf-8"), re.MULTILINE):
                found[address[1].casefold()] = path.stem
        return found

    def _words(self, vocabulary: str) -> dict[str, str]:
        path = self._data / "vocabulary" / f"{vocabulary}.yml"
        tree = cast(Any, Document(path, path.name).tree) if path.is_file() else None
        words = [word for word in (tree or {}).get("words", []) if isinstance(word, dict)]
        labels = {_key(str(word.get("label"))): str(word.get("id")) for word in words}
        own = {_key(str(word.get("id"))): str(word.get("id")) for word in words}
        more = _YES if {"yes", "no"} <= own.keys() else {}
        return more | labels | own


def _key(written: str) -> str:
    """Equal for what differs by capitals, blanks and the kind of hyphen: `Apache 2.0`, `apache_2.0`."""
    return re.sub(r"[\s_‐‑–-]+", "-", written.strip().casefold())

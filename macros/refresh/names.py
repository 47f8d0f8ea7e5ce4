"""The name a list gives a model or a host in, our id out, or nothing where that is not certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from macros.facts.catalog import Catalog
from macros.facts.schema.model import Model

EXACT, TRIMMED = 0, 1  # how close a name came; the closer one is taken where two lead to one model
_VENDOR = re.compile(r"^(?:(?:global|us|eu|apac|jp|au)\.)?[a-z0-9]+\.(?=[a-z])")  # bedrock: us.anthropic.claude-…
_HUB = re.compile(r"https://huggingface\.co/([\w.-]+/[\w.-]+)/?$")
_EDITION = re.compile(r"(?:-v\d)?:\d+$|@.*$")
_TAIL = re.compile(r"-(?:instruct|it|chat|hf|maas|fp8|bf16|fp4|nvfp4|mxfp4|\d{8}|20\d\d-\d\d-\d\d|tee)$")


@dataclass(frozen=True)
class Names:
    """The names under which models and hosts of a catalog may stand in a list."""

    catalog: Catalog

    def host(self, name: str) -> str | None:
        """The host that lists call `name`."""
        return self._hosts.get(name)

    def model(self, name: str) -> tuple[str, int] | None:
        """The model that a host or a list calls `name`, and how close the name is."""
        written = _plain(name)
        if written in self._models:
            return self._models[written], EXACT
        for shorter in _shorter(written):
            if shorter in self._models:
                return self._models[shorter], TRIMMED
        return None

    def repository(self, name: str) -> str | None:
        """The model whose weights stand in the repository 'owner/name' of the Hub."""
        return self._repositories.get(name.casefold())

    def license(self, *tags: object) -> str | None:
        """The license that the Hub or SPDX calls by the first of `tags` that means one; 'other' means none."""
        return next(
            (self._licenses[tag.casefold()] for tag in tags if isinstance(tag, str) and tag.casefold() in self._licenses), None
        )

    @cached_property
    def _repositories(self) -> dict[str, str]:
        found: dict[str, set[str]] = {}
        for model in self.catalog.models.values():
            if repository := on_hub(model):
                found.setdefault(repository.casefold(), set()).add(model.id)
        return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}

    @cached_property
    def _licenses(self) -> dict[str, str]:
        found: dict[str, set[str]] = {}
        for license in self.catalog.licenses.values():
            for tag in (license.hub_tag, license.spdx):
                if tag and tag != "other":
                    found.setdefault(tag.casefold(), set()).add(license.id)
        own = {id: id for id in self.catalog.licenses}
        return {tag: ids.pop() for tag, ids in found.items() if len(ids) == 1} | own

    @cached_property
    def _hosts(self) -> dict[str, str]:
        return {name: host.id for host in self.catalog.hosts.values() for name in (*host.listed_as, host.id)}

    @cached_property
    def _models(self) -> dict[str, str]:
        """Plain name → id; a model's own id comes first, and a name that means two models means none."""
        own = {_plain(id): id for id in self.catalog.models}
        told: dict[str, set[str]] = {}
        for model in self.catalog.models.values():
            for name in {form for told_ in _told(model) for form in (_plain(told_), *_shorter(_plain(told_)))}:
                told.setdefault(name, set()).add(model.id)
        return {name: ids.pop() for name, ids in told.items() if len(ids) == 1} | own


def _told(model: Model) -> Iterator[str]:
    yield model.name
    yield from model.aliases
    yield from model.also
    if repository := on_hub(model):
        yield repository


def on_hub(model: Model) -> str:
    """The repository of its weights on the Hub, 'owner/name'; '' where there is none."""
    return (model.availability.weights_url or "").partition("huggingface.co/")[2].strip("/")


def repository(address: object) -> str:
    """The repository on the Hub that an address is of, 'owner/name'; '' for any other."""
    found = _HUB.match(str(address or ""))
    return found[1] if found else ""


def _plain(name: str) -> str:
    """'meta-llama/Llama-3.3-70B-Instruct' → 'llama-3-3-70b-instruct'."""
    last = _EDITION.sub("", name.strip().rstrip("/").rpartition("/")[2].lower())
    last = _VENDOR.sub("", last) if not re.match(r"^[a-z0-9-]+\d\.\d", last) else last
    last = re.sub(r"(?<=\d)p(?=\d)", ".", last)  # fireworks: glm-5p3
    return re.sub(r"[^a-z0-9+]+", "-", last).strip("-")


def _shorter(name: str) -> Iterator[str]:
    """The name without what says how it was tuned, stored or dated, one part after the other."""
    while found := _TAIL.search(name):
        name = name[: found.start()]
        yield name

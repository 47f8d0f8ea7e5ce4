"""Lists of models and configurations from the Hub in, what they say of our models and which others are wanted out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from macros.editing.hub import Unreadable, of_configuration
from macros.facts.catalog import Catalog
from macros.refresh.adapters import Ask, Facts, Statement
from macros.refresh.names import Names, on_hub
from macros.refresh.offers import Refused, each, mapping

_SITE = "https://huggingface.co/"
_FIELDS = ("cardData", "createdAt", "downloads", "gated", "pipeline_tag", "safetensors", "trendingScore")
_EXPAND = "&".join(f"expand[]={name}" for name in _FIELDS)
MOST = 100  # models of one list; configurations in one run
SILENT = 0.1  # more lists than this share that do not come, and the whole answer is taken for broken
_GATED = {False: "open", "auto": "gated", "manual": "gated"}  # who decides by hand whom to refuse, its card says
_PLAIN = frozenset({"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2"})  # one number a parameter; others pack several
_TASKS = re.compile(
    "(text|image|audio)(-text)?-to-(text|image|video|speech|audio)|text-generation|image-text-to-text|any-to-any|"
    "automatic-speech-recognition|feature-extraction|sentence-similarity|text-ranking"
)


def asked(ask: Ask, address: str, catalog: Catalog) -> dict[str, Any]:
    """What trends, the most loaded models of every maker we know, and the configurations of those whose layers we lack."""
    repositories = {id: on_hub(model) for id, model in catalog.models.items()}
    makers = sorted({name.partition("/")[0] for name in repositories.values() if name})
    lists: dict[str, Any] = {"trending": ask(f"{address}?sort=trendingScore&limit={MOST}&{_EXPAND}")}
    silent = 0
    for maker in makers:
        try:
            lists[maker] = ask(f"{address}?author={quote(maker)}&sort=downloads&limit={MOST}&{_EXPAND}")
        except Refused:
            silent += 1
    if silent > SILENT * len(makers):
        raise Refused(f"gives no list of {silent} of {len(makers)} makers")
    bare = [name for id, name in repositories.items() if name and not catalog.models[id].architecture]
    configs = {}
    for name in bare[:MOST]:
        try:
            configs[name] = ask(f"{_SITE}{name}/raw/main/config.json")
        except Refused:  # behind a form, or of another library
            continue
    return {"lists": lists, "configs": configs}


def statements(answer: Any, names: Names) -> Iterator[Statement | None]:
    """Every model of every list, once: ours are told by the repository of their weights, copies in other formats are left out."""
    configs = mapping(mapping(answer).get("configs"))
    seen: set[str] = set()
    for rows in mapping(mapping(answer).get("lists")).values():
        for row in map(mapping, each(rows)):
            repository = row.get("id")
            if not isinstance(repository, str) or repository.count("/") != 1:
                yield None
            elif repository not in seen:
                seen.add(repository)
                yield from _one(row, repository, mapping(configs.get(repository)), names)


def _one(row: Mapping[str, Any], repository: str, config: Mapping[str, Any], names: Names) -> Iterator[Statement]:
    ours = names.repository(repository)
    card = mapping(row.get("cardData"))
    if not ours and (
        names.model(repository)
        or card.get("base_model_relation") in ("quantized", "adapter")
        or not _TASKS.fullmatch(str(row.get("pipeline_tag")))
    ):
        return
    facts: dict[str, str] = {}
    if license := names.license(card.get("license"), card.get("license_name")):
        facts["license.weights"] = license
    gated = row.get("gated")
    if isinstance(gated, bool | str) and gated in _GATED:
        facts["availability.weights"] = _GATED[gated]
    facts |= _parameters(mapping(row.get("safetensors"))) | _shape(config, repository)
    downloads = row.get("downloads")
    yield Statement(
        repository,
        _SITE + repository,
        facts,
        {},
        repository,
        downloads if isinstance(downloads, int) and 0 <= downloads < 10**12 else 0,
    )


def _parameters(files: Mapping[str, Any]) -> dict[str, str]:
    total, kinds = files.get("total"), mapping(files.get("parameters")).keys()
    return {"parameters.total": str(total)} if isinstance(total, int) and total > 0 and kinds and kinds <= _PLAIN else {}


def _shape(config: Mapping[str, Any], repository: str) -> dict[str, str]:
    """Plain numbers of a configuration; layers of several kinds are left to a person."""
    if not config:
        return {}
    try:
        found = of_configuration(config, repository).fields
    except Unreadable:
        return {}
    shape, context = mapping(found.get("architecture")), mapping(found.get("context"))
    flat = {f"architecture.{name}": str(value) for name, value in shape.items() if isinstance(value, int | str)}
    plain = flat if "architecture.layers" in flat else {}
    return plain | ({"context.native": str(context["native"])} if "native" in context else {})


HUB = Facts(
    "hub",
    "Licenses, access, sizes and downloads of models, from the Hugging Face Hub",
    "https://huggingface.co/models",
    "https://huggingface.co/api/models",
    "Facts from the public interface of the Hub; each model card stands under its own license",
    statements,
    "Page on the Hub of",
    asked=asked,
)

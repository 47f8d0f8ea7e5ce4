"""The answer of models.dev in, offers out: providers → models → cost, with the tiers of a long context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from macros.refresh.adapters import Prices
from macros.refresh.offers import Offer, amount, count, mapping, spoken

_REGION = re.compile(r"(?:us|eu|apac|jp|au|ca)\.")  # Bedrock: dearer by a tenth than what is open to all regions


def offers(answer: Any, _: date) -> Iterator[Offer]:
    """Every model of every provider that states a price for words; it has one amount for all that a model writes."""
    for host, provider in mapping(answer).items():
        for id, model in mapping(mapping(provider).get("models")).items():
            about = mapping(model)
            cost, limit = mapping(about.get("cost")), mapping(about.get("limit"))
            sold = about.get("status") != "deprecated" and _of_words(mapping(about.get("modalities")))
            if not cost or not sold or _REGION.match(id):
                continue
            base = Offer(host, id, context=count(limit.get("context")), max_output=count(limit.get("output")))
            plain = _priced(base, cost)
            if id.casefold().endswith("-tee"):
                plain = replace(plain, tier="confidential")
            if plain.input or plain.output:  # nothing at all is a plan or a gap, not a price
                yield plain
                yield from spoken(plain, amount(cost.get("input_audio")), None, None)
                yield from _tiers(base, cost)


def _of_words(said: Any) -> bool:
    """Whether a model reads words and writes nothing else; what it only hears is billed by the minute."""
    return said.get("output", ["text"]) == ["text"] and "text" in said.get("input", ("text",))


def _tiers(base: Offer, cost: Any) -> Iterator[Offer]:
    above, tiers = cost.get("context_over_200k"), cost.get("tiers") or ()
    if above and not tiers:  # its older form, which knows one length
        yield replace(_priced(base, mapping(above)), tier="long-context", above_tokens=200_000)
    for tier in tiers:
        if size := count(mapping(mapping(tier).get("tier")).get("size")):
            yield replace(_priced(base, mapping(tier)), tier="long-context", above_tokens=size)


def _priced(base: Offer, cost: Any) -> Offer:
    return replace(
        base,
        input=amount(cost.get("input")),
        output=amount(cost.get("output")),
        cache_read=amount(cost.get("cache_read")),
        cache_write=amount(cost.get("cache_write")),
    )


MODELS_DEV = Prices(
    "models-dev",
    "Prices of makers and hosts, from models.dev",
    "https://models.dev",
    "https://models.dev/api.json",
    "MIT License, Copyright (c) 2025 models.dev",
    offers,
    # a second list of Azure with older prices; another host's offers under Alibaba's name; editions that share a name here
    frozenset(
        {
            "azure-cognitive-services",
            "evroc/intfloat/multilingual-e5-large-instruct",  # another model than the one without instructions
            "deepseek/deepseek-v4-pro",  # means the checkpoint of August 2026 there
            "azure/claude-opus-4-6",  # with a price for long prompts that was given up in March 2026
            "azure/claude-opus-4-8",
            "google-vertex/claude-opus-4-6@default",
            "google-vertex/claude-opus-4-7@default",
            "google-vertex/claude-opus-4-8@default",
            "google-vertex/claude-sonnet-4-6@default",
            "alibaba-cn/MiniMax/MiniMax-M2.7",
            "alibaba-cn/kimi/kimi-k2.5",
            "alibaba-cn/siliconflow/deepseek-r1-0528",
            "alibaba-cn/siliconflow/deepseek-v3-0324",
            "alibaba-cn/siliconflow/deepseek-v3.1-terminus",
            "alibaba-cn/siliconflow/deepseek-v3.2",
            "evroc/mistralai/Voxtral-Small-24B-2507",  # minutes
            "novita-ai/qwen/qwen3-vl-30b-a3b-thinking",
            "siliconflow-cn/Qwen/Qwen3-VL-30B-A3B-Thinking",
            "siliconflow/Qwen/Qwen3-VL-30B-A3B-Thinking",
        }
    ),
)

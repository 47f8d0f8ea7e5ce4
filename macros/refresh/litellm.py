"""The price list of LiteLLM in, offers out: tokens, minutes, seconds, images, pages and characters, with tiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from macros.refresh.adapters import Prices
from macros.refresh.offers import Offer, amount, count, mapping, spoken

MILLION = 10**6
_TIERS = {"": "standard", "_batches": "batch", "_flex": "flex", "_priority": "priority"}
_SOUND = ("input_cost_per_audio_token", "output_cost_per_audio_token", "cache_read_input_audio_token_cost")
_MADE = ("output_cost_per_image_token", "output_cost_per_video_token", "output_cost_per_audio_token")
_ABOVE = re.compile(r"^input_cost_per_token_above_(\d+)k_tokens$")
_NOT_BEFORE = ("anthropic", "azure", "bedrock", "gemini", "vertex_ai")  # their days are promises; with the others it is the end
_UNITS = (  # their name of an amount, our unit, how many of theirs are one of ours
    ("input_cost_per_second", "output_cost_per_second", "minute", 60),
    ("input_cost_per_character", "output_cost_per_character", "million-characters", MILLION),
    ("ocr_cost_per_page", "", "page", 1),
    ("", "output_cost_per_image", "image", 1),
)
_REGION = re.compile(r"^(?:[a-z]{2,4}-[a-z]+-\d|us|eu|apac|jp|au|global|global-standard|us-gov(?:-[a-z]+-\d)?)$")


def offers(answer: Any, _: date) -> Iterator[Offer]:
    """Every model that is or was sold under a provider's plain id; ids of one region are left out."""
    for id, row in mapping(answer).items():
        about = mapping(row)
        host = str(about.get("litellm_provider", "")).removesuffix("_converse")
        ends = "" if host.startswith(_NOT_BEFORE) else str(about.get("deprecation_date") or "")
        parts = id.split("/")
        if (
            not host
            or id == "sample_spec"
            or any(_REGION.match(part) for part in parts[:-1])
            or _REGION.match(parts[-1].split(".")[0])
        ):
            continue
        host = "vertex_ai" if host.startswith("vertex_ai") else host
        base = Offer(
            host,
            id,
            context=count(about.get("max_input_tokens")),
            max_output=count(about.get("max_output_tokens")),
            ends=ends or None,
        )
        yield from _tokens(base, about)
        yield from _others(base, about)


def _tokens(base: Offer, about: Any) -> Iterator[Offer]:
    for suffix, tier in _TIERS.items():
        made = _priced(base, about, suffix)
        for offer in (made, *_spoken(made, about, suffix)):
            if offer.input or offer.output:
                yield replace(offer, tier=tier)
    for size in sorted(int(found.group(1)) for key in about if (found := _ABOVE.match(key))):
        made = _priced(base, about, f"_above_{size}k_tokens")
        if made.input or made.output:
            yield replace(made, tier="long-context", above_tokens=size * 1000)


def _priced(base: Offer, about: Any, suffix: str) -> Offer:
    return replace(
        base,
        input=amount(about.get(f"input_cost_per_token{suffix}"), MILLION),
        output=amount(about.get(f"{_written(about)}{suffix}"), MILLION),
        cache_read=amount(about.get(f"cache_read_input_token_cost{suffix}"), MILLION),
        cache_write=amount(about.get(f"cache_creation_input_token_cost{suffix}"), MILLION),
    )


def _spoken(words: Offer, about: Any, suffix: str) -> Iterator[Offer]:
    return spoken(words, *(amount(about.get(f"{name}{suffix}"), MILLION) for name in _SOUND))


def _written(about: Any) -> str:
    """The name of the amount for what it writes: images, films or sound where they cost other than the words around them."""
    words = "output_cost_per_token"
    live = about.get(_SOUND[0]) and about.get(_SOUND[1])  # hears and speaks beside words, which is an offer of its own
    return next((name for name in _MADE if about.get(name) and about[name] != about.get(words) and not live), words)


def _others(base: Offer, about: Any) -> Iterator[Offer]:
    if about.get("input_cost_per_token") or about.get("output_cost_per_token"):
        return  # seconds and images beside tokens are parts of one price, which a row cannot say
    for read, written, unit, many in _UNITS:
        made = replace(base, unit=unit, input=amount(about.get(read), many), output=amount(about.get(written), many))
        if made.input == made.output:  # one price, said twice
            made = replace(made, output=None)
        if made.input or made.output:
            yield replace(made, context=None, max_output=None)


# Offers it has had since 2025 or earlier, which models.dev of 28 September 2026 no longer lists at these hosts
_LEFT = {
    "nebius": """
        NousResearch/Hermes-3-Llama-3.1-405B NousResearch/Hermes-4-70B Qwen/QwQ-32B Qwen/Qwen2-VL-72B-Instruct
        Qwen/Qwen2.5-32B-Instruct Qwen/Qwen2.5-72B-Instruct Qwen/Qwen2.5-Coder-7B Qwen/Qwen2.5-VL-72B-Instruct Qwen/Qwen3-14B
        Qwen/Qwen3-235B-A22B Qwen/Qwen3-30B-A3B Qwen/Qwen3-32B Qwen/Qwen3-4B deepseek-ai/DeepSeek-R1
        deepseek-ai/DeepSeek-R1-0528 deepseek-ai/DeepSeek-R1-Distill-Llama-70B deepseek-ai/DeepSeek-V3
        deepseek-ai/DeepSeek-V3-0324 meta-llama/Llama-3.3-70B-Instruct meta-llama/Llama-Guard-3-8B
        mistralai/Mistral-Nemo-Instruct-2407 nvidia/Llama-3.1-Nemotron-Ultra-253B-v1 nvidia/Llama-3_1-Nemotron-Ultra-253B-v1
    """,
    "together_ai": """
        Qwen/Qwen2.5-14B-Instruct Qwen/Qwen2.5-72B-Instruct deepseek-ai/DeepSeek-R1-0528 meta-llama/Llama-3.1-405B-Instruct
        meta-llama/Llama-3.2-1B-Instruct meta-llama/Llama-3.2-3B-Instruct mistralai/Ministral-3-14B-Instruct-2512
        mistralai/Mistral-7B-Instruct-v0.3 zai-org/GLM-4.6
    """,
}


LITELLM = Prices(
    "litellm",
    "Prices of makers and hosts, from LiteLLM",
    "https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json",
    "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json",
    "MIT License, Copyright (c) 2023 Berri AI",
    offers,
    # compared on 2026-11-28 with the hosts' own lists and models.dev: prices of 2025, or euros taken for dollars;
    # of Fireworks it has all that was ever sold, and 27 ids were on offer in November 2026
    frozenset(
        {
            "hyperbolic",
            "fireworks_ai",
            "nscale",
            "crusoe",
            "ovhcloud",
            "azure/gpt-4-0125-preview",  # names that mean another edition than the record that shares them
            "azure/gpt-4-1106-preview",
            "bedrock/mistral.mistral-7b-instruct-v0:2",
            "bedrock/anthropic.claude-3-7-sonnet-20240620-v1:0",  # no edition of that day was made
            "bedrock/minimax.minimax-m2",  # with windows that are not theirs
            "minimax/MiniMax-M2",
            "minimax/MiniMax-M2.1",
            "minimax/MiniMax-M2.5",
            "deepseek/deepseek-chat",  # names of many models in turn, ended in July 2026, and prices of models that ended before
            "deepseek/deepseek-reasoner",
            "deepseek/deepseek-r1",
            "deepseek/deepseek-v3",
            "deepseek/deepseek-v3.2",
            "deepseek/deepseek-v4-pro",  # a name that means the checkpoint of August there, and the first one here
            "novita/qwen/qwen3-vl-30b-a3b-thinking",
            "vertex_ai/claude-opus-5-5",  # in a batch at the half of what Opus 5 asks
            "vertex_ai/claude-opus-5-5@default",
            "stability/sd3",
            "watsonx/mistralai/mistral-small-2503",
            "bedrock/mistral.mistral-large-2407-v1:0",  # not at this cloud in models.dev
            "novita/deepseek/deepseek-r1",
            "novita/deepseek/deepseek-r1/community",
            "novita/deepseek/deepseek_v3",
            "novita/deepseek/deepseek-v3/community",
            "perplexity/codellama-34b-instruct",  # of 2024 and without a source, where Perplexity's other models have one
            "perplexity/codellama-70b-instruct",
            "perplexity/llama-2-70b-chat",
            "perplexity/llama-3.1-70b-instruct",
            "perplexity/llama-3.1-8b-instruct",
            "perplexity/mistral-7b-instruct",
            "perplexity/mixtral-8x7b-instruct",
        }
    )
    | {f"{host}/{id}" for host, ids in _LEFT.items() for id in ids.split()},
)

"""The data file of genai-prices in, offers out: tiers by length of the prompt, prices that begin on a day, batch variants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from macros.refresh.adapters import Prices
from macros.refresh.offers import Offer, amount, count, mapping, spoken

_AMOUNTS = {
    "input_mtok": "input",
    "output_mtok": "output",
    "cache_read_mtok": "cache_read",
    "cache_write_mtok": "cache_write",
}
_SOUND = ("input_audio_mtok", "output_audio_mtok", "cache_audio_read_mtok")
_MADE = ("output_image_mtok", "output_video_mtok")  # what a model of images or films writes, dearer than the words around it
_VARIANTS = {"batch": "batch", "flex": "flex", "priority": "priority", "fast": "fast"}


def offers(answer: Any, day: date) -> Iterator[Offer]:
    """Every model of every provider; of prices by the day, the one that holds on `day` and those that begin later."""
    for provider in answer if isinstance(answer, list) else ():
        host = str(mapping(provider).get("id", ""))
        models = mapping(provider).get("models")
        for model in models if isinstance(models, list) else ():
            about = mapping(model)
            id = str(about.get("id", ""))
            made = "output_image_mtok" in str(about.get("prices"))  # of pictures it gives the window of the family
            base = Offer(_sold_at(host, id), id, context=None if made else count(about.get("context_window")))
            yield from _standard(base, about.get("prices"), day)
            yield from _variants(base, about.get("price_variants"), day)


def _sold_at(host: str, id: str) -> str:
    """The list has Google's two APIs in one: what is not Gemini is sold at its cloud only."""
    return "google-vertex" if host == "google" and not id.startswith("gemini") else host


def _standard(base: Offer, prices: Any, day: date) -> Iterator[Offer]:
    if isinstance(prices, dict):
        yield from _tiered(base, prices)
    elif isinstance(prices, list):
        yield from _by_day(base, prices, day)


def _variants(base: Offer, variants: Any, day: date) -> Iterator[Offer]:
    tiers: dict[str, list[Any]] = {}
    for variant in variants if isinstance(variants, list) else ():
        when = mapping(mapping(variant).get("when"))
        tier = _VARIANTS.get(str(next(iter(when.values()), "")))
        if tier and len(when) == 1:
            tiers.setdefault(tier, []).append(variant)
    for tier, choices in tiers.items():  # a discount on top of the tier of a long context is left to that tier
        yield from (replace(made, tier=tier) for made in _by_day(base, choices, day) if made.tier == "standard")


def _by_day(base: Offer, choices: list[Any], day: date) -> Iterator[Offer]:
    """The choice that holds on `day`, and those that begin later. A first choice may have held before its day,

    and one that asks no more and no less than the one before it is no change of the price.
    """
    now: tuple[str, Any] | None = None
    first = ""
    changed = False
    for choice in choices:
        when, asked = mapping(mapping(choice).get("constraint")), mapping(mapping(choice).get("prices"))
        start = str(when.get("start_date") or "")
        if not set(when) <= {"start_date", "type"}:
            continue  # an hour of the day is another tier, which a row cannot name
        if start > day.isoformat():
            yield from _tiered(replace(base, starts=start), asked)
        elif now is None or start >= now[0]:
            first = start if now is None else min(first, start)
            changed = now is not None and _asks(now[1]) != _asks(asked)
            now = start, asked
    if now:
        yield from _tiered(replace(base, starts=now[0] if changed and now[0] > first else None), now[1])


def _asks(prices: Any) -> list[Any]:
    """What it reads and writes costs without a tier."""
    return [_at(prices.get(name), None) for name in ("input_mtok", "output_mtok", *_MADE)]


def _tiered(base: Offer, prices: Any) -> Iterator[Offer]:
    """The price itself, then one for each length from which another price holds."""
    sizes = {count(mapping(tier).get("start")) for price in prices.values() for tier in mapping(price).get("tiers") or ()}
    for start in (None, *sorted(size for size in sizes if size)):
        amounts = {ours: amount(_at(prices.get(theirs), start)) for theirs, ours in _AMOUNTS.items()}
        for theirs in _MADE:
            if theirs in prices:
                amounts["output"] = amount(_at(prices[theirs], start))
        made = replace(base, **amounts)  # type: ignore[arg-type]
        for offer in (made, *spoken(made, *(amount(_at(prices.get(theirs), start)) for theirs in _SOUND))):
            if offer.input or offer.output:
                yield replace(offer, tier="long-context", above_tokens=start) if start else offer


def _at(price: Any, start: int | None) -> Any:
    if not isinstance(price, dict):
        return price
    tiers = [mapping(tier) for tier in price.get("tiers") or ()]
    return next((tier.get("price") for tier in tiers if start and tier.get("start") == start), price.get("base"))


# Offers it has had unchanged since 2025, some since 2023, which no other list has any more (compared on 2026-11-29)
_LEFT = {
    "google-vertex": "claude-3-5-haiku claude-3-5-sonnet claude-3-7-sonnet claude-3-haiku claude-3-opus gemma-2-27b-it",
    "groq": """
        deepseek-r1-distill-llama-70b gemma-7b-it llama-guard-3-8b meta-llama/llama-4-maverick-17b-128e-instruct
        meta-llama/llama-4-scout-17b-16e-instruct meta-llama/llama-guard-4-12b moonshotai/kimi-k2-instruct
    """,
    "perplexity": "r1-1776",
    "together": """
        allenai/OLMo-7B codellama/CodeLlama-34b-Instruct-hf codellama/CodeLlama-70b-Instruct-hf
        deepseek-ai/deepseek-coder-33b-instruct google/gemma-2b google/gemma-7b meta-llama/Llama-2-13b-chat-hf
        meta-llama/Llama-2-70b-chat-hf meta-llama/Llama-2-7b-chat-hf meta-llama/Llama-3-70b-chat-hf
        meta-llama/Llama-3-8b-chat-hf meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8 microsoft/phi-2
        mistralai/Mistral-7B-Instruct-v0.2 mistralai/Mistral-7B-v0.1 mistralai/Mixtral-8x22B-Instruct-v0.1
        mistralai/Mixtral-8x7B-Instruct-v0.1 Qwen/Qwen1.5-72B togethercomputer/alpaca-7b
        togethercomputer/RedPajama-INCITE-7B-Base togethercomputer/RedPajama-INCITE-7B-Chat
        togethercomputer/RedPajama-INCITE-7B-Instruct zero-one-ai/Yi-34B zero-one-ai/Yi-6B
    """,
}


GENAI_PRICES = Prices(
    "genai-prices",
    "Prices of makers and hosts, from genai-prices",
    "https://github.com/pydantic/genai-prices",
    "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json",
    "MIT License, Copyright (c) Pydantic Services Inc. 2025 to present",
    offers,
    # compared on 2026-11-28: Novita's file is of 2025; of DeepSeek's prices by the hour only the lower half comes through
    # and OpenAI's own API is not shown to sell its open models: those are the prices of a router
    # at Fireworks it keeps what was taken off
    frozenset({"novita", "deepseek", "fireworks", "openai/gpt-oss-120b", "openai/gpt-oss-20b", "openai/gpt-oss-safeguard-20b"})
    # names that mean another edition than the record that shares them
    | {"aws/mistral.mistral-7b-instruct-v0:2", "azure/davinci", "mistral/mistral-7b", "cohere/command-r", "cohere/command-r-plus"}
    | {"cloudflare/@cf/meta/llama-3.1-8b-instruct"}  # ended in May 2026; the one in 8 bits goes on
    | {f"openai/{id}" for id in ("davinci", "text-davinci-002", "text-davinci-003", "gpt-4-32k")}
    | {f"{host}/{id}" for host, ids in _LEFT.items() for id in ids.split()},
)

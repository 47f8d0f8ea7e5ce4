"""Facts that stood wrong once and were set right: what the record must say, and why."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog

# record (kind/id), field (dots lead inside), the value it must show ("" where nothing may stand), why
FACTS = [
    # a license taken from another size, edition or model
    ("model/hunyuan-7b", "license.weights", "tencent-hunyuan-a13b", "its LICENSE.txt shuts out the UK and South Korea too"),
    ("model/hunyuan-video", "license.weights", "tencent-hunyuan-video", "the text of December 2024, older than that of A13B"),
    ("model/ltx-video", "license.weights", "ltxv-open-weights", "the LTX-2 agreement is of January 2026"),
    ("model/flux.2-dev", "license.weights", "flux-dev-nc-2.0", "edition 2.0 names FLUX.2 [dev]"),
    ("model/cogvideox-5b", "license.weights", "cogvideox-license", "only the 2B model is under Apache 2.0"),
    ("model/tulu-2-dpo-70b", "license.weights", "ai2-impact-lr", "the README names a license of Ai2's own"),
    ("model/imagebind", "license.weights", "cc-by-nc-sa-4.0", "the LICENSE file is stricter than the README"),
    ("model/minimax-m2.5", "license.code", "minimax-m2.5-code", "LICENSE-CODE asks for a badge at any size"),
    ("model/muse-spark-1.3", "license.api", "meta-model-api", "Meta's API terms of August 2026"),
    # answers of licenses
    ("license/flux-1-dev-nc", "answers.geography.answer", "conditional", "§4(f)(iv) shuts out sanctioned places"),
    ("license/minimax-h3-community", "excluded_places.3.place", "us", "four regions are left out, the United States among them"),
    ("license/falcon-180b-tii", "answers.host_as_service.answer", "no", "§9.3 keeps hosting for a separate license"),
    ("license/falcon-180b-tii", "answers.commercial_use.answer", "conditional", "§2.2: royalty free, within the use policy"),
    ("license/ltx-2x-community", "thresholds.0.included", "yes", "“at least $10,000,000”"),
    ("license/cogvideox-license", "thresholds.0.included", "no", "“exceeds 1 million visits per month”"),
    ("license/glm-5.3", "answers.train_on_outputs.evidence", "license-text-via-index", "the whole text was read"),
    ("license/qwen-research-2024", "answers.naming.answer", "conditional", "the badge is due on a model made available"),
    ("license/nvidia-nemotron-open", "text_read", "full", "the fixed line is due only with a NOTICE file"),
    ("license/openai-services-agreement", "answers.geography.answer", "conditional", "§16.12: supported countries only"),
    ("license/deepseek-open-platform", "answers.ip_indemnity.answer", "no", "§7.7: the customer indemnifies DeepSeek"),
    # parts that exist, and parts that never did
    ("model/gemma-4-31b", "components.technical-report.present", "yes", "arXiv 2607.02770 of July 2026"),
    ("model/ministral-3-8b", "components.technical-report.present", "yes", "the maker links arXiv 2601.08584"),
    ("model/mistral-large-3", "components.technical-report.present", "no", "the maker's field for a paper is empty"),
    ("model/glm-5", "components.model-parameters-base.present", "no", "no base among the maker's downloads"),
    ("model/minimax-m2.5", "components.model-parameters-base.present", "no", "no base among the maker's downloads"),
    ("model/gpt-oss-120b", "components.model-parameters-base.present", "no", "two tuned models only"),
    ("model/salamandra-7b", "components.training-code.present", "yes", "scripts of the pretraining are published"),
    ("model/nemotron-3-ultra", "components.training-code.present", "partial", "reinforcement learning cannot be rebuilt"),
    ("model/nemotron-3-ultra", "components.evaluation-code.present", "no", "the recipe has four stages, none is evaluation"),
    ("model/cogvideox-5b", "components.training-code.present", "partial", "tuning code only"),
    ("model/whisper-large-v3", "components.data-card.present", "partial", "the model card has a section on the data"),
    ("model/mistral-nemo-12b", "claimed.label", "multilingual open source model", "the maker's words instead of a tag"),
    # limits of hosts taken for the model's own, and what configuration, card or maker's page say
    ("model/qwen3-8b", "context.native", "32768", "trained on 32,768; 131,072 need YaRN"),
    ("model/qwen3-8b", "context.extended.tokens", "131072", "the longer window is said as such"),
    ("model/qwen3-32b", "context.native", "32768", "trained on 32,768; 131,072 need YaRN"),
    ("model/qwen3-vl-235b-a22b", "context.native", "262144", "README and configuration; 131,072 is the maker's API"),
    ("model/qwen3-next-80b-a3b", "context.native", "262144", "the maker's announcement; 131,072 is the maker's API"),
    ("model/minimax-m3", "context.native", "1048576", "the configuration; 512,000 is a limit of an API"),
    ("model/gemma-3-27b", "context.native", "131072", "a copy of its configuration"),
    ("model/phi-4", "context.native", "16384", "a copy of its configuration"),
    ("model/claude-sonnet-4.6", "max_output", "128000", "Anthropic's own API; a list of July says 64,000"),
    ("model/claude-opus-4.5", "knowledge_cutoff", "2025-05", "Anthropic's system card, page 8; models.dev says March"),
    ("model/gpt-6-sol", "knowledge_cutoff", "2026-04-20", "OpenAI's own page of the model"),
    # parameters at work
    ("model/deepseek-v4.1-flash", "parameters.active", "16000000000", "8B read, 16B write; 37B is another page's number"),
    ("model/grok-1", "parameters.active", "86000000000", "a mixture of experts, 86B of 314B"),
    ("model/jamba-v0.1", "parameters.active", "12000000000", "12B of 52B"),
    ("model/zephyr-141b-a39b", "parameters.active", "39000000000", "as its base, and in its own id"),
    # days and ways
    ("model/deepseek-r1-distill-llama-70b", "released", "2025-01-20", "one release; 01-22 is the day of the paper"),
    ("model/claude-3-haiku", "lifecycle.0.retires", "2026-04-20", "Anthropic's list of retirements"),
    ("model/claude-3.5-haiku", "lifecycle.0.retires", "2026-02-19", "Anthropic's list of retirements"),
    ("model/gemini-1.5-flash-8b", "lifecycle.0.state", "retired", "Google's list starts with 2.0"),
    ("model/deepseek-v4-flash", "lifecycle.0.retires", "2026-09-10", "V4.1 Flash answers since"),
    ("model/deepseek-v4-pro", "lifecycle.0.retires", "2026-08-13", "its name went over to the checkpoint of August"),
    ("model/dall-e", "availability.api", "no", "the image API began with DALL-E 2"),
    ("model/gemini-1.5-flash", "lifecycle.0.state", "retired", "Google's list starts with 2.0"),
    ("model/gemini-1.5-pro", "lifecycle.0.state", "retired", "Google's list starts with 2.0"),
    ("model/gemini-2.0-flash", "lifecycle.0.retires", "2026-06-01", "Google switched it off that day"),
    ("model/gpt-5", "lifecycle.0.announced", "2026-06-11", "OpenAI's page of deprecations, notice date"),
    ("model/gpt-4o", "lifecycle.0.retires", "2027-01-14", "OpenAI's page of deprecations"),
    ("model/gemini-1.5-flash", "released", "2024-05", "May 10 is the day of a report"),
    ("model/deepseek-r1-distill-qwen-1.5b", "released", "2025-01-20", "one release; 01-22 is the day of the paper"),
    ("model/deepseek-r1-distill-qwen-14b", "released", "2025-01-20", "one release; 01-22 is the day of the paper"),
    ("model/deepseek-v4.1-flash", "knowledge_cutoff", "2025-05", "the file that gives its window gives it too"),
    ("model/deepseek-v4.1-flash", "max_output", "384000", "the file that gives its window gives it too"),
    ("model/deepseek-v4.1-flash", "availability.api", "yes", "deepseek-flash at its maker"),
    ("model/mistral-medium-3.1", "availability.api", "no", "Mistral's own page ends it on 2026-08-31"),
    ("model/cogvideox-5b", "released", "2024-08-27", "the maker's news; October is the day a list gives"),
    ("license/bfl-api", "answers.output_ownership.answer", "yes", "section 3(b) of the developer terms"),
    ("license/bfl-api", "answers.host_as_service.answer", "conditional", "section 2(a): only inside one's own application"),
    (
        "model/deepseek-v4.1-flash",
        "availability.weights_url",
        "https://huggingface.co/deepseek-ai/DeepSeek-V4.1-Flash",
        "not the checkpoint 1017, which has a record of its own",
    ),
    ("model/deepseek-v4.1-flash", "conflicts.1.field", "released", "one list says two days earlier"),
    ("model/grok-3-mini", "knowledge_cutoff", "2024-11", "xAI's page of models; no day is given"),
    ("model/grok-4", "knowledge_cutoff", "2024-11", "xAI's page of models; a list says the end of December"),
    (
        "model/vicuna-13b",
        "availability.weights_url",
        "https://huggingface.co/lmsys/vicuna-13b-delta-v0",
        "v1.5 is built on Llama 2 under other terms",
    ),
    ("model/jamba-1.5-mini", "parameters.active", "12000000000", "12B of 52B"),
    ("model/minimax-m2", "license.weights", "minimax-m2-modified-mit", "MIT and a line for large users"),
    ("model/minimax-text-01", "license.weights", "minimax-model-license", "its own license"),
    ("model/minimax-m3", "license.weights", "minimax-m3-community", "its own license"),
    ("event/2026-07-27-omnibus-in-force", "date", "2026-07-27", "Regulation (EU) 2026/1744, in force"),
    ("event/2026-08-02-ai-act-enforcement", "date", "2026-08-02", "fines for makers of models"),
    ("claim/closed-models-take-most-usage", "verdict", "outdated", "a figure of 2025"),
    ("model/minimax-h3", "license.weights", "minimax-h3-community", "four regions are left out"),
]


def found(record: object, path: str) -> str:
    """The value at a path inside a record, as text; "" where nothing stands there."""
    value = record
    for key in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, tuple):
            value = value[int(key)] if int(key) < len(value) else None
        else:
            value = getattr(value, key)
        if value is None:
            return ""
    return str(value)


# what a maker asked and asks no more, or never did: model → input and output that no page may give as its standard price
NO_LONGER = {
    "claude-sonnet-5": (3, 15), "gpt-5.6-sol": (5, 30), "gpt-5.6-luna": (1, 6),
    "deepseek-v4-flash": (0.14, 0.28), "deepseek-v4-pro": (0.435, 0.87),
}  # fmt: skip
SOLD = ("gpt-6-sol", "gpt-6-luna", "gpt-6-astra", "claude-haiku-5.5", "kimi-k3", "kimi-k2.7-code", "glm-5.3")
FOR_LONG_PROMPTS = {"gpt-5.4": (272_000, 5, 22.5), "gemini-2.5-pro": (200_000, 2.5, 15)}


@pytest.mark.parametrize(("id", "price"), NO_LONGER.items())
def test_a_price_that_is_over_is_not_given(knowledge: Knowledge, id: str, price: tuple[float, float]) -> None:
    asked = [quote.price for quote in knowledge.quotes[id] if quote.seller == "first-party" and quote.comparable]
    assert price not in [(row.input, row.output) for row in asked]


@pytest.mark.parametrize("id", SOLD)
def test_a_maker_s_own_price_is_known(knowledge: Knowledge, id: str) -> None:
    assert [quote for quote in knowledge.quotes[id] if quote.seller == "first-party" and quote.comparable]


@pytest.mark.parametrize(("id", "price"), FOR_LONG_PROMPTS.items())
def test_long_prompts_have_a_price_of_their_own(catalog: Catalog, id: str, price: tuple[int, float, float]) -> None:
    long = [(row.above_tokens, row.input, row.output) for row in catalog.prices[id] if row.tier == "long-context"]
    assert price in long


@pytest.mark.parametrize(("record", "field", "expected", "why"), FACTS, ids=[f"{row[0]} {row[1]}" for row in FACTS])
def test_fact(catalog: Catalog, record: str, field: str, expected: str, why: str) -> None:
    kind, id = record.split("/", 1)
    assert found(catalog.entries[kind][id].record, field) == expected, why

"""Facts that stood wrong once and were set right: what the record must say, and why."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

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
    ("model/deepseek-v4-pro", "lifecycle.0.retires", "2026-09-14", "V4.1 Flash answers since"),
    ("model/dall-e", "availability.api", "no", "the image API began with DALL-E 2"),
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


@pytest.mark.parametrize(("record", "field", "expected", "why"), FACTS, ids=[f"{row[0]} {row[1]}" for row in FACTS])
def test_fact(catalog: Catalog, record: str, field: str, expected: str, why: str) -> None:
    kind, id = record.split("/", 1)
    assert found(catalog.entries[kind][id].record, field) == expected, why

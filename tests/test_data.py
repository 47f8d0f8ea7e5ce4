"""Sentences that are true of every record of the real data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from macros.facts.catalog import Catalog
from macros.facts.rules.entry import Entry
from macros.facts.schema.evidence import Subject

REQUIRED = {
    "family": ["llama", "mistral", "claude", "gpt", "bert", "t5", "bloom", "whisper", "clip", "stable-diffusion"],
    "model": ["gpt-3", "gpt-4", "chatgpt", "gpt-2", "bert-large", "t5-11b", "bloom-176b", "llama-7b", "clip-vit-l-14",
              "whisper-large", "stable-diffusion-1.4"],
    "framework": ["transformers", "tensorflow", "pytorch", "scikit-learn"],
    "maker": ["google", "meta", "openai", "anthropic", "mistral", "huggingface", "airbnb", "twitter", "github", "stack-overflow"],
}  # fmt: skip
LEAST = {"model": 300, "license": 60, "maker": 40}


def subjects(catalog: Catalog) -> Iterator[tuple[Entry, Subject]]:
    for by_id in catalog.entries.values():
        for entry in by_id.values():
            if isinstance(entry.record, Subject):
                yield entry, entry.record


@pytest.mark.parametrize("kind", LEAST)
def test_there_are_enough_records_to_be_of_use(kind: str, catalog: Catalog) -> None:
    assert len(catalog.entries[kind]) >= LEAST[kind]


@pytest.mark.parametrize(("kind", "id"), [(kind, id) for kind, ids in REQUIRED.items() for id in ids])
def test_what_the_articles_speak_of_has_a_record(kind: str, id: str, catalog: Catalog) -> None:
    assert id in catalog.entries[kind]


def test_chatgpt_is_a_product_and_no_model(catalog: Catalog) -> None:
    chatgpt = catalog.models["chatgpt"]
    assert (chatgpt.type, chatgpt.availability.weights) == ("product", "none")


def test_the_transformers_library_is_a_framework_and_no_model(catalog: Catalog) -> None:
    assert "transformers" not in catalog.models
    assert catalog.frameworks["transformers"].license == "apache-2.0"


@pytest.mark.parametrize("type_", ["language", "code", "vision", "image", "audio", "embedding", "multimodal", "product"])
def test_every_type_of_model_is_there(type_: str, catalog: Catalog) -> None:
    assert any(model.type == type_ for model in catalog.models.values())


def test_no_source_is_a_placeholder(catalog: Catalog) -> None:
    hosts = {
        f"{entry.path}: {url}"
        for entry, record in subjects(catalog)
        for url in [*(source.url for source in record.sources.values()), *(conflict.url for conflict in record.conflicts)]
        if re.search(r"(^|\.)(example|localhost|invalid|test)(\.|$)", urlsplit(url).hostname or "")
    }
    assert sorted(hosts) == []


def test_a_downloadable_model_of_which_we_know_the_address_has_one_of_the_web(catalog: Catalog) -> None:
    assert sum(1 for model in catalog.models.values() if model.availability.weights_url) > 150


def test_no_record_has_the_address_another_one_left(catalog: Catalog) -> None:
    """A former id redirects; were it taken again, two pages would have one address."""
    for kind, by_id in catalog.entries.items():
        former = [alias for entry in by_id.values() if isinstance(entry.record, Subject) for alias in entry.record.aliases]
        assert not set(former) & set(by_id), kind
        assert len(former) == len(set(former)), kind

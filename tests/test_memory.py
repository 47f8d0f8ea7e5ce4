"""Bytes of memory: the published figures come out of the records."""

from __future__ import annotations

import pytest

from macros.answers import memory
from macros.answers.memory import Cache, Span, Store
from macros.facts.catalog import Catalog

GB = 10**9
GROWTH = {
    "llama-3.1-8b": 131_072, "llama-3.1-70b": 327_680, "llama-3.1-405b": 516_096, "qwen2.5-72b": 327_680,
    "deepseek-v3": 70_272, "deepseek-v3-0324": 70_272, "deepseek-r1": 70_272, "deepseek-v3.1": 70_272, "kimi-k2": 70_272,
    "qwen3-next-80b-a3b": 24_576, "qwen3-coder-next": 24_576, "olmo-2-7b": 524_288, "gpt-oss-20b": 24_576,
    "gpt-oss-120b": 36_864, "mamba-2.8b": 0, "falcon-mamba-7b": 0, "bloom-176b": 4_014_080, "nemotron-3-ultra": 12_288,
    "nemotron-3.5-lightning": 6_144, "nemotron-3-nano": 6_144, "mimo-v2-flash": 23_040, "mimo-v2.5": 23_040,
    "mimo-v2.5-pro": 51_200, "olmo-3-32b": 65_536, "olmo-3-7b": 131_072, "gemma-4-31b": 81_920, "gemma-4-26b-a4b": 20_480,
    "gemma-4-e2b": 6_144, "gemma-4-e4b": 16_384, "llama-4-scout": 49_152, "llama-4-maverick": 49_152,
    "deepseek-v4-flash": 5_536, "deepseek-v4-pro": 7_928, "jamba-v0.1": 16_384, "gemma-3n-e2b": 8_192,
    "hunyuan-large": 81_920, "minimax-text-01": 40_960, "granite-4.0-h-small": 16_384, "mistral-nemo-12b": 163_840,
}  # fmt: skip
FIXED = {
    "gemma-4-e2b": 6_291_456, "gemma-4-e4b": 20_971_520, "llama-4-scout": 1_207_959_552, "deepseek-v4-flash": 5_636_096,
    "deepseek-v4-pro": 7_995_392, "mamba-2.8b": 22_937_600, "qwen3-coder-next": 77_266_944, "gemma-3n-e2b": 16_777_216,
    "llama-3.1-8b": 0, "mimo-v2.5": 25_559_040, "jamba-v0.1": 16_056_320,
}  # fmt: skip


@pytest.mark.parametrize(("id", "bytes"), GROWTH.items())
def test_a_token_adds_what_is_published(catalog: Catalog, id: str, bytes: int) -> None:
    growth = memory.cache(catalog.models[id]).growth()
    assert growth is not None and growth.low == bytes


@pytest.mark.parametrize(("id", "bytes"), FIXED.items())
def test_windows_and_states_are_kept_once(catalog: Catalog, id: str, bytes: int) -> None:
    assert memory.cache(catalog.models[id]).fixed() == bytes


@pytest.mark.parametrize(("id", "gb"), [("gpt-oss-20b", 3.22), ("gpt-oss-120b", 4.83)])
def test_gpt_oss_at_its_whole_context(catalog: Catalog, id: str, gb: float) -> None:
    """The published figure is of the full layers; the windows add some megabytes."""
    cache = memory.cache(catalog.models[id])
    kept, windows = cache.bytes(131_072), cache.fixed()
    assert kept is not None and windows is not None
    assert (kept.low - windows) / GB == pytest.approx(gb, abs=0.005)
    assert 0 < windows < 0.005 * GB


@pytest.mark.parametrize("id", ["mistral-7b-v0.1", "phi-3-mini", "mimo-v2-flash", "zephyr-7b-beta"])
def test_a_window_gives_both_ends(catalog: Catalog, id: str) -> None:
    """A program that ignores the window needs every token in every layer."""
    kept = memory.cache(catalog.models[id]).bytes(32_768)
    assert kept is not None and 0 < kept.low < kept.high


def test_users_and_bits_multiply_the_cache_and_not_the_weights(catalog: Catalog) -> None:
    model = catalog.models["llama-3.1-8b"]
    one = memory.memory(model, bits=16, tokens=8192)
    four = memory.memory(model, bits=16, tokens=8192, users=4, cache_bits=8)
    assert one.cache == Span(8192 * 131_072, 8192 * 131_072)
    assert four.cache == Span(2 * 8192 * 131_072, 2 * 8192 * 131_072)
    assert one.weights == four.weights == 8 * 2 * GB


def test_all_experts_need_memory(catalog: Catalog) -> None:
    assert memory.weights(catalog.models["deepseek-v3"], 8) == 671 * GB


def test_what_lacks_is_named_and_nothing_is_guessed(catalog: Catalog) -> None:
    found = memory.memory(catalog.models["amber-7b"], bits=4, tokens=2048)
    assert found.weights and found.cache is None
    assert found.missing == ("architecture.layers",)
    closed = memory.memory(catalog.models["gpt-4o"], bits=4, tokens=2048)
    assert (closed.weights, closed.cache) == (None, None)
    assert closed.missing == ("parameters.total", "architecture.layers")


def test_a_state_that_is_not_recorded_is_named(catalog: Catalog) -> None:
    assert memory.cache(catalog.models["jamba-1.5-large"]).missing == ("architecture.layers.state_bytes",)


def test_what_rests_on_an_assumption_says_so(catalog: Catalog) -> None:
    kept = memory.cache(catalog.models["olmo-2-32b"])
    assert kept.assumed == ("architecture.head_dim",)
    assert set(kept.used) == {"architecture.layers", "architecture.kv_heads"}


def test_encoders_and_diffusion_models_keep_no_cache(catalog: Catalog) -> None:
    for id in ("bert-large", "flux.1-dev"):
        assert memory.cache(catalog.models[id]).bytes(512) == Span(0, 0)


def test_kinds_of_layer() -> None:
    """Two layers of 100 values each: a text of 10 tokens, at 8 bits."""
    kept = {
        "full": Store("full", 2, 100, None, None, 0),
        "window": Store("sliding", 2, 100, 4, None, 0),
        "compressed": Store("compressed", 2, 100, 4, 5, 0),
        "shared": Store("shared", 2, 100, None, None, 0),
        "state": Store("linear", 2, 0, None, None, 30),
    }
    low = {"full": 2000, "window": 800, "compressed": 1200, "shared": 0, "state": 60}
    high = {"full": 2000, "window": 2000, "compressed": 2000, "shared": 2000, "state": 60}
    for name, store in kept.items():
        assert Cache((store,)).bytes(10, bits=8) == Span(low[name], high[name]), name

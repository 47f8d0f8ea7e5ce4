"""Whether it runs, and how fast: questions that readers asked in public, with what was measured or shown."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from macros.answers.fit import GB, SIZES, Need, Place, Setting, longest, need, place, room, row, smallest, verdict
from macros.answers.knowledge import Knowledge
from macros.answers.memory import Span, published_bits
from macros.answers.speed import Estimate, speed
from macros.facts.rules import order
from macros.facts.schema.runs import RunList
from macros.pages.links import Links
from macros.pages.running import cache, needs
from macros.pages.view import View

K = 1024

# model, GB of one device, place, how it is run → verdict, GB of weights, GB of cache (low, high)
MEMORY = {
    "gpt-oss-120b on one H100: tight": ("gpt-oss-120b", 80, "own", Setting(4.25, 131_072), "tight", 62.2, (4.84, 9.67)),
    "gpt-oss-20b within 16 GB as shipped": ("gpt-oss-20b", 16, "own", Setting(4.25), "well", 11.2, (0.20, 0.41)),
    "Command R+ in Q5_K_S on three 24 GB cards": (
        "command-r-plus", 24, "own", Setting(5.5704, 512, devices=3), "no", 72.4, (0.134, 0.134)),
    "Llama 3.1 405B in 8 bits on eight H100, by the bits in memory": (
        "llama-3.1-405b", 80, "own", Setting(9.8, 131_072, devices=8), "tight", 496.1, (67.6, 67.6)),
    "R1-Distill-Qwen-14B at full length on two 4090": (
        "deepseek-r1-distill-qwen-14b", 24, "own", Setting(16, 131_072, devices=2), "no", 29.6, (25.8, 25.8)),
    "the same at 80,000 tokens": (
        "deepseek-r1-distill-qwen-14b", 24, "own", Setting(16, 80_000, devices=2), "tight", 29.6, (15.7, 15.7)),
    "GLM-4.7-Flash at 128,000 tokens": ("glm-4.7-flash", 32, "own", Setting(4.8944, 128_000), "tight", 18.4, (6.93, 6.93)),
    "Gemma 4 26B-A4B on a Mac with 24 GB is no safe default": (
        "gemma-4-26b-a4b", 24, "shared", Setting(4.5), "tight", 14.5, (0.38, 1.85)),
    "it is with 32 GB": ("gemma-4-26b-a4b", 32, "shared", Setting(4.5), "well", 14.5, (0.38, 1.85)),
    "Gemma 4 31B in IQ4_XS: 19 GB with windows, 25 without": (
        "gemma-4-31b", 24, "own", Setting(4.4597), "tight", 17.4, (1.51, 7.39)),
    "Qwen3.8-27B in Q3_K_M with a 4-bit cache on 16 GB": (
        "qwen3.8-27b", 16, "own", Setting(4.0, 65_536, cache_bits=4.5), "tight", 13.9, (1.37, 1.37)),
    "Qwen3-32B in Q6_K on three 3090": ("qwen3-32b", 24, "own", Setting(6.5633, 32_768, devices=3), "well", 26.9, (8.59, 8.59)),
    "a 4B model at 262,144 tokens": ("qwen3-4b-instruct-2507", 48, "own", Setting(4.8944, 262_144), "tight", 2.45, (38.7, 38.7)),
    "DeepSeek V4 Flash in about 2 bits on a Mac with 96 GB": (
        "deepseek-v4-flash", 96, "shared", Setting(2.44, 250_000), "tight", 86.7, (1.39, None)),
    "and with 64 GB: no": ("deepseek-v4-flash", 64, "shared", Setting(2.44, 250_000), "no", 86.7, (1.39, None)),
    "Kimi K2 in FP8 on eight H200: every card keeps the cache": (
        "kimi-k2", 141, "own", Setting(8, 131_072, devices=8), "tight", 1000, (9.21, 73.7)),
    "Llama 3.2 3B on a phone with 6 GB": ("llama-3.2-3b", 6, "phone", Setting(4.8944, 4096), "no", 1.97, (0.47, 0.47)),
    "Qwen3-4B on a phone with 8 GB and a short context": (
        "qwen3-4b", 8, "phone", Setting(4.8944, 4096), "tight", 2.45, (0.60, 0.60)),
    "an 8B is paged there": ("llama-3.1-8b", 8, "phone", Setting(4.8944, 4096), "no", 4.89, (0.537, 0.537)),
    "the 1B with 4 GB": ("llama-3.2-1b", 4, "phone", Setting(4.8944, 4096), "well", 0.753, (0.134, 0.134)),
}  # fmt: skip


@pytest.mark.parametrize("name", MEMORY)
def test_a_question_gets_the_answer_that_was_worked_out(knowledge: Knowledge, name: str) -> None:
    id, gigabytes, where, setting, answer, weights, (low, high) = MEMORY[name]
    found = need(knowledge.rows[id], setting)
    assert found.weights is not None and found.cache is not None
    assert found.weights / GB == pytest.approx(weights, rel=0.006)
    assert found.cache.low / GB == pytest.approx(low, rel=0.03)
    assert high is None or found.cache.high / GB == pytest.approx(high, rel=0.03)
    assert verdict(found, room(gigabytes, where, setting.devices)) == answer  # type: ignore[arg-type]


# model, GB of one device, how it is run → tokens that were measured to fit, at the limit
LENGTHS = {
    "Llama 3.1 405B in 8 bits on eight H100": ("llama-3.1-405b", 80, Setting(9.8, devices=8), 79_392),
    "R1-Distill-Qwen-14B on two 4090": ("deepseek-r1-distill-qwen-14b", 24, Setting(16, devices=2), 81_536),
    "Qwen3-235B-A22B in FP8 on four H100": ("qwen3-235b-a22b", 80, Setting(8, devices=4), 367_404),
}


@pytest.mark.parametrize("name", LENGTHS)
def test_the_longest_text_lies_between_the_safe_one_and_the_limit(knowledge: Knowledge, name: str) -> None:
    id, gigabytes, setting, measured = LENGTHS[name]
    found = longest(knowledge.rows[id], setting, room(gigabytes, "own", setting.devices))
    assert found is not None and found.low <= measured <= found.high


def test_a_text_longer_than_the_longest_does_not_fit(knowledge: Knowledge) -> None:
    own, there = knowledge.rows["llama-3.1-8b"], room(24)
    found = longest(own, Setting(4.9), there)
    assert found is not None and 0 < found.low < found.high
    assert verdict(need(own, Setting(4.9, int(found.low))), there) == "well"
    assert verdict(need(own, Setting(4.9, int(found.low) + 1)), there) == "tight"
    assert verdict(need(own, Setting(4.9, int(found.high) + 1)), there) == "no"
    assert longest(own, Setting(16), room(8)) == Span(0, 0)


# model, device, bits → tokens a second that were measured for one reader
SPEED = {
    "Gemma 4 31B on Ryzen AI Max+ 395": ("gemma-4-31b", "amd-ryzen-ai-max-395", 4.8944, (11, 11.4)),
    "Qwen3.5-122B-A10B there": ("qwen3.5-122b-a10b", "amd-ryzen-ai-max-395", 4.8944, (22,)),
    "Qwen3.6-27B there": ("qwen3.6-27b", "amd-ryzen-ai-max-395", 4.8944, (11.6,)),
    "Llama 3.3 70B on M3 Ultra": ("llama-3.3-70b", "apple-m3-ultra", 4.8944, (14.41,)),
    "Qwen3.8-27B on an RTX 5090": ("qwen3.8-27b", "nvidia-rtx-5090", 5.06, (74, 76)),
    "Qwen3.8-27B on an RTX 3090": ("qwen3.8-27b", "nvidia-rtx-3090", 5.06, (37,)),
    "Llama 3.1 8B on the processor of a laptop": ("llama-3.1-8b", "pc-ddr5-5600", 4.8944, (10.46,)),
    "R1-Distill-Qwen-14B on a Raspberry Pi 5": ("deepseek-r1-distill-qwen-14b", "raspberry-pi-5", 4.8944, (1.2,)),
}


@pytest.mark.parametrize("name", SPEED)
def test_what_was_measured_lies_in_the_range(knowledge: Knowledge, name: str) -> None:
    id, device, bits, measured = SPEED[name]
    found = estimate(knowledge, id, device, bits)
    assert found is not None
    assert all(found.low <= value <= found.high for value in measured), (found.low, found.high)
    assert found.high / found.low < 3


# what was measured of mixtures where few runs are known: the range is wide, and says so
FEW = {
    "gpt-oss-120b on one A100": ("gpt-oss-120b", "nvidia-a100-80gb", 4.25, 90),
    "Qwen3-30B-A3B in 16 bits on one A100": ("qwen3-30b-a3b", "nvidia-a100-80gb", 16, 103.9),
    "Mixtral 8x7B in 8 bits on one A100": ("mixtral-8x7b", "nvidia-a100-80gb", 8, 56.04),
    "Qwen3-Coder-Next on the processor of a computer": ("qwen3-coder-next", "pc-ddr5-5600", 4.8944, 7.74),
    "Gemma 4 26B-A4B on the processor of a laptop": ("gemma-4-26b-a4b", "pc-ddr5-5600", 4.4597, 30.6),
}


@pytest.mark.parametrize("name", FEW)
def test_a_mixture_on_a_processor_or_one_data_center_card_has_a_range(knowledge: Knowledge, name: str) -> None:
    id, device, bits, measured = FEW[name]
    found = estimate(knowledge, id, device, bits)
    assert found is not None and found.low * 0.99 <= measured <= found.high
    assert found.by.caveat and "only" in found.by.caveat


# model, GB of one device, how it is run, program → the verdict, GB needed, GB of room
PROGRAMS = {
    "Kimi K2 in FP8 on eight H200 in vLLM": ("kimi-k2", 141, Setting(8, 131_072, devices=8), "vllm", "no", 1073.7, 1037.8),
    "the same in SGLang": ("kimi-k2", 141, Setting(8, 131_072, devices=8), "sglang", "no", 1073.7, 1015.2),
    "llama.cpp shares it out": ("kimi-k2", 141, Setting(8, 131_072, devices=8), "llama.cpp", "tight", 1009.2, 1119.4),
    "Kimi K2.7 Code in about 4.4 bits does run": (
        "kimi-k2.7-code",
        141,
        Setting(4.75, 131_072, devices=8),
        "vllm",
        "well",
        667.5,
        1037.8,
    ),
    "DeepSeek-V3 in FP8 on eight H100": ("deepseek-v3", 80, Setting(8, 32_768, devices=8), "vllm", "no", 689.4, 588.8),
    "gpt-oss-120b on one H100 in vLLM": ("gpt-oss-120b", 80, Setting(4.25, 131_072), "vllm", "tight", 67.0, 73.6),
    "Gemma 4 31B: vLLM keeps windows": ("gemma-4-31b", 24, Setting(4.4597), "vllm", "tight", 18.9, 22.1),
    "no room below what is left free": ("llama-3.2-1b", 1, Setting(4.9), "llama.cpp", "no", 1.02, 0),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_decides(knowledge: Knowledge, name: str) -> None:
    id, gigabytes, setting, program, answer, needs, there = PROGRAMS[name]
    memory = knowledge.catalog.programs[program].memory
    found, place_ = need(knowledge.rows[id], setting, memory), room(gigabytes, "own", setting.devices, memory)
    assert verdict(found, place_) == answer
    assert found.least is not None and found.least / GB == pytest.approx(needs, rel=0.02)
    assert place_.most / GB == pytest.approx(there, rel=0.001)


RUN = {"model": "m", "device": "d", "program": "p", "stored": "Q4_0", "speed": 10, "date": "2026-05-02"}


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ([RUN], ""),
        ([RUN, RUN | {"speed": 11}], ""),
        ([RUN, RUN], "stands here already"),
        (
            [{name: RUN[name] for name in ("model", "device", "program", "stored")}],
            "has neither 'speed' nor 'memory_gb' nor 'told'",
        ),
        ([RUN | {"date": "2026-06-02"}], "is after the list's 'as_of'"),
    ],
)
def test_a_measured_run_says_something_and_stands_once(runs: list[dict[str, object]], said: str) -> None:
    listed = RunList.model_validate(
        {
            "id": "l",
            "title": "t",
            "source": "https://example.org",
            "terms": "MIT",
            "credit": "c",
            "as_of": "2026-06-01",
            "runs": runs,
        }
    )
    found = [message for _, message in order.runs(SimpleNamespace(record=listed))]  # type: ignore[arg-type]
    assert [said in message for message in found] == [True] * bool(said)


def test_every_measured_run_can_be_read_and_lies_near_its_estimate(knowledge: Knowledge) -> None:
    """Four in five of those that the rule has a range for lie within it, and none reads more than the memory gives."""
    inside = tried = 0
    bits = {scheme.name: scheme.bits for scheme in knowledge.catalog.quantizations.values()}
    for told in (told for found in knowledge.measured.of_model.values() for told in found):
        assert told.url.startswith("https://") and told.listed.terms and told.listed.credit
        run = told.run
        if run.speed is None or run.stored not in bits or run.devices > 1 or (run.tokens or 0) > 8192:
            continue
        if "guessing" in (run.told or "") or "speculative" in (run.told or "") or run.model.startswith("gemma-4-e"):
            continue  # embeddings of each layer are not read for a token, and count among the parameters
        found = estimate(knowledge, run.model, run.device, bits[run.stored])
        if found:
            tried += 1
            inside += found.low <= run.speed <= found.high
            assert run.speed < found.high / found.by.high * 1.05, run
    assert tried > 80 and inside / tried > 0.8, (inside, tried)


def test_the_label_is_not_the_bits(knowledge: Knowledge) -> None:
    """gpt-oss-120b is called MXFP4 and takes 69.1 GB: all of its text does not fit beside it in vLLM as that comes, 100,000 do."""
    model, own = knowledge.catalog.models["gpt-oss-120b"], knowledge.rows["gpt-oss-120b"]
    vllm = knowledge.catalog.programs["vllm"].memory
    bits, there = published_bits(model, 4.25), room(80, program=vllm)
    assert bits == pytest.approx(4.725, abs=0.01) and published_bits(knowledge.catalog.models["llama-3.1-8b"], 16) == 16
    assert verdict(need(own, Setting(bits, 131_072), vllm), there) == "no"
    assert verdict(need(own, Setting(bits, 100_000), vllm), there) == "tight"
    assert verdict(need(own, Setting(bits, 131_072)), room(80)) == "tight"


def test_in_a_program_that_is_known_the_cache_is_one_number(knowledge: Knowledge) -> None:
    """Both ends stand only where the program may be any, or nothing is known of its windows."""
    for id in ("gpt-oss-20b", "gemma-4-31b", "deepseek-v3", "llama-3.1-8b"):
        for name, program in knowledge.catalog.programs.items():
            found = need(knowledge.rows[id], Setting(8, 32 * K, devices=4), program.memory).cache
            assert found is not None and (found.low == found.high or program.memory.windows is None), (id, name)


def test_advertised_speeds_with_guessing_ahead_lie_outside(knowledge: Knowledge) -> None:
    found = estimate(knowledge, "qwen3.8-27b", "nvidia-rtx-5090", 5.06)
    assert found is not None and found.high < 169


@pytest.mark.parametrize(
    ("id", "device"),
    [
        ("llama-3.1-8b", "google-tpu-v5e"), ("llama-3.1-8b", "nvidia-jetson-nano"), ("qwen3.6-35b-a3b", "google-tpu-v5e"),
        ("flux.1-dev", "nvidia-rtx-4090"), ("diffusiongemma-26b-a4b", "nvidia-rtx-4090"),
    ],
)  # fmt: skip
def test_no_speed_where_nobody_measured(knowledge: Knowledge, id: str, device: str) -> None:
    assert estimate(knowledge, id, device, 4.9) is None


def test_most_of_the_runs_that_were_kept_aside_fall_into_their_range(knowledge: Knowledge) -> None:
    found = knowledge.catalog.speeds.values()
    inside, checked = sum(each.inside for each in found), sum(each.checked_on for each in found)
    assert inside / checked > 0.8
    assert all(each.low < each.middle < each.high and each.inside <= each.checked_on for each in found)
    assert sum(each.runs + each.checked_on for each in found) == 424


def estimate(knowledge: Knowledge, id: str, device: str, bits: float) -> Estimate | None:
    chosen = knowledge.catalog.hardware[device]
    own = knowledge.rows[id]
    return speed(knowledge.catalog.speeds.values(), own, Setting(bits), chosen.kind, chosen.bandwidth_gb_s)


@pytest.mark.parametrize(
    ("weights", "low", "high", "gigabytes", "answer"),
    [
        (7.0, 0.35, 0.35, 10, "well"),  # 7.35 by 1.36 = 9.996
        (7.0, 0.36, 0.36, 10, "tight"),  # 7.36 by 1.36 = 10.01: not rounded away
        (5.0, 0.5, 5.1, 10, "tight"),  # a program that ignores windows would not fit
        (5.0, 0.5, 5.0, 10, "well"),
        (9.9, 0.1, 0.1, 10, "tight"),  # to the last byte
        (9.9, 0.2, 0.2, 10, "no"),
    ],
)
def test_the_edges(weights: float, low: float, high: float, gigabytes: float, answer: str) -> None:
    assert verdict(Need(weights * GB, Span(low * GB, high * GB), ()), room(gigabytes)) == answer


def test_what_is_unknown_is_no_yes() -> None:
    unknown = Need(4 * GB, None, ("architecture.layers",))
    assert verdict(unknown, room(8)) == "cannot-tell"
    assert verdict(unknown, room(3)) == "no"  # the weights alone say so
    assert verdict(Need(None, None, ("parameters.total",)), room(8)) == "cannot-tell"
    assert smallest(unknown) is None


@pytest.mark.parametrize(
    ("kind", "where"), [("apple-silicon", "shared"), ("consumer-gpu", "own"), ("unified-memory", "shared"), ("processor", "shared")]
)
def test_whose_memory_it_is(kind: str, where: Place) -> None:
    assert place(kind) == where


def test_more_never_needs_less(knowledge: Knowledge) -> None:
    """More bits, tokens or users never make a model of the catalog fit better, nor does a smaller memory."""
    order = ("well", "tight", "no")
    for model in knowledge.catalog.models.values():
        own = knowledge.rows[model.id]
        if own.terms is None or own.weights is None:
            continue
        found = [need(own, each) for each in (Setting(4.9, K), Setting(8, K), Setting(8, 32 * K), Setting(8, 32 * K, 4))]
        for gigabytes in SIZES:
            answers = [order.index(verdict(each, room(gigabytes))) for each in found]
            assert answers == sorted(answers), (model.id, gigabytes)
        sizes = [order.index(verdict(found[0], room(gigabytes))) for gigabytes in SIZES]
        assert sizes == sorted(sizes, reverse=True), model.id


def test_terms_come_to_what_the_stores_come_to(knowledge: Knowledge) -> None:
    """The short form that a browser reads is no second rule."""
    from macros.answers import memory

    for model in knowledge.catalog.models.values():
        for tokens, users, bits in ((1, 1, 16), (100, 3, 8.5), (8192, 1, 4.5), (131_072, 2, 16)):
            kept = memory.cache(model).bytes(tokens, users, bits)
            short = need(row(model), Setting(16, tokens, users, bits)).cache
            assert (kept is None) == (short is None), model.id
            assert kept is None or short is None or (short.low, short.high) == pytest.approx((kept.low, kept.high)), model.id


def test_what_a_text_takes_is_told_by_macro(knowledge: Knowledge) -> None:
    """A token of Llama 3.1 70B keeps 327,680 bytes; OLMo 2 7B cannot read 8,192 tokens."""
    told = re.sub(r"<[^>]+>", " ", cache(View(knowledge, Links()), "llama-3.1-70b", "gpt-oss-20b", "olmo-2-7b"))
    assert "327,680" in told and "24,576 to 49,152" in told and "524,288" in told and "–" in told


def test_what_keeps_no_cache_fits_by_its_weights_alone(knowledge: Knowledge):
    [section] = needs(View(knowledge, Links()), knowledge.catalog.models["distilbert"])
    assert "8 GB" in section.html and "unknown" not in section.html

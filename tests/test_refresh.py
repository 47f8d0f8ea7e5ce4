"""The refresh against recorded answers and against answers that are odd, hostile or cut off; no test reaches the network."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.facts.catalog import Catalog, load
from macros.facts.schema.price import Price
from macros.refresh import reading
from macros.refresh.adapters import Prices
from macros.refresh.answers import parsed
from macros.refresh.command import ADAPTERS
from macros.refresh.judge import conflicts, judge
from macros.refresh.links import Cited, archived, asked, patch, told
from macros.refresh.names import EXACT, TRIMMED, Names
from macros.refresh.offers import SOUND, Offer, Refused
from macros.refresh.rows import rows

PROJECT = Path(__file__).parent.parent
SAMPLES = Path(__file__).parent / "samples"
DAY = date(2026, 11, 9)


LISTS = {name: adapter for name, adapter in ADAPTERS.items() if isinstance(adapter, Prices)}


def offers(adapter: str) -> list[Offer]:
    return list(LISTS[adapter].offers(json.loads((SAMPLES / f"{adapter}.json").read_text("utf-8")), DAY))


def told_of(adapter: str, host: str, model: str) -> list[tuple[object, ...]]:
    return [
        (offer.unit, offer.tier, offer.above_tokens, offer.starts, offer.input, offer.output)
        for offer in offers(adapter)
        if (offer.host, offer.model) == (host, model)
    ]


TOKENS = "million-tokens"
READ = [
    (
        "models-dev", "google", "gemini-2.5-pro",
        [(TOKENS, "standard", None, None, 1.25, 10.0), (TOKENS, "long-context", 200_000, None, 2.5, 15.0)],
    ),
    ("models-dev", "github-copilot", "gpt-5.1", []),  # part of a plan: nothing is no price
    (
        "genai-prices", "google", "gemini-3.8-flash",
        [
            (TOKENS, "standard", None, "2027-01-01", 1.5, 7.5),
            (TOKENS, "standard", None, None, 0.75, 3.75),
            (TOKENS, "batch", None, "2027-01-01", 0.75, 3.75),
            (TOKENS, "batch", None, None, 0.375, 1.875),  # its day is that on which the list first had it
        ],
    ),
    ("litellm", "openai", "whisper-1", [("minute", "standard", None, None, 0.006, None)]),
    (  # a model of images: what it writes are images, not the words around them
        "genai-prices", "google", "gemini-3.1-flash-image-preview",
        [(TOKENS, "standard", None, None, 0.5, 60.0), (TOKENS, "batch", None, None, 0.25, 30.0)],
    ),
    (
        "litellm", "gemini", "gemini/gemini-3.1-flash-image",
        [(TOKENS, "standard", None, None, 0.5, 60.0), (TOKENS, "batch", None, None, 0.25, 30.0)],
    ),
    *(  # what hears and speaks asks for sound and for words apart
        ("litellm", host, model, [(TOKENS, "standard", None, None, *words), (SOUND, "standard", None, None, 3.0, 12.0)])
        for host, model, words in (
            ("gemini", "gemini/gemini-3.8-live", (0.75, 4.5)), ("bedrock", "amazon.nova-2-sonic-v1:0", (0.33, 2.75)),
        )
    ),
    (
        "genai-prices", "google", "gemini-3.8-live",
        [(TOKENS, "standard", None, None, 0.75, 4.5), (SOUND, "standard", None, None, 3.0, 12.0)],
    ),
    ("litellm", "openai", "gpt-4o-mini-tts", [(TOKENS, "standard", None, None, 0.6, 12.0)]),  # reads words, writes sound
    ("litellm", "gemini", "gemini/gemini-omni-1.2-flash", [(TOKENS, "standard", None, None, 1.5, 12.0)]),  # writes films
    ("genai-prices", "google", "gemini-omni-1.1-flash", [(TOKENS, "standard", None, None, 1.5, 17.5)]),
    ("litellm", "bedrock", "us.anthropic.claude-haiku-4-5-20251001-v1:0", []),  # one region
]  # fmt: skip


@pytest.mark.parametrize(("adapter", "host", "model", "wanted"), READ, ids=[f"{row[0]} {row[2]}" for row in READ])
def test_an_adapter_reads_units_tiers_and_days(adapter: str, host: str, model: str, wanted: list[object]) -> None:
    assert told_of(adapter, host, model) == wanted


def sold(**about: object) -> dict[str, object]:
    return {"cost": {"input": 1, "output": 2}, "limit": {"context": 8192, "output": 4096}} | about


WORDS = {"input": ["text"], "output": ["text"]}
LISTED = {
    "plain": (sold(modalities=WORDS), [("standard", TOKENS, 1.0)]),
    "us.regional": (sold(modalities=WORDS), []),
    "gone": (sold(status="deprecated"), []),
    "painter": (sold(modalities=WORDS | {"output": ["text", "image"]}), []),
    "listener": (sold(modalities=WORDS | {"input": ["audio"]}), []),
    "Sealed-TEE": (sold(modalities=WORDS), [("confidential", TOKENS, 1.0)]),
    "hears": (sold(cost={"input": 1, "output": 2, "input_audio": 3}), [("standard", TOKENS, 1.0), ("standard", SOUND, 3.0)]),
}


@pytest.mark.parametrize("id", LISTED)
def test_models_dev_is_read_for_words_on_offer_everywhere(id: str) -> None:
    about, wanted = LISTED[id]
    read = LISTS["models-dev"].offers({"host": {"models": {id: about}}}, DAY)
    assert [(offer.tier, offer.unit, offer.input) for offer in read] == wanted


def test_as_many_tokens_out_as_in_is_no_limit_of_a_host(catalog: Catalog) -> None:
    told = [Offer("groq", "gpt-oss-120b", input=1, output=2, context=1000, max_output=size) for size in (1000, 500)]
    limits = [rows(LISTS["litellm"], [offer], Names(catalog), "2026-11-09").prices[0].max_output for offer in told]
    assert limits == [None, 500]


def test_a_price_that_stayed_has_no_first_day() -> None:
    def asked(before: float) -> list[str | None]:
        choices = [
            {"prices": {"input_mtok": before, "output_mtok": 4}},
            {"constraint": {"start_date": "2026-03-13"}, "prices": {"input_mtok": 2, "output_mtok": 4, "cache_read_mtok": 1}},
        ]
        answer = [{"id": "openai", "models": [{"id": "m", "prices": choices}]}]
        return [offer.starts for offer in LISTS["genai-prices"].offers(answer, DAY)]

    assert (asked(before=2), asked(before=3)) == ([None], ["2026-03-13"])


def test_a_price_ends_with_the_day_its_host_announced() -> None:
    ends = {offer.model.rpartition("/")[2]: offer.ends for offer in offers("litellm")}
    assert (ends["gpt-4.1"], ends["Qwen3.8-2.4T-A95B"]) == ("2027-01-14", "2026-11-04")


@pytest.mark.parametrize("adapter", LISTS)
def test_every_list_of_prices_finds_rows_in_its_sample(adapter: str, catalog: Catalog) -> None:
    made = rows(LISTS[adapter], offers(adapter), Names(catalog), "2026-11-09")
    assert made.prices and all(row.as_of == "2026-11-09" for row in made.prices)


def test_hosts_a_list_does_not_keep_up_are_left_out(catalog: Catalog) -> None:
    sold = {offer.host for offer in offers("litellm")}
    assert "hyperbolic" in sold
    made = rows(LISTS["litellm"], offers("litellm"), Names(catalog), "2026-11-09")
    assert "hyperbolic" not in {row.host for row in made.prices}


def test_what_a_list_never_took_out_is_left_out_and_the_rest_of_its_host_is_not(catalog: Catalog) -> None:
    """genai-prices had Together's prices of 2023 in its file of November 2026, and Google's cloud under Google's own API."""
    told = offers("genai-prices")
    assert "microsoft/phi-2" in {offer.model for offer in told}
    made = {(row.model, row.host) for row in rows(LISTS["genai-prices"], told, Names(catalog), "2026-11-09").prices}
    assert {model for model, host in made if host == "together"} == {"glm-5.3"}
    assert ("claude-fable-5.2", "vertex") in made and ("claude-fable-5.2", "google") not in made


def test_which_edition_is_the_latest_is_known_at_its_maker_only(catalog: Catalog) -> None:
    """Azure's mistral-large-latest is of 2024, and was taken for Mistral Large 3 at eight dollars."""
    told = [offer for offer in offers("litellm") if "mistral-large-latest" in offer.model]
    assert Names(catalog).model(told[0].model)
    with pytest.raises(Refused, match="holds no price"):
        rows(LISTS["litellm"], told, Names(catalog), "2026-11-09")


ODD: list[object] = [
    None, 3, "text", [], {}, [[]], {"a": 1}, {"a": {"models": 1}}, {"a": {"models": {"m": {"cost": "free"}}}},
    {"a": {"models": {"m": {"cost": {"input": -1, "output": True}}}}},
    [{"id": 1, "models": [{"id": 2, "prices": [1, {"prices": 2}]}]}],
    {"m": {"litellm_provider": 5, "input_cost_per_token": "0.1"}},
    {"m": {"litellm_provider": "openai", "input_cost_per_token": 1e300}},
    [{"id": "openai", "models": {"m": 1}}],
    [{"id": "openai", "models": [{"id": "gpt-5", "prices": {"input_mtok": {"tiers": [7]}}}]}],
]  # fmt: skip


@pytest.mark.parametrize("answer", ODD, ids=[str(at) for at in range(len(ODD))])
@pytest.mark.parametrize("adapter", LISTS)
def test_an_answer_of_odd_types_is_refused_and_stops_nothing(adapter: str, answer: object, catalog: Catalog) -> None:
    with pytest.raises(Refused, match="holds no price"):
        rows(LISTS[adapter], LISTS[adapter].offers(answer, DAY), Names(catalog), "2026-11-09")


HOSTILE = [
    (b'{"a": ', "is not JSON, or cut off"),
    (b"<html>busy</html>", "is not JSON"),
    (b"\xff\xfe\x00", "is not JSON"),
    (b'{"a": NaN}', "NaN is no number"),
    (b'{"a": 1, "a": 2}', "stands twice"),
    (b"[" * 30 + b"]" * 30, "nested deeper"),
    (b"[" * 100_000, "nested deeper"),
]


@pytest.mark.parametrize(("text", "why"), HOSTILE, ids=[row[1] for row in HOSTILE])
def test_a_hostile_answer_is_refused(text: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        parsed(text)


class Endless(io.RawIOBase):
    """Gives as much as is asked, for ever."""

    def read(self, size: int = -1) -> bytes:
        return b"x" * max(size, 1)


def test_an_endless_a_slow_and_a_cut_answer_are_refused() -> None:
    with pytest.raises(Refused, match="larger than"):
        reading.body(Endless(), lambda: 0.0, None)  # type: ignore[arg-type]
    ticks = iter(range(0, 10**6, 100))
    with pytest.raises(Refused, match="takes longer"):
        reading.body(Endless(), lambda: float(next(ticks)), None)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="is cut off: 3 of 10 bytes"):
        reading.body(io.BytesIO(b"abc"), lambda: 0.0, "10")


def price(model: str = "m", host: str = "h", **given: object) -> Price:
    row = {
        "model": model,
        "host": host,
        "input": "1",
        "output": "2",
        "url": "https://example.org/l",
        "as_of": "2026-11-01",
        **given,
    }
    return Price.model_validate({name: value for name, value in row.items() if value is not None})


@pytest.mark.parametrize(("now", "kept"), [("2", 2.0), ("9.9", 9.9), ("100", 1.0), ("0.01", 1.0), ("0", 1.0)])
def test_a_jump_is_held_back_and_the_last_price_stays(now: str, kept: float) -> None:
    verdict = judge([price()], [price(input=now)])
    assert [row.input for row in verdict.rows] == [kept]
    assert bool(verdict.held) == (kept == 1.0)


@pytest.mark.parametrize("field", ["input", "output"])
def test_a_jump_of_either_price_is_held_back(field: str) -> None:
    assert judge([price()], [price(**{field: "100"})]).held


def test_a_slip_of_the_unit_is_seen_by_what_others_ask() -> None:
    """A host once stood in a list at 300 dollars where all others asked 0.30."""
    rows_ = [price(host=f"h{at}", input="0.3") for at in range(3)]
    verdict = judge(rows_, [*rows_, price(host="new", input="300", output="1200")])
    assert "new" not in {row.host for row in verdict.rows} and "others ask about 0.3" in verdict.held[0][1]


def test_a_list_that_lost_most_of_its_rows_is_taken_for_cut_off() -> None:
    old = [price(model=f"m{at}") for at in range(10)]
    with pytest.raises(Refused, match="has 4 of the 10 prices"):
        judge(old, old[:4])
    assert len(judge(old, old[:6]).rows) == 6


def test_lists_that_differ_by_more_than_a_tenth_conflict() -> None:
    assert conflicts([price()], [price(input="1.05")]) == []
    assert len(conflicts([price()], [price(input="1.5")])) == 1
    assert conflicts([price()], [price(input="1.5", tier="batch")]) == []


NAMED = [
    ("meta-llama/Llama-3.3-70B-Instruct", "llama-3.3-70b"),
    ("anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4.5"),
    ("openai/gpt-oss-120b", "gpt-oss-120b"),
    ("gpt-oss-120b-turbo", None),
    ("llama", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "id"), NAMED, ids=[row[0] or "nothing" for row in NAMED])
def test_a_name_leads_to_a_model_or_to_none(name: str, id: str | None, catalog: Catalog) -> None:
    found = Names(catalog).model(name)
    assert (found[0] if found else None) == id


def test_every_model_is_found_by_its_own_id_and_a_tuned_name_is_further_off(catalog: Catalog) -> None:
    names = Names(catalog)
    strayed = {id: names.model(id) for id in catalog.models if names.model(id) != (id, EXACT)}
    assert strayed == {}
    assert names.model("gpt-oss-120b-20250805") == ("gpt-oss-120b", TRIMMED)


@pytest.fixture
def tiny_house(copy_tiny: Callable[[], Path]) -> Path:
    return copy_tiny()


def run(tiny_house: Path, capsys: pytest.CaptureFixture[str], answer: object, *more: str) -> tuple[int, str]:
    stored = tiny_house / "answer.json"
    stored.write_text(answer if isinstance(answer, str) else json.dumps(answer), "utf-8")
    status = main(["--project", str(tiny_house), "refresh", "models-dev", "--from", str(stored), "--day", "2026-11-01", *more])
    return status, capsys.readouterr().out


def answer(**amounts: float) -> dict[str, object]:
    return {"example-lab": {"models": {"beta": {"cost": {"input": 2, "output": 8} | amounts}, "omega": {"cost": {"input": 1}}}}}


def test_a_refresh_writes_a_file_that_the_check_takes_and_says_what_it_found(
    tiny_house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = run(tiny_house, capsys, answer(input=3))
    assert status == 0 and "1 prices, 0 changed, 1 new, 0 gone" in text
    assert "beta at example-lab: 3 / 8 here, 2 / 8 on 2024-06-01" in text
    again = run(tiny_house, capsys, answer(input=4))
    assert "beta at example-lab: 3 / 8 → 4 / 8" in again[1]
    rows_ = [row for row in load(tiny_house, today=date(2026, 11, 9)).prices["beta"] if row.as_of == "2026-11-01"]
    assert [(row.host, row.input) for row in rows_] == [("example-lab", 4.0)]


def test_a_refused_answer_leaves_the_last_good_copy(tiny_house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tiny_house, capsys, answer())
    written = tiny_house / "data" / "fetched" / "models-dev.yml"
    before = written.read_bytes()
    status, text = run(tiny_house, capsys, '{"example-lab": {"mod')
    assert status == 1 and "Not refreshed: it is not JSON" in text and written.read_bytes() == before
    assert sorted(path.name for path in written.parent.iterdir()) == ["models-dev.yml", "prices.yml"]


def test_the_command_asks_for_what_it_needs(tiny_house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(tiny_house), "refresh", "models-def"]) == 1
    assert "did you mean 'models-dev'?" in capsys.readouterr().err
    assert main(["--project", str(tiny_house), "refresh", "litellm", "--from", str(tiny_house)]) == 1
    assert "--day" in capsys.readouterr().err


def test_dead_addresses_are_told_with_the_files_that_cite_them_and_an_archived_copy() -> None:
    cited = {
        "https://a.example/1": Cited(["data/x.yml"]),
        "https://a.example/2": Cited(["data/y.yml"]),
        "https://b.example/": Cited(["data/z.yml"]),
    }
    answers = asked(cited, lambda url: "gone (404)" if url.endswith("2") else "", 0)
    text = told(cited, answers, {"https://a.example/2": "https://web.archive.org/web/20261101000000/https://a.example/2"})
    assert "3 addresses tried, 1 dead" in text and "gone (404): https://a.example/2" in text and "data/y.yml" in text
    assert "an archived copy: https://web.archive.org/web/20261101000000/" in text and "data/x.yml" not in text


def kept(**given: object) -> dict[str, object]:
    nearest = {"available": True, "status": "200", "timestamp": "20261103101010", "url": "http://elsewhere.example/", **given}
    return {"archived_snapshots": {"closest": nearest}}


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (kept(), "https://web.archive.org/web/20261103101010/https://a.example/?a=1"),
        (kept(status="404"), ""),
        (kept(timestamp="../evil"), ""),
        ({"archived_snapshots": {}}, ""),
        ([], ""),
    ],
)
def test_an_archived_copy_is_taken_only_where_the_archive_has_the_page(answer: object, found: str) -> None:
    addresses: list[str] = []
    assert archived(lambda url: addresses.append(url) or answer, "https://a.example/?a=1", "2026-11-01") == found
    assert addresses == ["https://archive.org/wayback/available?url=https%3A%2F%2Fa.example%2F%3Fa%3D1&timestamp=20261101"]


def test_a_patch_leaves_the_address_of_the_maker_alone(tiny_house: Path) -> None:
    """Its page is also a source: only what was read there may come from an archive."""
    shown, page = "data/makers/example.yml", "https://example.org/"
    path = tiny_house / shown
    path.write_text(path.read_text("utf-8").replace("https://example.org/about", page), "utf-8")
    text = patch(tiny_house, {page: Cited([shown])}, {page: "https://web.archive.org/x"})
    added = [line for line in text.splitlines() if line[:1] == "+" and line[:3] != "+++"]
    assert len(added) == 1 and added[0].startswith("+  site: {url: https://web.archive.org/x,")


def test_a_patch_for_a_dead_address_changes_the_source_and_nothing_else(tiny_house: Path) -> None:
    path = next(iter(sorted((tiny_house / "data" / "models").rglob("*.yml"))))
    shown = path.relative_to(tiny_house).as_posix()
    url = re.findall(r"\burl: ([^\s,}]+)", path.read_text("utf-8"))[-1]
    text = patch(tiny_house, {url: Cited([shown])}, {url: f"https://web.archive.org/web/20261101000000/{url}"})
    changed = [line for line in text.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed and all(" url: " in line or "{url: " in line for line in changed) and path.read_text("utf-8").count(url) >= 1

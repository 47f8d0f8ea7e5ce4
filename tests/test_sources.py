"""What every source of the refresh is held to, whatever it is a list of: the same mistakes in one table, and no network."""

from __future__ import annotations

import copy
import gzip
import io
import json
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.facts.catalog import Catalog
from macros.facts.documents import Document
from macros.facts.records import typed
from macros.facts.rules import Written
from macros.facts.schema.kinds import BY_NAME, KINDS
from macros.refresh import answers, openrouter, said, usage
from macros.refresh.adapters import Adapter, Facts, Prices, Statement
from macros.refresh.answers import ARCHIVE, Files
from macros.refresh.brought import Brought, place
from macros.refresh.command import ADAPTERS, bring, refresh
from macros.refresh.names import Names, on_hub
from macros.refresh.offers import Refused
from macros.refresh.proposals import Proposals, filled
from macros.refresh.reading import from_copy

PROJECT = Path(__file__).parent.parent
SAMPLES = Path(__file__).parent / "samples"
DAY = date(2026, 11, 9)
NASTY = "<img src=x onerror=alert(1)> @everyone [x](javascript:1)\u202e"


def sample(adapter: Adapter) -> Any:
    return from_copy(adapter.form, adapter.name, SAMPLES)


def bare(catalog: Catalog) -> Catalog:
    """The catalog before any refresh: no list that a source could be compared with."""
    copied = {kind.name for kind in KINDS if kind.copied}
    return replace(catalog, entries={name: {} if name in copied else entries for name, entries in catalog.entries.items()})


def after(catalog: Catalog, brought: Brought) -> Catalog:
    """The catalog with the list that was brought."""
    kind = BY_NAME[brought.kind]
    tree = Document(brought.text, brought.id, kind.bytes).tree
    record, findings = typed(kind, brought.id, tree, catalog.today) if tree is not None else (None, [])
    assert record is not None, findings
    entry = Written(kind, brought.id, f"data/{kind.folder}/{brought.id}.yml", record, {})
    return replace(catalog, entries={**catalog.entries, kind.name: {**catalog.entries[kind.name], brought.id: entry}})


def leaves(tree: Any, change: Callable[[str, Any], Any], name: str = "") -> Any:
    """The same tree with every plain value changed."""
    if isinstance(tree, Files):
        return Files({path: leaves(inner, change) for path, inner in tree.trees.items()}, tree.commit)
    if isinstance(tree, dict):
        return {key: leaves(value, change, key) for key, value in tree.items()}
    return [leaves(value, change, name) for value in tree] if isinstance(tree, list) else change(name, tree)


each = pytest.mark.parametrize("adapter", ADAPTERS.values(), ids=list(ADAPTERS))


@each
def test_a_source_names_its_terms_and_its_sample_becomes_a_list_the_check_takes(adapter: Adapter, catalog: Catalog, tmp_path: Path):
    assert any(word in adapter.terms for word in ("License", "CC BY", "Facts")) and adapter.address.startswith("https://")
    brought = bring(adapter, sample(adapter), bare(catalog), DAY)
    path = place(tmp_path, brought, catalog)
    assert path.relative_to(tmp_path / "data").parts[0] in {kind.folder for kind in KINDS if kind.copied}
    assert brought.report.startswith("## ") and path.read_text("utf-8") == brought.text


@each
def test_the_same_answer_again_changes_nothing(adapter: Adapter, catalog: Catalog):
    first = bring(adapter, sample(adapter), bare(catalog), DAY)
    again = bring(adapter, sample(adapter), after(bare(catalog), first), DAY)
    assert again.text == first.text and not any(word in again.report for word in ("### Changed", "### Gone", "### Held"))


ODD = [None, True, 3, "text", [], {}, [[]], {"a": 1}, {"data": [1, None]}, [{"rows": [{"row": 7}]}], {"lists": {"a": [{"id": 5}]}},
       Files({}), Files({"models/a.yml": None}), Files({"a.yaml": {"system": []}})]  # fmt: skip


@each
@pytest.mark.parametrize("answer", ODD, ids=[str(at) for at in range(len(ODD))])
def test_an_answer_of_odd_types_is_refused(adapter: Adapter, answer: object, catalog: Catalog):
    with pytest.raises(Refused, match=r"holds no|holds tables of 0 days|cannot be"):
        bring(adapter, answer, bare(catalog), DAY)


@each
def test_an_answer_that_lost_most_of_its_rows_is_refused(adapter: Adapter, catalog: Catalog):
    """A sample is small: beside the list we have, it is an answer that was cut off where JSON happened to be whole."""
    answer = sample(adapter)
    if adapter.name == "hub":  # no list of it stands in data/ yet
        catalog = after(catalog, bring(adapter, answer, bare(catalog), DAY))
        answer = {"lists": {"openai": answer["lists"]["openai"]}}
    with pytest.raises(Refused, match="taken for cut off"):
        bring(adapter, answer, catalog, DAY)


@each
def test_names_and_words_of_an_enemy_are_refused_or_harmless(adapter: Adapter, catalog: Catalog, tmp_path: Path):
    enemy = leaves(sample(adapter), lambda name, value: NASTY if isinstance(value, str) and name not in KEPT else value)
    try:
        brought = bring(adapter, enemy, bare(catalog), DAY)
    except Refused:
        return
    place(tmp_path, brought, catalog)
    assert "<img" not in brought.report and "](javascript" not in brought.report and "\u202e" not in brought.report + brought.text


KEPT = {"date", "leaderboard_publish_date", "category", "litellm_provider", "id", "model_name"}


def raised(_: str, value: Any) -> Any:
    return value * 1000 if isinstance(value, int | float) and not isinstance(value, bool) else value


ABSURD: Mapping[str, Callable[[str, Any], Any]] = {
    **dict.fromkeys(("models-dev", "genai-prices", "litellm", "hub", "arena-text"), raised),
    "openrouter": lambda name, value: f"{value}000" if name == "total_tokens" else value,
}


@pytest.mark.parametrize("name", ABSURD)
def test_an_absurd_jump_is_refused_or_held_back(name: str, catalog: Catalog):
    adapter = ADAPTERS[name]
    first = bring(adapter, sample(adapter), bare(catalog), DAY)
    try:
        again = bring(adapter, leaves(sample(adapter), ABSURD[name]), after(bare(catalog), first), DAY)
    except Refused as why:
        assert any(said in str(why) for said in ("cannot be", "another", "holds no"))
    else:
        assert "### Held back" in again.report


def test_a_list_of_words_that_all_turned_is_taken_for_another_list(catalog: Catalog):
    """The Model Openness Tool knows no number that could jump, the European index three grades."""
    model = next(iter(catalog.models))
    last = {(model, f"components.{at}"): "yes" for at in range(100)}
    assert said.judge(last, last | {(model, "components.1"): "no"}).changed == [((model, "components.1"), "yes", "no")]
    with pytest.raises(Refused, match="100 of 100 facts otherwise"):
        said.judge(last, dict.fromkeys(last, "no"))


def packed(files: Mapping[str, bytes], kind: bytes = tarfile.REGTYPE) -> bytes:
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w", format=tarfile.PAX_FORMAT, pax_headers={"comment": "a" * 40}) as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.type, member.linkname = (len(text) if kind == tarfile.REGTYPE else 0), kind, "/etc/passwd"
            archive.addfile(member, io.BytesIO(text))
    return gzip.compress(inner.getvalue())


def test_an_archive_gives_its_yaml_files_and_the_commit_it_is_of():
    read = ARCHIVE.read(packed({"top/models/a.yml": b"a: 1\n", "top/run.py": b"import os\n", "top/b.yaml": b"- &x [*x]\n"}))
    assert read == Files({"models/a.yml": {"a": "1"}, "b.yaml": None}, "a" * 40)


HOSTILE = [
    ("cut off", lambda: packed({"top/a.yml": b"a: 1\n" * 5000})[:-40], "cut off"),
    ("a page", lambda: b"<html>busy</html>", "no archive"),
    ("nothing", lambda: b"", "no archive"),
    ("a bomb", lambda: packed({"top/a.bin": b"\0" * 3_000_000}), "unpacks to more"),
    ("too many", lambda: packed({f"top/{at}.txt": b"" for at in range(30)}), "more than 20 files"),
]


@pytest.mark.parametrize(("text", "why"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_a_hostile_archive_is_refused(text: Callable[[], bytes], why: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(answers, "UNPACKED", 1_000_000)
    monkeypatch.setattr(answers, "MEMBERS", 20)
    with pytest.raises(Refused, match=why):
        ARCHIVE.read(text())


def test_links_and_ways_out_of_an_archive_are_passed_over():
    assert ARCHIVE.read(packed({"top/a.yml": b""}, tarfile.SYMTYPE)).trees == {}
    assert ARCHIVE.read(packed({"top/../../a.yml": b"a: 1\n"})).trees == {}


SAID = [
    ("model-openness-tool", "olmo-1b", "components.training-code", "yes"),
    ("european-index", "oasst-pythia-12b", "components.preprint", "partial"),
    ("european-index", "gpt-oss-120b", "components.datasets", "no"),
    ("hub", "gpt-oss-120b", "license.weights", "apache-2.0"),
    ("hub", "gpt-oss-120b", "parameters.total", None),  # four bits are packed in bytes: a count of bytes is no count of parameters
    ("hub", "qwen3-8b", "parameters.total", "8190735360"),
    ("hub", "qwen3-8b", "architecture.kv_heads", "8"),
    ("hub", "llama-3.1-8b", "availability.weights", "gated"),
]


@pytest.mark.parametrize(("name", "model", "field", "value"), SAID, ids=[f"{row[0]} {row[1]} {row[2]}" for row in SAID])
def test_a_source_of_facts_is_read_as_it_means_it(name: str, model: str, field: str, value: str | None, catalog: Catalog):
    adapter = ADAPTERS[name]
    assert isinstance(adapter, Facts)
    read = said.sorted_out(adapter.statements(sample(adapter), Names(catalog)), Names(catalog))
    assert read.known[model].facts.get(field) == value


def test_models_in_demand_on_the_hub_that_we_lack_are_proposed_and_copies_are_not(catalog: Catalog):
    report = bring(ADAPTERS["hub"], sample(ADAPTERS["hub"]), bare(catalog), DAY).report
    lacked = report.partition("### Upstream, no record here")[2]
    assert "GGUF" not in lacked and "bert-base" not in lacked


NAMED = [
    ("deepseek/deepseek-v4-flash-20260731", "deepseek-v4-flash-0731"),  # an edition of its own, by its day
    ("deepseek/deepseek-v4-flash-20260423", "deepseek-v4-flash"),
    ("anthropic/claude-4.6-sonnet-20260217", "claude-sonnet-4.6"),
    ("google/gemini-3-flash-preview-20251217", "gemini-3-flash"),
    ("stealth/ox-alpha", None),
]


@pytest.mark.parametrize(("name", "model"), NAMED, ids=[row[0] for row in NAMED])
def test_a_name_of_the_router_leads_to_its_model(name: str, model: str | None, catalog: Catalog):
    assert usage.model_of(name, Names(catalog)) == model


def test_what_is_used_and_has_no_record_stands_in_the_list_by_name(catalog: Catalog):
    until, as_of, used = openrouter.used(sample(ADAPTERS["openrouter"]))
    assert (until, as_of) == ("2026-08-21", "2026-08-22") and used["tencent/hy3-20260706"] == 2 * 7 * 10**11
    brought = bring(ADAPTERS["openrouter"], sample(ADAPTERS["openrouter"]), bare(catalog), DAY)
    assert "{name: stealth/ox-alpha, tokens:" in brought.text and "no record here: propose one" in brought.report


def test_a_board_keeps_what_was_found_out_of_its_names_and_names_the_rest(catalog: Catalog):
    brought = bring(ADAPTERS["arena-text"], sample(ADAPTERS["arena-text"]), bare(catalog), DAY)
    assert brought.id == "arena-text-2026-10" and "October 9, 2026, without style control" in brought.text
    assert "{name: qwen4-max-thinking, model: qwen4-max," in brought.text and "{name: unheard-of-1, score: 1400" in brought.text


def test_a_board_is_compared_with_what_came_before_it_and_never_with_a_later_table(catalog: Catalog):
    """Somebody reads a stored answer of last month again: its names and changes are those of its own past."""
    adapter = ADAPTERS["arena-text"]
    alone = bring(adapter, sample(adapter), bare(catalog), DAY)
    later = alone.text.replace("as_of: 2026-10-09", "as_of: 2026-11-06").replace("score: ", "score: 9")
    beside = bring(adapter, sample(adapter), after(bare(catalog), replace(alone, id="arena-text-2026-11", text=later)), DAY)
    assert beside.text == alone.text and "gone since never" in beside.report


def test_a_source_that_wants_a_key_is_left_alone_without_one(catalog: Catalog, tmp_path: Path):
    found = refresh(tmp_path, catalog, ["openrouter"], DAY)
    assert found.whole and "wants a key, in the variable OPENROUTER_API_KEY" in found.text and not list(tmp_path.iterdir())


RECORD = """\
name: Beta
maker: example-lab
context: {native: 4096}
components:
  model-card:
    present: yes
    source: card
sources:
  card:
    url: https://example.org/card
    kind: maker
    read: 2026-11-01
    shows: Card of Beta.
"""


def test_a_proposal_adds_what_is_missing_with_its_source_and_touches_nothing_else():
    facts = {"components.training-code": "yes", "license.weights": "mit", "context.note": "four thousand"}
    told = filled(RECORD, "Beta", "hub", "Page on the Hub of", "2026-11-09", Statement("lab/Beta", "https://example.org/b", facts))
    tree = Document(told, "").tree
    assert isinstance(tree, dict)
    assert tree["license"] == {"weights": "mit"} and tree["context"] == {"native": "4096", "note": "four thousand"}
    assert tree["components"]["training-code"] == {"present": "yes", "source": "hub"}  # type: ignore[call-overload, index]
    assert tree["sources"]["hub"]["for"] == list(facts)  # type: ignore[call-overload, index]
    assert all(line in told.splitlines() for line in RECORD.splitlines() if "native" not in line)


def test_a_proposal_that_would_break_a_record_is_not_made(catalog: Catalog):
    proposals = Proposals(PROJECT, catalog)
    wrong = Statement("x", "https://example.org/b", {"license.weights": "no-such-license", "parameters.total": "minus one"})
    proposals.add("hub", "Page on the Hub of", "2026-11-09", [("gpt-oss-120b", wrong)])
    assert proposals.patch() == ""


def test_a_refresh_writes_no_record(catalog: Catalog, tmp_path: Path):
    found = refresh(PROJECT, catalog, [], DAY, tmp_path / "nothing")
    assert not found.whole and found.patch == "" and "has no stored copy" in found.text


def test_the_lists_in_data_are_what_their_adapters_would_write(catalog: Catalog):
    """Names of lists and adapters are one: a refresh replaces its own list, never another."""
    for kind in ("upstream", "demand"):
        assert set(catalog.entries[kind]) <= {name for name, adapter in ADAPTERS.items() if not isinstance(adapter, Prices)}


def test_a_sample_is_not_changed_by_reading_it(catalog: Catalog):
    answer = sample(ADAPTERS["hub"])
    before = copy.deepcopy(answer)
    bring(ADAPTERS["hub"], answer, bare(catalog), DAY)
    assert json.dumps(answer) == json.dumps(before)


def asking(answer: Callable[[str], Any]) -> tuple[list[str], Callable[[str], Any]]:
    """Which addresses were asked, and who answers."""
    asked: list[str] = []

    def ask(address: str) -> Any:
        asked.append(address)
        return answer(address)

    return asked, ask


def test_the_hub_is_asked_for_what_trends_for_each_maker_and_for_shapes_we_lack(catalog: Catalog):
    asked, ask = asking(lambda address: [] if "/api/" in address else {"num_hidden_layers": 2})
    answer = ADAPTERS["hub"].asked(ask, ADAPTERS["hub"].address, catalog)
    makers = {name.partition("/")[0] for model in catalog.models.values() if (name := on_hub(model))}
    assert "sort=trendingScore" in asked[0] and set(answer["lists"]) == {"trending", *makers}
    bare = {name for model in catalog.models.values() if (name := on_hub(model)) and not model.architecture}
    assert set(answer["configs"]) <= bare and len(answer["configs"]) == min(len(bare), 100)
    assert len(asked) == len(set(asked)) == 1 + len(makers) + len(answer["configs"])


@pytest.mark.parametrize(("silent", "refused"), [(1, False), (30, True)])
def test_a_maker_that_is_silent_is_passed_over_and_a_hub_that_is_broken_is_refused(silent: int, refused: bool, catalog: Catalog):
    failing = iter(range(10_000))

    def answer(address: str) -> Any:
        if "author=" in address and next(failing) < silent:
            raise Refused("does not answer: timed out")
        return []

    try:
        ADAPTERS["hub"].asked(answer, ADAPTERS["hub"].address, catalog)
    except Refused as why:
        assert refused and "gives no list of 30" in str(why)
    else:
        assert not refused


def test_a_board_is_read_page_by_page_until_one_is_not_full(catalog: Catalog):
    asked, ask = asking(lambda address: {"rows": [0] * (100 if "offset=0" in address else 31)})
    assert len(ADAPTERS["arena-text"].asked(ask, ADAPTERS["arena-text"].address, catalog)) == 2
    assert "offset=0&length=100" in asked[0] and "offset=100&length=100" in asked[1] and len(asked) == 2


def test_the_router_is_asked_for_the_seven_days_before_today(catalog: Catalog):
    asked, ask = asking(lambda _: {})
    ADAPTERS["openrouter"].asked(ask, "https://r.example/d", replace(catalog, today=date(2026, 11, 9)))
    assert asked == ["https://r.example/d?start_date=2026-11-02&end_date=2026-11-08"]

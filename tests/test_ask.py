"""A question in a terminal gets the answer of the site: the same outcome, the same words, the same clauses."""

from __future__ import annotations

import json
import re
from argparse import ArgumentTypeError
from collections.abc import Callable
from dataclasses import replace

import pytest

from macros import __main__ as command
from macros.answers import catches
from macros.answers.knowledge import Knowledge
from macros.answers.licensing.permission import permission
from macros.answers.licensing.ruling import Outcome, Use
from macros.answers.names import Unnamed, named
from macros.facts.catalog import Catalog
from macros.pages import compare
from macros.pages.card import model_card
from macros.pages.links import Links
from macros.pages.prices import price_tables
from macros.pages.running import fitting_table
from macros.pages.view import View
from macros.terminal import said
from macros.terminal.text import shown
from tests.conftest import PROJECT
from tests.test_licensing import SCENARIOS, label, ruled

Asked = Callable[..., str]


@pytest.fixture(scope="module")
def view(knowledge: Knowledge) -> View:
    return View(knowledge, Links("https://atlas.example.org/"))


@pytest.fixture
def asked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> Asked:
    """Types a question; gives what the terminal shows, in one line."""
    monkeypatch.setattr(command, "knowledge", lambda project: knowledge)

    def typed(*words: str, status: int = 0) -> str:
        assert command.main(["--project", str(PROJECT), "ask", *words]) == status
        out = capsys.readouterr()
        return " ".join((out.err if status else out.out).split())

    return typed


def flags(use: Use) -> list[str]:
    """A use as somebody would type it."""
    typed = [f"--{wish}" for wish in sorted(use.wishes)]
    for name in ("users", "revenue"):
        typed += [f"--{name}", str(getattr(use, name))] if getattr(use, name) is not None else []
    typed += ["--place", use.place] if use.place else []
    typed += ["--multimodal", "yes" if use.multimodal else "no"] if use.multimodal is not None else []
    told = {"--end-user": use.end_user, "--open-source": use.needs_open_source, "--no-badge": not use.badge_ok,
            "--no-policy": not use.policy_ok}  # fmt: skip
    return typed + [flag for flag, said_ in told.items() if said_]


@pytest.mark.parametrize(("id", "use", "outcome", "clause", "word"), SCENARIOS, ids=[label(row) for row in SCENARIOS])
def test_the_terminal_says_what_the_rule_says(
    catalog: Catalog, asked: Asked, id: str, use: Use, outcome: Outcome, clause: str, word: str
) -> None:
    text = asked("may", id, *flags(use))
    ruling = ruled(catalog, id, use)
    assert f". {catalog.word('outcomes', outcome).label}. " in text
    for reason in ruling.reasons:
        assert f"{catalog.word('outcomes', reason.outcome).label}: " in text
        assert " ".join(f"{reason.plain} ({f'{reason.clause}, ' if reason.clause else ''}".split()) in text
    assert clause in text and word in text
    assert catalog.licenses[id].url in text and catalog.licenses[id].checked in text


@pytest.mark.parametrize(("id", "use", "outcome", "clause", "word"), SCENARIOS, ids=[label(row) for row in SCENARIOS])
def test_a_program_reads_what_the_rule_says(
    catalog: Catalog, asked: Asked, id: str, use: Use, outcome: Outcome, clause: str, word: str
) -> None:
    said_ = json.loads(asked("may", id, "--json", *flags(use)))
    ruling = ruled(catalog, id, use)
    assert id in (said_.get("license"), said_.get("model")) and said_["outcome"] == outcome == ruling.outcome
    assert {(row["outcome"], row["plain"]) for row in said_["reasons"]} == {
        (reason.outcome, " ".join(reason.plain.split())) for reason in ruling.reasons
    }
    assert {row["clause"] or "" for row in said_["reasons"]} == {reason.clause or "" for reason in ruling.reasons}
    assert {"license": id, "url": catalog.licenses[id].url, "checked": catalog.licenses[id].checked} in said_["texts"]


def test_every_question_has_an_answer_for_programs(knowledge: Knowledge, asked: Asked) -> None:
    prices = json.loads(asked("price", "gpt-oss-20b", "--json"))["prices"]
    assert [row["host"] for row in prices] == [row.host for row in knowledge.catalog.prices["gpt-oss-20b"]]
    assert json.loads(asked("show", "apache-2.0", "--json"))["osi_approved"] is True
    pair = json.loads(asked("compare", "gpt-oss-20b", "deepseek-v3", "--json"))["models"]
    assert [model["id"] for model in pair] == ["gpt-oss-20b", "deepseek-v3"]
    found = json.loads(asked("fits", "24GB", "gpt-oss-20b", "deepseek-v3", "--json"))["models"]
    assert [(row["model"], row["verdict"]) for row in found] == [("gpt-oss-20b", "well"), ("deepseek-v3", "no")]
    duties = json.loads(asked("must", "llama-3.1-8b", "--json"))["licenses"]
    assert any("Built with Llama" in duty["plain"] for duty in duties[0]["duties"])


def test_fits_says_as_json_what_its_table_says(view: View, asked: Asked) -> None:
    """Without names: the models that run on the device, in the order of the table, as many as one asks for."""
    device = view.catalog.hardware["nvidia-rtx-4090"]
    found = json.loads(asked("fits", "rtx 4090", "--limit", "30", "--json"))
    assert (found["device"], found["memory_gb"], len(found["models"])) == (device.id, 24, 30)
    names = [row.cells[0].text for row in fitting_table(view, device, 30).rows]
    assert [view.catalog.models[row["model"]].name for row in found["models"]] == names
    for row in found["models"]:
        assert row["verdict"] in ("well", "tight") and 0 < row["least_bytes"] <= 24e9 and row["least_bytes"] < row["most_bytes"]
    fast = [row["tokens_a_second"] for row in found["models"] if row["tokens_a_second"]]
    assert fast and all(0 < each["low"] < each["high"] and each["measured_on"] in view.catalog.speeds for each in fast)
    assert json.loads(asked("fits", "24GB", "--json"))["models"][0]["tokens_a_second"] is None


def test_fits_knows_programs_and_several_devices(asked: Asked) -> None:
    """Kimi K2 in FP8 on eight H200, as vLLM comes."""
    given = ("fits", "nvidia-h200", "kimi-k2", "--devices", "8", "--bits", "8", "--tokens", "131072")
    assert "Tight" in asked(*given)
    assert "Does not fit" in asked(*given, "--program", "vllm")
    assert json.loads(asked(*given, "--program", "vllm", "--json"))["models"][0]["verdict"] == "no"
    assert "name one of: llama.cpp, sglang, vllm" in asked(*given, "--program", "pytorch", status=1)


def test_the_terminal_the_card_and_the_form_agree_on_every_model(knowledge: Knowledge) -> None:
    """Business use without a size or a place is what the card on a model's page answers."""
    catalog = knowledge.catalog
    differ = []
    for model in catalog.models.values():
        terms = knowledge.terms[model.id]
        told = permission(catalog, terms.layers, Use(multimodal=catches.multimodal(model)), terms.unmapped).outcome
        if told != catches.of_model(catalog, model, terms).outcome:
            differ.append(model.id)
    assert differ == []


def test_a_model_is_ruled_with_what_it_inherits(asked: Asked, catalog: Catalog) -> None:
    few, many = asked("may", "molmo-72b", "--users", "1e6"), asked("may", "molmo-72b", "--users", "101M")
    assert ". Allowed. " in few and ". Not allowed. " in many
    assert catalog.licenses["tongyi-qianwen"].url in many and catalog.licenses["apache-2.0"].url in many


def test_terms_that_nobody_recorded_leave_it_open(view: View, asked: Asked) -> None:
    catalog, terms = view.catalog, view.knowledge.terms
    model = next(model for model in catalog.models.values() if terms[model.id].unmapped and terms[model.id].layers)
    text = asked("may", model.id)
    assert ". Allowed. " not in text and ". Under conditions. " not in text
    assert f"made from {terms[model.id].unmapped[0].name}, whose terms are not recorded" in text


def test_a_place_may_be_a_country(asked: Asked) -> None:
    assert asked("may", "llama-4-scout", "--place", "FR") == asked("may", "llama-4-scout", "--place", "eu")
    assert ". Not allowed. " in asked("may", "Llama 4 Scout", "--place", "European Union")
    assert ". Under conditions. " in asked("may", "llama-4-scout", "--place", "GB")
    assert "Write eu, uk," in asked("may", "llama-4-scout", "--place", "XX", status=1)


def test_every_country_lies_in_one_place_and_the_union_has_27(catalog: Catalog) -> None:
    places = catalog.vocabularies["places"]
    codes = [code for word in places.values() for code in word.countries]
    assert len(codes) == len(set(codes)) and len(places["eu"].countries) == 27
    assert not {"GB", "NO", "CH"} & set(places["eu"].countries)


@pytest.mark.parametrize(
    ("text", "value"),
    [("2000000", 2_000_000), ("2e6", 2_000_000), ("2M", 2_000_000), ("2 million", 2_000_000), ("2,000,000", 2_000_000),
     ("$1.5b", 1_500_000_000), ("700k", 700_000), ("0", 0)],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text: str, value: int) -> None:
    assert said.amount(text) == value


@pytest.mark.parametrize("text", ["", "two", "-5", "1e99", "12 monkeys", "1e"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="write 2000000"):
        said.amount(text)


@pytest.mark.parametrize(
    ("name", "id"),
    [("gpt-oss-20b", "gpt-oss-20b"), ("GPT OSS 20B", "gpt-oss-20b"), ("openai/gpt-oss-20b", "gpt-oss-20b"),
     ("Llama 4 Scout", "llama-4-scout"), ("deepseek V3", "deepseek-v3")],
)  # fmt: skip
def test_a_model_is_found_by_the_names_people_type(catalog: Catalog, name: str, id: str) -> None:
    assert named(catalog, name, "model")[1].id == id


def test_other_names_lead_to_the_record(catalog: Catalog) -> None:
    """Every id; every other name and old id, where it is nobody else's."""
    lost = []
    for model in catalog.models.values():
        for name in (model.id, *model.aliases):
            if named(catalog, name, "model")[1].id != model.id:
                lost.append((model.id, name))
    assert lost == []
    assert named(catalog, "rtx 4090", "hardware")[1].id == "nvidia-rtx-4090"
    assert named(catalog, "Apache-2.0", "model", "license") == ("license", catalog.licenses["apache-2.0"])


@pytest.mark.parametrize(
    ("name", "message"),
    [("deepsek-v3", r"did you mean deepseek-v3\b"), ("qwen3", r"did you mean .* more\?"), ("zzzzzz", "last part of its page's")],
)
def test_a_name_that_means_nothing_is_met_with_a_way_out(asked: Asked, name: str, message: str) -> None:
    assert re.search(message, asked("price", name, status=1))


def test_a_name_of_two_records_is_not_guessed(tiny: Catalog) -> None:
    models = dict(tiny.entries["model"])
    id, entry = next(iter(models.items()))
    twin = replace(entry, id="twin", record=entry.record.model_copy(update={"id": "twin"}))
    both = replace(tiny, entries={**tiny.entries, "model": {**models, "twin": twin}})
    with pytest.raises(Unnamed, match=f"write one of these ids|{id}"):
        named(both, entry.record.name.upper(), "model")  # type: ignore[attr-defined]


def test_fits_prints_the_table_of_the_devices_page(view: View, asked: Asked) -> None:
    device = view.catalog.hardware["nvidia-rtx-4090"]
    text = asked("fits", "rtx 4090", "--limit", "7")
    found = fitting_table(view, device, 7)
    assert found.caption in text and len(found.rows) == 7
    for row in found.rows:
        assert shown(row.cells[3]) in text and shown(row.cells[2]) in text
    assert "Does not fit" in asked("fits", "24GB", "deepseek-v3") and "Fits well" in asked("fits", "24 GB", "gpt-oss-20b")


def test_compare_prints_what_the_page_compares(view: View, asked: Asked) -> None:
    models = [view.catalog.models[id] for id in ("gpt-oss-20b", "llama-4-scout")]
    text = asked("compare", *(model.name for model in models))
    for _, sides in compare.groups(view, models):
        for side in sides:
            assert side.label[:20] in text
    assert "name two models or more" in asked("compare", "gpt-oss-20b", status=1)


def test_price_prints_every_price_with_its_day_and_source(view: View, asked: Asked) -> None:
    text = asked("price", "gpt-oss-20b")
    found, _ = price_tables(view, view.catalog.models["gpt-oss-20b"])
    assert found and found.caption in text
    for row in found.rows:
        assert row.cells[2].text in text and row.cells[7].text in text and row.cells[8].href in text
    unpriced = next(model for model in view.catalog.models.values() if model.id not in view.catalog.prices)
    assert "no price is known today" in asked("price", unpriced.id)


def test_show_prints_each_fact_with_the_number_of_its_source(view: View, asked: Asked) -> None:
    text = asked("show", "gpt-oss-20b")
    model = view.catalog.models["gpt-oss-20b"]
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
    assert numbers == set(range(1, len(model.sources) + 1))
    assert all(source.url in text for source in model.sources.values())
    assert "Apache License 2.0" in asked("show", "apache-2.0")


def test_must_prints_the_checklist(view: View, asked: Asked) -> None:
    text = asked("must", "llama-4-scout", "gpt-oss-20b")
    assert "[ ] Name or badge: Show “Built with Llama”" in text and "Apache License 2.0" in text
    assert "Built with Llama" in model_card(view, view.catalog.models["llama-4-scout"])


def test_the_command_stands_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(["ask", "--help"])
    assert left.value.code == 0
    text = capsys.readouterr().out
    assert all(question in text for question in ("may", "must", "fits", "compare", "price", "show"))

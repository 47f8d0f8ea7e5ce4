"""What the search is made from: a document for everything that has an address, and tables that lead somewhere."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from macros.answers.knowledge import Knowledge
from macros.facts.schema.search import Search
from macros.pages.links import FOLDERS, links_from
from macros.pages.titles import outlines, titles
from macros.publish.addresses import Addresses
from macros.publish.search import LINE, brief, missing, script


@pytest.fixture(scope="module")
def text(knowledge: Knowledge, project: Path) -> str:
    return script(knowledge, outlines(project / "docs"), directories=True)


@pytest.fixture(scope="module")
def data(text: str) -> dict[str, Any]:
    found = re.fullmatch(r"window\.atlas=window\.atlas\|\|\{\};window\.atlas\.searchData=(.*);\n", text)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def test_everything_with_an_address_has_a_document(data: dict[str, Any], knowledge: Knowledge, project: Path) -> None:
    catalog = knowledge.catalog
    for kind in (*FOLDERS, "faq", "term"):
        ids = {row[0] or row[1].lower().replace(" ", "-") for row in data["rows"][kind]}
        assert ids == set(catalog.entries[kind]), kind
    assert len(data["rows"]["question"]) == len(catalog.vocabularies["questions"])
    assert {row[0] for row in data["rows"]["page"]} == {
        links_from("", directories=True).page(path) for path in titles(project / "docs")
    }


def test_a_line_tells_something_and_is_short(data: dict[str, Any]) -> None:
    for kind in ("model", "license", "maker", "faq", "term", "claim", "page"):
        for row in data["rows"][kind]:
            assert len(row) > 2 and row[2], (kind, row[1])
            assert kind in ("model", "license", "maker") or len(row[2]) <= LINE, row[1]


def test_other_names_come_from_the_records(data: dict[str, Any]) -> None:
    rows = {row[0] or row[1].lower().replace(" ", "-"): row for row in data["rows"]["model"] + data["rows"]["maker"]}
    assert "通义" in rows["alibaba"][3].split("|")
    assert "SDXL" in rows["stable-diffusion-xl"][3].split("|")


def test_a_model_carries_the_verdict_of_the_texts_that_bind(data: dict[str, Any]) -> None:
    rows = {row[0] or row[1].lower().replace(" ", "-"): row for row in data["rows"]["model"]}
    assert rows["gemma-3-27b"][7] == ["conditions", "gemma-terms"]
    inherited = ["conditions", "llama-3.1-community", "mit"]
    assert rows["deepseek-r1-distill-llama-8b"][7] == inherited, "Llama's terms bind what was made from it, and are named first"
    assert rows["qwen2.5-3b"][7][0] == "forbidden"


def test_the_tables_lead_to_pages_that_are_there(knowledge: Knowledge, project: Path) -> None:
    assert not list(missing(knowledge.catalog, titles(project / "docs")))
    pages = {table.path for table in knowledge.catalog.entries["search"].values()}
    assert {path for path, _, _ in missing(knowledge.catalog, ())} <= pages
    assert list(missing(knowledge.catalog, ()))


def test_from_disk_too_it_leads_to_files_that_will_be_there(knowledge: Knowledge, project: Path) -> None:
    """By what the copy on disk claims; that what is claimed is written, and the places on its pages, the slow run looks at."""
    made = script(knowledge, outlines(project / "docs"), directories=False)
    data = json.loads(made[made.index("searchData=") + len("searchData=") : made.rindex(";")])
    patterns = {kind: pattern for kind, _, _, pattern, _ in data["kinds"]}
    claimed = Addresses(knowledge, project / "docs", directories=False)
    for kind, rows in data["rows"].items():
        for row in rows:
            path = patterns[kind].replace("%s", row[0] or row[1].lower().replace(" ", "-")).partition("#")[0]
            assert claimed.file(path) == path and path.endswith(".html"), path


def test_every_kind_stands_on_one_shelf_and_a_phrase_in_one_place(knowledge: Knowledge, data: dict[str, Any]) -> None:
    kinds = [shelf[0] for shelf in data["kinds"]]
    assert sorted(kinds) == sorted(data["rows"])
    asks = [ask for table in knowledge.catalog.all(Search).values() for ask in table.asks]
    assert len({ask.entry for ask in asks}) == len(asks), "one line for each page or record"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("One. Two.", "One. Two."),
        ("A [link](x.md) and **bold** `code`.", "A link and bold code."),
        ("A sentence of thirty letters. " + "x" * 100, "A sentence of thirty letters."),
        ("word " * 40, ("word " * 40)[: LINE - 1].rpartition(" ")[0] + "…"),
    ],
)
def test_a_line_is_whole_sentences_or_the_beginning_of_one(text: str, line: str) -> None:
    assert brief(text) == line


def test_what_a_reader_loads_is_small(text: str, project: Path) -> None:
    """The box on every page, then engine and data when somebody searches; compressed as servers do."""
    limits = {"search-box.js": 4_000, "search.js": 10_000}
    for name, limit in limits.items():
        assert len(gzip.compress((project / "docs" / "assets" / name).read_bytes())) < limit, name
    assert len(gzip.compress(text.encode("utf-8"))) < 80_000

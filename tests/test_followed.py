"""What is published says what the records say: values, sources and answers followed back to their YAML by a reader of its own.

It knows the files as text and the pages as HTML, and nothing of our code: a value that is right in the record and stands in
the wrong place, under the wrong label or beside the wrong source is seen here.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.answers.knowledge import Knowledge
from macros.publish import api

EVERY = 5  # models between two that are followed; all licenses are
_TAG = re.compile(r"<[^>]+>")
_SCALE = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_AMOUNT = re.compile(r"([\d,]*\.?\d+(?:e[+-]?\d+)?)\s*([KMBT])?\b")


@cache
def words(project: Path, kind: str) -> dict[str, str]:
    """Id of a word → its label, over all vocabularies: enough to read a cell."""
    found: dict[str, str] = {}
    for path in sorted((project / "data" / "vocabulary").glob(f"{kind}.yml")):
        for word in raw(path)["words"]:
            found.setdefault(word["id"], set()).add(word["label"])  # type: ignore[attr-defined]
    return found


@cache
def raw(path: Path) -> Any:
    """The file as its strings: nothing is turned into a number, a day or a truth."""
    return yaml.load(path.read_text("utf-8"), getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def text(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(_TAG.sub("", html))).strip()


def amount(said: str) -> float | None:
    found = _AMOUNT.match(said)
    return float(found[1].replace(",", "")) * _SCALE[found[2] or ""] if found else None


def walk(tree: Any, path: str) -> Any:
    for step in path.split("."):
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def sources(record: dict[str, Any], path: str) -> set[str]:
    """Which sources of a record speak of a field: those that name the longest part of its path, else the one that names none."""
    best: dict[int, set[str]] = {}
    for key, source in record["sources"].items():
        for named in source.get("for", []):
            if path == named or path.startswith((named + ".", named + "[")):
                best.setdefault(len(named), set()).add(key)
    if best:
        return best[max(best)]
    return {key for key, source in list(record["sources"].items()) if not source.get("for")} and {
        next(key for key, source in record["sources"].items() if not source.get("for"))
    }


def says(cell: str, value: str, labels: dict[str, Any]) -> bool:
    """Whether a cell of a page means a scalar of a record."""
    shown = text(re.sub(r"<sup.*?</sup>", "", cell, flags=re.DOTALL))
    if value in shown or value in unescape(cell) or any(label in shown for label in labels.get(value, ())):
        return True
    if re.search(rf"""href=["']?[^"'>]*[/#]{re.escape(value)}(?:/|\.html|["'>])""", cell):
        return True
    one, other = amount(shown), amount(value)
    return one is not None and other is not None and one == pytest.approx(other, rel=0.006)


# where a page writes a field of a record under another name, since the API has it elsewhere
MOVED = {"licenses": "license", "license_changed": "license.changed"}


def rows(html: str) -> dict[str, str]:
    """Field of a record → the row of its page that shows it."""
    found = {}
    for id, row in re.findall(r"""<tr id=["']?fact-([^"'\s>]+)["']?[^>]*>(.*?)(?=<tr|</t(?:able|body|head)>)""", html, re.DOTALL):
        first, _, rest = id.partition(".")
        found[f"{MOVED.get(first, first)}{'.' if rest else ''}{rest}"] = row
    return found


def switched_off(record: dict[str, Any]) -> bool:
    """Whether the stages of a record say that the maker's API has ended."""
    ends = [stage.get("retires", "") for stage in record.get("lifecycle", ()) if stage["channel"] == "api" and "retires" in stage]
    return any(end <= date.today().isoformat() for end in ends)


def test_each_fact_of_a_model_is_the_value_of_its_field_with_its_sources(project: Path, site: Path) -> None:
    labels = {id: set(found) for id, found in words(project, "*").items()}
    labels |= {path.stem: {raw(path)["name"]} for path in (project / "data" / "quantizations").glob("*.yml")}
    wrong, seen = [], 0
    for path in sorted((project / "data" / "models").rglob("*.yml"))[::EVERY]:
        record = raw(path)
        for field, row in rows((site / "models" / path.stem / "index.html").read_text("utf-8")).items():
            head, _, cell = row.partition("<td")
            cell = cell.partition(">")[2]
            value = "no" if field == "availability.api" and switched_off(record) else walk(record, field)
            shown = text(re.sub(r"<sup.*?</sup>", "", cell, flags=re.DOTALL))
            keys = list(record["sources"])
            named = {keys[int(number) - 1] for number in re.findall(r"#source-(\d+)>", cell)}
            if value is None:
                wrong += [] if shown == "unknown" else [f"{path.stem} {field}: {shown}, and the record says nothing"]
                continue
            seen += 1
            items = value if isinstance(value, list) else [value]
            if not all(says(cell, item, labels) for item in items if isinstance(item, str)):
                wrong.append(f"{path.stem} {field}: {shown!r} is not {value!r}")
            if named != sources(record, field):
                wrong.append(f"{path.stem} {field}: its sources are {sorted(sources(record, field))}, not {sorted(named)}")
            if not text(head):
                wrong.append(f"{path.stem} {field} has no label")
    assert seen > 1000 and not wrong, wrong[:20]


def test_each_step_of_a_history_stands_with_its_day_and_source(project: Path, site: Path) -> None:
    seen = 0
    for path in sorted((project / "data" / "models").rglob("*.yml")):
        history = raw(path).get("history", [])
        if history:
            html = (site / "models" / path.stem / "index.html").read_text("utf-8")
            [part] = re.findall(r"""<ol class=["']?atlas-history["']?>(.*?)</ol>""", html, re.DOTALL)
            items = part.split("<li>")[1:]
            for step in history:
                number = [*raw(path)["sources"]].index(step["source"]) + 1
                told = [item for item in items if step["date"] in item and f"#source-{number}>" in item]
                assert told, f"{path.stem}: {step}"
                seen += 1
    assert seen > 5


def test_each_answer_of_a_license_is_that_of_its_record(project: Path, site: Path) -> None:
    states = {id: set(found) for id, found in words(project, "answers").items()}
    wrong, seen = [], 0
    for path in sorted((project / "data" / "licenses").glob("*.yml")):
        html = (site / "licenses" / path.stem / "index.html").read_text("utf-8")
        for question, answer in (raw(path).get("answers") or {}).items():
            found = re.search(rf"""<div id=["']?{question.replace("_", "-")}["']?[ >](.*?)</dd>""", html, re.DOTALL)
            if found is None:
                wrong.append(f"{path.stem} {question} is not on the page")
                continue
            seen += 1
            badge, said = text(found[1].partition("<dd>")[2].partition("</")[0]), text(found[1])
            plain = re.sub(r"\s+", " ", re.sub("^(?:Yes|No): (.)", lambda cut: cut[1].upper(), answer["plain"]))
            if badge.removesuffix(", not verified") not in states[answer["answer"]]:
                wrong.append(f"{path.stem} {question}: {badge!r} is not {answer['answer']!r}")
            wrong += [
                f"{path.stem} {question} lacks {part!r}"
                for part in (plain, answer.get("clause"), answer.get("quote"))
                if part and re.sub(r"\s+", " ", part) not in said
            ]
    assert seen > 1000 and not wrong, wrong[:20]


def items(site: Path, name: str) -> dict[str, Any]:
    return {row["id"]: row for row in json.loads((site / "api" / "v1" / f"{name}.json").read_text("utf-8"))["items"]}


def same(value: Any, published: Any) -> bool:
    """Whether the API has a scalar of a record: as itself, as a number, or as a truth."""
    if isinstance(published, bool):
        return bool(value == "yes") is published
    if isinstance(published, int | float) and isinstance(value, str):
        return amount(value) == pytest.approx(published, rel=1e-9)
    return bool(value == published)


def test_the_license_of_a_model_in_the_api_is_that_of_its_weights_where_these_can_be_had(project: Path, site: Path) -> None:
    """What else a record says is compared leaf by leaf in tests/test_listed.py."""
    published, wrong = items(site, "models"), []
    for path in sorted((project / "data" / "models").rglob("*.yml")):
        licenses = raw(path).get("license") or {}
        had = raw(path)["availability"].get("weights") in ("open", "gated", "request")
        expected = licenses.get("weights") or (None if had else licenses.get("api"))
        if published[path.stem]["license"] != expected:
            wrong.append(f"{path.stem}: license {published[path.stem]['license']}, in the record {expected}")
    assert len(published) > 500 and not wrong, wrong[:20]


def test_the_bounds_of_the_european_index_are_those_of_the_page(site: Path) -> None:
    """'0.29 to 0.62 of 1' on the page of a model, and the same two in the API."""
    published, apart = items(site, "models"), 0
    for id, row in published.items():
        low, high = row["openness"]["european"], row["openness"]["european_high"]
        assert low <= high
        if low < high and row["availability"]["weights"] in ("open", "gated"):
            said = text((site / "models" / id / "index.html").read_text("utf-8"))
            assert f"{low:.2f} to {high:.2f} of 1" in said, id
            known = row["openness"]["european_known"]
            assert f"{known} of 12 dimensions {'is' if known == 1 else 'are'} known" in said, id
            apart += 1
    assert apart > 100


def test_a_table_and_a_document_of_the_api_agree(site: Path, knowledge: Knowledge) -> None:
    sheets = dict(api.sheets(knowledge))
    for name in ("models", "licenses", "makers", "hardware"):
        documents = items(site, name)
        table = list(csv.DictReader(io.StringIO(sheets[f"api/v1/{name}.csv"].decode("utf-8-sig"), newline="")))
        assert [row["id"] for row in table] == list(documents)
        for row in table:
            for column, value in row.items():
                meant = walk(documents[row["id"]], column)
                if isinstance(meant, str):
                    assert value.lstrip("'") == meant.lstrip("'"), (name, row["id"], column)
                elif isinstance(meant, bool):
                    assert value == ("yes" if meant else "no"), (name, row["id"], column)
                elif isinstance(meant, int | float):
                    assert float(value) == meant, (name, row["id"], column)


def test_the_list_of_models_shows_each_in_its_own_row(project: Path, site: Path) -> None:
    """Day, size and context of the record, in the row that leads to it."""
    html = (site / "models" / "index.html").read_text("utf-8")
    found = dict(re.findall(r"""<tr id=["']?([\w.-]+)["']?[^>]*>(.*?)(?=<tr|</t(?:able|body|head)>)""", html, re.DOTALL))
    files = sorted((project / "data" / "models").rglob("*.yml"))
    assert len(found) == len(files)
    for path in files:
        record, row = raw(path), text(found[path.stem].replace("<td", " <td"))
        assert record["name"] in row and record["released"] in row, path.stem
        total = walk(record, "parameters.total")
        shown = [amount(part) for part in re.findall(r"[\d,.]+[KMBT]?\b", row)]
        for value in (total, walk(record, "context.native")):
            assert not value or any(each == pytest.approx(amount(value), rel=0.006) for each in shown if each is not None), (
                path.stem,
                value,
            )

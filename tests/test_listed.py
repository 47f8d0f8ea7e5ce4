"""What lists show in each row, and what a page shows for a call, followed back to the YAML by a reader of its own.

Like tests/test_followed.py it knows the files as text and the pages as HTML. The head of a column is taken at its word: below
“Newest” stands the day of the newest, whatever function the cell is from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.test_followed import amount, items, raw, same, says, text, walk, words

FOLDERS = {
    "benchmark": "benchmarks", "claim": "claims", "dataset": "datasets", "family": "families", "framework": "frameworks",
    "hardware": "hardware", "host": "hosts", "license": "licenses", "maker": "makers", "model": "models",
}  # fmt: skip
Records = dict[str, dict[str, Any]]


@cache
def records(project: Path, kind: str) -> Records:
    """Every record of a kind by its id."""
    return {path.stem: raw(path) for path in sorted((project / "data" / FOLDERS[kind]).rglob("*.yml"))}


@cache
def names(project: Path) -> dict[str, set[str]]:
    """Id of a word or a record → what a reader calls it."""
    found = {id: set(labels) for id, labels in words(project, "*").items()}
    for kind in FOLDERS:
        for id, record in records(project, kind).items():
            found.setdefault(id, set()).add(record.get("name", id))
    return found


def tables(html: str) -> Iterator[list[tuple[str, dict[str, str]]]]:
    """The rows of each table of a page: its id, and head of the column → its cell."""
    for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
        top, _, body = table.partition("<tbody")
        heads = [text(head) for head in re.split(r"<th\b[^>]*>", top)[1:]]
        rows = []
        for id, row in re.findall(r"""<tr(?: id=["']?([\w.-]+))?[^>]*>(.*?)(?=<tr|</t(?:able|body)>)""", body, re.DOTALL):
            cells = re.split(r"<t[hd]\b[^>]*>", row)[1:]
            assert len(cells) == len(heads), (heads, id)
            rows.append((id, dict(zip(heads, cells, strict=True))))
        yield rows


def listed(site: Path, kind: str) -> dict[str, dict[str, str]]:
    """The rows of a list's page: id → head of the column → its cell."""
    found = tables((site / FOLDERS[kind] / "index.html").read_text("utf-8"))
    return {id: row for rows in found for id, row in rows if id}


@pytest.mark.parametrize("kind", sorted(FOLDERS.keys() - {"claim", "model"}))
def test_each_row_has_the_fields_of_its_record_below_their_names(project: Path, site: Path, kind: str) -> None:
    shown = [word for word in raw(project / "data" / "attributes" / f"{kind}.yml")["attributes"] if "table" in word.get("on", ())]
    labels, rows, wrong, seen = names(project), listed(site, kind), [], 0
    assert set(rows) == set(records(project, kind)) - (set() if kind != "family" else empty_families(project))
    for word in shown:
        head = word.get("short") or (f"{word['label']}, {word['unit']}" if "unit" in word else word["label"])
        for id, row in rows.items():
            value = walk(records(project, kind)[id], word["field"]) if "field" in word else None
            if value is None:
                continue
            seen += 1
            if not all(says(row[head], item, labels) for item in (value if isinstance(value, list) else [value])):
                wrong.append(f"{kind} {id} {head}: {text(row[head])!r} is not {value!r}")
    assert seen > 20 and not wrong, wrong[:20]


def models_with(project: Path, field: str, id: str) -> list[dict[str, Any]]:
    return [model for model in records(project, "model").values() if model.get(field) == id]


def empty_families(project: Path) -> set[str]:
    return {id for id in records(project, "family") if not models_with(project, "family", id)}


def licensed(project: Path, id: str) -> int:
    return sum(
        id in [value for value in (model.get("license") or {}).values() if isinstance(value, str)]
        for model in records(project, "model").values()
    )


def held(model: dict[str, Any]) -> bool:
    return model["availability"].get("weights") in ("open", "gated", "request")


# kind, head of a column, and what stands below it in the row of a record
COUNTED: list[tuple[str, str, Callable[[Path, str], object]]] = [
    ("family", "Models", lambda project, id: len(models_with(project, "family", id))),
    ("family", "First", lambda project, id: min(model["released"] for model in models_with(project, "family", id))),
    ("family", "Newest", lambda project, id: max(model["released"] for model in models_with(project, "family", id))),
    ("maker", "Models", lambda project, id: len(models_with(project, "maker", id))),
    ("maker", "With weights", lambda project, id: sum(map(held, models_with(project, "maker", id)))),
    ("license", "Models", licensed),
    ("dataset", "Models here", lambda project, id: len(records(project, "dataset")[id].get("used_by", ()))),
]


@pytest.mark.parametrize(("kind", "head", "expected"), COUNTED, ids=[f"{kind}: {head}" for kind, head, _ in COUNTED])
def test_what_is_counted_stands_below_its_name(project: Path, site: Path, kind: str, head: str, expected: Callable) -> None:
    rows = listed(site, kind)
    said = {id: text(row[head]) for id, row in rows.items()}
    assert said == {id: str(expected(project, id)) for id in rows}
    assert len(set(said.values())) > 5


LINK = re.compile(r"""<a\b[^>]*?href=["']?([^"'>\s]+)["']?[^>]*>(.*?)</a>""", re.DOTALL)


def led_to(site: Path, kind: str, id: str, words: str) -> set[str]:
    """The records that the page of one leads to in the paragraphs that begin with these words."""
    html = (site / FOLDERS[kind] / id / "index.html").read_text("utf-8")
    parts = re.findall(rf"<p[^>]*>{words}\s+(.*?)(?:</p>|\. )", html, re.DOTALL)
    return {href.rstrip("/").rpartition("/")[2] for part in parts for href, _ in LINK.findall(part)}


# kind, field that names the other, what the page of one says before the other's name, and the other's page before the one's
TIES = [("license", "follows", "Follows", "Followed by"), ("model", "base_models", None, "Made from it:")]


@pytest.mark.parametrize(("kind", "field", "here", "there"), TIES, ids=[field for _, field, _, _ in TIES])
def test_a_tie_is_told_on_both_pages_and_each_knows_which_end_it_is(
    project: Path, site: Path, kind: str, field: str, here: str | None, there: str
) -> None:
    ties = set()
    for id, record in records(project, kind).items():
        named = record.get(field, [])
        others = [base.get(kind) for base in named if isinstance(base, dict)] if isinstance(named, list) else [named]
        ties |= {(id, other) for other in others if other in records(project, kind)}
    assert len(ties) > 20
    told = {(one, id) for id in records(project, kind) for one in led_to(site, kind, id, there)}
    assert told == ties
    if here:
        assert {(id, other) for id in records(project, kind) for other in led_to(site, kind, id, here)} == ties


def pages(project: Path, site: Path) -> list[tuple[str, str]]:
    """Each written page's Markdown without code, and what became of it."""
    found = []
    for path in sorted((project / "docs").rglob("*.md")):
        inside = path.relative_to(project / "docs").with_suffix("")
        made = site / (inside.parent if inside.name in ("index", "README") else inside) / "index.html"
        if made.exists():
            found.append((re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.DOTALL), made.read_text("utf-8")))
    return found


# what a writer calls in a sentence, the folder its page lies in, and what a reader shall read there
CALLED: list[tuple[str, str, Callable[[Path, str], str]]] = [
    ("claim", "claims/{}", lambda project, id: f"{raw(project / f'data/claims/{id}.yml')['claim']} {verdict(project, id)}"),
    *(
        (
            kind,
            f"{FOLDERS[kind]}/{{}}",
            lambda project, id, kind=kind: records(project, kind)[id].get("short_name") or records(project, kind)[id]["name"],
        )
        for kind in ("model", "license", "maker", "framework", "benchmark")
    ),
]


def verdict(project: Path, id: str) -> str:
    (label,) = words(project, "verdicts")[raw(project / f"data/claims/{id}.yml")["verdict"]]
    return label


@pytest.mark.parametrize(("name", "address", "expected"), CALLED, ids=[name for name, _, _ in CALLED])
def test_a_call_in_a_sentence_gives_the_words_of_its_record_and_leads_to_it(
    project: Path, site: Path, name: str, address: str, expected: Callable[[Path, str], str]
) -> None:
    seen, wrong = 0, []
    for markdown, html in pages(project, site):
        links = {(href.rstrip("/"), text(shown)) for href, shown in LINK.findall(html)}
        for id in re.findall(rf"""\{{\{{ *{name}\(["']([^"']+)["']\) *\}}\}}""", markdown):
            seen += 1
            said = {shown for href, shown in links if href.endswith(address.format(id))}
            if expected(project, id) not in said:
                wrong.append(f"{name} {id}: {expected(project, id)!r} is not in {sorted(said)}")
    assert seen > 2 and not wrong, wrong[:10]


def test_the_first_page_counts_what_is_there(project: Path, site: Path) -> None:
    [part] = re.findall(r"<ul class=[\"']?atlas-numbers.*?</ul>", (site / "index.html").read_text("utf-8"), re.DOTALL)
    said = [re.sub(r"(?<=\d),(?=\d)", "", text(item)) for item in re.split("<li>", part)[1:]]
    kinds = {*FOLDERS.values(), "quantizations", "speeds", "loads"}
    held_by = [raw(path) for kind in kinds for path in (project / "data" / kind).rglob("*.yml")]
    sources = sum(len(record["sources"]) for record in held_by if isinstance(record.get("sources"), dict))
    answers = sum(len(record.get("answers") or ()) for record in records(project, "license").values())
    assert said == [
        f"{len(records(project, 'model'))} models",
        f"{sum(map(held, records(project, 'model').values()))} with weights to download",
        f"{len(records(project, 'license'))} licenses and terms",
        f"{answers} license answers with their clause",
        f"{len(records(project, 'maker'))} organizations",
        f"{len(records(project, 'claim'))} claims graded",
        f"{sources + len(list((project / 'data' / 'sources').glob('*.yml')))} sources read",
    ]


def test_the_gap_on_each_test_is_that_of_its_two_scores(project: Path, site: Path) -> None:
    recorded: dict[str, list[float]] = {}
    for path in (project / "data" / "scores").glob("*.yml"):
        recorded.setdefault(raw(path)["version"], []).extend(float(row["score"]) for row in raw(path)["rows"])
    seen = 0
    for rows in tables((site / "decide" / "gap" / "index.html").read_text("utf-8")):
        for _, row in rows:
            if {"Gap", "Best closed", "Best open", "Version"} <= row.keys():
                closed, open_ = (float(text(row[head]).rpartition(", ")[2]) for head in ("Best closed", "Best open"))
                known = recorded[text(row["Version"])]
                for head, is_open in (("Best closed", False), ("Best open", True)):
                    for href, _ in LINK.findall(row[head]):
                        assert held(records(project, "model")[href.rstrip("/").rpartition("/")[2]]) is is_open, row
                assert all(any(score == pytest.approx(value, rel=5e-4) for value in known) for score in (closed, open_)), row
                assert abs(closed - open_) == pytest.approx(abs(float(text(row["Gap"]))), abs=0.06 + 1e-3 * abs(closed)), row
                seen += 1
    assert seen > 20


def test_what_is_asked_first_and_what_besides_stand_below_their_names(project: Path, site: Path) -> None:
    heads = {word["id"]: word["label"] for word in raw(project / "data" / "vocabulary" / "columns.yml")["words"]}
    first = {label for id, labels in words(project, "coverage").items() if id.startswith("first-") for label in labels}
    shown = tables((site / "health" / "index.html").read_text("utf-8"))
    rows = [row for found in shown for row in found if heads["missing-first"] in row[1]]
    named = [text(row[heads["missing-first"]]).replace(" (looked for)", "").split(", ") for _, row in rows]
    assert {label for labels in named for label in labels} <= {*first, "nothing"}
    besides = {label for _, row in rows for label in text(row[heads["missing-besides"]]).split(", ")}
    assert len(rows) == 50 and len(besides - first) > 3


def test_what_a_chart_of_scores_says_of_the_weights_is_said_by_the_record(project: Path, site: Path) -> None:
    seen: set[str] = set()
    for rows in tables((site / "decide" / "gap" / "index.html").read_text("utf-8")):
        for _, row in rows:
            if "Weights" in row:
                [(href, _)] = LINK.findall(row["Model"])
                model = records(project, "model")[href.rstrip("/").rpartition("/")[2]]
                said = text(row["Weights"])
                assert said == ("can be downloaded" if held(model) else "API only"), model["name"]
                seen.add(said)
    assert len(seen) == 2


def test_the_sentence_on_a_gap_calls_closed_what_is_closed(project: Path, site: Path) -> None:
    """By the record of each model it leads to."""
    closed_first = r"the best closed model, (.*?), leads the best open one, (.*?), by"
    open_first = r"the best open model, (.*?), leads the best closed one, (.*?), by"
    seen = 0
    for _, html in pages(project, site):
        for pattern, is_open in ((closed_first, False), (open_first, True)):
            for pair in re.findall(pattern, html, re.DOTALL):
                for said, expected in zip(pair, (is_open, not is_open), strict=True):
                    for href, _ in LINK.findall(said):
                        assert held(records(project, "model")[href.rstrip("/").rpartition("/")[2]]) is expected, said
                        seen += 1
    assert seen > 3


def test_the_chart_of_licenses_counts_each_model_with_weights_once(project: Path, site: Path) -> None:
    html = (site / "understand" / "licensing" / "index.html").read_text("utf-8")
    [rows] = [
        found for found in tables(html) if found and {"What", "Value"} <= found[0][1].keys() and "Open" in text(found[0][1]["What"])
    ]
    models = [model for model in records(project, "model").values() if held(model)]
    labeled = [model for model in models if (model.get("license") or {}).get("weights")]
    counted = sum(int(text(row["Value"])) for _, row in rows)
    assert len(labeled) <= counted <= len(models), "one without a label may stand under what it inherits"
    assert f"{counted} models whose weights can be downloaded" in html


def test_the_title_of_a_page_is_the_one_its_writer_gave_it(project: Path, site: Path) -> None:
    seen = 0
    for markdown, html in pages(project, site):
        title = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)[0]
        if (written := re.search(r"^title: *(.+)$", markdown, re.MULTILINE)) and "home.html" not in markdown[:300]:
            seen += 1
            assert unescape(title).startswith((written[1].strip("\"'"), "Open Model Atlas")), (title, written[1])
    assert seen > 40


Steps = tuple[str | int, ...]
# written otherwise in the API: a part's license by what it is called there, layers in groups, a word in the place of a list
ELSEWHERE: dict[tuple[str, ...], Steps] = {
    ("license", "changed"): ("license_changed",),
    ("license",): ("licenses",),
    ("architecture", "layers"): ("architecture", "layer_groups"),
}
UNPUBLISHED = {"unlicensed"}  # of a part: the API says it by no license where its presence is known
FILES = {path.name for path in (Path(__file__).parent.parent / "data").iterdir() if path.is_dir()} - {
    "attributes", "changes", "demand", "fetched", "repetitions", "schema", "scores", "search", "upstream", "vocabulary",
}  # fmt: skip


def leaves(tree: Any, path: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Every plain value, also of lists, with its place."""
    if isinstance(tree, dict | list):
        for step, inner in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(inner, (*path, step))
    else:
        yield path, tree


def at(tree: Any, path: Steps) -> Any:
    for step in path:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_value_of_every_record_stands_in_the_api_where_it_was_written(project: Path, site: Path, name: str) -> None:
    published, wrong, seen = items(site, name), [], 0
    for path in sorted((project / "data" / name).rglob("*.yml")):
        for place, value in leaves(raw(path)):
            if "{{" in value or (name == "models" and (place[-1] in UNPUBLISHED or place == ("base_models",))):
                continue  # a number is filled in; 'scratch' has a field of its own
            groups = isinstance(at(raw(path), ("architecture", "layers")), list)
            moved = next((old for old in ELSEWHERE if name == "models" and place[: len(old)] == old), ())
            if moved == ("architecture", "layers") and not groups:
                moved = ()
            found = at(published[path.stem], (*ELSEWHERE[moved], *place[len(moved) :]) if moved else place)
            seen += 1
            if not (same(value, found) or (isinstance(found, str) and found.split() == value.split())):
                wrong.append(f"{path.stem} {place}: {found!r} is not {value!r}")
    assert seen > 20 and not wrong, wrong[:10]


def test_what_the_api_adds_to_a_model_agrees_with_what_it_was_written_as(project: Path, site: Path) -> None:
    statuses = set()
    for id, row in items(site, "models").items():
        model = records(project, "model")[id]
        native = walk(model, "context.native")
        assert row["context_window"] == (None if native is None else amount(native)), id
        assert row["weights_url"] == model["availability"].get("weights_url"), id
        bases = model.get("base_models", "unknown")
        assert row["base_models_status"] == (bases if isinstance(bases, str) else "named"), id
        assert len(row["base_models"]) == (0 if isinstance(bases, str) else len(bases)), id
        statuses.add(row["base_models_status"])
    assert statuses >= {"named", "scratch", "unknown"}


def test_each_price_of_the_api_is_in_a_list_under_its_host(project: Path, site: Path) -> None:
    def told(row: dict[str, Any]) -> tuple[object, ...]:
        return (
            row["host"],
            row.get("tier") or "standard",
            *(row.get(name) and float(row[name]) for name in ("input", "output", "cache_read")),
        )

    written: dict[str, set[tuple[object, ...]]] = {}
    for path in (project / "data" / "fetched").glob("*.yml"):
        for row in raw(path)["prices"]:
            written.setdefault(row["model"], set()).add(told(row))
    models = items(site, "models")
    assert {id: {told(row) for row in model["prices"]} for id, model in models.items() if model["prices"]} == written

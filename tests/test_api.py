"""What other programs read: the contract of api/v1/, the schemas beside it and the tables."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.schema.jsonschema import schemas
from macros.facts.schema.kinds import KINDS
from macros.publish import api

# file → what an item has at least; names may be added, never changed
CONTRACT = {
    "models": "id name maker family released access license parameters context_window modalities architecture weights_url "
    "base_models base_models_status components openness prices benchmarks sources memory lifecycle languages files ai_act energy",
    "licenses": "id name spdx category osi_approved thresholds excludes_places answers checked",
    "claims": "id claim verdict explanation say_instead evidence articles",
    "faq": "id question answer topic sources articles",
    "terms": "id term definition sources",
    "sources": "id title url read",
    "makers": "id name roles sources",
    "benchmarks": "id name measures unit better sources",
    "hardware": "id name kind memory_gb sources",
    "quantizations": "id name format bits basis sources",
    "loads": "id name model device devices runs sources",
    "speeds": "id name mixture devices low middle high runs checked_on inside sources",
    "frameworks": "id name kind about sources",
}
ANSWER = {"id", "license", "question", "answer", "plain", "clause", "quote", "source", "evidence"}
ACCESS = {"open-source", "open-weights", "restricted-weights", "api", "product", "withdrawn", "unreleased", "unknown"}
OSAID = {"meets", "does-not-meet", "cannot-tell"}
MOF = {"I", "II", "III", "none", "cannot-tell"}
ANSWERS = {"yes", "no", "conditional", "silent", "unknown", "info"}


@pytest.fixture(scope="module")
def files(knowledge: Knowledge) -> dict[str, str]:
    return {path: content.decode("utf-8-sig") for path, content in published(knowledge)}


def published(knowledge: Knowledge) -> Iterator[tuple[str, bytes]]:
    """The documents, and the tables that are made with the downloads."""
    yield from api.files(knowledge)
    yield from api.sheets(knowledge)


@pytest.fixture(scope="module")
def tables(files: dict[str, str]) -> list[str]:
    return sorted(path.removesuffix(".csv") for path in files if path.endswith(".csv"))


def table_of(rows: list[dict[str, Any]]) -> str:
    return api._csv([json.dumps(row).encode() for row in rows]).decode("utf-8-sig")


def items(files: dict[str, str], name: str) -> list[dict[str, Any]]:
    return list(_read(files[f"api/v1/{name}.json"])["items"])


@cache
def _read(text: str) -> Any:
    return json.loads(text)


@pytest.mark.parametrize("name", CONTRACT)
def test_every_item_has_the_fields_that_were_promised(name: str, files: dict[str, str]) -> None:
    promised = set(CONTRACT[name].split())
    found = items(files, name)
    assert found
    assert {item["id"]: missing for item in found if (missing := promised - item.keys())} == {}


def test_every_file_says_its_version_and_license(files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".json") and not re.search("/(schema|bom)/", path):  # these have the form of another standard
            document = json.loads(text)
            assert list(document) == ["schema_version", "license", "items"], path
            assert re.fullmatch(r"\d+\.\d+", document["schema_version"]) and document["license"] == "CC-BY-4.0", path


@pytest.mark.parametrize("name", CONTRACT)
def test_every_record_is_there_once(name: str, files: dict[str, str], catalog: Catalog) -> None:
    kind = next(kind.name for kind in KINDS if kind.file == name)
    assert sorted(item["id"] for item in items(files, name)) == sorted(catalog.entries[kind])


def test_a_model_says_what_it_is_in_the_words_of_the_contract(files: dict[str, str]) -> None:
    for model in items(files, "models"):
        openness = model["openness"]
        assert model["access"] in ACCESS, model["id"]
        assert openness["osaid"] in OSAID and openness["mof"] in MOF, model["id"]
        assert 0 <= openness["european"] <= openness["european_high"] <= 1, model["id"]
        assert model["parameters"] is None or {"total", "active"} <= model["parameters"].keys(), model["id"]
        assert model["modalities"] is None or {"input", "output"} <= model["modalities"].keys(), model["id"]
        assert model["architecture"] is None or {"layers", "heads", "kv_heads", "head_dim"} <= model["architecture"].keys(), model[
            "id"
        ]


def test_a_model_gives_ids_that_lead_to_other_files(files: dict[str, str]) -> None:
    known = {
        name: {item["id"] for item in items(files, name)} for name in ("makers", "licenses", "models", "benchmarks", "families")
    }
    for model in items(files, "models"):
        assert model["maker"] in known["makers"] and model["family"] in known["families"]
        assert model["license"] is None or model["license"] in known["licenses"]
        assert {base["model"] for base in model["base_models"] if base["model"]} <= known["models"]
        assert {row["benchmark"] for row in model["benchmarks"]} <= known["benchmarks"]


def test_counts_are_numbers_and_unknown_is_null(files: dict[str, str]) -> None:
    models = {model["id"]: model for model in items(files, "models")}
    assert models["deepseek-v3"]["parameters"]["total"] == 671_000_000_000
    assert models["deepseek-v3"]["context_window"] == 131_072
    for model in models.values():
        for count in (model["parameters"] or {}).get("total"), (model["parameters"] or {}).get("active"), model["context_window"]:
            assert count is None or type(count) is int
    assert models["gpt-4"]["weights_url"] is None


def test_memory_is_given_in_whole_bytes(files: dict[str, str]) -> None:
    models = {model["id"]: model for model in items(files, "models")}
    llama = models["llama-3.1-8b"]["memory"]
    assert llama["weights"]["bf16"] == 16 * 10**9 and llama["cache_bytes_per_token"] == 131_072
    assert llama["weights"]["q4-k-m"] == pytest.approx(4.9e9, rel=0.01), "the file its maker measured has 4.9 GB"
    assert models["gpt-4o"]["memory"]["cache_bytes_per_token"] is None
    assert models["gpt-oss-20b"]["architecture"]["layers"] == 24, "a count, whatever the kinds"
    assert [group["count"] for group in models["gpt-oss-20b"]["architecture"]["layer_groups"]] == [12, 12]


def test_who_sells_a_model_is_told_as_seen_from_the_model(files: dict[str, str]) -> None:
    """Amazon is the maker of Nova and a host like others of Claude; a list of hosts alone cannot say that."""
    sold = {model["id"]: model["prices"] for model in items(files, "models")}
    told = {(id, row["provider_kind"]) for id, rows in sold.items() for row in rows if row["host"] == "amazon-bedrock"}
    assert ("nova-pro", "first-party") in told and {kind for id, kind in told if id.startswith("claude")} == {"host"}


def test_a_license_answers_in_the_words_of_the_contract(files: dict[str, str]) -> None:
    for license in items(files, "licenses"):
        assert type(license["osi_approved"]) is bool
        for question, answer in license["answers"].items():
            assert {"answer", "plain", "clause", "quote", "source", "evidence"} <= answer.keys()
            assert answer["answer"] in ANSWERS, (license["id"], question)
            assert answer["source"] in license["sources"], (license["id"], question)


def test_a_model_has_a_file_of_its_own_with_the_same_content(files: dict[str, str]) -> None:
    for model in items(files, "models"):
        assert json.loads(files[f"api/v1/models/{model['id']}.json"])["items"] == [model]


def test_the_same_data_gives_the_same_bytes(tiny: Catalog) -> None:
    assert list(published(Knowledge(tiny))) == list(published(Knowledge(tiny)))


LOCAL = re.compile(r"file://|(?<![\w.-])/home/")  # a path of a machine, not one of a web address


def test_nothing_of_the_machine_it_was_made_on_is_published(files: dict[str, str], project: Any) -> None:
    assert [path for path, text in files.items() if str(project) in text or LOCAL.search(text)] == []


def test_a_table_has_a_row_for_every_item(files: dict[str, str], tables: list[str]) -> None:
    assert len(tables) >= 10
    for table in tables:
        rows = list(csv.DictReader(io.StringIO(files[f"{table}.csv"])))
        assert [row["id"] for row in rows] == [item["id"] for item in json.loads(files[f"{table}.json"])["items"]], table
        assert not any(None in row or None in row.values() for row in rows), f"{table}: a row of another length than the head"


def test_no_cell_of_a_table_is_a_formula(files: dict[str, str], tables: list[str]) -> None:
    """A spreadsheet computes what begins with one of these signs, and shows an error for `- a list`."""
    for table in tables:
        cells = [cell for row in csv.reader(io.StringIO(files[f"{table}.csv"])) for cell in row]
        assert [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r")] == [], table
        assert [cell for cell in cells if cell[:1] == "-" and not re.fullmatch(r"-[\d.e-]+", cell)] == [], table


SIGNS = "=+-@\t\r＝＋－＠﹢﹣﹦﹫"


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    "before", ["", " ", "\n", "\r\n", '"', "'", ";", ' ";\n', "\u00a0", "text;", "text; ", "text\n", "text\n\n ", "text\r"]
)
def test_a_cell_that_looks_like_a_formula_is_marked_as_text(sign: str, before: str) -> None:
    """Read again by a reader of our own; one who takes a semicolon for the separator, or a line for a row, meets none either."""
    text = table_of([{"id": "x", "name": f"{before}{sign}HYPERLINK(1)", "more": {"a": f"{before}{sign}SUM"}}])
    for separator in "," if "\n" in before or sign == "\r" else ",;":
        assert [
            cell for row in cells(text, separator) for cell in row for cell in (cell, *re.split("[\n\r]", cell)) if formula(cell)
        ] == []
    assert f"{sign}HYPERLINK(1)" in cells(text, ",")[1][1], "the text is kept"


def test_a_list_is_a_list_and_no_subtraction() -> None:
    text = table_of([{"id": "x", "text": "Two:\n\n- **one**\n- two - three"}, {"id": "y", "text": "- one"}])
    assert [row[1] for row in cells(text, ",")] == ["text", "Two:\n\n• **one**\n• two - three", "• one"]


@pytest.mark.parametrize("value", [-5, -0.5, "-5", "-0.5", "-1e-5", "a=b", "a - b", "- a"[2:], "x@y", "1;2", "50 %"])
def test_a_number_and_a_plain_text_stay_as_they_are(value: object) -> None:
    assert cells(table_of([{"id": "x", "value": value}]), ",")[1][1] == str(value)


def test_no_table_of_the_project_holds_a_formula(files: dict[str, str], tables: list[str]) -> None:
    for table in tables:
        assert [cell for row in cells(files[f"{table}.csv"], ",") for cell in row if formula(cell)] == [], table


def test_a_yes_is_a_yes_in_every_column(files: dict[str, str], tables: list[str]) -> None:
    for table in tables:
        found = {cell for row in csv.reader(io.StringIO(files[f"{table}.csv"])) for cell in row}
        assert not found & {"True", "False", "true", "false", "None"}, table
    rows = csv.DictReader(io.StringIO(files["api/v1/licenses.csv"]))
    written = {True: "yes", False: "no"}
    assert {row["id"]: row["osi_approved"] for row in rows} == {
        license["id"]: written[license["osi_approved"]] for license in items(files, "licenses")
    }


def test_no_column_of_a_table_is_empty_in_every_row(files: dict[str, str], tables: list[str]) -> None:
    for table in tables:
        head, *rows = csv.reader(io.StringIO(files[f"{table}.csv"]))
        assert [name for at, name in enumerate(head) if not any(row[at] for row in rows)] == [], table


def test_the_answers_of_licenses_are_a_table_of_their_own(files: dict[str, str]) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(files["api/v1/license-answers.csv"]))}
    given = {
        f"{license['id']}/{question}": (license["id"], question, answer)
        for license in items(files, "licenses")
        for question, answer in license["answers"].items()
    }
    assert rows.keys() == given.keys() and len(rows) > 2000
    for id, (license, question, answer) in given.items():
        row = rows[id]
        assert row.keys() >= ANSWER and (row["license"], row["question"]) == (license, question)
        for name in ("answer", "plain", "clause", "quote", "source"):
            assert row[name].removeprefix("'") == (answer[name] or ""), (id, name)


def test_a_spreadsheet_is_told_that_a_table_is_unicode(tiny: Catalog) -> None:
    """Else it takes “Built with Llama” for â€œBuilt with Llamaâ€."""
    for path, content in published(Knowledge(tiny)):
        assert content.startswith(b"\xef\xbb\xbf") == path.endswith(".csv"), path


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_what_is_no_number_is_not_published(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        api._text({"id": "x", "value": number})


def formula(cell: str) -> bool:
    """Whether a spreadsheet would compute it."""
    bare = cell.lstrip(' \n\r"\u00a0;') if cell[:1] != "'" else ""
    return (cell[:1] in "\t\r" or bare[:1] in SIGNS) and bool(bare[:1]) and not re.fullmatch(r"-?[\d.]+(e-?\d+)?", bare)


def cells(text: str, separator: str) -> list[list[str]]:
    """A table letter by letter, as RFC 4180 has it: the writer's own library shall not judge the writer."""
    rows, cell, quoted = [[""]], "", False
    at = 0
    while at < len(text):
        letter = text[at]
        if quoted:
            if letter == '"' and text[at + 1 : at + 2] == '"':
                cell, at = cell + '"', at + 1
            elif letter == '"':
                quoted = False
            else:
                cell += letter
        elif letter == '"' and not cell:
            quoted = True
        elif letter in (separator, "\n"):
            rows[-1][-1], cell = cell, ""
            rows.append([""]) if letter == "\n" else rows[-1].append("")
        else:
            cell += letter
        at += 1
    return rows[:-1]


def test_a_table_is_unicode_and_has_plain_line_ends(files: dict[str, str], tables: list[str]) -> None:
    assert all("\r" not in files[f"{table}.csv"].replace("\\r", "") for table in tables)


def test_the_tiny_project_has_an_api_too(tiny: Catalog) -> None:
    files = dict(api.files(Knowledge(tiny)))
    models = {model["id"]: model for model in items(files, "models")}
    assert models["alpha"]["access"] == "open-weights"
    assert models["alpha-chat"]["access"] == "restricted-weights"
    assert models["beta"]["access"] == "api"
    assert models["beta"]["license"] == "example-service" and models["beta"]["parameters"] is None
    assert [price["input"] for price in models["beta"]["prices"]] == [2.0]
    assert models["alpha"]["openness"]["osaid"] == "does-not-meet"
    told = [(row["score"], row["version"], row["board"]) for row in models["alpha"]["results"]]
    assert told == [(61.5, None, False), (58.0, "First set", True)], "one test in two versions: only one is the board's"


# --- the published schemas ---


def closed(schema: Any) -> Any:
    """The same, for files of today alone: a field that the schema does not list is an error."""
    if isinstance(schema, dict):
        inner = {name: closed(part) for name, part in schema.items()}
        return {"additionalProperties": False, **inner} if "properties" in schema and schema.get("type") == "object" else inner
    return [closed(part) for part in schema] if isinstance(schema, list) else schema


def file_validator(files: dict[str, str], path: str) -> jsonschema.Draft202012Validator:
    schema = closed(json.loads(files[f"api/v1/{path}"]))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def telling(rows: list[Any]) -> list[Any]:
    """Of many items those in which a part has a type that no item before has there; and every tenth."""
    known: set[tuple[str, str]] = set()
    chosen = []
    for at, row in enumerate(rows):
        make = set(parts(row))
        if at % 10 == 0 or not make <= known:
            chosen.append(row)
        known |= make
    return chosen


def parts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(place, type) of every part of an item; a key that is an id or a word is no place of its own."""
    yield path, type(value).__name__
    if isinstance(value, dict):
        free = path.rpartition(".")[2] in ("sources", "weights", "components", "answers", "effective_answers")
        for name, inner in value.items():
            yield from parts(inner, f"{path}.*" if free else f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner, f"{path}[]")


@pytest.mark.slow
def test_every_item_is_what_the_schema_of_its_file_says(files: dict[str, str]) -> None:
    for entry in items(files, "index"):
        validator, document = file_validator(files, entry["schema"]), json.loads(files[f"api/v1/{entry['json']}"])
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)] == [], entry["id"]


def test_every_file_of_items_is_what_its_own_schema_says(files: dict[str, str]) -> None:
    """Of hundreds of items alike those that differ in make; the slow run looks at each."""
    index = {entry["id"]: entry for entry in items(files, "index")}
    assert {f"api/v1/{entry['json']}" for entry in index.values()} == {
        path for path in files if re.fullmatch(r"api/v1/[a-z-]+\.json", path)
    }, "the index lists every file"
    for entry in index.values():
        document = json.loads(files[f"api/v1/{entry['json']}"])
        shown = {**document, "items": telling(document["items"])}
        error = next(file_validator(files, entry["schema"]).iter_errors(shown), None)
        assert error is None, f"{entry['id']}: {error and error.json_path}: {error and error.message}"
        assert entry["items"] == len(document["items"]) and (entry["csv"] is None or f"api/v1/{entry['csv']}" in files)


@pytest.mark.slow
def test_every_file_of_one_model_is_what_the_schema_says(files: dict[str, str]) -> None:
    validator = file_validator(files, "schema/files/models.json")
    for path, text in files.items():
        if path.startswith("api/v1/models/"):
            assert [error.message for error in validator.iter_errors(json.loads(text))] == [], path


@pytest.mark.parametrize(
    ("file", "place", "value"),
    [
        ("models", ("access",), "open-wheights"),
        ("models", ("parameters",), {"total": "671B"}),
        ("models", ("released",), 2024),
        ("models", ("openness", "european"), 1.5),
        ("models", ("new_field",), 1),
        ("models", ("prices",), [{"input": 1}]),
        ("licenses", ("osi_approved",), "yes"),
        ("licenses", ("answers", "commercial-usage"), {}),
        ("license-answers", ("answer",), "perhaps"),
        ("index", ("items",), "12"),
    ],
)
def test_the_schema_of_a_file_refuses_what_is_not_of_its_form(
    file: str, place: tuple[str, ...], value: object, files: dict[str, str]
) -> None:
    item = deepcopy(items(files, file)[0])
    document = {"schema_version": "1.0", "license": "CC-BY-4.0", "items": [item]}
    validator = file_validator(files, f"schema/files/{file}.json")
    assert list(validator.iter_errors(document)) == []
    inner = item
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    assert list(validator.iter_errors(document))
    assert list(validator.iter_errors({"items": []})), "the envelope is part of the form"


def test_a_program_with_an_older_copy_of_the_schema_accepts_a_new_field(files: dict[str, str]) -> None:
    schema = json.loads(files["api/v1/schema/files/families.json"])
    item = {**items(files, "families")[0], "new_field": 1}
    jsonschema.Draft202012Validator(schema).validate({"schema_version": "1.7", "license": "CC-BY-4.0", "items": [item]})


def test_the_index_says_how_new_the_data_is(files: dict[str, str]) -> None:
    newest = {entry["id"]: entry["newest"] for entry in items(files, "index")}
    read = [source["read"] for model in items(files, "models") for source in model["sources"].values()]
    assert newest["models"] == max(read)
    assert newest["claims"] == max(claim["checked"] for claim in items(files, "claims"))


class Core(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 as editors read it: only true, false, null and numbers are no text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"), list("-+.0123456789")
)
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Core.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


@pytest.fixture(scope="module")
def validators(catalog: Catalog) -> dict[str, jsonschema.Draft202012Validator]:
    return {name: jsonschema.Draft202012Validator(json.loads(text)) for name, text in schemas(catalog).items()}


GOOD_MODEL = """\
name: Alpha 7B
maker: example
family: alpha
type: language
released: 2024-03-05
availability: {weights: open, api: yes}
license: {weights: mit}
parameters: {total: 7.24B, active: 1_500}
context: {native: 8192}
architecture: {layers: 32}
components:
  training-code: {present: no, source: card}
benchmarks:
  - {benchmark: mmlu, score: 61.5, reported_by: maker, unstated: [setting, harness], source: card}
sources:
  card: {url: https://example.org/, kind: maker, read: 2024-06-01, shows: What the model card of Alpha says, for: [license]}
"""


def first_error(validator: jsonschema.Draft202012Validator, text: str) -> str:
    return next((f"{error.json_path}: {error.message}" for error in validator.iter_errors(yaml.load(text, Core))), "")


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_a_published_schema_is_a_sound_schema(kind: str, files: dict[str, str]) -> None:
    schema = json.loads(files[f"api/v1/schema/{kind}.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "id" not in schema["properties"], "the id is the file's name"


def test_an_editor_accepts_a_good_model(validators: dict[str, jsonschema.Draft202012Validator]) -> None:
    assert first_error(validators["model"], GOOD_MODEL) == ""


@pytest.mark.parametrize(
    ("good", "bad", "where"),
    [
        ("type: language", "type: sculpture", "$.type"),
        ("weights: open", "weights: opn", "$.availability.weights"),
        ("training-code", "training-cod", "$.components"),
        ("name: Alpha 7B\n", "", "$:"),
        ("maker: example", "maker: [example]", "$.maker"),
        ("layers: 32", "layers: many", "$.architecture:"),
        ("layers: 32", "layers: 0", "$.architecture:"),
        ("7.24B", "seven", "$.parameters:"),
        ("8192", "128K", "$.context"),
        ("license:", "licence:", "$:"),
        ("score: 61.5", "score: high", "$.benchmarks[0].score"),
        ("released: 2024-03-05", "released: March 2024", "$.released"),
        ("card: {url", "Card 1: {url", "$.sources:"),
        ("kind: maker", "kind: rumor", "$.sources.card.kind"),
    ],
)
def test_an_editor_marks_what_the_check_would_refuse(
    good: str, bad: str, where: str, validators: dict[str, jsonschema.Draft202012Validator]
) -> None:
    assert good in GOOD_MODEL
    assert first_error(validators["model"], GOOD_MODEL.replace(good, bad)).startswith(where)


def test_an_editor_accepts_every_record_the_check_accepts(
    catalog: Catalog, project: Any, validators: dict[str, jsonschema.Draft202012Validator]
) -> None:
    """No contributor sees a red line under what is right. (Every fifth where there are hundreds: they are alike.)"""
    marked = []
    for kind, by_id in catalog.entries.items():
        for entry in list(by_id.values())[:: 5 if len(by_id) > 100 else 1]:
            if error := first_error(validators[kind], (project / entry.path).read_text("utf-8")):
                marked.append(f"{entry.path}: {error[:160]}")
    assert marked == []

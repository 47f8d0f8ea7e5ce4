"""The tables behind SQLite, Parquet and the data package: they say what the records say, and every reference leads somewhere."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from macros.answers.knowledge import Knowledge
from macros.answers.published import Collection, collections, items, joined
from macros.facts.catalog import Catalog
from macros.facts.schema.fields import Part
from macros.publish.database import Dangling, database
from macros.publish.package import described, package
from macros.publish.sheet import sheet
from macros.publish.tables import Column, Reference, Table, _Draft, tables


@pytest.fixture(scope="module")
def made(knowledge: Knowledge) -> dict[str, Table]:
    return {table.name: table for table in tables(knowledge)}


@pytest.fixture(scope="module")
def opened(made: dict[str, Table]) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database(made.values()))
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def models(knowledge: Knowledge) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in items(knowledge, next(each for each in collections() if each.name == "models"))}


def test_every_record_of_the_api_is_a_row(knowledge: Knowledge, made: dict[str, Table]) -> None:
    for collection in collections():
        table = made[collection.name.replace("-", "_")]
        assert len(table.rows) == len(list(items(knowledge, collection))) > 0, table.name


def test_every_value_of_a_model_stands_in_the_tables(made: dict[str, Table], models: dict[str, dict[str, Any]]) -> None:
    """Counted from the items, leaf by leaf, by a walk that knows nothing of columns."""
    known = sum(len(list(leaves(model))) for model in models.values())
    found = 0
    for name, table in made.items():
        if name == "models" or name.startswith("model_"):
            values = 0 if name == "models" else len(table.key)
            found += sum(value is not None for row in table.rows for value in row[values:])
    assert found == known > 100_000


def test_the_places_in_a_list_count_from_one(made: dict[str, Table]) -> None:
    seen = 0
    for table in made.values():
        if table.key[1:] == ("position",):
            places: dict[Any, list[Any]] = {}
            for row in table.rows:
                places.setdefault(row[0], []).append(row[1])
            seen += len(places)
            assert all(found == list(range(1, len(found) + 1)) for found in places.values()), table.name
    assert seen > 1000


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner)
    elif value is not None:
        yield value


def test_the_database_is_whole(opened: sqlite3.Connection) -> None:
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    for (name,) in opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        assert opened.execute(f'PRAGMA table_list("{name}")').fetchone()[5] == 1, f"{name} takes values of any type"


def test_a_record_can_be_followed_from_the_database(opened: sqlite3.Connection, models: dict[str, dict[str, Any]]) -> None:
    rows = opened.execute("SELECT id, name, maker, parameters_total, context_window, access, openness_european FROM models")
    assert {row[0]: row[1:] for row in rows} == {
        id: (model["name"], model["maker"], (model["parameters"] or {}).get("total"), model["context_window"], model["access"],
             model["openness"]["european"])
        for id, model in models.items()
    }  # fmt: skip
    read = opened.execute("SELECT url FROM model_sources WHERE model_id = 'deepseek-v3'").fetchall()
    assert sorted(url for (url,) in read) == sorted(source["url"] for source in models["deepseek-v3"]["sources"].values())


def test_unknown_is_null_and_never_no(opened: sqlite3.Connection, models: dict[str, dict[str, Any]]) -> None:
    [(unknown,)] = opened.execute("SELECT count(*) FROM models WHERE availability_api IS NULL").fetchall()
    assert unknown == sum(model["availability"]["api"] is None for model in models.values()) > 0
    assert opened.execute("SELECT count(*) FROM models WHERE availability_api = ''").fetchall() == [(0,)]


def test_a_price_of_today_is_the_one_the_site_shows(opened: sqlite3.Connection, knowledge: Knowledge, catalog: Catalog) -> None:
    rows = opened.execute("SELECT model_id, host, tier, input, output, as_of FROM current_prices").fetchall()
    assert sorted(rows, key=str) == sorted(
        (
            (id, catalog.hosts[row.host].name, row.tier, row.input, row.output, row.as_of)
            for id in catalog.models
            for row in (quote.price for quote in knowledge.quotes[id])
        ),
        key=str,
    )


@pytest.mark.parametrize(
    ("view", "of"),
    [
        ("model_overview", "models"),
        ("license_answers_in_words", "license_answers"),
        ("model_answers_in_words", "model_effective_answers"),
        ("model_scores", "model_benchmarks"),
    ],
)
def test_a_view_loses_no_row(view: str, of: str, opened: sqlite3.Connection, made: dict[str, Table]) -> None:
    rows = opened.execute(f"SELECT * FROM {view}").fetchall()
    assert len(rows) == len(made[of].rows) > 0


def test_the_same_data_gives_the_same_database(tiny: Catalog) -> None:
    assert database(tables(Knowledge(tiny))) == database(tables(Knowledge(tiny)))


def test_no_row_may_name_a_row_that_does_not_exist() -> None:
    column = Column("id", "text", "", True)
    table = Table("models", "", ("id",), [column, Column("maker", "text")], [Reference(("maker",), "makers", ("id",))])
    table.rows.append(("alpha", "nobody"))
    with pytest.raises(Dangling, match="a row of models names a row of makers"):
        database([Table("makers", "", ("id",), [column]), table])


def test_a_field_of_two_forms_has_no_column() -> None:
    class Odd(Part):
        id: str
        value: int | str

    about = next(each for each in collections() if each.name == "families")
    with pytest.raises(TypeError, match="two forms"):
        _Draft("odd", "odd", Collection("odd", "", joined("Odd", "", Odd), about.kind))


def test_the_package_says_its_version_and_address_and_holds_what_it_names(made: dict[str, Table]) -> None:
    some = [made[name] for name in ("families", "makers", "license_answers")]
    with zipfile.ZipFile(io.BytesIO(package(some, "2026.11.28", "https://example.org/"))) as archive:
        told = json.loads(archive.read("datapackage.json"))
        assert (told["version"], told["homepage"]) == ("2026.11.28", "https://example.org/")
        assert {"datapackage.json", *(row["path"] for row in told["resources"])} == set(archive.namelist())
        for row, table in zip(told["resources"], some, strict=True):
            read = list(csv.reader(io.StringIO(archive.read(row["path"]).decode("utf-8-sig"), newline="")))
            assert read[0] == [column.name for column in table.columns] and len(read) == len(table.rows) + 1


def test_the_description_names_every_column_and_key(made: dict[str, Table]) -> None:
    resources = {row["name"]: row for row in described(list(made.values()), "2026.11.28", "https://example.org/")["resources"]}
    assert resources.keys() == made.keys()
    for name, table in made.items():
        schema = resources[name]["schema"]
        assert [field["name"] for field in schema["fields"]] == [column.name for column in table.columns]
        assert schema["primaryKey"] == list(table.key)
    answers = resources["license_answers"]["schema"]
    assert {"fields": ["license_id"], "reference": {"resource": "licenses", "fields": ["id"]}} in answers["foreignKeys"]
    truth = next(field for field in resources["model_prices"]["schema"]["fields"] if field["name"] == "current")
    assert (truth["type"], truth["trueValues"], truth["falseValues"]) == ("boolean", ["yes"], ["no"])


def test_a_sheet_writes_a_yes_and_leaves_unknown_empty() -> None:
    assert sheet(["id", "open", "size", "note"], [("a", True, None, "=SUM(1)"), ("b", False, 0, "“x”")]).decode("utf-8-sig") == (
        "id,open,size,note\na,yes,,'=SUM(1)\nb,no,0,“x”\n"
    )

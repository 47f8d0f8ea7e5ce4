"""What is offered beside the site, read by the programs its users have: none of them is ours."""

from __future__ import annotations

import functools
import hashlib
import http.server
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.answers.knowledge import Knowledge
from macros.pages.titles import outlines
from macros.publish import downloads, extras
from macros.publish.addresses import Addresses
from macros.publish.pictures import Studio
from macros.publish.pictures import pictures as pictures_of
from macros.publish.tables import Table, tables
from macros.publish.twins import Twins

ADDRESS = "https://open-model-atlas.github.io/atlas/"
slow = pytest.mark.slow
PAGE = Path(__file__).parent.parent / "docs" / "data.md"


def test_the_version_is_the_newest_day_of_reading(knowledge: Knowledge) -> None:
    days = [source.read for model in knowledge.catalog.models.values() for source in model.sources.values()]
    assert downloads.version(knowledge) >= max(days).replace("-", ".")
    assert re.fullmatch(r"20\d\d\.\d\d\.\d\d", downloads.version(knowledge))


def test_only_a_published_site_gets_downloads(knowledge: Knowledge, project: Path, tmp_path: Path) -> None:
    with pytest.raises(downloads.NoSite, match="holds no published site; run make build first"):
        list(downloads.write(project, knowledge, tmp_path))


def test_a_library_that_is_not_there_is_named_with_the_way_to_it() -> None:
    with pytest.raises(extras.Missing, match=r"Parquet needs no_such_module, .*-r requirements-downloads\.txt --no-deps"):
        extras.extra("no_such_module", "Parquet")


@pytest.mark.parametrize("path", ["downloads/mine.txt", "downloads", "llms.txt", "llms-full.txt", "api/v1/SHA256SUMS"])
def test_nothing_else_may_stand_where_downloads_will(path: str, knowledge: Knowledge, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("mine", "utf-8")
    [(_, second)] = Addresses(knowledge, tmp_path, directories=True).conflicts()
    assert second.path in ("macros/publish/downloads.py", f"docs/{path}", f"{tmp_path.name}/{path}")


# --- made once, beside a copy of the built site ---


@pytest.fixture(scope="module")
def offered(project: Path, site: Path, knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("offered") / "site"
    shutil.copytree(site, copy, copy_function=os.link)
    made = dict(downloads.write(project, knowledge, copy))
    assert all((copy / path).stat().st_size == size for path, size in made.items())
    assert not (site / "llms.txt").exists() and not (site / "models" / "index.md").exists(), (
        "the site it was copied from is as it was"
    )
    return copy


@pytest.fixture(scope="module")
def made(knowledge: Knowledge) -> dict[str, Table]:
    return {table.name: table for table in tables(knowledge)}


@slow
def test_parquet_has_the_rows_and_types_of_the_tables(offered: Path, made: dict[str, Table]) -> None:
    import pyarrow.parquet

    types = {"text": "string", "integer": "int64", "number": "double", "boolean": "bool"}
    files = sorted((offered / "downloads" / "parquet").glob("*.parquet"))
    assert {"models", "license_answers", "model_prices", "model_sources"} < {file.stem for file in files}
    for file in files:
        read, table = pyarrow.parquet.read_table(file), made.get(file.stem)
        if table is None:
            assert file.stem == "release"
            continue
        assert {field.name: str(field.type) for field in read.schema} == {
            column.name: types[column.type] for column in table.columns
        }, file.stem
        assert [tuple(row.values()) for row in read.to_pylist()] == table.rows, file.stem


@slow
def test_the_database_and_parquet_agree_in_another_engine(offered: Path) -> None:
    import duckdb

    database = sqlite3.connect(offered / "downloads" / "open-model-atlas.sqlite")
    own = database.execute("SELECT access, count(*), sum(parameters_total) FROM models GROUP BY access ORDER BY access").fetchall()
    database.close()
    file = offered / "downloads" / "parquet" / "models.parquet"
    query = f"SELECT access, count(*), sum(parameters_total)::BIGINT FROM '{file}' GROUP BY access ORDER BY access"
    assert duckdb.sql(query).fetchall() == own and len(own) > 4


@slow
def test_the_data_package_is_valid(offered: Path, knowledge: Knowledge, tmp_path: Path) -> None:
    from frictionless import Package, validate

    shutil.unpack_archive(offered / "downloads" / "open-model-atlas.zip", tmp_path)
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, [(task.name, task.errors[0].message) for task in report.tasks if not task.valid]
    package = Package(str(tmp_path / "datapackage.json"))
    assert package.version == downloads.version(knowledge) and len(package.resources) > 100
    first = package.get_resource("models").read_rows()[0]
    assert first["id"] and (first["parameters_total"] is None or isinstance(first["parameters_total"], int))


@slow
def test_every_table_of_the_interface_is_one_to_a_validator(offered: Path) -> None:
    """No empty or double head, no row too long or too short, and types that hold from the first row to the last."""
    from frictionless import Resource

    tables = sorted((offered / "api" / "v1").glob("*.csv"))
    assert len(tables) > 12
    wrong = {}
    for path in tables:
        report = Resource(path=path.name, basepath=str(path.parent), encoding="utf-8-sig").validate()
        wrong |= {path.name: [error.message for task in report.tasks for error in task.errors][:3]} if not report.valid else {}
    assert wrong == {}


@slow
def test_every_file_has_its_checksum(offered: Path) -> None:
    for folder in ("downloads", "api/v1"):
        listed = dict(reversed(line.split("  ", 1)) for line in (offered / folder / "SHA256SUMS").read_text("utf-8").splitlines())
        files = {path.relative_to(offered / folder).as_posix(): path for path in (offered / folder).rglob("*") if path.is_file()}
        assert listed.keys() == files.keys() - {"SHA256SUMS"} and len(listed) > 50
        assert {name: hashlib.sha256(files[name].read_bytes()).hexdigest() for name in listed} == listed
    index = json.loads((offered / "downloads" / "index.json").read_text("utf-8"))
    for entry in index["files"]:
        content = (offered / "downloads" / entry["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (entry["bytes"], entry["sha256"])


@slow
def test_the_same_data_gives_the_same_downloads(offered: Path, knowledge: Knowledge) -> None:
    again = dict(downloads.files(Knowledge(knowledge.catalog), ADDRESS))
    assert {path: content for path, content in again.items() if (offered / "downloads" / path).read_bytes() != content} == {}


@slow
def test_every_file_of_the_downloads_is_claimed(offered: Path, project: Path, knowledge: Knowledge) -> None:
    registry = Addresses(knowledge, project / "docs", directories=True)
    for path in offered.rglob("*"):
        if path.is_file() and not path.is_relative_to(offered / "downloads"):
            registry.file(path.relative_to(offered).as_posix())


@slow
def test_the_citation_is_valid(project: Path) -> None:
    from cffconvert.citation import Citation
    from jsonschema.exceptions import ValidationError

    text = (project / "CITATION.cff").read_text("utf-8")
    Citation(text).validate()
    assert "Open Model Atlas contributors" in Citation(text).as_bibtex()
    with pytest.raises(ValidationError):
        Citation(text.replace("type: dataset", "type: data set")).validate()


@slow
def test_the_page_about_the_data_describes_the_data_set(offered: Path) -> None:
    html = (offered / "data" / "index.html").read_text("utf-8")
    found = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)]
    [dataset] = [row for row in found if row["@type"] == "Dataset"]
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/" and 50 <= len(dataset["description"]) <= 5000
    for offer in dataset["distribution"]:
        assert (offered / offer["contentUrl"].removeprefix(ADDRESS)).is_file(), offer


# --- pages as text ---


def text_of(offered: Path, path: str) -> str:
    return (offered / path).read_text("utf-8")


@slow
def test_every_page_names_its_twin_and_has_it(offered: Path) -> None:
    pages = 0
    for page in offered.rglob("index.html"):
        html = page.read_text("utf-8")
        if "<article" not in html:
            continue  # a redirect
        pages += 1
        [href] = re.findall(r'<link rel="alternate " type=text/markdown href=([^>]+)>', html)
        twin = page.with_name(href).read_text("utf-8")
        title = re.search(r"<h1[^>]*>(.*?)<", html, re.DOTALL)
        assert title and twin.startswith("# "), page
        assert not re.search(r"</?(div|span|table|td|a|svg|script|sup)\b", twin), page
    assert pages > 1000


@slow
def test_a_twin_says_what_the_page_says(offered: Path, knowledge: Knowledge) -> None:
    for id in ("deepseek-v3", "llama-4-scout", "gpt-4o"):
        model, twin = knowledge.catalog.models[id], text_of(offered, f"models/{id}/index.md")
        assert twin.startswith(f"# {model.name}\n") and f"{ADDRESS}models/{id}/" in twin
        for source in model.sources.values():
            assert source.url in twin, (id, source.url)
    license = knowledge.catalog.licenses["llama-4-community"]
    twin = text_of(offered, "licenses/llama-4-community/index.md")
    for answer in license.answers.values():
        assert plain(re.sub(r"^(Yes|No|In part): ", "", answer.plain)) in plain(twin)  # the badge says that word


def plain(text: str) -> str:
    return re.sub(r"[\\*_`\s]+|\[([^\]]*)\]\([^)]*\)", lambda found: found[1] or " ", text).casefold()


@slow
def test_a_twin_leaves_out_what_only_a_browser_can_use() -> None:
    page = (
        '<link rel="canonical" href="https://example.org/a/"><article class="x"><h1>A<a class="headerlink" href="#page">¶</a></h1>'
        '<p>One <a class=atlas-term href="../g/#w" title="What it is">weight</a><sup class="note"><a href="#s">2</a></sup>,'
        " <a href=../b/>two</a>.</p><form><button>Ask</button></form><script>x</script>"
        "<table><tr><th>Q</th><th>A</th></tr><tr><td>1</td><td>yes</td></tr></table></article>"
    )
    assert Twins().twin(page) == (
        "# A\n\nOne weight [2], [two](../b/).\n\n| Q | A |\n| --- | --- |\n| 1 | yes |\n\n---\n"
        "From Open Model Atlas, https://example.org/a/, CC BY 4.0. Links are relative to this address.\n"
    )
    assert Twins().twin("<p>moved</p>") is None


@slow
def test_llms_txt_lists_every_page_that_people_wrote(offered: Path, project: Path) -> None:
    text = text_of(offered, "llms.txt")
    assert text.startswith("# Open Model Atlas\n\n> ")
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): \S", text, re.MULTILINE)
    assert len(links) == len(set(links)) and all((offered / link.removeprefix(ADDRESS)).is_file() for link in links)
    written = {page.path for page in outlines(project / "docs")}
    assert len(links) == len(written) + 2, "and the two that lead to the data"
    whole = text_of(offered, "llms-full.txt")
    for page in written:
        address = page.removesuffix(".md").removesuffix("index").strip("/")
        assert f"{ADDRESS}{address}{'/' if address else ''}, CC BY 4.0" in whole, page


# --- the picture of a shared link ---


@slow
def test_each_page_names_a_picture_that_is_there(offered: Path) -> None:
    from PIL import Image

    own, drawn = 0, set(offered.rglob("share.png")) - {offered / "assets" / "share.png"}
    for page in offered.rglob("index.html"):
        said = dict(re.findall(r'<meta property=og:([^ ]+) content="([^"]*)">', page.read_text("utf-8")))
        if not said:
            continue  # a redirect
        assert all(said[name] for name in ("title", "type", "image", "url")), page  # what Open Graph requires
        picture = offered / said["image"].removeprefix(ADDRESS)
        with Image.open(picture) as image:
            assert image.size == (1200, 630), page
        own += picture in drawn
        assert picture.parent in (page.parent, offered / "assets") and said["image:alt"]
    assert own == len(drawn) > 1000 and max(path.stat().st_size for path in drawn) < 25_000


@slow
def test_a_picture_shows_the_tile_and_is_the_same_twice(project: Path, knowledge: Knowledge) -> None:
    from PIL import Image

    studio, pictures = Studio(project / "docs" / "assets"), dict(pictures_of(knowledge))
    drawn = studio.draw(pictures["models/olmo-2-32b.md"])
    assert drawn == Studio(project / "docs" / "assets").draw(pictures["models/olmo-2-32b.md"])
    with Image.open(io.BytesIO(drawn)) as image:
        colored = image.convert("RGB").crop((800, 72, 1128, 380)).getcolors(2000)
    assert colored and sum(n for n, color in colored if color == (11, 93, 82)) > 10 * 60 * 60, "ten parts at least are full"


# --- every example of the page runs ---


@pytest.fixture(scope="module")
def server(offered: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(offered)))
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}/"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


RUNNERS = {"python": [sys.executable, "-c"], "sh": ["bash", "-euo", "pipefail", "-c"], "js": ["node", "-e"], "r": ["Rscript", "-e"]}


def examples() -> dict[str, list[tuple[str, str]]]:
    """Heading → (language, code) of its examples, in order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for part in re.split(r"^(?=##+ )", PAGE.read_text("utf-8"), flags=re.MULTILINE):
        blocks = re.findall(r"^```(\w+)\n(.*?)^```", part, re.DOTALL | re.MULTILINE)
        if code := [(language, text) for language, text in blocks if language in RUNNERS and ADDRESS in part]:
            found[part.splitlines()[0].lstrip("# ")] = code
    return found


def test_the_page_shows_every_tool_it_promises() -> None:
    assert examples().keys() == {"In Python", "pandas", "DuckDB", "R", "JavaScript", "curl and jq", "One database"}
    assert "IMPORTDATA" in PAGE.read_text("utf-8")


@slow
@pytest.mark.parametrize("tool", [tool for tool in examples() if tool != "R" or shutil.which("Rscript")])  # R is no small thing
def test_every_example_runs_and_prints_an_answer(tool: str, server: str, tmp_path: Path) -> None:
    expected = {"In Python": "olmo", "pandas": "conditional", "DuckDB": "dollars_in", "R": "open-source", "JavaScript": "OLMo",
                "curl and jq": "DeepSeek-V3", "One database": "as_of"}  # fmt: skip
    for language, code in examples()[tool]:
        done = subprocess.run(
            [*RUNNERS[language], code.replace(ADDRESS, server)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
    assert expected[tool] in done.stdout, done.stdout

"""Arrows point one way, publish → pages → answers → facts; nothing left of pages knows HTML, only the doors know MkDocs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
MODULES = sorted((PROJECT / "macros").rglob("*.py"))
ORDER = ("facts", "answers", "pages", "publish")  # a folder may import itself and what stands left of it
DOORS = {"__init__.py", "__main__.py", "hooks.py"}
HTML = {"jinja2", "markupsafe", "markdown", "bs4", "nh3"}
ELEMENTS = """
a|abbr|address|article|aside|audio|b|blockquote|body|br|button|canvas|caption|circle|cite|code|col|colgroup|data|dd|details|dialog|
div|dl|dt|em|embed|fieldset|figcaption|figure|footer|form|g|h1|h2|h3|h4|h5|h6|head|header|hr|html|i|iframe|img|input|ins|kbd|label|
legend|li|line|link|main|map|mark|meta|nav|noscript|object|ol|optgroup|option|output|p|path|picture|polyline|pre|rect|s|samp|script|
section|select|small|source|span|strong|style|sub|summary|sup|svg|table|tbody|td|template|text|textarea|tfoot|th|thead|time|title|
tr|track|tspan|u|ul|use|var|video
""".replace("\n", "")
TAG = re.compile(rf"</?(?:{ELEMENTS})(?:[ />]|$)", re.IGNORECASE)


def name(path: Path) -> str:
    return path.relative_to(PROJECT / "macros").as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, anywhere in it, as its full name."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports relatively; write the full name"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def folder(path: Path) -> str:
    return name(path).partition("/")[0]


def html_free() -> list[Path]:
    return [path for path in MODULES if folder(path) in ("facts", "answers")]


def test_every_module_stands_in_one_of_the_folders() -> None:
    assert len(MODULES) > 30 and len(html_free()) > 15
    assert {folder(path) for path in MODULES} == {*ORDER, *DOORS, "engine", "refresh", "editing", "terminal"}


@pytest.mark.parametrize("path", [path for path in MODULES if folder(path) in ORDER], ids=name)
def test_arrows_point_one_way(path: Path) -> None:
    right = {f"macros.{other}" for other in (*ORDER[ORDER.index(folder(path)) + 1 :], "engine", "hooks", "__main__")}
    assert [module for module in imports(path) if within(module, right)] == []


@pytest.mark.parametrize("path", [path for path in MODULES if folder(path) == "refresh"], ids=name)
def test_the_refresh_stands_beside_the_facts_and_knows_nothing_else(path: Path) -> None:
    """It writes data/; what is made of the data is none of its business, and only the command line calls it."""
    assert [module for module in imports(path) if within(module, {f"macros.{other}" for other in ORDER if other != "facts"})] == []


@pytest.mark.parametrize("path", [path for path in MODULES if folder(path) == "editing"], ids=name)
def test_what_writes_records_knows_facts_and_how_a_page_calls_macros_and_nothing_else(path: Path) -> None:
    known = ("macros.facts", "macros.editing", "macros.pages.calls", "macros.pages.outline", "macros.pages.signatures")
    assert [module for module in imports(path) if module.startswith("macros.") and not within(module, set(known))] == []


@pytest.mark.parametrize("path", [path for path in MODULES if folder(path) in ORDER], ids=name)
def test_nothing_that_makes_pages_changes_the_data_or_speaks_in_a_terminal(path: Path) -> None:
    assert [module for module in imports(path) if within(module, {"macros.refresh", "macros.editing", "macros.terminal"})] == []


@pytest.mark.parametrize("path", [path for path in MODULES if folder(path) == "terminal"], ids=name)
def test_what_speaks_in_a_terminal_stands_beside_the_publishing(path: Path) -> None:
    """It prints what pages say and does not know how a site is made; only the command line calls it."""
    assert [module for module in imports(path) if within(module, {"macros.publish", "macros.refresh"})] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_door_to_the_engine_knows_it(path: Path) -> None:
    engine = [module for module in imports(path) if within(module, {"mkdocs", "mkdocs_macros", "properdocs", "zensical"})]
    assert not engine or name(path) == "hooks.py" or folder(path) == "engine"


@pytest.mark.parametrize("path", html_free(), ids=name)
def test_what_is_left_of_the_pages_knows_no_html(path: Path) -> None:
    assert [module for module in imports(path) if within(module, HTML)] == []


@pytest.mark.parametrize(
    "path", [path for path in MODULES if name(path).startswith(("facts/schema/", "facts/documents", "facts/problems"))], ids=name
)
def test_the_schema_knows_no_file_and_no_catalog(path: Path) -> None:
    """Except for types alone: a schema that reads data cannot say what data may be."""
    nodes = list(ast.walk(parsed(path)))
    guards = [node for node in nodes if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    guarded = {id(inner) for node in guards for inner in ast.walk(node)}
    free = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and id(node) not in guarded]
    assert not {"macros.facts.catalog", "macros.facts.rules", "macros.facts.records"} & set(free)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_python_holds_no_html(path: Path) -> None:
    """A pattern that finds a place in the theme's HTML is none of ours."""
    calls = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"]
    patterns = {id(inner) for call in calls for inner in ast.walk(call)}
    texts = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    texts = [node for node in texts if id(node) not in patterns]
    assert [f"{name(path)}:{node.lineno}: {tag.group()}" for node in texts for tag in TAG.finditer(str(node.value))] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_goes_in_and_what_comes_out(path: Path) -> None:
    first = (ast.get_docstring(parsed(path)) or "").partition("\n")[0]
    assert len(first) > 15 and first[-1] in ".:;"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nobody_else_reads_the_clock(path: Path) -> None:
    """The day is an argument, so that a test and a reader's browser can choose it."""
    calls = [ast.unparse(node.func) for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]
    asked = [call for call in calls if call in ("date.today", "datetime.now", "datetime.utcnow", "time.time")]
    assert not asked or name(path) == "publish/clock.py"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nobody_speaks_to_the_network(path: Path) -> None:
    network = {"urllib.request", "http.client", "socket", "requests", "httpx", "aiohttp", "ftplib"}
    assert [module for module in imports(path) if within(module, network)] == [] or name(path).startswith("refresh/")


def test_importing_any_module_reads_no_data(tmp_path: Path) -> None:
    """Every module is imported in an empty folder, and nothing but Python's own files is opened."""
    modules = [
        "macros." + name(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for path in MODULES
        if name(path) not in ("__main__.py", "__init__.py")
    ]
    program = f"""
import importlib, sys
opened = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[0].endswith((".yml", ".md", ".html", ".json")):
        if {str(PROJECT)!r} in arguments[0]:
            opened.append(arguments[0])
sys.addaudithook(watch)
for name in {modules!r}:
    importlib.import_module(name)
print(*opened)
"""
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.split() == []
    assert list(tmp_path.iterdir()) == []


def test_every_macro_a_writer_can_call_is_explained() -> None:
    from macros.pages.writing import Blocks, documented

    def none() -> None:
        raise AssertionError("a macro is explained without being called")

    names = Blocks(none, none, none, directories=True, repository="").macros()  # type: ignore[arg-type]
    explained = {re.match(r"\{\{ (\w+)\(", call).group(1): text for call, text in documented().items()}  # type: ignore[union-attr]
    assert explained.keys() == names.keys()
    assert [macro for macro, text in explained.items() if len(text) < 10 or not text.endswith(".")] == []


def test_what_the_check_allows_is_what_a_page_can_call(tiny: object) -> None:
    from macros.pages.writing import Blocks, allowed

    def none() -> None:
        raise AssertionError

    names = Blocks(none, none, none, directories=True, repository="").macros().keys()  # type: ignore[arg-type]
    assert allowed(tiny).signatures.keys() == names  # type: ignore[arg-type]


def test_a_template_does_not_query() -> None:
    """A template may loop, include and choose a class; sorting, filtering and counting belong to Python."""
    query = re.compile(r"\|\s*(sort|selectattr|rejectattr|select|reject|groupby|map|sum|unique|dictsort)\b")
    found = [
        f"{path.relative_to(PROJECT).as_posix()}: {match.group()}"
        for path in sorted((PROJECT / "macros" / "pages" / "templates").rglob("*.html"))
        for match in query.finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_a_template_escapes_every_value() -> None:
    """What is HTML already comes as Markup from Python; `safe` in a template would hide where it is from."""
    off = re.compile(r"\|\s*safe\b|autoescape\s+false")
    templates = sorted((PROJECT / "macros" / "pages" / "templates").rglob("*.*"))
    assert [path.name for path in templates if off.search(path.read_text("utf-8"))] == []


def test_every_template_is_used() -> None:
    templates = PROJECT / "macros" / "pages" / "templates"
    texts = "".join(path.read_text("utf-8") for path in [*MODULES, *templates.rglob("*")] if path.is_file())
    unused = [
        path.relative_to(templates).as_posix()
        for path in sorted(templates.rglob("*.*"))
        if path.relative_to(templates).as_posix() not in texts and path.parent.name != "cells"
    ]
    assert unused == []

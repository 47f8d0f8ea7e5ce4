"""Another language is words in templates and vocabularies, not code: pages made from records, drawn in a made-up one.

Every letter of the templates and of the words of data/ becomes a wide one. What then still stands in plain letters on a page
comes from a record, or is English in the code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.pages import costs, renderer
from macros.pages.links import FOLDERS, links_from
from macros.pages.page import Page
from macros.pages.view import View
from macros.pages.writing import BLOCKS, signatures
from macros.publish.generated import explained
from tests.conftest import loaded

SAID = {"label", "ask", "help", "description", "short", "unit", "group", "title", "about", "name", "list", "find", "one",
        "describe"}  # fmt: skip
# a unit, and a class by its number
PLAIN = {"GB", "III"}
OF_CODE = {  # for contributors: what stands in the code and in its docstrings
    "attribute_list", "data_fields", "data_files", "derived_fields", "page_elements", "page_fields",
    "pick_form",  # of which the sample has no situation
}  # fmt: skip
_LETTERS = re.compile(r"(\{\w+\}|&#?\w+;)|([A-Za-z])")
_TEXT = re.compile(r"[A-Z][a-z]+( |$)| ?[a-z]+ [a-z ,]+$")
_TOLD = ("title", "aria-label", "alt", "placeholder")
_SIGNS = re.compile(rf'([<>]|(?<![\w-])(?:{"|".join(_TOLD)})=(?:"|\w+)|")')  # a value of one word has lost its quotes
_PHRASE = re.compile(r"[A-Za-z][A-Za-z' .,’-]*[A-Za-z]")


def wide(text: str) -> str:
    """Other letters; what is filled in, and how HTML writes a sign, stays."""
    return _LETTERS.sub(lambda found: found[1] or chr(ord(found[2]) + 0xFEE0), text)


class Wide(Extension):
    """Templates in the made-up language: their text, and the texts they hand on."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        inside = told = False  # in a tag; in an attribute of it that is told
        for token in stream:
            value = token.value
            if token.type == "data":
                parts = _SIGNS.split(token.value)
                for at, part in enumerate(parts):
                    if part in ("<", ">"):
                        inside, told = part == "<", False
                    elif inside and part.endswith('"'):
                        told = not told and part != '"'
                    elif inside and part.startswith(_TOLD):
                        name, _, said = part.partition("=")
                        parts[at] = f"{name}={wide(said)}"
                    elif told or not inside:
                        parts[at] = wide(part)
                value = "".join(parts)
            elif token.type == "string" and _TEXT.match(token.value):
                value = wide(token.value)
            yield Token(token.lineno, token.type, value)


def translated(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: wide(value) if key in SAID and isinstance(value, str) else translated(value) for key, value in tree.items()}
    return [translated(item) for item in tree] if isinstance(tree, list) else tree


def strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from strings(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from strings(item)
    else:
        yield str(tree)


@pytest.fixture
def other(copy_tiny: Callable[[], Path]) -> Iterator[Path]:
    """The tiny project with its words, and the templates, in the made-up language."""
    project = copy_tiny()
    for folder in ("vocabulary", "attributes"):
        for path in (project / "data" / folder).glob("*.yml"):
            tree = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
            path.write_text(yaml.safe_dump(translated(tree), allow_unicode=True, sort_keys=False), "utf-8")
    made = (renderer._environment, renderer._template, renderer.cell, renderer.notes)
    for each in made:
        each.cache_clear()
    environment = renderer._environment()
    environment.bytecode_cache = None  # what is kept is in plain letters
    environment.add_extension(Wide)
    if environment.cache is not None:
        environment.cache.clear()
    environment.globals["table"] = environment.get_template("table.html").module.table  # type: ignore[attr-defined]
    yield project
    for each in made:
        each.cache_clear()


@pytest.fixture
def recorded(other: Path) -> str:
    """Everything the records say, as a reader sees it."""
    said: list[str] = []
    for path in (other / "data").rglob("*.yml"):
        if path.parent.name not in ("vocabulary", "attributes"):
            said += strings(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))
    return " ".join(re.sub(r"\]\([^)]*\)|[*_`\[\]]", "", text) for text in said)


def parts(page: Page) -> Iterator[str]:
    yield from (page.title, page.description, page.lead)
    for each in page.sections:
        yield from (each.title, each.html)


def plain(htmls: Iterable[str], recorded: str) -> set[str]:
    """Every phrase of a text in plain letters that no record says."""
    found = set()
    for html in htmls:
        for node in html5lib.parseFragment(str(html), namespaceHTMLElements=False).iter():
            if node.tag not in ("script", "style"):
                told = (node.get(name) for name in _TOLD)
                for text in filter(None, (node.text, *(child.tail for child in node), *told)):
                    found |= {each for each in _PHRASE.findall(text) if each not in recorded}
    return {phrase for phrase in found if not set(phrase.replace(",", "").split()) <= PLAIN}


def test_what_a_page_says_beside_its_records_stands_in_words_and_templates(other: Path, recorded: str) -> None:
    known = Knowledge(loaded(other))
    drawn = {page.path: plain(parts(page), recorded) for page in explained(known, directories=True, repository="")}
    left = {path: phrases for path, phrases in drawn.items() if phrases}
    assert not left, "\n".join(f"{path}: {sorted(phrases)}" for path, phrases in left.items())


def test_so_does_what_tools_and_lists_say(other: Path, recorded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = {f"{folder}/index.md": wide(folder) for folder in FOLDERS.values()}
    view = View(Knowledge(loaded(other), titles), links_from("decide/tool/", directories=True), "")
    monkeypatch.setattr(costs, "EXAMPLE", next(id for id in view.catalog.prices))
    drawn = {name: plain([block(view)], recorded) for name, block in BLOCKS.items() if name not in OF_CODE and not asks(name)}
    left = {name: phrases for name, phrases in drawn.items() if phrases}
    assert not left, "\n".join(f"{name}: {sorted(phrases)}" for name, phrases in left.items())


def asks(name: str) -> bool:
    """Whether a macro cannot be called without saying of what."""
    return any(each.default is each.empty for each in signatures()[name].parameters.values())


SCRIPTS = Path(__file__).parent.parent / "docs" / "assets"
COMMENT = re.compile(r"/\*.*?\*/|^ *//[^\n]*", re.DOTALL | re.MULTILINE)
STRING = re.compile(r"""(["'`])((?:(?!\1)[^\n\\]|\\.)*)\1""")
ENGLISH = re.compile(r"[A-Z][a-z]+(?:$|[ .:])|[a-z]{2,} [a-z]{2,}")
# strings that no reader meets: what the page's elements are asked by, class names, keys, and the names of properties
CODE = re.compile(
    r"use strict|DOMContentLoaded|Escape|Enter|Arrow\w+|[\w-]+(?: [\w-]*-[\w-]+)+ ?|.*[>\[\]#=].*|datalist option|th input"
)


def test_a_script_says_what_stands_in_the_words_of_the_tools() -> None:
    english = {
        f"{path.name}: {text}"
        for path in SCRIPTS.glob("*.js")
        for _, text in STRING.findall(COMMENT.sub("", path.read_text("utf-8")))
        if ENGLISH.search(text) and not CODE.fullmatch(text)
    }
    assert english == set()


def test_each_sentence_of_the_tools_is_said_and_each_that_is_said_is_there(catalog: Catalog) -> None:
    words = set(catalog.vocabularies["tools"])
    code = "".join(path.read_text("utf-8") for path in (*SCRIPTS.glob("*.js"), *Path(renderer.__file__).parent.rglob("*.*ml")))
    code += "".join(path.read_text("utf-8") for path in Path(renderer.__file__).parent.glob("*.py"))
    tools = "|".join({word.partition(".")[0] for word in words})
    said = set(re.findall(rf"""["']((?:{tools})\.[a-z][a-z-]+)["']""", code))
    assert {id for id in said if not id.endswith((".js", ".md"))} <= words
    made = re.compile(r"cost\.cheap-|run\.bits-|.*\.one$")  # whose end is filled in
    assert {word for word in words - said if not made.match(word) and f'"{word.partition(".")[2]}"' not in code} == set()

"""Templates in, HTML out. Autoescape everywhere, a missing value is an error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Hashable
from contextlib import suppress
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import markdown
from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from markupsafe import Markup, escape

from macros.facts.cache import digest, of_file
from macros.pages.markup import RECORD, clean
from macros.pages.terse import sparing, terse, value

TEMPLATES = Path(__file__).parent / "templates"
_CODE = re.compile(r"(\{[%{#].*?[%}#]\})", re.DOTALL)
_BLANK = re.compile(r"\n\s*\n+")


class _Terse(Extension):
    """Takes out of a template, once, what its pages would hold a hundred thousand times."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if not str(name).endswith(".html"):
            return source
        parts = _CODE.split(sparing(source))
        parts[::2] = map(terse, parts[::2])
        return "".join(parts)


def render(template: str, **values: Any) -> Markup:
    """One template with its values, as safe HTML without blank lines (Markdown would cut in there)."""
    html = _template(template).render(**values).strip()
    return Markup(_BLANK.sub("\n", html) if "\n" in html else html)


@lru_cache(maxsize=4096)
def cell(value: Hashable) -> Markup:
    """A cell by the partial of its kind; the same cell is drawn once, as long as others like it come by."""
    return render(f"cells/{value.kind}.html", c=value)  # type: ignore[attr-defined]


@cache
def notes(items: tuple[int, ...]) -> Markup:
    """The numbers of sources as links to the list at the foot of the page."""
    return render("notes.html", items=items)


def prose(text: str) -> Markup:
    """Plain Markdown from a record → HTML, without whatever the allow-list of records does not have."""
    return Markup(clean(record_html(text), RECORD))


def record_html(text: str) -> str:
    """What Markdown makes of a text in a record; what looks like HTML was refused by the check and is escaped here again."""
    escaped = str(escape(text)).replace("&#39;", "'").replace("&#34;", '"')
    try:
        return str(_markdown().reset().convert(escaped))
    except RecursionError:
        _markdown.cache_clear()  # it stopped in the middle of something
        return escaped


def plain(html: str) -> str:
    """HTML → its text."""
    return Markup(html).striptags()


def literal(text: str) -> str:
    """Text that Markdown shall not read as markup."""
    return re.sub(r"([\\`*_{}\[\]#+!|])", r"\\\1", text)


def script_json(value: object) -> str:
    """JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


class _Compiled(FileSystemBytecodeCache):
    """Templates as Python's own code, written when Python writes that of our modules, and read like it."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def compiled() -> BytecodeCache:
    """Where templates are kept compiled: beside our modules, which are trusted as far."""
    folder = Path(__file__).parent / "__pycache__"
    made_by = [of_file(Path(__file__).with_name(name)) for name in ("renderer.py", "terse.py")]
    return _Compiled(str(folder), f"%s.{digest(version('jinja2'), made_by)[:16]}")


@cache
def _template(name: str) -> Template:
    template = _environment().get_template(name)
    template.globals = dict(template.globals)  # copied at each rendering: a plain mapping is, in no time
    return template


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False, bytecode_cache=compiled(), extensions=[_Terse],
    )  # fmt: skip
    environment.filters["prose"] = prose
    environment.filters["cell"] = cell
    environment.filters["notes"] = notes
    environment.filters["value"] = value
    environment.globals["table"] = environment.get_template("table.html").module.table  # type: ignore[attr-defined]
    return environment


@cache
def _markdown() -> markdown.Markdown:
    return markdown.Markdown(extensions=["sane_lists", "tables"], output_format="html")

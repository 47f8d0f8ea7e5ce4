"""Nasty pieces at random places of a page, and of Markdown in a record: a clear problem, or HTML that is all on the list.

The build is tried in both cases, for it must be harmless where the check is gone round.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import html5lib
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import load
from macros.facts.schema.fields import Text
from macros.pages import front_matter
from macros.pages.checks import check_page, record_faults
from macros.pages.held import unmarked
from macros.pages.markup import PAGE, RECORD, clean, fault, page_html
from macros.pages.renderer import prose
from macros.pages.writing import Blocks, allowed
from macros.publish import build

PROJECT = Path(__file__).parent.parent
RUN = "7*191*7"  # what an engine that evaluates anything would make of it: RESULT
RESULT = "9359"
SYSTEM = 'cycler.__init__.__globals__.os.system("id")'

PIECES = (
    # template engines
    f"{{{{ {RUN} }}}}",
    f"{{% set x = {SYSTEM} %}}",
    f"{{%- if {SYSTEM} -%}}x{{%- endif %}}",
    f"{{{{ {SYSTEM} }}}}",
    "{# x #}",
    "{{",
    "}}",
    "{%",
    '{{ model("qwen3-4b") }}',
    '{{ model("no-such") }}',
    "{{ glossary.__globals__ }}",
    '{{ chart(name="timeline") }}',
    "{{ references() }}",
    '{{ cite("fmti-2025") }}',
    '{{ cite("x") | attr("y") }}',
    f"${{{RUN}}}",
    f"<%= {RUN} %>",
    f"#{{{RUN}}}",
    # elements
    "<script>alert(1)</script>",
    "<ScRiPt src=//example.org/x.js>",
    "</script>",
    "<style>*{}</style>",
    "<iframe src=x>",
    "<svg onload=alert(1)>",
    "<math><mi xlink:href=javascript:alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<base href=//example.org>",
    "<meta http-equiv=refresh content=0>",
    "<form action=//example.org><input>",
    "<object data=x>",
    "<embed src=x>",
    "<link rel=stylesheet href=x>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea>",
    "<title>",
    "<plaintext>",
    "<xmp>",
    "<select><option>",
    "<table><td onclick=x>",
    "<a href=javascript:alert(1)>x</a>",
    "<p onclick=alert(1)>",
    "<div style=x>",
    '<div markdown onclick="alert(1)">',
    "<div markdown>",
    "</div>",
    "<div",
    "<a b='",
    "<!--",
    "-->",
    "<!-->",
    "<![CDATA[",
    "<div><![CDAT[x",
    "- " * 400,
    "> " * 400,
    "]]>",
    "<?x",
    "<!x>",
    "<b>",
    "<details open ontoggle=alert(1)>",
    '<div id="__config">',
    '<p class="md-overlay">',
    # links and pictures
    "[x](javascript:alert(1))",
    "[x](JaVa\tScRiPt:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,x)",
    "[x](vbscript:x)",
    "[x](//example.org)",
    "[x](\\\\example.org)",
    "[x](/\\example.org)",
    '[x](a "b\\" onclick=\\"c")',
    "[x](a 'b\" onclick=\"c')",
    "![x](https://example.org/x.png)",
    "![x](x.svg)",
    '![x" onerror="y](x.png)',
    "<javascript:alert(1)>",
    "<a@example.org>",
    "[x][y]",
    "[y]: javascript:alert(1)",
    '[y]: a "b\\" onclick=\\"c"',
    "[^z]",
    "[^z]: <script>alert(1)</script>",
    "[x](https://example.org)",
    "[",
    "](",
    ")",
    # attributes by Markdown
    '{: onclick="alert(1)" }',
    "{: style=x }",
    "{: #__config }",
    "{: .md-overlay }",
    "{: href=javascript:alert(1) }",
    "*x*{: onmouseover=y }",
    "{: src=//example.org }",
    "{: id=x name=y target=_blank }",
    # code, marks, letters
    "```",
    "~~~",
    "``` {.x onclick=y}",
    '```html title="<script>"',
    "`",
    "``",
    "\\`",
    "    ",
    "<code>",
    "\ue0000\ue001",
    "\ue000",
    "\x00",
    "\x02",
    "\x03",
    "\u202e",
    "\u200b",
    "&lt;script&gt;",
    "&#x3c;script&#x3e;",
    "&amp;lt;",
    "\\<script\\>",
    "wzxhzdk:0",
    "\x02wzxhzdk:0\x03",
    "klzzwxh:0",
    # blocks
    "# ",
    "## __config",
    "> ",
    "- ",
    "1. ",
    "| a | b |\n| --- | ---: |\n| c | ",
    "!!! x onclick",
    '!!! note "<script>"',
    "!!! danger highlight block",
    ":   ",
    "---",
    "***",
    "===",
    "[TOC]",
    "///Footnotes Go Here///",
    "*[HTML]: x",
    "render_macros: true",
    "\n",
    "\n\n",
)
WORDS = ("weights", "A sentence.", "*so*", "open **or** closed", "a", " ", "\n", "\n\n", "| a | b |\n| --- | --- |\n| c | d |\n")
HEADS = (
    "",
    "---\ntitle: x\n---\n",
    "---\ntitle: x\nrender_macros: true\n---\n",
    "---\ntitle: <script>\n---\n",
    "---\ntitle: x\n...\n",
    "---\n",
    "--- \ntitle: x\n---\n",
    "---\ndescription: 'a\" onload=\"b'\n---\n",
    "---\ntitle: '{{ 7 }}'\n---\n",
    "---\ntemplate: x.html\n---\n",
    "\ufeff---\ntitle: x\n---\n",
    "---\nrender_macros: false\nrender_macros: true\n---\n",
    "---\n? [a]\n: b\n---\n",
    "---\nhide: [toc]\n---\n",
    "---\na: &b [*b]\n---\n",
    "render_macros: true\n\n",
)

words = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(WORDS)), min_size=1, max_size=9)
joined = st.tuples(words, st.sampled_from(("", " ", "\n", "\n\n"))).map(lambda drawn: drawn[1].join(drawn[0]))
cut = st.tuples(joined, st.integers(0, 400), st.sampled_from(PIECES)).map(
    lambda drawn: drawn[0][: drawn[1]] + drawn[2] + drawn[0][drawn[1] :]
)
bodies = st.one_of(joined, cut)
pages = st.tuples(st.sampled_from(HEADS), bodies).map("".join)


class Unsafe(AssertionError):
    """An input that came through."""


@cache
def _world() -> tuple[Knowledge, Blocks]:
    known = Knowledge(load(PROJECT, today=date.today()))
    return known, Blocks(known, lambda: "page/", lambda: "", directories=True, repository="")


def page(text: str) -> str:
    """What became of a page: 'refused' or 'accepted'; Unsafe where either went wrong."""
    known, blocks = _world()
    problems = check_page(text, "docs/page.md", known.catalog, allowed(known.catalog))
    lines = text.count("\n") + 2
    for problem in problems:
        if not 1 <= problem.line <= lines or not re.search(r"[;:,] ", problem.text) or "Traceback" in problem.text:
            raise Unsafe(f"{problem} is no message")
    read = front_matter.read(unmarked(text))
    try:
        html = page_html(build.fill(known, read.body, blocks.macros()))
    except (RecursionError, ValueError):
        if not problems:
            raise
        return "refused"  # and the check ends the build
    _hold(clean(html), PAGE)
    if not problems:
        _hold(html, PAGE)  # the check alone is enough
    shown = build.finish(known, html, "page/", written=True, directories=True)[0]
    if RESULT in shown or "uid=" in shown:
        raise Unsafe("was evaluated")
    return "refused" if problems else "accepted"


def field(text: str) -> str:
    """What became of a text in a record."""
    html = str(prose(text))
    _hold(html, RECORD)
    try:
        TypeAdapter(Text).validate_python(text)
    except ValidationError:
        return "refused"
    return "refused" if record_faults(text) else "accepted"


def _hold(html: str, elements: Mapping[str, tuple[str, ...]]) -> None:
    """The HTML as a browser's parser reads it has only what is listed."""
    found = [text for element in _elements(html) for text in _wrong(*element, elements)]
    if found:
        raise Unsafe(f"{found[0]} in {html!r}")


def _wrong(tag: str, attributes: Mapping[str, str], elements: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if tag not in elements:
        yield tag
    for name, value in attributes.items():
        if tag in elements and (text := fault(tag, name, value, elements)):
            yield text


def _elements(html: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if element is not tree:
            yield (element.tag if isinstance(element.tag, str) else "comment"), dict(element.attrib)


def run(count: int, start: int, *, stop: bool = False) -> dict[str, int]:
    """`count` inputs from the seed `start`, and what became of them; `stop` raises at the first that went wrong."""
    counts = Counter(tried=0, refused=0, accepted=0, unsafe=0, crashed=0)

    @seed(start)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.one_of(pages, pages, bodies.map(lambda text: ("field", text))))
    def one(drawn: str | tuple[str, str]) -> None:
        counts["tried"] += 1
        try:
            counts[page(drawn) if isinstance(drawn, str) else field(drawn[1])] += 1
        except Exception as error:
            if stop:
                raise
            counts["unsafe" if isinstance(error, Unsafe) else "crashed"] += 1
            print(f"{type(error).__name__}: {str(error)[:400]}\n    {drawn!r}", file=sys.stderr)

    one()
    return dict(counts)

"""Nobody gets in by a page: every way tried is a problem with its line and a cure, and harmless where the check is gone round."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Annotated

import pytest

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.schema.fields import Ref
from macros.pages import front_matter, outline
from macros.pages.calls import Call, Wrong, parse
from macros.pages.checks import check_docs, check_page, record_faults
from macros.pages.markup import PAGE, RECORD, clean, fault, page_html
from macros.pages.renderer import prose
from macros.pages.signatures import Macros, of
from macros.pages.writing import Blocks, allowed
from macros.publish import build as site_build
from tests.builds import build

Problems = Callable[[str], list[str]]
IMPORT = 'cycler.__init__.__globals__.os.system("id")'


@pytest.fixture(scope="module")
def problems(catalog: Catalog) -> Problems:
    """The text of a page → what the check says of it, as 'line: text'."""
    may = allowed(catalog)
    return lambda text: [
        str(problem).removeprefix("page.md:").replace(":", ": ", 1).replace(":  ", ": ")
        for problem in check_page(text, "page.md", catalog, may)
    ]


@pytest.fixture
def rendered(knowledge: Knowledge, tmp_path: Path) -> Callable[[str], str]:
    """The text of a page → the HTML the build makes of it, the check not asked."""
    blocks = Blocks(knowledge, lambda: "page/", lambda: "", directories=True, repository="")

    def render(text: str) -> str:
        path = tmp_path / "page.md"
        path.write_text(text, "utf-8")
        body = front_matter.read(site_build.source(path)).body
        html = page_html(site_build.fill(knowledge, body, blocks.macros()))
        return site_build.finish(knowledge, html, "page/", written=True, directories=True)[0]

    return render


# --- calls

CODE = {
    "a statement": "{% set x = " + IMPORT + " %}",
    "a statement with white space control": "{%- set x = " + IMPORT + " -%}",
    "an expression": "{{ " + IMPORT + " }}",
    "an attribute of a macro": "{{ model.__globals__ }}",
    "a call of a call": '{{ model("qwen3-4b")() }}',
    "a call as an argument": '{{ model(model("qwen3-4b")) }}',
    "a filter": '{{ "id" | attr("x") }}',
    "a filter behind a call": '{{ model("qwen3-4b") | upper }}',
    "a concatenation": '{{ model("qwen3" ~ "-4b") }}',
    "a name as an argument": "{{ model(config) }}",
    "an unpacked argument": "{{ model(*config) }}",
    "the engine's configuration": "{{ config.site_name }}",
    "the plugin's environment": "{{ environment }}",
    "a loop": "{% for x in [1] %}{{ x }}{% endfor %}",
    "an include": '{% include "index.md" %}',
    "an import": '{% import "index.md" as x %}',
    "a raw block": "{% raw %}{{ x }}{% endraw %}",
    "a comment": "{# {{ model('qwen3-4b') }} #}",
    "a heading's id as a comment": "## Title {#id}",
    "an open call": '{{ model("qwen3-4b")',
    "a call over two lines": '{{ model(\n"qwen3-4b") }}',
    "arithmetic": "{{ 7 * 7 }}",
    "a list": "{{ [1] }}",
    "nothing": "{{ }}",
    "braces in an argument": '{{ model("{{ x }}") }}',
    "an escape in an argument": '{{ model("\\x41") }}',
    "an unclosed fence before it": "```\n\ntext {% set x = 1 %}",
    "a tick before it": "` {% set x = 1 %}",
    "an escaped tick before it": "\\`{% set x = 1 %}`",
    "a tick in another paragraph": "`\n\n{% set x = 1 %}\n\n`",
    "an indented block": "text\n\n    {% set x = 1 %}\n",
}


@pytest.mark.parametrize("name", CODE)
def test_what_is_no_plain_call_is_refused_with_its_line(name: str, problems: Problems) -> None:
    found = problems(f"---\ntitle: Page\n---\n# Page\n\n{CODE[name]}\n")
    assert found
    assert all(int(problem.partition(":")[0]) >= 6 for problem in found)
    assert any("{{ name(" in problem or "arguments are" in problem or "put it into the text" in problem for problem in found)


@pytest.mark.parametrize("name", CODE)
def test_where_the_check_is_gone_round_it_stays_text(name: str, rendered: Callable[[str], str]) -> None:
    html = rendered(f"# Page\n\n{CODE[name]}\n")
    shown = _text(html)
    assert "uid=" not in shown and "function" not in shown and "49" not in shown
    assert "{{" in shown or "{%" in shown or "{#" in shown or "{#id}" in CODE[name]  # which Markdown reads as an id


ARGUMENTS = {
    '{{ model("qwen3-4") }}': "model: there is no model 'qwen3-4'; did you mean 'qwen3-4b'?",
    '{{ model(id="qwen3-4") }}': "model: there is no model 'qwen3-4'; did you mean 'qwen3-4b'?",
    "{{ model(7) }}": "model: there is no model '7'",
    '{{ model(ids="qwen3-4b") }}': "model: there is no argument 'ids'; did you mean 'id'?; write {{ model(\"id\") }}",
    '{{ model("qwen3-4b", "gpt-4o") }}': 'model: has arguments that do not fit; write {{ model("id") }}',
    '{{ model("qwen3-4b", id="qwen3-4b") }}': 'model: has arguments that do not fit; write {{ model("id") }}',
    '{{ model(id="qwen3-4b", id="qwen3-4b") }}': "model: an argument is named twice; keep one",
    "{{ model() }}": 'model: name a record, like {{ model("',
    '{{ faq(topic="licences") }}': "faq: there is no faq-topics 'licences'",
    '{{ glossary("a") }}': "glossary: has arguments that do not fit; write {{ glossary() }}",
    '{{ __class__("a") }}': "there is no macro '__class__'",
    '{{ macros("a") }}': "there is no macro 'macros'",
    '{{ view("a") }}': "there is no macro 'view'",
    '{{ model(view="a") }}': "model: there is no argument 'view'",
    '{{ faq("security" "x") }}': "faq: arguments are plain words in quotes, or numbers",
    '{{ faq(topic="security", "x") }}': "faq: arguments are plain words in quotes, or numbers; named ones come last",
}


@pytest.mark.parametrize("call", ARGUMENTS)
def test_a_wrong_argument_is_a_problem_and_no_traceback(call: str, problems: Problems, rendered: Callable[[str], str]) -> None:
    [found] = problems(f"# Page\n\n{call}\n")
    assert found.startswith("3: ") and ARGUMENTS[call] in found
    assert "{{" in _text(rendered(f"# Page\n\n{call}\n"))


def _compare(view: object, *ids: Annotated[str, Ref("model")], rows: str = "", limit: int = 8) -> str:
    raise AssertionError("the check calls nothing")


def test_arguments_are_checked_against_the_function_itself() -> None:
    """A macro of tomorrow: several ids, words and numbers by name."""
    may = Macros({"compare": of(_compare, bound=1)}, lambda kind: {"model": ("a", "b")}[kind])

    def wrong(text: str) -> list[str]:
        return [problem for part in parse(text) if isinstance(part, Call) for problem in may.problems(part)]

    assert wrong('{{ compare("a", "b", rows="license, price", limit=3) }}') == []
    assert wrong('{{ compare("a", "c") }}') == ["compare: there is no model 'c'; write one of a, b"]
    assert wrong('{{ compare("a", limit="3") }}') == ["compare: limit is a number, not '3'"]
    assert wrong('{{ compare("a", rows=3) }}') == ["compare: rows is a text in quotes, not 3"]


@pytest.mark.parametrize(
    "code",
    [
        "`{{ x }}`",
        "`` {% a ` b %} ``",
        "```\n{% set x = 1 %}\n```",
        "~~~~yaml\n{{ x }}\n~~~\n~~~~",
        "- a\n\n    ```\n    {{ x }}\n    ```",
    ],
)
def test_code_shows_braces_and_calls_nothing(code: str, problems: Problems, rendered: Callable[[str], str]) -> None:
    assert problems(f"# Page\n\n{code}\n") == []
    assert "{" in _text(rendered(f"# Page\n\n{code}\n"))


def test_a_call_in_code_is_not_made(problems: Problems, rendered: Callable[[str], str]) -> None:
    text = '# Page\n\n`{{ model("qwen3-4b") }}` and {{ model("qwen3-4b") }}\n'
    assert problems(text) == []
    html = rendered(text)
    assert html.count("models/qwen3-4b/") == 1
    assert '{{ model("qwen3-4b") }}' in _text(html)


@pytest.mark.parametrize(
    "text",
    [
        '[x](u{{ model("qwen3-4b") }})',
        '<div id="{{ model("qwen3-4b") }}"></div>',
        '## About {{ model("qwen3-4b") }}',
        "    {{ glossary() }}",
    ],
)
def test_a_call_has_its_place_in_the_text(text: str, problems: Problems) -> None:
    found = problems(f"# Page\n\nText.\n\n{text}\n")
    assert found and all(problem.startswith("5: ") for problem in found)


def test_the_parts_of_a_page_are_the_page() -> None:
    text = 'a {{ b("c") }} `{{ d }}` {% e %} {{ f(g) }}\n\n```\n{{ h }}\n```\n'
    assert "".join(part if isinstance(part, str) else part.written for part in parse(text)) == text
    assert [type(part) for part in parse(text) if not isinstance(part, str)] == [Call, Wrong, Wrong]


# --- front matter

HEADS = {
    "a switch of the plugin": ("title: x\nrender_macros: true", 3, "render_macros: is not a field"),
    "a switch in quotes": ('title: x\n"render_macros": "true"', 3, "render_macros: is not a field"),
    "a switch given twice": ("title: x\nrender_macros: false\nrender_macros: true", 4, "render_macros: is written twice"),
    "a word that begins like false": ("title: x\nrender_macros: falsehood", 3, "render_macros: is not a field"),
    "a switch in a block": ("title: |\n  x\n  render_macros: false\nrender_macros: true", 5, "render_macros: is not a field"),
    "a template": ("title: x\ntemplate: main.html", 3, "template: is not a field"),
    "an author": ("title: x\nauthor: <script>alert(1)</script>", 3, "author: is not a field"),
    "the mark of a shell": ("title: x\nshell: true", 3, "shell: is not a field"),
    "data for machines": ("title: x\njsonld: </script>", 3, "jsonld: is not a field"),
    "HTML in the title": ("title: <script>alert(1)</script>", 2, "title: holds <"),
    "a quote in the description": ("description: 'x\" onload=\"alert(1)'", 2, 'description: holds "'),
    "braces in the title": ("title: '{{ config }}'", 2, "title: holds {"),
    "braces in the description": ("description: '{% x %}'", 2, "description: holds {"),
    "a key twice": ("title: x\ntitle: y", 3, "title: is written twice"),
    "an alias": ("title: &a x\ndescription: *a", 3, "description: uses an alias"),
    "a tag": ("title: !!python/name:os.system x", 2, "title: uses the tag"),
    "a list as a title": ("title: [x]", 2, "title: is a list; write one plain value"),
    "an unknown part of the theme": ("title: x\nhide: [header]", 3, "hide[1]: 'header' is not one of"),
    "three dots": ("title: x\n...\nrender_macros: true", 3, "ends the front matter early"),
    "three dots and a word": ("title: x\n... # y\nrender_macros: true", 3, "ends the front matter early"),
    "two documents": ("title: x\n--- # y\nrender_macros: true", 3, "ends the front matter early"),
    "no mapping": ("- title", 2, "is not a record"),
    "no YAML": ("title: 'x", 2, "a quote opens here"),
    "a merge": ("title: x\n<<: {render_macros: true}", 3, "<<: merges another mapping"),
}


@pytest.mark.parametrize("name", HEADS)
def test_front_matter_is_read_strictly(name: str, problems: Problems) -> None:
    head, line, text = HEADS[name]
    found = problems(f"---\n{head}\n---\n# Page\n")
    assert any(problem.startswith(f"{line}: ") and text in problem for problem in found), found


@pytest.mark.parametrize("name", HEADS)
def test_what_is_refused_in_front_matter_does_not_reach_the_engine(name: str, tmp_path: Path) -> None:
    from mkdocs.utils.meta import get_data

    path = tmp_path / "page.md"
    path.write_text(f"---\n{HEADS[name][0]}\n---\n# Page\n", "utf-8")
    _, meta = get_data(site_build.source(path))
    assert meta == {"title": "page"}


@pytest.mark.parametrize(
    "text",
    ["render_macros: true\n\n# Page\n", "--- \nrender_macros: true\n---\n# Page\n", "---\r\nrender_macros: true\r\n...\r\n# x\r\n"],
)
def test_front_matter_in_another_spelling_says_nothing_to_the_engine(text: str, tmp_path: Path) -> None:
    from mkdocs.utils.meta import get_data

    path = tmp_path / "page.md"
    path.write_bytes(text.encode())
    assert get_data(site_build.source(path))[1] == {"title": "page"}


@pytest.mark.parametrize("text", ["--- \ntitle: x\n---\n", "---\ntitle: x\n--- \n", "---\ntitle: x\n", "----\ntitle: x\n----\n"])
def test_front_matter_without_its_lines_is_a_problem(text: str, problems: Problems) -> None:
    assert "front matter begins with a line '---'" in problems(text)[0]


def test_check_and_titles_and_engine_read_the_same_front_matter(tmp_path: Path) -> None:
    from macros.pages.titles import titles

    (tmp_path / "a.md").write_text("---\ntitle: 'One: two'\nhide: [toc]\n---\n# Other\n", "utf-8")
    assert titles(tmp_path) == {"a.md": "One: two"}
    assert site_build.source(tmp_path / "a.md") == '---\ntitle: "One: two"\nhide: ["toc"]\n---\n# Other\n'


# --- HTML, links and pictures

HTML = {
    "a script": "<script>alert(1)</script>",
    "a script in a paragraph": "x <script src=a.js></script> y",
    "a script in capitals": "<ScRiPt>alert(1)</sCrIpT>",
    "a script nobody closes": "x <script>alert(1)",
    "a handler": '<div onclick="alert(1)">x</div>',
    "a handler in capitals": '<div OnClick="alert(1)">x</div>',
    "a handler behind a slash": "<img/onerror=alert(1) src=x.png>",
    "a handler without quotes": "<p onmouseover=alert(1)>x</p>",
    "a handler by an attribute list": 'x\n{: onclick="alert(1)" }',
    "a handler by an inline attribute list": '*x*{: onclick="alert(1)" }',
    "a handler on a heading": '## x {: onmouseover="alert(1)" }',
    "a style": "<style>body{display:none}</style>",
    "a style on an element": '<div style="position:fixed">x</div>',
    "a style by an attribute list": 'x\n{: style="position:fixed" }',
    "a frame": '<iframe src="https://example.org"></iframe>',
    "a frame's own page": '<iframe srcdoc="&lt;script&gt;"></iframe>',
    "an object": '<object data="x.swf"></object>',
    "an embed": "<embed src=x.swf>",
    "a refresh": '<meta http-equiv="refresh" content="0;url=https://example.org">',
    "a base": '<base href="https://example.org/">',
    "a link element": '<link rel="stylesheet" href="x.css">',
    "a form": '<form action="https://example.org"><input name="x"></form>',
    "a button": '<button formaction="https://example.org">x</button>',
    "a drawing": '<svg onload="alert(1)"><use href="x.svg#a"/></svg>',
    "mathematics": '<math href="javascript:alert(1)">x</math>',
    "a template": "<template><script>alert(1)</script></template>",
    "plain text": "<plaintext>",
    "a title": "<title>x</title>",
    "a comment": "x <!-- y --> z",
    "a comment that closes early": "<!--><script>alert(1)</script>-->",
    "a declaration": "<!DOCTYPE x>",
    "a processing instruction": "<?php x ?>",
    "a character section": "<![CDATA[<script>alert(1)</script>]]>",
    "a section nobody knows": "<div><![CDAT[x</div>",
    "a video": '<video src="x.mp4" autoplay></video>',
    "details": "<details open><summary>x</summary>y</details>",
    "an element of its own": "<x-app>y</x-app>",
    "the theme's data": '<div data-md-component="search">x</div>',
    "the theme's id": '<div id="__config">{}</div>',
    "the theme's id by an attribute list": "x\n{: #__config }",
    "the theme's id by a heading": "## __config",
    "the theme's class": '<div class="md-overlay">x</div>',
    "a target": '<a href="a.md" target="_blank">x</a>',
    "Markdown inside HTML": '<div markdown onclick="alert(1)">\n\n*x*\n\n</div>',
    "an element that is not closed": "<div>\n\nx",
}  # fmt: skip
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#115;cript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "DATA:text/html;base64,x",
    "file:///etc/passwd",
    "blob:x",
    "ftp://example.org",
    "mailto:a@example.org",
    "//example.org/x",
    "/\\example.org/x",
    "\\\\example.org/x",
    "/etc/passwd",
    "https:example.org",
    "https:\\\\example.org",
    "http:/example.org",
    "https://user@example.org/",
    "view-source:https://example.org",
)
HIDDEN = ("java\tscript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)", " javascript:alert(1)", "java\x00script:x")


@pytest.mark.parametrize("name", HTML)
def test_html_that_does_not_belong_is_refused_with_its_line(name: str, problems: Problems, rendered: Callable[[str], str]) -> None:
    text = f"---\ntitle: Page\n---\n# Page\n\nText.\n\n{HTML[name]}\n"
    found = problems(text)
    assert found, page_html(text)
    assert all(8 <= int(problem.partition(":")[0]) <= 8 + HTML[name].count("\n") + 1 and "; " in problem for problem in found), (
        found
    )
    assert _unsafe(rendered(text), PAGE) == []


@pytest.mark.parametrize(
    "form", ["[x]({})", "[x](<{}>)", "[x][a]\n\n[a]: {}", '<a href="{}">x</a>', "<{}>", "![x]({})", '<img src="{}" alt="">']
)
@pytest.mark.parametrize("address", [*ADDRESSES, *HIDDEN])
def test_an_address_that_leads_astray_is_refused(
    form: str, address: str, problems: Problems, rendered: Callable[[str], str]
) -> None:
    text = "# Page\n\n" + form.replace("{}", address) + "\n"
    html = rendered(text)
    assert _unsafe(html, PAGE) == []
    if _unsafe(page_html(text), PAGE):  # else Markdown made no link of it, or another one
        assert problems(text)


@pytest.mark.parametrize(
    "address", ["https://example.org/x.png", "http://example.org/x.png", "x.html", "x.js", "x.png?y", "x.png#y"]
)
def test_a_picture_is_a_file_of_ours(address: str, problems: Problems) -> None:
    assert any("picture" in problem for problem in problems(f"# Page\n\n![x]({address})\n"))


@pytest.mark.parametrize(
    "text",
    [
        "[x](a.md)",
        '``` {.python onclick="alert(1)"}\nx\n```',
        "[x](../a/b.md#c)",
        "[x](#c)",
        "[x](https://example.org/a?b=c#d)",
        "[x](http://example.org)",
        "<https://example.org>",
        "![x](a.png)",
        "*a* **b** `c`",
        "- a\n- b\n\n3. c",
        "> a",
        "| a | b |\n| --- | ---: |\n| c | d |",
        "!!! note\n    a",
        "a[^1]\n\n[^1]: b",
        "Term\n:   Meaning",
        '<div class="atlas-doors" markdown>\n\n*a*\n\n</div>',
        "# T {: #own }",
        "```python\nx = 1\n```",
        "a < b & c",
    ],
)
def test_ordinary_markdown_is_welcome(text: str, problems: Problems) -> None:
    assert problems(f"---\ntitle: Page\n---\n\n{text}\n") == []


@pytest.mark.parametrize(
    "letter", ["\x00", "\x08", "\x0b", "\x7f", "\x85", "\u200b", "\u202e", "\u2066", "\ufeff", "\ue000", "\ue001", "\u2028", "\t"]
)
def test_a_letter_nobody_sees_is_refused(letter: str, problems: Problems) -> None:
    assert any(f"holds U+{ord(letter):04X}" in problem for problem in problems(f"# Page\n\na{letter}b\n"))


def test_a_forged_place_is_filled_with_nothing(rendered: Callable[[str], str]) -> None:
    assert _text(rendered("# Page\n\na\ue000" + "0" * 64 + "\ue001b\n")).endswith("a" + "0" * 64 + "b")


def test_what_nobody_could_read_is_a_problem_and_no_traceback(problems: Problems) -> None:
    assert "nested too deep" in problems("\n".join("    " * depth + "- x" for depth in range(300)))[0]
    assert problems("---\ntitle: The next page is read as ever\n---\n# Page\n\n{: .atlas-x }\n") == []


# --- Markdown in records

FIELDS = {
    **{address: f"[x]({address})" for address in ADDRESSES},
    **{f"in brackets, {address!r}": f"[x](<{address}>)" for address in (*ADDRESSES, *HIDDEN)},
    "a title that breaks out": '[x](https://example.org "a\\" onmouseover=\\"alert(1)")',
    "a title in apostrophes": "[x](https://example.org 'a\" onmouseover=\"alert(1)')",
    "any title": '[x](https://example.org "a")',
    "a picture": "![x](https://example.org/x.png)",
    "a picture of ours": "![x](x.png)",
    "a picture in a link": "[![x](x.png)](https://example.org)",
    "a page of ours": "[x](../models/index.md)",
    "a place on the page": "[x](#y)",
    "an address said below": "[x][a]\n\n[a]: javascript:alert(1)",
    "an address said below, with a title": '[x][a]\n\n[a]: https://example.org "a\\" onclick=\\"x"',
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_link_in_a_record_leads_to_the_web_or_is_refused(name: str) -> None:
    html = str(prose(FIELDS[name]))
    assert _unsafe(html, RECORD) == []
    assert record_faults(FIELDS[name]) or "<a" not in html


@pytest.mark.parametrize(
    "text", ["- " * 2900 + "x", "> " * 2900 + "x", "* " * 40 + "x", "1. " * 30 + "x", "# Heading", "a\n***\nb", "a\n---"]
)
def test_what_a_record_has_no_place_for_is_told(text: str) -> None:
    assert record_faults(text)
    assert _unsafe(str(prose(text)), RECORD) == []
    assert prose("*a*") == "<p><em>a</em></p>"


def test_a_safe_link_in_a_record_stays() -> None:
    text = "See [the text](https://example.org/a?b=c) and **this**.\n\n1. one\n2. two\n"
    assert record_faults(text) == []
    assert '<a href="https://example.org/a?b=c">the text</a>' in prose(text)


def test_a_bad_link_in_a_record_is_told_with_file_line_and_field(copy_tiny: Callable[[], Path]) -> None:
    from macros.facts.problems import DataError

    project = copy_tiny()
    path = project / "data" / "terms" / "weights.yml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join([*(line for line in lines if not line.startswith("more:")), "more: '[x](javascript:alert(1))'"]) + "\n", "utf-8"
    )
    with pytest.raises(DataError) as caught:
        site_build.check(project, project / "docs")
    [problem] = caught.value.problems
    assert str(problem).startswith(f"data/terms/weights.yml:{len(path.read_text('utf-8').splitlines())}: more: href=")
    assert "write https://" in str(problem)


def test_every_markdown_field_stands_at_the_top_of_a_record() -> None:
    """`markdown_texts` looks there and nowhere else."""
    from macros.facts.annotations import marks
    from macros.facts.records import markdown_texts
    from macros.facts.schema.fields import Prose
    from macros.facts.schema.kinds import KINDS

    assert markdown_texts
    for kind in KINDS:
        for name, field in kind.type.model_fields.items():
            top = bool(marks(Prose, field.annotation, field.metadata))
            assert top == ("Prose" in repr(field)), f"{kind.name}.{name}"


# --- time

CROWDED = {"[": 40_000, "[[]": 13_000, "![x](": 9_000, "[a][": 10_000, '{{ model("a") }} ': 2_500}


@pytest.mark.parametrize("piece", CROWDED)
def test_a_page_cannot_keep_the_build_busy(piece: str, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markdown is not asked for what would cost it minutes, and a page is not told more than anybody reads."""
    asked: list[int] = []
    monkeypatch.setattr("macros.pages.checks.page_html", lambda text: asked.append(text.count("[")) or "")
    found = check_page(f"---\ntitle: Page\n---\n# Page\n\n{piece * CROWDED[piece]}\n", "page.md", catalog, allowed(catalog))
    assert 1 <= len(found) <= 100
    assert max(asked, default=0) <= 400


def test_a_field_cannot_keep_the_build_busy() -> None:
    assert record_faults("[" * 6000) == ["has a paragraph with more than 400 signs '['; part it"]
    assert record_faults("[x](https://example.org/) " * 200) == []


# --- files

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
FILES: dict[str, tuple[str, bytes]] = {
    "a page in HTML": ("x.html", b"<script>alert(1)</script>"),
    "a script": ("models/x.js", b"alert(1)"),
    "a script in a folder of the assets": ("assets/x/y.js", b"alert(1)"),
    "a style": ("x.css", b"a{}"),
    "a program": ("x.exe", b"MZ"),
    "a page under another name": ("x.markdown", b"# x"),
    "another page under another name": ("x.mkd", b"# x"),
    "a drawing outside the assets": ("understand/x.svg", b"<svg/>"),
    "a drawing with a script": ("assets/x.svg", b"<svg><script>alert(1)</script></svg>"),
    "a drawing with a handler": ("assets/x.svg", b'<svg onload="alert(1)"/>'),
    "a drawing that loads": ("assets/x.svg", b'<svg><path xlink:href="https://example.org"/></svg>'),
    "a drawing with a foreign object": ("assets/x.svg", b"<svg><foreignObject/></svg>"),
    "a drawing with an entity": ("assets/x.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'),
    "a drawing with a section nobody knows": ("assets/x.svg", b"<svg><![x[y"),
    "a drawing with a style": ("assets/x.svg", b"<svg><style>@import 'x'</style></svg>"),
    "a drawing with a style sheet": ("assets/x.svg", b'<?xml-stylesheet href="x.xsl"?><svg/>'),
    "a drawing in letters a browser reads and the check did not": (
        "assets/x.svg",
        SVG.format("<script>x</script>").encode("utf-16"),
    ),
    "a drawing that says it is in such letters": (
        "assets/x.svg",
        b'<?xml version="1.0" encoding="utf-16"?>' + SVG.format("").encode(),
    ),
    "a drawing with an escape into other letters": (
        "assets/x.svg",
        b'<?xml version="1.0" encoding="ISO-2022-JP"?>' + SVG.format("").encode(),
    ),
    "a drawing with a script in its title": ("assets/x.svg", SVG.format("<title><script>x</script></title>").encode()),
    "a drawing with an element of a page": (
        "assets/x.svg",
        SVG.format('<title xmlns="http://www.w3.org/1999/xhtml">x</title>').encode(),
    ),
    "a drawing that loads by another word": ("assets/x.svg", SVG.format("<path fill=\"image-set('//x.example/y' 1x)\"/>").encode()),
    "a drawing that does not close": ("assets/x.svg", b"<svg><path></svg>"),
    "HTML named a picture": ("x.png", b"<script>alert(1)</script>"),
    "a picture of another kind": ("x.jpg", b"\x89PNG\r\n\x1a\n"),
    "no ending": ("CNAME", b"example.org"),
    "a hidden folder's page": (".github/x.html", b"x"),
    "a page in a hidden folder further down": ("understand/.hidden/x.html", b"x"),
    "a manifest": ("x.json", b"{}"),
    "a template in the theme's folder": (".overrides/x.js", b"alert(1)"),
    "a capital ending": ("x.HTML", b"x"),
    "a page without an end": ("x.md", b"a" * 200_000),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_may_not_stand_in_docs_is_refused(name: str, tmp_path: Path, catalog: Catalog) -> None:
    where, content = FILES[name]
    path = tmp_path / "docs" / where
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    found = [str(problem) for problem in check_docs(tmp_path / "docs", tmp_path, catalog, allowed(catalog))]
    if where.startswith(".github"):  # the engine leaves hidden files out
        assert found == []
    else:
        assert found and all(problem.startswith(f"docs/{where}:1: ") for problem in found)


@pytest.mark.parametrize("where", ["x.md", "x.png", "folder", ".hidden", "understand/x.md"])
def test_a_link_out_of_docs_is_refused(where: str, tmp_path: Path, catalog: Catalog) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "x.md").write_text("# secret\n", "utf-8")
    path = tmp_path / "docs" / where
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "secret" / ("" if where == "folder" else "x.md"))
    found = [str(problem) for problem in check_docs(tmp_path / "docs", tmp_path, catalog, allowed(catalog))]
    assert found == [f"docs/{where}:1: is a link; copy the file, links out of docs/ are not followed"]


def test_a_page_that_is_not_utf8_is_a_problem_and_no_traceback(tmp_path: Path, catalog: Catalog) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "x.md").write_bytes(b"# Page\n\n\xff\n")
    found = [str(problem) for problem in check_docs(tmp_path / "docs", tmp_path, catalog, allowed(catalog))]
    assert found == [
        "docs/x.md:3: holds U+FFFD REPLACEMENT CHARACTER, which stands where a letter was lost; delete it or write what you see"
    ]


# --- the whole way

COMMAND = 'cycler.__init__.__globals__.os.system("touch {}")'


def test_a_build_runs_no_command_of_a_page_even_without_the_check(project: Path, tmp_path: Path) -> None:
    """The tiny project with hostile pages, built by the engine itself, the check switched off."""
    copy, ran = tmp_path / "project", tmp_path / "ran"
    shutil.copytree(
        project, copy, ignore=shutil.ignore_patterns(".git", ".venv", "site", "dist", ".cache", "tests", "data", "__pycache__")
    )
    shutil.copytree(project / "tests" / "data" / "data", copy / "data")
    for folder in ("vocabulary", "attributes"):
        if (project / "data" / folder).is_dir():
            shutil.copytree(project / "data" / folder, copy / "data" / folder)
    shutil.rmtree(copy / "docs" / "understand")
    for page in (copy / "docs").rglob("*.md"):
        page.write_text("---\ntitle: x\n---\n# x\n", "utf-8")
    command = COMMAND.format(ran)
    for number, head in enumerate(
        ["render_macros: true", "render_macros: true\ntemplate: x.html", "render_macros: falsehood\n..."]
    ):
        text = f"---\n{head}\n---\n# x\n\n{{% set x = {command} %}}\n\n{{{{ {command} }}}}\n\n<script>alert(1)</script>\n"
        (copy / "docs" / f"evil-{number}.md").write_text(text, "utf-8")
    (copy / "docs" / "evil-3.md").write_text(f"render_macros: true\n\n{{% set x = {command} %}}\n", "utf-8")
    module = copy / "macros" / "publish" / "build.py"
    module.write_text(module.read_text("utf-8") + "\njudge = lambda *given: None\n", "utf-8")
    config = (copy / "mkdocs.yml").read_text("utf-8")
    (copy / "mkdocs.yml").write_text(config.partition("\nnav:")[0] + "\n", "utf-8")
    done = build(copy, tmp_path / "out", extra=("--no-strict",))
    assert done.returncode == 0, done.stderr[-2000:]
    assert not ran.exists()
    for number in range(4):
        html = (tmp_path / "out" / f"evil-{number}" / "index.html").read_text("utf-8")
        assert "{% set x =" in html and "alert(1)" not in html


def test_the_check_stops_the_build_before_anything_runs(project: Path, tmp_path: Path, catalog: Catalog) -> None:
    (tmp_path / "docs").mkdir()
    ran = tmp_path / "ran"
    (tmp_path / "docs" / "x.md").write_text("# x\n\n{% set x = " + COMMAND.format(ran) + " %}\n", "utf-8")
    found = [str(problem) for problem in check_docs(tmp_path / "docs", tmp_path, catalog, allowed(catalog))]
    assert len(found) == 1 and found[0].startswith("docs/x.md:3: is not a macro call")
    assert not os.path.lexists(ran)


class _Elements(HTMLParser):
    """Every start of an element, and the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, attributes))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _read(html: str) -> _Elements:
    reader = _Elements()
    reader.feed(html)
    reader.close()
    return reader


def _text(html: str) -> str:
    return "".join(_read(html).text)


def _unsafe(html: str, elements: dict[str, tuple[str, ...]]) -> list[str]:
    """What a reader of the HTML finds that the list does not have; the build's own scroller and glossary links apart."""
    found = []
    for tag, attributes in _read(html).elements:
        values = dict(attributes)
        ours = values.get("class") in ("atlas-scroll", "atlas-term") or tag in ("section",)
        if tag not in elements and not ours:
            found.append(tag)
        elif not ours:
            found += [text for name, value in attributes if (text := fault(tag, name, value or "", elements))]
    return found


def test_clean_keeps_nothing_that_fault_refuses() -> None:
    assert clean('<a href="javascript:x" onclick="y" class="md-x">z</a><script>q</script>') == "<a>z</a>"


def test_a_link_to_a_page_made_from_a_record_is_told_to_be_a_macro() -> None:
    """MkDocs does not know such a page and stops the build."""
    text = "[Alpha](../models/alpha.md)"
    [(line, said)] = outline.faults(text, "understand/x.md", {"understand/x.md"}, (), {"models/alpha.md"})
    assert line == 1 and "macro of its kind" in said

"""What is taken out of HTML is what a browser puts in again: it makes the same page of both."""

from __future__ import annotations

import html5lib
import pytest
from jinja2 import Environment

from macros.pages.terse import sparing, terse, value


def tree(html: str) -> str:
    """A page as a browser reads it; white space at the end of a cell or an item is none."""
    text = html5lib.serialize(html5lib.parseFragment(html), omit_optional_tags=False, quote_attr_values="always")
    return " ".join(text.split()).replace(" </", "</").replace("> <", "><").replace(" <p>", "<p>")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ('<ul class="a b">\n<li>One</li>\n<li class="c">Two</li>\n</ul>', '<ul class="a b"><li>One<li class=c>Two</ul>'),
        ("<ul><li>One<ol><li>Deep</li></ol></li></ul>after", "<ul><li>One<ol><li>Deep</ol></ul>after"),
        (
            '<table><thead><tr><th scope="row">A</th></tr></thead>\n<tbody><tr><td>1</td></tr></tbody>\n</table>',
            "<table><thead><tr><th scope=row>A<tbody><tr><td>1</table>",
        ),
        ("<table><tbody><tr><td>1</td></tr></tbody><tbody></tbody></table>", "<table><tbody><tr><td>1</tbody><tbody></table>"),
        ('<a href="../" rel="edit" title="Open it">x</a>', '<a href=../ rel=edit title="Open it">x</a>'),
        ('<a href="../?a=b" title="it\'s">x</a>', '<a href="../?a=b" title="it\'s">x</a>'),
        ('<input type="checkbox" class="" checked><i role="img"/>', '<input type=checkbox class="" checked><i role="img"/>'),
        ("<div><p>a</p>\n<p>b</p>\n</div>", "<div><p>a<p>b</div>"),
        ("<div><p>a</p>b<p>c</p> <b>d</b></div>", "<div><p>a</p>b<p>c</p> <b>d</b></div>"),
        ("<p>a</p><dl><dt>b</dt><dd>c</dd></dl>", "<p>a<dl><dt>b</dt><dd>c</dd></dl>"),
        ("<p>one\ntwo\n<b>three</b>\n</p>", "<p>one\ntwo\n<b>three</b></p>"),
    ],
)
def test_a_browser_makes_the_same_of_it(written: str, sent: str) -> None:
    assert terse(written) == sent
    assert tree(written) == tree(sent)


@pytest.mark.parametrize("part", ['<td class="part--', '" data-sort="', ' title="Two words">', 'say "class" or class = "x"'])
def test_a_part_of_a_template_between_two_values_keeps_what_it_needs(part: str) -> None:
    assert terse(part) == part


@pytest.mark.parametrize(
    "text", ["plain", "a/b/#c", "", "two words", 'say "so"', "it's", "a=b", "<b>", "x>y", "`", "a&b", "tab\there", "+"]
)
def test_a_value_has_quotes_where_it_needs_them(text: str) -> None:
    [link] = html5lib.parseFragment(f"<a title={value(text)} class=b>x</a>", namespaceHTMLElements=False)
    assert link.attrib == {"title": text, "class": "b"} and link.text == "x"


def test_a_template_asks_for_quotes_where_a_value_needs_them() -> None:
    written = '<a id="x" href="#{{ place }}" title="{{ title }}" rel="{{ a }}-b">{{ "text" }}</a>'
    environment = Environment(autoescape=True)
    environment.filters["value"] = value
    said = environment.from_string(sparing(written)).render(place="here", title="Two words", a="a", text="x")
    assert said == '<a id="x" href=#here title="Two words" rel="a-b">text</a>'

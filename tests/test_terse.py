"""What is taken out of HTML is what a browser puts in again: it makes the same page of both."""

from __future__ import annotations

import html5lib
import pytest

from macros.pages.terse import terse


def tree(html: str) -> str:
    """A page as a browser reads it; white space at the end of a cell or an item is none."""
    text = html5lib.serialize(html5lib.parseFragment(html), omit_optional_tags=False, quote_attr_values="always")
    return " ".join(text.split()).replace(" </", "</").replace("> <", "><")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ('<ul class="a b">\n<li>One</li>\n<li class="c">Two</li>\n</ul>', '<ul class="a b">\n<li>One\n<li class=c>Two\n</ul>'),
        ("<ul><li>One<ol><li>Deep</li></ol></li></ul>after", "<ul><li>One<ol><li>Deep</ol></ul>after"),
        (
            '<table><thead><tr><th scope="row">A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
            "<table><thead><tr><th scope=row>A</thead><tbody><tr><td>1</tbody></table>",
        ),
        ('<a href="../" rel="edit" title="Open">x</a>', '<a href="../" rel=edit title="Open">x</a>'),
        ('<input type="checkbox" class="" checked><i role="img"/>', '<input type=checkbox class="" checked><i role="img"/>'),
        ("<p>a</p><dl><dt>b</dt><dd>c</dd></dl>", "<p>a</p><dl><dt>b</dt><dd>c</dd></dl>"),
    ],
)
def test_a_browser_makes_the_same_of_it(written: str, sent: str) -> None:
    assert terse(written) == sent
    assert tree(written) == tree(sent)


@pytest.mark.parametrize("part", ['<td class="part--', '" data-sort="1">', ' title="Two words">', 'say "class" or class = "x"'])
def test_a_part_of_a_template_between_two_values_keeps_what_it_needs(part: str) -> None:
    assert terse(part) == part

"""What macros draw goes round Markdown and comes back whole, with the places one can link to in it."""

from __future__ import annotations

import markdown
from markupsafe import Markup

from macros.pages.held import CLOSE, OPEN, Held


def test_what_is_held_comes_back_unread_by_markdown():
    held = Held()
    ready = '<p id="a">*not* emphasis</p>\n\n<p id="b">    no code</p>'
    html = markdown.markdown(f"# Before\n\n{held.hold(ready)}\n\n*after*", extensions=["md_in_html", "attr_list"])
    released, ids = held.release(html)
    assert released == f"<h1>Before</h1>\n{ready}\n<p><em>after</em></p>"
    assert ids == {"a", "b"}


def test_the_same_text_has_the_same_place_whoever_asks():
    assert Held().hold("<b>x</b>") == Held().hold("<b>x</b>") != Held().hold("<b>y</b>")


def test_a_link_alone_in_its_paragraph_stays_in_one():
    held = Held()
    released, _ = held.release(markdown.markdown(held.hold('<a href="x">x</a>')))
    assert released == '<p><a href="x">x</a></p>'


def test_a_sentence_that_begins_with_what_is_held_stays_in_its_paragraph():
    held = Held()
    released, _ = held.release(markdown.markdown(held.hold(Markup('<a href="x">x</a>')) + " leads."))
    assert released == '<p><a href="x">x</a> leads.</p>'


def test_a_place_nobody_made_is_filled_with_nothing():
    assert Held().release(f"<p>{OPEN}{'0' * 64}{CLOSE}</p>") == ("", set())

"""A seeded short run of tests/fuzz_records.py; the long one is `make fuzz`."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.facts.schema.kinds import KINDS
from tests import fuzz_records
from tests.fuzz_records import Input, Target, markup, strict, table


def test_a_record_is_refused_or_harmless() -> None:
    counts = fuzz_records.run(80, 1, stop=True)
    assert counts["unsafe"] == counts["crashed"] == 0
    assert min(counts["refused"], counts["accepted"]) > 2  # both outcomes are tried; one in ten is accepted


WORDS = ("caveat", "say_instead", "short", "definition", "note", "about", "terms", "name", "title")
REACHED = {kind.name: name for kind in KINDS for name in reversed(WORDS) if name in kind.type.model_fields}


def test_every_kind_of_words_is_reached_by_plain_words(tmp_path: Path) -> None:
    """Else all that is refused would prove nothing."""
    assert {kind.name for kind in KINDS} - REACHED.keys() <= {"search", "week"}
    target = Target(tmp_path)
    for kind, name in REACHED.items():
        target.taken(Input(kind, (name,), "Plain words of a test, which end."))


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick=x>", "<p style=color:red>", "<marquee>", "<iframe>", "<script>alert(1)</script>", "<img src=x>",
        "<base href=/>", "<a href=javascript:x>", "<a href='java\tscript:x'>", "<a href=' data:x'>", "<a href=//evil.example>",
        "<a href=/\\evil>", "<svg><a xlink:href=javascript:x>", '<script type="application/ld+json">{"a": NaN}</script>',
    ],
)  # fmt: skip
def test_what_is_no_markup_of_ours_is_found(html: str) -> None:
    assert list(markup(html))


def test_what_is_ours_passes() -> None:
    html = '<p class=x id=y>a <a href="../b/#c" title=d>e</a> <a href="https://example.org/">f</a></p><table><tr><td>1</table>'
    assert list(markup(html)) == []


def test_what_is_no_json_and_no_plain_cell_is_found() -> None:
    assert list(strict('{"a": Infinity}')) and list(strict("{")) and not list(strict('{"a": 1.5}'))
    assert list(table("id,a\nx,=1\n")) and list(table('id,a\nx," ＝1"\n')) and not list(table("id,a\nx,-1.5\n"))

"""A seeded short run of tests/fuzz_pages.py; the long one is `python -m tests.fuzz pages`."""

from __future__ import annotations

import pytest

from tests import fuzz_pages


def test_a_page_or_a_field_is_refused_or_safe() -> None:
    counts = fuzz_pages.run(250, 1, stop=True)
    assert counts["tried"] >= 250
    assert counts["unsafe"] == counts["crashed"] == 0
    assert min(counts["refused"], counts["accepted"]) > 20  # both outcomes are tried


@pytest.mark.parametrize("piece", fuzz_pages.PIECES)
def test_each_piece_by_itself(piece: str) -> None:
    assert fuzz_pages.page(f"# Page\n\n{piece}\n") in ("refused", "accepted")
    assert fuzz_pages.field(piece) in ("refused", "accepted")

"""A page and an expression in, back when it is true: asked from outside, since a strict policy lets no page evaluate text."""

from __future__ import annotations

from playwright.sync_api import Page

PATIENCE = 30_000  # milliseconds: machines are busy
PAUSE = 50


def wait_until(page: Page, expression: str) -> None:
    """AssertionError with the expression when it does not become true."""
    for _ in range(PATIENCE // PAUSE):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(PAUSE)
    raise AssertionError(f"never true: {expression}")

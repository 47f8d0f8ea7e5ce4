"""What a test does to a page: write into a field, wait. Asked from outside, since a strict policy evaluates no text."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

PATIENCE = 30_000  # milliseconds: machines are busy
PAUSE = 50


def wait_until(page: Page, expression: str) -> None:
    """AssertionError with the expression when it does not become true."""
    for _ in range(PATIENCE // PAUSE):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(PAUSE)
    raise AssertionError(f"never true: {expression}")


def write(field: Locator, text: str) -> None:
    """As a person does it: go there, mark what stands in it, type."""
    field.focus()
    field.press("ControlOrMeta+a")
    field.press("Delete")
    field.press_sequentially(text)

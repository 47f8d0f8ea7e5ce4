"""After how many days what was read is shown as old. A price ages by the month, words of ours by the season, a text by the year."""

from __future__ import annotations

from datetime import date

from macros.facts.schema.license import License

PRICE = 45
WORDS = 180  # a claim, an answer of the FAQ
TEXT, SERVICE = 365, 90  # a license; the terms of a service, which its provider may change


def of_license(license: License) -> int:
    """The days after which somebody should read the text again."""
    return SERVICE if license.category == "proprietary-api-terms" else TEXT


def days(read: str, today: date) -> int:
    """How long ago a day was."""
    return (today - date.fromisoformat(read)).days

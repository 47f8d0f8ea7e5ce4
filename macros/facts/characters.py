"""A text or a file name in, what must not stand in it out: one list for records, for pages and for addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

MAX_NAME = 80  # of an id

# what has no picture of its own, although Unicode files some of it under letters and marks
_BLANK = (
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF),
)  # fmt: skip
_HIDDEN = {
    "Cc": "is a control character",
    "Cf": "is invisible or turns the direction of writing",
    "Cn": "is no character",
    "Co": "is a private character, which looks different everywhere",
    "Cs": "is half a character",
    "Zl": "is a hidden line break",
    "Zp": "is a hidden line break",
    "Zs": "is a space that looks like another",
}
# all but what nearly every text consists of, and the spaces where no line may break, which are typography
_ODD = re.compile(r"[^\n\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f]")
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_UNPORTABLE = re.compile(r"[^A-Za-z0-9._-]")


def hidden(text: str) -> Iterator[tuple[int, str]]:
    """(offset, what is wrong) of each character that a reader cannot see or that deceives; a line feed is none."""
    for found in _ODD.finditer(text):
        letter = found.group()
        if why := _why(letter):
            name = " ".join((f"U+{ord(letter):04X}", unicodedata.name(letter, ""))).strip()
            yield found.start(), f"holds {name}, which {why}; delete it or write what you see"


def unportable(name: str, most: int = MAX_NAME) -> str:
    """Why a file of this name cannot be kept on every system, with the way out; an empty string if it can."""
    if _DEVICE.match(name):
        return f"'{name}' is the name of a device on Windows, where no file can have it; add a word"
    if len(name) > most:
        return f"'{name[:20]}…' is {len(name)} characters long; {most} at most"
    if name != name.strip(".") or not name:
        return f"'{name}' begins or ends with a dot; delete it"
    if found := _UNPORTABLE.search(name):
        return f"'{name}' holds {found.group()!r}; use letters without accents, digits, dots, hyphens and underscores"
    return ""


def same(text: str) -> str:
    """Equal for two names that a reader takes for one: capitals, width and spaces aside."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def _why(letter: str) -> str:
    if letter == "\ufffd":
        return "stands where a letter was lost"
    if any(first <= ord(letter) <= last for first, last in _BLANK):
        return "is invisible"
    return _HIDDEN.get(unicodedata.category(letter), "")

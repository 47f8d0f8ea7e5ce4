"""A value as people write it in, as a record has it out, where one thing can be meant: messages name it, `--fix` writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import datetime
from decimal import Decimal

# what people write instead, and what can be mended without a question
_LOOSE_COUNT = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(?P<unit>[kmbt]|thousand|million|billion|trillion)?"
    r"(?:\s*(?:params|parameters|tokens))?",
    re.IGNORECASE,
)
_LOOSE_TOKENS = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(?P<unit>[km])?(?:\s*tokens)?", re.IGNORECASE)
_NUMBER = re.compile(r"[+]?(-?\d{1,3}(?:[,_' ]\d{3})+|-?\d+)(\.\d+)? ?%?")
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_LOOSE_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SPOKEN = ("%B %d %Y", "%d %B %Y", "%b %d %Y", "%d %b %Y", "%B %Y", "%b %Y", "%Y %B %d", "%Y %B")
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_AROUND = {"“": "”", "‘": "’", "„": "“", "«": "»"}


def count_of(value: str) -> str | None:
    """'7b', '7 billion', '7B params' → '7B'; '1,500,000' → '1500000'; None where nobody can say what was meant."""
    found = _LOOSE_COUNT.fullmatch(value.strip())
    if not found:
        return None
    unit = (found.group("unit") or "")[:1].upper()
    return found.group("number").replace(",", "") + unit


def tokens_of(value: str) -> tuple[str, ...]:
    """'131,072' → ('131072',); '128k' → ('128000', '131072'), of which the maker knows which; () where nobody can say."""
    if not (found := _LOOSE_TOKENS.fullmatch(value.strip())):
        return ()
    number = Decimal(found.group("number").replace(",", ""))
    scale = {"k": (1000, 1024), "m": (10**6, 1024**2)}.get((found.group("unit") or "").lower(), (1,))
    return tuple(str(int(number * by)) for by in scale)


def day(value: str) -> str | None:
    """'2024/7/3', 'July 3, 2024', '23.07.2024' → a date; nothing for '03/07/2024', which is two days in two countries."""
    if _ISO.fullmatch(value):
        return None
    if found := _LOOSE_ISO.fullmatch(value):
        return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])
    if found := _DAY_FIRST.fullmatch(value):
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second or first == second:
            return f"{found[3]}-{second:02}-{first:02}"
        return f"{found[3]}-{first:02}-{second:02}" if second > 12 >= first else None
    words = " ".join(re.sub(r"(?<=\d)(st|nd|rd|th)\b|[,.]", " ", value).split())
    for form in _SPOKEN:
        try:
            read = datetime.strptime(words, form)
        except ValueError:
            continue
        return read.strftime("%Y-%m-%d" if "%d" in form else "%Y-%m")
    return None


def days(value: str) -> tuple[str, ...]:
    """'03/05/2024' → the two days it is in two countries."""
    found = _DAY_FIRST.fullmatch(value)
    if not found or not (1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 12):
        return ()
    first, second = int(found[1]), int(found[2])
    return (f"{found[3]}-{first:02}-{second:02}", f"{found[3]}-{second:02}-{first:02}")


def pointed(value: str) -> str | None:
    """'61,5' → '61.5': what a message may propose; a mend does not decide it."""
    return value.replace(",", ".") if re.fullmatch(r"-?\d{1,3},\d{1,2}", value) else None


_MEASURED = re.compile(
    r"[$]?(-?\d+(?:\.\d+)?) ?(?:GB/s|GB|W|watts?|layers?|heads?|experts?|bits?|tokens?|points?|dollars|USD|[$])", re.IGNORECASE
)
_POWER = re.compile(r"(\d+(?:\.\d+)?) ?[x×*·] ?10\^?(\d+)(?: ?[A-Za-z/]+)?")


def measured(value: str) -> str | None:
    """'24 GB', '$0.31', '48 layers' → '24', '0.31', '48'; '1.92 x 10^21' → '1.92e21': what a message may propose."""
    if found := _POWER.fullmatch(value):
        return f"{found[1]}e{found[2]}"
    found = _MEASURED.fullmatch(value) or re.fullmatch(r"[$](\d+(?:\.\d+)?)", value)
    return found[1] if found else None


def one_of(value: str) -> str | None:
    """'2017-11 to 2017-12' → '2017-12', 'spring 2026' → '2026': the last date that is written out."""
    found = re.findall(r"\b(?:19|20)\d\d(?:-\d\d){0,2}\b", value)
    return found[-1] if found and not re.search(r"\d[/.]\d", value) else None


def scaled(value: str) -> str | None:
    """'1 million' → '1000000'."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?(thousand|million|billion|k|m|b)", value, re.IGNORECASE)
    scale = {"k": 10**3, "t": 10**3, "m": 10**6, "b": 10**9}
    return str(int(Decimal(found[1]) * scale[found[2][0].lower()])) if found else None


def count(value: str) -> str | None:
    """'7b', '7 billion', '1,500,000' → '7B', '1500000'."""
    meant = count_of(value)
    return meant if meant != value else None


def tokens(value: str, shown: Collection[str]) -> str | None:
    """'131,072' → '131072'; '128k' only where the sources of the record say which of the two it is."""
    meant = tokens_of(value)
    known = [number for number in meant if number in shown]
    return meant[0] if len(meant) == 1 and meant[0] != value else known[0] if len(known) == 1 and len(meant) == 2 else None


def number(value: str) -> str | None:
    """'61.5%', '4,096', '+3' → '61.5', '4096', '3'."""
    if not (found := _NUMBER.fullmatch(value)):
        return None
    meant = re.sub(r"[,_' ]", "", found[1]) + (found[2] or "")
    return meant if meant != value else None


def address(value: str) -> str | None:
    """'huggingface.co/x' and addresses with blanks, as addresses."""
    value_ = value.strip("<> ").replace(" ", "%20")
    if not re.match(r"https?://", value_, re.IGNORECASE):
        value_ = f"https://{value_}" if _DOMAIN.fullmatch(value_) else value
    return value_ if value_ != value else None


def without_quotes(value: str) -> str | None:
    """Curly quotes somebody's editor put around a value."""
    return value[1:-1] if len(value) > 2 and _AROUND.get(value[0]) == value[-1] and value[0] not in value[1:-1] else None


MENDERS: dict[str, Callable[[str], str | None]] = {"day": day, "count": count, "number": number, "url": address}

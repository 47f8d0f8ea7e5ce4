"""An address or a file in, its JSON out, or a refusal: too slow, too large, too deep, cut off, or not what was asked for."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from macros.refresh.offers import Refused

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 24
SECONDS, WHOLE = 30, 180  # of silence, and in all
_CHUNK = 1 << 16
AGENT = "open-model-atlas-refresh (+https://github.com/open-model-atlas/atlas)"


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to another encrypted address."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if not newurl.startswith("https://"):
            raise Refused(f"leads to {newurl[:80]}, which is not encrypted")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def from_network(address: str, clock: Callable[[], float] = time.monotonic) -> Any:
    """The JSON at an https address."""
    opener = urllib.request.build_opener(_HttpsOnly)
    asked = urllib.request.Request(address, headers={"User-Agent": AGENT, "Accept": "application/json"})
    try:
        with opener.open(asked, timeout=SECONDS) as answer:
            return parsed(body(answer, clock, answer.headers.get("Content-Length")))
    except (urllib.error.URLError, OSError) as error:
        raise Refused(f"does not answer: {getattr(error, 'reason', error)}") from None


def from_file(path: Path) -> Any:
    """The JSON of a stored copy."""
    if not path.is_file():
        raise Refused(f"there is no file {path}")
    with path.open("rb") as file:
        return parsed(body(file, lambda: 0.0, None))


def body(answer: BinaryIO, clock: Callable[[], float], announced: str | None) -> bytes:
    """The bytes of an answer, as long as it is neither endless nor cut off."""
    began, parts, size = clock(), [], 0
    while part := answer.read(_CHUNK):
        size += len(part)
        if size > MAX_BYTES:
            raise Refused(f"is larger than {MAX_BYTES // 2**20} MB")
        if clock() - began > WHOLE:
            raise Refused(f"takes longer than {WHOLE} seconds")
        parts.append(part)
    if announced and announced.isdigit() and int(announced) != size:
        raise Refused(f"is cut off: {size} of {announced} bytes came")
    return b"".join(parts)


def parsed(text: bytes) -> Any:
    """The JSON of a text: no NaN, no key twice, not deeper than data ever is."""
    try:
        answer = json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
    except RecursionError:
        raise Refused(f"is nested deeper than {MAX_DEPTH} levels") from None
    except (ValueError, UnicodeDecodeError) as error:
        raise Refused(f"is not JSON, or cut off: {error}") from None
    if _deeper(answer, MAX_DEPTH):
        raise Refused(f"is nested deeper than {MAX_DEPTH} levels")
    return answer


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice in one mapping")
    return made


def _deeper(answer: Any, most: int) -> bool:
    level = [answer]
    for _ in range(most):
        level = [inner for value in level for inner in _inner(value)]
        if not level:
            return False
    return True


def _inner(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value

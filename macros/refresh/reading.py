"""An address or a stored copy in, its answer out, or a refusal: too slow, too large, cut off, or not what was asked for."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from macros.refresh.answers import ARCHIVE, Form, folder
from macros.refresh.offers import Refused

MAX_BYTES = 32 * 1024 * 1024
SECONDS, WHOLE = 30, 180  # of silence, and in all
PAUSE = 1.0  # seconds between two questions to one source
_CHUNK = 1 << 16
AGENT = "open-model-atlas-refresh (+https://github.com/open-model-atlas/atlas)"


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to another encrypted address, and takes no key along to another host."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if not newurl.startswith("https://"):
            raise Refused(f"leads to {newurl[:80]}, which is not encrypted")
        if req.has_header("Authorization"):
            raise Refused(f"leads on to {newurl[:80]}, and a key is shown to nobody else")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def from_network(form: Form, key: str = "", pause: float = PAUSE) -> Callable[[str], Any]:
    """Asks https addresses, one after the other with a pause between them."""
    opener = urllib.request.build_opener(_HttpsOnly)
    headers = {"User-Agent": AGENT} | ({"Authorization": f"Bearer {key}"} if key else {})
    asked: list[str] = []

    def ask(address: str, clock: Callable[[], float] = time.monotonic) -> Any:
        if asked:
            time.sleep(pause)
        asked.append(address)
        try:
            with opener.open(urllib.request.Request(address, headers=headers), timeout=SECONDS) as answer:
                return form.read(body(answer, clock, answer.headers.get("Content-Length")))
        except (urllib.error.URLError, OSError) as error:
            raise Refused(f"does not answer: {getattr(error, 'reason', error)}") from None

    return ask


def from_copy(form: Form, name: str, stored: Path) -> Any:
    """The answer of the source `name` as it was stored: a file, or a folder of such files; a repository may be unpacked."""
    path = stored / f"{name}{form.ending}" if stored.is_dir() else stored
    if form is ARCHIVE and stored.is_dir() and not path.is_file():
        return folder(stored / name if (stored / name).is_dir() else stored)
    if not path.is_file():
        raise Refused(f"has no stored copy {path}")
    with path.open("rb") as file:
        return form.read(body(file, lambda: 0.0, None))


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

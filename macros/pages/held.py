"""Ready HTML in, a place for it in Markdown out; later the engine's HTML in, the same with its places filled out.

Markdown would only read ready HTML letter by letter to find that nothing in it is meant for it. And what a page's author
wrote can be held against the allow-list before our own HTML comes into it.
"""

from __future__ import annotations

import hashlib
import re

OPEN, CLOSE = "\ue000", "\ue001"  # of Unicode's private area: no page may contain them, and Markdown lets them pass
EMPTY = OPEN + CLOSE  # a place that nothing fills, for the check
_PLACE = re.compile(rf"(<p>)?{OPEN}([0-9a-f]*){CLOSE}(?(1)(</p>)?)")
_ID = re.compile(r'\sid="?([^\s">]+)')
_INLINE = re.compile(r"\s*(?:[^<\s]|<(?:a|abbr|code|em|span|strong|sup)\b)")


class Held:
    """HTML by the digest of its text, so that the same text has the same place in every build."""

    def __init__(self) -> None:
        self._parts: dict[str, str] = {}

    def hold(self, html: str) -> str:
        """Keep `html` outside; what stands for it in Markdown."""
        name = hashlib.sha256(html.encode("utf-8")).hexdigest()
        self._parts[name] = str(html)  # Markup would escape the <p> that stands before it
        return OPEN + name + CLOSE

    def clear(self) -> None:
        """Forget all that is held."""
        self._parts.clear()

    def release(self, html: str) -> tuple[str, set[str]]:
        """`html` with what is held put into its places, and the ids one can link to in it."""
        ids: set[str] = set()

        def put(place: re.Match[str]) -> str:
            before, name, after = place.group(1) or "", place.group(2), place.group(3) or ""
            part = self._parts.get(name, "")
            ids.update(_ID.findall(part))
            alone = bool(before and after) and not _INLINE.match(part)  # a table is no paragraph
            return part if alone else before + part + after

        return _PLACE.sub(put, html), ids


def unmarked(text: str) -> str:
    """A page's own text without the two marks, so that nobody but a macro makes a place."""
    return text.replace(OPEN, "").replace(CLOSE, "")

"""Ready HTML in, a place for it in Markdown out; later the engine's HTML in, the same with its places filled out.

Markdown would only read ready HTML letter by letter to find that nothing in it is meant for it.
"""

from __future__ import annotations

import hashlib
import re

from markupsafe import Markup

from macros.pages.renderer import render

_PLACE = re.compile(r'<div id="atlas-held-([0-9a-f]{64})"></div>')
_ID = re.compile(r'\sid="([^"]+)"')


class Held:
    """HTML by the digest of its text, so that the same text has the same place in every build."""

    def __init__(self) -> None:
        self._parts: dict[str, str] = {}

    def hold(self, html: str) -> Markup:
        """Keep `html` outside; what stands for it in Markdown."""
        name = hashlib.sha256(html.encode("utf-8")).hexdigest()
        self._parts[name] = html
        return render("held.html", name=name)

    def release(self, html: str) -> tuple[str, set[str]]:
        """`html` with what is held put into its places, and the ids one can link to in it."""
        ids: set[str] = set()

        def put(place: re.Match[str]) -> str:
            part = self._parts[place.group(1)]
            ids.update(_ID.findall(part))
            return part

        return _PLACE.sub(put, html), ids

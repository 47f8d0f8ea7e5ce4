"""HTML as people write it in, the same without what no browser needs out: end tags that what follows implies, quotes of a word."""

from __future__ import annotations

import re

_END = re.compile(r"</(?:li|t[dhr])>")
_WORD = re.compile(r'(?<= )((?:aria-\w+|class|for|rel|role|scope|tabindex|type)=)"([\w:-]+)"(?=[ >]|$)')


def terse(html: str) -> str:
    """`html` may be a part of a page, or of a template between two of its values."""
    return _WORD.sub(r"\1\2", _END.sub("", html))

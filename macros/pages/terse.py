"""HTML as people write it in, the same without what no browser needs out.

That is: end tags that what follows implies, quotes of a word, line breaks between blocks.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_BLOCK = r"</?(?:caption|d[dlt]|div|h\d|li|[ou]l|p|section|table|tbody|t[dhr]|thead)\b[^<>]*>"
_BREAK = re.compile(rf"\s*\n\s*(?={_BLOCK})|({_BLOCK})\s*\n\s*")
_BODY = re.compile(r"</thead>(?=<tbody>)|</tbody>(?=</table>)")
_PARAGRAPH = re.compile(r"</p>(?=<(?:/?(?:div|[ou]l|section|table)|dl|h\d|p)\b)")
_END = re.compile(r"</(?:li|t[dhr])>")
_SAFE = r"[^\s\"'=<>`{}+]+"
_WORD = re.compile(rf'(?<= )((?!content=)[a-z][a-z-]*=)"({_SAFE})"(?=[ >]|$)')  # content: people's words come into it
_VALUE = re.compile(rf'(?<= )([a-z][a-z-]*=)"((?:{_SAFE})?)\{{\{{ ([^{{}}"]+) \}}\}}"(?=[ >{{])')
_BARE = re.compile(_SAFE)


def terse(html: str) -> str:
    """`html` may be a part of a page, or of a template between two of its values."""
    html = _BREAK.sub(r"\1", html)
    return _WORD.sub(r"\1\2", _END.sub("", _PARAGRAPH.sub("", _BODY.sub("", html))))


def sparing(template: str) -> str:
    """A template whose values have quotes where they need them."""
    return _VALUE.sub(_spared, template)


def _spared(found: re.Match[str]) -> str:
    name, before, inner = found.groups()
    return f"{name}{{{{ ('{before}' ~ ({inner}))|value }}}}" if before else f"{name}{{{{ ({inner})|value }}}}"


def value(text: object) -> Markup:
    """The value of an attribute, as it stands behind its equals sign."""
    written = escape(text)
    return written if _BARE.fullmatch(written) else Markup(f'"{written}"')

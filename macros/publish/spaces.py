"""A page as the theme wrote it in, the same without what no browser needs out: a tenth of each page is indentation.

What people and records say stands inside the article and is not looked at.
"""

from __future__ import annotations

import re

from macros.pages.terse import terse

_SITEMAP = re.compile(r"\s*<\?xml")
_KEPT = re.compile(r"(<article\b.*</article>|<script\b.*?</script>)", re.DOTALL)
# no word stands beside one of these
_BLOCK = "article|body|button|div|footer|form|head|header|html|input|label|li|link|main|meta|nav|ol|script|title|ul"
# what the theme's script needs is made by docs/assets/frame.js; the rest neither it nor a style looks for
_NEEDLESS = re.compile(
    r"""<div data-md-component="announce">\s*</div>|<div class="md-dialog".*?</div>\s*</div>|<input [^>]*id="__search"[^>]*>"""
    r"""| data-md-(?:component="(?:skip|container)"|type="toc"|color-(?:primary|accent)="\w+"|scrollfix)"""
    r"""|<link [^>]*stylesheets/palette\b[^>]*>""",
    re.DOTALL,
)
_LINES = re.compile(r"\s*\n\s*")
_EDGES = re.compile(r"(<a\b[^>]*>)\n|\n(?=</a>)")  # a space at the edge of a link is none
_BESIDE = re.compile(rf"\s*(</?(?:{_BLOCK})\b[^>]*>)\s*")


def close_up(html: str) -> str:
    """The page with one line break where a reader may need a space, and none where nothing stands beside it."""
    if _SITEMAP.match(html):
        return html
    parts = _KEPT.split(html)
    parts[::2] = [
        terse(_EDGES.sub(r"\1", _BESIDE.sub(r"\1", _LINES.sub("\n", _NEEDLESS.sub("", part).strip())))) for part in parts[::2]
    ]
    return "".join(parts)

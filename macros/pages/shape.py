"""What every page behind the doors *Understand* and *Do* has: the answer first, reasons, gaps, related pages, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.pages.calls import Call, without_code
from macros.pages.front_matter import Text

DOORS = ("understand", "do")
WORDS = (600, 1500)
ANSWER = (20, 80)
SECTIONS = 5  # three of its own and the two at the end
GAPS, RELATED = "What we could not verify", "Related pages"
# the rule of a table, or a macro that stands alone on its line: it draws a table, a list or a chart
_TABLE = re.compile(r"^\|(?: *:?-+:? *\|)+$|^\{\{ (?!references\b)\w+\(.*\) \}\}$", re.MULTILINE)
_WORD = re.compile(r"\w[\w’'.,%-]*")


def explains(place: str) -> bool:
    """Whether the page at `place` below docs/ stands behind such a door."""
    folder, _, name = place.rpartition("/")
    return folder in DOORS and name != "index.md"


def words(body: str) -> int:
    """Words of prose and tables; code and calls are not counted, nor what follows the related pages."""
    return len(_WORD.findall(_plain(body.split(f"\n## {RELATED}")[0])))


def answer(body: str) -> str:
    """The paragraph between the title and the next heading, table or list."""
    return re.split(r"^# .*$", body, maxsplit=1, flags=re.MULTILINE)[-1].strip().split("\n\n")[0]


def lacking(page: Text, found: list[Call]) -> Iterator[tuple[int, str]]:
    """(line, what to add) for a page that explains; `found` are its macro calls."""
    head, body = page.head, page.body
    called = {call.name for call in found}
    headings = re.findall(r"^## (.+)$", without_code(body), re.MULTILINE)
    for name, cure in (
        ("title", "the name of the page"),
        ("description", "one sentence of at most 160 characters, for search engines"),
        ("reviewed", "the day you last checked it, like 2026-11-20"),
        ("serves", "the items of data/vocabulary/article-items.yml it answers"),
    ):
        if not getattr(head, name):
            yield 1, f"front matter has no {name}; write '{name}:', {cure}"
    start, end = page.before + 1, page.before + body.count("\n")
    spoken = len(_plain(answer(body)).split())
    if not ANSWER[0] <= spoken <= ANSWER[1]:
        yield start, f"the answer before the first heading has {spoken} words; write {ANSWER[0]} to {ANSWER[1]}"
    if len(headings) < SECTIONS:
        yield start, f"has {len(headings)} sections; write at least three of its own, '## {GAPS}' and '## {RELATED}'"
    if not _TABLE.search(body):
        yield start, "has no table and no chart; add one where people would rather look than read"
    if "claim" not in called:
        yield start, 'has no graded claim; put {{ claim("id") }} after a sentence people repeat'
    if "cite" not in called or not body.rstrip().endswith("{{ references() }}"):
        yield end, 'rests on no source; cite works with {{ cite("id") }} and end the page with {{ references() }}'
    if headings[-2:] != [GAPS, RELATED]:
        yield end, f"does not end with '## {GAPS}', then '## {RELATED}'"
    if not WORDS[0] <= (count := words(body)) <= WORDS[1]:
        yield start, f"has {count} words; write {WORDS[0]:,} to {WORDS[1]:,}"


def _plain(text: str) -> str:
    """Markdown without code, macro calls and the addresses of links."""
    return re.sub(r"\{\{.*?\}\}|\]\([^)]*\)|https?://\S+", " ", without_code(text))

"""What a page says in digits, held against the records it names; and digits that nothing on the page vouches for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.facts.catalog import Catalog
from macros.pages.calls import Call, without_code
from macros.pages.sources import GAPS, GROUNDED, HEADING, SENTENCE, sections

NEAR = 0.1  # so close to the number of a record that this number is meant
_TOKENS = re.compile(r"(?<![\d,.])(\d{1,3}(?:,\d{3})+|\d{4,}) tokens\b")
_ASSERTS = re.compile(
    r"[$€]\d[\d,.]*(?: (?:million|billion|trillion))?"
    r"|(?<![\w#/.,-])\d[\d,.]*(?:%| percent\b| times\b| (?:million|billion|trillion)\b)"
)
# a call leads to a record with its sources, a link to where it is told; a sum of our own says that it is one
_VOUCHED = re.compile(r"\{\{\s*\w+\(|\]\(|\b[Oo]ur arithmetic\b")
_NO_PROSE = re.compile(r"\s*(?:[|#>]|```|~~~|\{\{)")


def contradicted(body: str, found: list[Call], catalog: Catalog) -> Iterator[tuple[int, str]]:
    """(line in `body`, text) of a context that is a little other than that of a model named in the same section."""
    named: dict[str, tuple[int, ...]] = {}
    calls = sorted(found, key=lambda call: call.line)
    for number, line in enumerate(without_code(body).splitlines(), 1):
        if HEADING.match(line):
            named = {}
        for call in (call for call in calls if call.line == number):
            named |= {str(value): _contexts(catalog, str(value)) for value in call.arguments if value in catalog.models}
        known = {tokens for contexts in named.values() for tokens in contexts}
        for said in () if line.startswith("|") else _TOKENS.findall(line):  # a row of a table has a subject of its own
            tokens = int(said.replace(",", ""))
            meant = next((id for id, own in named.items() for one in own if abs(one - tokens) <= NEAR * one), None)
            if meant and tokens not in known:
                cure = f'{{{{ fact("{meant}", "context") }}}}'
                yield number, f"says {said} tokens, and {meant} has {named[meant][0]:,}; write {cure}, which follows the record"


def _contexts(catalog: Catalog, id: str) -> tuple[int, ...]:
    context = catalog.models[id].context
    own = (context.native, context.extended.tokens if context.extended else None) if context else ()
    return tuple(tokens for tokens in own if tokens)


def bare(body: str, found: list[Call]) -> Iterator[tuple[int, str]]:
    """(line in `body`, text) of a share, a sum or a count on a citing page whose own sentence names no source.

    Of a section that names none at all, `sources.unsourced` tells.
    """
    if not any(call.name == "cite" for call in found):
        return
    for start, section in sections(without_code(body)):
        if GAPS.search(section[0]) or not GROUNDED.search("\n".join(section)):
            continue
        for number, line in enumerate(section, start):
            for sentence in () if _NO_PROSE.match(line) else SENTENCE.split(line):
                if (states := _ASSERTS.search(sentence)) and not _VOUCHED.search(sentence):
                    yield number, f"'{states.group()}' has no source in its own sentence; add {{{{ cite(\"source-id\") }}}} to it"

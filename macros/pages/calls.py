"""docs/*.md in, problems out: a page may call our macros with plain words, and nothing else.

So a page contributed in Markdown cannot run code, and a wrong id is reported with its line before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.facts.catalog import Catalog
from macros.facts.problems import Problem, did_you_mean

_NUMBER = re.compile(r"(?<![\w#/.,-])\d[\d,.]*")
_GROUNDED = re.compile(r"\{\{\s*(cite|claim|chart|model|license|maker|framework|benchmark)\(")  # each leads to a source
_GAPS = re.compile(r"could not verify")  # a list of what is not known has nothing to cite
_HEADING = re.compile(r"^#{1,6}\s")
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_ASIDE = re.compile(r"`[^`]*`|\{\{[^}]*\}\}|\]\([^)]*\)|^\s*\d+\.\s", re.MULTILINE)  # code, calls, addresses, the numbers of a list


@dataclass(frozen=True)
class Macros:
    """What a page may call: name → kind of record its argument names; charts by name; names without a record."""

    records: Mapping[str, str]
    charts: Collection[str]
    blocks: Collection[str]


@dataclass(frozen=True)
class Call:
    """One macro call on a page."""

    name: str
    argument: str | None
    line: int


def calls(text: str) -> list[Call]:
    """Every macro call of a page; raises ValueError with (line, text) for anything that is not one."""
    tree = Environment(autoescape=True).parse(text)
    return [
        _call(node) for output in tree.find_all(nodes.Output) for node in output.nodes if not isinstance(node, nodes.TemplateData)
    ]


def check_docs(docs: Path, project: Path, catalog: Catalog, macros: Macros) -> list[Problem]:
    """Every wrong call in every page."""
    problems = []
    for path in sorted(docs.rglob("*.md")):
        shown = path.relative_to(project).as_posix()
        problems += [Problem(shown, line, "", text) for line, text in _page(path.read_text("utf-8"), catalog, macros)]
    return problems


def _page(text: str, catalog: Catalog, macros: Macros) -> Iterator[tuple[int, str]]:
    head, body, first = _front_matter(text)
    if re.search(r"^render_macros:\s*false", head, re.MULTILINE):
        return
    for number, line in enumerate(head.splitlines(), 1):
        if "{{" in line or "{%" in line:
            yield number, "front matter holds template braces; a macro belongs into the page"
    try:
        found = calls(body)
    except TemplateSyntaxError as error:
        yield error.lineno + first, f'is not a macro call: {error.message}; write {{{{ name("id") }}}}'
        return
    except ValueError as error:
        line, text = error.args
        yield line + first, text
        return
    words = (
        {item.id for item in catalog.vocabularies["article-items"].values()} if "article-items" in catalog.vocabularies else set()
    )
    for number, id in _served(head):
        if id not in words:
            yield number, f"serves: there is no article item '{id}'{did_you_mean(id, words)}"
    for call in found:
        for problem in _check(call, catalog, macros):
            yield call.line + first, problem
    if any(call.name == "cite" for call in found) and not any(call.name == "references" for call in found):
        yield len(text.splitlines()), "cites sources; end the page with {{ references() }}"
    yield from _unsourced(body, first, found)


def _check(call: Call, catalog: Catalog, macros: Macros) -> Iterator[str]:
    if call.name in macros.records:
        kind = macros.records[call.name]
        ids = catalog.entries[kind]
        if call.argument is None:
            yield f'{call.name}: name a record, like {{{{ {call.name}("id") }}}}'
        elif call.argument not in ids:
            yield f"{call.name}: there is no {kind} '{call.argument}'{did_you_mean(call.argument, ids)}"
    elif call.name == "chart":
        if call.argument not in macros.charts:
            near = did_you_mean(call.argument or "", macros.charts) or "; charts are " + ", ".join(macros.charts)
            yield f"chart: there is no chart '{call.argument}'{near}"
    elif call.name not in macros.blocks:
        yield f"there is no macro '{call.name}'{did_you_mean(call.name, [*macros.records, *macros.blocks, 'chart'])}"


def _call(node: nodes.Expr) -> Call:
    line = node.lineno
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        raise ValueError(line, 'is not a macro call; a page may only write {{ name("id") }}')
    arguments = [*node.args, *(keyword.value for keyword in node.kwargs)]
    if node.dyn_args or node.dyn_kwargs or not all(isinstance(item, nodes.Const) for item in arguments):
        raise ValueError(line, f"{node.node.name}: arguments are plain words in quotes")
    first = arguments[0].value if arguments and isinstance(arguments[0], nodes.Const) else None
    return Call(node.node.name, None if first is None else str(first), line)


def _front_matter(text: str) -> tuple[str, str, int]:
    """(front matter, the rest, number of lines before the rest)."""
    if text.startswith("---\n") and (end := text.find("\n---\n", 3)) > 0:
        return text[: end + 4], text[end + 5 :], text.count("\n", 0, end + 5)
    return "", text, 0


def _served(head: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(head.splitlines(), 1):
        if line.startswith("serves:"):
            for id in re.findall(r"S\d-\d\d|[A-Z]\d-\w+", line):
                yield number, id


def served(text: str) -> list[str]:
    """The article items a page says it serves."""
    return [id for _, id in _served(_front_matter(text)[0])]


def serving(docs: Path) -> dict[str, tuple[str, ...]]:
    """'understand/licensing.md' → the article items it serves; pages that serve none are left out."""
    found = {path.relative_to(docs).as_posix(): tuple(served(path.read_text("utf-8"))) for path in sorted(docs.rglob("*.md"))}
    return {path: items for path, items in found.items() if items}


def cited(text: str) -> list[str]:
    """The ids of the sources a page cites, in the order of first use."""
    return list(dict.fromkeys(call.argument for call in calls(_front_matter(text)[1]) if call.name == "cite" and call.argument))


def _unsourced(body: str, first: int, found: list[Call]) -> Iterator[tuple[int, str]]:
    """A section of a citing page that asserts a number without a source."""
    if not any(call.name == "cite" for call in found):
        return
    body = _FENCE.sub(lambda found: "\n" * found.group().count("\n"), body)  # a comment in code looks like a heading
    start, section = 1, [""]
    for number, line in enumerate([*body.splitlines(), "# end"], 1):
        if _HEADING.match(line):
            text = "\n".join(section)
            asserts = _NUMBER.search(_ASIDE.sub(" ", "\n".join(section[1:])))
            if asserts and not _GROUNDED.search(text) and not _GAPS.search(section[0]):
                yield start + first, 'this section states a number and cites nothing; add {{ cite("source-id") }}'
            start, section = number, [line]
        else:
            section.append(line)

"""The text of a page in, its front matter as typed fields and its body out. The only reader of front matter."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from macros.facts.documents import Document, dotted
from macros.facts.problems import Problem
from macros.facts.records import validated
from macros.facts.schema.fields import FullDay, Part, problem, ref

FENCE = "---"
_NOT_PLAIN = re.compile(r"[<>{}\"]")  # the theme writes a title into HTML as it stands


def _plain(value: str) -> str:
    if found := _NOT_PLAIN.search(value):
        raise problem(f"holds {found.group()}; write plain words, and “…” for quotation marks")
    return value


class Head(Part):
    """What may stand in the front matter of a page."""

    title: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_plain)] | None = Field(
        default=None, description="The name of the page, in plain words."
    )
    description: Annotated[str, Field(min_length=1, max_length=160), AfterValidator(_plain)] | None = Field(
        default=None, description="What a reader finds on it, for search engines: up to 160 characters."
    )
    reviewed: FullDay | None = Field(default=None, description="The day somebody last checked the whole page.")
    serves: tuple[ref("vocabulary/article-items"), ...] = Field(default=(), description="Items of the source articles it answers.")
    hide: tuple[Literal["navigation", "toc"], ...] = Field(
        default=(), description="navigation, toc or both: only for a page with a wide table."
    )


@dataclass(frozen=True)
class Text:
    """A page taken apart. `before` is the number of lines above the body; `lines` has the line of each field."""

    head: Head
    body: str
    before: int
    lines: dict[str, int]
    problems: tuple[Problem, ...]

    def source(self, title: str) -> str:
        """The page for an engine: only fields we know, each as JSON, so that no other reading of them is possible."""
        fields = {"title": title} | self.head.model_dump(exclude_none=True, exclude_defaults=True)
        lines = [f"{name}: {json.dumps(value)}" for name, value in fields.items()]
        return "\n".join([FENCE, *lines, FENCE, self.body])


def read(text: str, shown: str = "") -> Text:
    """A page taken apart; what is wrong with its front matter names the file `shown`. A wrong front matter gives no field."""
    first, *rest = text.split("\n")
    if not first.startswith(FENCE):
        return Text(Head(), text, 0, {}, ())
    if first != FENCE or FENCE not in rest:
        wrong = Problem(
            shown, 1, "", f"front matter begins with a line '{FENCE}' and ends with one, without spaces; write both lines so"
        )
        return Text(Head(), text, 0, {}, (wrong,))
    end = rest.index(FENCE)
    body, before = "\n".join(rest[end + 1 :]), end + 2
    document = Document("\n".join(["# front matter", *rest[:end]]), shown)
    findings = [Problem(shown, at, "", "ends the front matter early; delete it, a line '---' ends it") for at in _ends(rest[:end])]
    head = None
    if document.tree is not None:
        head, wrong_fields = validated(Head, document.tree)
        findings += [Problem(shown, document.line(place), dotted(place), text) for place, text in wrong_fields]
    problems = (*document.problems, *findings)
    lines = {str(place[0]): line for place, line in document.lines.items() if len(place) == 1}
    return Text(head if head and not problems else Head(), body, before, lines, problems)


def _ends(lines: list[str]) -> list[int]:
    return [at for at, line in enumerate(lines, 2) if re.fullmatch(r"(\.\.\.|---)(\s.*)?", line)]

"""What is wrong with the data, in the words a contributor reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

HELP, FILE = "contribute/data/", "docs/contribute/data.md"  # the page, and its file in the repository
OF_PAGES = "contribute/pages/", "docs/contribute/pages.md"  # the same for those who write pages


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where (path from the project folder, line, field) and what to do."""

    path: str
    line: int
    field: str
    text: str

    def __str__(self) -> str:
        field = f" {self.field}:" if self.field else ""
        return f"{self.path}:{self.line}:{field} {self.text}"

    @property
    def annotation(self) -> str:
        """The problem as GitHub Actions reads it from a log, to show it at the line of a pull request."""
        return self.marked("error")

    def marked(self, level: str) -> str:
        """The same as an `error` or a `notice`."""
        place, title = (_escaped(part).replace(":", "%3A").replace(",", "%2C") for part in (self.path, self.field or "check"))
        return f"::{level} file={place},line={self.line},title={title}::{_escaped(self.text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


class DataError(Exception):
    """All problems of one load, raised once. `str()` is the report, sorted, with a closing count."""

    def __init__(self, problems: Iterable[Problem], site: str = "") -> None:
        self.problems = sorted(set(problems))
        self.site = site
        super().__init__(self.report())

    def report(self) -> str:
        """The lines a contributor reads, one problem a line."""
        files = len({problem.path for problem in self.problems})
        count = len(self.problems)
        closing = f"{count} {'problem' if count == 1 else 'problems'} in {files} {'file' if files == 1 else 'files'}."
        if all(problem.path.startswith(("docs/", "mkdocs.yml")) for problem in self.problems):
            page, file = OF_PAGES
            return "\n".join([*map(str, self.problems), f"{closing} How pages are written: {file}, or {self.site}{page}"])
        return "\n".join([*map(str, self.problems), f"{closing} Fields and examples: {FILE}, or {self.site}{HELP}"])


# parts of an id that say under what limit, or of what size: never proposed away, never added
_LIMITS = frozenset({"nc", "nd", "sa", "non", "noncommercial", "research", "academic", "evaluation"})
_SIZE = re.compile(r"a?\d+(\.\d+)?[kmbt]")


BEGUN = 3  # letters of a word from which on the only one that begins so is meant
ELSE = 0.1  # how much nearer a word must be that begins with another letter: a slip seldom hits the first


def did_you_mean(word: str, words: Iterable[str], *, cutoff: float = 0.65) -> str:
    """`; did you mean 'x'?` for the only one of `words` that begins so, else the nearest, or an empty string.

    Never across a limit of use or a size.
    """
    said, (limits, sizes) = word.lower(), _marks(word)
    same = {o.lower(): o for o in words if (found := _marks(o))[0] == limits and (not sizes or found[1] == sizes)}
    begun = [other for other in same if len(said) >= BEGUN and other.startswith(said)]
    near = begun if len(begun) == 1 else get_close_matches(said, same, n=1, cutoff=cutoff + ELSE)
    near = near or get_close_matches(said, [other for other in same if other[:1] == said[:1]], n=1, cutoff=cutoff)
    return f"; did you mean '{same[near[0]]}'?" if near else ""


def _marks(word: str) -> tuple[frozenset[str], frozenset[str]]:
    parts = re.split(r"[^a-z0-9.]+", word.lower())
    return _LIMITS.intersection(parts), frozenset(part for part in parts if _SIZE.fullmatch(part))

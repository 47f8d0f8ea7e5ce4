"""What is wrong with the data, in the words a contributor reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

HELP = "contribute/data/"


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
        return "\n".join([*map(str, self.problems), f"{closing} Fields and examples: {self.site}{HELP}"])


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the nearest of `words`, or an empty string."""
    near = get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""

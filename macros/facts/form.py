"""Text that is no YAML in, the line to look at and what to do there out: the parser notices most mistakes too late."""

from __future__ import annotations

import re

import yaml

MARKS = ("<<<<<<<", "=======", ">>>>>>>")
MERGE = re.compile(r"^(<{7}|={7}|>{7})( .*)?$", re.MULTILINE)
MERGED = "is a mark of a merge; keep one of the two versions and delete the lines '<<<<<<<', '=======' and '>>>>>>>'"
SECOND = "a line '---' begins another document; delete it, a file holds one record"
CUT = re.compile(
    r"^( *(?:- )?[a-z_]+: )([^'\"#|>{\[\s][^'\"#\n]* #[^\s#][^\n]*)$", re.MULTILINE
)  # a value of which the rest is lost
_NAME = r"[A-Za-z_][\w-]*"


def reason(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """(line, what is wrong there and what to do)."""
    mark = error.problem_mark or error.context_mark
    lines, line = text.splitlines(), mark.line if mark else 0
    what = str(error.problem or error.context or "it cannot be read")
    if "could not find expected ':'" in what and error.context_mark:
        return _without_colon(lines, error.context_mark.line)
    if "end of stream" in what and error.context_mark:
        return error.context_mark.line + 1, "a quote opens here and nothing closes it; write it at the end of the value too"
    if (found := _indented(lines, line)) is not None:
        return found
    if "expected '-' indicator" in what and error.context_mark:
        began = error.context_mark.line + 1
        return (
            began,
            f"a list begins here with '- ', and line {line + 1} is none of its items; take the '- ' away, or write one there",
        )
    if "cannot start any token" in what and mark:
        letter = lines[line][mark.column : mark.column + 1]
        return line + 1, f"a plain value cannot begin with {letter!r}; put it in quotes: '{lines[line][mark.column :].strip()}'"
    if "mapping values are not allowed" in what:
        if running := _running(lines, line):
            return running
        return line + 1, "is not YAML: a ': ' inside a plain value; put the value in quotes"
    return line + 1, f"is not YAML: {what}; check the quotes, colons and indentation of this line"


def _without_colon(lines: list[str], at: int) -> tuple[int, str]:
    """A line with a word and a value and no colon between them: the parser sees it only on the next line."""
    if running := _running(lines, at):
        return running
    written = lines[at].strip()
    if found := re.fullmatch(rf"({_NAME}):(\S.*)", written):
        return at + 1, f"{written!r} has no space behind the colon; write '{found[1]}: {found[2]}'"
    if found := re.fullmatch(rf"({_NAME})\s*[：=]\s*(.*)", written):
        return at + 1, f"{written!r} has another sign for the colon; write '{found[1]}: {found[2]}'"
    name, _, value = written.partition(" ")
    if value:
        return at + 1, f"{written!r} has no colon; write '{name}: {value.strip()}'"
    above = lines[at - 1].strip() if at else ""
    if above.endswith(":"):
        return at + 1, f"{written!r} stands alone; write it behind its field: '{above} {written}'"
    return at + 1, f"{written!r} has no colon; write 'field: value'"


def _running(lines: list[str], at: int) -> tuple[int, str] | None:
    """A text of several lines whose field does not say that it is one."""
    depth = len(lines[at]) - len(lines[at].lstrip(" "))
    for row in range(at - 1, -1, -1):
        named = re.match(rf" *(?:- )?({_NAME}):", lines[row])
        if named and (named.end() < len(lines[row].rstrip()) or len(lines[row]) - len(lines[row].lstrip(" ")) >= depth):
            return None
        if named:
            return (row + 1, f"a text of several lines begins with '{named[1]}: |'") if at - row > 1 else None
    return None


def _indented(lines: list[str], at: int) -> tuple[int, str] | None:
    """A field that begins at another depth than its neighbors."""
    rows = [row for row in range(min(at, len(lines) - 1) + 1) if lines[row].strip() and not lines[row].lstrip().startswith("#")]
    for row, above in zip(reversed(rows[-2:]), reversed(rows[-3:-1]), strict=False):
        here, over = (len(lines[one]) - len(lines[one].lstrip(" ")) for one in (row, above))
        field = re.match(rf" *(?:- )?{_NAME}:", lines[row])
        full = re.match(rf" *(?:- )?{_NAME}: +[^|>&#\s]", lines[above])
        if field and full and here > over and not lines[above].lstrip().startswith("- "):
            return row + 1, f"is indented by {here} spaces, and the field above by {over}; give both the same, or delete its value"
    return None

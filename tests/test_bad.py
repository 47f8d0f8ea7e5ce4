"""Everything that can be wrong with a record, and the words a contributor reads about it.

A file of tests/bad/ is put into a tiny sound project at the place its first line names. Its first lines, those
that begin with `# data/`, are all the messages the check gives.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.facts.catalog import Catalog
from macros.facts.schema.kinds import KINDS
from tests.conftest import PROJECT, SOUND, problems

BAD = sorted((PROJECT / "tests" / "bad").glob("*.yml"))
MODEL = "data/models/example/bad.yml"
# what no file of this repository can hold: (where, bytes, the message)
RAW = {
    "empty": (MODEL, b"", f"{MODEL}:1: is empty; write the record or delete the file"),
    "blank lines": (MODEL, b"\n\n", f"{MODEL}:1: is empty; write the record or delete the file"),
    "Latin-1": (MODEL, b"name: Bad\nmaker: caf\xe9\n", f"{MODEL}:2: is not UTF-8; save the file as UTF-8"),
    "UTF-16": (MODEL, SOUND.encode("utf-16"), f"{MODEL}:1: is not UTF-8; save the file as UTF-8"),
    "binary": (
        MODEL,
        b"name: B\x00d\n",
        f"{MODEL}:1: holds U+0000, which is a control character; delete it or write what you see",
    ),
    "huge": (MODEL, SOUND.encode() + b"#" * 128 * 1024, f"{MODEL}:1: is larger than 128 KB; split it, one subject a file"),
    "deep enough to crash a parser": (
        MODEL,
        b"name: " + b"\n  " + b"- " * 60_000 + b"x\n",
        f"{MODEL}:2: name{'[1]' * 12}: is nested deeper than 12 levels; a record never needs that",
    ),
    "keys deep enough to crash a parser": (
        MODEL,
        b"? " * 60_000 + b"x\n",
        f"{MODEL}:1: is nested deeper than 12 levels; a record never needs that",
    ),
    "wrong folder": (
        "data/model/bad.yml",
        SOUND.encode(),
        "data/model/bad.yml:1: is in a place no kind of record uses; did you mean 'models'?",
    ),
    "unknown folder": (
        "data/zoo/bad.yml",
        SOUND.encode(),
        "data/zoo/bad.yml:1: is in a place no kind of record uses; data/schema/fields.md lists the kinds",
    ),
    "model without a maker's folder": (
        "data/models/bad.yml",
        SOUND.encode(),
        "data/models/bad.yml:1: is in the wrong folder; its place is data/models/example/bad.yml",
    ),
    "folder too deep": (
        "data/terms/a/bad.yml",
        SOUND.encode(),
        "data/terms/a/bad.yml:1: is in the wrong folder; its place is data/terms/bad.yml",
    ),
    "wrong suffix": (
        "data/models/example/bad.yaml",
        SOUND.encode(),
        "data/models/example/bad.yaml:1: is not a .yml file; rename it to bad.yml",
    ),
    "capitals in the file's name": (
        "data/models/example/Bad.yml",
        SOUND.encode(),
        "data/models/example/Bad.yml:1: rename it to bad.yml; a file's name has lower-case letters, digits, dots and hyphens",
    ),
    **{
        f"the name of a Windows device: {id}": (
            f"data/makers/{id}.yml",
            b"name: Bad\nroles: [maker]\n" + SOUND[SOUND.index("sources:") :].encode(),
            f"data/makers/{id}.yml:1: id: '{id}' is the name of a device on Windows, where no file can have it; add a word",
        )
        for id in ("con", "nul", "aux", "prn", "com1", "lpt9", "nul.2")
    },
    "a name without end": (
        f"data/models/example/{'a' * 81}.yml",
        SOUND.encode(),
        f"data/models/example/{'a' * 81}.yml:1: id: 'aaaaaaaaaaaaaaaaaaaa…' is 81 characters long; 80 at most",
    ),
    "a dot at the end": (
        "data/models/example/bad..yml",
        SOUND.encode(),
        "data/models/example/bad..yml:1: id: 'bad.' is not an id; use lower-case letters, digits, dots and hyphens",
    ),
    "letters of another alphabet": (
        "data/models/example/b\u0430d.yml",
        SOUND.encode(),
        "data/models/example/b\u0430d.yml:1: id: 'b\u0430d' is not an id; use lower-case letters, digits, dots and hyphens",
    ),
    "an id that is taken": (
        "data/models/other-lab/alpha.yml",
        SOUND.replace("maker: example", "maker: other-lab").encode(),
        "data/models/other-lab/alpha.yml:1: the id 'alpha' is taken by data/models/example/alpha.yml; choose another file name",
    ),
}
Tiny = Callable[[], Path]


def test_there_are_bad_files_for_every_kind_of_problem() -> None:
    assert len(BAD) > 90
    first_words = {path.stem.partition("-")[0] for path in BAD}
    assert {"form", "model", "license", "claim", "faq", "term", "event", "vocabulary", "price", "hardware"} <= first_words


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_bad_file_gives_its_message_and_no_other(bad: Path, copy_tiny: Tiny) -> None:
    project = copy_tiny()
    expected = place(project, bad)
    assert problems(project) == expected


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_message_says_where_and_does_not_show_our_insides(bad: Path) -> None:
    for message in expected_in(bad):
        assert re.match(r"data/[a-z0-9/.-]+\.yml:\d+: \S", message)
        assert not re.search(r"Traceback|pydantic|\bstr\b|Input should|NoneType|<class", message)


@pytest.mark.parametrize("name", RAW)
def test_a_file_that_is_no_record_gives_its_message(name: str, copy_tiny: Tiny) -> None:
    where, content, message = RAW[name]
    project = copy_tiny()
    write(project / where, content)
    assert problems(project) == [message]


def test_a_link_out_of_the_data_is_not_followed(copy_tiny: Tiny, tmp_path: Path) -> None:
    project = copy_tiny()
    (tmp_path / "secret.yml").write_text(SOUND, "utf-8")
    link(project / MODEL, tmp_path / "secret.yml")
    link(project / "data/terms/nowhere.yml", tmp_path / "missing.yml")
    link(project / "data/faq/folder", tmp_path)
    text = "is a link; copy the file, links out of data/ are not followed"
    assert problems(project) == [f"data/faq/folder:1: {text}", f"{MODEL}:1: {text}", f"data/terms/nowhere.yml:1: {text}"]


def test_hidden_files_of_a_system_or_an_editor_are_no_records(copy_tiny: Tiny) -> None:
    project = copy_tiny()
    write(project / "data/models/.DS_Store", b"\x00\xff")
    write(project / "data/models/example/.bad.yml.swp", b"\x00\xff")
    assert problems(project) == []


def test_all_problems_are_told_at_once_sorted_and_counted(copy_tiny: Tiny) -> None:
    """Form, fields, references and rules, in files that have nothing to do with each other."""
    project = copy_tiny()
    chosen = [
        "form-tab", "model-active-over-total", "model-unknown-license", "claim-contested-one-sided", "faq-short-too-long",
        "term-without-full-stop", "license-quote-too-long", "vocabulary-word-twice", "event-without-source",
    ]  # fmt: skip
    expected = []
    for number, name in enumerate(chosen):
        bad = PROJECT / "tests" / "bad" / f"{name}.yml"
        own = str(Path(expected_in(bad)[0].partition(":")[0]).with_name(f"bad-{number}.yml").as_posix())
        text = re.sub(r"shows: [^}\n]*", f"shows: what the card says about bad {number}", bad.read_text("utf-8"))
        text = text.replace("name: Bad\n", f"name: Bad {number}\n")
        write(project / own, text.encode("utf-8") if name != "form-tab" else bad.read_bytes())
        expected += [own + ":" + message.partition(":")[2] for message in expected_in(bad)]
    done = check(project)
    assert done.returncode == 1
    *lines, closing = done.stderr.splitlines()
    assert lines == sorted(expected)
    assert re.fullmatch(r"9 problems in 9 files\. Fields and examples: docs/contribute/data\.md, or \S*contribute/data/", closing)


def test_two_bad_files_with_the_same_mistake_are_both_told(copy_tiny: Tiny) -> None:
    project = copy_tiny()
    for id in ("one", "two"):
        text = SOUND.replace("language", "sculpture").replace("card of Bad", id).replace("name: Bad", f"name: {id}")
        write(project / f"data/models/example/{id}.yml", text.encode())
    assert [message.partition(":")[0] for message in problems(project)] == [
        "data/models/example/one.yml",
        "data/models/example/two.yml",
    ]


def test_one_problem_is_counted_in_the_singular(copy_tiny: Tiny) -> None:
    project = copy_tiny()
    write(project / MODEL, b"")
    assert check(project).stderr.splitlines()[-1].startswith("1 problem in 1 file. ")


@pytest.mark.parametrize(
    "name", ["form-tag", "model-did-you-mean-license", "license-threshold-without-list", "term-without-source"]
)
def test_the_command_gives_the_same_message_and_no_traceback(name: str, copy_tiny: Tiny) -> None:
    project = copy_tiny()
    expected = place(project, PROJECT / "tests" / "bad" / f"{name}.yml")
    done = check(project)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[:-1] == expected


def test_the_process_of_the_command_ends_as_it_says(copy_tiny: Tiny) -> None:
    project = copy_tiny()
    expected = place(project, PROJECT / "tests" / "bad" / "form-tag.yml")
    done = check_alone(project)
    assert (done.returncode, done.stdout, done.stderr.splitlines()[:-1]) == (1, "", expected)


def test_a_second_check_gives_the_same_messages(copy_tiny: Tiny) -> None:
    """What was read is kept between runs; what was wrong with it is found again, with the same lines."""
    project = copy_tiny()
    place(project, PROJECT / "tests" / "bad" / "model-unused-source-path.yml")
    assert check(project) == check(project)
    (project / MODEL).write_text(SOUND, "utf-8")
    assert check(project).returncode == 0


def test_a_sound_project_passes_the_command(copy_tiny: Tiny) -> None:
    done = check_alone(copy_tiny())
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 model" in done.stdout


def test_a_folder_without_data_is_told_and_not_called_sound(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "data" in done.stderr


def test_the_tiny_project_has_a_record_of_the_main_kinds(tiny: Catalog) -> None:
    """So that a message of tests/bad/ comes from the bad file and not from an empty neighborhood."""
    empty = {kind.name for kind in KINDS if not tiny.entries[kind.name]}
    assert empty <= {"situation", "framework", "hardware", "speed", "load", "run-list", "repetition", "figure", "week"}


def expected_in(bad: Path) -> list[str]:
    """The messages a bad file announces in its first lines."""
    lines = bad.read_text("utf-8").splitlines()
    count = next((at for at, line in enumerate(lines) if not line.startswith("# data/")), len(lines))
    assert count, f"{bad.name} does not begin with the message it shall give"
    return [line.removeprefix("# ") for line in lines[:count]]


def place(project: Path, bad: Path) -> list[str]:
    """Put the file where its first message says, and return the messages."""
    expected = expected_in(bad)
    write(project / expected[0].partition(":")[0], bad.read_bytes())
    return expected


def test_the_check_ends_with_the_address_of_the_help(copy_tiny: Tiny) -> None:
    project = copy_tiny()
    (project / "mkdocs.yml").write_text('site_url: "https://example.org/atlas/"\n', "utf-8")
    write(project / MODEL, b"")
    closing = check(project).stderr.splitlines()[-1]
    assert closing.endswith("Fields and examples: docs/contribute/data.md, or https://example.org/atlas/contribute/data/")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def check(project: Path) -> Done:
    """What the command of a contributor says."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        status = main(["--project", str(project), "check"])
    return Done(status, out.getvalue(), err.getvalue())


def check_alone(project: Path) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own, which ends by itself."""
    command = [sys.executable, "-m", "macros", "--project", str(project), "check"]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(PROJECT)}
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def link(path: Path, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.symlink_to(target)
    except OSError as error:  # pragma: no cover - Windows without the right to make links
        pytest.skip(f"this system makes no links: {error}")

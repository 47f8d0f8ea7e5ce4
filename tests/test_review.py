"""What a pull request meets: labels by kind, owners by folder, marks at lines, and workflows that hold no more than they need."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros import __main__ as command
from macros.facts.catalog import load
from macros.facts.problems import Problem
from macros.facts.schema.kinds import KINDS
from macros.publish.build import LABELS, unlabeled
from macros.terminal.hints import hints
from tests.conftest import PROJECT, TODAY

GITHUB = PROJECT / ".github"
WORKFLOWS: dict[str, dict[str, Any]] = {
    path.name: yaml.safe_load(path.read_text("utf-8")) for path in sorted((GITHUB / "workflows").glob("*.yml"))
}


def test_every_kind_has_its_label_and_every_label_its_files() -> None:
    rules = yaml.safe_load((GITHUB / "labeler.yml").read_text("utf-8"))
    globs = {label: rule[0]["changed-files"][0]["any-glob-to-any-file"] for label, rule in rules.items()}
    assert {label: glob for label, glob in globs.items() if str(glob).startswith("data/")} == {
        kind.name: f"data/{kind.folder}/**" for kind in KINDS
    }
    for label, patterns in globs.items():
        for pattern in [patterns] if isinstance(patterns, str) else patterns:
            top = pattern.split("/")[0]
            assert list(PROJECT.glob(top)) or pattern.startswith("data/"), (label, pattern)


def test_the_check_asks_for_a_label_of_a_new_kind(tmp_path: Path) -> None:
    labels = tmp_path / LABELS
    assert list(unlabeled(tmp_path)) == []
    labels.parent.mkdir()
    labels.write_text((PROJECT / LABELS).read_text("utf-8").replace("data/hosts/**", "data/others/**"), "utf-8")
    [told] = unlabeled(tmp_path)
    assert str(told) == f"{LABELS}:1: has no label for a host; copy the lines of another kind, with 'data/hosts/**'"


def test_every_folder_has_an_owner_and_every_owned_place_is_there() -> None:
    lines = [line.split() for line in (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines() if line and line[0] != "#"]
    places = {place: owners for place, *owners in lines}
    assert all(owners and all(owner.startswith("@") for owner in owners) for owners in places.values())
    assert [place for place in places if place != "*" and not (PROJECT / place.strip("/")).is_dir()] == []
    assert "*" in places and {"/data/", "/docs/", "/macros/", "/tests/"} <= places.keys()
    governance = (PROJECT / "GOVERNANCE.md").read_text("utf-8")
    teams = {owner.rpartition("/")[2] for owners in places.values() for owner in owners}
    assert [team for team in teams if f"**{team}**" not in governance] == []


def test_a_problem_is_marked_at_its_line() -> None:
    problem = Problem("data/models/a,b/c.yml", 7, "license: x", "100% wrong\nsecond line")
    assert problem.annotation == (
        "::error file=data/models/a%2Cb/c.yml,line=7,title=license%3A x::100%25 wrong%0Asecond line"
    )  # fmt: skip


def test_the_check_marks_every_problem_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "data" / "models" / "x").mkdir(parents=True)
    (tmp_path / "data" / "models" / "x" / "bad.yml").write_text("name: Bad\ncolour: red\n", "utf-8")
    assert command.main(["--project", str(tmp_path), "check", "--format", "github"]) == 1
    out = capsys.readouterr()
    assert "::error file=data/models/x/bad.yml,line=2,title=colour::is not a field" in out.out
    assert "data/models/x/bad.yml:2: colour: is not a field" in out.err
    assert out.out.count("::error") == len([line for line in out.err.splitlines() if re.match(r"\S+:\d+:", line)])


# ---- workflows


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job.get("steps", ())]


def test_an_address_that_moves_is_hinted_at_where_somebody_wrote_it(
    copy_tiny: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Of older lines nobody hears, and no hint stops a check."""
    project = copy_tiny()

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(project), "-c", "user.name=a", "-c", "user.email=a@example.org", *words], check=True)

    record = project / "data/models/example/alpha.yml"
    moving = "https://github.com/example/alpha/blob/main/README.md"
    record.write_text(record.read_text("utf-8").replace("https://example.org/alpha/LICENSE", moving), "utf-8")
    git("init", "--quiet", "--initial-branch=main")
    git("add", ".")
    git("commit", "--quiet", "--message=first")
    catalog = load(project, today=TODAY)
    assert hints(project, catalog) == []
    record.write_text(record.read_text("utf-8").replace("https://example.org/alpha/card", moving), "utf-8")
    [hint] = hints(project, load(project, today=TODAY))
    lines = record.read_text("utf-8").splitlines()
    assert (hint.path, hint.field) == ("data/models/example/alpha.yml", "sources.card.url") and moving in lines[hint.line - 1]
    assert hint.text == "follows the branch 'main', which changes; put the commit in its place (on GitHub: press y)"
    assert hint.marked("notice").startswith("::notice file=data/models/example/alpha.yml,line=")
    (project / ".git").rename(project / "elsewhere")
    assert hints(project, load(project, today=TODAY)) == []


def test_one_version_of_an_action_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for path in (GITHUB / "workflows").glob("*.yml"):
        for action, pin in re.findall(r"uses: ([\w./-]+)@(\S+ # \S+)", path.read_text("utf-8")):
            pins.setdefault(action, set()).add(pin)
    assert {action: found for action, found in pins.items() if len(found) > 1} == {}


def test_what_may_write_runs_nothing_of_a_pull_request() -> None:
    """The comment job checks nothing out, and what the event says reaches the shell as variables alone."""
    workflow = WORKFLOWS["comment.yml"]
    assert workflow[True].keys() == {"workflow_run"} and workflow[True]["workflow_run"]["workflows"] == [
        WORKFLOWS["review.yml"]["name"]
    ]
    for step in steps(workflow):
        assert not str(step.get("uses", "")).startswith("actions/checkout@")
        assert "${{" not in step.get("run", "")
    uploads = [step["with"]["name"] for step in steps(WORKFLOWS["review.yml"]) if "upload-artifact" in str(step.get("uses"))]
    assert uploads == ["meaning", "offline-site"]
    assert "--name meaning" in str(steps(workflow))

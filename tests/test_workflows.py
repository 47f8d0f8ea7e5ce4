"""The workflows: right for those who know best, and harmless for a pull request from anybody."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parent.parent / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))


def tool(name: str) -> str:
    """The program that a package of requirements-dev.txt brought."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not installed; run make test"
    return found


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=FOLDER.parent.parent).stdout


def test_actionlint_has_nothing_to_say():
    found = run(tool("actionlint"), "-shellcheck", tool("shellcheck"), "-format", "{{json .}}", *map(str, WORKFLOWS))
    assert json.loads(found) == []


def test_zizmor_has_nothing_to_say():
    found = json.loads(run(tool("zizmor"), "--offline", "--no-exit-codes", "--format", "json", str(FOLDER)))
    assert [(each["ident"], each["desc"]) for each in found if not each.get("ignored")] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_an_action_is_a_commit_and_says_which_version_that_is(path):
    for line in re.findall(r"uses: .*", path.read_text("utf-8")):
        assert re.fullmatch(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_pull_request_gets_no_secret_and_may_write_nothing(path):
    text = path.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] in ({"contents": "read"}, {})
    triggers = set(workflow[True])  # YAML reads "on" so
    assert not triggers & {"pull_request_target", "issue_comment"}
    if "pull_request" in triggers:
        assert "secrets." not in text and "github.token" not in text
        assert not any("permissions" in job for job in workflow["jobs"].values())
    checkouts = [step for job in workflow["jobs"].values() for step in job["steps"] if "checkout" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)
    if "workflow_run" in triggers:  # it may write, so it holds nothing of the pull request and runs nothing of it
        assert not checkouts and not any("${{" in step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"])

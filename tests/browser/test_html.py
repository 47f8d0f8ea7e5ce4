"""Every page of the site is right for the Nu HTML checker, but for what `nu_allowed.yml` lets stand."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.browser.conftest import Copy
from tests.install import NU, find

# over HTTP, for from disk it takes our own files for those of others
LOCAL = ("-Dnu.validator.servlet.allow-forbidden-hosts=true", "-Dnu.validator.servlet.allowed-address-type=all")
ALLOWED = Path(__file__).parent / "nu_allowed.yml"


@pytest.mark.slow
def test_every_page_passes_the_nu_html_checker(published: Copy) -> None:
    java = find("java")
    assert java and NU.exists(), "there is no Java or no Nu checker: run make test-all"
    pages = sorted(path.relative_to(published.folder).as_posix() for path in published.folder.rglob("*.html"))
    assert len(pages) > 1000
    addresses = [published.top + page.removesuffix("index.html") for page in pages]
    command = [java, *LOCAL, "-Xss8m", "-jar", str(NU), "--format", "json", "--exit-zero-always", "--stdout", *addresses]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stdout)["messages"]
    rules = yaml.safe_load(ALLOWED.read_text("utf-8"))
    used: Counter[int] = Counter()
    found = []
    for message in messages:
        says, shown = message["message"], message.get("extract", "")
        rule = next((at for at, rule in enumerate(rules) if says.startswith(rule["says"]) and rule["at"] in shown), None)
        if rule is None:
            found.append(f"{message.get('url', '')}: {says} {shown!r}")
        else:
            used[rule] += 1
    assert not found, f"{len(found)} findings:\n" + "\n".join(sorted(found)[:40])
    unused = [rule["says"] for at, rule in enumerate(rules) if not used[at]]
    assert not unused, "these allow nothing any more; delete them"
    assert used[0] > 0.9 * len(pages), "one a page but for redirects; so not every page was looked at"

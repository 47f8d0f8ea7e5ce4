"""What is printed of an offline copy: links of a paper lead to the published site, and a machine without a browser still builds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.publish import paper
from tests.install import find

ADDRESS = "https://atlas.example/copy/understand/security.html"


@pytest.mark.parametrize(
    ("link", "published"),
    [
        ("agents.html", "https://atlas.example/copy/understand/agents/"),
        ("../models/gpt-4.html#history", "https://atlas.example/copy/models/gpt-4/#history"),
        ("../licenses/index.html", "https://atlas.example/copy/licenses/"),
        ("../api/v1/models.json", "https://atlas.example/copy/api/v1/models.json"),
        ("https://elsewhere.example/page.html", "https://elsewhere.example/page.html"),
        ("#fn:1", "#fn:1"),
    ],
)
def test_a_link_on_paper_leads_where_the_published_page_leads(link: str, published: str) -> None:
    assert paper.abroad(f'<a class="x" href="{link}">x</a>', ADDRESS) == f'<a class="x" href="{published}">x</a>'


def test_without_a_browser_the_copy_is_whole_without_papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["pdf", str(tmp_path)]) == 0
    assert "CHROMIUM" in capsys.readouterr().err


@pytest.mark.slow
def test_a_paper_is_the_same_whenever_it_is_printed_and_names_no_folder_of_the_machine(tmp_path: Path) -> None:
    folder = tmp_path / "understand"
    folder.mkdir()
    page = '<!doctype html><html lang="en"><title>x</title><h1>Security</h1><p><a href="agents.html">Agents</a></p></html>'
    (folder / "security.html").write_text(page, "utf-8")
    program = find("chromium")
    assert program
    printed = [next(paper.papers(tmp_path, program, "https://atlas.example/")).read_bytes() for _ in range(2)]
    assert printed[0] == printed[1] and printed[0].startswith(b"%PDF")
    assert b"https://atlas.example/understand/agents/" in printed[0]
    assert not re.search(rb"file:|" + str(tmp_path).encode(), printed[0])
    assert [path.name for path in sorted(folder.iterdir())] == ["security.html", "security.pdf"]

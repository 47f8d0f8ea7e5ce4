"""What views print from the tiny dataset, letter by letter.

A change is meant? Run `pytest tests/test_golden.py --golden`, then read the diff.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.schema.kinds import BY_NAME
from macros.pages import charts, license_tables, lists, reading
from macros.pages.links import Links
from macros.pages.page import Page
from macros.pages.view import View
from macros.publish.generated import explained

GOLDEN = Path(__file__).parent / "golden"
_PART = re.compile(r"\s*(?=<(?:dt|form|h\d|li|option|p|section|table|tr)\b)")
# beside the first page of each folder: components and scores, limits of both kinds, a history
ALSO = ("models/alpha.md", "models/beta.md", "models/delta.md", "licenses/free-1.0.md", "licenses/mixed-1.0.md")


def _text(page: Page) -> str:
    parts = [f"{page.path}\n{page.title}\n{page.description}\n", page.lead]
    return "\n".join([*parts, *(f"\n{part.title}\n{part.html}" for part in page.sections)]) + "\n"


def _printed(tiny: Catalog) -> dict[str, str]:
    knowledge = Knowledge(tiny)
    view = View(knowledge, Links("../"), "https://example.org/atlas")
    found = {
        "model-catalog": lists.plain(BY_NAME["model"])(view),
        "license-list": lists.license_list(view),
        "faq": reading.faq(view),
        "glossary": reading.glossary(view),
        "claim-list": reading.claim_list(view),
        "services": license_tables.service_terms(view),
        "conflicts": license_tables.label_conflicts(view),
        "chart": charts.chart(view, "enough"),
    }
    chosen: dict[str, str] = {}
    for page in explained(knowledge, directories=True, repository="https://example.org/atlas"):
        if page.path in ALSO:
            found["page-" + page.path.removesuffix(".md").replace("/", "-")] = _text(page)
        if page.folder not in chosen:
            chosen[page.folder] = page.path
            found["page-" + page.folder.replace("/", "-")] = _text(page)
    return {name: _PART.sub("\n", str(text)).strip() + "\n" for name, text in found.items()}


def test_views_print_what_was_accepted(tiny: Catalog, request: pytest.FixtureRequest) -> None:
    printed = _printed(tiny)
    if request.config.getoption("--golden"):
        GOLDEN.mkdir(exist_ok=True)
        for name, text in printed.items():
            (GOLDEN / f"{name}.html").write_text(text, "utf-8")
    accepted = {path.stem: path.read_text("utf-8") for path in GOLDEN.glob("*.html")}
    assert sorted(printed) == sorted(accepted)
    for name, text in printed.items():
        assert text == accepted[name], f"{name} prints something else; if that is meant, run pytest with --golden"

"""A sentence that stands on many models is refused; the list of those that wait may only shrink."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.__main__ import main
from tests.conftest import problems

LIST = "data/repetitions/components.yml"
MODEL = """\
name: Copy {n}
maker: example
family: alpha
type: language
released: 2024-03-05
availability: {{weights: open}}
base_models: scratch
components:
  datasets: {{present: no, shows: The same words., source: card}}
sources:
  card: {{url: https://example.org/{n}, kind: maker, read: 2024-06-01, shows: What the card of copy {n} says}}
"""


@pytest.fixture
def project(copy_tiny: Callable[[], Path]) -> Path:
    """Four models with one sentence."""
    made = copy_tiny()
    for number in range(4):
        (made / f"data/models/example/copy-{number}.yml").write_text(MODEL.format(n=number), "utf-8")
    return made


def listed(project: Path, models: int) -> None:
    (project / LIST).parent.mkdir(exist_ok=True)
    (project / LIST).write_text(f"about: What waits.\nsentences:\n  - {{models: {models}, shows: The same words.}}\n", "utf-8")


def test_four_models_with_one_sentence_are_told(project: Path) -> None:
    found = problems(project)
    assert len(found) == 4
    assert "copy-0.yml:9: components.datasets.shows: the same words stand on 4 models; say what" in found[0]


def test_a_listed_sentence_is_borne(project: Path) -> None:
    listed(project, 4)
    assert problems(project) == []


def test_it_may_not_grow(project: Path) -> None:
    listed(project, 4)
    (project / "data/models/example/copy-5.yml").write_text(MODEL.format(n=5), "utf-8")
    assert problems(project) == [
        f"{LIST}:3: sentences[1].models: is 4, and 5 models say so now; say in the new one what its own page shows"
    ]


def test_the_list_follows_when_fewer_say_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed(project, 9)
    assert problems(project) == [f"{LIST}:3: sentences[1].models: is 9, and only 4 models say so now; run: python -m macros shrink"]
    assert main(["--project", str(project), "shrink"]) == 0
    assert "models: 4," in (project / LIST).read_text("utf-8")
    assert problems(project) == []


def test_a_sentence_that_is_settled_leaves_the_list(project: Path) -> None:
    listed(project, 4)
    (project / "data/models/example/copy-3.yml").unlink()
    assert problems(project) == [f"{LIST}:3: sentences[1]: stands on 3 models now; delete it here"]
    assert main(["--project", str(project), "shrink"]) == 0
    assert "The same words" not in (project / LIST).read_text("utf-8")

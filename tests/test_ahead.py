"""What a copy of the process reads ahead of its turn is what the process would have read, and every message is the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TODAY

PROGRAM = """
import json, os, sys
from datetime import date
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from macros.facts import catalog

os.cpu_count = lambda: int(sys.argv[4])
catalog.WORTH = 1
parsed = 0


class Counted(catalog.Document):
    def __init__(self, *given):
        global parsed
        parsed += 1
        super().__init__(*given)


catalog.Document = Counted
try:
    found = catalog.load(Path(sys.argv[2]), today=date.fromisoformat(sys.argv[5]), kept=Path(sys.argv[3]))
    told = [repr(entry.record) for entries in found.entries.values() for entry in entries.values()]
except catalog.DataError as error:
    told = str(error).splitlines()
print(json.dumps([told, parsed]))
"""


def loaded(project: Path, kept: Path, cores: int) -> tuple[list[str], int]:
    """What a process of one thread reads or tells, and how many files it parsed itself."""
    root = Path(__file__).parent.parent
    command = [sys.executable, "-c", PROGRAM, *map(str, (root, project, kept, cores, TODAY))]
    told, parsed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return told, parsed


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be copied there: the first one reads all")
def test_a_copy_reads_a_part_and_the_records_are_the_same(copy_tiny, tmp_path):
    project = copy_tiny()
    alone, all_of_them = loaded(project, tmp_path / "alone", 1)
    shared, ours = loaded(project, tmp_path / "shared", 2)
    assert shared == alone
    assert ours < all_of_them
    assert sorted(path.name for path in (tmp_path / "shared").iterdir()) == ["sound", "trees"]
    assert loaded(project, tmp_path / "shared", 2) == (alone, 0)


@pytest.mark.parametrize("wrong", ["name: x: y\n", "maker: nobody\n", "released: soon\n", "summary: A game-changing model\n"])
def test_a_mistake_in_what_a_copy_reads_is_told_as_ever(wrong, copy_tiny, tmp_path):
    project = copy_tiny()
    path = max((project / "data" / "models").rglob("*.yml"))
    field = wrong.partition(":")[0]
    kept = [line for line in path.read_text("utf-8").splitlines(keepends=True) if not line.startswith(f"{field}:")]
    path.write_text("".join([*kept, wrong]), "utf-8")
    alone, _ = loaded(project, tmp_path / "alone", 1)
    shared, _ = loaded(project, tmp_path / "shared", 2)
    assert path.relative_to(project).as_posix() in alone[0]
    assert shared == alone

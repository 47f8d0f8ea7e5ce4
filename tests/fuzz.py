"""Throw nasty input at the project and count: `python -m tests.fuzz [pages|records] [NUMBER] [SEED]`.

Each part is a module tests/fuzz_<part>.py with `run(count, seed)`, which counts tried, refused, accepted, unsafe and crashed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

PARTS = tuple(sorted(path.stem.removeprefix("fuzz_") for path in Path(__file__).parent.glob("fuzz_*.py")))
COUNT, SEED = 20_000, 1


def main(arguments: list[str]) -> int:
    """Run the parts named, or all; the exit status is 1 when anything was unsafe or crashed."""
    numbers = [int(word) for word in arguments if word.isdecimal()]
    parts = [word for word in arguments if not word.isdecimal()] or PARTS
    count, seed = [*numbers, *(COUNT, SEED)[len(numbers) :]]
    bad = 0
    for part in parts:
        counts: dict[str, int] = import_module(f"tests.fuzz_{part}").run(count, seed)
        print(f"{part}: " + ", ".join(f"{number:,} {what}" for what, number in counts.items()), flush=True)
        bad += counts["unsafe"] + counts["crashed"]
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

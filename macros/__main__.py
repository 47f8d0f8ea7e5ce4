"""The command line: `python -m macros check`."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from macros.catalog import load
from macros.problems import DataError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0, or 1 when there are problems."""
    parser = argparse.ArgumentParser(prog="python -m macros", description="Tools for the Open Model Atlas dataset.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="read all of data/ and report every problem")
    parser.add_argument("--project", type=Path, default=Path.cwd(), help="the project folder (default: this one)")
    options = parser.parse_args(arguments)
    return check(options.project)


def check(project: Path) -> int:
    """Print every problem of the data, or what was found sound."""
    try:
        catalog = load(project, today=date.today(), cache=project / ".cache" / "atlas" / "trees.json")
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    counts = ", ".join(f"{len(entries)} {name}" for name, entries in catalog.entries.items() if entries)
    print(f"The data is sound: {counts}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

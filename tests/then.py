"""The data of an earlier commit in, the same data as today's check reads it out: so a build is weighed on the same records.

Fields that only have another name are moved; what today's check refuses beyond that is left out, until it refuses nothing.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import yaml

from macros.facts.catalog import load_past
from macros.facts.problems import DataError, Problem

# what today's code and pages read beside the records of then
WORDS = ("attributes", "demand", "hosts", "loads", "quantizations", "repetitions", "search", "situations", "sources", "vocabulary")
EVENTS = {"deprecated": "withdrawn", "retired": "withdrawn"}
LACKS = ("is missing", "is not told")
ROUNDS = 20  # what hid behind a problem comes to light when it is gone


def moved(before: Path, project: Path, today: Path) -> float:
    """Give `project` the data of the commit in `before`; what share of its bytes that check left."""
    data = project / "data"
    for folder in [folder for folder in data.iterdir() if folder.is_dir() and folder.name not in WORDS]:
        shutil.rmtree(folder)
    for folder in [folder for folder in (before / "data").iterdir() if folder.name not in (*WORDS, "schema")]:
        shutil.copytree(folder, data / folder.name)
    paths = [path for path in data.rglob("*.yml") if path.relative_to(data).parts[0] not in WORDS]
    hosts = {name: path.stem for path in (data / "hosts").glob("*.yml") for name in _names(_read(path))}
    for path in paths:
        _write(path, _renamed(_read(path), hosts))
    given = sum(path.stat().st_size for path in paths)
    for _ in range(ROUNDS):
        try:
            load_past(project, today=date.today())
            break
        except DataError as error:
            _mended(project, error.problems, today)
    return sum(path.stat().st_size for path in paths if path.exists()) / given


def _names(host: dict[str, Any]) -> Iterable[str]:
    return (host["name"], *host.get("listed_as", ()))


def _renamed(record: dict[str, Any], hosts: dict[str, str]) -> dict[str, Any]:
    """Fields that have another name today."""
    if "context_window" in record:
        record["context"] = {"native": record.pop("context_window")}
    for price in record.get("prices", ()):
        price["host"] = hosts.get(price.pop("provider", ""), "")
        price.pop("provider_kind", None)
    for row in record.get("history", ()):
        row["event"] = EVENTS.get(row["event"], row["event"])
    return record


def _mended(project: Path, problems: Iterable[Problem], today: Path) -> None:
    """Take what each problem names out of its file; what a file lacks is as it says today, else its part goes too."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.path, []).append(problem)
    for name, found in by_file.items():
        record, ours = _read(project / name), _read(today / name) if (today / name).exists() else {}
        fields = {}
        for problem in found:
            empty = "is empty" in problem.text
            fields[problem.field.rpartition(".")[0] if empty else problem.field] = any(word in problem.text for word in LACKS)
        for field in sorted(fields, key=_steps, reverse=True):  # the last row first, so that the others keep their numbers
            *way, last = _steps(field)
            try:
                if fields[field]:
                    reduce(getitem, way, record)[last] = reduce(getitem, [*way, last], ours)
                else:
                    del reduce(getitem, way, record)[last]
            except (KeyError, IndexError, TypeError):
                with suppress(KeyError, IndexError, TypeError):
                    del reduce(getitem, way[:-1], record)[way[-1] if way else last]
        _write(project / name, record)


def _steps(field: str) -> list[Any]:
    return [int(number) - 1 if number else name for number, name in re.findall(r"\[(\d+)\]|([^.\[\]]+)", field)]


def _read(path: Path) -> dict[str, Any]:
    return dict(yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader))


def _write(path: Path, record: dict[str, Any]) -> None:
    path.write_text(yaml.dump(record, Dumper=yaml.CDumper, allow_unicode=True, sort_keys=False, width=10**6), "utf-8")

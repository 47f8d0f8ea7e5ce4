"""Lists of measured runs in, the runs of one model or on one device out, each with whose it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from macros.facts.catalog import Catalog
from macros.facts.schema.runs import Run, RunList


@dataclass(frozen=True)
class Told:
    """One run with the list it stands in."""

    run: Run
    listed: RunList

    @property
    def url(self) -> str:
        """Where it can be read."""
        return self.run.url or self.listed.source


class Measurements:
    """Every measured run of a catalog: by device, the fastest first, those without a speed last."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @cached_property
    def _all(self) -> tuple[Told, ...]:
        found = [Told(run, listed) for listed in self._catalog.runs.values() for run in listed.runs]
        return tuple(sorted(found, key=lambda told: (told.run.device, -(told.run.speed or 0))))

    @cached_property
    def of_model(self) -> dict[str, tuple[Told, ...]]:
        """Model id → its runs."""
        return self._by(lambda run: run.model)

    @cached_property
    def on_device(self) -> dict[str, tuple[Told, ...]]:
        """Device id → the runs on it."""
        return self._by(lambda run: run.device)

    def _by(self, key: Callable[[Run], str]) -> dict[str, tuple[Told, ...]]:
        found: dict[str, list[Told]] = {}
        for told in self._all:
            found.setdefault(key(told.run), []).append(told)
        return {id: tuple(rows) for id, rows in found.items()}

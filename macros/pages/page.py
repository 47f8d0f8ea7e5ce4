"""What a generated page is: a path, a title, a lead and sections, and where its facts stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Section:
    """A part of a page under its own heading."""

    id: str
    title: str
    html: str


@dataclass(frozen=True)
class Page:
    """A page made from records. `path` is like 'models/deepseek-v3.md'; `source` is the file a reader would edit."""

    path: str
    title: str
    description: str
    lead: str
    sections: tuple[Section, ...]
    source: str
    jsonld: dict[str, Any] = field(default_factory=dict)  # what a program reads of it beside title and address
    kind: str = ""  # what it is about, behind the title in the browser's tab: two pages never have one title
    crumbs: tuple[tuple[str, str], ...] = ()  # (title, address) of the steps between the section and the page

    @property
    def folder(self) -> str:
        """The folder whose shell it is put in."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True)
class Redirect:
    """A former address and the page it leads to now (both like 'models/x.md'); the file and field that say so."""

    path: str
    target: str
    source: str
    place: tuple[str | int, ...]

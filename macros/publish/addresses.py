"""Everything that will stand in the site in, a registry of addresses out: the check reports two claims, the build writes by it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from macros.answers.knowledge import Knowledge
from macros.facts.characters import unportable
from macros.facts.documents import Document, Place, dotted
from macros.facts.problems import Problem
from macros.pages.generated import SHELLS, places, redirects
from macros.pages.links import API, ROWS, links_from
from macros.publish import api, downloads, feeds, pictures, policy, scripts, search, twins
from macros.publish.shell import NAME

MAX_PART = 200  # of one part of an address: a comparison is named after two models
ENGINE = ("404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json", "search/search_index.js")
PAGES = (".md", ".markdown", ".mkdown", ".mkdn", ".mkd")  # what the engine takes for a page
THEME = "the theme"
PAGE = "its page"  # how a claim of a page is called


class Unclaimed(ValueError):
    """The build is about to write where it may not."""


@dataclass(frozen=True)
class Claim:
    """What will stand at an address: the file it is from, and the field of that file."""

    address: str
    path: str
    what: str
    place: Place = ()


class Addresses:
    """Who stands where, in one of the two forms of the site."""

    def __init__(self, known: Knowledge, docs: Path, *, directories: bool) -> None:
        self._first: dict[str, Claim] = {}
        self._second: list[tuple[Claim, Claim]] = []
        self._claims = list(_claims(known, docs, directories=directories))
        if directories:
            self._claims += _beside(self._claims)
        keys = [_key(claim.address) for claim in self._claims]
        for key, claim in zip(keys, self._claims, strict=True):
            first = self._first.setdefault(key, claim)
            if first is not claim:
                self._second.append((first, claim))
        for key, claim in zip(keys, self._claims, strict=True):
            while key := key.rpartition("/")[0]:
                if (above := self._first.get(key)) is not None:
                    self._second.append((above, claim))

    def conflicts(self) -> list[tuple[Claim, Claim]]:
        """(who stands there, who wants to) for each address with two claims, and for a file that would have to be a folder."""
        return self._second

    def unportable(self) -> Iterator[tuple[Claim, str]]:
        """Each claim that some system cannot keep, with the reason."""
        for claim in self._claims:
            if claim.path != THEME and (
                why := next((why for part in claim.address.split("/") if (why := unportable(part, MAX_PART))), "")
            ):
                yield claim, why

    def file(self, url: str) -> str:
        """The file for the address of a page or file, from the site's top; raises Unclaimed where nobody or two may stand."""
        address = _file(url)
        claim = self._first.get(_key(address))
        if claim is None or claim.address != address:
            raise Unclaimed(f"nobody claims {address}; add it to macros/publish/addresses.py")
        if other := next((two for one, two in self._second if one is claim or two is claim), None):
            raise Unclaimed(f"{address} is claimed by {claim.path} and {other.path}")
        return address


def published(path: str) -> str:
    """The address of a page on the published site, from its top, by its path in docs/: what a copy on disk names too."""
    return links_from("", directories=True).page(path).removeprefix("./")


def problems(project: Path, docs: Path, known: Knowledge) -> list[Problem]:
    """Two claims to one address, in either form of the site, and names that not every system can keep."""
    found: dict[tuple[str, Place], Problem] = {}
    for directories in (True, False):
        addresses = Addresses(known, docs, directories=directories)
        for first, claim in addresses.conflicts():
            text = f"{claim.what} would stand at {claim.address}, where {first.path} stands; choose another name"
            found.setdefault((claim.path, claim.place), _problem(project, claim, text))
        for claim, why in addresses.unportable():
            found.setdefault((claim.path, claim.place), _problem(project, claim, why))
    return list(found.values())


def _problem(project: Path, claim: Claim, text: str) -> Problem:
    line = Document(project / claim.path, claim.path).line(claim.place) if claim.place else 1
    return Problem(claim.path, line, dotted(claim.place), text)


def _claims(known: Knowledge, docs: Path, *, directories: bool) -> Iterator[Claim]:
    """Every claim; who comes first stands, who comes later has to go elsewhere."""
    links = links_from("", directories=directories)
    for name in (*ENGINE, *_theme()):
        yield Claim(name, THEME, "its file")
    for path in sorted(docs.rglob("*")):
        parts = path.relative_to(docs).parts
        if path.is_file() and not any(part.startswith(".") for part in parts):
            shown, inside = f"{docs.name}/{'/'.join(parts)}", PurePosixPath(*parts)
            if path.suffix in PAGES:
                stem = "index" if path.stem == "README" else path.stem
                yield Claim(_file(links.page(str(inside.with_name(stem + ".md")))), shown, PAGE)
            else:
                yield Claim(str(inside), shown, "its file")
    for folder in SHELLS:
        yield Claim(_file(links.page(f"{folder}/{NAME}.md")), "macros/publish/shell.py", PAGE)
    for address in (*scripts.PATHS, ROWS):
        yield Claim(address, "macros/publish/scripts.py", "its file")
    for address in feeds.PATHS:
        yield Claim(address, "macros/publish/feeds.py", "its file")
    yield Claim(search.FILE, "macros/publish/search.py", "its file")
    yield Claim(policy.PATH, "macros/publish/policy.py", "its file")
    for address, source in api.places(known.catalog):
        yield Claim(address, source, "its file")
    for page, source, place in places(known):
        yield Claim(_file(links.page(page)), source, PAGE, place)
    for moved in redirects(known.catalog):
        yield Claim(_file(links.page(moved.path)), moved.source, "its redirect", moved.place)


def _beside(claims: Iterable[Claim]) -> list[Claim]:
    """What is put into a published site when it is finished: the downloads, a text and a picture beside each page."""
    source = "macros/publish/downloads.py"
    names = (downloads.FOLDER, f"{API}/{downloads.SUMS}", twins.LIST, twins.ALL)
    pages = [claim for claim in claims if claim.what == PAGE and claim.address.endswith("index.html")]
    return [
        *(Claim(name, source, "its file") for name in names),
        *(Claim(name, made_from, "its table") for name, made_from in api.sheet_places()),
        *(
            replace(claim, address=claim.address.removesuffix("index.html") + name)
            for claim in pages
            for name in (twins.TWIN, pictures.NAME)
        ),
    ]


def _file(url: str) -> str:
    """The file that a server shows at an address."""
    return f"{url.removeprefix('./')}index.html" if url.endswith("/") else url


def _key(address: str) -> str:
    """Equal for two addresses that are one file on some system."""
    return address.lower() if address.isascii() else unicodedata.normalize("NFC", address).casefold()


def _theme() -> Iterator[str]:
    def below(folder: Traversable, prefix: str) -> Iterator[str]:
        for item in sorted(folder.iterdir(), key=lambda item: item.name):
            if item.is_dir():
                yield from below(item, f"{prefix}{item.name}/")
            else:
                yield prefix + item.name

    yield from below(package_files("material") / "templates" / "assets", "assets/")

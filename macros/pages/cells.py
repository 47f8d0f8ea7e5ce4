"""Values in, cells out: a cell knows what it is, what it says and how it sorts; a partial in templates/cells/ draws it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from macros.answers import age
from macros.facts.catalog import Catalog
from macros.facts.schema.license import License
from macros.facts.schema.words import Word
from macros.pages.links import FOLDERS, Links

VERDICT_TONES = {
    "supported": "good", "partly-supported": "mixed", "contested": "mixed", "unsupported": "bad", "outdated": "bad",
    "opinion": "plain",
    "open-source": "good", "open-weights": "fair", "restricted-weights": "mixed", "api": "plain", "product": "plain",
    "withdrawn": "plain", "unreleased": "plain", "unknown": "plain",
    "yes": "good", "no": "bad", "conditional": "mixed", "silent": "plain", "info": "plain", "partial": "mixed",
    "well": "good", "tight": "mixed", "ahead": "good", "level": "fair", "behind": "mixed", "far": "bad",
    "whole": "good", "data-and-code": "fair", "part": "mixed",
    "meets": "good", "does-not-meet": "bad", "cannot-tell": "plain",
    "met": "good", "not-met": "bad",
    "pass": "good", "warning": "fair", "fail": "bad", "missing": "bad",
    "I": "good", "II": "good", "III": "fair", "none": "bad",
    "allowed": "good", "conditions": "mixed", "forbidden": "bad",
    "open-with-restrictions": "fair", "source-available-commercial-with-threshold": "mixed", "non-commercial": "bad",
    "research-only": "bad", "proprietary-api-terms": "plain",
    "supports": "good", "contradicts": "bad", "context": "plain", "open": "good", "closed": "bad",
}  # fmt: skip


class Cell(NamedTuple):
    """One value on a page. `kind` names the partial; `sort` orders it in a table ('' sorts last).

    `shared` is the title that assets/terms.js gives the text on every page, so that this one need not.
    """

    kind: str
    text: str = ""
    href: str = ""
    tone: str = ""
    title: str = ""
    sort: str = ""
    items: tuple[Cell, ...] = ()
    shared: str = ""

    @property
    def own(self) -> str:
        """The title, where this page has to bring it."""
        return "" if self.title == self.shared else self.title


UNKNOWN = Cell("unknown", "unknown")
NONE = Cell("none", "–")  # there is nothing to know here


@dataclass(frozen=True)
class Cells:
    """Makes cells whose links start from one page."""

    catalog: Catalog
    links: Links

    def aged(self, read: str, shelf: int) -> Cell:
        """The day something was read, marked as old once that was more than `shelf` days ago."""
        return read_on(read, shelf, old=age.days(read, self.catalog.today) > shelf)

    def checked(self, license: License) -> Cell:
        """The day somebody last read the text of a license."""
        return self.aged(license.checked, age.of_license(license))

    def span(self, low: float, high: float) -> Cell:
        """Bytes as GB, from and to; the same to a reader, the same to a table."""
        return gigabytes(low)._replace(text=self.catalog.range(shown_gigabytes(low), shown_gigabytes(high)))

    def model(self, id: str) -> Cell:
        return self.record("model", id)

    def family(self, id: str) -> Cell:
        return self.record("family", id)

    def maker(self, id: str) -> Cell:
        return self.record("maker", id)

    def license(self, id: str) -> Cell:
        license = self.catalog.licenses[id]
        category = self.catalog.word("license-categories", license.category)
        shown = license.short_name or license.name
        title = category.label if shown == license.name else f"{license.name}: {category.label}"
        return Cell("link", shown, self.links.record("license", id), title=title, sort=shown.casefold())

    def benchmark(self, id: str) -> Cell:
        return self.record("benchmark", id)

    def framework(self, id: str) -> Cell:
        return self.record("framework", id)

    def record(self, kind: str, id: str) -> Cell:
        """Any record by its name, as a link where its kind has pages; a license says what it is."""
        if kind == "license":
            return self.license(id)
        name = getattr(self.catalog.entries[kind][id].record, "name", id)
        if kind not in FOLDERS:
            return Cell("text", name, sort=name.casefold())
        return Cell("link", name, self.links.record(kind, id), sort=name.casefold())

    def claim(self, id: str) -> Cell:
        claim = self.catalog.claims[id]
        word = self.catalog.word("verdicts", claim.verdict)
        return Cell(
            "badge",
            word.label,
            self.links.record("claim", id),
            VERDICT_TONES[claim.verdict],
            self.catalog.word("captions", "claim-checked").label.format(day=claim.checked, claim=claim.claim),
        )

    def badge(self, vocabulary: str, id: str, title: str = "", href: str = "") -> Cell:
        """A word as a badge: shape and word say what color repeats."""
        words = list(self.catalog.vocabularies[vocabulary])
        word = self.catalog.word(vocabulary, id)
        return Cell(
            "badge", word.label, href, VERDICT_TONES.get(id, "plain"), title or word.description or "", f"{words.index(id):02}",
            shared=self._shared(word),
        )  # fmt: skip

    def verdict(self, vocabulary: str, id: str, title: str = "") -> Cell:
        """An outcome by shape, word and color."""
        word = self.catalog.word(vocabulary, id)
        order = list(self.catalog.vocabularies[vocabulary]).index(id)
        shown = title or word.description or ""
        return Cell("verdict", word.label, tone=id, title=shown, sort=f"{order:02}", shared=self._shared(word))

    def word(self, vocabulary: str, id: str) -> Cell:
        word = self.catalog.word(vocabulary, id)
        return Cell("text", word.label, title=word.description or "", sort=word.label.casefold(), shared=self._shared(word))

    def _shared(self, word: Word) -> str:
        return self.catalog.meanings.get(word.label, "")


def text(value: str | None, sort: str = "") -> Cell:
    return Cell("text", value, sort=sort or value.casefold()) if value else UNKNOWN


def url(address: str | None, shown: str = "") -> Cell:
    return Cell("url", shown or _short(address), address) if address else UNKNOWN


def day(value: str | None) -> Cell:
    """2024-12-26, sortable."""
    return Cell("date", value, sort=value) if value else UNKNOWN


def read_on(value: str, shelf: int, *, old: bool) -> Cell:
    """The day a fact that ages was read; after `shelf` days it is old, by the reader's day where scripts run."""
    return Cell("aged", value, str(shelf), "old" if old else "", sort=value)


def dollars(value: float | None) -> Cell:
    """$0.15; as many digits as the price has, two at least."""
    if value is None:
        return UNKNOWN
    whole, _, part = f"{value:,.6f}".rstrip("0").partition(".")
    return Cell("number", f"${whole}.{part:0<2}", sort=f"{value:022.6f}")


def count(value: int | None) -> Cell:
    """A count in short scale: 671B."""
    return Cell("number", short(value), title=f"{value:,}", sort=f"{value:020}") if value is not None else UNKNOWN


def tokens(value: int | None) -> Cell:
    return Cell("number", f"{value:,}", sort=f"{value:020}") if value is not None else UNKNOWN


def integer(value: int | None) -> Cell:
    return Cell("number", f"{value:,}", sort=f"{value:020}") if value is not None else UNKNOWN


def gigabytes(value: float | None) -> Cell:
    """Bytes as GB, rounded up: 4.9."""
    if value is None:
        return UNKNOWN
    shown = shown_gigabytes(value)
    return Cell("number", shown, sort=shown.replace(",", ""))


def shown_gigabytes(value: float) -> str:
    """Bytes → GB, never rounded down, so that nothing seems to fit that does not: 0.14, 4.9, 186."""
    amount = value / 10**9
    digits = 2 if amount < 1 else 1 if amount < 100 else 0
    return f"{ceil(round(amount * 10**digits, 6)) / 10**digits:,.{digits}f}"


def number(value: float | None, digits: int | None = 1, unit: str = "") -> Cell:
    """A number with so many digits behind the point; None: as many as it has, in powers of ten where it is huge."""
    if value is None:
        return UNKNOWN
    if digits is None:
        shown = f"{value:.2e}" if value >= 10**12 else f"{value:,.6f}".rstrip("0").rstrip(".")
        return Cell("number", shown + unit, sort=f"{value:045.6f}")
    return Cell("number", f"{value:,.{digits}f}{unit}", sort=f"{value:.6f}")


def short(value: int) -> str:
    """671_000_000_000 → '671B'; three significant digits."""
    for scale, letter in ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K")):
        if value >= scale:
            return f"{float(f'{value / scale:.3g}'):g}{letter}" if value < scale * 1000 else f"{value / scale:,.0f}{letter}"
    return str(value)


def small(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _short(address: str | None) -> str:
    shown = (address or "").split("://", 1)[-1].removeprefix("www.")
    return shown if len(shown) < 60 else shown[:57] + "…"

"""A page's path in docs/ in, the address of that page as seen from another page out."""

from __future__ import annotations

from dataclasses import dataclass

from macros.facts.schema.kinds import KINDS

RUN, COST, COMPARE = "decide/will-it-run.md", "decide/cost.md", "decide/compare.md"  # the tools that pages lead to
ROWS = "assets/rows.js"  # what a catalog too long for its page leaves out
API = "api/v1"  # where the files for other programs stand
API_INDEX = "index"  # the file there that lists the others
ONE = f"{API}/models"  # the folder there with one model a file
FILE_SCHEMAS = "schema/files"  # where the schemas of those files stand; beside them those of the records
FOLDERS = {kind.name: kind.folder for kind in KINDS if kind.paged}


@dataclass(frozen=True)
class Links:
    """Addresses relative to one page.

    `root` leads from that page to the site's top ('' or '../' repeated); `directories` says whether a page
    is a folder (`models/x/`, published) or a file (`models/x.html`, offline).
    """

    root: str = ""
    directories: bool = True

    def page(self, path: str, anchor: str = "") -> str:
        """'understand/licensing.md' → its address."""
        stem = path.removesuffix(".md")
        name = stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else stem + "/"
        address = self.root + name or "./" if self.directories else self.root + (stem + ".html")
        return address + (f"#{anchor}" if anchor else "")

    def record(self, kind: str, id: str) -> str:
        """The page of a record; questions, terms and sources live as parts of one page."""
        match kind:
            case "term":
                return self.page("glossary.md", id)
            case "source":
                return self.page("sources.md", id)
            case "faq":
                return self.page("faq/index.md", id)
            case "question":
                return self.page(question_path(id))
            case _:
                return self.page(f"{FOLDERS[kind]}/{id}.md")

    def file(self, path: str) -> str:
        """A file of the site, such as 'api/v1/models.json'."""
        return self.root + path


def question_path(id: str) -> str:
    """The page of a question about licenses."""
    return f"licenses/questions/{id.replace('_', '-')}.md"


def links_from(url: str, *, directories: bool) -> Links:
    """The links of the page whose address from the site's top is `url` ('models/', 'models/x.html', '')."""
    return Links("../" * url.count("/"), directories)

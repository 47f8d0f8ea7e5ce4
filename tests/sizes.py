"""Built sites in, what a reader waits for and a disk holds out: side by side, beside a Material site of the same pages."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import median

HOME, CATALOG = "index.html", "models/index.html"
STOCK = "stock Material"
_LOADED = re.compile(r"""<(?:link [^>]*?rel="?(?:stylesheet|preload|icon)"? [^>]*?href|script [^>]*?src)="?([^"\s>]+)""")
_WORKER = re.compile(r'"search": "([^"]+)"')  # the theme's search loads it with every page, and it the index
_PACKED = (".woff2", ".png")


def sizes(projects: dict[str, Path], work: Path, engine: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Head and rows of a table; `engine` is the configuration of a plain site, `work` a folder to build it in."""
    for project in projects.values():
        if not (project / "site").is_dir():
            build(project, "site")
    sites = {name: project / "site" for name, project in projects.items()}
    [*_, ours] = sites.values()
    chosen = (HOME, CATALOG, _middle(ours).relative_to(ours).as_posix())
    sites[STOCK] = stock(work / "stock", ours, chosen, engine)
    columns = [_column(site, projects.get(name), work) for name, site in sites.items()]
    return ("what", *sites), [(what, *(column.get(what, "") for column in columns)) for what in columns[0]]


def _column(site: Path, project: Path | None, work: Path) -> dict[str, str]:
    middle, catalog = _middle(site), site / CATALOG
    visited = fetched(site, (HOME, CATALOG, middle.relative_to(site).as_posix()))
    faces = sum(packed(path) for path in visited if path.suffix == ".woff2")
    half = (_shown(median(map(size, _models(site)))), _shown(median(map(packed, _models(site)))))
    row = {"a model's page, median": " / ".join(half)}
    row["first visit: home, catalog, a model"] = f"{(sum(map(packed, visited)) - faces) / 1000:.0f} KB"
    row["and typefaces (stock's are another host's)"] = f"{faces / 1000:.0f} KB"
    row["the catalog"] = f"{_shown(size(catalog))} / {_shown(packed(catalog))}"
    if project is None:
        return row
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    whole = sum(map(size, files))
    row["its elements before somebody asks for more"] = f"{elements(catalog):,}"
    row["the site"] = f"{whole / 10**6:.1f} MB"
    row["its API"] = f"{sum(size(path) for path in files if path.is_relative_to(site / 'api')) / 10**6:.1f} MB"
    row["its pages, and the site by page"] = f"{pages:,}, {whole / pages / 1000:.1f} KB"
    build(project, "offline", OFFLINE="true")
    archive = Path(shutil.make_archive(str(work / f"{project.name}-offline"), "zip", project / "offline"))
    row["the copy on disk, as zip"] = f"{size(archive) / 10**6:.1f} MB"
    return row


def stock(target: Path, site: Path, pages: Iterable[str], engine: str) -> Path:
    """A plain Material site with the content of these pages of ours, and nothing else to search."""
    (target / "docs" / "models").mkdir(parents=True)
    (target / "mkdocs.yml").write_text(engine, "utf-8")
    for page in pages:
        article = re.search(r"<article\b[^>]*>(.*)</article>", (site / page).read_text("utf-8"), re.DOTALL)
        assert article, page
        name = page.removesuffix("/index.html") + ".md" if page.count("/") > 1 else page.removesuffix(".html") + ".md"
        content = re.sub(r"<script\b.*?</script>", "", article[1], flags=re.DOTALL)
        (target / "docs" / name).write_text(f"# Page\n\n<div>{content}</div>\n", "utf-8")
    build(target, "site")
    return target / "site"


def build(project: Path, folder: str, **environment: str) -> None:
    """Build a project into one of its folders; its errors end the benchmark."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", **environment}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder]
    done = subprocess.run(command, cwd=project, env=os.environ | quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} in {project} failed:\n{done.stdout}{done.stderr}")


def fetched(site: Path, pages: Iterable[str]) -> set[Path]:
    """The files that a browser fetches for these pages, one after the other, each once."""
    files: set[Path] = set()
    for page in pages:
        html = (site / page).read_text("utf-8")
        files.add((site / page).resolve())
        found = [*_LOADED.findall(html), *_WORKER.findall(html)]
        files |= {(site / page).parent.joinpath(address).resolve() for address in found if "://" not in address}
        if _WORKER.search(html):
            files.add((site / "search" / "search_index.json").resolve())
    return {path for path in files if path.is_file()}


def elements(page: Path) -> int:
    """Elements of a page for a browser with scripts, to which a noscript is one text."""
    html = re.sub(r"<noscript>.*?</noscript>", "<noscript></noscript>", page.read_text("utf-8"), flags=re.DOTALL)
    return len(re.findall(r"<[a-z]", html))


def size(path: Path) -> int:
    return path.stat().st_size


def packed(path: Path) -> int:
    """Bytes on their way: what can be packed is."""
    content = path.read_bytes()
    return len(content) if path.suffix in _PACKED else len(gzip.compress(content, 9))


def _models(site: Path) -> list[Path]:
    """Their pages, without those of former addresses."""
    return [path for path in sorted((site / "models").glob("*/index.html")) if "<article" in path.read_text("utf-8")]


def _middle(site: Path) -> Path:
    found = sorted(_models(site), key=size)
    return found[len(found) // 2]


def _shown(count: float) -> str:
    return f"{count / 1000:.1f} KB"

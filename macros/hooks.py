"""MkDocs events in, calls to macros.publish.build out. The only module that knows MkDocs."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler


@dataclass
class _Run:
    """What the build that is running has made so far: asking the disk again for each page would cost more than the page."""

    known: Any
    staging: Any


_run: dict[str, _Run] = {}
_serving: dict[str, bool] = {}
_seen: dict[str, tuple[tuple[str, int], ...]] = {}


def _site() -> Any:
    return import_module("macros.publish.build")


def _refresh() -> None:
    """Forget the modules of macros/ when one of their files changed, so that `serve` shows the edit."""
    folder = Path(__file__).absolute().parent
    if str(folder.parent) not in sys.path:
        sys.path.insert(0, str(folder.parent))
    stamp = tuple((str(path), path.stat().st_mtime_ns) for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".html"))
    if _seen.get("macros") != stamp:
        for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
            del sys.modules[name]
        _seen["macros"] = stamp


def _project(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).absolute().parent


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether the site is made for a person who edits it."""
    _serving["now"] = command == "serve"


@event_priority(100)  # before the macros plugin, so that a contributor reads the problems and no traceback
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data and the pages; set up the offline build and the folder the site is made in."""
    _refresh()
    site = _site()
    try:
        known = site.check(_project(config), Path(config.docs_dir), str(config.site_url or ""))
    except site.DataError as error:
        raise PluginError(f"The data has problems:\n{error}") from None
    config.extra["offline"] = os.environ.get("OFFLINE") == "true"
    config.extra["place"] = "served" if _serving.get("now") else "offline" if config.extra["offline"] else "published"
    if config.extra["offline"]:
        config.use_directory_urls = False
        config.extra["polyfills"] = [site.SEARCH_WORKER]
        config.theme.static_templates.clear()  # a server's: not found, sitemap
    _leave()
    staging = import_module("macros.publish.staging").Staging(Path(config.site_dir))
    _run["now"] = _Run(known, staging)
    config.site_dir = str(staging.folder)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the shells, leave out what nobody loads."""
    site = _site()
    for file in [file for file in files if site.needless(file.src_uri)]:
        files.remove(file)
    for path, text in site.files(offline=config.extra["offline"]):
        files.append(File.generated(config, path, content=text))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Put each shell where its folder's index stands, for the breadcrumb and the active tab."""
    for page, index in _site().shell_parents():
        shell, home = files.get_file_from_path(page), files.get_file_from_path(index)
        if shell and shell.page and home and home.page:
            shell.page.parent = home.page.parent
    return nav


def _written(page: Page) -> bool:
    """Whether people wrote the page, in docs/; the others are ours."""
    return page.file.generated_by is None


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Read a page with our own reader, so that its front matter says to the engine what it said to the check."""
    return str(_site().source(Path(str(page.file.abs_src_path)))) if _written(page) else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make the calls of a page; point the pencil of a shell at the data. The macros plugin has the macros and renders nothing."""
    if page.meta.get("shell"):
        page.edit_url = f"{config.repo_url}/edit/main/{_site().EDIT}"
    if not _written(page):
        return markdown
    plugin: Any = config.plugins["macros"]
    return str(_site().fill(_run["now"].known, markdown, plugin.macros))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Take out what may not stand in a page, put in what macros drew, and explain the first use of each glossary term."""
    if page.meta.get("shell"):
        return html
    html, ids = _site().finish(_run["now"].known, html, page.url, written=_written(page), directories=config.use_directory_urls)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | ids
    return str(html)


@event_priority(-50)  # after everything else that changes a page
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Say in the finished page what a browser may load and run."""
    return str(_site().seal(output, config.extra["place"]))


@event_priority(-50)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for the page of a server that finds nothing."""
    return str(_site().seal(output_content, config.extra["place"]))


@event_priority(-50)  # after the search plugin wrote its index
def on_post_build(config: MkDocsConfig) -> None:
    """Write the generated pages beside the engine's, then put the whole site in its place."""
    site, run, folder = _site(), _run["now"], Path(config.site_dir)
    offline = config.extra["offline"]
    generated = site.Generated(
        _project(config),
        run.known,
        {folder: _shell(config, folder) for folder in site.SHELLS},
        (folder / site.SEARCH).read_text("utf-8"),
        "" if offline else (folder / "sitemap.xml").read_text("utf-8"),
        str(config.site_url or ""),
        str(config.repo_url or ""),
        offline,
    )
    for path, content in generated:
        run.staging.put(path, content)
    site.audit(_project(config), run.known, folder, offline=offline)
    if not (config.strict and _warned()):  # else MkDocs ends the build after this
        run.staging.swap()


def on_build_error(error: Exception) -> None:
    """Leave the last good site as it was."""
    _leave()


def on_shutdown() -> None:
    """Leave nothing beside the site."""
    _leave()


def _leave() -> None:
    if run := _run.pop("now", None):
        run.staging.discard()


def _warned() -> bool:
    counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
    return any(counter.get_counts() for counter in counters)


def _shell(config: MkDocsConfig, folder: str) -> tuple[str, str]:
    """What the theme made of the shell of a folder, taken out of the site, and its address."""
    name = f"{folder}/{_site().NAME}"
    path = Path(config.site_dir, f"{name}/index.html" if config.use_directory_urls else f"{name}.html")
    html = path.read_text("utf-8")
    path.unlink()
    if config.use_directory_urls:
        path.parent.rmdir()
    return html, f"{config.site_url or ''}{name}{'/' if config.use_directory_urls else '.html'}"

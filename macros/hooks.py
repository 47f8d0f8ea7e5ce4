"""MkDocs events in, calls to macros.publish.build out. The only module that knows MkDocs."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

_known: dict[str, Any] = {}  # what the check of this build made: asking the disk again for each page would cost more than the page
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


@event_priority(100)  # before the macros plugin, so that a contributor reads the problems and no traceback
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data and the pages; set up the offline build."""
    _refresh()
    site = _site()
    try:
        _known["catalog"] = site.check(_project(config), Path(config.docs_dir), str(config.site_url or ""))
    except site.DataError as error:
        raise PluginError(f"The data has problems:\n{error}") from None
    config.extra["offline"] = os.environ.get("OFFLINE") == "true"
    if config.extra["offline"]:
        config.use_directory_urls = False
        config.extra["polyfills"] = [site.SEARCH_WORKER]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the shells, and the files other programs and our own scripts read."""
    site = _site()
    for path, text in site.files(_project(config), offline=config.extra["offline"]):
        files.append(File.generated(config, path, content=text))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Put each shell where its folder's index stands, for the breadcrumb and the active tab."""
    for page, index in _site().shell_parents():
        shell, home = files.get_file_from_path(page), files.get_file_from_path(index)
        if shell and shell.page and home and home.page:
            shell.page.parent = home.page.parent
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Point the pencil of a shell at the data."""
    if page.meta.get("shell"):
        page.edit_url = f"{config.repo_url}/edit/main/{_site().EDIT}"
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put in what macros drew, and explain the first use of each glossary term."""
    if page.meta.get("shell"):
        return html
    html, ids = _site().finish(_known["catalog"], html, page.url, directories=config.use_directory_urls)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | ids
    return str(html)


@event_priority(-50)  # after the search plugin wrote its index
def on_post_build(config: MkDocsConfig) -> None:
    """Write the generated pages, their search entries and addresses into the site."""
    _site().publish(
        _project(config),
        Path(config.site_dir),
        address=str(config.site_url or ""),
        repository=str(config.repo_url or ""),
        offline=config.extra["offline"],
    )

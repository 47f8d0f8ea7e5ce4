"""MkDocs events in, calls to macros.publish.build out. The only module that knows MkDocs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
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


@dataclass
class _Run:
    """What the build that is running has made so far: asking the disk again for each page would cost more than the page."""

    known: Any
    staging: Any
    generated: Any
    pages: Any


_run: dict[str, _Run] = {}
_preview: list[Any] = []  # one while a server asks us for each page, else none
_seen: dict[str, list[tuple[str, int]]] = {}  # a folder or file of macros/ → its files and when they were written
LAYERS = ("facts", "answers", "pages", "publish")  # none imports one behind it


def _site() -> Any:
    return import_module("macros.publish.build")


def _engine() -> Any:
    return import_module("macros.engine.pages")


def _cache() -> Any:
    return import_module("macros.facts.cache")


def _refresh() -> None:
    """Forget the modules that changed since the last build, with all that may rest on them, so that `serve` shows the edit."""
    folder = Path(__file__).absolute().parent
    if str(folder.parent) not in sys.path:
        sys.path.insert(0, str(folder.parent))
    stamps: dict[str, list[tuple[str, int]]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".html"):
            stamps.setdefault(path.relative_to(folder).parts[0], []).append((str(path), path.stat().st_mtime_ns))
    changed = {part for part in stamps.keys() | _seen.keys() if stamps.get(part) != _seen.get(part)}
    if changed:
        sound = LAYERS[: min(LAYERS.index(part) if part in LAYERS else 0 for part in changed)]
        for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
            if name.partition(".")[2].partition(".")[0] not in sound:
                del sys.modules[name]
        if sound:
            _cache().code.cache_clear()
        _seen.clear()
        _seen.update(stamps)


def _project(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).absolute().parent


@event_priority(100)  # before the macros plugin, so that a contributor reads the problems and no traceback
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data and the pages; set up the offline build and the folder the site is made in."""
    _refresh()
    site = _site()
    config.extra["offline"] = os.environ.get("OFFLINE") == "true"
    config.extra["shelf"] = site.WORDS
    config.extra["place"] = "offline" if config.extra["offline"] else "published"
    if config.extra["offline"]:
        config.use_directory_urls = False
        config.theme.static_templates.clear()  # a server's: not found, sitemap
    project, address, repository = _project(config), str(config.site_url or ""), str(config.repo_url or "")
    _leave()
    try:
        known = site.knowledge(project, address)
        staging = import_module("macros.publish.staging").Staging(Path(config.site_dir))
        made = import_module("macros.publish.generated").Generated(project, known, address, repository, config.extra["offline"])
        _run["now"] = _Run(known, staging, made, _engine().Pages(project, config.use_directory_urls))
        if not _preview:
            made.begin()
        site.judge(project, Path(config.docs_dir), known, address)
    except site.DataError as error:
        _leave()
        raise PluginError(f"The data has problems:\n{error}") from None
    config.site_dir = str(staging.folder)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the shells, leave out what nobody loads."""
    site = _site()
    for file in [file for file in files if site.needless(file.src_uri, offline=config.extra["offline"])]:
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
    places = sorted((file.src_uri, file.url) for file in files)
    setting = Path(config.config_file_path).read_text("utf-8"), str(config.site_url)
    run = _run["now"]
    run.pages.around = _cache().digest(places, setting, _site().around(run.known, Path(config.docs_dir)))
    return nav


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Let the theme's templates be read as an earlier build compiled them."""
    env.bytecode_cache = import_module("macros.pages.renderer").compiled()
    return env


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Let the page be read from what an earlier build made of the same Markdown."""
    if page.canonical_url and config.extra["offline"]:  # a copy on disk says where the page is published
        page.canonical_url = f"{config.site_url}{_published(page.file.src_uri)}"
    _run["now"].pages.take_over(page)
    return page


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
    run, place = _run["now"], f"{page.url} {config.use_directory_urls} {config.repo_url}"
    return str(_site().fill(run.known, markdown, plugin.macros, run.pages.place(page, "filled"), place))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Take out what may not stand in a page, put in what macros drew, and explain the first use of each glossary term."""
    run = _run["now"]
    if page.meta.get("shell") or run.pages.known(page):
        return html
    html, ids = _site().finish(run.known, html, page.url, written=_written(page), directories=config.use_directory_urls)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | ids
    return str(html)


@event_priority(-50)  # after everything else that changes a page
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend the finished page, say in it what a browser may load and run, and keep it."""
    pages = _run["now"].pages
    page.content = ""  # it is in `output`
    if pages.known(page):
        return output
    html = str(_site().complete(output, config.extra["place"]))
    pages.keep(page, html)
    return html


@event_priority(-50)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for the page of a server that finds nothing."""
    return str(_site().complete(output_content, config.extra["place"]))


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the generated pages beside the engine's, then put the whole site in its place."""
    run, folder = _run["now"], Path(config.site_dir)
    generated = run.generated
    generated.shells = {folder: _shell(config, folder) for folder in _site().SHELLS}
    generated.sitemap = "" if config.extra["offline"] else (folder / "sitemap.xml").read_text("utf-8")
    for path, content in () if _preview else generated:
        run.staging.put(path, content)
    generated.audit(folder)
    if not (config.strict and _engine().warned()):  # else MkDocs ends the build after this
        run.staging.swap()
        for preview in _preview:
            preview.generated, preview.problem = generated, ""


def on_build_error(error: Exception) -> None:
    """Leave the last good site as it was."""
    _leave()
    for preview in _preview:
        preview.problem = str(error)


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether the site is made for a person who edits it."""
    _refresh()
    asked = command == "serve" and import_module("macros.engine.server").reloads()
    _preview[:] = [import_module("macros.publish.preview").Preview()] if asked else []
    if command == "build":
        gc.disable()  # a tenth of the time; a build ends before what goes round in circles is worth looking for


def on_shutdown() -> None:
    """Leave nothing beside the site."""
    _leave()


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[..., None]) -> Any:
    """Draw a generated page when it is asked for; show a problem above the last good page until it is mended."""
    for preview in _preview:  # none where the first build was asked to be a whole one
        import_module("macros.engine.server").follow(server, builder, preview)
    return server


def _published(path: str) -> str:
    return str(import_module("macros.publish.addresses").published(path))


def _leave() -> None:
    if run := _run.pop("now", None):
        run.generated.stop()
        run.staging.discard()


def _shell(config: MkDocsConfig, folder: str) -> tuple[str, str]:
    """What the theme made of the shell of a folder, taken out of the site, and its address."""
    name = f"{folder}/{_site().NAME}"
    path = Path(config.site_dir, f"{name}/index.html" if config.use_directory_urls else f"{name}.html")
    html = path.read_text("utf-8")
    path.unlink()
    if config.use_directory_urls:
        path.parent.rmdir()
    return html, f"{config.site_url or ''}{_published(f'{name}.md')}"

"""The server of MkDocs in, the same server with generated pages drawn on request and problems above them out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import click

from macros.publish.policy import reseal
from macros.publish.preview import Preview


def follow(server: Any, builder: Callable[..., None], preview: Preview) -> Any:
    """Let the server ask `preview` for what the engine did not make, and build through it."""
    sys.dont_write_bytecode = True  # beside a module or a template that is watched: it would start the next build
    answer, inject = server._serve_request, server._inject_js_into_html

    def respond(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").removeprefix(server.mount_path)
        if path.startswith("/"):
            return answer(environ, start)  # type: ignore[no-any-return]
        with server._epoch_cond:
            server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
        name = path + "index.html" if path.endswith("/") else path
        content = preview.find(name)
        if content is None:
            return answer(environ, start)  # type: ignore[no-any-return]
        if not content:
            start("302 Found", [("Location", environ["PATH_INFO"] + "/")])
            return []
        if name.endswith(".html"):
            content = show(content, server._visible_epoch)
        start("200 OK", [("Content-Type", server._guess_type(name)), ("Content-Length", str(len(content)))])
        return [content]

    def show(html: bytes, epoch: int) -> bytes:
        return reseal(inject(preview.show(html), epoch).decode("utf-8")).encode("utf-8")

    server.builder = partial(preview.build, builder)
    server._serve_request, server._inject_js_into_html = respond, show
    return server


def reloads() -> bool:
    """Whether the server follows edits: else MkDocs never lets us answer, and hands out the files of one build."""
    context = click.get_current_context(silent=True)
    return context is None or bool(context.params.get("livereload", True))

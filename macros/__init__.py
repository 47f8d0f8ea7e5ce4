"""define_env: the macros a page may call."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def define_env(env: Any) -> None:
    """Called by the macros plugin once a build; each name below is a macro in docs/."""
    from macros.pages.writing import Blocks
    from macros.publish.build import knowledge

    project = Path(env.conf["config_file_path"]).absolute().parent
    known = knowledge(project)
    blocks = Blocks(
        known,
        lambda: str(env.page.url),
        lambda: str(env.markdown),
        directories=bool(env.conf["use_directory_urls"]),
        repository=str(env.conf["repo_url"] or ""),
    )
    for name, macro in blocks.macros().items():
        env.macro(macro, name)

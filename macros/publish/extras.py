"""The name of a library in, the library out: those that only `downloads` needs and a build of the pages does without."""

from __future__ import annotations

from importlib import import_module
from typing import Any

REQUIREMENTS = "requirements-downloads.txt"


class Missing(RuntimeError):
    """A library is not installed; the text says how to install it."""


def extra(module: str, purpose: str) -> Any:
    """The module, which makes `purpose`."""
    try:
        return import_module(module)
    except ImportError:
        install = f"python -m pip install -r {REQUIREMENTS} --no-deps"
        raise Missing(f"{purpose} needs {module}, which is not installed; run make downloads, or {install}") from None

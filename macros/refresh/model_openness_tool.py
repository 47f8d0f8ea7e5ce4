"""The repository of the Model Openness Tool in, the components it lists of each model out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from macros.refresh.adapters import Facts, Statement
from macros.refresh.answers import ARCHIVE, Files
from macros.refresh.names import Names, repository
from macros.refresh.offers import each, mapping

_FILES = "https://github.com/lfai/model_openness_tool/blob/"
_ABSENT = re.compile(r"component.*not inc|undisclosed|proprietary", re.IGNORECASE)  # stands where a license would


def statements(answer: Any, names: Names) -> Iterator[Statement | None]:
    """Every file of models/: which components it lists, and the license it gives the whole release."""
    files = answer if isinstance(answer, Files) else Files({})
    at = f"{_FILES}{files.commit[:12] or 'main'}/"
    known = names.catalog.vocabularies.get("components", {})
    for path, tree in files.trees.items():
        if not path.startswith("models/"):
            continue
        release = mapping(mapping(tree).get("release"))
        name = release.get("name")
        if not isinstance(name, str) or not name:
            yield None
            continue
        facts, links = {}, {}
        for part in map(mapping, each(release.get("components"))):
            id = _id(str(part.get("name", "")))
            if id in known and not _ABSENT.search(str(part.get("license", ""))):
                facts[f"components.{id}"] = "yes"
                links[f"components.{id}"] = str(part.get("component_path") or "")
        yield Statement(name, at + quote(path), facts, links, repository(release.get("huggingface")))


def _id(name: str) -> str:
    """'Model parameters (Final)' → 'model-parameters-final'."""
    return re.sub(r"[^a-z]+", "-", name.lower()).strip("-")


MODEL_OPENNESS_TOOL = Facts(
    "model-openness-tool",
    "Components of models, from the Model Openness Tool",
    "https://github.com/lfai/model_openness_tool/tree/main/models",
    "https://codeload.github.com/lfai/model_openness_tool/tar.gz/refs/heads/main",
    "MIT License, Copyright 2024 The Model Openness Tool Authors",
    statements,
    "Model Openness Tool entry",
    graded=False,
    form=ARCHIVE,
)

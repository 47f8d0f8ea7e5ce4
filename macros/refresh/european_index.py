"""The repository of the European Open Source AI Index in, its judgement on each part of each system out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from macros.refresh.adapters import Facts, Statement
from macros.refresh.answers import ARCHIVE, Files
from macros.refresh.names import Names, repository
from macros.refresh.offers import mapping

_FILES = "https://github.com/Language-Technology-Assessment/main-database/blob/"
_PARTS = {  # its name of a part → our component
    "datasources_basemodel": "datasets",
    "datasources_endmodel": "fine-tuning-data",
    "weights_basemodel": "model-parameters-base",
    "weights_endmodel": "model-parameters-final",
    "trainingcode": "training-code",
    "code": "code-documentation",
    "hardware_architecture": "hardware-documentation",
    "preprint": "preprint",
    "paper": "peer-reviewed-paper",
    "modelcard": "model-card",
    "datasheet": "datasheet",
}
_CLASSES = {"open": "yes", "partial": "partial", "closed": "no"}


def statements(answer: Any, names: Names) -> Iterator[Statement | None]:
    """Every file at the top: open, partial or closed for eleven parts of the model it names."""
    files = answer if isinstance(answer, Files) else Files({})
    at = f"{_FILES}{files.commit[:12] or 'main'}/"
    for path, tree in files.trees.items():
        if "/" in path:
            continue
        about = mapping(tree)
        name = mapping(about.get("system")).get("endmodelname")
        if not isinstance(name, str) or not name:
            yield None
            continue
        facts, links = {}, {}
        for theirs, ours in _PARTS.items():
            part = mapping(about.get(theirs))
            if (judged := _CLASSES.get(str(part.get("class", "")).strip().lower())) is not None:
                facts[f"components.{ours}"] = judged
                links[f"components.{ours}"] = str(part.get("link") or "")
        yield Statement(name, at + quote(path), facts, links, repository(links.get("components.model-parameters-final")))


EUROPEAN_INDEX = Facts(
    "european-index",
    "Openness of models part by part, from the European Open Source AI Index",
    "https://osai-index.eu/",
    "https://codeload.github.com/Language-Technology-Assessment/main-database/tar.gz/refs/heads/main",
    "CC BY 4.0; Liesenfeld, A. and Dingemanse, M., 2024. Rethinking open source generative AI: open-washing and the EU AI Act. "
    "Proceedings of the 2024 ACM Conference on Fairness, Accountability, and Transparency, 1774-1787. https://osai-index.eu/",
    statements,
    "European Open Source AI Index, entry",
    form=ARCHIVE,
)

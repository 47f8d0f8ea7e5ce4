"""Rules about results of tests: who may report them, and whose may be copied here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast
from urllib.parse import urlsplit

from macros.facts.documents import Place
from macros.facts.rules.entry import Entry, RecordRule
from macros.facts.schema.model import Model

# repositories whose terms let anyone copy their results; everything else must be a maker's own report
FREE = {
    "github.com/Aider-AI/aider": "Apache-2.0",
    "github.com/sierra-research/tau2-bench": "MIT",
    "github.com/vectara/hallucination-leaderboard": "Apache-2.0",
    "github.com/laude-institute/terminal-bench": "Apache-2.0",
    "github.com/ShishirPatil/gorilla": "Apache-2.0",
    "github.com/embeddings-benchmark/results": "CC0-1.0",
    "github.com/EuroEval/EuroEval": "MIT",
    "github.com/TIGER-AI-Lab/MMLU-Pro": "Apache-2.0",
}
# boards whose terms forbid it, whoever quotes them
FORBIDDEN = re.compile(r"artificialanalysis|scale\.com|vals\.ai|arcprize|matharena|vellum|swebench\.com|crfm\.stanford\.edu/helm")


def results_may_be_copied(entry: Entry) -> Iterator[tuple[Place, str]]:
    """A score is the maker's own report, or of a board whose terms let anyone copy it."""
    model = cast(Model, entry.record)
    for at, row in enumerate(model.benchmarks):
        if (source := model.sources.get(row.source)) is None:
            continue
        parts = urlsplit(source.url)
        free = parts.netloc + "/".join(parts.path.split("/")[:3]) in FREE
        if found := FORBIDDEN.search(source.url):
            yield ("benchmarks", at, "source"), f"the terms of {found.group()} forbid to copy its results; delete the row"
        elif row.reported_by != "maker" and not free:
            names = ", ".join(sorted(name.rpartition("/")[2] for name in FREE))
            yield (
                ("benchmarks", at, "reported_by"),
                f"independent results are copied only where terms allow it ({names}); name a row of the maker, or none",
            )
        elif row.reported_by == "maker" and not free and source.kind not in ("maker", "paper"):
            yield (
                ("benchmarks", at, "source"),
                f"a maker reports on its own page or in a paper, not in a {source.kind}; name that one",
            )


RULES: tuple[RecordRule, ...] = (results_may_be_copied,)

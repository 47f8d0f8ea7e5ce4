"""The pages a browser looks at: one of each kind, and those that are like no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import load
from macros.pages.compare import path

PROJECT = Path(__file__).parent.parent.parent
COMPARISON = path(Knowledge(load(PROJECT, today=date.today())).pairs[0])  # the newest pair is another one next month

GENERATED = (
    "models/deepseek-v3.md", "licenses/llama-4-community.md", "licenses/questions/train-on-outputs.md", "makers/meta.md",
    "families/llama.md", "benchmarks/gpqa.md", "frameworks/vllm.md", "hardware/nvidia-rtx-4090.md", "datasets/the-pile.md",
    "hosts/together.md", COMPARISON, "claims/eighty-percent-of-innovations.md",
)  # fmt: skip
WRITTEN = (
    "index.md",
    "understand/performance.md",
    "models/index.md",
    "licenses/may-i.md",
    "licenses/compare.md",
    "decide/will-it-run.md",
    "decide/cost.md",
    "decide/pick.md",
    "decide/compare.md",
    "openness/index.md",
)
KINDS = (*GENERATED, *WRITTEN)  # what each change is held against
MORE = (
    "models/gpt-4.md", "licenses/index.md", "licenses/matrix.md", "openness/osaid.md", "understand/what-open-means.md",
    "do/first-model.md", "claims/index.md", "faq/index.md", "glossary.md", "timeline.md", "sources.md", "health.md",
    "contribute/data.md", "decide/duties.md", "decide/gap.md", "calendar.md", "search.md", "licenses/conflicts.md",
    "licenses/services.md", "openness/mof.md", "openness/european.md", "fields.md", "data.md", "check/origins.md",
)  # fmt: skip
EVERY_KIND = (*KINDS, *MORE)

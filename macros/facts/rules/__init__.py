"""What no schema can say: rules over one record, and rules over all of them. A rule yields (place, text)."""

from __future__ import annotations

from macros.facts.rules import architecture, evidence, licenses, models, repeated, words
from macros.facts.rules.entry import CatalogRule, Entry, RecordRule

_SUBJECT: tuple[RecordRule, ...] = (evidence.unsourced, evidence.unused, evidence.unknown_keys, evidence.conflicting_fields)

RECORD_RULES: dict[str, tuple[RecordRule, ...]] = {
    "model": (*_SUBJECT, *models.RULES, *architecture.RULES, evidence.scores_show_scores),
    "license": (*_SUBJECT, *licenses.RULES),
    "family": _SUBJECT,
    "maker": _SUBJECT,
    "benchmark": _SUBJECT,
    "framework": _SUBJECT,
    "hardware": _SUBJECT,
    "quantization": _SUBJECT,
    "vocabulary": (words.repeated_words,),
    "claim": words.CLAIM_RULES,
    "faq": words.FAQ_RULES,
    "term": words.TERM_RULES,
    "event": words.EVENT_RULES,
}
CATALOG_RULES: tuple[CatalogRule, ...] = (evidence.boilerplate, repeated.repeated, models.base_cycles)

__all__ = ["CATALOG_RULES", "RECORD_RULES", "Entry"]

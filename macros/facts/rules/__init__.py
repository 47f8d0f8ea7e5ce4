"""What no schema can say: rules over one record, and rules over all of them. A rule yields (place, text)."""

from __future__ import annotations

from macros.facts.rules import dates, evidence, licenses, models, names, words
from macros.facts.rules.entry import CatalogRule, Entry, RecordRule

_SUBJECT: tuple[RecordRule, ...] = (evidence.unsourced, evidence.unused, evidence.unknown_keys, evidence.conflicting_fields)

RECORD_RULES: dict[str, tuple[RecordRule, ...]] = {
    "model": (*_SUBJECT, *models.RULES, *dates.MODEL_RULES),
    "license": (*_SUBJECT, *licenses.RULES, *dates.LICENSE_RULES),
    "family": _SUBJECT,
    "maker": _SUBJECT,
    "benchmark": _SUBJECT,
    "framework": _SUBJECT,
    "hardware": _SUBJECT,
    "vocabulary": (words.repeated_words, names.equal_labels),
    "source": dates.WORK_RULES,
    "price-list": dates.PRICE_RULES,
    "quantization": _SUBJECT,
    "claim": words.CLAIM_RULES,
    "faq": words.FAQ_RULES,
    "term": words.TERM_RULES,
    "event": words.EVENT_RULES,
}
CATALOG_RULES: tuple[CatalogRule, ...] = (
    evidence.boilerplate, names.equal_names, models.base_cycles, models.scores_in_range, dates.base_days,
)  # fmt: skip

__all__ = ["CATALOG_RULES", "RECORD_RULES", "Entry"]

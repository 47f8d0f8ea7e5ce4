"""What no schema can say: rules over one record, and rules over all of them. A rule yields (place, text)."""

from __future__ import annotations

from macros.facts.rules import (
    architecture,
    dates,
    evidence,
    held,
    licenses,
    models,
    names,
    order,
    prices,
    repeated,
    reuse,
    shown,
    style,
    words,
)
from macros.facts.rules.entry import CatalogRule, Entry, RecordRule, Written
from macros.facts.schema.kinds import Kind

# every subject, of whatever kind, names the sources of its facts
_SUBJECT: tuple[RecordRule, ...] = (
    evidence.unsourced,
    evidence.searched_in_vain,
    evidence.mirrors,
    evidence.unused,
    evidence.unknown_keys,
    evidence.conflicting_fields,
    style.encyclopedia,
)
_OF_KIND: dict[str, tuple[RecordRule, ...]] = {
    "model": (
        *models.RULES,
        *reuse.RULES,
        *architecture.RULES,
        evidence.scores_show_scores,
        *dates.MODEL_RULES,
        shown.shown_values,
    ),
    "license": (*licenses.RULES, *dates.LICENSE_RULES),
    "dataset": (licenses.one_or_terms,),
    "vocabulary": (words.repeated_words, names.equal_labels),
    "maker": (held.country_named,),
    "host": (held.country_named, *dates.HOST_RULES),
    "benchmark": order.BENCHMARK_RULES,
    "quantization": order.QUANTIZATION_RULES,
    "source": dates.WORK_RULES,
    "price-list": (*dates.PRICE_RULES, *order.PRICE_RULES),
    "score-list": order.SCORE_RULES,
    "run-list": order.RUN_RULES,
    "figure": order.FIGURE_RULES,
    "speed": order.SPEED_RULES,
    "hardware": (*order.HARDWARE_RULES, shown.device_shown),
    "search": words.SEARCH_RULES,
    "claim": words.CLAIM_RULES,
    "faq": words.FAQ_RULES,
    "term": words.TERM_RULES,
    "event": words.EVENT_RULES,
}
CATALOG_RULES: tuple[CatalogRule, ...] = (
    evidence.boilerplate, repeated.repeated, names.equal_names, names.equal_addresses, names.other_names, models.base_cycles,
    models.young_license, models.scores_in_range, models.scored_in_vain, order.scores_of_a_share, order.whose_memory,
    models.first_of_its_maker, dates.base_days,
    prices.priced_in_vain,
    shown.about_another, shown.license_shown, prices.output_dearer, prices.of_one_size, prices.of_this_world, held.ids_apart,
)  # fmt: skip
# what is there for nothing is told once all else is right: what would use it may be what is wrong
LAST_RULES: tuple[CatalogRule, ...] = (held.has_models, held.license_used)


def record_rules(kind: Kind) -> tuple[RecordRule, ...]:
    """The rules that a record of `kind` is held to."""
    own = () if kind.copied else style.RULES
    return (*own, *(_SUBJECT if kind.sourced else ()), *_OF_KIND.get(kind.name, ()))


__all__ = ["CATALOG_RULES", "LAST_RULES", "Entry", "Written", "record_rules"]

"""A license in, its answers out: its own, and those it takes over from another record."""

from __future__ import annotations

from macros.facts.catalog import Catalog
from macros.facts.schema.license import Answer, License

NOT_VERIFIED = ("secondary", "memory")


def answers_of(catalog: Catalog, license: License) -> dict[str, Answer]:
    """Question → answer; where the record says that another one's terms hold, those fill the gaps."""
    if license.same_terms_as:
        return {**catalog.licenses[license.same_terms_as].answers, **license.answers}
    return license.answers


def verified(answer: Answer) -> bool:
    """Whether the answer rests on the text."""
    return answer.evidence not in NOT_VERIFIED and answer.answer != "unknown"

"""Sentences that are true of every record of the real data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest

from macros.facts.catalog import Catalog
from macros.facts.rules.entry import Entry
from macros.facts.rules.evidence import boilerplate, unsourced
from macros.facts.schema.evidence import Subject
from macros.facts.schema.price import PriceList

REQUIRED = {
    "family": ["llama", "mistral", "claude", "gpt", "bert", "t5", "bloom", "whisper", "clip", "stable-diffusion"],
    "model": ["gpt-3", "gpt-4", "chatgpt", "gpt-2", "bert-large", "t5-11b", "bloom-176b", "llama-7b", "clip-vit-l-14",
              "whisper-large", "stable-diffusion-1.4"],
    "framework": ["transformers", "tensorflow", "pytorch", "scikit-learn"],
    "maker": ["google", "meta", "openai", "anthropic", "mistral", "huggingface", "airbnb", "twitter", "github", "stack-overflow"],
}  # fmt: skip
LEAST = {"model": 300, "license": 60, "maker": 40}
# results whose terms let anyone copy them; everything else must be a maker's own report
ALLOWED = {
    "github.com/Aider-AI/aider": "Apache-2.0",
    "github.com/sierra-research/tau2-bench": "MIT",
    "github.com/vectara/hallucination-leaderboard": "Apache-2.0",
    "github.com/laude-institute/terminal-bench": "Apache-2.0",
    "github.com/ShishirPatil/gorilla": "Apache-2.0",
    "github.com/embeddings-benchmark/results": "CC0-1.0",
    "github.com/EuroEval/EuroEval": "MIT",
}
# leaderboards whose terms forbid it, whoever quotes them
FORBIDDEN = re.compile(
    r"artificialanalysis|scale\.com|vals\.ai|arcprize|matharena|vellum|swebench\.com|crfm\.stanford\.edu/helm|example\."
)


def subjects(catalog: Catalog) -> Iterator[tuple[Entry, Subject]]:
    for by_id in catalog.entries.values():
        for entry in by_id.values():
            if isinstance(entry.record, Subject):
                yield entry, entry.record


@pytest.mark.parametrize("kind", LEAST)
def test_there_are_enough_records_to_be_of_use(kind: str, catalog: Catalog) -> None:
    assert len(catalog.entries[kind]) >= LEAST[kind]


@pytest.mark.parametrize(("kind", "id"), [(kind, id) for kind, ids in REQUIRED.items() for id in ids])
def test_what_the_articles_speak_of_has_a_record(kind: str, id: str, catalog: Catalog) -> None:
    assert id in catalog.entries[kind]


def test_chatgpt_is_a_product_and_no_model(catalog: Catalog) -> None:
    chatgpt = catalog.models["chatgpt"]
    assert (chatgpt.type, chatgpt.availability.weights) == ("product", "none")


def test_the_transformers_library_is_a_framework_and_no_model(catalog: Catalog) -> None:
    assert "transformers" not in catalog.models
    assert catalog.frameworks["transformers"].license == "apache-2.0"


@pytest.mark.parametrize("type_", ["language", "code", "vision", "image", "audio", "embedding", "multimodal", "product"])
def test_every_type_of_model_is_there(type_: str, catalog: Catalog) -> None:
    assert any(model.type == type_ for model in catalog.models.values())


def test_every_disputable_fact_has_a_source(catalog: Catalog) -> None:
    open_ = [f"{entry.path}: {place}" for entry, _ in subjects(catalog) for place, _ in unsourced(entry)]
    assert open_ == []


def test_no_two_records_share_what_a_source_shows(catalog: Catalog) -> None:
    assert [f"{entry.path}: {place}" for entry, place, _ in boilerplate(catalog.entries)] == []


def test_every_source_was_read_on_a_day_that_has_come(catalog: Catalog) -> None:
    today = date.today().isoformat()
    days = [(source.read, entry.path) for entry, record in subjects(catalog) for source in record.sources.values()]
    days += [(work.read, id) for id, work in catalog.works.items()] + [(item.checked, id) for id, item in catalog.claims.items()]
    days += [(item.reviewed, id) for id, item in catalog.faq.items()] + [
        (item.checked, id) for id, item in catalog.licenses.items()
    ]
    assert [place for day, place in days if day > today] == []


def test_no_source_is_a_placeholder(catalog: Catalog) -> None:
    hosts = {
        f"{entry.path}: {url}"
        for entry, record in subjects(catalog)
        for url in [*(source.url for source in record.sources.values()), *(conflict.url for conflict in record.conflicts)]
        if re.search(r"(^|\.)(example|localhost|invalid|test)(\.|$)", urlsplit(url).hostname or "")
    }
    assert sorted(hosts) == []


def test_a_conflict_is_about_a_field_of_the_record(catalog: Catalog) -> None:
    fields = [
        f"{entry.path}: {conflict.field}"
        for entry, record in subjects(catalog)
        for conflict in record.conflicts
        if re.split(r"[.\[]", conflict.field)[0] not in {field.alias or name for name, field in type(record).model_fields.items()}
    ]
    assert fields == []


def test_every_answer_read_in_the_text_has_its_clause(catalog: Catalog) -> None:
    """A duty or a right somebody read in a license is found again under its number."""
    missing = [
        f"{license.id}: {question}"
        for license in catalog.licenses.values()
        for question, answer in license.answers.items()
        if answer.answer in ("yes", "conditional") and answer.evidence.startswith("license-text") and not answer.clause
    ]
    assert missing == []


def test_no_quotation_is_longer_than_a_quotation_may_be(catalog: Catalog) -> None:
    quotes = [answer.quote for license in catalog.licenses.values() for answer in license.answers.values() if answer.quote]
    assert len(quotes) > 300
    assert [quote for quote in quotes if len(quote.split()) > 25] == []


def test_an_unread_license_answers_nothing_from_its_text(catalog: Catalog) -> None:
    unread = [license for license in catalog.licenses.values() if license.text_read == "none"]
    assert [
        f"{license.id}: {question}"
        for license in unread
        for question, answer in license.answers.items()
        if answer.evidence.startswith("license-text")
    ] == []


def test_a_license_is_approved_only_if_its_category_is_open_source(catalog: Catalog) -> None:
    assert [
        license.id for license in catalog.licenses.values() if license.osi_approved == "yes" and license.category != "open-source"
    ] == []


def test_every_license_is_used_or_explained(catalog: Catalog) -> None:
    """A license nobody uses is there to compare with: then it answers the questions."""
    used = {
        id for model in catalog.models.values() if model.license for id in model.license.model_dump(exclude={"changed"}).values()
    }
    used |= {part.license for model in catalog.models.values() for part in model.components.values()}
    used |= {framework.license for framework in catalog.frameworks.values()}
    assert [
        id for id, license in catalog.licenses.items() if id not in used and not license.answers and not license.same_terms_as
    ] == []


def test_a_downloadable_model_of_which_we_know_the_address_has_one_of_the_web(catalog: Catalog) -> None:
    assert sum(1 for model in catalog.models.values() if model.availability.weights_url) > 150


def test_benchmark_rows_come_only_from_sources_that_may_be_copied(catalog: Catalog) -> None:
    wrong = []
    for model in catalog.models.values():
        for row in model.benchmarks:
            source = model.sources[row.source]
            parts = urlsplit(source.url)
            repository = parts.netloc + "/".join(parts.path.split("/")[:3])
            if FORBIDDEN.search(source.url) or (row.reported_by != "maker" and repository not in ALLOWED):
                wrong.append(f"{model.id}: {row.benchmark} from {source.url}")
    assert wrong == []


def test_a_maker_reports_its_own_score_and_nobody_elses_page_does(catalog: Catalog) -> None:
    """A row marked as the maker's stands on a source of the maker, a paper or a benchmark's open submissions."""
    wrong = [
        f"{model.id}: {row.benchmark} from {model.sources[row.source].url}"
        for model in catalog.models.values()
        for row in model.benchmarks
        if row.reported_by == "maker"
        and model.sources[row.source].kind not in ("maker", "paper")
        and not any(name in model.sources[row.source].url for name in ALLOWED)
    ]
    assert wrong == []


def test_a_family_holds_at_least_one_model(catalog: Catalog) -> None:
    used = {model.family for model in catalog.models.values()}
    assert [id for id in catalog.families if id not in used] == []


def test_an_organization_that_makes_models_has_one(catalog: Catalog) -> None:
    used = {model.maker for model in catalog.models.values()}
    assert [id for id, maker in catalog.makers.items() if maker.roles == ("maker",) and id not in used] == []


def test_a_price_says_when_it_was_asked_and_where(catalog: Catalog) -> None:
    lists = catalog.all(PriceList)
    assert lists
    assert [price.model for prices in lists.values() for price in prices.prices if price.as_of > prices.as_of] == []


def test_no_record_has_the_address_another_one_left(catalog: Catalog) -> None:
    """A former id redirects; were it taken again, two pages would have one address."""
    for kind, by_id in catalog.entries.items():
        former = [alias for entry in by_id.values() if isinstance(entry.record, Subject) for alias in entry.record.aliases]
        assert not set(former) & set(by_id), kind
        assert len(former) == len(set(former)), kind


def test_ids_differ_by_more_than_capitals_or_punctuation(catalog: Catalog) -> None:
    """`llama-3.1` and `llama-31` would be told apart by nobody."""
    for kind, by_id in catalog.entries.items():
        seen = Counter(re.sub(r"[^a-z0-9]", "", id) for id in by_id)
        assert [id for id, times in seen.items() if times > 1] == [], kind

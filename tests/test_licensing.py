"""May I …? Scenarios a lawyer would recognize, each with the clause that decides, and sentences over every license."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import combinations

import pytest

from macros.answers.licensing.answers import answers_of
from macros.answers.licensing.ruling import WISHES, WORST, Decision, Outcome, Reason, Ruling, Use, decide
from macros.answers.licensing.sizes import SAID
from macros.answers.licensing.use import askable, compiled, rule, usable
from macros.facts.catalog import Catalog
from macros.facts.schema.license import License
from tests.browser.agreement_cases import edges, uses

M = 1_000_000
SMALL = {"users": 10_000, "revenue": 500_000}
EVERYTHING = " ".join(WISHES)


def may(wishes: str = "commercial", **said: object) -> Use:
    return replace(Use(frozenset(wishes.split())), **said)  # type: ignore[arg-type]


_compiled: dict[tuple[str, str], tuple[Decision, ...]] = {}


def lists(catalog: Catalog, id: str) -> tuple[Decision, ...]:
    """What a text is compiled into: once, for it is asked hundreds of thousands of times below."""
    if (catalog.digest, id) not in _compiled:
        license = catalog.licenses[id]
        _compiled[catalog.digest, id] = compiled(catalog, license, answers_of(catalog, license))
    return _compiled[catalog.digest, id]


def ruled(catalog: Catalog, id: str, use: Use) -> Ruling:
    return decide(lists(catalog, id), use)


# license, use, what comes out, a part of the clause that decides, a word of the reason
SCENARIOS: list[tuple[str, Use, Outcome, str, str]] = [
    # Llama 4: the multimodal models and the European Union
    (
        "llama-4-community",
        may("commercial modify", place="eu", multimodal=True, **SMALL),
        "forbidden",
        "Acceptable Use Policy",
        "EU",
    ),
    ("llama-4-community", may(place="eu", multimodal=True, end_user=True, **SMALL), "conditions", "§1(b)(i)", "Built with Llama"),
    ("llama-4-community", may(place="eu", multimodal=False, **SMALL), "conditions", "§1(b)(i)", "Built with Llama"),
    ("llama-4-community", may(place="eu", **SMALL), "conditions", "Acceptable Use Policy", "multimodal"),
    ("llama-4-community", may(place="us", multimodal=True, **SMALL), "conditions", "§1(b)(iv)", "military"),
    ("llama-3.2-community", may(place="eu", multimodal=True, **SMALL), "forbidden", "Acceptable Use Policy", "EU"),
    ("llama-3.2-community", may(place="eu", multimodal=False, **SMALL), "conditions", "§1(b)(i)", "Llama"),
    ("llama-3.1-community", may(place="eu", multimodal=True, **SMALL), "conditions", "§1(b)(i)", "Llama"),
    # Llama: outputs, name, size
    ("llama-2-community", may("train", **SMALL), "forbidden", "§1(b)(v)", "no other large language model"),
    ("llama-3-community", may("train", **SMALL), "forbidden", "§1(b)(v)", "no other large language model"),
    ("llama-3.1-community", may("train", **SMALL), "conditions", "§1(b)(i)", "“Llama”"),
    ("llama-3.1-community", may("modify share", **SMALL), "conditions", "§1(b)(i)", "begin the name"),
    ("llama-3.3-community", may("train", badge_ok=False, **SMALL), "forbidden", "§1(b)(i)", "Built with Llama"),
    ("llama-3-community", may(users=700 * M), "conditions", "§1(b)(i)", "Built with Meta Llama 3"),
    ("llama-3-community", may(users=700 * M + 1), "forbidden", "§2", "700,000,000"),
    ("llama-3-community", may(users=701 * M), "forbidden", "§2", "700,000,000"),
    ("llama-3-community", may(users=699 * M), "conditions", "§1(b)(i)", "Built with Meta Llama 3"),
    ("llama-3-community", may(), "conditions", "§2", "700,000,000"),
    ("llama-2-community", may(badge_ok=False, **SMALL), "conditions", "§1(b)(iv)", "Acceptable Use Policy"),
    ("llama-2-community", may(policy_ok=False, **SMALL), "forbidden", "§1(b)(iv)", "Acceptable Use Policy"),
    ("llama-1-research", may(**SMALL), "forbidden", "§1(a)", "non-commercial research"),
    ("llama-1-research", may("modify", place="embargoed"), "forbidden", "§2(e)", "sanctions"),
    # Gemma: own terms for 1 to 3, Apache for 4
    ("gemma-terms", may("commercial modify host", **SMALL), "conditions", "§3.2", "Prohibited Use Policy"),
    ("gemma-terms", may("train", **SMALL), "conditions", "§1.1(e)", "derivative"),
    ("gemma-terms", may(policy_ok=False, **SMALL), "forbidden", "§3.2", "Prohibited Use Policy"),
    ("gemma-4-apache", may(EVERYTHING, needs_open_source=True, badge_ok=False, policy_ok=False), "allowed", "§4", "sell"),
    # Qwen
    ("qwen-license-2024", may(users=101 * M), "forbidden", "§4", "Alibaba Cloud"),
    ("qwen-license-2024", may(users=99 * M), "conditions", "§5(b)", "create or improve an AI model"),
    ("qwen-license-2024", may("train", **SMALL), "conditions", "§5(b)", "Built with Qwen"),
    ("tongyi-qianwen", may("train", **SMALL), "forbidden", "§5(b)", "language model"),
    ("tongyi-qianwen", may(users=99 * M), "allowed", "§4", "100 million"),
    ("tongyi-qianwen", may(users=101 * M), "forbidden", "§4", "100,000,000"),
    ("qwen-community-1.0", may("commercial host", **SMALL), "forbidden", "2", "model-as-a-service"),
    ("qwen-community-1.0", may(**SMALL), "conditions", "2", "work-assistant"),
    ("qwen-research-2024", may(**SMALL), "forbidden", "§2(a),(b)", "research and evaluation"),
    # Kimi
    ("kimi-k2-modified-mit", may("commercial host sell", users=99 * M, revenue=19 * 12 * M), "allowed", "MIT ¶1", "MIT grant"),
    ("kimi-k2-modified-mit", may(users=101 * M, revenue=M), "conditions", "last ¶", "Kimi K2"),
    ("kimi-k2-modified-mit", may(users=M, revenue=241 * M), "conditions", "last ¶", "Kimi K2"),
    ("kimi-k2-modified-mit", may(users=101 * M, revenue=M, badge_ok=False), "forbidden", "last ¶", "Kimi K2"),
    ("kimi-k2-modified-mit", may(users=99 * M, revenue=M, badge_ok=False), "allowed", "MIT ¶1", "MIT grant"),
    ("kimi-k2-modified-mit", may("train", users=101 * M), "allowed", "MIT ¶1", "utputs"),
    ("kimi-k3", may("commercial host", users=M, revenue=21 * M), "forbidden", "2", "Moonshot"),
    ("kimi-k3", may("commercial host", users=M, revenue=19 * M), "conditions", "2", "20 million"),
    ("kimi-k3", may(users=M, revenue=21 * M), "conditions", "2", "if this is your business"),
    ("kimi-k3", may(users=M, revenue=19 * M), "allowed", "2", "internal use is exempt"),
    ("kimi-k3", may(users=101 * M, revenue=19 * M), "conditions", "3", "Kimi K3"),
    # MiniMax
    ("minimax-m2-modified-mit", may(users=M, revenue=29 * M), "allowed", "MIT ¶1", "MIT grant"),
    ("minimax-m2-modified-mit", may(users=M, revenue=31 * M), "conditions", "last ¶", "MiniMax M2"),
    ("minimax-m2.7-nc", may(**SMALL), "forbidden", "3", "written authorization"),
    ("minimax-m2.7-nc", may("modify", **SMALL), "conditions", "5(c)", "non-profit"),
    ("minimax-m3-community", may(users=M, revenue=19 * M), "conditions", "2.1", "Built with MiniMax M3"),
    ("minimax-m3-community", may(users=M, revenue=21 * M), "forbidden", "2.2", "authorization"),
    # revenue lines
    ("stability-community", may(users=M, revenue=900_000), "conditions", "§IV(a)(iii)", "Powered by Stability AI"),
    ("stability-community", may(users=M, revenue=1_100_000), "forbidden", "§III", "enterprise license"),
    ("stability-community", may("train", **SMALL), "forbidden", "§IV(b)", "foundation models"),
    ("lfm-open-1.0", may("commercial modify", revenue=9 * M), "allowed", "§5(a)", "10 million"),
    ("lfm-open-1.0", may(revenue=11 * M), "forbidden", "§1, §5", "not licensed"),
    ("lfm-open-1.0", may(), "conditions", "§1, §5", "10,000,000"),
    ("lfm-open-1.0", may(revenue=10 * M), "forbidden", "§1, §5", "From 10,000,000"),
    ("lfm-open-1.0", may(revenue=10 * M - 1), "allowed", "§5(a)", "10 million"),
    ("ltx-community", may(revenue=10 * M), "forbidden", "§2", "From 10,000,000"),
    ("ltx-community", may(revenue=10 * M - 1), "conditions", "", "policy"),
    ("stability-community", may(users=M, revenue=M), "conditions", "§IV(a)(iii)", "Powered by Stability AI"),
    ("stability-community", may(users=M, revenue=M + 1), "forbidden", "§III", "Above 1,000,000"),
    ("mistral-modified-mit", may(revenue=240 * M), "allowed", "1", "stay in every copy"),
    ("mistral-modified-mit", may(revenue=240 * M + 1), "forbidden", "2", "Above 20,000,000"),
    ("mistral-modified-mit", may(revenue=250 * M), "forbidden", "2", "No right"),
    ("glm-5.3", may("commercial host", revenue=11_000 * M), "forbidden", "2", "security review"),
    ("databricks-open-model", may("train", **SMALL), "forbidden", "§2.3", "large language model"),
    ("databricks-open-model", may(users=701 * M), "forbidden", "§3", "Databricks"),
    ("databricks-open-model", may(**SMALL), "conditions", "§2.3", "use policy"),
    # places
    ("tencent-hunyuan-large", may(place="eu", **SMALL), "forbidden", "header", "European Union"),
    ("tencent-hunyuan-large", may(place="uk", **SMALL), "conditions", "Exhibit A", "banned uses"),
    ("tencent-hunyuan-a13b", may(place="eu", **SMALL), "forbidden", "§5(c)", "European Union"),
    ("tencent-hunyuan-a13b", may(place="uk", **SMALL), "forbidden", "header", "United Kingdom"),
    ("tencent-hunyuan-a13b", may(place="kr", **SMALL), "forbidden", "header", "South Korea"),
    ("tencent-hunyuan-a13b", may(place="eu", end_user=True, **SMALL), "forbidden", "header", "European Union"),
    ("tencent-hunyuan-3d-2.0", may(users=2 * M), "forbidden", "§4", "1,000,000"),
    ("yi-community-2.1", may("modify"), "conditions", "§2(1)", "Chinese law"),
    # non-commercial and research
    ("exaone-1.1-nc", may("train"), "forbidden", "§3.1", "other models"),
    ("exaone-1.2-nc", may("train"), "conditions", "§3.1", "compete"),
    ("exaone-1.2-nc", may(**SMALL), "forbidden", "§3.1", "commercial"),
    ("exaone-1.2-nc", may("modify", badge_ok=False), "forbidden", "§2.1(c)", "EXAONE"),
    ("flux-1-dev-nc", may(**SMALL), "forbidden", "§2(b)", "outputs may"),
    ("flux-1-dev-nc", may("train"), "conditions", "§2(d)", "competes"),
    ("mistral-mrl-0.1", may(**SMALL), "forbidden", "§9", "daily tasks"),
    ("mistral-mnpl-0.1", may("host"), "forbidden", "§3.2", "hosted"),
    ("cc-by-nc-4.0", may(**SMALL), "forbidden", "§1(i)", "commercial advantage"),
    ("cc-by-nc-4.0", may("modify share"), "conditions", "§2(a)(1)", "non-commercial"),
    ("cohere-cc-by-nc", may("train"), "conditions", "AUP", "synthetic data"),
    ("ms-research-license", may("share"), "forbidden", "§2(e)", "haring"),
    # behavioral-use licenses
    ("bigscience-rail-1.0", may("commercial modify", **SMALL), "conditions", "§5", "thirteen"),
    ("creativeml-openrail-m", may("share"), "conditions", "§4(a)", "use restrictions"),
    ("creativeml-openrail-m", may(policy_ok=False), "forbidden", "Attachment A", "banned"),
    ("deepseek-model-1.0", may("train"), "conditions", "§1", "distilled"),
    ("deepseek-model-1.0", may(policy_ok=False), "forbidden", "Attachment A", "military"),
    ("falcon-180b-tii", may("host"), "forbidden", "§9", "API"),
    ("grok-2-community", may("train"), "forbidden", "§2(b)", "train foundation"),
    ("grok-2-community", may(badge_ok=False), "forbidden", "§3", "Powered by xAI"),
    ("falcon-2-11b-1.0", may(badge_ok=False, **SMALL), "forbidden", "§6.1", "Falcon"),
    ("k-exaone", may(badge_ok=False, **SMALL), "conditions", "§3.3", "ethical"),
    ("k-exaone", may("share", badge_ok=False), "forbidden", "§2.1", "K-EXAONE"),
    ("nvidia-open-model", may(badge_ok=False, **SMALL), "unknown", "Redistribution", "Cosmos"),
    ("nvidia-nemotron-open", may(EVERYTHING, badge_ok=False, policy_ok=False, **SMALL), "allowed", "§2", "irrevocable"),
    # open licenses
    ("apache-2.0", may(EVERYTHING), "allowed", "§2", "sale"),
    ("mit", may(EVERYTHING), "allowed", "¶1", "restriction"),
    ("bsd-3-clause", may(EVERYTHING), "allowed", "¶1", "purpose"),
    ("gpt-oss-apache-plus-policy", may(EVERYTHING), "allowed", "USAGE_POLICY", "obey the law"),
    ("openmdw-1.1", may(EVERYTHING, badge_ok=False, policy_ok=False), "allowed", "¶6", "outputs"),
    ("cc-by-4.0", may("commercial modify share"), "allowed", "§3(a)(1)", "ame the creator"),
    ("cdla-permissive-2.0", may("commercial train"), "allowed", "§3.1", "results"),
    ("cc-by-sa-4.0", may("commercial modify"), "allowed", "§2(a)(1)", "credit"),
    ("cc-by-sa-4.0", may("share"), "conditions", "§3(b)(1)", "BY-SA"),
    ("gpl-3.0", may("commercial modify host"), "allowed", "§0", "no source"),
    ("gpl-3.0", may("sell"), "conditions", "§5(c)", "license"),
    ("agpl-3.0", may("modify host"), "conditions", "§13", "source"),
    ("falcon-180b-tii", may(**SMALL), "conditions", "§2.1", "without a fee"),
    ("glm-5.3", may("train modify", **SMALL), "allowed", "grant", "not restricted"),
    # open source asked for
    ("openmdw-1.1", may(needs_open_source=True), "forbidden", "", "Open Source Initiative"),
    ("llama-3.1-community", may(needs_open_source=True, **SMALL), "forbidden", "", "Open Source Initiative"),
    ("kimi-k2-modified-mit", may(needs_open_source=True, **SMALL), "forbidden", "", "Open Source Initiative"),
    ("apache-2.0", may(EVERYTHING, needs_open_source=True), "allowed", "§2", "sale"),
    # what nobody verified stays open
    ("jamba-open-model", may(revenue=10 * M), "unknown", "", "was not read"),
    ("jamba-open-model", may(revenue=60 * M), "forbidden", "", "50,000,000"),
    ("ai2-impact-lr", may(), "unknown", "", "Cannot tell"),
    ("sarvam-nc", may(), "forbidden", "Model card", "non-commercial"),
    ("minimax-music3-community", may("train"), "unknown", "", "not recorded"),
    ("k-exaone", may("train"), "unknown", "", "outputs"),
    ("baichuan-2-community", may(users=900_000, revenue=M), "unknown", "", "approval"),
    ("baichuan-2-community", may("commercial host", **SMALL), "forbidden", "", "cloud service"),
    ("tencent-hy-1.0", may(**SMALL), "conditions", "", "not verified"),
    ("tencent-hy-1.0", may(badge_ok=False, **SMALL), "unknown", "", "not verified"),
    # a size line and a use that is not commercial: whether the line reaches it is not recorded
    ("lfm-open-1.0", may("modify", revenue=50 * M), "unknown", "§5", "Commercial use is not licensed"),
    ("qwen-license-2024", may("modify", users=101 * M), "unknown", "§4", "100,000,000"),
    ("kimi-k2-modified-mit", may("modify", users=101 * M), "allowed", "MIT ¶1", "modifying"),
]


def label(row: tuple[str, Use, Outcome, str, str]) -> str:
    id, use, outcome, _, _ = row
    said = [f"{name}={value}" for name, value in vars(use).items() if name != "wishes" and value != getattr(Use(), name)]
    return f"{id}: {'+'.join(sorted(use.wishes))} {' '.join(said)}: {outcome}"


@pytest.mark.parametrize(("id", "use", "outcome", "clause", "word"), SCENARIOS, ids=[label(row) for row in SCENARIOS])
def test_scenario(catalog: Catalog, id: str, use: Use, outcome: Outcome, clause: str, word: str) -> None:
    ruling = rule(catalog, catalog.licenses[id], use)
    shown = [(reason.outcome, reason.question, reason.plain, reason.clause) for reason in ruling.reasons]
    assert ruling.outcome == outcome, shown
    deciding = [reason for reason in ruling.reasons if reason.outcome == outcome]
    assert any(clause in (reason.clause or "") and word in reason.plain for reason in deciding), shown


def test_there_are_enough_scenarios_and_no_two_alike() -> None:
    assert len({label(row) for row in SCENARIOS}) == len(SCENARIOS) >= 65
    assert {outcome for _, _, outcome, _, _ in SCENARIOS} == set(WORST)
    assert len({id for id, *_ in SCENARIOS}) >= 40


@pytest.mark.parametrize("id", ["apache-2.0", "mit"])
def test_apache_and_mit_are_a_yes_everywhere(catalog: Catalog, id: str) -> None:
    """Every set of wishes, every place, any size or none said, no badge, no policy, open source needed."""
    places = ("", *catalog.vocabularies["places"])
    wishes = [frozenset(some) for count in range(len(WISHES) + 1) for some in combinations(WISHES, count)]
    for some in wishes:
        for place in places:
            for users, revenue in ((None, None), (1, 1), (8_000 * M, 10**12)):
                use = Use(some, users, revenue, place, multimodal=True, needs_open_source=True, badge_ok=False, policy_ok=False)
                assert ruled(catalog, id, use).outcome == "allowed", use


# ---- sentences over every license


@pytest.fixture(scope="module")
def licenses(catalog: Catalog) -> list[License]:
    return askable(catalog)


def every(catalog: Catalog, licenses: list[License]) -> Iterator[tuple[License, Use, Ruling]]:
    for license in licenses:
        for use in (*uses(), *edges(license)):
            yield license, use, ruled(catalog, license.id, use)


def worse(first: Ruling, second: Ruling) -> bool:
    return WORST.index(first.outcome) > WORST.index(second.outcome)


def test_terms_of_an_api_can_be_asked_those_of_a_chat_cannot(catalog: Catalog, licenses: list[License]) -> None:
    asked, weights = {license.id for license in licenses}, {license.id for license in usable(catalog)}
    assert weights < asked and {"openai-services-agreement", "alibaba-model-studio"} <= asked - weights
    assert not asked & {"openai-consumer-eu", "qwen-studio", "xai-consumer"}


def test_the_gravest_reason_decides_and_stands_first(catalog: Catalog, licenses: list[License]) -> None:
    for license, use, ruling in every(catalog, licenses):
        order = [WORST.index(reason.outcome) for reason in ruling.reasons]
        assert order == sorted(order, reverse=True), (license.id, use)
        assert ruling.outcome == (ruling.reasons[0].outcome if ruling.reasons else "allowed"), (license.id, use)
        if ruling.outcome != "allowed":
            assert any(reason.outcome == ruling.outcome for reason in ruling.reasons), (license.id, use)


def test_every_reason_says_something_and_names_its_clause_where_the_text_was_read(
    catalog: Catalog, licenses: list[License]
) -> None:
    questions = {*catalog.vocabularies["questions"], "open_source"}
    for license, use, ruling in every(catalog, licenses):
        for reason in ruling.reasons:
            assert reason.question in questions and len(reason.plain) > 8, (license.id, reason)
            if license.text_read == "full" and reason.outcome == "conditions":
                assert reason.clause, (license.id, use, reason)


def test_more_users_or_revenue_never_improve_an_outcome(catalog: Catalog, licenses: list[License]) -> None:
    """Tried on both sides of every number that a list compares with: between two of them nothing can change."""
    for license in licenses:
        tests = [test for decision in lists(catalog, license.id) for row in decision.rows for test in row.when]
        amounts = {amount for what, _, amount in tests if what in ("users", "revenue")}
        limits = {limit.amount for limit in license.thresholds if limit.measure == "monthly-active-users"} - {None}
        assert amounts >= limits, license.id
        sizes = sorted({0, 10**13} | {amount + more for amount in amounts for more in (-1, 0, 1)})
        for use in uses():
            for field in ("users", "revenue"):
                before = ruled(catalog, license.id, replace(use, **{field: sizes[0]}))
                for size in sizes[1:]:
                    now = ruled(catalog, license.id, replace(use, **{field: size}))
                    assert not worse(before, now), (license.id, use, field, size)
                    before = now


def test_another_wish_never_improves_an_outcome(catalog: Catalog, licenses: list[License]) -> None:
    for license, use, ruling in every(catalog, licenses):
        for wish in set(WISHES) - use.wishes:
            more = ruled(catalog, license.id, replace(use, wishes=use.wishes | {wish}))
            assert not worse(ruling, more), (license.id, use, wish)


def test_another_demand_never_improves_an_outcome(catalog: Catalog, licenses: list[License]) -> None:
    for license, use, ruling in every(catalog, licenses):
        for demand in ({"needs_open_source": True}, {"badge_ok": False}, {"policy_ok": False}):
            assert not worse(ruling, ruled(catalog, license.id, replace(use, **demand))), (license.id, use, demand)


def test_an_excluded_place_never_improves_an_outcome(catalog: Catalog, licenses: list[License]) -> None:
    for license in licenses:
        for use in uses():
            home = ruled(catalog, license.id, replace(use, place=""))
            for place in catalog.vocabularies["places"]:
                assert not worse(home, ruled(catalog, license.id, replace(use, place=place))), (license.id, use, place)


def test_an_end_user_of_a_product_is_never_worse_off(catalog: Catalog, licenses: list[License]) -> None:
    for license, use, ruling in every(catalog, licenses):
        assert not worse(ruled(catalog, license.id, replace(use, end_user=True)), ruling) or use.end_user, (license.id, use)


def test_what_is_unknown_never_becomes_allowed(catalog: Catalog, licenses: list[License]) -> None:
    """A wish whose answer is missing, silent, unknown or only reported is never simply granted."""
    for license in licenses:
        answers = answers_of(catalog, license)
        for wish, question in WISHES.items():
            answer = answers.get(question)
            open_ = answer is None or answer.answer in ("silent", "unknown", "info")
            reported = answer is not None and answer.evidence in ("secondary", "memory")
            if open_ or reported:
                for use in uses():
                    ruling = ruled(catalog, license.id, replace(use, wishes=use.wishes | {wish}))
                    assert ruling.outcome in ("unknown", "forbidden"), (license.id, question, use)


@pytest.mark.parametrize(
    ("question", "use"), [("geography", Use(place="eu")), ("threshold", Use(revenue=10**8)), ("threshold", Use(users=5))]
)
def test_what_nobody_could_read_leaves_it_open_for_who_asks(catalog: Catalog, question: str, use: Use) -> None:
    """A place or a size that was named and not found in the text is no yes."""
    plain = catalog.licenses["apache-2.0"]
    answers = answers_of(catalog, plain)
    assert decide(compiled(catalog, plain, answers), use).outcome == "allowed"
    unread = {name: answer for name, answer in answers.items() if name != question}
    assert decide(compiled(catalog, plain, unread), use).outcome == "unknown"


def test_forgetting_an_answer_never_makes_a_use_plainly_allowed(catalog: Catalog, licenses: list[License]) -> None:
    """Take one answer to a wish, or what is known of badge or policy, away: no outcome becomes a plain yes through it."""
    for license in licenses:
        answers = answers_of(catalog, license)
        for question in (*WISHES.values(), "naming", "aup"):
            poorer = {id: answer for id, answer in answers.items() if id != question}
            for use in uses():
                wished = question in ("naming", "aup") or question in {WISHES[wish] for wish in use.wishes}
                if wished:
                    assert decide(compiled(catalog, license, poorer), use).outcome != "allowed", (license.id, question, use)


def test_a_no_to_a_wish_forbids(catalog: Catalog, licenses: list[License]) -> None:
    for license in licenses:
        answers = answers_of(catalog, license)
        for wish, question in WISHES.items():
            if question in answers and answers[question].answer == "no":
                ruling = ruled(catalog, license.id, Use(frozenset({wish})))
                assert Reason("forbidden", question, answers[question].reason, answers[question].clause) in ruling.reasons, (
                    license.id
                )


def test_every_limit_shows_above_it(catalog: Catalog, licenses: list[License]) -> None:
    """Above a blocking limit commercial use is refused, or for a kind of business, refused to who hosts."""
    for license in licenses:
        for limit in license.thresholds:
            use = Use(frozenset({"commercial", "host"}), users=10**10, revenue=10**13)
            ruling = ruled(catalog, license.id, use)
            shown = [reason for reason in ruling.reasons if reason.question == "threshold" and reason.clause == limit.clause]
            assert shown, (license.id, limit)
            if limit.blocks == "yes" and limit.measure != "daily-active-users":
                assert ruling.outcome == "forbidden", (license.id, limit)
            if limit.amount:
                assert any(f"{limit.amount:,}" in reason.plain for reason in shown), (license.id, limit)


def test_the_number_itself_counts_as_the_text_says(catalog: Catalog, licenses: list[License]) -> None:
    """“At least” is passed at the number, “more than” one above it; where nobody knows, the number itself stays a condition."""
    edge = {"yes": 0, "no": 1, None: 1}
    met = 0
    for license in licenses:
        for limit in license.thresholds:
            if limit.amount is None or limit.measure not in SAID or limit.measure == "daily-active-users":
                continue
            said, times = SAID[limit.measure]
            sizes = {"users": 0, "revenue": 0, said: limit.amount * times + edge[limit.included]}
            at, under = (
                {
                    reason
                    for reason in ruled(catalog, license.id, may("commercial host", **size)).reasons
                    if reason.clause == limit.clause and reason.question == "threshold" and f"{limit.amount:,}" in reason.plain
                }
                for size in (sizes, {**sizes, said: sizes[said] - 1})
            )
            assert {reason.outcome for reason in at} == {"forbidden" if limit.blocks == "yes" else "conditions"}, (
                license.id,
                limit,
            )
            assert {reason.outcome for reason in under} == ({"conditions"} if limit.included is None else set()), (
                license.id,
                limit,
            )
            met += 1
    assert met >= 25


def test_daily_users_are_bounded_by_monthly_users(catalog: Catalog) -> None:
    """A thousand a month are at most a thousand a day; two million a month may be any number a day."""
    few, many = (ruled(catalog, "baichuan-2-community", may(users=users)) for users in (900_000, 2 * M))
    daily = [[reason for reason in ruling.reasons if "daily active users" in reason.plain] for ruling in (few, many)]
    assert not daily[0]
    assert [reason.outcome for reason in daily[1]] == ["conditions"]


def test_answers_taken_over_from_another_license_count(catalog: Catalog) -> None:
    taken = [license for license in catalog.licenses.values() if license.same_terms_as]
    assert {license.id for license in taken} >= {"gemma-4-apache", "gpt-oss-apache-plus-policy"}
    for license in taken:
        assert answers_of(catalog, license).keys() >= catalog.licenses[str(license.same_terms_as)].answers.keys(), license.id


def test_every_row_can_be_told_to_a_reader_and_read_by_the_interpreters(catalog: Catalog, licenses: list[License]) -> None:
    known = {field.name for field in fields(Use)}
    for license in licenses:
        for decision in compiled(catalog, license, answers_of(catalog, license)):
            for row in decision.rows:
                assert row.outcome is None or row.plain, (license.id, decision.question)
                assert {what for what, _, _ in row.when} <= known, (license.id, decision.question)

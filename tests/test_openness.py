"""The three definitions on made-up lists of components: what each asks for, and sentences that hold for any list."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from macros.answers.components import WEIGHTS, Piece, Pieces, grants_freedoms, pieces
from macros.answers.openness import european, mof, osaid
from macros.answers.openness.european import DIMENSIONS, Grade
from macros.facts.catalog import Catalog, Say
from macros.facts.schema.license import License
from macros.facts.schema.words import Word

LISTS = 600
REQUIRED = {
    "III": ("model-architecture", WEIGHTS, "evaluation-results", "model-card", "data-card", "technical-report"),
    "II": ("training-code", "inference-code", "evaluation-code", "evaluation-data"),
    "I": ("datasets", "data-preprocessing-code", "model-parameters-intermediate", "research-paper"),
}
CLASS_OF = {component: name for name, components in REQUIRED.items() for component in components}
BELOW = {"III": "none", "II": "III", "I": "II"}
FLOOR = {"none": 0, "cannot-tell": 0, "III": 1, "II": 2, "I": 3}
OSAID_ORDER = ("does-not-meet", "cannot-tell", "meets")
LOOKS_AT = {
    "datasets": "data-information",
    "data-preprocessing-code": "code-data-processing",
    "training-code": "code-training",
    "inference-code": "code-inference",
    "supporting-libraries-and-tools": "code-libraries",
    "model-architecture": "code-architecture",
    WEIGHTS: "parameters",
}


@pytest.fixture(scope="module")
def say(tiny: Catalog) -> Say:
    """What words the reasons."""
    return tiny.say


@pytest.fixture(scope="module")
def free(tiny: Catalog) -> License:
    """Open, approved, written for code, data and documents."""
    return tiny.licenses["free-1.0"].model_copy(update={"made_for": ("code", "data", "document")})


@pytest.fixture(scope="module")
def code_only(free: License) -> License:
    """Open and approved, written for code, as Apache-2.0 is."""
    return free.model_copy(update={"made_for": ("code",)})


@pytest.fixture(scope="module")
def unapproved(free: License) -> License:
    """Open for any purpose, not on the Open Source Initiative's list, as CC BY is."""
    return free.model_copy(update={"osi_approved": "no", "made_for": ("data", "document")})


@pytest.fixture(scope="module")
def limited(tiny: Catalog) -> License:
    """Not open."""
    return tiny.licenses["limited-1.0"]


@pytest.fixture(scope="module")
def words(tiny: Catalog) -> tuple[Word, ...]:
    return tuple(tiny.vocabularies["components"].values())


def whole(words: tuple[Word, ...], license: License) -> Pieces:
    """Everything published under one license; the data also described in full."""
    return Pieces({word.id: Piece(word.id, "yes", "open", license) for word in words}, "complete", "yes", "yes")


def changed(parts: Pieces, id: str, **values: object) -> Pieces:
    return replace(parts, by_id={**parts.by_id, id: replace(parts[id], **values)})


def without(parts: Pieces, id: str) -> Pieces:
    """The same list, with nothing known about one component."""
    return replace(parts, by_id={**parts.by_id, id: Piece(id)})


def lists(words: tuple[Word, ...], licenses: tuple[License, ...]) -> list[Pieces]:
    """Lists of every degree of openness, from mostly unknown to nearly whole; the same ones each time."""
    chance = random.Random(20261121)
    found = []
    for _ in range(LISTS):
        openness, known = chance.random(), chance.random() ** 0.4
        by_id = {}
        for word in words:
            if chance.random() > known:
                by_id[word.id] = Piece(word.id)
            elif chance.random() < openness:
                by_id[word.id] = Piece(word.id, "yes", "open", licenses[0])
            else:
                license = chance.choice((None, *licenses))
                by_id[word.id] = Piece(
                    word.id,
                    chance.choice(("yes", "partial", "no")),
                    chance.choice((None, "open", "gated", "request", "paid")),
                    license,
                    unlicensed=license is None and chance.random() < 0.5,
                )
        described = chance.choice(("complete", "complete", "partial", "none", None))
        found.append(Pieces(by_id, described, chance.choice(("yes", "yes", "no", None)), chance.choice(("yes", "yes", "no", None))))
    return found


@pytest.fixture(scope="module")
def many(words: tuple[Word, ...], free: License, code_only: License, unapproved: License, limited: License) -> list[Pieces]:
    return lists(words, (free, code_only, unapproved, limited))


Judged = list[tuple[Pieces, osaid.Verdict, mof.Verdict, european.Score]]


def mute(reason: str, **_: str) -> str:
    """For sentences about verdicts alone: no reason is worded."""
    return reason


@pytest.fixture(scope="module")
def judged(many: list[Pieces], words: tuple[Word, ...]) -> Judged:
    """Each list with its three verdicts."""
    return [(parts, osaid.assess(parts, mute), mof.assess(parts, words, mute), european.assess(parts)) for parts in many]


# ---- nothing known, everything there


def test_nothing_known_is_cannot_tell_everywhere(words: tuple[Word, ...], say: Say) -> None:
    empty = Pieces({})
    assert osaid.assess(empty, say).value == "cannot-tell"
    assert len(osaid.assess(empty, say).open_points) == 7 and not osaid.assess(empty, say).failures
    assert mof.assess(empty, words, say).value == "cannot-tell"
    score = european.assess(empty)
    assert (score.low, score.high, score.known) == (0, pytest.approx(1), 0)


def test_everything_open_is_the_best_verdict_everywhere(words: tuple[Word, ...], free: License, say: Say) -> None:
    parts = whole(words, free)
    assert osaid.assess(parts, say).value == "meets"
    verdict = mof.assess(parts, words, say)
    assert (verdict.value, verdict.next_class, verdict.missing, verdict.warnings) == ("I", None, (), ())
    score = european.assess(parts)
    assert (score.low, score.high, score.known) == (1, 1, 12)


def test_the_random_lists_reach_every_verdict(many: list[Pieces], words: tuple[Word, ...], say: Say) -> None:
    """Otherwise the sentences below would be about nothing."""
    assert {osaid.assess(parts, say).value for parts in many} == set(OSAID_ORDER)
    assert {mof.assess(parts, words, say).value for parts in many} == set(FLOOR)
    assert {european.assess(parts).known for parts in many} >= {0, 6, 12}


# ---- sentences over any list


def test_an_open_component_never_lowers_a_verdict(judged: Judged, words: tuple[Word, ...], free: License) -> None:
    """Put an open, complete component where there was none, none known, or a lesser one."""
    for parts, openly, framed, scored in judged:
        for word in words:
            there = parts[word.id]
            if there.license is free and (there.present, there.access) == ("yes", "open"):
                continue  # nothing would change
            richer = replace(parts, by_id={**parts.by_id, word.id: Piece(word.id, "yes", "open", free)})
            assert OSAID_ORDER.index(osaid.assess(richer, mute).value) >= OSAID_ORDER.index(openly.value), word.id
            now = mof.assess(richer, words, mute).value
            assert FLOOR[now] >= FLOOR[framed.value], word.id
            assert not (now == "none" and framed.value == "cannot-tell"), word.id
            score = european.assess(richer)
            assert score.low >= scored.low - 1e-9, word.id
            if parts[word.id].present == "no":  # elsewhere the upper bound may become tighter
                assert score.high >= scored.high - 1e-9, word.id


def test_less_evidence_never_raises_and_never_counts_as_no(judged: Judged, words: tuple[Word, ...]) -> None:
    """Forget all that is known of one component: a verdict may only become less certain."""
    for parts, openly, framed, scored in judged:
        for word in words:
            if not (parts[word.id].recorded or parts[word.id].access):
                continue  # nothing is known of it already
            poorer = without(parts, word.id)
            value = osaid.assess(poorer, mute).value
            assert value in (openly.value, "cannot-tell"), word.id
            now = mof.assess(poorer, words, mute).value
            assert FLOOR[now] <= FLOOR[framed.value], word.id
            assert now != "none" or framed.value == "none", word.id
            score = european.assess(poorer)
            assert score.low <= scored.low + 1e-9 and score.high >= scored.high - 1e-9, word.id


def test_forgetting_how_the_data_is_described_never_counts_as_no(judged: Judged) -> None:
    for parts, openly, _, _ in judged:
        for field in ("description", "public_listed", "obtainable_listed"):
            assert osaid.assess(replace(parts, **{field: None}), mute).value in (openly.value, "cannot-tell"), field


def test_forgetting_a_license_never_counts_as_no(judged: Judged, words: tuple[Word, ...]) -> None:
    for parts, openly, framed, _ in judged:
        for word in words:
            if parts[word.id].license is None and not parts[word.id].unlicensed:
                continue  # no license is known already
            poorer = changed(parts, word.id, license=None, unlicensed=False)
            assert osaid.assess(poorer, mute).value in (openly.value, "cannot-tell"), word.id
            now = mof.assess(poorer, words, mute).value
            assert FLOOR[now] <= FLOOR[framed.value] and (now != "none" or framed.value == "none"), word.id


def test_every_verdict_agrees_with_its_parts(many: list[Pieces], words: tuple[Word, ...], say: Say) -> None:
    for parts in many:
        verdict = osaid.assess(parts, say)
        assert (verdict.value == "meets") == all(item.state == "met" for item in verdict.requirements)
        assert (verdict.value == "does-not-meet") == bool(verdict.failures)
        assert all(item.reason.endswith(".") for item in verdict.requirements)
        classes = mof.assess(parts, words, say)
        if classes.next_class:
            assert classes.missing and not any(check.counts for check in classes.missing)
        score = european.assess(parts)
        assert 0 <= score.low <= score.high <= 1 + 1e-9
        assert (score.known == 12) == (score.low == pytest.approx(score.high))


# ---- the Open Source AI Definition


@pytest.mark.parametrize("component", [id for id in LOOKS_AT if id != "datasets"])
def test_osaid_each_required_component_decides(
    component: str, words: tuple[Word, ...], free: License, limited: License, say: Say
) -> None:
    """Missing, partial, unlicensed or restricted: not met. Unknown presence or license: cannot tell."""
    parts = whole(words, free)
    for values in ({"present": "no"}, {"present": "partial"}, {"license": None, "unlicensed": True}, {"license": limited}):
        verdict = osaid.assess(changed(parts, component, **values), say)
        assert verdict.value == "does-not-meet", values
        assert [item.id for item in verdict.failures] == [LOOKS_AT[component]], values
    for poorer in (without(parts, component), changed(parts, component, license=None)):
        verdict = osaid.assess(poorer, say)
        assert verdict.value == "cannot-tell"
        assert [item.component for item in verdict.open_points] == [component]


@pytest.mark.parametrize("component", [id for id in LOOKS_AT if id not in ("datasets", WEIGHTS)])
def test_osaid_code_needs_an_approved_license(
    component: str, words: tuple[Word, ...], free: License, unapproved: License, say: Say
) -> None:
    """CC BY on code is open and is not what the definition asks for."""
    assert osaid.assess(changed(whole(words, free), component, license=unapproved), say).value == "does-not-meet"


def test_osaid_weights_need_the_freedoms_and_no_approval(
    words: tuple[Word, ...], free: License, unapproved: License, say: Say
) -> None:
    """The text asks for terms that grant the freedoms; OpenMDW and CC BY do, without being approved."""
    assert osaid.assess(changed(whole(words, free), WEIGHTS, license=unapproved), say).value == "meets"
    assert osaid.assess(changed(whole(words, free), WEIGHTS, access="gated"), say).value == "meets"
    for access in ("request", "paid"):
        assert osaid.assess(changed(whole(words, free), WEIGHTS, access=access), say).value == "does-not-meet"


def test_osaid_what_it_does_not_ask_for_does_not_count(words: tuple[Word, ...], free: License, say: Say) -> None:
    """Intermediate checkpoints, evaluation, cards and papers are welcome and optional."""
    parts = whole(words, free)
    for word in words:
        if word.id not in LOOKS_AT:
            assert osaid.assess(changed(parts, word.id, present="no"), say).value == "meets", word.id


@pytest.mark.parametrize(
    ("data", "described", "public", "obtainable", "state"),
    [
        ("open", None, None, None, "met"),
        ("open", "none", "no", "no", "met"),
        ("none", "complete", "yes", "yes", "met"),
        ("limited", "complete", "yes", "yes", "met"),
        (None, "complete", "yes", "yes", "met"),
        ("none", "partial", "yes", "yes", "not-met"),
        ("none", "none", None, None, "not-met"),
        ("limited", "partial", None, None, "not-met"),
        ("none", "complete", "no", "yes", "not-met"),
        ("none", "complete", "yes", "no", "not-met"),
        ("none", "complete", "yes", None, "unknown"),
        ("none", "complete", None, "yes", "unknown"),
        ("none", None, "yes", "yes", "unknown"),
        ("none", None, None, None, "unknown"),
        (None, None, None, None, "unknown"),
        # poorly described, but whether the data itself is published under open terms is not known: that could still settle it
        (None, "partial", "yes", "yes", "unknown"),
        ("unstated", "none", None, None, "unknown"),
        ("partial", "partial", None, None, "not-met"),
    ],
)
def test_osaid_data_information(
    words: tuple[Word, ...],
    free: License,
    limited: License,
    data: str | None,
    described: str | None,
    public: str | None,
    obtainable: str | None,
    state: str,
    say: Say,
) -> None:
    """The data itself under open terms, or a complete description with both lists. A paper alone is not enough."""
    datasets = {
        "open": Piece("datasets", "yes", "open", free),
        "limited": Piece("datasets", "yes", "open", limited),
        "unstated": Piece("datasets", "yes", "open"),
        "partial": Piece("datasets", "partial", "open", free),
        "none": Piece("datasets", "no"),
        None: Piece("datasets"),
    }[data]
    parts = whole(words, free)
    verdict = osaid.assess(Pieces({**parts.by_id, "datasets": datasets}, described, public, obtainable), say)
    assert verdict.requirements[0].id == "data-information"
    assert verdict.requirements[0].state == state
    assert verdict.value == {"met": "meets", "not-met": "does-not-meet", "unknown": "cannot-tell"}[state]


# ---- the Model Openness Framework


def test_mof_vocabulary_is_the_frameworks_table(words: tuple[Word, ...]) -> None:
    """Which class asks for what, as the reference implementation's settings have it."""
    table = {name: tuple(word.id for word in words if word.mof_class == name and word.mof_required == "yes") for name in REQUIRED}
    assert table == REQUIRED
    optional = {word.id: word.mof_class for word in words if word.mof_required == "no"}
    assert optional == {"sample-model-outputs": "III", "supporting-libraries-and-tools": "II", "model-metadata": "I"}
    assert sum(word.mof_class is not None for word in words) == 17


@pytest.mark.parametrize("component", [id for id in CLASS_OF if id != "technical-report"])
def test_mof_one_missing_component_costs_its_class(
    component: str, words: tuple[Word, ...], free: License, limited: License, say: Say
) -> None:
    name = CLASS_OF[component]
    parts = whole(words, free)
    for values, outcome in (
        ({"present": "no"}, "missing"),
        ({"license": limited}, "fail"),
        ({"license": None, "unlicensed": True}, "fail"),
    ):
        verdict = mof.assess(changed(parts, component, **values), words, say)
        assert verdict.value == BELOW[name]
        assert verdict.next_class == name
        assert [(check.component, check.outcome) for check in verdict.missing] == [(component, outcome)]


@pytest.mark.parametrize("component", [id for id in CLASS_OF if id != "technical-report"])
def test_mof_one_unknown_component_leaves_its_class_open(component: str, words: tuple[Word, ...], free: License, say: Say) -> None:
    verdict = mof.assess(without(whole(words, free), component), words, say)
    assert verdict.value == {"III": "cannot-tell", "II": "III", "I": "II"}[CLASS_OF[component]]
    assert [check.outcome for check in verdict.missing] == ["unknown"]


def test_mof_no_class_without_the_classes_below(many: list[Pieces], words: tuple[Word, ...], say: Say) -> None:
    """Class II without III cannot be, nor I without II."""
    for parts in many:
        verdict = mof.assess(parts, words, say)
        counts = {check.component: check.counts for check in verdict.checks}
        for height, name in enumerate(("III", "II", "I"), 1):
            if FLOOR[verdict.value] >= height:
                assert all(counts[component] for component in REQUIRED[name]), verdict.value


def test_mof_a_research_paper_stands_in_for_the_technical_report(
    words: tuple[Word, ...], free: License, limited: License, say: Say
) -> None:
    parts = whole(words, free)
    for poorer in (
        changed(parts, "technical-report", present="no"),
        without(parts, "technical-report"),
        changed(parts, "technical-report", license=limited),
    ):
        assert mof.assess(poorer, words, say).value == "I"
    neither = changed(changed(parts, "technical-report", present="no"), "research-paper", present="no")
    assert mof.assess(neither, words, say).value == "none"


def test_mof_a_report_does_not_stand_in_for_the_paper(words: tuple[Word, ...], free: License, say: Say) -> None:
    assert mof.assess(changed(whole(words, free), "research-paper", present="no"), words, say).value == "II"


def test_mof_an_unknown_paper_may_still_stand_in(words: tuple[Word, ...], free: License, say: Say) -> None:
    """No report, and whether there is a paper is not known: that is no reason for a no."""
    parts = without(changed(whole(words, free), "technical-report", present="no"), "research-paper")
    verdict = mof.assess(parts, words, say)
    assert verdict.value == "cannot-tell"
    assert {check.component: check.outcome for check in verdict.missing} == {"technical-report": "unknown"}


def test_mof_a_license_of_the_wrong_type_warns_and_counts(
    words: tuple[Word, ...], free: License, code_only: License, say: Say
) -> None:
    """Apache-2.0 on weights and papers is open, was written for code, and counts."""
    verdict = mof.assess(whole(words, code_only), words, say)
    assert verdict.value == "I"
    assert {check.component for check in verdict.warnings} == {
        word.id for word in words if word.mof_class and word.content != "code"
    }
    one = mof.assess(changed(whole(words, free), WEIGHTS, license=code_only), words, say)
    assert [(check.component, check.outcome) for check in one.warnings] == [(WEIGHTS, "warning")]


def test_mof_optional_components_cost_nothing(words: tuple[Word, ...], free: License, say: Say) -> None:
    parts = whole(words, free)
    for word in words:
        if word.mof_required != "yes":
            assert mof.assess(changed(parts, word.id, present="no"), words, say).value == "I", word.id


# ---- the European index


def from_grades(grades: dict[str, Grade]) -> european.Score:
    """A score from grades given outright, as the index's own data has them."""
    return european.Score(tuple(european.Dimension(id, group, grades.get(id)) for id, (group, _) in DIMENSIONS.items()))


@pytest.mark.parametrize(
    ("system", "grades", "score"),
    [
        # Grades as in the index's data of 2026 (main-database at 5a388e8), in the order of DIMENSIONS: open, partial, closed.
        # European Open Source AI Index, CC BY 4.0, https://osai-index.eu (Liesenfeld and Dingemanse 2024).
        ("OLMo", "oooooooopooo", 0.958),
        ("BLOOMZ", "ooooooooooop", 0.958),
        ("Apertus", "oooooooocooo", 0.917),
        ("YuLan", "oooooooooooo", 1.0),
        ("SmolLM", "ooooooopcooo", 0.875),
        ("Pythia", "oooooooppppo", 0.833),
        ("Amber", "oooooppooppo", 0.833),
        ("Phi", "ccooccoocopo", 0.542),
        ("DeepSeek R1", "ccooccpoopcc", 0.417),
        ("Crystal", "ccoocccccocc", 0.25),
        ("Llama 2", "ccppccopcpcc", 0.25),
        ("Grok 2", "cccocccccccc", 0.083),
        ("Lumo", "cccccccccccc", 0.0),
    ],
)
def test_european_scores_of_the_index(system: str, grades: str, score: float) -> None:
    """The mean of all twelve dimensions, not of the three groups."""
    words: dict[str, Grade] = {"o": "open", "p": "partial", "c": "closed"}
    computed = from_grades({id: words[letter] for id, letter in zip(DIMENSIONS, grades, strict=True)})
    assert computed.known == 12, system
    assert round(computed.low, 3) == round(computed.high, 3) == score, system


def test_european_a_missing_grade_is_a_gap_and_not_a_zero() -> None:
    computed = from_grades({id: "open" for id in DIMENSIONS if id != "paper"})
    assert (computed.known, round(computed.low, 3), computed.high) == (11, 0.917, pytest.approx(1))


@pytest.mark.parametrize(
    ("present", "access", "grade"),
    [
        ("yes", None, "open"),
        ("yes", "open", "open"),
        ("yes", "gated", "partial"),
        ("yes", "request", "partial"),
        ("partial", "open", "partial"),
        ("no", None, "closed"),
        (None, None, None),
    ],
)
def test_european_grades_follow_presence_and_access(present: str | None, access: str | None, grade: str | None) -> None:
    score = european.assess(Pieces({WEIGHTS: Piece(WEIGHTS, present, access)}))
    assert {item.id: item.grade for item in score.dimensions}["end-weights"] == grade


@pytest.mark.parametrize(
    ("open_ones", "closed_ones", "grade"),
    [
        (3, 0, "open"),
        (2, 1, "partial"),
        (1, 2, "closed"),
        (0, 3, "closed"),
        (2, 0, None),
        (1, 1, None),
        (0, 2, "closed"),
        (0, 0, None),
    ],
)
def test_european_licenses(free: License, limited: License, open_ones: int, closed_ones: int, grade: str | None) -> None:
    """Weights, code and data: all three under open licenses, at least two, fewer. What is unknown may tip it either way."""
    states = [free] * open_ones + [limited] * closed_ones
    parts = Pieces(
        {id: Piece(id, "yes", "open", license) for id, license in zip((WEIGHTS, "training-code", "datasets"), states, strict=False)}
    )
    assert european.assess(parts).dimensions[-1].grade == grade


# ---- one license changed


def test_one_license_changes_exactly_what_looks_at_it(words: tuple[Word, ...], free: License, limited: License, say: Say) -> None:
    """From open to restricted: the requirement, the check and the grade of that component, and nothing else."""
    parts = Pieces(whole(words, free).by_id, None, None, None)  # only the data itself can meet the data information
    before = (osaid.assess(parts, say), mof.assess(parts, words, say), european.assess(parts))
    for word in words:
        other = changed(parts, word.id, license=limited)
        requirements = {
            new.id
            for old, new in zip(before[0].requirements, osaid.assess(other, say).requirements, strict=True)
            if old.state != new.state
        }
        assert requirements == ({LOOKS_AT[word.id]} if word.id in LOOKS_AT else set()), word.id
        checks = {
            new.component
            for old, new in zip(before[1].checks, mof.assess(other, words, say).checks, strict=True)
            if old.outcome != new.outcome
        }
        expected = {word.id} if word.mof_class and word.id != "technical-report" else set()  # the paper stands in for the report
        assert checks == expected, word.id
        grades = {
            new.id
            for old, new in zip(before[2].dimensions, european.assess(other).dimensions, strict=True)
            if old.grade != new.grade
        }
        assert grades == ({"licenses"} if word.id in DIMENSIONS["licenses"][1] else set()), word.id


def test_a_license_with_any_limit_grants_no_freedom(free: License, limited: License) -> None:
    assert grants_freedoms(free)
    assert not grants_freedoms(limited)
    for freedom in ("use", "study", "modify", "share"):
        one_less = free.model_copy(update={"freedoms": free.freedoms.model_copy(update={freedom: "no"})})
        assert not grants_freedoms(one_less), freedom


# ---- from a model to its pieces


def test_final_weights_follow_from_the_record_where_nobody_judged_them(tiny: Catalog) -> None:
    for model in tiny.models.values():
        weights = pieces(tiny, model)[WEIGHTS]
        if WEIGHTS not in model.components:
            assert weights.implied
            expected = {"open": "yes", "gated": "yes", "request": "partial", "none": "no", "withdrawn": "no"}
            assert weights.present == expected.get(model.availability.weights)
        terms = model.license.weights if model.license else None
        assert weights.unlicensed or (weights.license.id if weights.license else None) == (
            (model.components[WEIGHTS].license if WEIGHTS in model.components else None) or terms
        )


def test_a_component_without_record_is_unknown(tiny: Catalog) -> None:
    model = next(iter(tiny.models.values()))
    assert pieces(tiny, model)["no-such-component"].present is None

"""A derivative's terms are its own and its ancestors'; a label that drops one is flagged, and a gap is said."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from macros.answers.knowledge import Knowledge
from macros.answers.licensing.lineage import DESCENDS, TRAVELS, Conflict, Lineages, binding
from macros.facts.catalog import Catalog
from macros.facts.schema.license import License
from macros.facts.schema.model import Base, Licensing, Model

DISTILLED_FROM_LLAMA = {
    "deepseek-r1-distill-llama-8b": "llama-3.1-community",
    "deepseek-r1-distill-llama-70b": "llama-3.3-community",
}


def conflict_of(knowledge: Knowledge, id: str) -> Conflict | None:
    return knowledge.lineages.conflict(knowledge.catalog.models[id])


# ---- the real line of descent


@pytest.mark.parametrize(("id", "terms"), DISTILLED_FROM_LLAMA.items())
def test_an_mit_label_on_a_llama_derivative_is_flagged(knowledge: Knowledge, id: str, terms: str) -> None:
    conflict = conflict_of(knowledge, id)
    assert conflict is not None
    assert conflict.label.id == "mit"
    assert conflict.ancestor.license is not None and conflict.ancestor.license.id == terms
    lost = {duty.question: duty for duty in conflict.duties}
    assert lost.keys() >= {"naming", "aup", "threshold", "share_alike"}
    assert "Llama" in lost["naming"].answer.plain and lost["naming"].answer.clause == "§1(b)(i)"
    assert "700 million" in lost["threshold"].answer.plain


@pytest.mark.parametrize("id", DISTILLED_FROM_LLAMA)
def test_the_flagged_models_carry_the_duties(knowledge: Knowledge, id: str) -> None:
    duties = knowledge.lineages.duties(knowledge.catalog.models[id])
    assert {duty.question for duty in duties} >= {"naming", "aup"}
    assert all(duty.ancestor.startswith("Llama") for duty in duties)


@pytest.mark.parametrize(
    "id",
    [
        *("deepseek-r1-distill-qwen-1.5b", "deepseek-r1-distill-qwen-7b", "deepseek-r1-distill-qwen-14b"),
        *("deepseek-r1-distill-qwen-32b", "qwq-32b", "qwen3-8b"),
    ],
)
def test_distills_of_apache_models_lose_nothing(knowledge: Knowledge, id: str) -> None:
    model = knowledge.catalog.models[id]
    assert conflict_of(knowledge, id) is None
    assert knowledge.lineages.duties(model) == ()


def test_nemotron_on_llama_names_what_its_own_license_does_not_carry(knowledge: Knowledge) -> None:
    conflict = conflict_of(knowledge, "llama-3.3-nemotron-super-49b")
    assert conflict is not None
    assert conflict.label.id == "nvidia-open-model"
    assert conflict.ancestor.license is not None and conflict.ancestor.license.id == "llama-3.3-community"
    assert {duty.question for duty in conflict.duties} >= {"threshold", "share_alike"}


def test_a_derivative_under_its_ancestors_license_is_in_order(catalog: Catalog, knowledge: Knowledge) -> None:
    for id, model in catalog.models.items():
        own = model.license.weights if model.license else None
        above = {ancestor.license.id for ancestor in knowledge.lineages.ancestors(model) if ancestor.license}
        if above and above == {own}:
            assert conflict_of(knowledge, id) is None, id


@pytest.mark.parametrize("id", ["deepseek-r1", "deepseek-r1-0528", "deepseek-v3.1", "deepseek-v3.2"])
def test_a_maker_may_give_its_own_line_new_terms(knowledge: Knowledge, id: str) -> None:
    """DeepSeek owns V3 and put R1, made from it, under MIT: nobody else's term is dropped."""
    assert "DeepSeek-V3" in [ancestor.name for ancestor in knowledge.lineages.ancestors(knowledge.catalog.models[id])]
    assert conflict_of(knowledge, id) is None


def test_what_a_maker_released_stays_released_further_down(knowledge: Knowledge) -> None:
    """R1 1776 was made from R1, which DeepSeek had already taken out of the terms of V3."""
    assert conflict_of(knowledge, "r1-1776") is None


def test_every_conflict_names_a_text_that_binds(knowledge: Knowledge) -> None:
    conflicts = knowledge.lineages.conflicts()
    assert len(conflicts) >= 3
    for conflict in conflicts:
        assert conflict.duties and conflict.ancestor.license is not None
        assert conflict.label.id != conflict.ancestor.license.id
        assert {duty.question for duty in conflict.duties} <= set(TRAVELS)
        assert all(duty.answer.plain for duty in conflict.duties)
        assert conflict.ancestor.model is None or conflict.ancestor.model.maker != conflict.model.maker


def test_what_is_unmapped_says_so(line: Line) -> None:
    """A base that has no record and no license here: nothing can be said of its terms."""
    derived = line.add("derived", "mit", ("Base of somebody", "fine-tune"))
    unmapped = line.lineages.unmapped(derived)
    assert [ancestor.name for ancestor in unmapped] == ["Base of somebody"]
    assert unmapped[0].model is None and unmapped[0].license is None


def test_the_lines_of_the_catalog_end(catalog: Catalog, knowledge: Knowledge) -> None:
    for id, model in catalog.models.items():
        assert model.name not in [ancestor.name for ancestor in knowledge.lineages.ancestors(model)], id


LLAMA_OFFSPRING = {
    "vicuna-13b": "llama-1-research",
    "alpaca-7b": "llama-1-research",
    "orca-2-13b": "llama-2-community",
    "tulu-2-dpo-70b": "llama-2-community",
    "code-llama-34b": "llama-2-community",
    "llama-guard": "llama-2-community",
    "llama-3.1-nemotron-ultra-253b": "llama-3.1-community",
    "kimi-dev-72b": "qwen-license-2024",
}


@pytest.mark.parametrize(("id", "license"), LLAMA_OFFSPRING.items())
def test_offspring_of_llama_and_qwen_resolves(knowledge: Knowledge, id: str, license: str) -> None:
    terms = knowledge.terms[id]
    assert license in {layer.license.id for layer in terms.layers} and not terms.unmapped
    assert knowledge.assessments[id].access == "restricted-weights"


def test_a_base_without_a_record_can_carry_a_license_or_a_maker(line: Line) -> None:
    """LLaMA-13B has no record, yet its terms bind; a maker's own earlier weights bind nobody further."""
    bound = line.add("bound", "mit")
    object.__setattr__(bound, "origin", (Base(name="LLaMA-13B", license="cc-by-nc-4.0", relation="fine-tune"),))
    assert [ancestor.license.id for ancestor in line.lineages.binding_ancestors(bound) if ancestor.license] == ["cc-by-nc-4.0"]
    own = line.add("own", "mit", maker="lab")
    object.__setattr__(own, "origin", (Base(name="Own-Base", maker="lab", relation="instruct"),))
    assert line.lineages.unmapped(own) == () and line.lineages.binding_ancestors(own) == ()


# ---- which terms travel


def test_permissive_licenses_leave_nothing_behind(catalog: Catalog) -> None:
    permissive = ("apache-2.0", "mit", "bsd-3-clause", "openmdw-1.1", "cc-by-4.0", "gpt-oss-apache-plus-policy", "gemma-4-apache")
    for id in (*permissive, "nvidia-nemotron-open"):
        assert binding(catalog.licenses[id]) == (), id


@pytest.mark.parametrize(
    ("id", "questions"),
    [
        ("llama-3.1-community", {"share_alike", "naming", "aup", "threshold", "commercial_use"}),
        ("gemma-terms", {"share_alike", "aup", "commercial_use"}),
        ("gpl-3.0", {"share_alike"}),
        ("cc-by-nc-4.0", {"commercial_use"}),
        ("mistral-mnpl-0.1", {"share_alike", "commercial_use"}),
        ("lfm-open-1.0", {"threshold", "commercial_use"}),
        ("glm-5.3", {"threshold", "commercial_use"}),
        ("kimi-k2-modified-mit", {"naming", "threshold"}),
    ],
)
def test_terms_that_travel(catalog: Catalog, id: str, questions: set[str]) -> None:
    """A non-commercial limit or a size line holds for what is made of the model, with or without a policy or a badge."""
    assert {question for question, _ in binding(catalog.licenses[id])} == questions


# ---- made-up lines


@pytest.fixture(scope="module")
def licenses(catalog: Catalog) -> dict[str, License]:
    return {id: catalog.licenses[id] for id in ("apache-2.0", "mit", "llama-3.1-community", "cc-by-nc-4.0", "gemma-terms")}


class Line:
    """Models made from one another, without files: `add('b', 'mit', ('a', 'fine-tune'))`."""

    def __init__(self, pattern: Model, licenses: dict[str, License]) -> None:
        self._pattern = pattern
        self.models: dict[str, Model] = {}
        self._catalog = cast(Catalog, SimpleNamespace(models=self.models, licenses=licenses))

    def add(self, id: str, terms: str | None, *bases: tuple[str, str], maker: str | None = None) -> Model:
        known = [
            Base(model=base, relation=relation) if base in self.models else Base(name=base, relation=relation)
            for base, relation in bases
        ]
        self.models[id] = self._pattern.model_copy(
            update={
                "id": id,
                "name": id,
                "maker": maker or f"maker-of-{id}",
                "license": Licensing(weights=terms) if terms else None,
                "origin": tuple(known),
            }
        )
        return self.models[id]

    @property
    def lineages(self) -> Lineages:
        return Lineages(self._catalog)


@pytest.fixture
def line(tiny: Catalog, licenses: dict[str, License]) -> Line:
    return Line(next(iter(tiny.models.values())), licenses)


def test_a_quantization_of_a_permissive_model_carries_nothing(line: Line) -> None:
    line.add("base", "apache-2.0")
    small = line.add("base-q4", "mit", ("base", "quantization"))
    assert [ancestor.name for ancestor in line.lineages.ancestors(small)] == ["base"]
    assert line.lineages.duties(small) == ()
    assert line.lineages.conflict(small) is None


@pytest.mark.parametrize("relation", DESCENDS)
def test_every_way_of_descent_carries_the_terms(line: Line, relation: str) -> None:
    line.add("base", "llama-3.1-community")
    derived = line.add("derived", "mit", ("base", relation))
    conflict = line.lineages.conflict(derived)
    assert conflict is not None and conflict.ancestor.name == "base"
    assert {duty.question for duty in conflict.duties} >= {"naming", "aup"}


def test_being_taught_is_no_descent(line: Line) -> None:
    """Whether outputs may teach another model is a question to the teacher's license, answered on its own."""
    line.add("teacher", "llama-3.1-community")
    pupil = line.add("pupil", "mit", ("teacher", "taught-by"))
    assert line.lineages.ancestors(pupil) == ()


def test_grand_ancestors_count(line: Line) -> None:
    line.add("root", "gemma-terms")
    line.add("middle", "apache-2.0", ("root", "fine-tune"))
    leaf = line.add("leaf", "apache-2.0", ("middle", "quantization"))
    lineages = line.lineages
    assert [ancestor.name for ancestor in lineages.ancestors(leaf)] == ["middle", "root"]
    conflict = lineages.conflict(leaf)
    assert conflict is not None and conflict.ancestor.name == "root"
    assert {duty.ancestor for duty in lineages.duties(leaf)} == {"root"}
    assert {found.model.id for found in lineages.conflicts()} == {"middle", "leaf"}


def test_the_nearest_come_first_where_several_are_merged(line: Line) -> None:
    line.add("root", "apache-2.0")
    line.add("left", "apache-2.0", ("root", "fine-tune"))
    line.add("right", "apache-2.0")
    merged = line.add("merged", "apache-2.0", ("left", "merge"), ("right", "merge"))
    assert [ancestor.name for ancestor in line.lineages.ancestors(merged)] == ["left", "right", "root"]


def test_one_restricted_parent_of_a_merge_is_enough(line: Line) -> None:
    line.add("free", "apache-2.0")
    line.add("bound", "llama-3.1-community")
    merged = line.add("merged", "apache-2.0", ("free", "merge"), ("bound", "merge"))
    conflict = line.lineages.conflict(merged)
    assert conflict is not None and conflict.ancestor.name == "bound"


def test_a_non_commercial_base_under_a_free_label_is_flagged(line: Line) -> None:
    line.add("base", "cc-by-nc-4.0")
    conflict = line.lineages.conflict(line.add("derived", "apache-2.0", ("base", "fine-tune")))
    assert conflict is not None
    assert [duty.question for duty in conflict.duties] == ["commercial_use"]


def test_an_ancestor_without_record_or_without_license_is_unmapped(line: Line) -> None:
    line.add("unlicensed", None)
    derived = line.add("derived", "mit", ("unlicensed", "fine-tune"), ("Some Model 7B", "merge"))
    assert {ancestor.name for ancestor in line.lineages.unmapped(derived)} == {"unlicensed", "Some Model 7B"}
    assert line.lineages.conflict(derived) is None
    assert line.lineages.duties(derived) == ()


def test_an_unmapped_parent_does_not_hide_what_is_above_it(line: Line) -> None:
    line.add("root", "llama-3.1-community")
    line.add("middle", None, ("root", "fine-tune"))
    leaf = line.add("leaf", "mit", ("middle", "fine-tune"))
    assert [ancestor.name for ancestor in line.lineages.unmapped(leaf)] == ["middle"]
    conflict = line.lineages.conflict(leaf)
    assert conflict is not None and conflict.ancestor.name == "root"


def test_a_model_without_a_label_drops_nothing_and_still_carries(line: Line) -> None:
    line.add("base", "llama-3.1-community")
    derived = line.add("derived", None, ("base", "fine-tune"))
    assert line.lineages.conflict(derived) is None
    assert {duty.question for duty in line.lineages.duties(derived)} >= {"naming", "aup"}


def test_the_owner_may_relicense_and_nobody_else(line: Line) -> None:
    line.add("root", "llama-3.1-community", maker="owner")
    own = line.add("own", "mit", ("root", "fine-tune"), maker="owner")
    later = line.add("later", "mit", ("own", "fine-tune"), maker="somebody")
    other = line.add("other", "mit", ("root", "fine-tune"), maker="somebody")
    lineages = line.lineages
    assert lineages.conflict(own) is None and lineages.duties(own) == ()
    assert lineages.conflict(later) is None and lineages.duties(later) == ()
    assert lineages.conflict(other) is not None


def test_a_way_around_the_owners_release_still_binds(line: Line) -> None:
    line.add("root", "llama-3.1-community", maker="owner")
    line.add("own", "mit", ("root", "fine-tune"), maker="owner")
    merged = line.add("merged", "mit", ("own", "merge"), ("root", "merge"), maker="somebody")
    conflict = line.lineages.conflict(merged)
    assert conflict is not None and conflict.ancestor.name == "root"


def test_a_circle_ends(line: Line) -> None:
    """The data cannot hold one; the walk must not hang if it does."""
    line.add("a", "mit")
    line.add("b", "mit", ("a", "fine-tune"))
    line.add("a", "mit", ("b", "fine-tune"))
    assert "b" in [ancestor.name for ancestor in line.lineages.ancestors(line.models["a"])]


def test_descendants_are_the_models_made_directly_from_it(line: Line) -> None:
    line.add("root", "mit")
    line.add("child", "mit", ("root", "fine-tune"))
    line.add("grandchild", "mit", ("child", "fine-tune"))
    assert line.lineages.descendants("root") == ("child",)
    assert line.lineages.descendants("grandchild") == ()

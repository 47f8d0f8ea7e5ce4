"""What one must do: the duties a text states, for models by all that binds, and what cannot go together."""

import pytest

from macros.answers.knowledge import Knowledge
from macros.answers.licensing.checklist import INSIDE, checklist, clashes
from macros.facts.catalog import Catalog


@pytest.mark.parametrize(
    ("license", "question", "said"),
    [
        ("llama-3.1-community", "naming", "“Built with Llama”"),
        ("llama-3.1-community", "naming", "begin the name of a derived AI model with “Llama”"),
        ("llama-3.1-community", "threshold", "700,000,000 monthly active users"),
        ("llama-3.1-community", "attribution", "“Notice” text file"),
        ("kimi-k3", "threshold", "20,000,000 US dollars of revenue a month"),
        ("kimi-k3", "naming", "“Kimi K3”"),
        ("apache-2.0", "attribution", "mark the files you changed"),
        ("apache-2.0", "redistribute", "Keep license and copyright notice; include a notice file; state changes."),
        ("cc-by-nc-4.0", "commercial_use", ""),
    ],
)
def test_a_duty_is_on_the_list(catalog: Catalog, license: str, question: str, said: str) -> None:
    found = [duty.plain for duty in checklist(catalog, catalog.licenses[license]) if duty.question == question]
    assert any(said in plain for plain in found), found


@pytest.mark.parametrize(
    ("license", "holds", "drops"),
    [
        ("stability-community", {"threshold", "registration", "aup"}, {"attribution", "naming", "redistribute", "share_alike"}),
        ("llama-3.3-community", {"threshold", "aup"}, {"attribution", "naming", "redistribute"}),
        ("qwen-research-2024", {"commercial_use"}, {"attribution", "naming"}),
        ("tencent-hunyuan-video", {"threshold", "geography"}, {"attribution", "naming"}),
        ("apache-2.0", set(), {"attribution", "redistribute"}),
    ],
)
def test_who_only_tries_a_model_in_house_keeps_to_limits_and_owes_no_credit(
    catalog: Catalog, license: str, holds: set[str], drops: set[str]
) -> None:
    """Nothing shipped, nothing shown: notice and badge drop out; sizes, places, purposes and registration stay."""
    duties = checklist(catalog, catalog.licenses[license])
    kept = {duty.question for duty in duties if not duty.begins or INSIDE in duty.begins}
    assert holds <= kept and not drops & kept
    assert drops & {"attribution"} <= {duty.question for duty in duties}


@pytest.mark.parametrize(("license", "question"), [("apache-2.0", "naming"), ("apache-2.0", "aup"), ("mit", "share_alike")])
def test_what_a_text_does_not_ask_is_not_on_the_list(catalog: Catalog, license: str, question: str) -> None:
    assert question not in {duty.question for duty in checklist(catalog, catalog.licenses[license])}


def test_what_nobody_has_read_is_said_and_is_no_duty(catalog: Catalog) -> None:
    """An answer that is missing is named as unknown, never left out as if there were nothing to do."""
    for license in catalog.licenses.values():
        duties = checklist(catalog, license)
        for question, answer in license.answers.items():
            if question in ("attribution", "naming", "aup", "share_alike") and answer.answer == "unknown":
                assert [duty.known for duty in duties if duty.question == question][:1] == [False], license.id


@pytest.mark.parametrize(
    ("licenses", "number"),
    [
        (("apache-2.0", "mit"), 0),
        (("llama-3.1-community", "llama-3.1-community"), 0),
        (("gpl-3.0", "cc-by-sa-4.0"), 1),
    ],
)
def test_texts_that_cannot_be_met_together(catalog: Catalog, licenses: tuple[str, ...], number: int) -> None:
    assert len(clashes([catalog.licenses[id] for id in licenses], catalog)) == number


def test_an_inherited_text_is_on_the_list_of_the_model(knowledge: Knowledge) -> None:
    """DeepSeek-R1-Distill-Llama is labeled MIT and was made from Llama."""
    layers = [layer.license.id for layer in knowledge.terms["deepseek-r1-distill-llama-70b"].layers]
    assert "llama-3.3-community" in layers and len(layers) > 1


@pytest.mark.parametrize(("pictures", "listed"), [(True, True), (None, True), (False, False)])
def test_a_place_left_out_for_pictures_concerns_no_model_of_text(catalog: Catalog, pictures: bool | None, listed: bool) -> None:
    found = {duty.question for duty in checklist(catalog, catalog.licenses["llama-3.3-community"], pictures)}
    assert ("geography" in found) is listed

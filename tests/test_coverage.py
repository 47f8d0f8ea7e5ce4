"""What is known of the models, counted: groups, lines, gaps, and the table of energy that never mixes methods."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from markupsafe import escape

from macros.answers.coverage import EIGHT, FIRST, OTHERS, Line, coverage, gaps, groups, shares, unrecorded
from macros.answers.knowledge import Knowledge
from macros.answers.usual import HUNDRED, demanded
from macros.facts.catalog import Catalog
from macros.facts.schema.dataset import Dataset
from macros.facts.schema.model import Model
from macros.facts.schema.words import Demand
from macros.pages import about, attributes
from macros.pages.cells import NONE
from macros.pages.energy import energy_table
from macros.pages.facts import Facts
from macros.pages.links import Links
from macros.pages.model import model_page
from macros.pages.view import View


@pytest.fixture(scope="module")
def counted(knowledge: Knowledge) -> list[Line]:
    """Every line of the count, counted once."""
    return list(coverage(knowledge))


def test_a_line_never_counts_more_models_than_its_group_has(knowledge: Knowledge, counted: list[Line]):
    sizes = [len(models) for models in groups(knowledge).values()]
    assert not [line.label for line in counted if any(n > size for n, size in zip(line.counts, sizes, strict=True))]


def test_the_count_of_a_field_is_that_of_the_records(knowledge: Knowledge, counted: list[Line]):
    models = knowledge.catalog.models.values()
    lines = {line.label: line.counts[0] for line in counted}
    assert lines["Energy"] == sum(bool(model.energy) for model in models)
    assert lines["Public summary of the training content"] == sum(
        bool(model.ai_act and model.ai_act.training_summary) for model in models
    )


def test_what_was_looked_for_in_vain_is_counted_beside_what_is_known(knowledge: Knowledge, counted: list[Line]):
    lines = {line.label: line for line in counted}
    models = knowledge.catalog.models.values()
    cutoffs = [model for model in models if not model.knowledge_cutoff]
    assert lines["Knowledge cutoff"].sought[0] == sum(
        any("knowledge_cutoff" in search.fields for search in model.searched) for model in cutoffs
    )
    # a search for a whole part counts for each of its fields
    assert lines["Public summary of the training content"].sought[0] > 200
    sizes = [len(group) for group in groups(knowledge).values()]
    assert not [
        line.label
        for line in lines.values()
        if any(known + sought > size for known, sought, size in zip(line.counts, line.sought, sizes, strict=True))
    ]


def test_each_model_sold_by_api_has_a_state_or_says_where_it_was_looked_for(knowledge: Knowledge, counted: list[Line]):
    by_api = list(groups(knowledge)).index("sold-by-api")
    line = next(line for line in counted if line.label == "Lifecycle")
    assert line.counts[by_api] + line.sought[by_api] == len(groups(knowledge)["sold-by-api"])


def test_each_score_of_a_maker_tells_setting_and_harness_or_that_its_source_does_not(knowledge: Knowledge):
    view = View(knowledge, Links())
    silent: dict[str, str] = {}
    for model in knowledge.catalog.models.values():
        for row in knowledge.results.of_model(model.id):
            if row.reported_by == "maker" and (row.benchmark.id, row.version) not in knowledge.results.lists:
                assert row.setting or {*row.unstated, *row.unfound} >= {"setting", "harness"}, f"{row.benchmark.id} of {model.id}"
                silent |= dict.fromkeys(row.unfound, model.id)
    for detail, id in silent.items():  # a reader sees what was looked for in vain
        html = "".join(section.html for section in model_page(view, knowledge.catalog.models[id]).sections)
        assert view.label("score-searches", detail) in html


def test_eight_components_of_each_model_with_weights_are_judged_or_were_looked_for(knowledge: Knowledge):
    thin = []
    for model in knowledge.catalog.models.values():
        sought = {path for search in model.searched for path in search.fields if path.startswith("components.")}
        thin += [model.id] if model.downloadable and len(model.components) + len(sought) < EIGHT else []
    assert not thin


SHARES = {  # line of the coverage, group → the share of it that says it or says where it was looked for
    ("OSAID decided", "with-weights"): 0.9,
    ("MOF class decided", "with-weights"): 0.9,
    ("The maker’s own words", "with-weights"): 0.8,
    ("Training data judged", "with-weights"): 0.9,
    ("Scores by others than its maker", "last-12-months"): 1,
}


@pytest.mark.parametrize(("label", "group"), SHARES)
def test_what_was_promised_of_the_records_is_there(knowledge: Knowledge, label: str, group: str, counted: list[Line]):
    at, size = list(groups(knowledge)).index(group), len(groups(knowledge)[group])
    line = next(line for line in counted if line.label == label)
    assert line.counts[at] + line.sought[at] >= SHARES[label, group] * size


def test_three_hundred_models_have_nine_dimensions_of_the_european_index(knowledge: Knowledge, counted: list[Line]):
    assert next(line for line in counted if line.label == "European index, nine of twelve").counts[0] >= 300


def test_the_formats_are_known_of_nine_in_ten_models_with_an_address(knowledge: Knowledge):
    models = [model for model in knowledge.catalog.models.values() if model.downloadable and model.availability.weights_url]
    known = [model for model in models if model.files and (model.files.formats or model.looked_for("files"))]
    assert len(known) >= 0.9 * len(models)


GENERAL = {"language", "multimodal", "code", "image", "audio", "video", "vision", "translation", "science"}


def test_each_model_that_owes_a_summary_now_has_it_judged_or_says_where_it_was_looked_for(knowledge: Knowledge):
    models = knowledge.catalog.models.values()
    owed = [model for model in models if model.released >= "2025-08-02" and model.type in GENERAL]
    risky = [model for model in models if knowledge.attributes["model"]["systemic-risk"].value(knowledge, model) == "yes"]
    told = {model.id for model in models if model.ai_act and model.ai_act.training_summary}
    assert not [model.id for model in (*owed, *risky) if model.id not in told and not model.looked_for("ai_act.training_summary")]


def test_the_stand_on_the_code_of_practice_is_known_of_each_maker(knowledge: Knowledge):
    assert not [maker.id for maker in knowledge.catalog.makers.values() if "maker" in maker.roles and not maker.ai_act]


def test_the_hundred_begin_with_the_most_used_and_hold_nobody_twice(knowledge: Knowledge):
    ids = [model.id for model in demanded(knowledge.catalog)]
    used = [row.model for usage in knowledge.catalog.all(Demand).values() for row in usage.models if row.model]
    assert ids[: len(used)] == used
    assert len(ids) == len(set(ids)) == HUNDRED


def test_what_is_asked_first_is_known_of_the_fifty_most_in_demand(knowledge: Knowledge):
    found = gaps(knowledge, demanded(knowledge.catalog, 50))
    missing = [(gap.model.id, label) for gap in found for label in gap.first]
    assert len(missing) <= 0.1 * len(FIRST) * len(found), missing
    assert not [gap.model.id for gap in found if {"Name", "Released"} & set(gap.first)]


def test_what_is_used_and_has_no_record_is_named(knowledge: Knowledge):
    assert {row.name for row in unrecorded(knowledge)} == {
        row.name for usage in knowledge.catalog.all(Demand).values() for row in usage.models if not row.model
    }


def test_a_gap_is_never_named_where_nothing_is_asked(knowledge: Knowledge):
    closed = [model for model in demanded(knowledge.catalog) if not model.downloadable]
    assert closed
    assert not [gap.model.id for gap in gaps(knowledge, closed) if "OSAID decided" in gap.missing or "File formats" in gap.missing]


@pytest.mark.parametrize(
    ("label", "known"),
    [
        ("Prices", lambda knowledge, model: model.id in {row.model for rows in knowledge.catalog.prices.values() for row in rows}),
        ("Lifecycle", lambda _, model: model.lifecycle),
        ("Energy", lambda _, model: model.energy),
        ("Context window", lambda _, model: model.context and model.context.native),
    ],
)
def test_what_is_asked_of_every_model_is_named_as_missing_on_each_that_lacks_it(
    knowledge: Knowledge, label: str, known: Callable[[Knowledge, Model], object]
):
    found = gaps(knowledge, knowledge.catalog.models.values())
    lacking = {gap.model.id for gap in found if label in gap.missing}
    assert lacking == {model.id for model in knowledge.catalog.models.values() if not known(knowledge, model)}
    assert {knowledge.catalog.models[id].downloadable for id in lacking} == {True, False}


def test_measured_estimated_and_reported_energy_never_share_a_column(knowledge: Knowledge):
    view = View(knowledge, Links())
    with_energy = [model for model in knowledge.catalog.models.values() if model.energy]
    assert {figure.method for model in with_energy for figure in model.energy} == {"measured", "estimated", "reported"}
    for model in with_energy:
        table = energy_table(view, model)
        assert table is not None
        heads = [column.label for column in table.columns]
        for figure, row in zip(model.energy, table.rows, strict=True):
            filled = [
                head
                for head, cell in zip(heads, row.cells, strict=True)
                if head in ("Measured", "Estimated", "Reported") and cell is not NONE
            ]
            assert filled == [view.label("energy-methods", figure.method)]


def test_a_data_set_and_the_models_trained_on_it_lead_to_each_other(knowledge: Knowledge):
    catalog = knowledge.catalog
    trained = knowledge.attributes["model"]["trained-on"]
    uses = [(use.model, dataset.id) for dataset in catalog.all(Dataset).values() for use in dataset.used_by]
    assert len(uses) >= 100
    assert not [pair for pair in uses if pair[1] not in trained.value(knowledge, catalog.models[pair[0]])]


def test_sixty_data_sets_tell_size_terms_content_and_models(knowledge: Knowledge):
    found = {share.label: share for share in shares(knowledge)["dataset"]}
    assert found["All four"].known >= 60
    assert found["All four"].known <= min(share.known for label, share in found.items() if label not in ("All four", "Disputes"))


def test_a_share_counts_the_records_of_its_kind(knowledge: Knowledge):
    for kind, found in shares(knowledge).items():
        records = knowledge.catalog.all(OTHERS[kind][0])
        assert {share.total for share in found} == {len(records)}
        assert not [share.label for share in found if share.known + share.sought > share.total]


def test_a_data_set_without_one_license_says_what_stands_in_its_place(knowledge: Knowledge):
    terms = knowledge.attributes["dataset"]["terms"]
    for dataset in knowledge.catalog.all(Dataset).values():
        assert terms.value(knowledge, dataset) == ("one" if dataset.license else dataset.terms)


def test_the_place_of_a_license_says_what_stands_there_with_its_source(knowledge: Knowledge):
    view = View(knowledge, Links())
    license = knowledge.attributes["dataset"]["license"]
    for dataset in knowledge.catalog.all(Dataset).values():
        rows = {fact.id: fact for group in attributes.facts(view, Facts(dataset), "dataset") for fact in group.rows}
        fact = rows["fact-license"]
        assert fact.cell == attributes.cell(view, license, dataset)
        if not dataset.license:
            word = dataset.terms and knowledge.catalog.word("dataset-terms", dataset.terms).label
            assert (fact.cell.text, bool(fact.notes)) == (word or "unknown", bool(word)), dataset.id


def test_the_terms_of_the_data_follow_from_the_sets_a_model_was_trained_on(knowledge: Knowledge):
    answers, models, sets = knowledge.attributes["model"], knowledge.catalog.models, knowledge.catalog.all(Dataset)
    strict = answers["data-licenses"].value(knowledge, models["lucie-7b"])
    assert strict[0] == "cc-by-nc-sa-4.0"  # no commercial use: stricter than any open license beside it
    for id, trained in knowledge.catalog.trained_on.items():
        licenses = set(answers["data-licenses"].value(knowledge, models[id]) or ())
        terms = set(answers["data-terms"].value(knowledge, models[id]) or ())
        assert licenses == {sets[each].license for each in trained} - {None}
        assert terms == {sets[each].terms for each in trained} - {None}


def test_a_page_says_where_a_field_was_looked_for_in_vain(knowledge: Knowledge):
    view = View(knowledge, Links())
    model = next(model for model in knowledge.catalog.models.values() if model.looked_for("lifecycle"))
    html = "".join(section.html for section in model_page(view, model).sections)
    search = next(search for search in model.searched if "lifecycle" in search.fields)
    assert f"{view.label('fields', 'lifecycle')}: not in <a href=" in html
    assert str(search.url) in html


def test_kinds_of_data_alone_are_no_description(knowledge: Knowledge):
    kinds = re.compile(r"by kind only|kinds (of data )?only|only kinds")
    told = [model for model in knowledge.catalog.models.values() if model.data_information and model.data_information.note]
    alone = [model for model in told if model.data_information and kinds.search((model.data_information.note or "").lower())]
    assert len(alone) > 20
    assert not [model.id for model in alone if model.data_information and model.data_information.description != "none"]


def test_the_base_of_a_tuned_model_is_published_where_one_was_tuned_from_it(knowledge: Knowledge):
    models = knowledge.catalog.models
    part = "model-parameters-base"
    wrong = []
    for model in models.values():
        parents = [models[base.model] for base in model.base_models if base.model]
        wrong += [
            model.id
            for parent in parents
            if part in model.components and model.components[part].present == "yes"
            if part in parent.components and parent.components[part].present == "no"
        ]
    assert not wrong


def test_what_a_word_of_a_fact_means_is_told_by_the_script_and_on_the_page_of_all_fields(
    catalog: Catalog, knowledge: Knowledge
) -> None:
    view = View(knowledge, Links())
    told, listed = attributes.meanings(catalog, knowledge.attributes), str(about.attribute_list(view))
    silent = 0
    for kind, known in knowledge.attributes.items():
        for attribute in known.values():
            if attribute.type.name != "word":
                continue
            assert attribute.type.of in catalog.vocabularies, (kind, attribute.type)
            for word in catalog.vocabularies[attribute.type.of].values():
                if word.description:
                    silent += 1
                    meant = told.get(f"{attributes.anchor(attribute)} {word.label}", told.get(word.label))
                    assert meant == word.description, (kind, word.id)
                    assert str(escape(f"{word.label}: {word.description}")) in listed, (kind, word.id)
    assert silent > 50

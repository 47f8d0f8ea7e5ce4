"""Each fact can be named for good: its anchor on the page says where the API has it, with the value that the record has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from macros.answers.knowledge import Knowledge
from macros.answers.published import item
from macros.facts.annotations import at
from macros.facts.schema.kinds import KINDS
from macros.pages import attributes
from macros.pages.links import Links
from macros.pages.view import View
from macros.publish import api

SHOWN = [kind for kind in KINDS if kind.sourced and kind.paged and kind.name != "license"]


def resolved(document: Any, pointer: str) -> Any:
    for step in pointer.strip("/").split("/"):
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.name)
def test_the_anchor_of_a_fact_is_its_place_in_the_api(knowledge: Knowledge, kind: Any) -> None:
    view = View(knowledge, Links())
    chosen = [each for each in attributes.met(view, kind.name, "page") if each.words.field]
    moved = {"architecture.layers"}  # a count in the API, where the record has groups
    for record in knowledge.catalog.all(kind.type).values():
        published = item(knowledge, record)
        for attribute in chosen:
            field = str(attribute.words.field)
            value = at(record, field)
            if value is not None and field not in moved:
                anchor = attributes.place_of(attribute)
                found = resolved(published, anchor.removeprefix("fact-").replace(".", "/"))
                assert json.dumps(found) == json.dumps(
                    json.loads(json.dumps(value, default=lambda part: part.model_dump(mode="json", by_alias=True)))
                ), anchor


def test_a_page_leads_to_its_record_in_the_api(knowledge: Knowledge) -> None:
    view, files = View(knowledge, Links()), dict(api.files(knowledge))
    for kind in (kind for kind in KINDS if kind.paged and kind.file):
        for id in list(knowledge.catalog.entries[kind.name])[:5]:
            for place in view.json(kind.name, id):
                path, _, pointer = place.partition("#")
                assert resolved(json.loads(files[path]), pointer)["id"] == id, Path(path)

"""What the picture of a shared link says; that it can be opened is tried with the downloads."""

from __future__ import annotations

import pytest

from macros.answers.knowledge import Knowledge
from macros.publish.pictures import Judged, Picture, named, pictures


@pytest.fixture(scope="module")
def drawn(knowledge: Knowledge) -> dict[str, Picture]:
    return dict(pictures(knowledge))


def test_a_model_is_shown_with_its_tile_and_three_verdicts(drawn: dict[str, Picture]) -> None:
    scout = drawn["models/llama-4-scout.md"]
    assert (scout.kind, scout.title, len(scout.tiles)) == ("Meta · Restricted weights", "Llama 4 Scout", 1)
    assert scout.verdicts == (
        Judged("Commercial use", "Under conditions", "mixed"),
        Judged("Open Source AI Definition", "Not met", "bad"),
        Judged("Model Openness Framework", "No class", "bad"),
    )


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            "licenses/apache-2.0.md",
            "Apache License 2.0; Open; Commercial use: Allowed; Host as a service: Yes; Train on outputs: Yes",
        ),
        ("claims/closed-models-are-services.md", "see or change the core.”; Open and closed; Supported"),
    ],
)
def test_a_picture_says_the_same_in_words(page: str, said: str, drawn: dict[str, Picture]) -> None:
    assert drawn[page].alt.endswith(said)


def test_a_comparison_shows_both_tiles_or_none(drawn: dict[str, Picture]) -> None:
    pairs = [picture for page, picture in drawn.items() if page.startswith("comparisons/")]
    assert {len(picture.tiles) for picture in pairs} == {0, 2} and all(len(picture.verdicts) == 2 for picture in pairs)


def test_a_page_names_its_picture_in_the_place_of_the_site_s() -> None:
    image = '<meta property="og:image" content="https://example.org/assets/share.png">'
    page = named(
        f'{image}\n<meta property="og:image:alt" content="The site">',
        "https://example.org/a/share.png",
        Picture("Open", 'A "B" & C', (Judged("Q", "Yes", "good"),)),
    )
    assert 'content="https://example.org/a/share.png"' in page and "A &quot;B&quot; &amp; C; Open; Q: Yes" in page
    assert "The site" not in page and page.count("og:image") == 2

"""The words: every topic of the articles is served, every source cited, every page answers first and admits its gaps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.records import references
from macros.facts.rules.style import BRITISH, HYPE, QUOTED
from macros.facts.schema.words import Claim, Figure, Term
from macros.facts.told import Filling
from macros.pages import dates, inline, origins, reading
from macros.pages import writing as blocks
from macros.pages.checks import check_docs
from macros.pages.links import Links
from macros.pages.signatures import Macros
from macros.pages.sources import cited, served, serving
from macros.pages.titles import titles
from macros.pages.view import View
from macros.publish.glossary import Tooltips

DOCS = Path(__file__).parent.parent / "docs"
EXPLAINERS = sorted(path for folder in ("understand", "do") for path in (DOCS / folder).glob("*.md") if path.name != "index.md")
CITING = ("claim", "faq", "term", "event", "figure")

# The verdicts on the articles' statements that a later edit must not soften unnoticed.
VERDICTS = {
    "eighty-percent-of-innovations": {"unsupported"},
    "airbnb-and-twitter-integrated-hugging-face": {"unsupported"},
    "the-articles-sources-support-them": {"unsupported"},
    "laptopinthebox-study": {"unsupported"},
    "hanoi-and-hue-show-real-impact": {"unsupported"},
    "model-theft-is-the-main-risk": {"unsupported"},
    "stakeholders-can-check-how-data-is-used": {"unsupported"},
    "diversity-makes-models-unbiased": {"unsupported"},
    "proprietary-fees-are-exorbitant": {"unsupported"},
    "llama-is-open-source": {"unsupported"},
    "hub-license-labels-can-be-trusted": {"unsupported"},
    "clean-scan-means-safe-model": {"unsupported"},
    "github-and-stack-overflow-are-the-hubs": {"outdated"},
    "gpt-4-and-claude-are-the-closed-models": {"outdated"},
    "open-ai-is-here-to-stay": {"opinion"},
    "open-data-has-a-dramatic-effect": {"opinion"},
    "transformers-is-a-model": {"partly-supported", "unsupported"},
    "closed-models-cannot-be-fine-tuned": {"partly-supported", "unsupported"},
    "open-source-equals-open-weights": {"contested", "unsupported"},
    "open-models-are-made-by-a-community": {"partly-supported", "unsupported"},
    "open-ai-saves-licensing-fees": {"partly-supported", "contested", "unsupported"},
    "open-often-matches-closed": {"partly-supported", "contested"},
    "openness-levels-the-playing-field": {"partly-supported", "contested"},
    "released-weights-cannot-be-recalled": {"supported"},
    "deepfakes-and-manipulation": {"supported"},
}


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```|`[^`\n]*`", " ", text, flags=re.DOTALL | re.MULTILINE)


def _plain(text: str) -> str:
    """Markdown without code, macro calls and the addresses of links."""
    return re.sub(r"\{\{.*?\}\}|\]\([^)]*\)|https?://\S+", " ", _without_code(text))


def _own(text: str) -> str:
    """Plain text without what is quoted from others."""
    return QUOTED.sub(" ", _plain(text))


def _prose(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """(where, text) of whatever we write."""
    for path in sorted(DOCS.rglob("*.md")):
        yield path.relative_to(DOCS).as_posix(), path.read_text("utf-8")
    for id, claim in catalog.claims.items():
        yield f"data/claims/{id}.yml", "\n".join([claim.explanation, claim.say_instead])
    for id, faq in catalog.faq.items():
        yield f"data/faq/{id}.yml", "\n".join([faq.question, faq.short, faq.answer])
    for id, term in catalog.terms.items():
        yield f"data/terms/{id}.yml", "\n".join([term.term, term.definition, term.more or ""])


def _faulty(catalog: Catalog, pattern: re.Pattern[str]) -> list[str]:
    return [f"{where}: {found.group()}" for where, text in _prose(catalog) for found in pattern.finditer(_own(text))]


# --- what must be there


def test_every_article_item_is_served_by_a_page_or_a_record(catalog: Catalog):
    items = catalog.vocabularies["article-items"]
    by_pages = {id for path in DOCS.rglob("*.md") for id in served(path.read_text("utf-8"))}
    records = (catalog.claims, catalog.faq, catalog.terms, catalog.events)
    by_records = {id for kind in records for record in kind.values() for id in record.articles}
    left = [f"{id}: {word.label}" for id, word in items.items() if id not in by_pages | by_records]
    assert len(items) >= 162
    assert not left, (
        "Nobody serves these items of the articles. Add the id to the `serves:` line of the page that treats it, or to `articles:` "
        "of a claim, question, term or event:\n" + "\n".join(left)
    )


def test_one_page_shows_what_answers_each_item(catalog: Catalog):
    html = str(origins.origin_items(View(Knowledge(catalog, titles(DOCS), serving(DOCS)), Links("../../"))))
    rows = html.split("<tr id=")[1:]
    assert len(rows) == len(catalog.vocabularies["article-items"])
    assert not [row for row in rows if "<a " not in row]


def test_the_words_are_as_many_as_promised(catalog: Catalog):
    counts = {
        "explainers": (len(EXPLAINERS), 22),
        "claims": (len(catalog.claims), 72),
        "questions": (len(catalog.faq), 41),
        "terms": (len(catalog.terms), 100),
        "sources": (len(catalog.works), 140),
    }
    assert not {what: f"{has}, at least {needed}" for what, (has, needed) in counts.items() if has < needed}


def test_every_source_is_cited(catalog: Catalog):
    by_pages = {id for path in DOCS.rglob("*.md") for id in cited(path.read_text("utf-8"))}
    entries = [entry for name in CITING for entry in catalog.entries[name].values()]
    by_records = {id for entry in entries for _, kind, id in references(entry.record) if kind == "source"}
    left = sorted(set(catalog.works) - by_pages - by_records)
    assert not left, "Nobody cites these sources. Cite each where it supports a statement, or delete its file:\n" + "\n".join(left)


def test_the_questions_of_the_articles_are_answered(catalog: Catalog):
    asked = [word for word in catalog.vocabularies["article-items"].values() if word.group == "question"]
    answered = {id for faq in catalog.faq.values() for id in faq.articles}
    assert len(asked) == 11
    assert not [f"{word.id}: {word.label}" for word in asked if word.id not in answered]


# --- records


@pytest.mark.parametrize("id", VERDICTS)
def test_the_verdict_that_matters_stands(catalog: Catalog, id: str):
    claim: Claim = catalog.claims[id]
    assert claim.verdict in VERDICTS[id]
    assert claim.articles or not claim.evidence or claim.verdict == "unsupported"


def test_spelling_is_american(catalog: Catalog):
    assert not _faulty(catalog, BRITISH)


def test_nothing_is_hyped(catalog: Catalog):
    assert not _faulty(catalog, HYPE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a licence for organisations", ["licence", "organisations"]),
        ("a license for organizations, an exercise, a promise", []),
        ("One article says “revolutionise”.", []),
        ('[text](licence.md) {{ cite("llama31-licence") }} `colour`', []),
    ],
)
def test_quotations_code_and_addresses_keep_their_spelling(text: str, found: list[str]):
    assert BRITISH.findall(_own(text)) == found


# --- questions as structured data


def test_questions_are_valid_faqpage_data(catalog: Catalog, knowledge: Knowledge):
    html = str(reading.faq(View(knowledge, Links())))
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(scripts) == 1
    data = json.loads(scripts[0])
    assert (data["@context"], data["@type"]) == ("https://schema.org", "FAQPage")
    assert all(item["@type"] == "Question" and item["acceptedAnswer"]["@type"] == "Answer" for item in data["mainEntity"])
    assert sorted(item["name"] for item in data["mainEntity"]) == sorted(faq.question for faq in catalog.faq.values())
    for faq in catalog.faq.values():
        answer = next(item["acceptedAnswer"]["text"] for item in data["mainEntity"] if item["name"] == faq.question)
        assert answer.startswith(faq.short)
        assert "<" not in answer and "**" not in answer


def test_every_question_can_be_linked_and_found(catalog: Catalog, knowledge: Knowledge):
    html = str(reading.faq(View(knowledge, Links())))
    parts = re.findall(r"<details class=atlas-question>(.*?)</details>", html, re.DOTALL)
    assert len(parts) == len(catalog.faq)
    for id, faq in catalog.faq.items():
        assert html.count(f" id={id}>") == 1
        # the address stands on what opens, so that a browser sent there, or searching the page, opens it without a script
        [part] = [part for part in parts if f" id={id}>" in part]
        assert part.index("</summary>") < part.index(f" id={id}>") < part.index(str(escape(faq.short)))
        assert f"href=#{id}>" in part and not re.search(r"<[^>]*\shidden", part)
        for license in faq.licenses:  # an answer that tells a license leads to its clauses
            assert f"licenses/{license}" in part


def test_a_newcomer_reads_what_open_means_before_what_it_costs(catalog: Catalog, knowledge: Knowledge):
    html = str(reading.faq(View(knowledge, Links()), topic="basics"))
    assert re.findall(r"class=atlas-inside id=([^>]+)>", html)[:2] == [
        "what-are-open-source-ai-models",
        "difference-open-and-closed",
    ]
    ranks = [(faq.topic, faq.rank) for faq in catalog.faq.values() if faq.rank]
    assert len(ranks) == len(set(ranks)) > 80


def test_questions_of_one_topic_hold_no_others(catalog: Catalog, knowledge: Knowledge):
    html = str(reading.faq(View(knowledge, Links()), topic="licenses"))
    data = json.loads(re.findall(r"ld\+json\">(.*?)</script>", html, re.DOTALL)[0])
    found = sorted((faq for faq in catalog.faq.values() if faq.topic == "licenses"), key=lambda faq: faq.rank or 99)
    assert [item["name"] for item in data["mainEntity"]] == [faq.question for faq in found]


def test_questions_for_an_audience_and_by_name(catalog: Catalog, knowledge: Knowledge):
    view = View(knowledge, Links())
    told = str(reading.faq(view, audience="researcher"))
    assert {id for id in catalog.faq if f" id={id}>" in told} == {
        id for id, item in catalog.faq.items() if "researcher" in item.audiences
    }
    assert re.findall(r"class=atlas-inside id=([^>]+)>", reading.faq(view, "ai-act-dates")) == ["ai-act-dates"]


def test_events_of_one_kind(catalog: Catalog, knowledge: Knowledge):
    told = re.findall(r"<li id=([^ >]+)", reading.timeline(View(knowledge, Links()), topic="law", since="2026"))
    assert told and all(catalog.events[id].kind == "law" and catalog.events[id].date >= "2026" for id in told)


def test_events_since_a_day_begin_with_that_day(catalog: Catalog, knowledge: Knowledge):
    days = sorted({event.date for event in catalog.past_events.values() if len(event.date) == 10})
    for since in (days[0], days[len(days) // 2], days[-1]):
        told = re.findall(r"<li id=([^ >]+)", reading.timeline(View(knowledge, Links()), since=since))
        assert {id for id, event in catalog.past_events.items() if event.date >= since} == set(told)
        assert since in {catalog.events[id].date for id in told}
        assert [catalog.events[id].date for id in told] == sorted((catalog.events[id].date for id in told), reverse=True)


def test_a_number_stands_with_its_day_and_source(knowledge: Knowledge):
    view = View(knowledge, Links())
    assert "24.8% of tokens (" in inline.figure(view, "closed-share-on-a-router")
    assert "80% of tokens (" in inline.figure(view, "closed-share-on-a-router", by="2025")
    assert "sources/#openrouter-2026-08" in inline.figure(view, "closed-share-on-a-router")


@pytest.mark.parametrize(
    ("id", "of", "said"),
    [
        ("closed-share-on-a-router", "Study of the year 2025", "80%"),
        ("hub-models", "August 22, 2026", "3,012,377"),
        ("training-hours", "DeepSeek-V3", "2.788 million"),
        ("router-price", "Open models", "$0.23"),
        ("own-hardware", "Largest open models", "$60,000 to $240,000"),
        ("valid-tool-calls", "", "83% to 100%"),
    ],
)
def test_a_number_alone_is_the_one_of_the_record(catalog: Catalog, knowledge: Knowledge, id: str, of: str, said: str):
    told = inline.number(View(knowledge, Links()), id, of=of)
    source = next(point.source for point in catalog.figures[id].points if point.label == of or not of)
    assert f">{said}</a>" in told and f"sources/#{source}" in told


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('{{ number("enough", of="First half") }} of them', "62.5% of them"),
        ("{{number('enough', 'Second half')}}", "18% to 31%"),
        ("62 of 100", "62 of 100"),
    ],
)
def test_a_record_reads_the_numbers_it_calls(catalog: Catalog, written: str, read: str):
    """Whoever takes its text, page, API, search or terminal, gets the number and no call."""
    points = [
        {"label": "First half", "value": "62.5", "source": "study"},
        {"label": "Second half", "value": "18", "until": "31", "source": "study"},
    ]
    enough = {"id": "enough", "title": "Enough", "about": "One study.", "unit": "% of tasks", "checked": "2024-06-01"}
    filling = Filling(
        {"enough": Figure.model_validate({**enough, "points": points})}, catalog.say("range", low="{low}", high="{high}")
    )
    assert filling.fill({"answer": [written]}) == {"answer": [read]} and not filling.findings
    assert not any("{{" in faq.short + faq.answer for faq in catalog.faq.values())


def test_retirements_lie_ahead_and_name_what_comes_instead(catalog: Catalog, knowledge: Knowledge):
    told = re.findall(r'datetime="([^"]+)"', dates.retirements(View(knowledge, Links())))
    assert told == sorted(told) and all(day >= catalog.today.isoformat()[: len(day)] for day in told)


# --- tooltips


def _term(id: str, term: str, **more: object) -> Term:
    return Term.model_validate({"id": id, "term": term, "definition": f"What {term} is.", **more})


TERMS = {
    "weights": _term("weights", "weights", also=["weight file"]),
    "open-weights": _term("open-weights", "open weights"),
    "gguf": _term("gguf", "GGUF"),
    "model": _term("model", "model", tooltip="no"),
}


def _tips(html: str, own: str = "understand/x/") -> str:
    return Tooltips(TERMS)(html, Links("../../"), own=own)


def _marked(html: str, own: str = "understand/x/") -> list[str]:
    """The words that became links to the glossary."""
    return re.findall(r"<a class=atlas-term[^>]*>([^<]*)</a>", _tips(html, own))


def test_a_tooltip_links_to_the_definition():
    assert _tips("<p>Keep the weights.</p>") == ("<p>Keep the <a class=atlas-term href=../../glossary/#weights>weights</a>.</p>")


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>weights</p><p>weights and Weights</p>", ["weights"]),  # first use only
        ("<p>a weight file, its weights</p>", ["weight file"]),  # another spelling is the same term
        ("<p>open weights, then weights</p>", ["open weights", "weights"]),  # the longest term wins
        ("<p>Gguf files</p>", ["Gguf"]),  # the page keeps its own letters
        ("<p>lightweights, weights-only, my_weights</p>", []),  # whole words only
        ("<p>a model</p>", []),  # too common to underline
        ("<p><code>weights</code></p><pre><span>weights</span></pre>", []),
        ("<h2>Open weights</h2><h3><em>GGUF</em></h3>", []),
        ('<p><a href="x">the <em>weights</em></a></p>', []),
        ("<table><tr><td><p>weights</p></td></tr></table>", []),
        ('<p><span class="atlas-badge">weights</span></p>', []),
        ("<button>weights</button><label>GGUF</label><script>weights</script>", []),
        ('<svg><text>weights</text></svg><p title="weights">GGUF</p>', ["GGUF"]),  # attributes stay as they are
        ("<h2>weights</h2><p>weights</p>", ["weights"]),  # a heading does not use up the first use
        ("<p><code>GGUF</code> is GGUF</p>", ["GGUF"]),
    ],
)
def test_only_the_first_use_in_running_text_is_marked(html: str, marked: list[str]):
    assert _marked(html) == marked


def test_the_glossary_does_not_explain_itself():
    assert not _marked("<p>weights</p>", own="glossary/")


def test_nothing_but_links_is_added():
    html = "<h2>weights</h2><p>Open weights &amp; <code>GGUF</code> in <b>GGUF</b>.</p><!-- end -->"
    assert re.sub(r"<a class=atlas-term[^>]*>|</a>", "", _tips(html)) == html


def test_a_project_without_terms_has_no_tooltips():
    assert Tooltips({})("<p>weights</p>", Links()) == "<p>weights</p>"


# --- the check of pages


WHOLE = (
    """---
title: A page
description: What a page has.
reviewed: 2026-11-21
serves: [S0-01]
---
# A page

"""
    + "A plain word of an answer that is read first. " * 3
    + """

## Counted

| What | How many |
| --- | --- |
| Files | many |

It is so.{{ cite("fmti-2025") }} {{ claim("too-many-models") }}

## Why

"""
    + "A reason takes its words from what was read. " * 80
    + """

## And then

More.

## What we could not verify

Nothing.

## Related pages

- [The door](index.md)

{{ references() }}
"""
)


@pytest.fixture
def lacking(tmp_path: Path, catalog: Catalog):
    """The text of docs/understand/page.md → what the check says of it, without the claim's own list of pages."""

    def check(text: str, door: str = "[A page](page.md)") -> list[str]:
        folder = tmp_path / "docs" / "understand"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "page.md").write_text(text, "utf-8")
        (folder / "index.md").write_text(f"# Door\n\n{door}\n", "utf-8")
        found = check_docs(tmp_path / "docs", tmp_path, catalog, blocks.allowed(catalog))
        return [f"{problem.line}: {problem.text}" for problem in found if "claim: add" not in problem.text]

    return check


def test_a_page_with_everything_a_page_needs_has_no_problem(lacking):
    assert lacking(WHOLE) == []


@pytest.mark.parametrize(
    ("take", "put", "says"),
    [
        ("description: What a page has.\n", "", "1: front matter has no description; write 'description:'"),
        ("serves: [S0-01]\n", "", "1: front matter has no serves; write 'serves:'"),
        ("reviewed: 2026-11-21\n", "", "1: front matter has no reviewed; write 'reviewed:'"),
        ("A plain word of an answer that is read first. " * 3, "Yes.", "7: the answer before the first heading has 1 words"),
        ("A reason takes its words from what was read. " * 80, "Short.", "7: has "),
        ("## And then\n\nMore.\n\n", "", "7: has 4 sections"),
        ("| What | How many |\n| --- | --- |\n| Files | many |\n", "", "7: has no table and no chart"),
        (' {{ claim("too-many-models") }}', "", "7: has no graded claim"),
        ("## What we could not verify\n\nNothing.\n\n## Related", "## Nothing\n\nNo.\n\n## Related", "35: does not end with"),
    ],
)
def test_a_page_behind_a_door_is_told_what_it_lacks(lacking, take: str, put: str, says: str):
    assert WHOLE.count(take) == 1
    [found] = lacking(WHOLE.replace(take, put))
    assert found.partition(": ")[2].startswith(says.partition(": ")[2])


def test_a_page_its_door_does_not_name_is_told(lacking):
    assert lacking(WHOLE, door="Nothing.") == [
        "1: its door docs/understand/index.md does not link to it; add [A page](page.md) there"
    ]


def test_a_claim_that_does_not_list_the_page_is_told(tmp_path: Path, catalog: Catalog):
    folder = tmp_path / "docs" / "understand"
    folder.mkdir(parents=True)
    (folder / "page.md").write_text(WHOLE, "utf-8")
    found = [problem.text for problem in check_docs(tmp_path / "docs", tmp_path, catalog, blocks.allowed(catalog))]
    assert "claim: add 'understand/page.md' to 'pages:' of data/claims/too-many-models.yml" in found


@pytest.fixture
def problems(tmp_path: Path, catalog: Catalog):
    """Page text → its problems as 'line: text'."""

    def check(text: str) -> list[str]:
        docs = tmp_path / "docs"
        docs.mkdir(exist_ok=True)
        (docs / "page.md").write_text(text, "utf-8")
        allowed: Macros = blocks.allowed(catalog)
        return [f"{problem.line}: {problem.text}" for problem in check_docs(docs, tmp_path, catalog, allowed)]

    return check


PAGE = """---
title: A page
reviewed: 2026-11-21
---
# A page

The answer.{{ cite("fmti-2025") }}

"""
UNSOURCED = "this section states a number and cites nothing"


def test_the_real_pages_have_no_problem(project: Path, catalog: Catalog):
    found = [str(problem) for problem in check_docs(project / "docs", project, catalog, blocks.allowed(catalog))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("## Counted\n\nThere are 4 million of them.\n", 9),
        ("## Asked\n\nHow many?\n\n### Counted\n\n| What | How many |\n| --- | --- |\n| Files | 4 million |\n", 13),
        ("```bash\n# run it\nrun --port 8080\n```\n\n## Counted\n\n```bash\n# see above\n```\n\nIt used 12 GB.\n", 14),
    ],
)
def test_a_number_without_a_source_is_reported_with_its_line(problems, section: str, line: int):
    found = problems(PAGE + section + "\n{{ references() }}\n")
    assert [text.split(";")[0] for text in found] == [f"{line}: {UNSOURCED}"]


@pytest.mark.parametrize(
    "section",
    [
        '## Counted\n\nThere are 4 million.{{ cite("hf-3m") }}\n',
        '## Counted\n\n{{ claim("too-many-models") }} There are 4 million.\n',
        "## What we could not verify\n\n- Of 12 papers we read 3.\n",
        "## Run it\n\n```bash\nrun --port 8080\n```\n\nThen wait for `127.0.0.1`.\n",
        "## Run it\n\n```bash\n# 8080 is the default\nrun --port 8080\n```\n",  # a comment in code is no heading
        "## 8 GB or more\n\nA heading asserts nothing.\n",
        "## Steps\n\n1. Read.\n2. Write.\n",
        "## GPT-4 and llama3\n\nNames are no numbers: GPT-4, GPT-5.6, Apache-2.0, llama3, [a link](https://example.org/page-2024).\n",
        "## In words\n\nThree of them.\n",
    ],
)
def test_what_needs_no_source_or_has_one_is_not_reported(problems, section: str):
    assert not problems(PAGE + section + "\n{{ references() }}\n")


def test_a_page_that_cites_nothing_may_state_numbers(problems):
    assert not problems("# Page\n\n## How we count\n\nWe keep 25 words of a quote.\n")


def test_an_unknown_source_gets_the_nearest_one(problems):
    found = problems(PAGE.replace("fmti-2025", "fmti-2052") + "{{ references() }}\n")
    assert found == ["7: cite: there is no source 'fmti-2052'; did you mean 'fmti-2025'?"]


def test_an_unknown_claim_gets_the_nearest_one(problems):
    assert problems('# Page\n\n{{ claim("to-many-models") }}\n') == [
        "3: claim: there is no claim 'to-many-models'; did you mean 'too-many-models'?"
    ]


def test_an_unknown_article_item_is_reported(problems):
    found = problems("---\ntitle: Page\nserves: [S0-01, S9-01]\n---\n# Page\n")
    assert len(found) == 1
    assert found[0].startswith("3: serves: there is no article item 'S9-01'")


def test_a_citing_page_without_references_is_reported(problems):
    assert problems(PAGE) == ["8: cites sources; end the page with {{ references() }}"]


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("{{ model() }}", "model: name a record"),
        ("{{ cite(name) }}", "cite: arguments are plain words in quotes"),
        ("{{ 7 * 7 }}", "is not a macro call"),
        ("{{ config.site_name }}", "is not a macro call"),
        ("{{ cites('a') }}", "there is no macro 'cites'; did you mean 'cite'?"),
        ("{{ chart('openness-verdict') }}", "chart: there is no chart 'openness-verdict'; did you mean 'openness-verdicts'?"),
        ("{{ cite('a' }}", "is not a macro call"),
    ],
)
def test_whatever_is_not_a_plain_call_is_reported(problems, call: str, text: str):
    found = problems(f"# Page\n\n{call}\n")
    assert len(found) == 1
    assert found[0].startswith("3: ")
    assert text in found[0]


def test_every_file_of_ours_that_a_page_links_to_is_there(project: Path):
    """On the code host an address of a file that has moved is a dead one, and no build sees it."""
    home = re.search(r"^repo_url: (.+)$", (project / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert home
    named = {
        (path.name, file)
        for path in (*(project / "docs").rglob("*.md"), *project.glob("*.md"))
        for file in re.findall(re.escape(home[1]) + r"/(?:blob|tree|edit|raw)/main/([\w./-]+)", path.read_text("utf-8"))
    }
    assert named
    assert not [(page, file) for page, file in named if not (project / file).exists()]

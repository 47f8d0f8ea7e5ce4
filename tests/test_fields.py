"""What a field takes, what it makes of it, and what it refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from macros.facts.rules.dates import before
from macros.facts.schema import loose
from macros.facts.schema.fields import Count, Day, FullDay, Id, Line, Name, Number, Parameters, Text, Tokens, Url

TODAY = {"today": date(2026, 11, 21)}


def read(type_: Any, value: object) -> Any:
    return TypeAdapter(type_).validate_python(value, context=TODAY)


def refusal(type_: Any, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read(type_, value)
    return str(caught.value.errors()[0]["msg"])


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("671B", 671_000_000_000),
        ("7.24B", 7_240_000_000),
        ("117M", 117_000_000),
        ("1.5T", 1_500_000_000_000),
        ("22.5K", 22_500),
        ("1_500", 1_500),
        ("1500000", 1_500_000),
        ("0.1B", 100_000_000),
        ("8.03B", 8_030_000_000),
    ],
)
def test_a_count_is_exact(written: str, number: int) -> None:
    """7.24 × 10⁹ as a floating-point number would be one off."""
    assert read(Parameters, written) == number
    assert isinstance(read(Parameters, written), int)


@pytest.mark.parametrize(
    "written", ["7b", "7 B", "7GB", "seven", "~7B", "7B-8B", "-7B", "1e9", "", "7,24B", "B", "7.B", ".5B", "∞"]
)
def test_what_is_no_count_is_refused(written: str) -> None:
    assert "is not a count; write " in refusal(Parameters, written)


@pytest.mark.parametrize("written", ["7", "0", "999", "0.5K"])
def test_a_parameter_count_without_its_unit_is_refused(written: str) -> None:
    assert "write the unit" in refusal(Parameters, written)


@pytest.mark.parametrize(
    "unit", ["GB/s", "GB", "W", "watts", "layers", "heads", "experts", "bits", "tokens", "points", "dollars", "USD", "$"]
)
def test_a_number_written_with_its_unit_is_read_out_of_it(unit: str) -> None:
    assert loose.measured(f"24 {unit}") == loose.measured(f"24{unit}") == "24"
    assert loose.measured(f"24 {unit} or more") is None


def test_more_parameters_than_anyone_has_made_are_a_slip_of_the_unit() -> None:
    assert "check the unit" in refusal(Parameters, "671000B")


def test_a_count_of_tokens_may_be_small_or_large() -> None:
    assert read(Count, "15T") == 15 * 10**12
    assert read(Count, "4.5B") == 4_500_000_000


@pytest.mark.parametrize("written", ["7", "15", "99999", "1001T"])
def test_tokens_of_a_training_without_their_unit_are_refused(written: str) -> None:
    assert "check the unit" in refusal(Count, written)


@pytest.mark.parametrize(("written", "tokens"), [("131072", 131_072), ("512", 512), ("10000000", 10_000_000)])
def test_a_context_window_is_a_whole_number_of_tokens(written: str, tokens: int) -> None:
    assert read(Tokens, written) == tokens


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("128K", "write 128000 or 131072"),
        ("1M", "write 1000000 or 1048576"),
        ("128 000", "write all of it, like 131072"),
        ("8192.0", "write 8192"),
        ("8,192", "write 8192"),
        ("4k", "write 4000 or 4096"),
        ("", "write all of it, like 131072"),
    ],
)
def test_a_context_window_has_no_unit(written: str, cure: str) -> None:
    assert cure in refusal(Tokens, written)


@pytest.mark.parametrize(
    ("written", "cure"),
    [("8", "did you mean 8192?"), ("0", "leave the line out if it is not known"), ("2000000000", "should be")],
)
def test_a_context_window_out_of_reach_is_refused(written: str, cure: str) -> None:
    assert cure in refusal(Tokens, written)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org/",
        "https://example.org:8080/a/b?c=d&e=f#g",
        "https://huggingface.co/meta-llama/Llama-3.1-8B",
        "https://example.org/a%20b/(c)/d,e;f=@g!h*i+j~k",
        "https://example.org/ü",
        "HTTPS://EXAMPLE.ORG/A",
    ],
)
def test_an_address_is_kept_as_written(address: str) -> None:
    assert read(Url, address) == address


@pytest.mark.parametrize(
    "address",
    [
        "example.org",
        "//example.org/a",
        "/models/",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https:///a",
        "https://example.org/a b",
        "https://example.org/a\nb",
        "https://example.org/a\n",
        "https://example.org/\"onclick='x'",
        "https://example.org/<script>",
        "https://example.org/{{ x }}",
        "https://user:secret@example.org/",
        " https://example.org/",
        "",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    assert "is not a web address" in refusal(Url, address)


def test_an_endless_address_is_refused() -> None:
    refusal(Url, "https://example.org/" + "a" * 600)


@pytest.mark.parametrize(
    "day", ["2024-11-26", "2024-02-29", "2024-11", "2024", "1950", "1950-01-01", "2026-11-21", "2026-11", "2026"]
)
def test_a_day_may_be_as_exact_as_it_is_known(day: str) -> None:
    assert read(Day, day) == day


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-11-23", "in the future"),
        ("2026-12", "in the future"),
        ("2027", "in the future"),
        ("1949-12-31", "before 1950"),
        ("0024-05-01", "before 1950"),
        ("2023-02-29", "no day of the calendar"),
        ("2024-13", "has month 13; write year-month-day"),
        ("2024-00-10", "no day of the calendar"),
        ("2024-04-31", "no day of the calendar"),
        ("26.11.2024", "not a date"),
        ("2024/11/26", "not a date"),
        ("2024-1-5", "not a date"),
        ("2024-11-26T10:00", "not a date"),
        ("2024-11-26\n", "not a date"),
        ("November 2024", "not a date"),
        ("24", "not a date"),
        ("", "not a date"),
    ],
)
def test_what_is_no_day_of_the_past_is_refused(day: str, reason: str) -> None:
    assert reason in refusal(Day, day)


def test_the_day_of_a_reading_is_whole() -> None:
    assert read(FullDay, "2024-11-26") == "2024-11-26"
    assert "lacks the day" in refusal(FullDay, "2024-11")


@pytest.mark.parametrize("id", ["gpt-4", "llama-3.1-8b", "01-ai", "bert", "4o"])
def test_an_id_is_what_stands_in_an_address(id: str) -> None:
    assert read(Id, id) == id


@pytest.mark.parametrize("id", ["GPT-4", "gpt_4", "gpt 4", "-gpt", "gpt-", "gpt--4", ".gpt", "a/b", "..", "ü", "", "gpt-4\n"])
def test_what_would_not_survive_in_an_address_is_no_id(id: str) -> None:
    assert "is not an id" in refusal(Id, id)


MARKUP = ["<b>x</b>", "</p>", "<!-- x -->", "<?php", "{{ x }}", "{% x %}", "{# x #}", "&amp;", "&#60;", "<script"]


@pytest.mark.parametrize("type_", [Line, Text])
@pytest.mark.parametrize("text", MARKUP)
def test_text_holds_no_markup_and_no_template(type_: Any, text: str) -> None:
    assert "holds markup" in refusal(type_, f"Some {text} text")


def test_a_message_about_markup_shows_what_was_written() -> None:
    assert "('{{')" in refusal(Line, "{{ x }}")


@pytest.mark.parametrize(
    "text", ["a < b and c > d", "AT&T", "x <= 3", "{x}", "50 % of {a, b}", "R&D; more", "←→ 漢字", "`code` *it*"]
)
def test_plain_text_with_signs_is_kept(text: str) -> None:
    assert read(Line, text) == text


@pytest.mark.parametrize("name", ["{{ x }}", "<b>", "a > b", "{x}", "", "x" * 121])
def test_a_name_is_short_and_plain(name: str) -> None:
    refusal(Name, name)


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e999", "1e400", "9" * 400, "", " 1", "1_0", "0x10", "٣", "1,5", "1e30"])
def test_a_number_is_a_number(number: str) -> None:
    refusal(Number, number)


@pytest.mark.parametrize(
    ("day", "other", "earlier"),
    [
        ("2024", "2024-05", False), ("2024-05", "2024-05-10", False), ("2024-05-10", "2024-05", False), ("2024-05", "2024", False),
        ("2024-04", "2024-05-10", True), ("2023", "2024-05-10", True), ("2024-05-09", "2024-05-10", True),
    ],
)  # fmt: skip
def test_a_day_is_earlier_only_as_far_as_both_are_known(day: str, other: str, earlier: bool) -> None:
    """2024 is not before May 2024: nobody shall be told that a model was trained before it was announced."""
    assert before(day, other) is earlier

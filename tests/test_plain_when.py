from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.plain.errors import BadInputError
from churntui.plain.when import parse_when, settled, split_when

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-03", "2026-12-03"),
        ("2024-02-29", "2024-02-29"),
        ("today", "2026-11-21"),
        ("Tomorrow", "2026-11-22"),
        (" yesterday ", "2026-11-20"),
        ("3 dec", "2026-12-03"),
        ("3 DEC.", "2026-12-03"),
        ("3rd december", "2026-12-03"),
        ("dec 3", "2026-12-03"),
        ("Sept 1", "2026-09-01"),
        ("3 dec 2024", "2024-12-03"),
        ("december 3 2027", "2027-12-03"),
        ("3.12.", "2026-12-03"),
        ("3.12.2025", "2025-12-03"),
        ("+2w", "2026-12-05"),
        ("+10d", "2026-12-01"),
        ("in 2 weeks", "2026-12-05"),
        ("3 days ago", "2026-11-18"),
        ("-1m", "2026-10-21"),
        ("−1m", "2026-10-21"),
        ("1q", "2027-02-21"),
        ("1 year", "2027-11-21"),
    ],
)
def test_a_day_reads_as_people_type_it(typed, meant):
    assert parse_when(typed, SATURDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("typed", "nearest", "future", "past"),
    [
        ("15 jan", "2027-01-15", "2027-01-15", "2026-01-15"),
        ("24 jun", "2026-06-24", "2027-06-24", "2026-06-24"),
        ("21 nov", "2026-11-21", "2026-11-21", "2026-11-21"),
        ("29 feb", "2028-02-29", "2028-02-29", "2024-02-29"),
        ("mon", "2026-11-23", "2026-11-23", "2026-11-16"),
        ("friday", "2026-11-20", "2026-11-27", "2026-11-20"),
        ("saturday", "2026-11-21", "2026-11-21", "2026-11-21"),
        ("next sat", "2026-11-28", "2026-11-28", "2026-11-28"),
        ("last mon", "2026-11-16", "2026-11-16", "2026-11-16"),
    ],
)
def test_what_a_day_leaves_out_is_taken_in_the_direction_that_is_meant(typed, nearest, future, past):
    meant = [parse_when(typed, SATURDAY, toward).isoformat() for toward in ("nearest", "future", "past")]
    assert meant == [nearest, future, past]


def test_months_are_calendar_months():
    assert parse_when("+1m", date(2024, 1, 31)) == date(2024, 2, 29)


def test_a_leap_day_is_found_across_a_century_that_has_none():
    assert parse_when("29 feb", date(2100, 3, 1), "future") == date(2104, 2, 29)
    assert parse_when("29 feb", date(2100, 3, 1), "past") == date(2096, 2, 29)


NO_DAYS = (
    "|soon|31 feb|30.2.|2026-02-30|32 dec|0 dec|3/12|dec|t|ju 3|3 jux|9999y|+9999 q|1 jan 9999|2026|+2|21"
    "|june july|next soon"
)


@pytest.mark.parametrize("typed", NO_DAYS.split("|"))
def test_what_is_no_day_is_told_with_a_hint(typed):
    with pytest.raises(BadInputError) as told:
        parse_when(typed, SATURDAY)
    assert told.value.hint


@given(st.dates(date(1950, 1, 1), date(2200, 1, 1)), st.dates(date(1950, 1, 1), date(2200, 1, 1)))
def test_a_day_without_its_year_lies_on_the_side_that_is_meant(today, day):
    typed = f"{day.day}.{day.month}."
    assert parse_when(typed, today, "future") >= today >= parse_when(typed, today, "past")
    off = abs((parse_when(typed, today) - today).days)
    sides = [abs((parse_when(typed, today, side) - today).days) for side in ("future", "past")]
    assert off == min(sides)


@given(st.text(max_size=30), st.dates(date(1950, 1, 1), date(2200, 1, 1)))
def test_any_text_is_a_day_or_a_told_mistake(text, today):
    with suppress(BadInputError):
        assert isinstance(parse_when(text, today), date)


@pytest.mark.parametrize(
    ("typed", "words", "day"),
    [
        ("call sponsor, 24 nov", "call sponsor", date(2026, 11, 24)),
        ("call sponsor, 24 jun", "call sponsor", date(2027, 6, 24)),
        ("call Ana, then Luis, tomorrow", "call Ana, then Luis", SATURDAY + timedelta(days=1)),
        ("call Ana, then Luis", "call Ana, then Luis", None),
        ("call sponsor tomorrow", "call sponsor", SATURDAY + timedelta(days=1)),
        ("call sponsor 24 Nov", "call sponsor", date(2026, 11, 24)),
        ("call sponsor on 24 nov 2026", "call sponsor", date(2026, 11, 24)),
        ("meet next friday", "meet", date(2026, 11, 27)),
        ("ship it 2026-12-03", "ship it", date(2026, 12, 3)),
        ("answer the mail of 3 nov", "answer the mail of 3 nov", None),
        ("offer 2 months", "offer 2 months", None),
        ("agree on 3.5", "agree on 3.5", None),
        (" send the deck ", "send the deck", None),
        ("tomorrow", "", SATURDAY + timedelta(days=1)),
        ("", "", None),
    ],
)
def test_a_step_ends_with_its_day(typed, words, day):
    assert split_when(typed, SATURDAY) == (words, day)


def test_a_step_with_a_day_that_does_not_exist_is_told():
    with pytest.raises(BadInputError, match="31 feb"):
        split_when("call sponsor, 31 feb", SATURDAY)


@pytest.mark.parametrize("typed", ["tomorrow", "fri", "+2w", "3 dec", "someday", ""])
def test_a_day_that_is_settled_is_the_same_one_later(typed):
    kept = settled(typed, SATURDAY, "future")
    later = SATURDAY + timedelta(days=3)
    assert settled(kept, later, "future") == kept
    if kept != typed:
        assert parse_when(kept, later, "future") == parse_when(typed, SATURDAY, "future")

"""Which periods are covered: the usual reach, a chosen range, a typed one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from churntui.plain.dates import Period
from churntui.plain.errors import BadInputError
from churntui.questions.asked import LATEST
from churntui.questions.spans import REACH, everything, last_periods, typed, within

FIRST, END = date(2019, 5, 6), date(2026, 11, 22)


def ends(view, first=FIRST, end=END):
    found = within(first, end, view)
    return (found[0].name, found[-1].name, len(found)) if found else None


@pytest.mark.parametrize(
    ("span", "newest"), [("quarter", "2026-Q4"), ("month", "2026-11"), ("week", "2026-W47")]
)
def test_a_tab_reaches_back_a_bounded_time(span, newest):
    found = within(FIRST, END, replace(LATEST, span=span))
    assert (found[-1].name, len(found)) == (newest, REACH[span])


def test_it_never_reaches_beyond_what_is_known():
    assert ends(LATEST, first=date(2026, 2, 3)) == ("2026-Q1", "2026-Q4", 4)
    assert ends(replace(LATEST, first=date(2026, 8, 1), end=date(2031, 1, 1))) == ("2026-Q3", "2026-Q4", 2)


def test_a_range_stays_the_same_days_in_another_span():
    view = replace(LATEST, first=date(2025, 1, 1), end=date(2025, 7, 1))
    assert ends(view) == ("2025-Q1", "2025-Q2", 2)
    assert ends(replace(LATEST, span="month", first=view.first, end=view.end)) == ("2025-01", "2025-06", 6)


def test_the_last_periods_and_everything():
    first, end = last_periods(date(2026, 11, 21), "quarter", 4)
    assert ends(replace(LATEST, first=first, end=end)) == ("2026-Q1", "2026-Q4", 4)
    first, end = everything()
    assert ends(replace(LATEST, first=first, end=end)) == ("2019-Q2", "2026-Q4", 31)


def test_a_range_before_everything_holds_nothing():
    assert ends(replace(LATEST, first=date(2001, 1, 1), end=date(2002, 1, 1))) is None
    assert ends(replace(LATEST, first=date(2030, 1, 1))) is None


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("2025-01 – 2026-06", date(2025, 1, 1), date(2026, 7, 1)),
        ("2025 - 2026", date(2025, 1, 1), date(2027, 1, 1)),
        ("2025-Q1 to 2025 q3", date(2025, 1, 1), date(2025, 10, 1)),
        ("2025-01-05..2025-02-01", date(2025, 1, 5), date(2025, 2, 2)),
        (" 2025 Q2 ", date(2025, 4, 1), date(2025, 7, 1)),
        ("2025-12–", date(2025, 12, 1), None),
        ("2024-02-29 – ", date(2024, 2, 29), None),
    ],
)
def test_a_typed_range_covers_both_its_ends(text, first, end):
    assert typed(text) == (first, end)


@pytest.mark.parametrize(
    "text", ["", "x", "2025-13", "2025-02-30", "2026 – 2025", "– 2025", "9999", "0000", "2025 Q5", "2025-1"]
)
def test_what_is_no_range_is_told(text):
    with pytest.raises(BadInputError) as told:
        typed(text)
    assert "2025-01 – 2026-06" in told.value.hint


def test_one_typed_period_alone_is_shown_alone():
    first, end = typed("2026 Q2")
    assert within(FIRST, END, replace(LATEST, first=first, end=end)) == [
        Period.of(date(2026, 5, 1), "quarter")
    ]

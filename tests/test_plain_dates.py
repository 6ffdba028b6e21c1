"""Calendar months, half-open periods, and days as text."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.plain import dates
from churntui.plain.dates import Period
from churntui.plain.errors import BadInputError

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
SPANS = st.sampled_from(("week", "month", "quarter", "year"))


@given(DAYS)
def test_a_day_and_its_number_are_one(day):
    assert dates.from_number(dates.number(day)) == day
    assert dates.number(day + timedelta(days=1)) == dates.number(day) + 1


def test_the_epoch_is_day_zero():
    assert dates.number(date(1970, 1, 1)) == 0


def test_iso_days_are_read():
    assert dates.parse_day(" 2024-02-29 ") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    ["", "2024-02-30", "2023-02-29", "2024-2-1", "20240201", "2026-W31-1", "2024-02-01T00", "٢٠٢٤-٠٢-٠١"],
)
def test_other_texts_are_no_days(text):
    with pytest.raises(BadInputError, match="YYYY-MM-DD"):
        dates.parse_day(text)


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 2, date(2024, 3, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 1, 15), 0, date(2024, 1, 15)),
    ],
)
def test_months_are_added_from_the_anchor_and_clamped(anchor, months, expected):
    assert dates.add_months(anchor, months) == expected


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (date(2024, 1, 1), date(2025, 1, 1), 12),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 1, 31), date(2024, 2, 28), None),
        (date(2025, 1, 31), date(2025, 2, 28), 1),
        (date(2025, 2, 28), date(2025, 3, 31), 1),
        (date(2025, 2, 28), date(2025, 3, 28), 1),
        (date(2025, 2, 28), date(2025, 3, 30), 1),
        (date(2025, 2, 27), date(2025, 3, 31), None),
        (date(2024, 2, 28), date(2024, 3, 31), None),
        (date(2025, 4, 30), date(2025, 5, 31), 1),
        (date(2025, 4, 30), date(2025, 5, 30), 1),
        (date(2025, 5, 30), date(2025, 6, 30), 1),
        (date(2025, 5, 29), date(2025, 6, 30), None),
        (date(2023, 2, 28), date(2024, 2, 29), 12),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 2, 29), date(2025, 3, 1), 12),
        (date(2024, 2, 29), date(2026, 3, 1), 24),
        (date(2024, 2, 29), date(2028, 3, 1), None),
        (date(2024, 2, 29), date(2024, 3, 1), None),
        (date(2027, 3, 1), date(2028, 2, 29), None),
        (date(2025, 3, 31), date(2025, 2, 28), None),
        (date(2024, 1, 1), date(2024, 1, 31), None),
        (date(2024, 1, 1), date(2024, 1, 1), None),
    ],
)
def test_whole_months(starts_on, ends_on, expected):
    assert dates.whole_months(starts_on, ends_on) == expected


@given(DAYS, st.integers(1, 30), st.integers(1, 30))
def test_a_chain_that_keeps_to_its_day_is_whole_months_link_by_link(first, before, months):
    starts_on = dates.add_months(first, before)
    ends_on = dates.add_months(starts_on, months, first.day)
    assert ends_on == dates.add_months(first, before + months)
    assert dates.whole_months(starts_on, ends_on) == months


@given(DAYS, st.integers(1, 800))
def test_whole_months_differ_from_their_days_by_a_month_end_at_most(starts_on, days):
    ends_on = starts_on + timedelta(days=days)
    months = dates.whole_months(starts_on, ends_on)
    if months is not None:
        assert abs((ends_on - dates.add_months(starts_on, months)).days) <= 3


@given(DAYS, SPANS)
def test_a_day_lies_in_its_period_and_periods_leave_no_gap(day, span):
    period = Period.of(day, span)
    assert period.starts_on <= day < period.ends_on
    assert period.days == (period.ends_on - period.starts_on).days > 0
    assert period.next.starts_on == period.ends_on
    assert period.next.previous == period
    assert period.name < period.next.name


@pytest.mark.parametrize(
    ("day", "span", "name", "label"),
    [
        (date(2026, 11, 21), "quarter", "2026-Q4", "2026 Q4"),
        (date(2026, 2, 1), "month", "2026-02", "Feb 2026"),
        (date(2026, 11, 21), "week", "2026-W47", "2026 W47"),
        (date(2024, 12, 31), "week", "2025-W01", "2025 W01"),
    ],
)
def test_names_and_labels(day, span, name, label):
    period = Period.of(day, span)
    assert (period.name, period.label) == (name, label)


def test_weeks_begin_on_monday():
    assert Period.of(date(2026, 11, 22), "week").starts_on == date(2026, 11, 16)


def test_periods_hold_the_first_day_and_stop_before_the_end():
    found = dates.periods("quarter", date(2025, 2, 10), date(2025, 10, 1))
    assert [period.name for period in found] == ["2025-Q1", "2025-Q2", "2025-Q3"]
    assert dates.periods("month", date(2025, 2, 1), date(2025, 2, 1)) == []


def test_a_short_day_names_its_year_where_it_is_not_near():
    today = date(2026, 11, 21)
    assert dates.short(date(2027, 2, 12), today) == "12 Feb"
    assert dates.short(date(2028, 2, 12), today) == "12 Feb 2028"
    assert dates.short(date(2027, 2, 12)) == "12 Feb 2027"

"""Days to first value on a handful of logos, worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churntui.metrics import onboarding
from churntui.metrics.onboarding import Started
from churntui.model.onboarding import FirstUse
from churntui.model.rows import Contract

SINCE, THROUGH = date(2026, 1, 1), date(2026, 11, 20)


def contract(logo_id, starts, amount=1_200):
    return Contract(logo_id, f"C{logo_id}", logo_id, starts, None, amount, "EUR", "year", amount)


def started(contracts, days, losses=None):
    return onboarding.started(contracts, FirstUse(SINCE, days), losses or {}, THROUGH)


def test_a_logo_starts_with_its_first_paid_contract_and_is_seen_from_the_first_measured_day():
    found = started(
        [contract(1, date(2026, 3, 1)), contract(1, date(2026, 2, 1), 0), contract(2, date(2025, 12, 1)),
         contract(3, date(2026, 4, 1)), contract(4, date(2026, 12, 1))],
        {1: date(2026, 3, 11), 2: date(2026, 1, 2)},
    )  # fmt: skip
    assert [(one.logo_id, one.days, one.is_measured) for one in found] == [
        (2, 32, False), (1, 10, True), (3, None, False),
    ]  # fmt: skip


def test_use_before_the_start_is_value_from_the_first_day_and_use_after_the_end_is_none():
    found = started(
        [contract(1, date(2026, 3, 1)), contract(2, date(2026, 3, 1))],
        {1: date(2026, 2, 1), 2: date(2026, 6, 1)},
        {2: [date(2026, 5, 1)]},
    )
    assert [(one.days, one.left_on) for one in found] == [(0, None), (None, date(2026, 5, 1))]


def seen(days, ago, left=None):
    start = THROUGH - timedelta(days=ago)
    return Started(
        1,
        start,
        None if days is None else start + timedelta(days=days),
        left and start + timedelta(left),
        True,
    )


def test_only_those_whose_days_are_over_are_in_a_share():
    logos = [seen(10, 200), seen(45, 200), seen(None, 200), seen(None, 200, 20), seen(5, 20), seen(None, 40)]
    row = onboarding.activation([*logos, Started(9, SINCE, None, None, False)], THROUGH)
    assert (row.logos, row.activated, row.waiting, row.left, row.unmeasured) == (6, 3, 2, 1, 1)
    assert (row.within_30, row.of_30) == (1, 5)
    assert (row.within_60, row.of_60, row.share_60) == (2, 4, 0.5)
    assert (row.within_90, row.of_90) == (2, 4)
    assert (row.low_30, row.high_30) == pytest.approx((0.0362, 0.6245), abs=0.001)


def test_the_median_counts_who_waits_as_long_as_seen_and_who_left_as_never():
    assert onboarding.median_days([seen(10, 99), seen(20, 99), seen(30, 99)], THROUGH) == 20
    assert onboarding.median_days([seen(10, 99), seen(None, 5), seen(20, 99)], THROUGH) == 10
    assert onboarding.median_days([seen(10, 99), seen(None, 99, 9), seen(None, 99, 9)], THROUGH) is None
    assert onboarding.median_days([], THROUGH) is None


@settings(max_examples=50)
@given(st.lists(st.tuples(st.none() | st.integers(0, 120), st.integers(0, 200)), max_size=15))
def test_shares_grow_with_the_window_of_the_same_logos(pairs):
    logos = [seen(days if days is None or days <= ago else None, ago) for days, ago in pairs]
    row = onboarding.activation(logos, THROUGH)
    assert row.of_30 >= row.of_60 >= row.of_90
    assert row.within_90 <= row.of_90
    assert row.activated + row.waiting + row.left == row.logos == len(logos)


def test_the_course_is_told_as_far_as_anybody_was_seen():
    found = onboarding.course([seen(2, 10), seen(None, 4), seen(6, 10), seen(None, 8)], THROUGH)
    assert found[:3] == (0, 0, 0.25)
    assert found[6] == pytest.approx(1 - 3 / 4 * 1 / 2)
    assert (found[8], found[9]) == (found[6], None)
    assert len(found) == 91
    assert onboarding.course([], THROUGH)[0] is None
    assert onboarding.course([seen(3, 5)], THROUGH)[90] == 1

"""A difference between two rates is claimed only where the interval of their difference leaves out 0."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.metrics.attrition import RateRow
from churntui.metrics.comparing import NONE, Share, around, pooled, verdict
from churntui.metrics.intervals import newcombe
from churntui.plain import dates


def shares():
    return st.integers(5, 400).flatmap(
        lambda cases: st.integers(0, cases).map(lambda hits: Share(hits, cases))
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Share(30, 100), Share(10, 100), "more"),
        (Share(10, 100), Share(30, 100), "less"),
        (Share(4, 45), Share(2, 42), "no difference shown"),
        (Share(0, 50), Share(0, 50), "no difference shown"),
        (Share(4, 4), Share(0, 100), "too few"),
        (Share(90, 100), NONE, "too few"),
    ],
)
def test_the_verdict(one, other, expected):
    assert verdict(one, other) == expected


@given(shares(), shares())
def test_a_verdict_holds_the_other_way_round_and_follows_the_interval(one, other):
    turned = {"more": "less", "less": "more"}
    said = verdict(one, other)
    assert verdict(other, one) == turned.get(said, said)
    _, low, high = newcombe(one.hits, one.cases, other.hits, other.cases)
    assert (said == "no difference shown") == (low <= 0 <= high)


def quarters(*counts, complete=6):
    """Rows from 2025 Q1 on: (lost, initial) each; so many of them are over."""
    found = []
    starts_on = date(2025, 1, 1)
    for place, (lost, initial) in enumerate(counts):
        ends_on = dates.step(starts_on, "quarter")
        figures = (initial, lost, initial - lost, 0, None, None, None, None, 0)
        found.append(RateRow("", starts_on, ends_on, None, *figures, complete=place < complete))
        starts_on = ends_on
    return found


ROWS = quarters((1, 10), (2, 20), (3, 30), (4, 40), (5, 50), (6, 60))


def test_the_period_of_the_day_belongs_to_neither_side():
    found = around(date(2025, 8, 15), ROWS)
    assert (found.before, found.after, found.known) == (Share(3, 30), Share(9, 90), (2, 2))


def test_a_period_that_begins_with_the_day_is_after_it():
    found = around(date(2025, 7, 1), ROWS)
    assert (found.before, found.after) == (Share(3, 30), Share(7, 70))


def test_what_is_not_over_or_not_there_is_not_counted():
    rows = quarters((1, 10), (2, 20), (3, 30), complete=2)
    assert around(date(2025, 2, 1), rows).known == (0, 1)
    assert around(date(2025, 2, 1), rows).after == Share(2, 20)
    assert around(date(2027, 2, 1), rows, periods=5).known == (2, 0)
    assert around(date(2027, 2, 1), []).before == NONE


def test_shares_are_pooled_and_taken_apart():
    assert pooled(ROWS[:3]) == Share(6, 60)
    assert pooled(ROWS[:3]) - Share(1, 10) == Share(5, 50)
    assert pooled([]) == NONE

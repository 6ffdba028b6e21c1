from __future__ import annotations

import pytest

from churntui.metrics.usage import change, changes, weekly

END = 1000


@pytest.mark.parametrize(
    ("recent", "before", "expected"),
    [(56, 100, -0.44), (0, 10, -1.0), (5, 0, None), (5, None, None), (None, 5, None), (15, 10, 0.5)],
)
def test_a_change_needs_something_to_compare_with(recent, before, expected):
    assert change(recent, before) == (None if expected is None else pytest.approx(expected))


def test_the_windows_are_two_times_28_days_before_the_end():
    days = [
        (1, END, 99),
        (1, END - 1, 3),
        (1, END - 28, 2),
        (1, END - 29, 6),
        (1, END - 56, 4),
        (1, END - 57, 99),
        (2, END - 40, 7),
        (3, END - 3, 7),
        (4, END - 90, 7),
    ]
    assert changes(days, END) == {1: -0.5, 2: -1.0, 3: None}


def test_weeks_before_the_first_measured_day_are_none_and_quiet_ones_nought():
    days = [
        (1, END - 1, 1),
        (1, END - 7, 2),
        (1, END - 8, 4),
        (1, END - 28, 8),
        (1, END - 29, 99),
        (1, END, 99),
        (7, END - 1, 5),
    ]
    found = weekly(days, END, {1: END - 21, 2: END - 400}, weeks=4)
    assert found == {1: (8, 0, 4, 3), 2: (0, 0, 0, 0)}
    assert weekly([], END, {1: END - 14}, weeks=4) == {1: (None, None, 0, 0)}

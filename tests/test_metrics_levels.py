"""Levels over two quarters, worked out by hand: 1 stays, 2 leaves for good, 3 leaves and is back, 4 is new."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from books import deal, timeline

from churntui.metrics.levels import Levels, levels
from churntui.plain import dates
from churntui.plain.dates import periods

QUARTERS = periods("quarter", date(2025, 1, 1), date(2025, 7, 1))


@pytest.fixture
def found() -> Levels:
    rows = timeline(
        [
            deal(1, 1, "2024-01-01", None, 1200),
            deal(2, 2, "2024-07-01", "2025-02-01", 600),
            deal(3, 3, "2024-01-01", "2025-01-10", 240),
            deal(4, 3, "2025-02-10", "2025-02-20", 480),
            deal(5, 3, "2025-03-20", None, 360),
            deal(6, 4, "2025-05-01", None, 120),
        ],
        grace=0,
        as_of=date(2026, 1, 1),
    )
    return levels(rows, QUARTERS, as_of=date(2026, 1, 1), logo_ids=np.array([1, 2, 3, 4]))


def test_the_amounts_at_both_ends(found):
    assert found.start.tolist() == [[1200, 600, 240, 0], [1200, 0, 360, 0]]
    assert found.end.tolist() == [[1200, 0, 360, 0], [1200, 0, 360, 120]]


def test_who_moved_and_who_of_them_had_never_paid(found):
    assert found.moved.tolist() == [1, 2, 7]
    assert found.logos_at(found.moved).tolist() == [2, 3, 4]
    assert found.new.tolist() == [False, False, True]


def test_where_service_ended_last_whatever_came_of_it(found):
    assert found.fallen.tolist() == [1, 2]
    assert [dates.from_number(day) for day in found.fallen_on.tolist()] == [
        date(2025, 2, 1),
        date(2025, 2, 20),
    ]
    assert found.fallen_from.tolist() == [600, 480]
    assert found.tenure.tolist() == [215, 416]


def test_places_as_a_mask(found):
    assert found.mask(found.moved).tolist() == [[False, True, True, False], [False, False, False, True]]


def test_without_logos_or_periods_there_is_nothing(found):
    rows = timeline([])
    none = np.empty(0, dtype=np.int64)
    assert levels(rows, QUARTERS, as_of=date(2026, 1, 1), logo_ids=none).start.shape == (2, 0)
    assert levels(rows, [], as_of=date(2026, 1, 1), logo_ids=found.logo_ids).fallen.tolist() == []

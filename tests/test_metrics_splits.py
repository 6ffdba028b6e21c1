from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from churntui.metrics.splits import NOT_SET, split, split_all, split_each
from churntui.plain.dates import periods

LOGOS = np.array([5, 3, 9, 4], dtype=np.int64)


def test_without_a_segment_all_logos_are_one():
    parts = split(LOGOS, None)
    assert parts.labels == (None,)
    assert parts.count(np.array([True, False, True, True])) == [3]
    assert parts.total(np.array([2**60, 1, 2, 3], dtype=np.int64)) == [2**60 + 6]


def test_segments_are_in_order_and_those_without_a_value_come_last():
    parts = split(LOGOS, pd.Series({3: "Zinc", 5: "zinc", 4: "", 77: "Unused"}))
    assert parts.labels == ("Zinc", "zinc", NOT_SET)
    assert parts.count(np.array([True, True, True, True])) == [1, 1, 2]
    assert parts.total(np.array([1, 10, 100, 1000], dtype=np.int64)) == [10, 1, 1100]


def test_labels_that_are_no_text_become_text():
    assert split(LOGOS, pd.Series({5: 2024, 3: 2024, 9: 2023, 4: 2023})).labels == ("2023", "2024")


def test_a_book_without_logos_has_no_segments():
    assert split(LOGOS[:0], pd.Series(dtype=object)).labels == ()


MONTHS = periods("month", date(2025, 1, 1), date(2025, 3, 1))
PLANS = pd.CategoricalDtype(["Team", "Business"])


def moving(*each):
    """Labels of the logos for each month."""
    return {month: pd.Series(one, dtype=PLANS) for month, one in zip(MONTHS, each, strict=True)}


def test_all_periods_have_the_same_segments():
    parts = split_each(
        LOGOS, moving({5: "Team", 3: "Team", 9: "Business"}, dict.fromkeys(LOGOS.tolist(), "Team")), MONTHS
    )
    assert [one.labels for one in parts] == [("Team", "Business", NOT_SET)] * 2
    assert [one.codes.tolist() for one in parts] == [[0, 0, 1, 2], [0, 0, 0, 0]]


def test_labels_of_several_periods_may_be_plain_text():
    parts = split_each(
        LOGOS, {MONTHS[0]: pd.Series({5: "b"}), MONTHS[1]: pd.Series({5: "a", 3: "b"})}, MONTHS
    )
    assert [one.labels for one in parts] == [("b", "a", NOT_SET)] * 2
    assert [one.codes.tolist() for one in parts] == [[0, 2, 2, 2], [1, 0, 2, 2]]


def test_counting_all_periods_at_once_is_counting_each():
    index = pd.Index(LOGOS)
    both = [["Team", None, "Business", "Team"], ["Business", "Team", "Team", "Business"]]
    segment = {
        month: pd.Series(one, index=index, dtype=PLANS) for month, one in zip(MONTHS, both, strict=True)
    }
    chosen = np.array([[True, True, True, False], [True, False, True, True]])
    amounts = np.array([[2**60, 1, 0, 3], [5, 7, 2**60, 0]], dtype=np.int64)
    for labels in (segment, segment[MONTHS[0]], None):
        parts, each = split_all(LOGOS, labels, MONTHS), split_each(LOGOS, labels, MONTHS)
        places = np.flatnonzero(chosen)
        counts = [one.count(row) for one, row in zip(each, chosen, strict=True)]
        assert parts.count(chosen) == parts.count_of(places) == counts
        assert parts.total(amounts) == [one.total(row) for one, row in zip(each, amounts, strict=True)]
        only = np.where(chosen, amounts, 0)
        assert parts.total_of(places, amounts.ravel()[places]) == parts.total(only)
    assert split_all(LOGOS, segment, MONTHS).labels_at(np.array([0, 1, 4])) == ["Team", NOT_SET, "Business"]
    assert split_all(LOGOS, None, MONTHS).labels_at(np.array([7])) == [None]


def test_without_periods_nothing_is_counted():
    assert split_all(LOGOS, None, []).count(np.zeros((0, 4), dtype=np.bool_)) == []

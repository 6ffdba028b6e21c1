from __future__ import annotations

import numpy as np
import pandas as pd

from churntui.metrics.splits import NOT_SET, split

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

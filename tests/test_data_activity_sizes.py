"""What is kept of every logo and period is what its customers' bits come to."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from used_books import FIRST, cells, fill

from churntui.data import activity
from churntui.data.opening import open_book
from churntui.model.presence import grid_index
from churntui.model.rows import Settings
from churntui.plain import dates

AS_OF = date(2026, 5, 1)
"""After all activity: every period up to it is over."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_book(tmp_path_factory.mktemp("sizes") / "book.db") as opened:
        yield opened


@settings(max_examples=examples(25))
@given(
    cells,
    st.sampled_from([7, 10, 28, 40]),
    st.sampled_from([1, 2]),
    st.sampled_from(["week", "month", "quarter"]),
    st.sampled_from([{}, {"actions": ["login", "send"]}, {"window": 14}]),
)
def test_sizes_are_the_counts_of_the_bits(store, rows, window, least, grid, other):
    """Those that are kept, and those of another set or window, which are counted when asked for."""
    fill(store, rows, window, least)
    asked = Settings(active_window_days=window, active_min_count=least)
    first, end = grid_index(grid, dates.from_number(FIRST)), grid_index(grid, AS_OF)
    bits = activity.crowd(store, AS_OF, grid, first, end, settings=asked, **other)
    if bits.measured is None:
        return
    found = activity.crowd(store, AS_OF, grid, first, end, settings=asked, sized=True, **other).sizes
    last = grid_index(grid, dates.from_number(bits.measured[1]))
    for row, index in enumerate(range(first, min(end, last))):
        opening, closing = bits.active.at(index), bits.active.at(index + 1)
        early = bits.between.at(index) & ~(opening | closing)
        for table, mask in ((found.active, opening), (found.kept, opening & closing), (found.early, early)):
            counted = dict(zip(found.logos.tolist(), table[row].tolist(), strict=True))
            logos, times = np.unique(bits.roster.logos[mask], return_counts=True)
            assert {logo: n for logo, n in counted.items() if n} == dict(
                zip(logos.tolist(), times.tolist(), strict=True)
            )


def test_sizes_that_were_tampered_with_are_found(store):
    fill(store, {(3, FIRST + 5, 1, 1): 1, (3, FIRST + 40, 1, 1): 1})
    assert activity.is_current(store)
    with store.write():
        store.rows("UPDATE crowd_size SET kept = active")
    assert not activity.is_current(store)

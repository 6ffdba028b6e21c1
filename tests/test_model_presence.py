"""Bits of customers by week or month, against sets of (customer, index)."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.model.presence import (
    Bits,
    counts_of,
    grid_index,
    grid_indexes,
    grid_start,
    grid_starts,
)
from churntui.plain import dates

CUSTOMERS = 5
FIRST, END = 60, 200
"""Over three words, from the middle of one to the middle of another."""

yeses = st.sets(st.tuples(st.integers(0, CUSTOMERS - 1), st.integers(FIRST, END - 1)), max_size=40)


def bits_of(found):
    bits = Bits.blank(CUSTOMERS, FIRST, END)
    for who, index in found:
        bits.add(index, np.array([who]), np.ones(1, np.uint64))
    return bits


def yes_of(bits):
    room = range(bits.first, bits.first + 64 * bits.words.shape[1])
    return {(who, index) for index in room for who in np.flatnonzero(bits.at(index)).tolist()}


@given(yeses)
def test_what_is_put_stands_where_it_was_put(found):
    assert yes_of(bits_of(found)) == found


@given(yeses, yeses, st.integers(FIRST - 130, END + 130))
def test_bits_that_begin_elsewhere_are_added_where_they_belong(found, more, first):
    words = np.zeros(CUSTOMERS, np.uint64)
    told = {(who, index - FIRST + first) for who, index in more if index < FIRST + 64}
    for who, index in told:
        words[who] |= np.uint64(1) << np.uint64(index - first)
    bits = bits_of(found)
    bits.add(first, np.arange(CUSTOMERS), words)
    assert yes_of(bits) == found | {one for one in told if FIRST <= one[1] < FIRST + 192}


@given(yeses, st.integers(FIRST, END), st.integers(FIRST, END))
def test_narrowed_bits_have_none_outside(found, first, end):
    bits = bits_of(found)
    bits.narrow(first, end)
    assert yes_of(bits) == {one for one in found if first <= one[1] < end}


@given(yeses, st.integers(FIRST, END - 1))
def test_a_period_is_cleared_alone(found, index):
    bits = bits_of(found)
    bits.clear(index)
    assert yes_of(bits) == {one for one in found if one[1] != index}


@given(
    yeses,
    st.lists(st.integers(-1, 2), min_size=CUSTOMERS, max_size=CUSTOMERS),
    st.integers(FIRST - 70, END + 70),
    st.integers(0, 90),
)
def test_counts_are_of_each_group_and_period(found, groups, first, count):
    indexes = range(first, first + count)
    expected = [
        [
            sum((who, index) in found and groups[who] == group for who in range(CUSTOMERS))
            for group in range(3)
        ]
        for index in indexes
    ]
    (counted,) = counts_of([bits_of(found)], np.array(groups), 3, indexes)
    assert counted.tolist() == expected


@given(yeses, yeses, st.integers(FIRST - 70, END + 70))
def test_several_are_counted_as_each_alone(a, b, first):
    every, groups, indexes = (bits_of(a), bits_of(b)), np.arange(CUSTOMERS) % 2, range(first, first + 100)
    both = counts_of(every, groups, 2, indexes)
    apart = [counts_of([bits], groups, 2, indexes)[0] for bits in every]
    assert [table.tolist() for table in both] == [table.tolist() for table in apart]


@pytest.mark.parametrize("groups", [np.zeros(1000, np.int32), np.arange(1000) % 3, np.arange(1000) // 400])
def test_groups_of_more_than_a_byte_holds_are_counted_whole(groups):
    bits = Bits.blank(1000, 0, 64)
    bits.add(9, np.arange(1000), np.ones(1000, np.uint64))
    (counted,) = counts_of([bits], groups, 4, range(9, 10))
    assert counted.tolist() == [np.bincount(groups, minlength=4).tolist()]


@pytest.mark.parametrize("grid", ["week", "month", "quarter"])
@given(day=st.dates(date(1960, 1, 1), date(2100, 1, 1)))
def test_a_grid_period_holds_its_days(grid, day):
    index = grid_index(grid, day)
    assert dates.from_number(grid_start(grid, index)) == dates.floor(day, grid)
    numbers = np.array([dates.number(day)])
    assert grid_indexes(grid, numbers).tolist() == [index]
    assert grid_starts(grid, np.array([index, index + 1])).tolist() == [
        dates.number(dates.floor(day, grid)),
        dates.number(dates.step(dates.floor(day, grid), grid)),
    ]


@given(yeses, st.sets(st.integers(0, CUSTOMERS - 1)))
def test_bits_of_some_are_theirs_in_the_order_they_stand(found, some):
    kept = sorted(some)
    places = np.isin(np.arange(CUSTOMERS), kept)
    assert yes_of(bits_of(found).only(places)) == {(kept.index(who), at) for who, at in found if who in some}

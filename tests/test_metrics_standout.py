"""The segment that losses came from, and whether chance would have done the same."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.metrics.standout import Segment, chance, strongest


def segment(label, lost, initial, field="industry"):
    return Segment(field, label, lost, initial)


def test_the_one_whose_share_of_the_losses_most_exceeds_its_share_of_the_logos():
    found = strongest(
        [segment("Food", 3, 10), segment("Retail", 1, 30), segment("big", 4, 38, "size")], lost=4, initial=40
    )
    assert found is not None
    assert (found.segment.label, found.lost, found.initial) == ("Food", 4, 40)


@pytest.mark.parametrize(
    ("segments", "lost"),
    [
        ([segment("Food", 2, 5)], 2),
        ([segment("Food", 1, 5), segment("Retail", 1, 5), segment("Health", 1, 5)], 3),
        ([segment("Food", 3, 40)], 3),
        ([segment("Food", 2, 30), segment("Retail", 1, 10)], 3),
        ([], 5),
    ],
    ids=["two losses", "one each", "everybody", "no more than its share", "nobody"],
)
def test_nothing_stands_out(segments, lost):
    assert strongest(segments, lost, 40) is None


def test_more_than_chance_is_said_for_the_number_of_segments_looked_at():
    # 5 of 5 losses among 10 of 100 logos: one such draw in 298,762
    clear = segment("Food", 5, 10)
    assert strongest([clear], 5, 100).surprising
    assert chance(clear, 5, 100) == comb(10, 5) / comb(100, 5)
    # 3 of 4 among 10 of 40: 3,810 of 91,390 draws, which is under one in twenty for one segment, not for two
    close = segment("Food", 3, 10)
    assert chance(close, 4, 40) == 3810 / 91390
    assert strongest([close], 4, 40).surprising
    assert not strongest([close, segment("Retail", 0, 5)], 4, 40).surprising


@given(st.integers(1, 40), st.data())
def test_chances_of_every_outcome_add_up(initial, data):
    lost = data.draw(st.integers(0, initial))
    own = data.draw(st.integers(0, initial))
    exact = [
        chance(segment("x", hits, own), lost, initial) - chance(segment("x", hits + 1, own), lost, initial)
        for hits in range(lost + 1)
    ]
    assert sum(exact) == pytest.approx(1)
    assert all(-1e-9 <= one <= 1 + 1e-9 for one in exact)

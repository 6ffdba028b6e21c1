"""Student's t against published points, its closed forms, and its own laws."""

from __future__ import annotations

from math import acos, cos, pi, sqrt, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.metrics.intervals import Z_95
from churntui.metrics.student import t_outside, t_quantile

freedoms = st.floats(0.5, 5000)


@pytest.mark.parametrize(
    ("freedom", "point"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (8, 2.306), (10, 2.228), (15, 2.131), (30, 2.042),
     (60, 2.000), (120, 1.980)],
)  # fmt: skip
def test_the_points_every_table_has_come_out(freedom, point):
    assert t_quantile(0.975, freedom) == pytest.approx(point, abs=5e-4)


@pytest.mark.parametrize("share", [0.501, 0.6, 0.75, 0.9, 0.975, 0.995, 0.9999])
def test_with_one_and_two_degrees_of_freedom_there_are_closed_forms(share):
    assert t_quantile(share, 1) == pytest.approx(tan(pi * (share - 0.5)), rel=1e-12)
    by_hand = (2 * share - 1) / sqrt(2 * share * (1 - share))
    assert t_quantile(share, 2) == pytest.approx(by_hand, rel=1e-12)


def test_with_four_degrees_of_freedom_too():
    root = sqrt(4 * 0.975 * 0.025)
    by_hand = 2 * sqrt(cos(acos(root) / 3) / root - 1)
    assert t_quantile(0.975, 4) == pytest.approx(by_hand, rel=1e-12)


def test_with_many_it_is_the_normal_distribution():
    assert t_quantile(0.975, 1e7) == pytest.approx(Z_95, abs=1e-6)
    assert t_quantile(0.975, 1e7) > Z_95


@given(st.floats(0.5, 0.99999, exclude_min=True), freedoms)
def test_what_lies_outside_of_a_quantile_is_what_was_asked_for(share, freedom):
    assert t_outside(t_quantile(share, freedom), freedom) == pytest.approx(
        2 * (1 - share), rel=1e-9, abs=1e-12
    )


@given(st.floats(0.001, 0.999), freedoms)
def test_both_sides_are_alike(share, freedom):
    assert t_quantile(share, freedom) == pytest.approx(-t_quantile(1 - share, freedom), rel=1e-6, abs=1e-9)


@given(freedoms, st.floats(1.01, 10))
def test_more_people_make_it_narrower(freedom, times):
    assert t_quantile(0.975, freedom * times) < t_quantile(0.975, freedom)


@pytest.mark.parametrize(
    ("share", "freedom"), [(0, 3), (1, 3), (1.2, 3), (0.975, 0), (0.975, -1), (0.975, float("nan"))]
)
def test_what_there_is_no_quantile_of_is_refused(share, freedom):
    with pytest.raises(ValueError, match="no t quantile"):
        t_quantile(share, freedom)

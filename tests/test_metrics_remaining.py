"""Remaining life: published restricted means, and the area and its error summed up day by day."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lives import LIVES, PLACEBO, RELAPSED, TREATED, curve, exact, of

from churntui.metrics.remaining import deviation_of_sum, remaining


def test_the_restricted_means_of_freireich():
    """As R's `print(survfit(...), rmean = 35)`: 23.29 (2.83) and 8.67 (1.38) weeks."""
    for found, mean, error in ((curve(TREATED, RELAPSED), 23.287, 2.827), (curve(PLACEBO), 8.667, 1.377)):
        whole = remaining(found, [0], 35)
        assert (whole.days[0], whole.deviation[0]) == pytest.approx((mean, error), abs=5e-4)


@given(LIVES, st.integers(0, 15), st.sampled_from((1, 4, 20)))
def test_remaining_days_are_the_area_day_by_day(lives, tenure, horizon):
    found = remaining(of(lives), [tenure], horizon)
    base, last = exact(lives, tenure), max(day for day, _ in lives)
    seen = range(tenure, min(tenure + horizon, max(last, tenure)))
    mean = sum((exact(lives, day) for day in seen), Fraction()) / base if base else Fraction()
    assert found.days[0] == pytest.approx(float(mean))
    assert found.seen[0] == len(seen)
    left = exact(lives, last)
    assert found.tail_most[0] == pytest.approx(float((horizon - len(seen)) * left / base if base else 0))
    assert found.days[0] + found.tail_most[0] <= horizon + 1e-9
    assert 0 <= found.tail[0] <= found.tail_most[0]
    pace = float(left) ** (1 / last) if last and left else 1.0
    slices = (pace ** ((nth + 0.5) / 100) / 100 for nth in range(100 * (horizon - len(seen))))
    assert found.tail[0] == pytest.approx(sum(slices) * float(left / base) if base else 0, rel=1e-3)


@given(LIVES, st.integers(0, 11), st.sampled_from((3, 20)))
def test_the_error_of_the_remaining_days_is_greenwoods(lives, tenure, horizon):
    base, last = exact(lives, tenure), max(day for day, _ in lives)
    end, variance = min(tenure + horizon, last), Fraction()
    for time in sorted({time for time, lost in lives if lost and tenure < time <= end}) if base else ():
        at_risk = sum(other >= time for other, _ in lives)
        gone = sum(lost and other == time for other, lost in lives)
        area = sum((exact(lives, day) for day in range(time, end)), Fraction())
        variance += (area / base) ** 2 * Fraction(gone, at_risk * (at_risk - gone)) if gone < at_risk else 0
    found = remaining(of(lives), [tenure], horizon)
    assert found.deviation[0] == pytest.approx(float(variance) ** 0.5, abs=1e-6)


@given(LIVES, st.lists(st.tuples(st.integers(0, 14), st.integers(0, 9)), min_size=1, max_size=5))
def test_the_error_of_a_sum_lies_between_shared_and_single_errors(lives, claims):
    found, (days, weights) = of(lives), zip(*claims, strict=True)
    each = remaining(found, days, 8).deviation * np.array(weights)
    together = deviation_of_sum(found, days, weights, 8)
    assert float(np.sqrt((each**2).sum())) - 1e-5 <= together <= float(each.sum()) + 1e-5


def test_logos_of_one_tenure_share_the_whole_error():
    found = curve(TREATED, RELAPSED)
    assert deviation_of_sum(found, [3, 3], [1, 2], 20) == pytest.approx(
        3 * remaining(found, [3], 20).deviation[0]
    )
    assert deviation_of_sum(found, [], [], 20) == 0

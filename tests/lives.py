"""Lives for the tests of survival: a published data set, random ones, and the estimate in exact arithmetic."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from churntui.metrics.survival import kaplan_meier

TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
"""Weeks of remission under 6-MP and placebo: Freireich and others, Blood 21 (1963)."""

LIVES = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=25)


def curve(times, lost=None):
    return kaplan_meier(times, [True] * len(times) if lost is None else lost)


def of(lives):
    return kaplan_meier([day for day, _ in lives], [lost for _, lost in lives])


def exact(lives, day):
    """The product-limit estimate on a day, as a fraction."""
    survival = Fraction(1)
    for time in sorted({time for time, lost in lives if lost and time <= day}):
        at_risk = sum(other >= time for other, _ in lives)
        survival *= 1 - Fraction(sum(lost and other == time for other, lost in lives), at_risk)
    return survival

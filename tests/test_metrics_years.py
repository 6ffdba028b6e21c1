"""Years of tenure."""

from __future__ import annotations

import pytest

from churntui.metrics.survival import kaplan_meier
from churntui.metrics.years import Year


def test_years_of_tenure_are_named_and_cover_every_day():
    assert [Year(n).label for n in (1, 2, 3, 4, 11, 12, 13, 21)] == [
        "1st year",
        "2nd year",
        "3rd year",
        "4th year",
        "11th year",
        "12th year",
        "13th year",
        "21st year",
    ]
    assert [(year.after, year.until) for year in Year.up_to(732)] == [(-1, 366), (366, 731), (731, 1_096)]
    assert [len(Year.up_to(day)) for day in (0, 366, 367, 1_096, 1_461, 1_462)] == [1, 1, 2, 3, 4, 5]
    curve = kaplan_meier(
        [365] * 6 + [900] * 6 + [730] * 6 + [800] * 5 + [40],
        [True] * 6 + [False] * 6 + [True] * 6 + [False] * 6,
    )
    years = Year.up_to(curve.last_day)
    assert sum(year.lost(curve) for year in years) == 12
    assert years[-1].point(curve).survival == pytest.approx(11 / 23)

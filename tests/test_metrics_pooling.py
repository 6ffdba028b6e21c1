"""Periods taken together, worked out by hand.

Ten logos of Food are there from the start of 2026, each pays 1,200 a year, and four leave in May; ten of Retail are
there as well, and one of them pays half from May on. A logo of Retail comes in May, and one of Toys in August.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from books import deal, ids, timeline

from churntui.metrics.attrition import attrition
from churntui.metrics.comparing import Share
from churntui.metrics.intervals import newcombe, wilson
from churntui.metrics.pooling import segment_rows
from churntui.metrics.revenue import revenue
from churntui.plain import dates

AS_OF = date(2026, 9, 20)
DEALS = [
    *(deal(n, n, "2026-01-01", "2026-05-10" if n <= 4 else None, 1_200) for n in range(1, 20)),
    deal(20, 20, "2026-01-01", "2026-05-01", 1_200),
    deal(21, 20, "2026-05-01", None, 600, 20),
    deal(22, 21, "2026-05-01", None, 1_200),
    deal(23, 22, "2026-08-01", None, 1_200),
]
KIND = pd.Series(
    {logo: "Food" if logo <= 10 else "Toys" if logo == 22 else "Retail" for logo in range(1, 23)}
)


def pooled(first, end, regrettable=None, kind=KIND):
    quarters = dates.periods("quarter", first, end)
    known = {"as_of": AS_OF, "logo_ids": ids(DEALS), "segment": kind}
    service = timeline(DEALS, as_of=AS_OF)
    return segment_rows(
        attrition(service, quarters, **known),
        revenue(service, quarters, currency="EUR", **known),
        regrettable or {},
    )


def test_each_segment_is_counted_over_all_periods_and_so_are_all_logos():
    food, retail, every = pooled(date(2026, 1, 1), date(2026, 7, 1), {"Food": 3})
    assert [row.segment for row in (food, retail, every)] == ["Food", "Retail", None]  # Toys comes later
    assert (food.initial, food.lost, food.rate, food.regrettable) == (20, 4, 0.2, 3)
    assert (retail.initial, retail.lost, retail.gained) == (20, 0, 1)
    assert (every.initial, every.lost, every.gained, every.regrettable) == (40, 4, 1, 3)
    assert (food.low, food.high) == wilson(4, 20)
    assert (food.periods, food.starts_on, food.ends_on) == (2, date(2026, 1, 1), date(2026, 7, 1))


def test_a_segment_stands_beside_all_others():
    food, retail, every = pooled(date(2026, 4, 1), date(2026, 7, 1))
    assert (food.others, retail.others) == (retail.share, food.share)
    assert (food.verdict, retail.verdict, every.verdict) == ("more", "less", None)
    assert (food.difference_low, food.difference_high) == newcombe(4, 10, 0, 10)[1:]
    assert (every.others_initial, every.difference_low) == (0, None)
    of_half_a_year = pooled(date(2026, 1, 1), date(2026, 7, 1))
    assert [row.verdict for row in of_half_a_year] == ["no difference shown", "no difference shown", None]


def test_money_is_an_average_of_the_openings_and_kept_of_all_of_them():
    food, retail, every = pooled(date(2026, 1, 1), date(2026, 7, 1))
    assert (food.arr, food.arr_lost, food.currency) == (12_000, 4_800, "EUR")
    assert (food.grr, retail.grr) == (pytest.approx(1_600 / 2_000), pytest.approx(1_950 / 2_000))
    assert every.grr == every.nrr == pytest.approx(3_550 / 4_000)


def test_a_period_that_is_not_over_is_not_complete():
    rows = pooled(date(2026, 7, 1), date(2026, 10, 1))
    assert [row.segment for row in rows] == ["Food", "Retail", None]
    assert not any(row.complete for row in rows)
    assert rows[-1].gained == 1  # that of Toys, a segment in which nobody was there at the opening


def test_of_too_few_no_difference_is_told():
    few = KIND.where(KIND.index > 4, "Few")
    rows = {row.segment: row for row in pooled(date(2026, 4, 1), date(2026, 7, 1), kind=few)}
    assert (rows["Few"].share, rows["Few"].others) == (Share(4, 4), Share(0, 16))
    assert (rows["Few"].verdict, rows["Few"].difference_low, rows["Few"].difference_high) == (
        "too few",
        None,
        None,
    )


def test_where_nobody_was_ever_there_is_no_row():
    assert pooled(date(2025, 1, 1), date(2025, 4, 1)) == []

"""Expected revenue worked out by hand, and its sums."""

from __future__ import annotations

from datetime import date
from math import log

import numpy as np
import pandas as pd
import pytest
from books import deal, ids, timeline

from churntui.metrics.expected import Basis, Stakes, at_stake, expected, speaks_for_itself, taken, total
from churntui.metrics.survival import YEAR_DAYS, kaplan_meier

YEARLY = kaplan_meier([366] * 25 + [731] * 25 + [1_096] * 25 + [2_192] * 25, [True] * 75 + [False] * 25)
"""A quarter is lost at each of three anniversaries; the last quarter is seen for six years."""

SHORT = kaplan_meier([100] * 10 + [366] * 30, [True] * 10 + [False] * 30)
"""A quarter is lost early, and nobody was seen for longer than a year."""


def basis(whole=YEARLY, own=None, segment=None):
    return Basis(whole, own or {}, segment)


def stakes(*claims):
    """(logo id, days of tenure, ARR) each."""
    logo, tenure, arr = (np.array(column, dtype=np.int64) for column in zip(*claims, strict=True))
    return Stakes(logo, np.zeros_like(tenure), tenure, arr)


def test_a_new_logo_pays_for_the_area_under_the_curve():
    days = 366 + 0.75 * 365 + 0.5 * 365 + 0.25 * (5 * 365.25 - 1_096)
    found = expected(basis(), stakes((1, 0, 1_200_000)))
    assert found.amounts.tolist() == [round(1_200_000 * days / 365.25)]
    assert found.seen_years.tolist() == [5.0]
    assert found.seen.tolist() == found.amounts.tolist()
    assert found.low[0] < found.amounts[0] < found.high[0]


def test_a_logo_past_every_loss_pays_all_of_what_was_seen():
    found = expected(basis(), stakes((1, 1_096, 1_000)))
    assert found.seen.tolist() == found.low.tolist() == [round(1_000 * 1_096 / 365.25)]
    assert found.high.tolist() == [5_000]


def test_beyond_the_longest_time_seen_losses_go_on_at_the_pace_up_to_it():
    found = expected(basis(SHORT), stakes((1, 366, 1_000), (2, 0, 1_000)))
    assert found.seen.tolist() == [0, round(1_000 * (100 + 0.75 * 266) / 365.25)]
    pace = 0.75 ** (365.25 / 366)  # what is left of the logos after another year
    paid = [(1 - pace**years) / -log(pace) for years in (5, 5 - 366 / 365.25)]
    assert found.amounts[0] == round(1_000 * paid[0])
    assert found.amounts[1] == pytest.approx(found.seen[1] + 750 * paid[1], abs=1)
    assert (found.low[0], found.high[0]) == (0, 5_000)
    assert found.seen_years.tolist() == pytest.approx([0, 366 / 365.25])


def test_where_all_were_lost_or_nobody_was_there_is_no_pace_to_go_on_at():
    gone, stayed = kaplan_meier([10, 20], [True, True]), kaplan_meier([10, 20], [False, False])
    assert expected(basis(gone), stakes((1, 15, 1_000))).amounts.tolist() == [round(1_000 * 5 / 365.25)]
    assert expected(basis(stayed), stakes((1, 15, 1_000))).amounts.tolist() == [5_000]


def test_a_segment_is_counted_by_its_own_curve_only_where_that_is_large_enough():
    assert speaks_for_itself(YEARLY)
    assert not speaks_for_itself(kaplan_meier([9] * 29, [True] * 29))
    assert not speaks_for_itself(kaplan_meier([9] * 99, [True] * 9 + [False] * 90))
    own = basis(own={"Food": SHORT}, segment=pd.Series({1: "Food", 2: "Retail"}))
    found = expected(own, stakes((1, 0, 1_000), (2, 0, 1_000), (3, 0, 1_000)))
    alone = [expected(basis(curve), stakes((9, 0, 1_000))).amounts[0] for curve in (SHORT, YEARLY, YEARLY)]
    assert found.amounts.tolist() == alone


def test_a_total_is_the_sum_with_the_error_the_logos_share():
    three = stakes((1, 0, 1_000), (2, 200, 5_000), (3, 800, 70_000))
    found = expected(basis(), three)
    both = total(basis(), three, found)
    assert (both.amount, both.seen) == (found.amounts.sum(), found.seen.sum())
    assert both.low >= found.low.sum() - 2
    assert both.high <= found.high.sum() + 2
    one = total(basis(), three, found, np.array([False, True, False]))
    assert (one.amount, one.seen) == (found.amounts[1], found.seen[1])
    assert (one.low, one.high) == pytest.approx((found.low[1], found.high[1]), abs=1)


def test_errors_of_different_curves_partly_cancel_and_that_of_all_does_not():
    segment = pd.Series({1: "a", 2: "b"})
    claims = stakes((1, 0, 1_000_000), (2, 0, 1_000_000))

    def reach(own):
        found = basis(own=own, segment=segment)
        whole = total(found, claims, expected(found, claims))
        return whole.amount - whole.low

    alike = kaplan_meier([366] * 25 + [731] * 25 + [1_096] * 25 + [2_192] * 25, [True] * 75 + [False] * 25)
    assert reach({"a": YEARLY, "b": alike}) == pytest.approx(reach({}) / 2**0.5, abs=1)
    assert reach({"a": YEARLY}) == pytest.approx(reach({}), abs=1)


def test_nothing_is_expected_of_nobody():
    none = kaplan_meier([], [])
    nobody = stakes((1, 0, 5)).where(np.array([False]))
    found = expected(basis(none), nobody)
    whole = total(basis(none), nobody, found)
    assert (whole.amount, whole.seen, whole.low, whole.high) == (0, 0, 0, 0)
    assert expected(basis(none), stakes((1, 0, 5))).high.tolist() == [25]


DEALS = [
    deal(1, 1, "2024-01-01", "2025-01-01", 1_000),
    deal(2, 1, "2025-01-01", None, 1_500),
    deal(3, 2, "2024-02-01", "2024-08-01", 700),
    deal(4, 2, "2025-01-01", "2025-03-01", 900),
    deal(5, 3, "2024-02-01", "2024-08-01", 40),
    deal(6, 3, "2025-01-01", "2027-03-01", 50),
    deal(7, 4, "2026-01-01", None, 10),
]
AS_OF = date(2025, 6, 1)


def test_who_is_active_is_at_stake_since_its_service_began_anew():
    found = at_stake(timeline(DEALS, as_of=AS_OF), AS_OF, ids(DEALS))
    assert found.logo_ids.tolist() == [1, 3]
    assert found.arr.tolist() == [1_500, 50]
    assert found.tenure_days.tolist() == [517, 151]


def test_each_loss_took_its_last_revenue_away():
    rows = timeline(DEALS, as_of=AS_OF)
    found = taken(rows, AS_OF, ids(DEALS))
    assert found.logo_ids.tolist() == [2, 3, 2]
    assert found.arr.tolist() == [700, 40, 900]
    assert found.tenure_days.tolist() == [182, 182, 59]
    assert taken(rows, AS_OF, ids(DEALS)[:1]).arr.tolist() == []


def test_large_amounts_stay_whole():
    found = expected(basis(), stakes((1, 1_096, 10**14)))
    assert found.seen[0] == round(10**14 * (1_096 / YEAR_DAYS))

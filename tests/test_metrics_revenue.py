from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from books import DAYS, GOLDEN, LATE, Q1, deal, frame, ids, random_deals, random_losses, timeline
from hypothesis import example, given, settings
from hypothesis import strategies as st
from oracle import Oracle
from profiles import examples

from churntui.metrics import revenue
from churntui.metrics.revenue import MOVEMENTS, quick_ratio_text
from churntui.plain import dates
from churntui.plain.money import monthly


def report(deals, periods, *, grace=30, as_of=LATE, recorded=(), segment=None):
    rows = revenue.revenue(
        timeline(deals, grace=grace, as_of=as_of, losses=recorded),
        periods,
        as_of=as_of,
        logo_ids=ids(deals),
        currency="EUR",
        segment=segment,
    )
    return [asdict(row) for row in rows]


def money(row):
    return tuple(row[name] for name in ("mrr_start", *MOVEMENTS, "mrr_end"))


def test_the_golden_case_without_grace():
    (row,) = report(GOLDEN, [Q1], grace=0)
    assert money(row) == (160, 0, 0, 20, 50, 120, 210)
    assert (row["grr"], row["nrr"]) == (0.5625, 0.5625)
    assert row["nrr_with_reactivated"] == 1.3125
    assert row["quick_ratio"] == pytest.approx(120 / 70)


def test_the_golden_case_with_grace():
    (row,) = report(GOLDEN, [Q1])
    assert money(row) == (260, 0, 20, 20, 50, 0, 210)
    assert (round(row["grr"], 4), round(row["nrr"], 4)) == (0.7308, 0.8077)
    assert (row["currency"], row["complete"]) == ("EUR", True)


def test_contraction_to_nothing_is_churn():
    deals = [deal(1, 1, "2024-01-01", "2025-02-01", 1200), deal(2, 1, "2025-02-01", None, 0, 1)]
    (row,) = report(deals, [Q1])
    assert money(row) == (100, 0, 0, 0, 100, 0, 0)
    assert row["quick_ratio"] == 0


def test_a_logo_with_several_contracts_has_one_movement():
    deals = [
        deal(1, 1, "2024-01-01", "2025-02-01", 1200),
        deal(2, 1, "2024-01-01", None, 600),
        deal(3, 1, "2025-03-01", None, 840),
    ]
    assert money(report(deals, [Q1])[0]) == (150, 0, 0, 30, 0, 0, 120)


def test_a_logo_that_begins_pauses_and_returns_inside_the_period_is_new():
    deals = [deal(1, 1, "2025-01-02", "2025-01-10", 120), deal(2, 1, "2025-03-20", None, 240)]
    assert money(report(deals, [Q1])[0]) == (0, 20, 0, 0, 0, 0, 20)


def test_nothing_initial_has_no_rates():
    (row,) = report([], [Q1])
    assert money(row) == (0,) * 7
    assert (row["grr"], row["nrr"], row["nrr_with_reactivated"], row["quick_ratio"]) == (None,) * 4


def test_so_far_a_contract_that_ends_later_in_the_period_is_no_churn():
    deals = [deal(1, 1, "2024-01-01", "2025-03-01", 1200)]
    (row,) = report(deals, [Q1], as_of=date(2025, 2, 1))
    assert (money(row), row["complete"]) == ((100, 0, 0, 0, 0, 0, 100), False)


@pytest.mark.parametrize(
    ("ratio", "gained", "text"), [(1.714, 3, "1.7"), (0.0, 0, "0.0"), (None, 5, "∞"), (None, 0, "–")]
)
def test_the_quick_ratio_says_infinite_where_nothing_was_lost(ratio, gained, text):
    assert quick_ratio_text(ratio, gained) == text


def test_segments_add_up_to_the_whole():
    segment = pd.Series({1: "Retail", 2: "Food", 3: "Food"})
    rows = report(GOLDEN, [Q1], segment=segment)
    assert [(row["segment"], *money(row)) for row in rows] == [
        ("Food", 150, 0, 0, 20, 50, 0, 80),
        ("Retail", 100, 0, 20, 0, 0, 0, 120),
        ("(not set)", 10, 0, 0, 0, 0, 0, 10),
    ]


def test_the_logos_behind_the_movements():
    found = revenue.movements(timeline(GOLDEN), Q1, as_of=LATE, logo_ids=ids(GOLDEN))
    assert [tuple(row) for row in found.to_numpy()] == [
        (2, "churned", 600, 0, -600),
        (1, "expansion", 1200, 1440, 240),
        (3, "contraction", 1200, 960, -240),
    ]
    assert {type(value) for row in found.to_dict("records") for value in row.values()} == {int, str}


def test_values_can_be_written_as_json():
    rows = report(GOLDEN, [Q1, Q1.next])
    assert {type(value) for row in rows for value in row.values()} <= {
        str,
        date,
        int,
        float,
        bool,
        type(None),
    }
    json.dumps(rows, default=str, allow_nan=False)


@example(0, [4, 3, 6, 0, 0])
@given(st.integers(0, 10**6), st.lists(st.integers(0, 40), min_size=5, max_size=5))
def test_rounding_leaves_a_row_that_adds_up_and_no_amount_below_zero(extra, amounts):
    arr = dict(zip(MOVEMENTS, amounts, strict=True))
    lost = arr["contraction"] + arr["churned"]
    figures, _ = revenue._figures(lost + extra % 24, arr)
    start, new, expansion, contraction, churned, reactivated, end = figures[:7]
    assert start + new + expansion + reactivated - contraction - churned == end
    shown = dict(zip(MOVEMENTS, (new, expansion, contraction, churned, reactivated), strict=True))
    for kind, amount in shown.items():
        assert amount >= 0
        assert abs(amount - arr[kind] / 12) <= 3.5
        assert amount == 0 or arr[kind] > 0


@settings(max_examples=examples(60), deadline=None)
@given(random_deals(), random_losses(), st.sampled_from((0, 30)), DAYS, st.sampled_from(("month", "quarter")))
def test_every_figure_agrees_with_the_oracle(deals, recorded, grace, as_of, span):
    oracle = Oracle(deals, grace, as_of, recorded)
    spans = dates.periods(span, date(2023, 12, 1), date(2025, 2, 1))
    rows = report(deals, spans, grace=grace, as_of=as_of, recorded=recorded)
    for period, row in zip(spans, rows, strict=True):
        first, last = min(period.starts_on, as_of), min(period.ends_on, as_of)
        exact = dict.fromkeys(MOVEMENTS, 0)
        for logo in oracle.logos:
            start, end = oracle.arr(logo, first), oracle.arr(logo, last)
            if oracle.counted(logo, first) and oracle.counted(logo, last):
                exact["expansion"] += max(end - start, 0)
                exact["contraction"] += max(start - end, 0)
            elif oracle.counted(logo, first):
                exact["churned"] += start
            elif oracle.counted(logo, last):
                exact["reactivated" if oracle.paid_before(logo, first) else "new"] += end
        total = sum(oracle.arr(logo, first) for logo in oracle.logos)
        pending = sum(oracle.pending(logo, last) for logo in oracle.logos)
        assert (row["pending"], row["complete"]) == (pending, period.ends_on <= as_of and not pending)
        assert row["mrr_start"] == monthly(total)
        assert row["mrr_end"] == monthly(sum(oracle.arr(logo, last) for logo in oracle.logos))
        assert all(abs(row[kind] - exact[kind] / 12) <= 3.5 for kind in MOVEMENTS)
        gained = row["new"] + row["expansion"] + row["reactivated"]
        assert row["mrr_start"] + gained - row["contraction"] - row["churned"] == row["mrr_end"]
        if total:
            assert row["grr"] == pytest.approx(1 - (exact["churned"] + exact["contraction"]) / total)
            assert row["churn_rate"] == pytest.approx(exact["churned"] / total)
            assert row["contraction_rate"] == pytest.approx(exact["contraction"] / total)
            assert row["nrr"] == pytest.approx(row["grr"] + exact["expansion"] / total)
            assert 0 <= row["grr"] <= 1
    for earlier, later in pairwise(rows):
        assert earlier["mrr_end"] == later["mrr_start"]


def test_sixty_months_of_a_large_book_are_exact_in_total():
    rng = np.random.default_rng(7)
    deals = [
        deal(n, n % 500, f"{2020 + n % 5}-0{1 + n % 9}-15", None, int(rng.integers(1, 10**6)))
        for n in range(2_000)
    ]
    rows = report(deals, dates.periods("month", date(2020, 1, 1), date(2025, 1, 1)))
    assert rows[-1]["mrr_end"] == monthly(int(frame(deals)["arr"].sum()))
    assert sum(row["new"] for row in rows) + sum(row["expansion"] for row in rows) == rows[-1]["mrr_end"]

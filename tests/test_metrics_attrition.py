from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import numpy as np
import pandas as pd
import pytest
from books import DAYS, GOLDEN, LATE, Q1, deal, ids, random_deals, random_losses, timeline
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle
from profiles import examples

from churntui.metrics import attrition
from churntui.metrics.attrition import all_losses, annualised, losses, members, rate_with_new_in_denominator
from churntui.plain import dates


def report(deals, periods, *, grace=30, as_of=LATE, recorded=(), **more):
    table = timeline(deals, grace=grace, as_of=as_of, losses=recorded)
    rows = attrition.attrition(table, periods, as_of=as_of, logo_ids=ids(deals), **more)
    return [asdict(row) for row in rows]


@pytest.mark.parametrize(
    ("grace", "initial", "lost", "gained"),
    [(0, 3, 1, 1), (30, 4, 1, 0)],
)
def test_the_golden_case(grace, initial, lost, gained):
    (row,) = report(GOLDEN, [Q1], grace=grace)
    assert (row["initial"], row["lost"], row["remaining"], row["gained"]) == (
        initial,
        lost,
        initial - lost,
        gained,
    )
    assert row["rate"] == lost / initial
    assert (row["early_churn"], row["early_churn_arr"], row["arr_lost"]) == (1, 360, 600)
    assert row["complete"] is True
    assert row["segment"] is None


def test_added_logos_never_count():
    stays = [deal(n, n, "2024-01-01", None, 12) for n in range(8_000)]
    leaves = [deal(n, n, "2024-01-01", "2025-02-01", 12) for n in range(8_000, 10_000)]
    comes = [deal(n, n, "2025-02-01", None, 12) for n in range(10_000, 17_000)]
    (row,) = report([*stays, *leaves, *comes], [Q1])
    assert (row["initial"], row["lost"], row["gained"], row["rate"]) == (10_000, 2_000, 7_000, 0.2)
    assert rate_with_new_in_denominator(10_000, 2_000, 7_000) == 2_000 / 17_000


def test_an_end_on_the_first_of_a_month_is_lost_in_the_month_before():
    deals = [
        deal(1, 1, "2023-06-01", "2024-03-01", 12),
        deal(2, 2, "2023-06-01", "2024-02-29", 12),
        deal(3, 3, "2023-06-01", "2024-03-02", 12),
    ]
    rows = report(deals, dates.periods("month", date(2024, 1, 1), date(2024, 4, 1)))
    assert [(row["period"], row["initial"], row["lost"]) for row in rows] == [
        ("2024-01", 3, 0),
        ("2024-02", 3, 2),
        ("2024-03", 1, 1),
    ]


def test_a_period_that_is_not_over_is_counted_so_far():
    deals = [deal(1, 1, "2024-01-01", "2025-03-01", 12), deal(2, 2, "2024-01-01", "2025-02-01", 12)]
    (row,) = report(deals, [Q1], grace=0, as_of=date(2025, 2, 10))
    assert (row["initial"], row["lost"], row["complete"]) == (2, 1, False)
    (over,) = report(deals, [Q1], grace=0, as_of=date(2025, 4, 1))
    assert (over["lost"], over["complete"]) == (2, True)


def test_a_pending_logo_is_not_lost_yet():
    deals = [deal(1, 1, "2024-01-01", "2025-03-01", 12)]
    assert report(deals, [Q1], as_of=date(2025, 3, 31))[0]["lost"] == 0
    assert report(deals, [Q1], as_of=date(2025, 4, 1))[0]["lost"] == 1


def test_a_period_still_to_come_has_lost_nobody():
    deals = [deal(1, 1, "2024-01-01", "2025-02-01", 12), deal(2, 2, "2025-01-20", None, 12)]
    (row,) = report(deals, [Q1], as_of=date(2024, 12, 1))
    assert (row["initial"], row["lost"], row["gained"], row["complete"]) == (1, 0, 0, False)


def test_an_empty_book_has_rows_of_nought_and_none():
    (row,) = report([], [Q1])
    assert (row["initial"], row["lost"], row["gained"], row["early_churn"], row["arr_lost"]) == (
        0,
        0,
        0,
        0,
        0,
    )
    assert (row["rate"], row["low"], row["high"]) == (None, None, None)
    assert report([], []) == []


def test_segments_split_the_same_logos():
    segment = pd.Series({1: "Retail", 2: "Food", 3: "Food", 5: None})
    rows = report(GOLDEN, [Q1], segment=segment)
    assert [(row["segment"], row["initial"], row["lost"], row["early_churn"]) for row in rows] == [
        ("Food", 2, 1, 0),
        ("Retail", 1, 0, 0),
        ("(not set)", 1, 0, 1),
    ]


def test_only_the_losses_asked_for_count():
    deals = [
        deal(1, 1, "2024-01-01", "2025-02-01", 12),
        deal(2, 2, "2024-01-01", "2025-03-01", 24),
        *GOLDEN[6:],
    ]
    (row,) = report(deals, [Q1], only={(2, date(2025, 3, 1)), (1, date(2024, 5, 5))})
    assert (row["initial"], row["lost"], row["remaining"], row["rate"], row["arr_lost"]) == (
        3,
        1,
        2,
        1 / 3,
        24,
    )
    table = timeline(deals)
    behind = members(table, Q1, "remaining", as_of=LATE, logo_ids=ids(deals), only={(2, date(2025, 3, 1))})
    assert behind == [1, 5]


def test_losses_are_dated_to_the_day_and_add_up_to_the_report():
    found = losses(timeline(GOLDEN), [Q1], as_of=LATE, logo_ids=ids(GOLDEN))
    assert found.to_dict("records") == [
        {"period": "2025-Q1", "logo_id": 2, "lost_on": date(2025, 3, 1), "arr_lost": 600, "tenure_days": 365}
    ]


def test_every_loss_up_to_the_day_is_listed_and_none_that_is_only_known_to_come():
    found = all_losses(timeline(GOLDEN, as_of=date(2025, 3, 15)), date(2025, 3, 15))
    assert [tuple(row) for row in found.to_numpy()] == []
    later = all_losses(timeline(GOLDEN, as_of=date(2025, 5, 1)), date(2025, 5, 1))
    assert [tuple(row) for row in later.to_numpy()] == [
        (4, date(2025, 2, 25), 360, 20, None),
        (2, date(2025, 3, 1), 600, 365, None),
    ]


def test_a_loss_counts_from_the_first_day_without_service():
    table = timeline(GOLDEN, grace=0)
    assert len(all_losses(table, date(2025, 1, 1))) == 1
    assert len(all_losses(table, date(2024, 12, 31))) == 0


def test_members_are_the_logos_behind_each_figure():
    table = timeline(GOLDEN, grace=0)
    found = {
        figure: members(table, Q1, figure, as_of=LATE, logo_ids=ids(GOLDEN))
        for figure in ("initial", "lost", "remaining", "gained", "early_churn")
    }
    assert found == {
        "initial": [2, 3, 5],
        "lost": [2],
        "remaining": [3, 5],
        "gained": [1],
        "early_churn": [4],
    }


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
    assert json.loads(json.dumps(rows, default=str))[0]["starts_on"] == "2025-01-01"


def test_a_rate_is_annualised_by_compounding():
    assert annualised(0.05, 365) == pytest.approx(0.05)
    assert annualised(0.5, 73) == pytest.approx(1 - 0.5**5)


@settings(max_examples=examples(60), deadline=None)
@given(random_deals(), random_losses(), st.sampled_from((0, 30)), DAYS, st.sampled_from(("month", "quarter")))
def test_every_figure_agrees_with_the_oracle(deals, recorded, grace, as_of, span):
    oracle = Oracle(deals, grace, as_of, recorded)
    spans = dates.periods(span, date(2023, 12, 1), date(2025, 2, 1))
    rows = report(deals, spans, grace=grace, as_of=as_of, recorded=recorded)
    for period, row in zip(spans, rows, strict=True):
        first, last = min(period.starts_on, as_of), min(period.ends_on, as_of)
        before, after = oracle.active(first), oracle.active(last)
        early = {
            logo
            for logo in oracle.logos
            if logo not in before | after
            and oracle.paid_between(logo, first, last)
            and not oracle.paid_before(logo, first)
        }
        assert row["initial"] == len(before)
        assert row["lost"] == len(before - after)
        assert row["remaining"] == len(before & after)
        assert row["gained"] == len(after - before)
        assert row["early_churn"] == len(early)
        pending = [logo for logo in oracle.logos if oracle.pending(logo, last)]
        assert row["pending"] == len(pending)
        assert row["complete"] == (period.ends_on <= as_of and not pending)
        assert row["arr_lost"] == sum(oracle.arr(logo, first) for logo in before - after)
        assert row["initial"] + row["gained"] - row["lost"] == len(after)
        if before:
            assert row["rate"] + row["remaining"] / row["initial"] == pytest.approx(1)
    rows = timeline(deals, grace=grace, as_of=as_of, losses=recorded)
    found = losses(rows, spans, as_of=as_of, logo_ids=ids(deals))
    for name, logo, lost_on in zip(found["period"], found["logo_id"], found["lost_on"], strict=True):
        (period,) = [one for one in spans if one.name == name]
        assert lost_on == oracle.lost_on(logo, min(period.ends_on, as_of))


def test_the_order_of_the_logos_does_not_matter():
    backwards = ids(GOLDEN)[::-1].copy()
    rows = attrition.attrition(timeline(GOLDEN), [Q1], as_of=LATE, logo_ids=backwards)
    assert [asdict(row) for row in rows] == report(GOLDEN, [Q1])
    assert members(timeline(GOLDEN), Q1, "initial", as_of=LATE, logo_ids=backwards) == [5, 3, 2, 1]


def test_logos_not_asked_for_are_left_out():
    chosen = np.array([2, 3], dtype=np.int64)
    (row,) = attrition.attrition(timeline(GOLDEN), [Q1], as_of=LATE, logo_ids=chosen)
    assert (row.initial, row.lost, row.early_churn) == (2, 1, 0)

"""Kaplan–Meier, log-rank and restricted means: published tables, goldens by hand, and slow exact arithmetic."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from pathlib import Path

import numpy as np
import pytest
from books import GOLDEN, LATE, deal, ids, random_deals, random_losses, timeline
from hypothesis import given, settings
from hypothesis import strategies as st
from lives import LIVES, PLACEBO, RELAPSED, TREATED, curve, exact, of
from oracle import DAY, Oracle
from profiles import examples

from churntui.metrics.survival import Opening, kaplan_meier, log_rank, median, tenures
from churntui.plain import dates

SHARED = Path(__file__).parents[2] / "shared" / "data"


def test_the_remission_times_of_freireich():
    """S(t) and its standard error as in Collett, Modelling Survival Data; the band as R's survfit has it (log-log)."""
    treated = curve(TREATED, RELAPSED)
    table = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {day: round(treated.at(day).survival, 3) for day in table} == table
    assert (treated.at(10).low, treated.at(10).high) == pytest.approx((0.503, 0.889), abs=5e-4)
    assert (treated.at(23).low, treated.at(23).high) == pytest.approx((0.188, 0.680), abs=5e-4)
    assert (median(treated), median(curve(PLACEBO))) == (23, 8)
    assert (treated.cases, treated.losses, treated.last_day) == (21, 9, 35)


def test_the_log_rank_test_of_freireich():
    found = log_rank(curve(TREATED, RELAPSED), curve(PLACEBO))
    assert found.chi2 == pytest.approx(16.793, abs=5e-4)
    assert found.p == pytest.approx(4.17e-5, abs=5e-8)
    assert found == log_rank(curve(PLACEBO), curve(TREATED, RELAPSED))


def test_the_remission_times_of_embury():
    """Maintained or not: Embury and others, Western Journal of Medicine 126 (1977); figures as R's `aml` has them."""
    kept = kaplan_meier([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0])
    others = kaplan_meier([5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1])
    table = {9: 0.909, 13: 0.818, 18: 0.716, 23: 0.614, 31: 0.491, 34: 0.368, 48: 0.184}
    assert {day: round(kept.at(day).survival, 3) for day in table} == table
    assert (median(kept), median(others)) == (31, 23)
    found = log_rank(kept, others)
    assert (found.chi2, found.p) == pytest.approx((3.4, 0.0653), abs=5e-2)
    assert found.p == pytest.approx(0.0653, abs=5e-5)


def test_without_censoring_the_curve_is_a_count():
    found = curve([3, 1, 2, 2, 5])
    assert found.time_days.tolist() == [1, 2, 3, 5]
    assert found.at_risk.tolist() == [5, 4, 2, 1]
    assert found.lost.tolist() == [1, 2, 1, 1]
    assert found.survival.tolist() == pytest.approx([0.8, 0.4, 0.2, 0.0])
    assert found.at(0).survival == 1.0
    assert found.at(2.5).survival == pytest.approx(0.4)
    assert found.at(99).survival == 0.0
    assert found.at(99).low is None


def test_beyond_the_longest_time_seen_nothing_is_told():
    found = curve([10, 20, 30], [True, False, False])
    assert found.at(30).survival == pytest.approx(2 / 3)
    assert found.at(31) is None
    assert median(found) is None


def test_no_band_is_told_before_the_first_loss():
    found = curve([5, 9], [False, True])
    assert (found.at(5).low, found.at(5).high) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("times", "lost", "day"),
    [
        (
            [1, 1, 4, 5, 6, 9, 9, 22],
            [1, 1, 1, 1, 0, 1, 0, 1],
            5,
        ),  # 3/4 · 5/6 · 4/5: as floats it is above 1/2
        ([1, 2], [1, 1], 1),
        ([7], [1], 7),
        ([1, 2, 3], [1, 0, 0], None),
        ([], [], None),
    ],
)
def test_the_median_is_the_first_day_with_half_lost(times, lost, day):
    assert median(kaplan_meier(times, lost)) == day


@given(LIVES)
def test_the_curve_and_its_median_are_those_of_exact_arithmetic(lives):
    found = of(lives)
    assert found.time_days.tolist() == sorted({day for day, _ in lives})
    for place, day in enumerate(found.time_days.tolist()):
        assert found.survival[place] == pytest.approx(float(exact(lives, day)))
        assert found.at_risk[place] == sum(other >= day for other, _ in lives)
        assert found.lost[place] + found.censored[place] == sum(other == day for other, _ in lives)
        point = found.point(place)
        assert point.low is None or point.low <= point.survival <= point.high
    half = [day for day in sorted({day for day, _ in lives}) if exact(lives, day) <= Fraction(1, 2)]
    assert median(found) == (half[0] if half else None)


@given(LIVES, LIVES)
def test_the_log_rank_test_is_mantels_sum(one, other):
    observed, expected, variance = 0, Fraction(), Fraction()
    for time in sorted({time for time, lost in one + other if lost}):
        mine, every = (sum(day >= time for day, _ in lives) for lives in (one, one + other))
        gone = sum(lost and day == time for day, lost in one + other)
        observed += sum(lost and day == time for day, lost in one)
        expected += Fraction(gone * mine, every)
        if every > 1:
            variance += Fraction(gone * mine * (every - mine) * (every - gone), every**2 * (every - 1))
    found = log_rank(of(one), of(other))
    if variance == 0:
        assert found is None
    else:
        assert found.chi2 == pytest.approx(float((observed - expected) ** 2 / variance))
        assert 0 <= found.p <= 1


def test_a_life_ends_with_the_first_loss():
    found = tenures(timeline(GOLDEN), LATE, ids(GOLDEN))
    assert found.logo_ids.tolist() == [1, 2, 3, 4, 5]
    assert found.days.tolist() == [750, 365, 365, 20, (LATE - date(2024, 1, 1)).days]
    assert found.lost.tolist() == [True, True, True, True, False]
    without_grace = tenures(timeline(GOLDEN, grace=0), LATE, ids(GOLDEN))
    assert without_grace.days.tolist()[0] == 366


def test_what_has_not_happened_by_the_day_is_not_known():
    deals = [
        deal(1, 1, "2024-01-01", "2025-01-01", 10),  # ended ten days before, nobody said how: pending
        deal(2, 2, "2024-01-01", "2025-02-01", 10),
        deal(3, 3, "2025-02-01", None, 10),  # begins later
        deal(4, 4, "2024-01-01", None, 0),  # never paid
        deal(5, 5, "2024-01-01", "2024-12-01", 10),
    ]
    as_of = date(2025, 1, 11)
    found = tenures(timeline(deals, as_of=as_of), as_of, ids(deals))
    assert found.logo_ids.tolist() == [1, 2, 5]
    assert found.days.tolist() == [376, 376, 335]
    assert found.lost.tolist() == [False, False, True]
    assert tenures(timeline(deals, as_of=as_of), as_of, ids(deals)[:1]).logo_ids.tolist() == [1]


@settings(max_examples=examples(60))
@given(random_deals(), random_losses(), st.sampled_from((0, 10, 30)), st.integers(0, 500))
def test_tenures_are_those_of_looking_at_each_day(deals, recorded, grace, days):
    as_of = date(2023, 11, 15) + timedelta(days=days)
    oracle = Oracle(deals, grace, as_of, recorded)
    expected = []
    for logo in oracle.logos:
        day = date(2023, 11, 15)
        while day <= as_of and not oracle.counted(logo, day):
            day += DAY
        first = day
        while day <= as_of and oracle.counted(logo, day):
            day += DAY
        if first <= as_of:
            expected.append((logo, (min(day, as_of) - first).days, day <= as_of))
    found = tenures(timeline(deals, grace=grace, as_of=as_of, losses=recorded), as_of, ids(deals))
    assert (
        list(zip(found.logo_ids.tolist(), found.days.tolist(), found.lost.tolist(), strict=True)) == expected
    )


@pytest.mark.external
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")
@pytest.mark.parametrize("place", range(4))
def test_published_tables_come_out(place):
    folder = SHARED / "survival"
    known = json.loads((folder / "expected.json").read_text("utf-8"))[place]
    with (folder / known["dataset"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if "filter" in known:
        column, value = known["filter"].split("==")
        rows = [row for row in rows if row[column] == value]
    found = kaplan_meier(
        [float(row[known["time_col"]]) for row in rows], [row[known["event_col"]] == "1" for row in rows]
    )
    for day, share in known.get("published", {}).items():
        assert found.at(int(day)).survival == pytest.approx(share, abs=known["tolerance"])
    if "median" in known:
        assert median(found) == known["median"]


@pytest.mark.external
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")
@pytest.mark.parametrize("segment", ["high_end", "regular"])
def test_the_retention_of_fader_and_hardie_comes_out_of_contracts(segment):
    with (SHARED / "cohorts" / "fader_hardie_contracts_expanded.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["segment"] == segment]
    logos = {name: number for number, name in enumerate(dict.fromkeys(row["account_id"] for row in rows), 1)}
    deals = [
        deal(number, logos[row["account_id"]], row["start_date"], row["end_date_exclusive"], 1)
        for number, row in enumerate(rows, 1)
    ]
    as_of = date(2022, 7, 1)  # those who stayed twelve years are in their thirteenth
    found = tenures(timeline(deals, as_of=as_of), as_of, ids(deals))
    shares = kaplan_meier(found.days, found.lost)
    with (SHARED / "cohorts" / "fader_hardie_survival.csv").open(encoding="utf-8") as file:
        known = [row for row in csv.DictReader(file) if row["segment"] == segment]
    for row in known:
        day = ceil(int(row["year"]) * 365.25)
        assert 100 * shares.at(day).survival == pytest.approx(float(row["survival_pct"]), abs=1e-9)


def test_the_life_table_and_its_days_with_losses():
    found = kaplan_meier([10, 10, 20, 25, 25, 40], [True, False, False, True, True, False])
    rows = [found.row(place, "Food") for place in range(4)]
    assert [(row.time_days, row.at_risk, row.lost, row.censored) for row in rows] == [
        (10, 6, 1, 1),
        (20, 4, 0, 1),
        (25, 3, 2, 0),
        (40, 1, 0, 1),
    ]
    assert {row.segment for row in rows} == {"Food"}
    first, last = found.loss_days("Food")
    assert (first.row, last.row) == (rows[0], rows[2])
    assert (first.before, last.before) == pytest.approx((1, 5 / 6))
    assert [(day.of, day.seen_no_longer, day.until) for day in (first, last)] == [(6, 2, 25), (6, 1, 41)]
    assert kaplan_meier([5], [False]).loss_days(None) == kaplan_meier([], []).loss_days(None) == []
    (gone,) = kaplan_meier([5], [True]).loss_days(None)
    assert (gone.row.survival, gone.row.low, gone.row.high) == (0.0, None, None)


def test_late_entries_worked_out_by_hand():
    # the second and third are in view at 400, the first and third at 500
    found = kaplan_meier([500, 400, 700], [True, True, False], [450, 0, 300])
    assert found.time_days.tolist() == [300, 400, 450, 500, 700]
    assert found.at_risk.tolist() == [1, 2, 1, 2, 1]
    assert found.lost.tolist() == [0, 1, 0, 1, 0]
    assert found.survival.tolist() == pytest.approx([1, 1 / 2, 1 / 2, 1 / 4, 1 / 4])
    assert (found.cases, found.losses, median(found)) == (3, 2, 400)


def test_a_book_that_begins_later_than_its_logos():
    deals = [
        deal(1, 1, "2024-01-01", "2024-12-31", 10),  # joined long before: enters at its age on 1 March
        deal(2, 2, "2024-03-01", None, 10),  # joined before, and nothing is known of it until 1 March
        deal(3, 3, "2024-01-10", "2024-02-20", 10),  # lost before the book begins
        deal(4, 4, "2024-06-01", None, 10),  # new
        deal(5, 5, "2024-04-01", "2024-05-01", 10),  # joined before, first seen on 1 April
    ]
    as_of, begins = date(2025, 1, 1), date(2024, 3, 1)
    joined = {1: date(2022, 3, 1), 2: date(2023, 3, 1), 5: date(2024, 1, 1)}
    opening = Opening(dates.number(begins), {logo: dates.number(day) for logo, day in joined.items()})
    found = tenures(timeline(deals, grace=0, as_of=as_of), as_of, ids(deals), opening)
    assert found.logo_ids.tolist() == [1, 2, 4, 5]
    assert found.entered.tolist() == [731, 366, 0, 91]
    assert found.days.tolist() == [1036, 672, 214, 121]
    assert found.lost.tolist() == [True, False, False, True]


ENTRIES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans()), max_size=14)
"""Age at entry, days from there to the end, whether that is a loss."""


@given(ENTRIES)
def test_curves_with_late_entries_agree_with_a_slow_count(lives):
    seen = [(entry, entry + length, gone) for entry, length, gone in lives if length or not entry]
    entries, ends, lost_ = ([life[at] for life in seen] for at in range(3))
    found = kaplan_meier(ends, lost_, entries)
    share = 1.0
    for day in range(82):
        there = sum((entry < day or not entry) and day <= end for entry, end, _ in seen)
        gone = sum(end == day and loss for _, end, loss in seen)
        assert int(found.at_risk_on(day)) == there
        share *= 1 - gone / there if there else 1
        assert found.survival_on(np.array([day]))[0] == pytest.approx(share)
    assert (found.cases, found.losses) == (len(seen), sum(loss for *_, loss in seen))


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=20))
def test_who_enters_at_the_beginning_changes_nothing(lives):
    days, lost_ = [day for day, _ in lives], [gone for _, gone in lives]
    plain, late = kaplan_meier(days, lost_), kaplan_meier(days, lost_, [0] * len(days))
    for name in ("time_days", "at_risk", "lost", "censored", "survival"):
        assert getattr(plain, name).tolist() == getattr(late, name).tolist()

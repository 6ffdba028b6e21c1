"""The waterfall of a forecast: each step by hand, and that it adds up exactly whatever happened."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from churntui.metrics.forecast import Forecast, quarter_of
from churntui.metrics.forecast_moves import moved_rows, moves
from churntui.model.weeks import OUTCOMES, RenewalWeek

SINCE = date(2026, 5, 4)
IN_Q2, IN_Q3 = date(2026, 6, 1), date(2026, 8, 1)


def then(contract="K1", *, ends_on=IN_Q2, arr=1000, weight=70, outcome="open", owner="Bo"):
    return RenewalWeek(SINCE, contract, "L1", owner, ends_on, arr, "EUR", "open", outcome, weight, 50)


def now(*, ends_on=IN_Q2, arr=1000, weight=70, outcome="open", owner="Bo"):
    return Forecast(1, 1, owner, ends_on, arr, "open", outcome, weight, 60)


def steps(before, after):
    return {
        (move.cell[0].name, move.cell[1], move.step): move.amount
        for move in moves(before, after, since=SINCE)
        if move.amount
    }


def test_what_came_of_it():
    def one(**later):
        return steps([then()], {"K1": now(**later)})

    assert one() == {}
    assert one(outcome="renewed", weight=100) == {("2026-Q2", "Bo", "won"): 300}
    assert one(outcome="lost", weight=0) == {("2026-Q2", "Bo", "lost"): -700}
    assert one(outcome="notice", weight=0) == {("2026-Q2", "Bo", "lost"): -700}
    assert one(weight=25) == {("2026-Q2", "Bo", "down"): -450}
    assert one(arr=1100) == {("2026-Q2", "Bo", "up"): 70}


def test_to_slip_is_to_go_from_one_quarter_into_another():
    assert steps([then()], {"K1": now(ends_on=IN_Q3)}) == {
        ("2026-Q2", "Bo", "slipped"): -700,
        ("2026-Q3", "Bo", "slipped"): 700,
    }
    # and what else has changed of it is told where it is now
    assert steps([then()], {"K1": now(ends_on=IN_Q3, outcome="renewed", weight=100)}) == {
        ("2026-Q2", "Bo", "slipped"): -700,
        ("2026-Q3", "Bo", "slipped"): 700,
        ("2026-Q3", "Bo", "won"): 300,
    }


def test_handed_over_new_and_gone():
    assert steps([then()], {"K1": now(owner="Ines")}) == {
        ("2026-Q2", "Bo", "other"): -700,
        ("2026-Q2", "Ines", "other"): 700,
    }
    assert steps([], {"K2": now()}) == {("2026-Q2", "Bo", "new"): 700}
    assert steps([then()], {}) == {("2026-Q2", "Bo", "other"): -700}


def test_what_was_decided_before_the_weeks_quarter_is_not_new():
    assert steps([], {"K2": now(ends_on=date(2026, 3, 1), outcome="renewed", weight=100)}) == {}


ENDS = st.dates(date(2026, 1, 1), date(2027, 6, 1))
STATES = st.tuples(
    ENDS,
    st.none() | st.integers(0, 10**7),
    st.integers(0, 100),
    st.sampled_from(OUTCOMES),
    st.sampled_from(["", "Bo", "Ines"]),
)
BOOKS = st.dictionaries(st.sampled_from([f"K{nth}" for nth in range(12)]), STATES)


@settings(max_examples=100, deadline=None)
@given(BOOKS, BOOKS)
def test_every_row_adds_up_and_slipping_comes_to_nothing(first, second):
    opening = date(2026, 4, 1)
    kept = [
        RenewalWeek(SINCE, ref, "L1", owner, ends_on, arr, "EUR", "open", outcome, weight, 50)
        for ref, (ends_on, arr, weight, outcome, owner) in first.items()
    ]
    known = {
        ref: Forecast(1, 1, owner, ends_on, arr, "open", outcome, weight, 60)
        for ref, (ends_on, arr, weight, outcome, owner) in second.items()
    }
    rows = moved_rows(kept, known, since=SINCE, currency="EUR")
    called = defaultdict(lambda: [0, 0])
    for ends_on, arr, weight, _, owner in first.values():
        called[quarter_of(ends_on).name, owner][0] += round((arr or 0) * weight / 100)
    for ref, (ends_on, arr, weight, _, owner) in second.items():
        if ref in first or ends_on > opening:
            called[quarter_of(ends_on).name, owner][1] += round((arr or 0) * weight / 100)
    assert {(row.quarter, row.owner) for row in rows} >= set(called)
    for row in rows:
        assert [row.called_before, row.called_after] == called[row.quarter, row.owner]
        moved = row.won + row.lost + row.up + row.down + row.slipped + row.new + row.other
        assert row.called_before + moved == row.called_after
        assert row.down <= 0 <= row.up
        assert row.new >= 0
    assert sum(row.slipped for row in rows) == 0
    gone = sum(row.called_arr for row in kept if row.contract not in known)
    assert sum(row.other for row in rows) == -gone


def test_a_lost_one_that_is_open_again_is_called_up():
    assert steps([then(outcome="lost", weight=0)], {"K1": now()}) == {("2026-Q2", "Bo", "up"): 700}


def test_the_week_is_told_with_its_day():
    (row,) = moved_rows([then()], {"K1": now()}, since=SINCE, currency="EUR")
    assert (row.since, row.called_before, row.called_after) == (SINCE, 700, 700)
    assert (row.computed_before, row.computed_after) == (500, 600)
    assert row.starts_on + timedelta(days=91) == row.ends_on

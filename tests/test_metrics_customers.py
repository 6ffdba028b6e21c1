"""Customer attrition: by hand, and against the definitions day by day on random activity."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from books import deal, timeline
from crowds import Did, People, crowd
from hypothesis import given, settings
from hypothesis import strategies as st

from churntui.metrics import customers as metrics
from churntui.plain.dates import Period, periods

NOBODY_PAYS = timeline([])


def day(text: str) -> date:
    return date.fromisoformat(text)


def report(people: People, span, first, end, *, deals=(), logo_ids=(1, 2), **more):
    covered = periods(span, first, end)
    rows = metrics.customers(
        crowd(people, metrics.grid_of(covered[0])),
        covered,
        timeline=timeline(deals),
        logo_ids=np.array(logo_ids, dtype=np.int64),
        **more,
    )
    return [asdict(row) for row in rows]


# Window 10 days. Ann (11) acts on 25 Jan and 25 Feb, Bo (12) on 25 Jan, Cy (13) on 10 Feb, Di (21) on 20 Feb,
# Ed (22) on 28 Jan, 1 Feb and 26 Feb; both logos' unnamed users act on all of these days. Measured through 5 March.
GOLDEN = People(
    [
        *(Did(11, 1, day(on)) for on in ("2026-01-25", "2026-02-25")),
        Did(12, 1, day("2026-01-25")),
        Did(13, 1, day("2026-02-10")),
        Did(21, 2, day("2026-02-20")),
        *(Did(22, 2, day(on)) for on in ("2026-01-28", "2026-02-01", "2026-02-26")),
        *(Did(0, logo, day(on)) for logo in (1, 2) for on in ("2026-01-25", "2026-02-10", "2026-03-05")),
    ],
    as_of=date(2026, 3, 20),
    window=10,
)


def test_a_month_by_hand():
    january, february, march, april = report(GOLDEN, "month", day("2026-01-01"), day("2026-05-01"))
    # active on 1 Feb: who acted in [22 Jan, 1 Feb): Ann, Bo, Ed; on 1 Mar, in [19 Feb, 1 Mar): Ann, Di, Ed
    assert (february["initial"], february["lost"], february["remaining"], february["gained"]) == (3, 1, 2, 1)
    assert february["rate"] == pytest.approx(1 / 3)
    assert february["low"] < 1 / 3 < february["high"]
    assert february["early_churn"] == 1, "Cy came and went"
    assert (january["initial"], january["rate"], january["gained"], january["complete"]) == (0, None, 3, True)
    # the last snapshot is of the opening of 6 March, in [24 Feb, 6 Mar): Ann and Ed
    assert (march["initial"], march["lost"], march["complete"]) == (3, 1, False)
    assert (april["initial"], april["lost"], april["rate"], april["low"], april["complete"]) == (
        0,
        0,
        None,
        None,
        False,
    )


def test_a_quarter_counts_who_came_and_went_over_several_months():
    (row,) = report(GOLDEN, "quarter", day("2026-01-01"), day("2026-04-01"))
    assert (row["period"], row["initial"], row["gained"], row["complete"]) == ("2026-Q1", 0, 2, False)
    assert row["early_churn"] == 3, "Bo, Cy, and Di, who was active at the opening of March"


def test_a_segment_is_the_logos():
    by = pd.Series({1: "Health", 2: "Food"})
    food, health = report(GOLDEN, "month", day("2026-02-01"), day("2026-03-01"), segment=by)
    assert [(row["segment"], row["initial"], row["lost"], row["gained"]) for row in (food, health)] == [
        ("Food", 1, 0, 1),
        ("Health", 2, 1, 0),
    ]


def test_lost_with_the_logo_is_where_a_paying_logo_pays_no_more():
    def with_logo(*deals):
        return report(GOLDEN, "month", day("2026-02-01"), day("2026-03-01"), deals=deals)[0]["lost_with_logo"]

    assert with_logo(deal(1, 1, "2025-01-01", "2026-02-20", 12)) == 1
    assert with_logo(deal(1, 1, "2025-01-01", "2026-03-02", 12)) == 0, "it still pays at the closing"
    assert with_logo(deal(1, 2, "2025-01-01", "2026-02-20", 12)) == 0, "of another logo"
    assert with_logo() == 0, "a logo that never paid has not been lost"
    assert with_logo(deal(1, 1, "2026-03-15", None, 12)) == 0, "a logo that pays only later has not been lost"


def test_the_logo_that_lost_most_is_named():
    rows = report(GOLDEN, "month", day("2026-01-01"), day("2026-04-01"))
    assert [(row["worst_logo_id"], row["worst_lost"]) for row in rows] == [(None, None), (1, 1), (2, 1)]
    by = pd.Series({1: "Health", 2: "Food"})
    food, health = report(GOLDEN, "month", day("2026-02-01"), day("2026-03-01"), segment=by)
    assert (food["worst_logo_id"], health["worst_logo_id"]) == (None, 1)
    every = People([*GOLDEN.done, Did(31, 3, day("2026-01-25"))], GOLDEN.as_of, GOLDEN.window)
    (row,) = report(every, "month", day("2026-02-01"), day("2026-03-01"), logo_ids=(1, 2, 3))
    assert (row["worst_logo_id"], row["worst_lost"]) == (1, 1), "of several the first"


def test_by_logo_adds_up_to_the_report():
    march = Period.of(day("2026-03-01"), "month")
    people = crowd(GOLDEN, "month")
    ids = np.array([2, 1, 3], dtype=np.int64)
    frame = metrics.by_logo(people, march, timeline=NOBODY_PAYS, logo_ids=ids)
    assert frame.to_dict("records") == [
        {"logo_id": 2, "initial": 2, "lost": 1, "gained": 0, "early_churn": 0, "with_logo": False},
        {"logo_id": 1, "initial": 1, "lost": 0, "gained": 0, "early_churn": 0, "with_logo": False},
    ]
    own = metrics.sets(people, march)
    assert people.roster.customers[own.lost].tolist() == [21]


def test_customers_of_logos_that_are_not_asked_for_do_not_count():
    (row,) = report(GOLDEN, "month", day("2026-02-01"), day("2026-03-01"), logo_ids=(2,))
    assert (row["initial"], row["gained"]) == (1, 1)


def test_nothing_measured_is_no_rate():
    rows = report(People([], as_of=date(2026, 3, 20)), "week", day("2026-03-02"), day("2026-03-16"))
    assert [(row["initial"], row["rate"], row["complete"]) for row in rows] == [(0, None, False)] * 2


def test_no_periods_make_no_rows():
    rows = metrics.customers(
        crowd(GOLDEN, "month"), [], timeline=NOBODY_PAYS, logo_ids=np.array([1], dtype=np.int64)
    )
    assert rows == []


def test_weeks_cannot_be_counted_on_months():
    week = Period.of(day("2026-02-01"), "week")
    with pytest.raises(ValueError, match="by month"):
        metrics.counts(crowd(GOLDEN, "month"), [week], np.array([1], dtype=np.int64))


def test_periods_with_a_gap_cannot_be_counted_together():
    apart = [Period.of(day("2026-01-01"), "month"), Period.of(day("2026-03-01"), "month")]
    with pytest.raises(ValueError, match="follow each other"):
        metrics.counts(crowd(GOLDEN, "month"), apart, np.array([1], dtype=np.int64))


@st.composite
def people(draw: st.DrawFn) -> People:
    """Four customers of two logos, and nobody named, over five months."""
    start = date(2025, 11, 20)
    done = [
        Did(customer, 1 + customer // 3, start + timedelta(days=on), n)
        for customer, on, n in draw(
            st.lists(
                st.tuples(st.sampled_from((0, 1, 2, 3, 4)), st.integers(0, 150), st.integers(1, 3)),
                max_size=14,
            )
        )
    ]
    as_of = start + timedelta(days=draw(st.integers(30, 170)))
    return People(done, as_of, draw(st.integers(1, 40)), draw(st.integers(1, 3)))


@given(people=people(), span=st.sampled_from(("week", "month", "quarter")))
@settings(max_examples=60, deadline=None)
def test_it_is_what_the_definitions_say(people, span):
    covered = periods(span, date(2025, 1, 1), date(2026, 6, 1))
    rows = report(people, span, covered[0].starts_on, covered[-1].ends_on, logo_ids=(1, 2))
    for row, period in zip(rows, covered, strict=True):
        moves = people.moves(period)
        expected = tuple(len(those) for those in (moves.initial, moves.lost, moves.gained, moves.early))
        assert (row["initial"], row["lost"], row["gained"], row["early_churn"]) == expected, period
        assert row["remaining"] == len(moves.initial - moves.lost)
        assert row["complete"] == (period.ends_on <= people.end)

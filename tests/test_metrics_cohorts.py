from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import books
import crowds
import numpy as np
import pandas as pd
import pytest
from crowds import Did, People
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import DAY, Oracle
from profiles import examples

from churntui.metrics import cohorts
from churntui.metrics.cohorts import NO_ROW, UNKNOWN
from churntui.model.presence import Crowd
from churntui.plain import dates
from churntui.plain.dates import Period

AS_OF = date(2024, 6, 10)

DEALS = [
    books.deal(1, 1, "2024-01-10", "2024-03-01", 1200),
    books.deal(2, 2, "2024-01-01", None, 2400),
    books.deal(3, 3, "2024-01-31", "2024-02-15", 600),
    books.deal(4, 3, "2024-04-20", None, 1800),
    books.deal(5, 4, "2024-02-29", None, 0),
    books.deal(6, 4, "2024-03-05", None, 360),
    books.deal(7, 5, "2024-06-10", None, 120),
    books.deal(8, 6, "2024-06-11", None, 120),
]
"""In January three join: one leaves, one stays, one leaves and returns. One pays from March on, one since today."""


def spans(span, first, end):
    return dates.periods(span, first, end)


def counted(deals, span="month", *, grace=0, as_of=AS_OF, periods=None, segment=None):
    covered = periods or spans(span, date(2023, 11, 1), as_of + DAY)
    return cohorts.logo_cohorts(
        books.timeline(deals, grace=grace, as_of=as_of),
        covered,
        as_of=as_of,
        logo_ids=books.ids(deals),
        segment=segment,
    )


def cells(found, values):
    """Cohort's name and segment to the known figures by age."""
    return {
        (joined.name, segment): {
            age: int(values[row, age]) for age in range(found.ages) if found.has(row, age)
        }
        for row, (joined, segment) in enumerate(zip(found.joined, found.segments, strict=True))
    }


def test_logos_by_month_of_their_first_paid_day():
    found = counted(DEALS)
    assert cells(found, found.active) == {
        ("2024-01", None): {0: 3, 1: 3, 2: 1, 3: 1, 4: 2, 5: 2},
        ("2024-03", None): {0: 1, 1: 1, 2: 1, 3: 1},
        ("2024-06", None): {0: 1},
    }
    assert found.sizes.tolist() == [3, 1, 1]
    assert found.rows.tolist() == [0, 0, 0, 1, 2, NO_ROW]


def test_their_arr_begins_with_the_first_paid_day():
    found = counted(DEALS)
    assert cells(found, found.arr) == {
        ("2024-01", None): {0: 4200, 1: 4200, 2: 2400, 3: 2400, 4: 4200, 5: 4200},
        ("2024-03", None): {0: 360, 1: 360, 2: 360, 3: 360},
        ("2024-06", None): {0: 120},
    }
    assert found.share(0, 2, "start", "mrr") == 2400 / 4200
    assert found.share(0, 4, "previous", "mrr") == 4200 / 2400


def test_a_cohort_still_joining_is_not_complete_and_later_cells_stand():
    found = counted(DEALS)
    assert found.complete.tolist() == [[True] * 6, [True] * 4 + [False] * 2, [False] * 6]


def test_an_opening_on_the_as_of_day_has_elapsed():
    first_of_month = date(2024, 6, 1)
    found = counted(DEALS[:2], as_of=first_of_month)
    assert cells(found, found.active) == {("2024-01", None): {0: 2, 1: 2, 2: 1, 3: 1, 4: 1, 5: 1}}
    assert counted(DEALS[:2], as_of=first_of_month - DAY).ages == 5


def test_shares_and_what_they_are_of():
    found = counted(DEALS)
    assert [found.share(0, age, "start") for age in range(3)] == [1.0, 1.0, 1 / 3]
    assert [found.share(0, age, "previous") for age in range(5)] == [None, 1.0, 1 / 3, 1.0, 2.0]
    assert found.share(2, 1, "start") is None
    assert found.share(0, 9, "start") is None
    assert found.base(0, 2, "start") == found.base(0, 2, "previous") == 3
    assert found.base(2, 1, "previous") == 1


def test_nothing_before_comes_out_as_no_share():
    found = counted(
        [books.deal(1, 1, "2024-01-10", "2024-01-20", 1200), books.deal(2, 1, "2024-04-10", None, 1)]
    )
    assert cells(found, found.active) == {("2024-01", None): {0: 1, 1: 0, 2: 0, 3: 0, 4: 1, 5: 1}}
    assert found.share(0, 3, "previous") is None
    assert found.share(0, 4, "previous") is None
    assert found.share(0, 5, "previous") == 1.0


def test_the_average_is_that_of_the_sums_over_complete_cells():
    found = counted(DEALS)
    assert found.average("start") == ((4, 4, 2), (4, 4, 2), (2, 4, 2), (2, 4, 2), (2, 3, 1), (2, 3, 1))
    assert found.average("previous") == ((0, 0, 0), (4, 4, 2), (2, 4, 2), (2, 2, 2), (2, 1, 1), (2, 2, 1))
    assert found.average("start", "mrr")[2] == (2400 + 360, 4200 + 360, 2)


def test_who_came_back_is_not_unbroken():
    found = counted(DEALS)
    assert cells(found, found.unbroken)["2024-01", None] == {0: 3, 1: 3, 2: 1, 3: 1, 4: 1, 5: 1}
    assert cells(found, found.unbroken)["2024-03", None] == cells(found, found.active)["2024-03", None]


def test_quarters_and_only_the_periods_wanted():
    found = counted(DEALS, "quarter")
    assert cells(found, found.active) == {("2024-Q1", None): {0: 4, 1: 2}, ("2024-Q2", None): {0: 1}}
    march = Period.of(date(2024, 3, 1), "month")
    found = counted(DEALS, periods=[march])
    assert cells(found, found.active) == {("2024-03", None): {0: 1, 1: 1, 2: 1, 3: 1}}


def test_the_period_a_cell_is_about():
    found = counted(DEALS)
    assert found.period(0, 0).name == "2024-01"
    assert found.period(1, 2).name == "2024-05"


def test_segments_are_rows_and_a_label_of_its_own_for_each_period_is_that_of_joining():
    fixed = pd.Series({1: "b", 2: "a", 3: "a", 4: "a"})
    found = counted(DEALS, segment=fixed)
    assert {key: row[0] for key, row in cells(found, found.active).items()} == {
        ("2024-01", "a"): 2,
        ("2024-01", "b"): 1,
        ("2024-03", "a"): 1,
        ("2024-06", "(not set)"): 1,
    }
    periods = spans("month", date(2024, 1, 1), AS_OF)
    kinds = pd.CategoricalDtype(["small", "large"])
    each = {period: pd.Series("small", index=range(1, 6), dtype=kinds) for period in periods}
    each[periods[2]] = pd.Series("large", index=range(1, 6), dtype=kinds)
    found = counted(DEALS, periods=periods, segment=each)
    assert list(cells(found, found.active)) == [
        ("2024-01", "small"),
        ("2024-03", "large"),
        ("2024-06", "small"),
    ]


@pytest.mark.parametrize("deals", [[], [books.deal(1, 1, "2024-01-10", None, 0)]])
def test_nobody_joined(deals):
    found = counted(deals, periods=spans("month", date(2024, 1, 1), AS_OF))
    assert (found.ages, found.joined, found.average("start"), found.average("previous")) == (0, (), (), ())
    assert counted(DEALS, periods=spans("month", date(2020, 1, 1), date(2020, 6, 1))).joined == ()
    nothing = cohorts.logo_cohorts(books.timeline(deals), [], as_of=AS_OF, logo_ids=books.ids(deals))
    assert nothing.ages == 0


@settings(max_examples=examples(50))
@given(books.random_deals(), st.sampled_from(("month", "quarter")), st.integers(0, 40), st.integers(0, 500))
def test_against_the_days_one_by_one(deals, span, grace, days):
    as_of = date(2023, 11, 15) + timedelta(days=days)
    found = counted(deals, span, grace=grace, as_of=as_of)
    oracle = Oracle(deals, grace, as_of)
    expected, waiting = Counter(), Counter()
    for logo in oracle.logos:
        day = date(2023, 11, 1)
        while day <= as_of and not oracle.counted(logo, day):
            day += DAY
        if day > as_of:
            continue
        joined = Period.of(day, span)
        expected[joined.name, 0] += 1
        expected[joined.name, 0, "arr"] += oracle.arr(logo, day)
        opening, age, there = joined.ends_on, 1, True
        while opening <= as_of:
            expected[joined.name, age] += bool(oracle.counted(logo, opening))
            while day < opening:
                day += DAY
                there = there and bool(oracle.counted(logo, day))
            expected[joined.name, age, "unbroken"] += there
            expected[joined.name, age, "arr"] += oracle.arr(logo, opening)
            waiting[joined.name, age] += oracle.pending(logo, opening)
            opening, age = dates.step(opening, span), age + 1
    shown = {
        (name, age): n for (name, _), row in cells(found, found.active).items() for age, n in row.items()
    }
    shown |= {
        (name, age, "arr"): n for (name, _), row in cells(found, found.arr).items() for age, n in row.items()
    }
    shown |= {
        (name, age, "unbroken"): n
        for (name, _), row in cells(found, found.unbroken).items()
        for age, n in row.items()
        if age
    }
    assert shown == dict(expected)
    stands = {
        (name, age): n
        for (name, _), row in cells(found, found.complete).items()
        for age, n in row.items()
        if age
    }
    assert stands == {cell: not n for cell, n in waiting.items()}


def did(customer, day, n=1):
    return Did(customer, 1 + customer % 2, date.fromisoformat(day), n)


DONE = (
    did(1, "2024-01-30"),
    did(1, "2024-02-01"),
    did(1, "2024-04-03"),
    did(2, "2024-01-02"),
    did(3, "2024-02-20"),
    did(3, "2024-03-31"),
    did(0, "2024-04-05"),
)


def crowd_of(people, grid="month", joined=None):
    made = crowds.crowd(people, grid)
    if joined is None:
        return made
    roster = replace(made.roster, joined=np.array([dates.number(day) for day in joined], dtype=np.int64))
    return replace(made, roster=roster)


def customers(crowd: Crowd, grid="month", first=date(2023, 11, 1), as_of=AS_OF, segment=None):
    covered = spans(grid, first, as_of + DAY)
    return cohorts.customer_cohorts(crowd, covered, as_of=as_of, segment=segment)


def test_customers_by_month_of_their_first_day_and_what_they_did_in_the_months_after():
    found = customers(crowd_of(People(DONE, AS_OF)))
    assert cells(found, found.active) == {
        ("2024-01", None): {0: 2, 1: 1, 2: 0, 3: 1},
        ("2024-02", None): {0: 1, 1: 1, 2: 0},
    }
    assert found.complete.tolist() == [[True, True, True, False], [True, True, False, False]]
    assert found.arr is found.unbroken is None
    with pytest.raises(ValueError, match="no revenue"):
        found.values("mrr")


def test_a_month_measured_to_its_last_day_is_complete():
    found = customers(crowd_of(People((*DONE, did(2, "2024-04-30")), AS_OF)))
    assert found.complete[0].tolist() == [True] * 4


def test_who_joined_before_anything_was_measured_has_no_zeros_from_then():
    found = customers(crowd_of(People(DONE, AS_OF), joined=map(date.fromisoformat, (
        "2023-11-30", "2024-01-02", "2023-12-01"
    ))))  # fmt: skip
    assert list(cells(found, found.active)) == [("2023-11", None), ("2023-12", None), ("2024-01", None)]
    assert found.active[0].tolist()[:2] == [UNKNOWN, UNKNOWN]
    assert found.share(0, 2, "start") is not None


def test_who_joins_after_the_last_measured_day_counts_and_has_no_cell():
    late = crowd_of(People(DONE, AS_OF), joined=[date(2024, 5, 5), date(2024, 1, 2), date(2024, 6, 11)])
    found = customers(late)
    assert cells(found, found.active)["2024-05", None] == {}
    assert found.rows.tolist().count(NO_ROW) == 1


def test_nothing_measured_is_no_cell_at_all():
    nothing = replace(crowd_of(People(DONE, AS_OF)), measured=None)
    found = customers(nothing)
    assert found.ages == 0
    assert found.sizes.tolist() == [2, 1]
    assert found.average("start") == ()


def test_customers_take_the_segment_of_their_logo():
    found = customers(crowd_of(People(DONE, AS_OF)), segment=pd.Series({1: "x", 2: "y"}))
    assert cells(found, found.active) == {
        ("2024-01", "x"): {0: 1, 1: 0, 2: 0, 3: 0},
        ("2024-01", "y"): {0: 1, 1: 1, 2: 0, 3: 1},
        ("2024-02", "y"): {0: 1, 1: 1, 2: 0},
    }


def test_customers_are_not_looked_at_by_quarter():
    with pytest.raises(ValueError, match="weeks or months"):
        customers(crowd_of(People(DONE, AS_OF)), "quarter", first=date(2023, 10, 1))


DOINGS = st.builds(
    Did, st.integers(0, 4), st.just(1), st.dates(date(2024, 1, 1), date(2024, 5, 1)), st.integers(1, 2)
)


@given(
    st.lists(DOINGS),
    st.sampled_from(("week", "month")),
    st.integers(1, 3),
    st.dates(date(2024, 1, 1), date(2024, 6, 1)),
)
def test_customers_against_their_days_one_by_one(done, grid, min_count, as_of):
    done = [did(0, "2024-01-01"), *done]
    people = People(done, as_of, min_count=min_count)
    found = customers(crowd_of(people, grid), grid, date(2023, 12, 1), as_of)
    expected = {}
    known = {customer: min(d.day for d in done if d.customer == customer) for customer in people.logo_of}
    for customer, first in known.items():
        if first >= as_of:
            continue
        period, age = Period.of(first, grid), 0
        name = period.name
        expected.setdefault((name, None), {})
        while period.starts_on < people.end:
            row = expected[name, None]
            row[age] = row.get(age, 0) + (customer in people.acted(period))
            period, age = period.next, age + 1
    assert cells(found, found.active) == dict(sorted(expected.items()))

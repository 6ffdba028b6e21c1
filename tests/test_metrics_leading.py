from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from books import deal, random_deals, timeline
from crowds import DAY, Did, People, crowd
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle
from profiles import examples

from churntui.metrics import leading
from churntui.metrics.intervals import Outcome
from churntui.metrics.leading import Cases, History, Line, Weeks

AS_OF = date(2025, 3, 1)
MONDAY = date(2024, 12, 30)


def ends(deals, *, grace=30, as_of=AS_OF):
    """(logo, day, lost) of the renewals."""
    found = leading.renewals(timeline(deals, grace=grace, as_of=as_of), as_of)
    return [
        (logo, date(1970, 1, 1) + timedelta(days=day), lost)
        for logo, day, lost in zip(*(column.tolist() for column in found), strict=True)
    ]


def test_an_end_is_a_renewal_or_a_loss():
    deals = [
        deal(1, 1, "2023-01-01", "2024-01-01", 12),
        deal(2, 1, "2024-01-01", "2025-01-01", 12),
        deal(3, 2, "2023-01-01", "2024-01-01", 12),
        deal(4, 2, "2024-01-20", None, 12),
    ]
    assert ends(deals) == [
        (1, date(2024, 1, 1), False),
        (1, date(2025, 1, 1), True),
        (2, date(2024, 1, 1), False),
    ]
    assert ends(deals, grace=0)[-1] == (2, date(2024, 1, 1), True)


def test_pending_free_and_future_ends_are_no_cases():
    deals = [
        deal(1, 1, "2024-02-10", "2025-02-10", 12),
        deal(2, 2, "2024-01-01", "2025-01-01", 0),
        deal(3, 3, "2024-04-01", "2025-04-01", 12),
        deal(4, 4, "2024-03-01", "2025-03-01", 12),
    ]
    assert ends(deals) == []


def test_a_contract_renewed_early_ends_where_the_new_one_begins():
    deals = [deal(1, 1, "2024-01-01", "2025-01-01", 12), deal(2, 1, "2024-10-01", None, 12, renews=1)]
    assert ends(deals) == [(1, date(2024, 10, 1), False)]


def test_two_contracts_that_end_together_are_one_case_and_one_of_two_is_no_loss():
    deals = [
        deal(1, 1, "2024-01-01", "2025-01-01", 12),
        deal(2, 1, "2024-02-01", "2025-01-01", 12),
        deal(3, 1, "2023-01-01", "2024-06-01", 12),
    ]
    assert ends(deals) == [(1, date(2024, 6, 1), False), (1, date(2025, 1, 1), True)]


def cases(*rows):
    """Cases from (then, now, lost)."""
    then, now, lost = (np.array(column) for column in zip(*rows, strict=True))
    place = np.arange(len(rows))
    return Cases(place, place, lost.astype(np.bool_), then, now)


def test_a_fall_is_measured_exactly():
    found = cases((10, 9, False), (40, 30, False), (5, 3, False), (3, 3, False), (3, 9, False))
    assert [found.fallen(percent).tolist() for percent in (10, 25, 40)] == [
        [True, True, True, False, False],
        [False, True, True, False, False],
        [False, False, True, False, False],
    ]


@pytest.mark.parametrize(
    ("fallen", "others", "told", "ratio"),
    [
        ((20, 40), (5, 100), "foretells loss", 10.0),
        ((0, 100), (10, 20), "foretells staying", 0.0),
        ((3, 20), (5, 60), "no difference shown", 1.8),
        ((4, 4), (0, 100), "no difference shown", None),
        ((20, 20), (0, 100), "foretells loss", None),
    ],
)
def test_what_a_line_tells(fallen, others, told, ratio):
    line = Line(25, Outcome(*fallen), Outcome(*others))
    assert line.told == told
    assert line.ratio == (None if ratio is None else pytest.approx(ratio))


@pytest.mark.parametrize(("renewed", "lost", "enough"), [(15, 5, True), (15, 4, False), (14, 5, False)])
def test_too_little_history_is_told(renewed, lost, enough):
    found = cases(*[(4, 4, False)] * renewed, *[(4, 1, True)] * lost)
    assert History(found, ()).is_enough is enough


def test_a_fall_before_a_loss():
    """Four customers in October, one in the last weeks: a fall of 75 % before the loss on 1 January."""
    did = [Did(c, 1, date(2024, 9, 20)) for c in (1, 2, 3, 4)] + [Did(1, 1, date(2024, 12, 20))]
    early = [Did(9, 2, date(2024, 8, 1)), Did(9, 2, date(2025, 2, 20))]
    weeks = leading.weekly(crowd(People(did + early, AS_OF), "week", sized=True))
    assert weeks.logo_ids.tolist() == [1, 2]
    assert weeks.last_monday == date(2025, 2, 17)
    found = leading.history(timeline([deal(1, 1, "2024-01-01", "2025-01-01", 12)], as_of=AS_OF), weeks, AS_OF)
    assert list(found.cases.rows(found.cases.lost)) == [(1, date(2025, 1, 1), 4, 1)]
    assert [(line.fallen, line.others) for line in found.lines] == [(Outcome(1, 1), Outcome(0, 0))] * 3
    assert not found.is_enough


def test_only_the_losses_that_count_are_lost():
    did = [Did(c, logo, day) for logo, c in ((1, 1), (1, 2), (1, 3), (2, 4), (2, 5), (2, 6)) for day in (
        date(2024, 8, 1), date(2024, 9, 20), date(2024, 12, 20), date(2025, 2, 20)
    )]  # fmt: skip
    deals = [deal(n, n, "2024-01-01", "2025-01-01", 12) for n in (1, 2)]
    weeks = leading.weekly(crowd(People(did, AS_OF), "week", sized=True))
    for only, lost in ((None, 2), ({(1, date(2025, 1, 1)), (2, date(2025, 1, 2))}, 1), (set(), 0)):
        found = leading.history(timeline(deals, as_of=AS_OF), weeks, AS_OF, only)
        assert [(line.fallen, line.others) for line in found.lines] == [(Outcome(0, 0), Outcome(lost, 2))] * 3


def test_nothing_measured_says_nothing():
    weeks = leading.weekly(crowd(People([], AS_OF), "week", sized=True))
    deals = [deal(1, 1, "2024-01-01", "2025-01-01", 12)]
    assert len(leading.history(timeline(deals, as_of=AS_OF), weeks, AS_OF).cases) == 0
    assert len(leading.today(weeks)) == 0
    assert weeks.last_monday is None


def test_days_before_1970_are_days():
    weeks = Weeks(np.array([1]), 0, np.zeros((3, 1), dtype=np.int64))
    deals = [deal(1, 1, "1960-01-01", "1961-01-01", 12)]
    assert ends(deals) == [(1, date(1961, 1, 1), True)]
    assert len(leading.history(timeline(deals, as_of=AS_OF), weeks, AS_OF).cases) == 0


FIRST = date(2023, 9, 4)


@st.composite
def done(draw):
    """What fifteen customers of three logos did: each stays away for one stretch of weeks, short or long."""
    found = []
    for customer in range(1, 16):
        away = draw(st.integers(0, 80))
        back = away + draw(st.sampled_from([0, 5, 30, 80]))
        weeks = (week for week in range(0, 78, 2) if not away <= week < back)
        found += [
            Did(customer, 1 + customer % 3, FIRST + timedelta(days=7 * week + customer % 7)) for week in weeks
        ]
    return found


class OnMondays(People):
    """People of whom only the openings of weeks are looked at."""

    def acted(self, period):
        return frozenset()

    between = acted


@settings(max_examples=examples(20))
@given(random_deals(), done(), st.sampled_from([0, 30]), st.sampled_from([7, 28]))
def test_as_in_the_definition(deals, did, grace, window):
    people = OnMondays(did, AS_OF, window=window)
    weeks = leading.weekly(crowd(people, "week", sized=True))
    made = leading.history(timeline(deals, grace=grace, as_of=AS_OF), weeks, AS_OF)
    oracle = Oracle(deals, grace, AS_OF)
    begun = min((one.day for one in did if one.day < AS_OF), default=AS_OF) + timedelta(days=window)
    wanted = set()
    for one in oracle.deals:
        end = oracle._last_days[one.id]
        if end is None or end > AS_OF or end <= one.starts or not one.paid:
            continue
        lost = not oracle.counted(one.logo, end)
        ended_with_it = [d for d in oracle.deals if d.logo == one.logo and oracle._last_days[d.id] == end]
        if any(oracle._waits_on(d, end) for d in ended_with_it):
            continue
        monday = end - timedelta(days=end.weekday())
        before = monday - timedelta(weeks=13)
        if before < begun or monday > people.end:
            continue
        then, now = (
            sum(people.logo_of[c] == one.logo for c in people.active(day)) for day in (before, monday)
        )
        if then >= 3:
            wanted.add((one.logo, end, then, now, lost))
    found = made.cases
    everyone = np.ones(len(found), dtype=np.bool_)
    assert {
        (*row, lost) for row, lost in zip(found.rows(everyone), found.lost.tolist(), strict=True)
    } == wanted
    worth = leading.arr_before(timeline(deals, grace=grace, as_of=AS_OF), found.logo_ids, found.days)
    assert worth.tolist() == [oracle.arr(logo, day - DAY) for logo, day, *_ in found.rows(everyone)]
    for line in made.lines:
        fell = [row for row in wanted if row[2] - row[3] >= line.percent / 100 * row[2] - 1e-9]
        assert line.fallen == Outcome(sum(row[4] for row in fell), len(fell))
        assert line.others == Outcome(sum(row[4] for row in wanted - set(fell)), len(wanted) - len(fell))

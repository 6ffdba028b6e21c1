"""Renewal rates: cases worked out by hand, and a count of random books that shares no line with the package."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from books import GOLDEN, Q1, deal, frame, ids, lost, random_deals, random_losses
from books import timeline as made
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import DAY, Deal, Oracle

from churntui.metrics.renewal_rate import due, due_in, logo_outcomes, renewal_rate
from churntui.plain import dates
from churntui.plain.dates import Period

LATER = date(2026, 6, 1)


def came_up(deals, *, grace=30, as_of=LATER, losses=()):
    """Every contract that came up, the golden book's by default as of a late day."""
    rows = made(deals, grace=grace, as_of=as_of, losses=losses)
    return due(rows, frame(deals), lost(*losses), grace_days=grace, as_of=as_of)


def outcomes(deals, **options):
    return {one.contract_id: one.outcome for one in came_up(deals, **options)}


def row(deals, period=Q1, *, grace=30, as_of=LATER, losses=()):
    (only,) = renewal_rate(
        came_up(deals, grace=grace, as_of=as_of, losses=losses),
        [period],
        as_of=as_of,
        logo_ids=ids(deals),
        currency="EUR",
    )
    return only


def test_the_golden_quarter():
    found = row(GOLDEN)
    # B (600) and D (360) leave; C's 240 ends beside its 960, which stays: ARR lost, the logo not; A came up in December
    assert (found.due, found.renewed, found.lost, found.undecided, found.rate) == (2, 0, 2, 0, 0)
    assert (found.arr_due, found.arr_renewed, found.arr_lost, found.arr_undecided) == (1200, 0, 1200, 0)
    assert found.complete
    december = row(GOLDEN, Period.of(date(2024, 12, 1), "month"))
    assert (december.due, december.renewed, december.arr_renewed, december.rate) == (1, 1, 1200, 1)
    bare = row(GOLDEN, Period.of(date(2024, 12, 1), "month"), grace=0)
    assert (bare.due, bare.lost, bare.arr_lost, bare.rate) == (1, 1, 1200, 0)


OLD = deal(1, 1, "2024-01-01", "2025-01-01", 1200)


@pytest.mark.parametrize(
    ("follows", "losses", "outcome"),
    [
        ([], (), "lost"),
        ([deal(2, 1, "2024-11-01", "2025-11-01", 2400, renews=1)], (), "renewed"),
        ([deal(2, 1, "2025-01-31", "2026-01-31", 2400, renews=1)], (), "renewed"),
        ([deal(2, 1, "2025-02-01", "2026-01-31", 2400, renews=1)], (), "lost"),
        ([deal(2, 1, "2025-01-31", "2026-01-31", 2400)], (), "renewed"),
        ([deal(2, 1, "2025-01-31", "2026-01-31", 2400)], ((1, date(2025, 1, 10)),), "lost"),
        ([deal(2, 1, "2025-01-01", "2026-01-01", 2400, renews=1)], ((1, date(2025, 1, 1)),), "lost"),
        ([deal(2, 1, "2025-01-01", "2026-01-01", 0, renews=1)], (), "lost"),
        ([deal(2, 1, "2024-11-02", "2026-01-01", 1300)], (), "renewed"),
        ([deal(2, 1, "2024-11-01", "2026-01-01", 1300)], (), "lost"),
    ],
    ids=[
        "nothing follows",
        "renewed early",
        "renewed within the grace",
        "renewed after the grace",
        "one without a link within the grace",
        "a loss before what follows",
        "a loss on the day of the link",
        "a free one",
        "an overlap of the same plan",
        "an overlap that begins too early",
    ],
)
def test_what_follows_decides(follows, losses, outcome):
    assert outcomes([OLD, *follows], losses=losses)[1] == outcome


def test_an_overlap_of_another_plan_is_no_renewal():
    book = [OLD, deal(2, 1, "2024-11-02", "2026-01-01", 1300)]
    contracts = frame(book).assign(plan=["Team", "Rooms"])
    rows = made(book, as_of=LATER)
    first, _ = due(rows, contracts, lost(), grace_days=30, as_of=LATER)
    assert (first.contract_id, first.outcome, first.ends_service) == (1, "lost", False)


def test_one_that_takes_up_another_carries_on_only_that():
    other = deal(3, 1, "2024-06-01", "2025-01-01", 600)
    new = deal(2, 1, "2025-01-01", "2026-01-01", 1800, renews=3)
    assert outcomes([OLD, other, new]) == {1: "lost", 3: "renewed", 2: "lost"}


def test_what_waits_or_lies_ahead_is_undecided_and_stands_beside_those_due():
    waiting = replace(deal(2, 2, "2024-02-01", "2025-02-01", 500), called="won")
    ahead = deal(3, 3, "2024-03-20", "2025-03-20", 700)
    known = deal(4, 4, "2024-03-25", "2026-03-25", 900)
    asked = {"as_of": date(2025, 3, 1), "losses": ((4, date(2025, 3, 25)),)}
    renewed = [deal(5, 5, "2024-01-15", "2025-01-15", 100), deal(6, 5, "2025-01-15", None, 100, renews=5)]
    book = [waiting, ahead, known, *renewed]
    found = row(book, **asked)
    assert (found.due, found.renewed, found.lost, found.undecided) == (1, 1, 0, 3)
    assert (found.arr_due, found.arr_undecided, found.complete) == (100, 2100, False)
    april = row(book, as_of=date(2025, 4, 19), losses=asked["losses"])
    assert (april.lost, april.undecided, april.complete) == (1, 2, False)  # the last day of the third's grace
    may = row([ahead, known, *renewed], as_of=date(2025, 5, 20), losses=asked["losses"])
    assert (may.renewed, may.lost, may.undecided, may.complete) == (1, 2, 0, True)


def test_an_end_counts_in_the_period_of_the_last_day_of_service():
    book = [deal(1, 1, "2024-04-01", "2025-04-01", 1200)]
    assert row(book).lost == 1
    assert row(book, Q1.next).due == 0


def test_a_logo_counts_once_and_one_that_only_drops_a_contract_not_at_all():
    main, add_on = deal(1, 1, "2024-01-01", "2025-12-01", 1200), deal(2, 1, "2024-02-01", "2025-02-01", 300)
    found = row([main, add_on])
    assert (found.due, found.lost, found.arr_lost, found.rate, found.arr_rate) == (0, 0, 300, None, 0)
    again = deal(3, 1, "2025-02-01", "2025-03-01", 300, renews=2)
    found = row([main, add_on, again])
    assert (found.due, found.renewed, found.arr_renewed, found.arr_lost) == (1, 1, 300, 300)


def test_segments_add_up():

    labels = pd.Series(["A", "A", "B", "B", "B"], index=[1, 2, 3, 4, 5])
    rows = renewal_rate(
        came_up(GOLDEN), [Q1], as_of=LATER, logo_ids=ids(GOLDEN), currency="EUR", segment=labels
    )
    assert [(one.segment, one.lost, one.arr_lost) for one in rows] == [("A", 1, 600), ("B", 1, 600)]


def test_a_book_without_contracts_has_nothing_due():
    (found,) = renewal_rate([], [Q1], as_of=LATER, logo_ids=np.empty(0, dtype=np.int64), currency="EUR")
    assert (found.due, found.rate, found.arr_due, found.arr_rate) == (0, None, 0, None)


class Slow(Oracle):
    """The rules of renewal again, one contract at a time, on the oracle's days."""

    def came_up(self, period: Period) -> list[Deal]:
        ends = ((one, self._last_days[one.id]) for one in self.deals if one.paid)
        return [
            one
            for one, end in ends
            if end is not None and one.starts < end and period.starts_on <= end - DAY < period.ends_on
        ]

    def outcome(self, one: Deal) -> str:
        end = self._last_days[one.id]
        assert end is not None
        if end > self.as_of or self._waits_on(one, end):
            return "undecided"
        return "renewed" if any(self._carries_on(other, one, end) for other in self.deals) else "lost"

    def _carries_on(self, other: Deal, one: Deal, end: date) -> bool:
        until = self._last_days[other.id]
        if other.logo != one.logo or not other.paid or other.starts <= one.starts:
            return False
        if until is not None and (until <= end or until <= other.starts):
            return False
        taken_up = [
            d
            for d in self.deals
            if d.id == other.renews and d.logo == one.logo and d.paid and d.starts < other.starts
        ]
        if any(self._last_days[d.id] == other.starts and d.id != one.id for d in taken_up):
            return False
        if any(whose == one.logo and end <= on <= max(end, other.starts) for whose, on in self.losses):
            return False
        return end - timedelta(days=60) <= other.starts <= end + self.grace


@settings(max_examples=120)
@given(random_deals(), random_losses(), st.sampled_from((0, 7, 30)), st.integers(0, 460))
def test_random_books_agree_with_a_slow_count(deals, losses, grace, day):
    as_of = date(2023, 12, 1) + timedelta(days=day)
    slow = Slow(deals, grace, as_of, losses)
    found = came_up(deals, grace=grace, as_of=as_of, losses=losses)
    periods = dates.periods("quarter", date(2023, 10, 1), date(2025, 7, 1))
    rows = renewal_rate(found, periods, as_of=as_of, logo_ids=ids(deals), currency="EUR")
    for period, counted in zip(periods, rows, strict=True):
        expected: dict[str, int] = defaultdict(int)
        own = slow.came_up(period)
        for one in own:
            expected[slow.outcome(one)] += one.arr
        assert counted.arr_renewed == expected["renewed"]
        assert counted.arr_lost == expected["lost"]
        assert counted.arr_undecided == expected["undecided"]
        assert (counted.due, counted.arr_due) == (
            counted.renewed + counted.lost,
            expected["renewed"] + expected["lost"],
        )
        gone = 0
        for logo in {one.logo for one in own}:
            last = max(slow._last_days[one.id] for one in own if one.logo == logo)
            final = {slow.outcome(one) for one in own if one.logo == logo and slow._last_days[one.id] == last}
            gone += final == {"lost"} and not slow.counted(logo, last)
        assert counted.lost == gone
        assert counted.complete == (
            period.ends_on <= as_of and "undecided" not in {slow.outcome(o) for o in own}
        )
        assert {one.contract_id for one in due_in(found, period)} == {one.id for one in own}
        assert (
            sum(outcome == "renewed" for outcome in logo_outcomes(due_in(found, period)).values())
            == counted.renewed
        )

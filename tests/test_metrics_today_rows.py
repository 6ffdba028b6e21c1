"""What a logo needs is one row, and rows are ranked by what it pays for each month left."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.metrics.need import KINDS, Need
from churntui.metrics.today_rows import Stakes, rows

TODAY = date(2026, 11, 21)


def day(days):
    return TODAY + timedelta(days=days)


def need(kind, logo_id=1, **more):
    return Need(kind=kind, logo_id=logo_id, title=f"Logo {logo_id}", **({"text": kind, "about": kind} | more))


def test_a_logo_has_one_row_with_the_two_most_pressing_things_and_how_many_more():
    needs = [
        need("goal"),
        need("silent", urgent=True),
        need("step", day=day(-1), urgent=True),
        need("no_talk"),
    ]
    row, other = rows([*needs, need("draft", logo_id=None)], Stakes(TODAY, {1: 120_00}))
    assert row.sentence == "step · silent · +2 more"
    assert [part.kind for part in row.parts] == ["step", "silent", "no_talk", "goal"]
    assert (row.arr, row.urgent) == (120_00, True)
    assert other.sentence == "draft"


@pytest.mark.parametrize(
    ("kind", "of", "due_in", "months"),
    [
        ("silent", None, None, 12),
        ("silent", None, 90, 3),
        ("silent", None, 10, 1),
        ("silent", None, 720, 12),
        ("step", 0, 300, 1),
        ("notice", 60, 90, 2),
        ("notice", -5, 60, 1),
        ("talk", 75, 75, 2.5),
        ("payment_failed", -2, None, 1),
        ("unheard", -300, None, 12),
    ],
)
def test_the_time_left_is_that_of_what_is_due_first(kind, of, due_in, months):
    due_on = {} if due_in is None else {1: day(due_in)}
    one = need(kind, day=None if of is None else day(of))
    assert Stakes(TODAY, due_on=due_on).months_left([one, need("few_active")]) == months


def test_a_loss_is_worth_asking_about_while_it_is_time():
    lost = need("unheard", day=day(-20))
    assert Stakes(TODAY).months_left([lost]) == 12
    assert Stakes(TODAY).months_left([replace(lost, in_time=True)]) == 1


def test_alarms_come_first_then_what_is_at_stake_a_month():
    found = rows(
        [
            need("silent", 1), need("notice", 2, day=day(20), arr=20), need("few_active", 3), need("draft", None),
            need("alarm", None, urgent=True), need("step", 4, day=day(0)),
        ],
        Stakes(TODAY, {1: 120, 2: 11, 3: 240}, {1: day(60)}),
    )  # fmt: skip
    assert [(row.kind, row.logo_id, row.arr) for row in found] == [
        ("alarm", None, None),
        ("silent", 1, 120),  # 60 a month
        ("few_active", 3, 240),  # 20 a month
        ("notice", 2, 11),  # what its logo pays
        ("step", 4, None),
        ("draft", None, None),
    ]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.none() | st.integers(1, 4), st.integers(-90, 90))))
def test_nothing_is_lost_and_no_logo_stands_twice(made):
    needs = [
        need(kind, logo_id, day=day(off), about=str(nth)) for nth, (kind, logo_id, off) in enumerate(made)
    ]
    found = rows(needs, Stakes(TODAY))
    assert sorted(part.about for row in found for part in row.parts) == sorted(one.about for one in needs)
    logos = [row.logo_id for row in found if row.logo_id is not None]
    assert len(logos) == len(set(logos))

from __future__ import annotations

from datetime import date

import pandas as pd

from churntui.metrics.winback import Waiting, waiting, win_backs
from churntui.model.rows import Initiative, Interview, Theme, WinBackCall

TODAY = date(2026, 11, 21)
THEMES = [Theme(1, "SSO"), Theme(2, "silence"), Theme(3, "price")]
SSO = Initiative(1, "N1", "Sign-on", "shipped", shipped_on=date(2026, 6, 1), themes=("SSO",))
ANSWER = Initiative(
    2, "N2", "Answer in a day", "shipped", shipped_on=date(2026, 10, 1), themes=("silence", "SSO")
)
PLANNED = Initiative(3, "N3", "Prices", "in_progress", themes=("price",))
LOSSES = pd.DataFrame(
    [
        (1, date(2025, 1, 1), 100, 10, None),
        (1, date(2026, 5, 1), 300, 10, None),
        (2, date(2026, 5, 1), 500, 10, None),
        (3, date(2026, 8, 1), 700, 10, None),
    ],
    columns=["logo_id", "lost_on", "arr_lost", "tenure_days", "back_on"],
    dtype=object,
)
INTERVIEWS = [
    Interview(11, "I1", 1, "held", held_on=date(2025, 1, 5)),
    Interview(12, "I2", 1, "held", held_on=date(2026, 5, 5)),
    Interview(21, "I3", 2, "held", held_on=date(2026, 7, 1), effective_on=date(2026, 5, 1)),
    Interview(31, "I4", 3, "held", held_on=date(2026, 8, 5)),
    Interview(41, "I5", 4, "held", held_on=date(2026, 5, 1), effective_on=date(2027, 5, 1)),
]


def found(*taggings, initiatives=(SSO, ANSWER, PLANNED), active=(), calls=None, as_of=TODAY):
    return win_backs(
        initiatives, THEMES, taggings, INTERVIEWS, LOSSES, active=active, calls=calls or {}, as_of=as_of
    )


def test_on_it_are_logos_lost_to_what_has_shipped_since():
    (one,) = found((1, 21), (3, 21), initiatives=[SSO, PLANNED])
    assert (one.logo_id, one.lost_on, one.arr, one.theme_ids) == (2, date(2026, 5, 1), 500, {1})
    assert (one.initiatives, one.interview_ids, one.call, one.waits) == ((SSO,), (21,), None, True)


def test_who_left_over_it_after_it_shipped_has_nothing_new_to_hear():
    assert found((1, 31), initiatives=[SSO]) == []
    assert [one.initiatives for one in found((1, 31))] == [(ANSWER,)]


def test_who_named_it_before_it_shipped_and_left_after_is_on_it():
    early = Interview(31, "I4", 3, "held", held_on=date(2026, 5, 20), effective_on=date(2026, 8, 1))
    rows = win_backs([SSO], THEMES, [(1, 31)], [early], LOSSES, active=(), calls={}, as_of=TODAY)
    assert [one.logo_id for one in rows] == [3]


def test_one_that_ships_without_a_day_is_news_to_all_and_one_to_come_to_none():
    undated = Initiative(4, "N4", "Undated", "shipped", themes=("SSO",))
    assert [one.logo_id for one in found((1, 31), initiatives=[undated])] == [3]
    assert found((1, 12), (1, 21), initiatives=[SSO], as_of=date(2026, 5, 31)) == []


def test_a_logo_that_is_back_or_has_yet_to_leave_is_not_on_it():
    assert [one.logo_id for one in found((1, 12), (1, 21), (1, 41), active={2})] == [1]


def test_a_logo_stands_once_with_its_latest_loss_and_all_that_changed():
    (one,) = found((2, 11), (1, 12))
    assert (one.lost_on, one.arr, one.initiatives) == (date(2026, 5, 1), 300, (ANSWER, SSO))
    assert (one.theme_ids, one.interview_ids) == ({1, 2}, (12, 11))


def test_those_to_call_stand_first_then_the_largest():
    calls = {2: WinBackCall(2, called_on=TODAY), 1: WinBackCall(1, note="only a note")}
    rows = found((1, 12), (1, 21), (2, 31), calls=calls)
    assert [(one.logo_id, one.waits) for one in rows] == [(3, True), (1, True), (2, False)]


def test_an_outcome_is_as_good_as_a_call():
    (one,) = found((1, 21), calls={2: WinBackCall(2, outcome="no")})
    assert not one.waits


def test_each_initiative_says_how_many_wait():
    calls = {2: WinBackCall(2, called_on=TODAY)}
    rows = found((1, 12), (1, 21), (2, 31), calls=calls)
    assert waiting(rows) == [Waiting(ANSWER, 2, 1000), Waiting(SSO, 1, 300)]
    assert waiting([one for one in rows if not one.waits]) == []

from __future__ import annotations

from datetime import date

import pandas as pd

from churntui.metrics.coverage import loss_of
from churntui.metrics.themes import (
    Share,
    Together,
    by_month,
    losses_named,
    shares,
    theme_table,
    together,
)
from churntui.model.rows import Interview, Theme

TODAY = date(2026, 11, 21)
SUPPORT, SILENCE, PRICE, SSO = (
    Theme(1, "support"),
    Theme(2, "support silence", parent_id=1),
    Theme(3, "price jump"),
    Theme(4, "missing SSO"),
)
LOSSES = pd.DataFrame(
    [
        (1, date(2025, 1, 1), 100, 10, None),
        (1, date(2026, 8, 1), 200, 10, None),
        (2, date(2026, 8, 1), 1000, 10, None),
    ],
    columns=["logo_id", "lost_on", "arr_lost", "tenure_days", "back_on"],
    dtype=object,
)
INTERVIEWS = [
    Interview(1, "I1", 1, "held", held_on=date(2025, 1, 5)),
    Interview(2, "I2", 1, "held", held_on=date(2026, 8, 5), effective_on=date(2026, 8, 1)),
    Interview(3, "I3", 1, "held", held_on=date(2026, 8, 9)),
    Interview(4, "I4", 2, "held", effective_on=date(2026, 8, 1)),
    Interview(5, "I5", 3, "held", held_on=date(2026, 10, 1), effective_on=date(2027, 1, 1)),
]


def table(*taggings, themes=(SUPPORT, SILENCE, PRICE, SSO)):
    rows = theme_table(themes, taggings, INTERVIEWS, LOSSES, as_of=TODAY, currency="EUR", quarters=2)
    return {row.theme: row for row in rows}


def test_each_loss_counts_once_for_a_theme():
    row = table((2, 1), (2, 2), (2, 3), (2, 3), (2, 4))["support silence"]
    assert (row.interviews, row.logos, row.arr_lost) == (4, 2, 1300)
    assert (row.first, row.last, row.parent) == (date(2025, 1, 5), date(2026, 8, 9), "support")


def test_a_loss_counts_under_each_theme_it_names():
    rows = table((2, 4), (3, 4))
    assert [rows[name].arr_lost for name in ("support silence", "price jump")] == [1000, 1000]


def test_a_loss_still_to_come_is_heard_but_costs_nothing_yet():
    row = table((4, 5))["missing SSO"]
    assert (row.interviews, row.logos, row.arr_lost, row.first) == (1, 1, 0, date(2026, 10, 1))


def test_a_theme_never_heard_is_listed_with_nothing():
    row = table()["price jump"]
    assert (row.interviews, row.logos, row.arr_lost, row.first, row.last) == (0, 0, 0, None, None)
    assert row.by_quarter == (0, 0)


def test_quarters_run_up_to_the_day_the_book_is_looked_at():
    assert table((2, 1), (2, 2), (2, 3), (2, 5))["support silence"].by_quarter == (2, 1)


def test_the_widest_spread_stands_first():
    rows = table((4, 1), (3, 4), (2, 2), (2, 4))
    assert list(rows) == ["support silence", "price jump", "missing SSO", "support"]


def test_a_tag_on_an_interview_that_is_gone_is_ignored():
    assert table((3, 77))["price jump"].interviews == 0


def pairs(*taggings):
    return together(taggings, INTERVIEWS, LOSSES)


def test_heard_together_counts_logos_and_the_losses_both_were_named_for():
    found = pairs((2, 1), (2, 4), (3, 2), (3, 3), (3, 4), (4, 5), (1, 99))
    assert found == {(2, 3): Together(2, 1000), (3, 2): Together(2, 1000)}


def test_themes_of_two_losses_of_one_logo_share_the_logo_and_no_loss():
    assert pairs((2, 1), (3, 2))[2, 3] == Together(1, 0)


def test_growth_sets_the_last_two_quarters_against_the_two_before():
    rows = theme_table(
        [SUPPORT], [(1, 1), (1, 2), (1, 3), (1, 5)], INTERVIEWS, LOSSES, as_of=TODAY, currency="EUR"
    )
    assert (rows[0].by_quarter, rows[0].growth) == ((1, 0, 0, 0, 0, 0, 2, 1), 3)
    late = theme_table([SUPPORT], [(1, 1)], INTERVIEWS, LOSSES, as_of=date(2025, 8, 1), currency="EUR")
    assert late[0].growth == -1


def test_shares_compare_with_all_that_were_heard():
    label = {1: "Health", 2: "Health", 3: "Food", 4: "", 5: "Health"}.get
    assert shares({1, 3, 4}, {1, 2, 5}, label) == [Share("Health", 1, 3), Share("Food", 1, 1)][::-1]
    assert shares({1, 2, 3}, {5}, label) == [Share("Health", 2, 3), Share("Food", 1, 1)]


def test_months_run_up_to_this_one():
    days = [date(2026, 11, 1), date(2026, 11, 30), date(2026, 9, 30), date(2025, 11, 30)]
    assert by_month(days, TODAY, 3) == (1, 0, 2)


def test_a_loss_that_names_two_of_the_themes_counts_once():
    about = loss_of(LOSSES, INTERVIEWS)
    named = losses_named({2, 3}, [(2, 4), (3, 4), (3, 2), (4, 1), (2, 5)], about)
    assert named == {(2, date(2026, 8, 1)), (1, date(2026, 8, 1))}

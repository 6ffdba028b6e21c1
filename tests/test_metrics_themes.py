from __future__ import annotations

from datetime import date

import pandas as pd

from churntui.metrics.themes import Together, theme_table, together
from churntui.model import Interview, Theme

TODAY = date(2026, 11, 21)
SUPPORT, SILENCE, PRICE, SSO = (
    Theme(1, "support"),
    Theme(2, "support silence", parent_id=1),
    Theme(3, "price jump"),
    Theme(4, "missing SSO"),
)
LOSSES = pd.DataFrame(
    [(1, date(2025, 1, 1), 100, 10), (1, date(2026, 8, 1), 200, 10), (2, date(2026, 8, 1), 1000, 10)],
    columns=["logo_id", "lost_on", "arr_lost", "tenure_days"],
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
    return {row.theme.name: row for row in rows}


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


def test_heard_together_counts_logos_and_not_interviews():
    taggings = [(2, 1), (2, 4), (3, 2), (3, 3), (3, 4), (4, 5), (1, 99)]
    pairs = together(taggings, INTERVIEWS, LOSSES, as_of=TODAY)
    assert pairs == {(2, 3): Together(2, 1000), (3, 2): Together(2, 1000)}

"""Whom to ask back: in which order, with which words, and what they come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from churntui.book import Book
from churntui.data.rows.winbacks import Hint
from churntui.metrics.winback import WinBack
from churntui.model.rows import Initiative, Interview, Logo, WinBackCall
from churntui.questions.win_backs import Total, asked, told_of, total

TODAY = date(2026, 11, 21)
DONE = Initiative(1, "N1", "Sign-on", "shipped", shipped_on=date(2026, 6, 1))
MORE = Initiative(2, "N2", "Undated", "shipped")
BOOK = replace(
    Book.empty,
    as_of=TODAY,
    logos={number: Logo(number, f"L{number}", f"Logo {number}") for number in range(1, 6)},
    interviews=(Interview(11, "I1", 1, "held", stated_reason="too dear"), Interview(12, "I2", 1, "held")),
)


def back(logo_id: int, arr: int = 100, call: WinBackCall | None = None, *interviews: int) -> WinBack:
    return WinBack(logo_id, date(2026, 5, 1), arr, (DONE, MORE), frozenset({1, 2}), interviews, call)


def test_first_the_due_then_the_likely_then_the_large_and_the_called_last():
    found = [
        back(1, 900, WinBackCall(1, TODAY), 10),
        back(2, 500, None, 20),
        back(3, 100, None, 30),
        back(4, 50, None, 40),
        back(5, 800, None, 50),
    ]
    hints = {
        10: Hint("likely", on=date(2026, 1, 1)),
        20: Hint("unlikely"),
        30: Hint("likely", on=date(2027, 1, 1)),
        40: Hint(None, on=TODAY),
    }
    rows = asked(BOOK, found, hints, {})
    assert [row.back.logo_id for row in rows] == [4, 3, 5, 2, 1]
    assert [row.is_due for row in rows] == [True, False, False, False, False]


def test_words_are_passages_of_their_interviews_each_once_else_what_was_stated():
    one = back(1, 100, None, 12, 11)
    said = {
        1: [(11, "no SSO"), (99, "somebody else's")],
        2: [(11, "no SSO"), (12, "again")],
        3: [(11, "other theme")],
    }
    assert asked(BOOK, [one], {}, said)[0].words == ("no SSO", "again")
    assert asked(BOOK, [one], {}, {})[0].words == ("too dear",)


def test_a_list_is_of_a_theme_of_an_initiative_or_of_all():
    lost = back(1)
    assert told_of(lost, theme_id=None, initiative_id=None)
    assert [told_of(lost, theme_id=at, initiative_id=None) for at in (1, 3)] == [True, False]
    assert [told_of(lost, theme_id=3, initiative_id=at) for at in (2, 9)] == [True, False]


def test_what_they_come_to_together():
    rows = asked(BOOK, [back(1, 900), back(2, 50, WinBackCall(2, TODAY))], {}, {})
    assert total(rows) == Total(logos=2, arr=950, waiting=1)
    assert total([]) == Total(0, 0, 0)

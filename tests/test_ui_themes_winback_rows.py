from __future__ import annotations

from dataclasses import replace
from datetime import date

from churntui.book import Book
from churntui.data.rows.winbacks import Hint
from churntui.metrics.winback import WinBack
from churntui.model.rows import Initiative, Interview, Logo, WinBackCall
from churntui.questions.win_backs import asked
from churntui.ui.themes.winback_rows import content, line, to_call

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


def test_the_latest_interview_that_says_something_about_coming_back_counts():
    one = back(1, 100, None, 12, 11)
    (row,) = asked(BOOK, [one], {11: Hint("possible", "an API", date(2027, 3, 9))}, {})
    assert (row.returns, row.changed) == ("possible, Mar 2027", "Sign-on (1 Jun 2026) +1")
    assert line(row) == "Logo 1: «too dear» · Sign-on (1 Jun 2026) +1"
    text = content(BOOK, row).plain
    assert "What changed\nSign-on (1 Jun 2026)\nUndated" in text
    assert "Back?\npossible\nan API\nask 9 Mar 2027" in text
    assert "Asked" not in text


def test_what_came_of_asking_is_told():
    (row,) = asked(BOOK, [back(1, 100, WinBackCall(1, TODAY, "later", "in spring"))], {}, {})
    assert "Asked\ncalled 21 Nov\nlater: ask again\nin spring" in content(BOOK, row).plain
    assert "Why they left" not in content(BOOK, row).plain


def test_the_count_is_marked_while_somebody_waits():
    assert (to_call(2, 5), to_call(0, 5)) == (("! 2/5", "warn"), "0/5")

"""What a tab shows, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from churntui.book import Book
from churntui.model.marks import Mark
from churntui.plain.dates import Period
from churntui.questions.asked import LATEST
from churntui.questions.shown import Figures, Line, TrendRow
from churntui.questions.telling import after, narrowing, told_events, told_view

Q1, Q2 = (Period.of(date(2026, month, 1), "quarter") for month in (1, 4))
ROWS = tuple(TrendRow(period.name, Line(()), "", period) for period in (Q1, Q2))


def test_after_the_last_comes_the_first():
    assert [after("abc", letter) for letter in "abc"] == ["b", "c", "a"]


def test_a_view_is_told_by_what_is_asked():
    asked = replace(LATEST, by=("plan", "size"), regrettable=True, voluntary=False)
    assert narrowing(asked) == ("regrettable only", "involuntary only")
    assert (
        told_view(asked, Figures((), ROWS))
        == "quarters · 2026 Q1 – 2026 Q2 · split by plan and size · regrettable only · involuntary only"
    )
    assert told_view(replace(LATEST, span="month"), Figures((), ())) == "months"


def test_the_events_of_a_period_are_told_and_no_others():
    marks = [
        Mark(1, "M1", date(2026, 3, 31), "price_change", "Prices up"),
        Mark(2, "M2", date(2026, 4, 1), "release", "x" * 90),
    ]
    book = replace(Book(as_of=date(2026, 6, 1)), marks=tuple(marks))
    assert told_events(book, Q1) == "31 Mar: Prices up"
    assert len(told_events(book, Q2)) < 60

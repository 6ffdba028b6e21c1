"""What a row of the Customers tab says about itself."""

from __future__ import annotations

from datetime import date

import pytest
from crowds import Did, People, crowd
from ui_books import AS_OF, HOSTILE

from churntui.book import Book
from churntui.metrics.customers import CustomerRow
from churntui.plain.dates import Period
from churntui.questions.customers.explaining import explained, with_logos

OCTOBER = Period.of(date(2026, 10, 1), "month")

NOVEMBER = OCTOBER.next

CROWD = crowd(People([Did(1, 1, date(2026, 10, 5)), Did(1, 1, date(2026, 11, 19))], AS_OF), "month")
"""Measured through 19 November."""


def row(initial=44, lost=4, together=0, *, gained=1, early=0, complete=True, segment=None):
    rate = lost / initial if initial else None
    return CustomerRow(
        *(OCTOBER.name, OCTOBER.starts_on, OCTOBER.ends_on, segment),
        *(initial, lost, initial - lost, gained),
        *(rate, rate and 1 - rate, rate and rate / 2, rate and rate * 2),
        *(early, complete, together, None, None),
    )


def told(period=OCTOBER, **figures):
    return explained(Book(AS_OF), CROWD, period, row(**figures))


@pytest.mark.parametrize(
    ("lost", "together", "words"),
    [
        (0, 0, ""),
        (1, 0, "Its logo stayed."),
        (37, 0, "None of the 37 lost left together with their logo."),
        (37, 5, "5 of the 37 lost left together with their logo; 32 left while it stayed."),
        (5, 5, "5 of the 5 lost left together with their logo."),
    ],
)
def test_how_many_left_with_their_logo(lost, together, words):
    assert with_logos(row(50, lost, together)) == words


def test_the_rate_is_worked_out_with_its_own_numbers():
    text = told(early=2)
    assert text.startswith("## 9.1 % customer attrition, Oct 2026")
    assert "44 customers were active on 1 Oct 2026, **40 of them** still on 1 Nov 2026: 4 ÷ 44." in text
    assert "1 customer gained on the way is not counted." in text
    assert "2 customers came and went in between" in text
    assert "| With new customers in the denominator | 4/45 · 8.9 % |" in text
    assert "at least 1 time in the 28 days before a day" in text


def test_other_rules_leave_out_who_left_with_the_logo():
    assert "| Without those that left with their logo | 3/44 · 6.8 % |" in told(together=1)
    assert "Without those" not in told()


def test_a_period_under_way_is_no_year_and_ends_where_measuring_does():
    text = told(NOVEMBER, complete=False)
    assert "still on 20 Nov 2026, where measuring ends" in text
    assert "A year of such" not in text
    assert "A year of such months" in told()


def test_without_anyone_at_the_opening_there_is_no_rate():
    text = told(initial=0, lost=0, early=1)
    assert "there is no rate" in text
    assert "÷" not in text
    assert "1 customer came and went" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_no_markdown(name):
    text = told(segment=name)
    bare = text.replace("\\[", "").replace("\\]", "")
    assert "[" not in bare
    assert "]" not in bare
    assert len(text) < 2_000

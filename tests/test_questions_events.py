"""Events on the trends: before and after, on the charts, and in a period's explanation.

As of 21 Nov 2026: 40 logos from the start of 2025; ten leave in Q2 2026, one in every quarter of 2025.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ui_books import AS_OF, HOSTILE, contract, logo

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import marks
from churntui.data.rows.marks import Happened
from churntui.plain.dates import periods
from churntui.questions.asked import LATEST
from churntui.questions.attrition.room import ROOM as LOGOS
from churntui.questions.charting import marks_on
from churntui.questions.events import rows
from churntui.questions.revenue.room import ROOM as REVENUE

QUARTERLY = ("2025-02-01", "2025-05-01", "2025-08-01", "2025-11-01")


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as opened:
        for place in range(40):
            ends_on = QUARTERLY[place] if place < 4 else "2026-05-10" if place < 14 else None
            own = logo(opened, f"Logo {place}", owner="Eve")
            contract(opened, own, None, starts_on="2025-01-01", ends_on=ends_on)
        marks.add(opened, Happened(date(2026, 1, 7), "Prices up", "price_change", "by 9 %"), "marked")
        marks.add(opened, Happened(date(2026, 9, 1), "New app", "release"), "marked")
        yield opened


@pytest.fixture
def book(store):
    return Book.load(store, AS_OF)


def test_attrition_before_and_after_each_event_newest_first(book):
    app, prices = rows(book, "quarter")
    assert prices.line.cells == (
        "7 Jan 2026",
        "price change",
        "Prices up",
        "2/75 · 2.7 %",
        "10/62 · 16.1 %",
        "more !",
    )
    assert prices.words == (
        "2 quarters before 2/75 · 2.7 %, 2 after 10/62 · 16.1 %: more are lost since then than chance explains. by 9 %"
    )
    assert "95 % interval 0.7–9.2 %" in prices.explained
    assert app.line.cells[3:] == ("10/72 · 13.9 %", "–", "–")
    assert app.words == "There is no whole quarter after it to compare with"


def test_months_compare_half_a_year(book):
    app, _ = rows(book, "month")
    assert app.words.startswith("6 months before 10/")
    assert ", 2 after 0/52 · 0.0 %: " in app.words


def test_an_event_stands_on_every_chart_of_periods(book):
    for figures in (LOGOS.answer(book, LATEST, None).figures(), REVENUE.answer(book, LATEST, None).figures()):
        assert all(chart.marks == ((4, "Prices up"), (6, "New app")) for chart in figures.charts)
    assert LOGOS.answer(book, replace(LATEST, first=date(2026, 4, 1)), None).figures().charts[0].marks == (
        (1, "New app"),
    )


def test_events_of_one_period_share_a_mark(store):
    marks.add(store, Happened(date(2026, 1, 31), "Moved up"), "marked")
    covered = periods("month", date(2026, 1, 1), date(2026, 3, 1))
    assert marks_on(covered, Book.load(store, AS_OF).marks) == ((0, "Prices up, Moved up"),)


def test_a_period_tells_its_events(book):
    first = LOGOS.answer(book, LATEST, None).figures().rows[4]
    assert (
        "### What happened\n\n- 7 Jan 2026, price change\\: Prices up\\. 2 quarters before 2/75 · 2\\.7 %"
        in first.explained
    )
    assert (
        "- 7 Jan 2026, price change\\: Prices up\n"
        in REVENUE.answer(book, LATEST, None).figures().rows[4].explained
    )


def test_hostile_names_and_a_book_without_contracts(tmp_path):
    with open_book(tmp_path / "empty.db") as store:
        for name in HOSTILE:
            with store.write():
                store.insert("INSERT INTO mark(ref, day, name) VALUES (?, '2026-01-01', ?)", (name, name))
        found = rows(Book.load(store, AS_OF), "quarter")
    assert {row.mark.name for row in found} == set(HOSTILE)
    assert all(row.line.cells[3:] == ("–", "–", "–") for row in found)

"""The forecast as it is looked at: its four parts, what is behind a row, and the week that opening the book keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from stores import add_renewal
from ui_books import AS_OF, app_over, contract, go_to, logo, until

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import renewal_weeks
from churntui.metrics.forecast_accuracy import Calibration
from churntui.metrics.intervals import wilson
from churntui.model.weeks import RenewalWeek
from churntui.questions import weekly
from churntui.questions.forecast import views
from churntui.ui.parts.behind_page import BehindPage
from churntui.ui.renewals.forecast_page import ForecastPage


@pytest.fixture
def path(tmp_path):
    """Two owners' contracts, kept a fortnight ago and changed since."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        first = contract(store, logo(store, "Nordwind", owner="Ines"), 30, 100_000_00)
        contract(store, logo(store, "Acme", owner="Bo"), 35, 50_000_00)
        weekly.keep_anew(store, AS_OF - timedelta(days=14))
        add_renewal(store, first, "verbal")
    return path


def rows(app):
    return [row.line.cells for row in app.screen._table.rows]


def words(app):
    return str(app.screen.query_one("#forecast-words").content)


async def test_the_parts_of_the_forecast(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "3")
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ForecastPage) and app.screen._table.rows)
        # 90 % of 100 and 70 % of 50; nothing is known but the rate of an empty past
        assert [cells[:6] for cells in rows(app)] == [
            ("2026 Q4", "all", "2", "€150.0k", "€125.0k", "€105.0k"),
            ("2026 Q4", "Bo", "1", "€50.0k", "€35.0k", "€35.0k"),
            ("2026 Q4", "Ines", "1", "€100.0k", "€90.0k", "€70.0k"),
        ]
        assert words(app).startswith("Of €150.0k due €0 is won")
        assert "€20.0k less than called" in app.screen.explained()
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, BehindPage))
        await until(pilot, lambda: app.screen.query("#behind-table") and app.screen._members)
        assert [member.line.cells[0] for member in app.screen._members.members] == ["Nordwind"]
        await pilot.press("escape", "right")
        await until(pilot, lambda: app.screen.part == 1 and words(app).startswith("€105.0k"))
        assert words(app).startswith("€105.0k + €20.0k = €125.0k; computed €105.0k then")
        assert app.screen.exported().name == "forecast-moved"
        await pilot.press("p", "p")
        await until(pilot, lambda: app.screen.back == "quarter" and not app.screen._table.rows)
        assert "No week was kept on or before" in app.screen._table.empty
        await pilot.press("left", "left")
        await until(
            pilot, lambda: app.screen.part == 3 and "nothing is proposed yet" in app.screen._table.empty
        )


async def test_opening_the_book_keeps_a_week_and_u_finds_nothing_of_it(path):
    app = app_over(path)
    app.opening = replace(app.opening, keeps_weeks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)

        async def days():
            return await app.ask(lambda store: renewal_weeks.days(store, AS_OF))

        for _ in range(100):
            if len(kept := await days()) == 2:
                break
            await pilot.pause(0.02)
        assert kept[-1] == AS_OF
        await pilot.press("u")
        await pilot.pause()
        assert await days() == kept


def test_weights_are_told_with_their_range():
    end = AS_OF - timedelta(days=20)
    book = Book(AS_OF)
    weeks = [
        RenewalWeek(end - timedelta(days=40), f"K{nth}", "L", "", end, 1, "EUR", "at_risk", "open", 25, 50)
        for nth in range(14)
    ]
    none = views.weights(views.calibrations(book, weeks))
    assert none.rows == ()
    assert "Under 20 renewals" in none.empty
    at_risk = Calibration("at_risk", 25, 6, 14, *wilson(6, 14))
    (row,) = views.weights([at_risk]).rows
    assert views.proposal(book, at_risk) == "at risk 43"
    assert views.proposal(book, Calibration("open", 70, 3, 4, *wilson(3, 4))) is None
    assert (
        row.words
        == "Of 14 called at risk 6 renewed, 43 %, 21–67: proposed instead of 25 %, which that range allows, too"
    )


def test_quarters_that_are_over_are_told_with_the_days_of_their_weeks():
    kept_on, end = date(2026, 8, 31), date(2026, 9, 15)
    week = RenewalWeek(kept_on, "K1", "L1", "", end, 1000_00, "EUR", "open", "open", 70, 60)
    figures = views.past(Book(AS_OF), [week])
    assert [row.line.cells[:5] for row in figures.rows] == [
        ("2026 Q3", "90 days", "–", "–", "–"),
        ("2026 Q3", "60 days", "–", "–", "–"),
        ("2026 Q3", "30 days", "31 Aug 2026", "€700", "–"),
    ]
    assert figures.rows[-1].words.endswith("€700 was called and €600 computed; €0 was won")

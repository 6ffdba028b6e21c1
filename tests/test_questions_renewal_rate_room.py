"""The renewal rate as it is read: by programs, at a terminal, in its tab and on its page in Renewals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from report_books import book, contract
from textual.widgets import Static
from ui_books import AS_OF, HOSTILE, app_over, go_to, logo, until
from ui_books import contract as ui_contract

from churntui.data.opening import open_book
from churntui.questions import registry as reports
from churntui.questions.asked import Asked
from churntui.ui.kit.table import VirtualTable
from churntui.ui.parts.behind_page import BehindPage
from churntui.ui.renewals.rates_page import RatesPage

FIRST = Asked(latest=True, span="quarter", first=date(2026, 1, 1), end=date(2026, 4, 1))


def test_a_quarter():
    (row,) = reports.run(book(), "renewal-rate", FIRST).rows
    # Bo (600) and Cy (120) left; Ada's old contract ended with December and counts there
    assert (row["due"], row["renewed"], row["lost"], row["undecided"], row["rate"]) == (2, 0, 2, 0, 0)
    assert (row["arr_due"], row["arr_lost"], row["currency"], row["complete"]) == (
        72_000,
        72_000,
        "EUR",
        True,
    )
    (december,) = reports.run(
        book(), "renewal-rate", Asked(first=date(2025, 12, 1), end=date(2026, 1, 1))
    ).rows
    assert (december["renewed"], december["arr_renewed"], december["rate"]) == (1, 120_000, 1)


def test_of_a_split_segments_add_up_and_empty_ones_are_not_shown():
    made = reports.run(book(), "renewal-rate", replace(FIRST, by=("industry",)))
    assert [(row["segment"], row["lost"], row["arr_lost"]) for row in made.rows] == [
        ("Food", 1, 60_000),
        ("Retail", 0, 0),
        ("(not set)", 1, 12_000),
    ]
    assert [line[1] for line in made.sheet.rows] == ["Food", "(not set)"]


def test_a_row_explains_itself_and_lists_its_contracts():
    whole = book()
    whole = replace(whole, contracts=[*whole.contracts, contract(6, 1, "2025-06-01", "2026-06-01", 500)])
    second = replace(FIRST, first=date(2026, 4, 1), end=None)
    (row,) = reports.REPORTS["renewal-rate"].answered(whole, second, None).figures().rows
    assert row.words == "1 logo undecided, €5 ARR"
    assert "Undecided: 1 contract ends later in the period." in row.explained
    (row,) = reports.REPORTS["renewal-rate"].answered(book(), FIRST, None).figures().rows
    assert row.words == "€0 of €720 ARR due was renewed"
    assert "## 0/2 of logos renewed, 2026 Q1" in row.explained
    sets = {members.name: members.members for members in row.behind(book())}
    assert {name: len(members) for name, members in sets.items()} == {"Renewed": 0, "Lost": 2, "Undecided": 0}
    assert [member.line.cells[:6] for member in sets["Lost"]] == [
        ("Bo", "K3", "Team", "10 Feb 2026", "€600", "lost"),
        ("=Cy", "K4", "Team", "5 Mar 2026", "€120", "lost"),
    ]


def test_charts_are_drawn_of_what_has_begun():
    rates, amounts = (
        reports.REPORTS["renewal-rate"].answered(book(), replace(FIRST, end=None), None).figures().charts
    )
    assert [series.name for series in rates.series] == ["logos", "ARR"]
    assert [series.values for series in amounts.series] == [(0, 0), (-72_000, 0)]
    by_segment = reports.REPORTS["renewal-rate"].answered(book(), replace(FIRST, by=("industry",)), None)
    assert {series.name for series in by_segment.figures().charts[0].series} >= {"Food", "(not set)"}


async def test_renewals_shows_it_by_quarter_month_and_year(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for name, ends_in in ((HOSTILE[0], -50), (HOSTILE[1], 20)):
            begun = AS_OF - timedelta(days=400)
            ui_contract(store, logo(store, name), ends_in, starts_on=begun.isoformat())
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "3")
        await pilot.press("v")
        await until(
            pilot, lambda: isinstance(app.screen, RatesPage) and app.screen.query_one(VirtualTable).rows
        )
        table = app.screen.query_one(VirtualTable)
        assert table.rows[-1].line.cells[:5] == ("2026 Q4 *", "1", "0", "1", "1")
        assert "undecided" in str(app.screen.query_one("#rates-words", Static).render())
        await pilot.press("p")
        await until(pilot, lambda: table.rows[-1].line.cells[0] == "Nov 2026 *")
        await pilot.press("p")
        await until(pilot, lambda: table.rows[-1].line.cells[0] == "2026 *")
        assert app.screen.exported().name == "renewal-rate-by-year"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BehindPage))

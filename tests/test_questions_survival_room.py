"""Survival over books whose curves can be worked out by hand: the report, and the tab walked through by keys."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from report_books import contract
from survival_books import TODAY, figures, shown
from survival_books import book as small_book
from ui_books import AS_OF as UI_DAY
from ui_books import HOSTILE, app_over, go_to, logo, until
from ui_books import contract as ui_contract

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.model.rows import Logo, Settings
from churntui.plain.errors import BadInputError
from churntui.questions import registry as reports
from churntui.questions.asked import Asked
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.parts.behind_page import BehindPage
from churntui.ui.trends.place import Trends

AS_OF = date(2026, 1, 1)


def book(lives, *, industry=None):
    """Logos that began on 1 Jan 2025 and were lost after so many days, or not (None)."""
    begun = date(2025, 1, 1)
    rows = []
    for logo_id, days in enumerate(lives, 1):
        ends = None if days is None else (begun + timedelta(days=days)).isoformat()
        rows.append(contract(logo_id, logo_id, begun.isoformat(), ends, 1_000))
    logos = {
        logo_id: Logo(
            logo_id, f"L{logo_id}", f"Logo {logo_id}", industry=industry[logo_id - 1] if industry else ""
        )
        for logo_id in range(1, len(lives) + 1)
    }
    return Book(as_of=AS_OF, settings=Settings(grace_days=0), logos=logos, contracts=rows)


def test_rows_are_the_life_table():
    made = reports.run(book([30, 30, 60, 90, None, None]), "survival")
    assert made.columns == ("time_days", "at_risk", "lost", "censored", "survival", "low", "high")
    table = [tuple(row[key] for key in made.columns[:4]) for row in made.rows]
    assert table == [(30, 6, 2, 0), (60, 4, 1, 0), (90, 3, 1, 0), (365, 2, 0, 2)]
    assert [row["survival"] for row in made.rows] == pytest.approx([4 / 6, 1 / 2, 1 / 3, 1 / 3])
    assert all(row["low"] < row["survival"] < row["high"] for row in made.rows)
    assert made.settings["segments"] == [{"segment": None, "logos": 6, "lost": 4, "median_days": 60}]
    assert made.settings["log_rank"] is None
    assert "6 logos, 4 lost · median 2 m (day 60)" in made.text()
    assert (
        len(made.sheet.rows) == 3
    )  # days with losses: what was only seen no longer is told by the day after


def older(book, day):
    """The same book, of logos that joined on that day."""
    return replace(book, logos={number: replace(logo, joined_on=day) for number, logo in book.logos.items()})


def test_logos_older_than_the_book_enter_at_their_age():
    aged = older(book([30, 30, 60, 90, None, None]), date(2024, 1, 1))
    begun = replace(aged, settings=Settings(grace_days=0, book_begins_on=date(2025, 1, 1)))
    made = reports.run(begun, "survival")
    table = [(row["time_days"], row["at_risk"], row["lost"]) for row in made.rows]
    assert table == [(366, 0, 0), (396, 6, 2), (426, 4, 1), (456, 3, 1), (731, 2, 0)]
    assert (made.settings["book_begins_on"], made.settings["entered_late"]) == ("2025-01-01", 6)
    assert "The book begins on 1 Jan 2025: 6 logos were there before" in made.text()
    tab = reports.REPORTS["survival"].answered(begun, Asked(latest=True), None).figures()
    assert "delayed entry" in tab.rows[0].explained
    active, lost = tab.rows[2].behind(begun)
    assert [member.line.cells[1] for member in active.members] == ["2 y", "2 y"]
    assert len(lost.members) == 4


def test_losses_before_the_book_begins_do_not_count():
    aged = older(book([30, 30, 60, 90, None, None]), date(2024, 1, 1))
    later = replace(aged, settings=Settings(grace_days=0, book_begins_on=date(2025, 2, 1)))
    (segment,) = reports.run(later, "survival").settings["segments"]
    assert (segment["logos"], segment["lost"]) == (4, 2)


def test_a_book_that_seems_to_begin_later_than_its_logos_is_told():
    def explained(of):
        return reports.REPORTS["survival"].answered(of, Asked(latest=True), None).figures().rows[0].explained

    plain = book([30, 30, 60, 90, None, None])
    assert "churntui settings book_begins_on" in explained(older(plain, date(2024, 1, 1)))
    assert "book_begins_on" not in explained(older(plain, date(2024, 12, 20)))
    assert "book_begins_on" not in explained(plain)


def test_json_has_null_where_nobody_is_left():
    rows = json.loads(reports.run(book([30, 60]), "survival").json())["rows"]
    assert [(row["survival"], row["low"], row["high"]) for row in rows][1] == (0.0, None, None)


def test_segments_have_a_curve_each_and_the_two_are_compared():
    early, late = [20, 25, 30, 30, 35, 40], [300, 310, 320, 330, None, None]
    split = book(early + late, industry=["Food"] * 6 + ["Retail"] * 6)
    made = reports.run(split, "survival", Asked(by=("industry",)))
    assert made.columns[-1] == "segment"
    assert {row["segment"] for row in made.rows} == {"Food", "Retail"}
    test = made.settings["log_rank"]
    assert test["between"] == ["Food", "Retail"]
    assert test["p"] < 0.001
    assert "Food and Retail differ (log-rank, p < 0.001)" in made.headline


def test_tenure_cannot_be_split_by_tenure():
    with pytest.raises(BadInputError, match="cannot be split by it"):
        reports.run(book([30]), "survival", Asked(by=("size", "tenure")))


def test_under_five_logos_no_percentage_is_told():
    made = reports.run(book([30, 60, None]), "survival")
    assert [row[-2:] for row in made.sheet.rows] == [("–", "–")] * 2


def test_an_empty_book_has_no_rows_and_says_what_to_do():
    made = reports.run(Book(as_of=AS_OF), "survival", Asked(by=("size",)))
    assert made.rows == ()
    assert "No contracts yet" in made.text()


@pytest.mark.parametrize("part", ["tenure", "time points", "quarters"])
def test_few_logos_and_none(part):
    pair = [("", 365, True), ("", 20, False)]
    few = shown(part, lives=pair)
    lists = [members for row in few.rows for members in row.behind(small_book(pair))]
    cells_of_all = [row.line.cells for row in few.rows]
    cells_of_all += [member.line.cells for members in lists for member in members.members]
    assert cells_of_all
    assert not any("%" in cell or "~" in cell for line in cells_of_all for cell in line)
    assert figures(Book(as_of=TODAY), part).rows == ()
    loyal = shown(part, lives=[("", 400, False)] * 9)
    assert loyal.rows or loyal.empty == "No logo has been lost yet"


async def test_the_tab_is_walked_through_by_keys(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for nth in range(12):
            name = HOSTILE[nth] if nth < len(HOSTILE) else f"Logo {nth}"
            logo_id = logo(store, name, industry=HOSTILE[nth % 2])
            begun = UI_DAY - timedelta(days=500 + nth)
            ui_contract(store, logo_id, -135 - nth if nth % 3 == 0 else None, starts_on=begun.isoformat())
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "4")
        trends = app.screen.query_one(Trends)
        await pilot.press("shift+tab", "shift+tab", "shift+tab")
        await until(pilot, lambda: "1 of 3 (f)" in trends.query_one(TabStrip).note)
        assert trends.exported().rows[0][:3] == ("all", "12", "4")
        assert "Kaplan" in trends.helped()
        await pilot.press("f")
        await until(pilot, lambda: "2 of 3" in trends.query_one(TabStrip).note)
        await pilot.press("f")
        await until(pilot, lambda: "3 of 3" in trends.query_one(TabStrip).note)
        await pilot.press("f")
        trends.view = replace(trends.view, by=("industry",))
        await until(pilot, lambda: "split by industry" in trends._figures.told)
        assert HOSTILE[0] in {row.segment for row in trends._figures.rows}
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BehindPage) and app.screen.exported())
        assert {"Expected, 5 y", "From – to"} <= set(app.screen.exported().header)

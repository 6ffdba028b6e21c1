"""The sections of goals and promises on a logo's page, by keys alone."""

from __future__ import annotations

import pytest
from test_ui_logos_page import open_page, section, text
from typing_keys import type_in
from ui_books import add, app_over, contract, logo, until
from ui_books import shown as in_view

from churntui.data.opening import open_book
from churntui.data.rows import goals


@pytest.fixture
def path(tmp_path):
    """One logo with two goals, one of which is behind, and a promise of each side."""
    with open_book(tmp_path / "book.db") as store:
        add(store, "setting", key="reporting_currency", value="EUR")
        acme = logo(store, "Acme Health")
        contract(store, acme, 83, 48_000_00)
        branch = add(
            store, "goal", ref="G1", logo_id=acme, goal="onboard a branch", unit="days", start_value=10.0,
            target_value=4.0, due_on="2026-12-31", why="They open twelve a year",
        )  # fmt: skip
        add(store, "goal_value", goal_id=branch, day="2026-10-01", value=8.5)
        add(
            store, "goal", ref="G2", logo_id=acme, goal="return", unit="€", start_value=0, target_value=60000,
            due_on="2027-02-12",
        )  # fmt: skip
        add(store, "commitment", ref="P1", logo_id=acme, what="a date for SSO", by_us=1, due_on="2026-11-09")
        add(store, "commitment", ref="P2", logo_id=acme, what="name a sponsor", by_us=0, due_on="2026-12-11")
        add(store, "commitment", ref="P3", logo_id=acme, what="reports", due_on="2026-09-12", state="partly")
    return tmp_path / "book.db"


@pytest.fixture
async def page(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_page(pilot)
        yield pilot


async def kept(pilot, goal_id=1):
    values = await pilot.app.ask(lambda store: goals.values(store, goal_id))
    return [(value.day.isoformat(), value.value) for value in values]


async def test_a_goal_says_its_way_and_why_they_bought(page):
    shown = await section(page, "Goals")
    for part in (
        "onboard a branch", "10 → 4 days", "25 % ▼", "behind · 25 %", "8.5 on 1 Oct",
        "Why they bought: They open twelve a year", "€0 → €60,000", "1 behind",
    ):  # fmt: skip
        assert part in text(page), part
    assert "(8.5 − 10) ÷ (4 − 10)" in page.app.front.explained()
    assert shown.exported().rows[0][:3] == ("onboard a branch", "10 → 4 days", "8.5")


async def test_a_on_a_goal_measures_it(page):
    await section(page, "Goals")
    await type_in(page, "av6,5 on 2 nov\n")
    await until(page, lambda: "6.5 on 2 Nov" in text(page))
    assert await kept(page) == [("2026-10-01", 8.5), ("2026-11-02", 6.5)]
    assert page.app.screen.section.table.row.goal.goal == "onboard a branch"


async def test_enter_on_a_goal_corrects_and_drops_what_was_measured(page):
    await section(page, "Goals")
    await type_in(page, "\nnever\n")
    assert "is no measurement" in text(page)
    await page.press("down", "f2")
    await page.pause()
    assert page.app.screen.query_one("Input").value == "never"
    await page.press("ctrl+u", "down", "f2")
    await page.pause()
    assert page.app.screen.query_one("Input").value == "8.5 on 1 oct 2026"
    await page.press("home", "delete", "9", "enter")
    await until(page, lambda: "9.5 days" in text(page))
    assert await kept(page) == [("2026-10-01", 9.5)]
    await page.press("down", "delete")
    await until(page, lambda: "9.5 days" not in text(page).split("How far is")[1].split("enter keeps")[0])
    assert await kept(page) == []
    await page.press("escape", "u", "u")
    await until(page, lambda: "8.5 on 1 Oct" in text(page))


async def test_the_return_they_expect_is_a_goal(page):
    await section(page, "Goals")
    await type_in(page, "ar")
    form = page.app.screen
    assert (form.text("goal"), form.text("unit")) == ("Return on what it costs, in a year", "€")
    assert form.focused.id == "row-target_value"
    await type_in(page, "60k")
    await page.press("ctrl+s")
    await until(page, lambda: "Goals 3" in text(page))


async def test_promises_of_both_sides_are_listed_the_open_ones_first(page):
    shown = await section(page, "Promises")
    assert [row[:4] for row in shown.exported().rows] == [
        ("9 Nov", "we", "a date for SSO", "open !"),
        ("11 Dec", "they", "name a sponsor", "open"),
        ("12 Sep", "we", "reports", "partly"),
    ]
    assert "1 overdue !" in text(page)
    (chosen,) = page.app.front.chosen()
    assert chosen.row == ("commitment", 1)


async def test_a_promise_is_kept_by_one_key(page):
    shown = await section(page, "Promises")
    await page.press("C")
    await until(page, lambda: shown.table.rows[0].what == "name a sponsor")
    assert [row.state for row in shown.table.rows] == ["open", "done", "partly"]


async def test_a_promise_is_added_changed_and_taken_away_in_place(page):
    shown = await section(page, "Promises")
    await type_in(page, "acall the board\tno\tCOO\t3 dec")
    await page.press("ctrl+s")
    await until(page, lambda: len(shown.table.rows) == 4)
    assert (shown.table.row.what, shown.table.row.by_us) == ("call the board", False)
    await page.press("f2")
    await until(page, lambda: page.app.screen.query("#row-state"))
    page.app.screen.query_one("#row-state").focus()
    await type_in(page, "done")
    await page.press("ctrl+s")
    await until(page, lambda: any(row.state == "done" for row in shown.table.rows))
    await page.press("delete", "y")
    await until(page, lambda: len(shown.table.rows) == 3)


async def test_a_sets_the_milestones_of_the_template_and_c_ticks_one_off(page):
    shown = await section(page, "Milestones")
    await type_in(page, "a")
    await until(page, lambda: "The template  signed, kicked off, first qualifying" in in_view(page.app))
    await type_in(page, "v")
    await until(page, lambda: len(shown.table.rows) == 4)
    assert [one.milestone for one in shown.table.rows if one.done_on] == ["signed"]
    assert "3 overdue !" in str(shown.border_subtitle)
    assert shown.table.row.milestone == "kicked off"
    await type_in(page, "C")
    await until(
        page, lambda: [one.milestone for one in shown.table.rows if one.done_on] == ["kicked off", "signed"]
    )
    await type_in(page, "uu")
    await until(page, lambda: shown.table.rows == [])

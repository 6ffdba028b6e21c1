"""Fixes promised after losses: listed, completed, changed and taken away by keys, and all of it undone."""

from __future__ import annotations

import pytest
from ui_books import add, app_over, contract, go_to, logo, shown, until

from churntui.data.opening import open_book
from churntui.ui.fixes import FixesPage
from churntui.ui.interviews.reading import ReadingPage
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.logos.timeline import Ahead

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    """Three fixes: one late, one to come, one done."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for name, what, owner, due, done in (
            ("Ember", "Answer in a day", "Bo", "2026-11-18", None),
            ("Fjord", "Ship sign-on", "", "2026-12-18", None),
            ("Grove", "Meet who follows", "Ana", "2026-09-01", "2026-08-20"),
        ):
            lost = logo(store, name, owner="Ana" if owner == "Ana" else "Bo")
            contract(store, lost, -100)
            add(
                store, "interview", ref=f"I-{name}", logo_id=lost, status="held", held_on="2026-08-20",
                effective_on="2026-08-13", fix=what, fix_owner=owner, fix_due_on=due, fix_done_on=done,
                updated_at="2026-08-20T09:00:00Z",
            )  # fmt: skip
    return path


async def listed(pilot, *keys):
    """The page, opened by its key."""
    app = pilot.app
    await until(pilot, lambda: app.book.usage is not None)
    await pilot.press("F", *keys)
    await until(pilot, lambda: isinstance(app.screen, FixesPage))
    await pilot.pause()
    return app.screen


def names(page):
    return [fix.what for fix in page.table.rows]


@pytest.mark.parametrize("place", "1234567")
async def test_its_key_means_the_same_in_every_place(path, place):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await go_to(pilot, place)
        await listed(pilot)


async def test_the_open_ones_come_by_day_and_f_shows_all(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await listed(pilot)
        assert names(page) == ["Answer in a day", "Ship sign-on"]
        assert "Done 1/3 · 1 fix overdue !" in shown(app)
        assert "18 Nov !" in shown(app)
        await pilot.press("f")
        assert names(page) == ["Answer in a day", "Ship sign-on", "Meet who follows"]
        assert page.exported().rows[-1] == (
            "Meet who follows", "Grove", "2026-08-13", "Ana", "2026-09-01", "2026-08-20"
        )  # fmt: skip
        assert page.copied() == "Ember: Answer in a day @Bo, due 18 Nov"


async def test_marked_ones_are_completed_by_one_key_and_brought_back_by_one(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await listed(pilot, "space", "space", "C")
        await until(pilot, lambda: names(page) == [])
        assert {fix.done_on for fix in app.book.fixes} > {app.book.as_of}
        await until(pilot, lambda: "Every fix is done" in shown(app))
        await pilot.press("u")
        await until(pilot, lambda: names(page) == ["Answer in a day", "Ship sign-on"])


async def test_one_that_is_done_stays_so(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await listed(pilot, "f", "end", "C")
        await until(pilot, lambda: app._notifications)
        assert page.table.row.done_on.isoformat() == "2026-08-20"


async def test_it_is_changed_in_one_line_and_a_fault_is_told_there(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await listed(pilot)
        await pilot.press("f2")
        await until(pilot, lambda: "Answer in a day @Bo, 18 nov 2026" in shown(app))
        await pilot.press(*"reply, 31 feb", "enter")
        await until(pilot, lambda: "not a day of the calendar" in shown(app))
        await pilot.press("ctrl+u", *"Reply the same day @ana, 3 dec", "enter")
        await until(pilot, lambda: names(page) == ["Reply the same day", "Ship sign-on"])
        assert (page.table.rows[0].owner, page.table.rows[0].due_on.isoformat()) == ("Ana", "2026-12-03")


async def test_it_is_taken_out_of_its_interview_after_a_question(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await listed(pilot)
        await pilot.press("delete")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("escape", "delete")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: names(page) == ["Ship sign-on"])
        assert len(app.book.interviews) == 3
        await pilot.press("u")
        await until(pilot, lambda: names(page) == ["Answer in a day", "Ship sign-on"])


async def test_today_leads_to_the_late_one_and_enter_reads_its_interview(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await until(pilot, lambda: any(need.kind == "fix" for need in app.place.table.rows))
        app.place.table.cursor = [need.kind for need in app.place.table.rows].index("fix")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FixesPage))
        assert app.screen.table.row.what == "Answer in a day"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingPage))


async def test_on_the_logos_page_it_is_completed_and_the_interview_is_not_deleted_for_it(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await app.open_logo(1)
        await until(pilot, lambda: "fix" in [event.kind for event in app.screen.query_one(Ahead).table.rows])
        table = app.screen.query_one(Ahead).table
        table.focus()
        table.cursor = [event.kind for event in table.rows].index("fix")
        await pilot.press("delete")
        await until(pilot, lambda: "told by another row" in told(app))
        await pilot.press("f2")
        await until(pilot, lambda: "Fix after Ember" in shown(app))
        await pilot.press("escape", "C")
        await until(pilot, lambda: app.book.fixes[0].what == "Ship sign-on")
        await until(pilot, lambda: "fix" not in [event.kind for event in table.rows])


def told(app):
    return " ".join(notice.message for notice in app._notifications)


async def test_only_those_of_the_chosen_owner_are_listed(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await listed(pilot, "f")
        app.show_logos_of("Ana")
        await until(pilot, lambda: names(page) == ["Meet who follows"])


async def test_an_empty_book_says_where_fixes_come_from(tmp_path):
    app = app_over(tmp_path / "new.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot, "C", "f2", "delete", "enter", "a")
        await until(pilot, lambda: "An exit interview asks for one fix" in shown(app))
        assert app.is_running

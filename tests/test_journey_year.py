"""A year of a small book, from empty, by keys alone; its reports against an independent count of what was typed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from kept_years import Typed, compare, fields_of_forms, plan, sessions
from stores import whole
from typing_keys import type_in
from ui_books import AS_OF, app_over, heard_book

from churntui.book import Book
from churntui.data.history import RECORDED
from churntui.data.opening import open_book
from churntui.metrics.attrition import attrition
from churntui.plain.dates import Period
from churntui.ui.app import ChurntuiApp
from churntui.ui.shell.opening import Opening

SIZE = (120, 36)


def rows_of(store):
    """Every row somebody typed."""
    return whole(store, RECORDED)


async def test_a_year_kept_by_keys_is_reported_as_it_was_typed_and_undone_to_the_empty_book(tmp_path):
    path = tmp_path / "own.db"
    with open_book(path) as store:
        acts = plan(9, fields_of_forms(store))
        stood = [rows_of(store)]
    so_far = Typed()
    for day, typed in sessions(acts, so_far):
        app = ChurntuiApp(open_book(path), Opening(path, day))
        async with app.run_test(size=SIZE) as pilot:
            await type_in(pilot, typed)
            stood.append(rows_of(app._store))
        compare(path, day, so_far)
    await undo_and_redo(path, day, stood)


async def undo_and_redo(path, day, stood):
    """Back to the empty book, and forth again: the same rows at each step, and all that stood at a day's end."""
    app = ChurntuiApp(open_book(path), Opening(path, day))
    async with app.run_test(size=SIZE) as pilot:
        back = await steps(app, pilot, "u")
        forth = await steps(app, pilot, "<ctrl+r>")
    assert back[-1] == stood[0]
    assert back == forth[::-1]
    assert all(rows in back for rows in stood)


async def steps(app, pilot, key):
    """What stands before and after each press of a key, until it changes nothing any more."""
    states = [rows_of(app._store)]
    while True:
        await type_in(pilot, key)
        now = rows_of(app._store)
        if now == states[-1]:
            return states
        states.append(now)


async def test_a_review_of_a_living_logo_changes_no_attrition_figure_on_any_day(tmp_path):
    path = heard_book(tmp_path / "book.db")
    before = day_by_day(path)
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(pilot, "2oNordwind\nnrThey may leave over sign-on.<ctrl+t>missing\n<ctrl+s>")
        assert app._store.rows("SELECT logo_id, held_on FROM review") == [(4, AS_OF.isoformat())]
        assert app._store.scalar("SELECT count(*) FROM highlight_theme") == 2
    assert day_by_day(path) == before
    assert any(row["lost"] for row in before)


def day_by_day(path):
    """The attrition of each day of three years, as it is seen on some days of them."""
    days = [date(2025, 1, 1) + timedelta(days=nth) for nth in range(3 * 365)]
    figures = []
    for seen_on in (*days[::120], AS_OF):
        with open_book(path, read_only=True) as store:
            book = Book.load(store, seen_on)
        each = [Period(day, day + timedelta(days=1), "week") for day in days]
        rows = attrition(book.timeline, each, as_of=seen_on, logo_ids=book.logo_ids)
        figures += [asdict(row) for row in rows]
    return figures

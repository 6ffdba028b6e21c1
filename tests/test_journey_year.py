"""A year of a small book, from empty, by keys alone; its reports against an independent count of what was typed."""

from __future__ import annotations

from kept_years import Typed, compare, fields_of_forms, plan, sessions
from stores import whole
from typing_keys import type_in

from churntui.data.history import RECORDED
from churntui.data.opening import open_book
from churntui.ui.app import ChurntuiApp
from churntui.ui.shell.base import Opening

SIZE = (120, 36)


def rows_of(store):
    return whole(store, RECORDED)


async def test_year(tmp_path):
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

"""Work on the book under a dialog: its value comes back, a failure is raised where it was asked for, escape stops."""

from __future__ import annotations

import asyncio
import threading

import pytest
from ui_books import app_over, contract, logo, shown, until

from churntui.data.opening import open_book
from churntui.plain.errors import BadInputError, ChurnError
from churntui.ui.importing import running


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Ember"), 75)
    return path


def asked(app, work):
    """Where the answer, or what went wrong, is put once it is there."""
    came: list[object] = []

    async def asking():
        try:
            came.append(await running.run(app, "Reading …", work))
        except ChurnError as error:
            came.append(error)

    app.do(asking())
    return came


async def soon(reached):
    """Wait until something holds while work goes on, for whose end the pilot would wait."""
    for _ in range(2000):
        if reached():
            return
        await asyncio.sleep(0.005)
    pytest.fail("not reached")


async def test_what_the_work_comes_to_is_returned(path):
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        came = asked(pilot.app, lambda store, _: store.scalar("SELECT name FROM logo"))
        await until(pilot, lambda: came == ["Ember"])
        assert not isinstance(pilot.app.screen, running.Running)


async def test_what_fails_is_raised_where_it_was_asked_for(path):
    def fails(store, progress):
        raise BadInputError("x.csv breaks off on line 3")

    async with app_over(path).run_test(size=(80, 24)) as pilot:
        came = asked(pilot.app, fails)
        await until(pilot, lambda: came and "line 3" in str(came[0]))


async def test_how_far_it_is_stands_there_and_escape_stops_it_where_it_tells_so_next(path):
    may_go_on, ended = threading.Event(), []

    def slow(store, progress):
        progress("big\x1b.csv", 40, 100)
        may_go_on.wait(30)
        progress("big.csv", 50, 100)
        ended.append("never")

    async with app_over(path).run_test(size=(80, 24)) as pilot:
        came = asked(pilot.app, slow)
        await soon(lambda: "40%" in shown(pilot.app) and "big" in shown(pilot.app))
        for key in ("escape", "enter"):
            pilot.app.simulate_key(key)  # a press would wait for the work
        await soon(lambda: "Stopping" in shown(pilot.app))
        may_go_on.set()
        await until(pilot, lambda: came == [None])
        assert ended == []

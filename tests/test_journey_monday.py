"""Monday morning over the sample book by keys: what is most urgent is handled on Today, and all of it taken back."""

from __future__ import annotations

from datetime import date

import pytest
from stores import whole
from test_ui_app import settled
from ui_books import until

from churntui.data import history
from churntui.data.opening import open_book
from churntui.demo.build import build
from churntui.ui.app import ChurntuiApp
from churntui.ui.shell.base import Page
from churntui.ui.shell.opening import Opening

MONDAY = date(2026, 11, 30)

ONE_KEY = {"step": ("C",), "promise": ("C",), "fix": ("C",)}
"""What is due is completed by one key."""

DECIDED = ("d", "r")
"""Renewed as it was: two keys for the plain case."""


class Morning:
    """The app on that Monday, its keys counted, and a look at each one that Today was not left."""

    def __init__(self, path, pilot):
        self.path, self.pilot, self.app, self.pressed = path, pilot, pilot.app, 0

    async def press(self, *keys):
        for key in keys:
            await self.pilot.press(key)
            self.pressed += 1
            assert self.app.place.id == "today"
            assert not any(isinstance(screen, Page) for screen in self.app.screen_stack)

    @property
    def needs(self):
        return list(self.app.place.table.rows)

    async def stand_on(self, wanted):
        """Go to a row with the keys that it takes."""
        at = next(nth for nth, need in enumerate(self.needs) if wanted(need))
        table = self.app.place.table
        while table.cursor != at:
            await self.press("j" if table.cursor < at else "k")
        return table.row

    async def gone(self, need):
        await until(
            self.pilot,
            lambda: len(self.app.screen_stack) == 1 and need.about not in {one.about for one in self.needs},
        )

    def rows(self):
        with open_book(self.path, read_only=True) as store:
            return whole(store, history.RECORDED)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "book.db"
    build(path, MONDAY)
    return path


@pytest.fixture
def path(built, tmp_path):
    copy = tmp_path / "book.db"
    copy.write_bytes(built.read_bytes())
    return copy


@pytest.fixture
def begin(path):
    def begun():
        return ChurntuiApp(open_book(path), Opening(path, MONDAY))

    return begun


def is_urgent(need):
    return need.urgent and need.logo_id is not None


async def test_the_three_most_urgent_rows_are_handled_without_leaving_today(path, begin):
    app = begin()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, settled(app))
        morning = Morning(path, pilot)
        for _ in range(3):
            need = await morning.stand_on(is_urgent)
            at = app.place.table.cursor
            await morning.press(*ONE_KEY.get(need.kind, DECIDED))
            await morning.gone(need)
            assert app.place.table.cursor == at
        assert morning.pressed <= 9


async def test_the_three_most_urgent_renewals_are_decided_planned_and_talked_about(path, begin):
    app = begin()
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        morning = Morning(path, pilot)
        before = morning.rows()
        decided = await morning.stand_on(lambda need: need.kind == "notice")
        await morning.press(*DECIDED)
        await morning.gone(decided)
        planned = await morning.stand_on(lambda need: need.kind == "notice")
        await morning.press("x", *"2 dec call sponsor", "enter")
        await morning.gone(planned)
        put_off = await morning.stand_on(lambda need: need.kind == "notice")
        await morning.press("t", *"Sam", "enter")
        await until(pilot, lambda: "talked" in app.place.table.row.text)
        await morning.press("S", "enter")
        await morning.gone(put_off)
        assert morning.pressed <= 50
        after = morning.rows()
        changed = {table for table in history.RECORDED if before[table] != after[table]}
        assert changed == {"contract", "step", "talk", "person", "snooze"}
        for _ in range(4):
            await pilot.press("u")
        await until(pilot, lambda: morning.rows() == before)
        await pilot.press("u")
        await until(pilot, lambda: "Nothing to undo" in [notice.message for notice in app._notifications])
        for _ in range(4):
            await pilot.press("ctrl+r")
        await until(pilot, lambda: morning.rows() == after)


async def test_all_that_is_urgent_is_marked_and_completed_by_one_key(path, begin):
    app = begin()
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        morning = Morning(path, pilot)
        due = [need for need in morning.needs if need.row is not None]
        assert len(due) > 3
        for need in due:
            await morning.stand_on(lambda one, need=need: one == need)
            await morning.press("space")
        await morning.press("C")
        await until(pilot, lambda: not any(need.row for need in morning.needs))
        await pilot.press("u")
        await until(pilot, lambda: [need for need in morning.needs if need.row is not None] == due)


async def test_typed_at_once_the_keys_mean_the_same(path, begin):
    app = begin()
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        morning = Morning(path, pilot)
        before = morning.rows()
        first = [need for need in morning.needs if is_urgent(need)][:2]
        await morning.stand_on(is_urgent)
        assert {need.kind for need in first} <= ONE_KEY.keys()
        await pilot.press("C", "C", "u", "u")
        await until(pilot, lambda: morning.rows() == before and morning.needs[1:3] == first)

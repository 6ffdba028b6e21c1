"""Next steps in one line, for one logo or all marked; those there are done, changed and dropped below it."""

from __future__ import annotations

from datetime import date

import flagged
import pytest
from ui_books import app_over, contract, go_to, logo, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import steps
from churntui.metrics.signals.signal import ACTS
from churntui.model.planned import Planned, read_planned
from churntui.ui.app import ChurntuiApp
from churntui.ui.parts.step_dialog import StepDialog
from churntui.ui.shell.opening import Opening

SIZE = (80, 24)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for name in ("Acme", "Borea"):
            contract(store, logo(store, name, owner="Ines Kolb"), 75)
    return path


def planned(path):
    with open_book(path, read_only=True) as store:
        return [(step.logo_id, step.what, step.owner, step.due_on) for step in steps.every(store)]


async def opened(pilot, *keys):
    await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
    await pilot.press(*keys, "x")
    await until(pilot, lambda: isinstance(pilot.app.screen, StepDialog))


async def test_one_line_says_what_who_and_when_and_several_stand_side_by_side(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        for text in ("3 dec call sponsor", "send offer @ines tomorrow", "think"):
            await opened(pilot)
            await pilot.press(*text, "enter")
        await until(pilot, lambda: len(app.book.steps_of(1)) == 3)
    assert planned(path) == [
        (1, "send offer", "Ines Kolb", date(2026, 11, 22)),
        (1, "call sponsor", "", date(2026, 12, 3)),
        (1, "think", "", None),
    ]


async def test_it_is_planned_for_all_marked_and_taken_back_as_one(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        await opened(pilot, "space", "space")
        assert "2 logos" in shown(app)
        await pilot.press(*"fri share the roadmap", "enter")
        await until(pilot, lambda: len(app.book.steps) == 2)
        assert {logo_id for logo_id, *_ in planned(path)} == {1, 2}
        await pilot.press("u")
        await until(pilot, lambda: not app.book.steps)


@pytest.mark.parametrize("text", ["", "tomorrow", "31 feb call"])
async def test_what_says_nothing_to_do_is_told_below_the_line(path, text):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        await opened(pilot)
        await pilot.press(*text, "enter")
        await until(pilot, lambda: "Nothing is to be done" in shown(app) or "not a day" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
    assert planned(path) == []


async def test_those_there_are_done_changed_and_dropped_below_the_line(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        for text in ("1 dec one", "2 dec two", "3 dec three"):
            await opened(pilot)
            await pilot.press(*text, "enter")
        await opened(pilot)
        await until(pilot, lambda: "three" in shown(app))
        await pilot.press("down", "d")
        await until(pilot, lambda: [step.what for step in app.book.steps_of(1)] == ["two", "three"])
        await pilot.press("delete")
        await until(pilot, lambda: [step.what for step in app.book.steps_of(1)] == ["three"])
        await pilot.press("f2")
        await until(pilot, lambda: app.focused.value == "three, 3 dec 2026")
        await pilot.press("ctrl+u", *"4 dec four", "enter")
        await until(pilot, lambda: [step.what for step in app.book.steps_of(1)] == ["four"])
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        for _ in range(6):
            await pilot.press("u")
        await until(pilot, lambda: planned(path) == [])


async def test_a_line_that_was_left_stands_there_again_and_is_planned_once(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        await opened(pilot)
        await pilot.press(*"call spon", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        await opened(pilot)
        assert "call spon" in shown(app)
        await pilot.press(*"sor", "enter")
        await until(pilot, lambda: len(app.book.steps) == 1)
        assert len(app.book.drafts) == 0
    assert planned(path) == [(1, "call sponsor", "", None)]


async def test_the_day_of_a_line_that_was_left_stays_the_one_that_was_meant(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        await opened(pilot)
        await pilot.press(*"send offer @ines tomorrow", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        assert app.book.drafts[0].fields == {
            "what": "send offer",
            "owner": "Ines Kolb",
            "due_on": "22 Nov 2026",
        }
    later = ChurntuiApp(open_book(path), Opening(path, date(2026, 11, 25)))
    async with later.run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: planned(path))
        assert not later.book.drafts
    assert planned(path) == [(1, "send offer", "Ines Kolb", date(2026, 11, 22))]


async def test_a_line_that_was_left_with_a_day_that_is_none_stays_as_it_was_typed(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "3")
        await opened(pilot)
        await pilot.press(*"31 feb call @ines", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        await opened(pilot)
        assert "31 feb call @ines" in shown(app)


async def test_today_proposes_what_its_signal_says_and_typing_replaces_it(tmp_path):
    path = flagged.build(tmp_path / "book.db")
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: any(row.kind == "tickets" for row in app.place.table.rows))
        rows = app.place.table.rows
        app.place.table.cursor = next(nth for nth, row in enumerate(rows) if row.kind == "tickets")
        await opened(pilot)
        assert "go through the open tickets with support" in shown(app)
        await pilot.press("escape")
        await opened(pilot)
        await pilot.press("end", *", 3 dec", "enter")
        await until(pilot, lambda: len(app.book.steps) == 1)
        app.place.table.cursor = next(
            nth for nth, row in enumerate(app.place.table.rows) if row.kind == "payment_failed"
        )
        await opened(pilot)
        await pilot.press(*"ring Ana", "enter")
        await until(pilot, lambda: len(app.book.steps) == 2)
    with open_book(path, read_only=True) as store:
        assert store.rows("SELECT 1 FROM draft") == []
    assert [(what, day) for _, what, _, day in planned(path)] == [
        ("go through the open tickets with support", date(2026, 12, 3)),
        ("ring Ana", None),
    ]


@pytest.mark.parametrize("act", [act for act in ACTS.values() if act.as_step])
def test_what_is_proposed_reads_as_it_stands(act):
    assert read_planned(act.as_step, date(2026, 11, 29)) == Planned(act.as_step)

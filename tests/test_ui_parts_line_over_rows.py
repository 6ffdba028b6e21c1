"""A line over the rows it adds to; steps stand for all that is entered so."""

from __future__ import annotations

from datetime import date

from textual.widgets import Input
from ui_books import app_over, contract, go_to, logo, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import steps
from churntui.model.planned import Planned
from churntui.ui.parts.step_dialog import StepDialog


async def test_what_is_being_typed_is_not_written_over_by_the_list_below(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        contract(store, logo(store, "Acme"), 75)
        steps.add(store, [(1, None)], Planned("call sponsor", "", date(2026, 12, 3)), "Acme: call sponsor")
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "3")
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, StepDialog))
        line = app.screen.query_one(Input)
        await pilot.press(*"send", "f2", "delete")
        assert line.value == "send"
        await pilot.press("down", "f2")
        assert line.value == "send"
        assert "First the new line: enter plans it" in shown(app)
        await pilot.press("ctrl+u", "down", "f2")
        assert line.value == "call sponsor, 3 dec 2026"
        await pilot.press("escape")
    assert len(app.book.steps) == 1

"""What came of promises, each by a key."""

from __future__ import annotations

from test_ui_interviews_outcomes import NORDWIND, SIZES, every, over, path, review
from ui_books import add, app_over, shown, until

from churntui.data.opening import open_book
from churntui.model.living import Commitment
from churntui.ui.parts.promises_dialog import PromisesDialog

__all__ = ["path"]


@SIZES
async def test_what_was_promised_before_is_settled_by_keys(path, size):
    with open_book(path) as store:
        for nth, what in enumerate(("[red]prices[/red]", "a buyer", "the data")):
            add(store, "commitment", ref=f"M{nth}", logo_id=NORDWIND, what=what, due_on="2026-11-01")
    app = app_over(path)
    async with app.run_test(size=size) as pilot:
        await review(pilot)
        await pilot.press("ctrl+l")
        dialog = await over(pilot, PromisesDialog)
        assert "[red]prices[/red]" in shown(app)
        for key in "dpm":
            before = [one.state for one in every(path, Commitment)]
            await pilot.press(key)
            await until(pilot, lambda before=before: [one.state for one in every(path, Commitment)] != before)
            await pilot.pause()
        assert [one.state for one in every(path, Commitment)] == ["done", "partly", "missed"]
        await until(pilot, lambda: "missed" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not dialog)
        await pilot.press("ctrl+l")
        dialog = await over(pilot, PromisesDialog)
        assert [one.state for one in dialog._promises] == ["partly"]
        await pilot.press("d")
        await until(pilot, lambda: every(path, Commitment)[1].state == "done")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not dialog)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: any("No promise is open" in one.message for one in app._notifications))

"""A logo's page lists its signals with what to do; of one without any it says so, and what is not known."""

import flagged
import pytest
from test_ui_app import settled
from ui_books import app_over, shown, until

from churntui.ui.logos.signals import Signals


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return flagged.build(tmp_path_factory.mktemp("flagged") / "book.db")


async def test_the_page_of_a_logo_says_what_puts_it_at_risk_and_what_is_not_known(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        names = {logo.name: logo.id for logo in app.book.logos.values()}
        for name, says in (("silent", "! silent for 140 days, since 4 Jul"), ("sound", "None of 19 signals")):
            app.do(app.open_logo(names[name]))
            await until(pilot, lambda says=says: says in shown(app))
            assert "not known: our view" in shown(app)
            await pilot.press("escape")
            await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_enter_on_a_signal_does_what_answers_it(tmp_path):
    app = app_over(flagged.build(tmp_path / "book.db"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, settled(app))
        names = {logo.name: logo.id for logo in app.book.logos.values()}
        for name, says in (
            ("no_talk", "Talk with no_talk"),
            ("tickets", "go through the open tickets"),
            ("expired", "Renewed as it was"),
            ("commitment", "Change the promise"),
            ("contradiction", "1 in all"),
        ):
            app.do(app.open_logo(names[name]))
            await until(pilot, lambda: "Signals 1" in shown(app))
            await pilot.press("right")
            await until(pilot, lambda: app.screen.query_one(Signals).table.has_focus)
            await pilot.press("enter")
            await until(pilot, lambda says=says: says in shown(app))
            await pilot.press("escape", "escape")
            await until(pilot, lambda: len(app.screen_stack) == 1)

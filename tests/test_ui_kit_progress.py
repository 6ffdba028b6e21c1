from __future__ import annotations

import asyncio

from textual.app import App
from textual.widgets import Label, Static

from churntui.ui.kit.progress import Progress

NAMES = ("Acme", "[b]Harbour\x1b", "Later")


class Steps:
    """Steps that wait to be let go on."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.done: list[int] = []
        self.go_on = asyncio.Semaphore(0)

    async def __call__(self, nth: int) -> None:
        self.begun.append(nth)
        await self.go_on.acquire()
        self.done.append(nth)


def told(app: App[None]) -> str:
    return str(app.screen.query_one("#progress-at", Static).content)


async def test_each_step_is_told_while_it_is_done_and_the_dialog_closes_after_the_last():
    steps, results, app = Steps(), [], App()
    async with app.run_test() as pilot:
        app.push_screen(Progress("Briefs", NAMES, steps), results.append)
        for nth, name in enumerate(("Acme", "[b]Harbour", "Later"), 1):
            await pilot.pause()
            assert told(app) == f"{nth} of 3 · {name}"
            steps.go_on.release()
        await pilot.pause()
        assert results == [3]
        assert steps.done == [0, 1, 2]


async def test_escape_stops_after_the_step_that_is_being_done():
    steps, results, app = Steps(), [], App()
    async with app.run_test() as pilot:
        app.push_screen(Progress("Briefs", NAMES, steps), results.append)
        await pilot.press("escape", "escape")
        assert results == []
        assert "Stopping" in str(app.screen.query_one("#progress-keys", Label).content)
        steps.go_on.release()
        await pilot.pause()
        assert results == [1]
        assert (steps.begun, steps.done) == ([0], [0])


async def test_nothing_to_do_is_done_at_once():
    steps, results, app = Steps(), [], App()
    async with app.run_test() as pilot:
        app.push_screen(Progress("Briefs", (), steps), results.append)
        await pilot.pause()
        assert (results, steps.begun) == ([0], [])

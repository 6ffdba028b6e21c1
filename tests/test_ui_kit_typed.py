"""Keys typed ahead mean what they mean when typed slowly: each waits for what the one before has set going."""

import asyncio
from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult
from textual.events import Event, InputEvent, Key
from textual.widgets import Input

from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.typed import TypedAhead, asking


class Slow(App[None]):
    """`p` asks for a word once something slow has answered, `s` does something slow, `b` counts what was done."""

    BINDINGS = [("p", "prompt"), ("s", "slow"), ("b", "count")]  # noqa: RUF012 - Textual declares it so

    def __init__(self, *, fails: bool = False) -> None:
        super().__init__()
        self.answers: list[str | None] = []
        self.done: list[int] = []
        self.fails = fails
        self.slow = asyncio.Event()
        self.typed = TypedAhead(self, super().on_event)

    async def on_event(self, event: Event) -> None:
        if isinstance(event, InputEvent) and not event.is_forwarded:
            self.typed.take(event)
        else:
            await super().on_event(event)

    def action_prompt(self) -> None:
        command = self.typed.begin()

        async def ask() -> None:
            with command.running():
                await self.slow.wait()
                with asking():
                    self.answers.append(await self.push_screen_wait(Prompt("Name")))

        self.run_worker(ask())

    def action_slow(self) -> None:
        command = self.typed.begin()

        async def work() -> None:
            with command.running():
                await self.slow.wait()
                self.done.append(1)
                if self.fails:
                    raise asyncio.CancelledError

        self.run_worker(work())

    def action_count(self) -> None:
        self.done.append(len(self.done) + 10)


def send(app: App[None], keys: Sequence[str]) -> None:
    """All keys at once, as they come in one write of a terminal."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        (["p", "b", "s", "enter"], ["bs"]),
        (["p", "p", "enter", "p", "s", "enter"], ["p", "s"]),
        (["p", "enter", "enter", "p", "escape", "b"], ["", None]),
        (["p", "a", "enter", "enter"], ["a"]),
    ],
)
async def test_keys_behind_one_that_opens_a_dialog_are_the_dialogs(keys, answers):
    app = Slow()
    async with app.run_test() as pilot:
        send(app, keys)
        await pilot.pause()
        assert app.answers == []
        app.slow.set()
        await pilot.pause()
        assert app.answers == answers
        assert app.done == ([10] if keys[-1] == "b" else [])
        assert not app.typed.at_work


@pytest.mark.parametrize("fails", [False, True])
async def test_where_a_command_opens_nothing_the_keys_go_where_the_focus_is(fails):
    app = Slow(fails=fails)
    async with app.run_test() as pilot:
        send(app, ["s", "b"])
        await pilot.pause()
        assert app.done == []
        app.slow.set()
        await pilot.pause()
        assert app.done == [1, 11]


async def test_keys_after_one_that_moves_the_focus_are_for_the_new_one():
    class Two(Slow):
        def compose(self) -> ComposeResult:
            yield Input(id="one")
            yield Input(id="two")

    app = Two()
    async with app.run_test() as pilot:
        send(app, ["a", "tab", "b", "shift+tab", "c", "tab", "d"])
        await pilot.pause()
        assert [app.query_one(f"#{name}", Input).value for name in ("one", "two")] == ["c", "d"]


async def test_what_is_typed_at_an_app_that_is_being_left_is_dropped():
    app = Slow()
    async with app.run_test() as pilot:
        send(app, ["s", "b"])
        await pilot.pause()
        app.typed.stop()
        app.slow.set()
        await pilot.pause()
        assert app.done == [1]


async def test_a_rest_is_one_since_it_was_asked_for_last():
    app = Slow()
    async with app.run_test() as pilot:
        assert app.typed.rests_since_last_asked()
        await pilot.press("b")
        assert not app.typed.rests_since_last_asked()
        assert app.typed.rests_since_last_asked()

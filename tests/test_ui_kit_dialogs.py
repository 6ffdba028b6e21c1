import pytest
from textual.app import App

from churntui.ui.kit.dialogs import Confirm, Dialog, Prompt

UNSET = object()


def named(value: str) -> str | None:
    return None if value else "A theme needs a name"


async def answer(dialog: Dialog[str] | Dialog[bool], *keys: str) -> tuple[object, str]:
    """What the dialog closed with, and the last picture of the screen."""
    results: list[object] = []
    app: App[None] = App()
    async with app.run_test(size=(90, 24)) as pilot:
        app.push_screen(dialog, results.append)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
    return (results or [UNSET])[0], shown


async def test_prompt_returns_the_cleaned_line() -> None:
    assert (await answer(Prompt("Name", "  old\tname "), "enter"))[0] == "old name"
    assert (await answer(Prompt("Name", "old"), "n", "e", "w", "enter"))[0] == "new"
    assert (await answer(Prompt("Name", "old"), "escape"))[0] is None


async def test_prompt_says_what_is_wrong_until_it_is_mended() -> None:
    result, shown = await answer(Prompt("Name", "", named), "enter")
    assert result is UNSET
    assert "A theme needs a name" in shown
    result, shown = await answer(Prompt("Name", "", named), "enter", "x")
    assert "A theme needs a name" not in shown
    assert (await answer(Prompt("Name", "", named), "enter", "x", "enter"))[0] == "x"


@pytest.mark.parametrize(
    ("keys", "result"),
    [
        (["enter"], False),
        (["left", "enter"], True),
        (["tab", "enter"], True),
        (["left", "right", "enter"], False),
        (["y"], True),
        (["n"], False),
        (["escape"], None),
        (["x"], UNSET),
    ],
)
async def test_confirm(keys: list[str], result: object) -> None:
    assert (await answer(Confirm("Delete?", "It cannot be undone.", "Delete", "Keep"), *keys))[0] is result


async def test_a_second_key_typed_ahead_answers_nothing_and_closes_nothing_else() -> None:
    results: list[object] = []
    app: App[None] = App()
    async with app.run_test() as pilot:
        app.push_screen(Prompt("Below", "below"), results.append)
        app.push_screen(Prompt("Name", "old"), results.append)
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, Prompt)
        dialog.dismiss("first")
        dialog.dismiss("second")
        await pilot.pause()
        assert results == ["first"]
        assert app.screen is not dialog
        assert isinstance(app.screen, Prompt)

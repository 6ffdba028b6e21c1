from __future__ import annotations

from datetime import date

import pytest
from ui_books import app_over, heard_book, shown, until

from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.model.saving import SaveAttempt
from churntui.ui.interviews.attempts import AttemptDialog, change_attempts
from churntui.ui.kit.picker import Picker
from churntui.ui.parts.attempt_form import AttemptForm

OLD = SaveAttempt(date(2026, 7, 2), "Ana", "a call", "no", "given up")


async def changed(tmp_path, attempts, *steps):
    """What the dialogs make of the attempts; each step is the dialog waited for and the keys pressed in it."""
    app = app_over(heard_book(tmp_path / "book.db"))
    answers = []

    async def ask():
        answers.append(await change_attempts(app, attempts))

    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(ask())
        for dialog, keys in steps:
            await until(pilot, lambda dialog=dialog: isinstance(app.screen, dialog) and app.screen.focused)
            await pilot.press(*keys)
        await until(pilot, lambda: answers)
    return answers[0]


async def test_the_first_one_is_asked_for_at_once(tmp_path):
    keys = [*"1 jul", "enter", "enter", *"x", "enter", "enter", "r", "ctrl+s"]
    assert await changed(tmp_path, [], (AttemptDialog, keys)) == [
        SaveAttempt(date(2026, 7, 1), "", "x", stage="recovered")
    ]


async def test_one_more_stands_where_its_day_says(tmp_path):
    keys = [*"1 jul", "ctrl+s"]
    found = await changed(tmp_path, [OLD], (Picker, [*"add", "enter"]), (AttemptDialog, keys))
    assert found == [SaveAttempt(date(2026, 7, 1)), OLD]


async def test_words_of_a_file_stay_as_they_are_while_one_is_changed(tmp_path):
    found = await changed(tmp_path, [OLD], (Picker, ["enter"]), (AttemptDialog, ["enter", *"B", "ctrl+s"]))
    assert found[0].owner.replace("Ana", "") == "B"
    assert found[0].outcome == "given up"


@pytest.mark.parametrize(("key", "left"), [("ctrl+d", []), ("escape", None)])
async def test_one_is_taken_away_or_left_alone(tmp_path, key, left):
    assert await changed(tmp_path, [OLD], (Picker, ["enter"]), (AttemptDialog, [key])) == left


async def test_a_day_that_is_none_is_told_at_its_line(tmp_path):
    app = app_over(heard_book(tmp_path / "book.db"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await app.push_screen(AttemptDialog(SaveAttempt(), date(2026, 11, 21), is_new=True))
        await pilot.press(*"soonish", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, AttemptDialog)
        assert "“soonish” is not a day" in shown(app)


async def test_what_is_kept_of_the_logo_is_changed_in_its_own_form(tmp_path):
    path = heard_book(tmp_path / "book.db")
    with open_book(path) as store:
        values = {"logo_id": 1, "stage": "at_risk", "at_risk_on": date(2026, 1, 5), "offer": "20 % off"}
        rows.add(store, "save_attempts", values, "Begun")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(change_attempts(app, [OLD], app.book.attempts))
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        assert "20 % off" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AttemptForm) and app.screen.focused)
        await pilot.press("ctrl+u", *"lost", "ctrl+s")
        await until(pilot, lambda: app.book.attempts[0].stands == "lost")
        assert app.book.attempts[0].closed_on == app.book.as_of

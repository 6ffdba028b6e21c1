"""Both texts are seen, beside one another where there is room."""

from __future__ import annotations

import pytest
from textual.containers import VerticalScroll
from ui_books import HOSTILE, app_over, heard_book, shown, until

from churntui.ui.interviews.conflict import ConflictDialog

FOUND = [("Notes", f"mine {HOSTILE[0]} {HOSTILE[2]}", "theirs"), ("Assessed", "", "price")]


@pytest.mark.parametrize(("size", "beside"), [((120, 36), True), ((80, 24), False)])
async def test_two_texts_stand_beside_or_below_one_another(tmp_path, size, beside):
    app = app_over(heard_book(tmp_path / "book.db"))
    async with app.run_test(size=size) as pilot:
        await app.push_screen(ConflictDialog("Which one stays?", "Saved 14:03", FOUND))
        await pilot.pause()
        mine, theirs = app.screen.query(VerticalScroll)
        assert (mine.region.y == theirs.region.y) is beside
        assert app.screen.focused.id == "conflict-both"
        for words in ("mine a[/]b", "theirs", "price", "Saved 14:03", "escape goes back"):
            assert words in shown(app)
        assert "\x1b" not in shown(app)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["b"], "both"),
        (["m"], "mine"),
        (["t"], "theirs"),
        (["enter"], "both"),
        (["right", "enter"], "mine"),
        (["escape"], None),
    ],
)
async def test_each_answer_has_a_letter_and_a_button(tmp_path, keys, expected):
    app = app_over(heard_book(tmp_path / "book.db"))
    answers = []
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(ConflictDialog("Which one stays?", "Saved 14:03", FOUND), answers.append)
        await pilot.pause()
        await pilot.press(*keys)
        await until(pilot, lambda: answers)
    assert answers == [expected]

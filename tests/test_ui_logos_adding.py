"""What can be added to a logo from its page, by a letter each."""

from __future__ import annotations

import pytest
from test_ui_logos_page import open_page, section, text
from typing_keys import type_in
from ui_books import app_over, contract, logo, until

from churntui.data.opening import open_book
from churntui.ui.kit.choosing import Choose
from churntui.ui.logos.adding import EVERYTHING
from churntui.ui.parts.row_form import RowForm
from churntui.ui.parts.step_dialog import StepDialog
from churntui.ui.parts.talk_form import TalkForm


@pytest.fixture
async def page(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        contract(store, logo(store, "Acme Health"), 83, notice_days=60)
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=(120, 36)) as pilot:
        await open_page(pilot)
        yield pilot


FORMS = {"t": TalkForm, "x": StepDialog, "c": Choose} | dict.fromkeys("mgpksfeohy", RowForm)


@pytest.mark.parametrize("letter", sorted(set(EVERYTHING) - {"n"}))
async def test_the_story_takes_every_row_by_its_letter(page, letter):
    await section(page, "What happened")
    await type_in(page, f"a{letter}")
    assert isinstance(page.app.screen, FORMS[letter])


async def test_what_is_added_stands_in_the_story_with_the_cursor_on_it(page):
    shown = await section(page, "What happened")
    await type_in(page, "akExport is slow\ttoday")
    await page.press("ctrl+s")
    await until(page, lambda: "“Export is slow”, open 0 d" in text(page))
    assert shown.table.row.kind == "ticket"
    await page.press("delete", "y")
    await until(page, lambda: "Export is slow" not in "".join(row.text for row in shown.table.rows))


async def test_what_another_row_tells_is_not_taken_away_here(page):
    ahead = await section(page, "Next")
    assert ahead.table.row.kind == "notice"
    await page.press("delete")
    await until(page, lambda: any("told by another row" in note.message for note in page.app._notifications))
    await type_in(page, "axcall them, 3 dec\n")
    await until(page, lambda: len(ahead.table.rows) == 3)
    await page.press("delete", "y")
    await until(page, lambda: len(ahead.table.rows) == 2)


async def test_the_logo_itself_is_changed_whatever_row_is_chosen(page):
    await page.press("c")
    await until(page, lambda: isinstance(page.app.screen, RowForm))
    assert page.app.screen.text("name") == "Acme Health"

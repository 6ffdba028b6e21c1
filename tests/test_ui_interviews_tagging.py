"""Tags that another program puts on or takes off while one is choosing."""

from __future__ import annotations

from ui_books import add, app_over, heard_book, until

from churntui.data.opening import open_book
from churntui.data.rows import themes
from churntui.model.notes import NoteRef
from churntui.ui.interviews.tagging import tag_note
from churntui.ui.kit.picker import Picker


async def test_what_another_program_tagged_meanwhile_stays(tmp_path):
    path = heard_book(tmp_path / "book.db")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(tag_note(app, NoteRef("interview", 3), "Acme"))
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        with open_book(path) as store:
            add(store, "interview_theme", interview_id=3, theme_id=1)
        await pilot.press(*"missing", "tab", "enter")  # ticked before: takes it off
        await until(pilot, lambda: not isinstance(app.screen, Picker))
        await until(pilot, lambda: app._notifications)
    with open_book(path) as store:
        assert themes.on_note(store, NoteRef("interview", 3)) == ["product gaps", "support silence"]

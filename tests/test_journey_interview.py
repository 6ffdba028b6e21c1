"""The exit interview in the sample book, by keys alone, as somebody does it in the minute after the call."""

from __future__ import annotations

import pytest
from ui_books import AS_OF, app_over, go_to, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import highlights, interviews
from churntui.demo import build
from churntui.model.notes import NoteRef
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.picker import Picker

PROSE = "Нам тричі не відповіли. 反馈之后就没有下文了. They would have stayed for a date."


@pytest.fixture
def path(tmp_path):
    build.build(tmp_path / "demo.db", AS_OF)
    return tmp_path / "demo.db"


async def test_from_the_silent_loss_to_saved_in_under_25_keys(path):
    app = app_over(path)
    keys = 0

    async def press(*strokes: str) -> None:
        nonlocal keys
        keys += len(strokes)
        await pilot.press(*strokes)

    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "5")
        keys += 1
        await press("f", "f")
        await until(pilot, lambda: app.place.table.row and app.place.table.row.waits)
        logo_id, before = app.place.logo_id, len(app.book.interviews)
        await press("n")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage) and app.screen.focused)
        page = app.screen
        question = page.question
        await press("f2")
        await pilot.press(*PROSE)
        await press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await press(*"su", "enter")
        await until(pilot, lambda: app.screen is page)
        await press("ctrl+f")
        while page in app.screen_stack:
            await until(
                pilot, lambda: isinstance(app.screen, Picker | Prompt) or page not in app.screen_stack
            )
            if page not in app.screen_stack:
                break
            if isinstance(app.screen, Prompt):
                await pilot.press(*"nobody called us")
                await press("enter")
            elif "decide to leave" in shown(app):
                await press("y", "enter")
            else:
                await press(*"qual", "enter")
            await pilot.pause()
        await until(pilot, lambda: app.book.interviews and not app.book.drafts)
    with open_book(path, read_only=True) as store:
        (saved,) = [one for one in interviews.every(store) if one.logo_id == logo_id and PROSE in one.notes]
        (passage,) = highlights.of_note(store, NoteRef("interview", saved.id))
        assert len(interviews.every(store)) in {before, before + 1}
    assert keys < 25
    assert saved.notes == f"# {question}\n{PROSE}"
    assert (saved.status, saved.voluntary, saved.primary_reason) == ("held", True, "quality_support")
    assert (saved.stated_reason, saved.held_on) == ("nobody called us", AS_OF)
    assert passage.quote == "They would have stayed for a date."

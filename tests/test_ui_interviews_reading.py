from __future__ import annotations

import pytest
from ui_books import HOSTILE, add, app_over, go_to, heard_book, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import highlights, interview_facts
from churntui.model.notes import NoteRef
from churntui.model.rows import InterviewFacts
from churntui.model.saving import SaveAttempt
from churntui.ui.interviews.notes import Notes
from churntui.ui.interviews.reading import ReadingPage
from churntui.ui.kit.picker import Picker

CHINESE = "他们说价格太高。反馈之后就没有下文了。"
UKRAINIAN = "Ми писали тричі. Ніхто не відповів."


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


async def read(pilot, interview_id: int, highlight_id: int | None = None) -> Notes:
    app = pilot.app
    await until(pilot, lambda: app.book.usage is not None)
    await app.push_screen(ReadingPage(NoteRef("interview", interview_id), highlight_id))
    await until(pilot, lambda: app.screen.query(Notes) and app.screen.query_one(Notes).text)
    return app.screen.query_one(Notes)


async def pick(pilot, *keys: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and pilot.app.screen.focused)
    await pilot.press(*keys)
    await until(pilot, lambda: not isinstance(pilot.app.screen, Picker))


def quotes(path, interview_id: int = 1) -> list[tuple[str, tuple[str, ...]]]:
    with open_book(path, read_only=True) as store:
        return [
            (one.quote, one.themes) for one in highlights.of_note(store, NoteRef("interview", interview_id))
        ]


@pytest.mark.parametrize(
    ("note", "sentence", "words"),
    [(CHINESE, "他们说价格太高。", "们说价格"), (UKRAINIAN, "Ми писали тричі.", "и пи")],
)
async def test_a_note_is_tagged_at_speed_in_any_writing_and_taken_back(path, note, sentence, words):
    with open_book(path) as store, store.write():
        store.rows("DELETE FROM highlight")
        store.rows("UPDATE interview SET notes = ? WHERE id = 1", (note,))
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        notes = await read(pilot, 1)
        await pilot.press("ctrl+t")
        await pick(pilot, *"su", "enter")
        await until(pilot, lambda: len(notes.passages.all) == 1)
        await pilot.press("right", *["shift+right"] * 4, "ctrl+t")
        await pick(pilot, *"sso", "enter")
        await until(pilot, lambda: len(notes.passages.all) == 2)
        assert quotes(path) == [(sentence, ("support silence",)), (words, ("missing SSO",))]
        assert f"«{sentence}» support silence" in shown(app)
        await pilot.press("u")
        await until(pilot, lambda: len(notes.passages.all) == 1)
    assert quotes(path) == [(sentence, ("support silence",))]


async def test_a_passage_is_opened_and_its_themes_changed(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        notes = await read(pilot, 1, 1)
        assert notes.selected_text == "Nobody called back"
        assert str(app.screen.query_one("#reading").border_subtitle) == "support silence"
        await pilot.press("ctrl+t")
        await pick(pilot, "tab", "enter")
        await until(pilot, lambda: not notes.passages.all)
    assert quotes(path) == []


async def test_all_that_was_asked_is_shown_in_words(path):
    facts = InterviewFacts(
        respondent="a[/]b",
        respondent_role="economic_buyer",
        secondary_reasons=("roi_value", "budget"),
        save_attempts=(SaveAttempt(None, "Ana", "20 %", "", "lost"),),
    )
    with open_book(path) as store, store.write():
        interview_facts.write(store, 1, facts)
    app = app_over(path)
    async with app.run_test(size=(120, 50)) as pilot:
        await read(pilot, 1)
        await until(pilot, lambda: "Who spoke    a[/]b" in shown(app))
        for line in ("Their role   economic buyer", "Also         value (ROI), budget", "Ana, 20 %, lost"):
            assert line in shown(app)


async def test_beside_the_list_the_notes_are_a_tab_away(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "5")
        await until(pilot, lambda: "Nobody called back" in shown(app) or app.place.table.rows)
        while app.place.table.row is None or app.place.table.row.name != "Lumen Labs":
            await pilot.press("down")
        notes = app.place.query_one(Notes)
        await until(pilot, lambda: notes.text.startswith("# Call"))
        await pilot.press("tab", "ctrl+t")
        await pick(pilot, *"sso", "enter")
        await until(pilot, lambda: len(notes.passages.all) == 2)
        assert notes.has_focus
    assert ("# Call", ("missing SSO",)) in quotes(path)


async def test_read_only_tags_nothing(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot, 1)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: app._notifications)
        assert isinstance(app.screen, ReadingPage)


async def test_hostile_notes_are_shown_as_they_are(tmp_path):
    path = heard_book(tmp_path / "book.db")
    with open_book(path) as store:
        for number, name in enumerate(HOSTILE):
            add(store, "theme", name=f"{name[:40]} {number}")
            add(store, "highlight", interview_id=1, starts_at=0, ends_at=2, quote=name)
        with store.write():
            store.rows("UPDATE interview SET notes = ? WHERE id = 1", ("\n".join(HOSTILE),))
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot, 1)
        assert "a[/]b" in shown(app)
        assert "\x1b" not in shown(app)


async def test_words_of_a_saved_note_are_marked_as_theirs_and_taken_back(path):
    def theirs() -> list[tuple[str, bool]]:
        with open_book(path, read_only=True) as store:
            return [(one.quote, one.theirs) for one in highlights.of_note(store, NoteRef("interview", 1))]

    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot, 1, 1)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: theirs() == [("Nobody called back", True)])
        await until(pilot, lambda: "silence · their words" in shown(app))
        await pilot.press("ctrl+g")
        await until(pilot, lambda: theirs() == [("Nobody called back", False)])
        await pilot.press("u")
        await until(pilot, lambda: theirs() == [("Nobody called back", True)])


async def test_a_read_only_book_says_so(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        notes = await read(pilot, 1, 1)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: app._notifications)
        assert not notes.passages.all[0].theirs

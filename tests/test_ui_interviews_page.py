from __future__ import annotations

import contextlib
import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input, Static, TextArea
from ui_books import AS_OF, HOSTILE, add, app_over, contract, go_to, heard_book, logo, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import drafts, highlights, interview_facts, interviews, themes
from churntui.model.notes import NoteRef
from churntui.model.rows import InterviewFacts
from churntui.model.saving import SaveAttempt
from churntui.ui.interviews.attempts import AttemptDialog
from churntui.ui.interviews.notes import Notes
from churntui.ui.interviews.opening import open_interview
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.kit.dialogs import Confirm, Prompt
from churntui.ui.kit.fields import OneOf, PickField
from churntui.ui.kit.picker import Picker

SIZE = (120, 36)
LUMEN, ORBIS, FERRUM, NORDWIND, ACME = range(1, 6)


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


async def opened(pilot, *args, **options):
    """The editor, opened as the app does."""
    await until(pilot, lambda: pilot.app.book.usage is not None)
    pilot.app.do(open_interview(pilot.app, *args, **options))
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewPage) and pilot.app.screen.focused)
    return pilot.app.screen


def kept(path: Path) -> list[dict[str, str]]:
    """The drafts on disk, read by another connection."""
    connection = sqlite3.connect(path)
    try:
        return [
            json.loads(fields) for (fields,) in connection.execute("SELECT fields FROM draft ORDER BY id")
        ]
    finally:
        connection.close()


def saved(path: Path, interview_id: int):
    with open_book(path) as store:
        return interviews.one(store, interview_id)


class Strokes:
    """Presses keys and counts those that are not prose."""

    def __init__(self, pilot):
        self.pilot = pilot
        self.count = 0

    async def keys(self, *keys):
        self.count += len(keys)
        await self.pilot.press(*keys)

    async def prose(self, text):
        await self.pilot.press(*text)


async def test_from_n_to_saved_takes_few_keys_besides_the_prose(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "6")  # where no logo is chosen
        hands = Strokes(pilot)
        await hands.keys("n")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await hands.keys(*"orb", "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage) and app.screen.focused)
        await hands.prose("No 1 asked")
        await hands.keys("f2", "ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await hands.keys(*"su", "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage))
        await hands.keys("ctrl+f")
        await until(pilot, lambda: "did they decide to leave?" in shown(app) and app.screen.focused)
        await hands.keys("y", "enter")
        await until(pilot, lambda: isinstance(app.screen, Prompt) and app.screen.focused)
        await hands.prose("dear")
        await hands.keys("enter")
        await until(pilot, lambda: "as you see it?" in shown(app) and app.screen.focused)
        await hands.keys(*"fit", "enter")
        await until(pilot, lambda: len(app.book.interviews) == 4)
        assert not isinstance(app.screen, InterviewPage)
        assert hands.count < 25
    one = saved(path, 4)
    assert (one.logo_id, one.status, one.held_on, one.effective_on) == (
        ORBIS,
        "held",
        AS_OF,
        date(2026, 8, 13),
    )
    assert (one.voluntary, one.stated_reason, one.primary_reason) == (True, "dear", "product_fit")
    assert (one.notes, one.themes) == (
        "No 1 asked\n\n# When did you first doubt it?\n",
        ("support silence",),
    )
    assert kept(path) == []


async def test_every_field_by_keys_alone(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        await pilot.press("tab", "tab", "h", "tab", *"3 nov", "tab", "d", "tab", "y", "tab", "tab", *"1 aug")
        await pilot.press("f3", *"dear", "tab", *"pp", "tab", "b", "tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await pilot.press(*"bud", "tab", *"adop", "tab", "enter")
        await until(pilot, lambda: app.screen is page)
        await pilot.press("f3", *"Li Wei", "tab", "c", "f3", "o", "f3", "n", "tab", *"Vantage", "f3", "l")
        await pilot.press("f3", *"use fell", "f3", "enter")
        await until(pilot, lambda: isinstance(app.screen, AttemptDialog) and app.screen.focused)
        await pilot.press(*"1 nov", "enter", *"Ana", "enter", *"20 %", "enter", *"no", "enter", "l", "enter")
        await pilot.press("d", "enter")
        await until(pilot, lambda: app.screen is page)
        await pilot.press("f3", *"a date for SSO", "f3")
        assert page.focused.id == "interview-notes"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(app.book.interviews) == 4)
    one = saved(path, 4)
    assert (one.voluntary, one.stated_reason, one.primary_reason) == (True, "dear", "price")
    with open_book(path, read_only=True) as store:
        facts = interview_facts.one(store, 4)
    assert facts == InterviewFacts(
        kind="downgrade",
        notice_on=date(2026, 8, 1),
        respondent="Li Wei",
        respondent_role="champion",
        stated_code="budget",
        secondary_reasons=("budget", "adoption"),
        began_in="onboarding",
        replaced_by="named",
        competitor="Vantage",
        champion_left=True,
        first_signal="use fell",
        save_attempts=(
            SaveAttempt(date(2026, 11, 1), "Ana", "20 %", "no", stage="lost", offer_kind="discount"),
        ),
        change_mind="a date for SSO",
    )


async def test_finishing_can_be_left_and_gone_on_with(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        assert "Missing: voluntary, stated, assessed" in shown(app)
        await pilot.press("ctrl+f")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await pilot.press("n", "enter")
        await until(pilot, lambda: isinstance(app.screen, Prompt) and app.screen.focused)
        await pilot.press("enter", "escape")
        await until(pilot, lambda: app.screen is page)
        assert "Missing: stated, assessed" in shown(app)
        await pilot.press("ctrl+f")
        await until(pilot, lambda: isinstance(app.screen, Prompt) and app.screen.focused)
        await pilot.press("escape")
    assert kept(path)[0]["voluntary"] == "no"
    assert saved(path, 4) is None


async def test_questions_asked_are_ticked_and_stay_so(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        assert page.question == "When did you first doubt it?"
        await pilot.press("f2", "f2", "shift+f2", "x")
        assert page.question == "What was happening then?"
        assert "✓ When did you first doubt it?" in shown(app)
        await until(pilot, lambda: kept(path) and kept(path)[0]["asked"] == "0")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not page)
        page = await opened(pilot, ORBIS)
        assert page.question == "What was happening then?"


async def test_the_question_stands_in_the_notes_over_its_answer(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        await pilot.press("f2", *"In May.", "f2", *"New boss")
        notes = page._pane.notes
        assert notes.text == (
            "# When did you first doubt it?\nIn May.\n\n# What was happening then?\nNew boss"
        )
        await pilot.press("shift+f2")
        assert page.question == "What was happening then?"
        assert "# What was happening then?" in notes.text  # it was answered, so its line stays
        await pilot.press("f2", *"!", "f2", "shift+f2")
        assert notes.text.endswith(
            "# What was happening then?\nNew boss!\n\n"
        )  # asked again, it goes on there
        notes.move_cursor((1, 0))
        await pilot.press("f3", "f2", *"Ana")
        assert notes.text.startswith(
            "# When did you first doubt it?\nIn May.\n\n# Who joined the decision, and when?\nAna\n"
        )
        while page.question:
            await pilot.press("f2")
        before = notes.text
        await pilot.press("f2")
        assert notes.text == before


async def test_the_next_question_is_at_hand_where_there_is_no_room_for_all(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, ORBIS)
        await pilot.press("f2")
        await pilot.pause()
        assert "f2 asks: What was happening then?" in shown(app)


async def test_every_word_is_on_disk_soon_and_comes_back(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        assert kept(path) == []
        await pilot.press(*"Nobody called")
        await until(pilot, lambda: kept(path) and kept(path)[0]["notes"] == "Nobody called")
        assert str(page.query_one("#interview-kept", Static).content).startswith("draft saved ")
        await pilot.press(" ", "x", "escape")
        await until(pilot, lambda: app.book.drafts and app.screen is not page)
        assert kept(path)[0]["notes"] == "Nobody called x"
        page = await opened(pilot, ORBIS)
        assert page.query_one(TextArea).text == "Nobody called x"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(app.book.interviews) == 4)
    assert kept(path) == []


async def test_keys_without_a_pause_are_kept_meanwhile(path, monkeypatch):
    monkeypatch.setattr("churntui.ui.interviews.drafting._SOON", 0.01)
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, ORBIS)
        for _ in range(100):
            await pilot.press("x")
            if kept(path):
                break
        assert kept(path)[0]["notes"].startswith("x")


@pytest.mark.parametrize("keys", [["ctrl+q"], ["tab", "tab", "escape"]])
async def test_leaving_at_once_loses_nothing(path, monkeypatch, keys):
    monkeypatch.setattr("churntui.ui.interviews.drafting._SOON", 60.0)
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, ORBIS)
        await pilot.press(*"gone", *keys)
        await pilot.pause()
    assert kept(path)[0]["notes"] == "gone"


async def test_looking_leaves_no_draft(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, None, 1)
        await pilot.press("tab", "tab", "tab", "right", "left", "escape")
        await until(pilot, lambda: app.screen is not page)
        assert app.book.drafts == ()
    assert kept(path) == []


async def test_a_day_that_is_none_stays_in_the_draft_and_is_told_at_save(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        await pilot.press("tab", "tab", "tab", *"soonish", "ctrl+s")
        await pilot.pause()
        assert app.screen is page
        assert page.focused.id == "interview-held_on"
        assert "“soonish” is not a day" in shown(app)
        await until(pilot, lambda: kept(path) and kept(path)[0]["held_on"] == "soonish")
        page.query_one("#interview-held_on", Input).value = "yesterday"
        await pilot.pause()
        assert "is not a day" not in shown(app)
        assert "20 Nov 2026" in shown(app)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(app.book.interviews) == 4)
    assert saved(path, 4).held_on == date(2026, 11, 20)


async def test_a_change_keeps_what_stands_on_passages(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, None, 1)
        assert page.query_one("#interview-themes", PickField).shown == "missing SSO"
        assert "lost 30 Oct 2026 · €18.0k ARR · 1 y · Health · 120 staff" in shown(app)
        await pilot.press("!", "ctrl+s")
        await until(pilot, lambda: app.book.interviews[1].notes.startswith("!"))
    one = saved(path, 1)
    assert (one.notes, one.stated_reason) == ("!# Call\nNobody called back", "too expensive")
    assert one.themes == ("missing SSO", "support silence")
    with open_book(path) as store:
        assert themes.on_note(store, NoteRef("interview", 1)) == ["missing SSO"]


async def test_themes_of_the_whole_known_and_new(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, None, 1)
        page.query_one("#interview-themes").focus()
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        assert "old one" not in shown(app)
        await pilot.press(*"sso", "tab", *"slow start", "enter")
        await until(pilot, lambda: app.screen is page)
        assert page.query_one("#interview-themes", PickField).shown == "slow start"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "slow start" in [theme.name for theme in app.book.themes])
        await pilot.press("u")
        await until(pilot, lambda: "slow start" not in [theme.name for theme in app.book.themes])
    assert saved(path, 1).themes == ("missing SSO", "support silence")


def passages(path: Path, interview_id: int) -> list[tuple[str, str, tuple[str, ...]]]:
    """The words of each passage as the file counts them, its quote, its themes."""
    with open_book(path, read_only=True) as store:
        notes = interviews.one(store, interview_id).notes
        found = highlights.of_note(store, NoteRef("interview", interview_id))
    return [(notes[one.start : one.end], one.quote, one.themes) for one in found]


async def tag(pilot, letters: str) -> None:
    """Put a theme on what the cursor is on."""
    page = pilot.app.screen
    await pilot.press("ctrl+t")
    await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and pilot.app.screen.focused)
    await pilot.press(*letters, "enter")
    await until(pilot, lambda: pilot.app.screen is page)


async def test_words_are_tagged_while_typing_and_stay_tagged_while_typing_on(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        await pilot.press(*"没有下文 Nobody called.")
        await tag(pilot, "su")
        await pilot.press("home", *["shift+right"] * 4)
        await tag(pilot, "sso")
        assert "support silence" in shown(app)
        await pilot.press("home", *"Then: ", "end", "enter", *"More.")
        await until(pilot, lambda: kept(path) and "More." in kept(path)[0]["notes"])
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not page)
        await opened(pilot, ORBIS)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(app.book.interviews) == 4)
    assert passages(path, 4) == [
        ("没有下文", "没有下文", ("missing SSO",)),
        ("没有下文 Nobody called.", "没有下文 Nobody called.", ("support silence",)),
    ]
    assert saved(path, 4).notes == "Then: 没有下文 Nobody called.\nMore."


async def test_on_a_passage_its_themes_are_changed(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, None, 1)
        await pilot.press("down", "down")
        assert str(page.query_one("#interview-left").border_subtitle) == "support silence"
        await tag(pilot, "slow")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "slow" in app.book.interviews[1].themes)
    assert passages(path, 1) == [("Nobody called back", "Nobody called back", ("slow", "support silence"))]


async def test_the_list_goes_to_a_passage_changes_it_and_takes_it_away(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, None, 1)
        notes = page.query_one(Notes)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: notes.has_focus)
        assert notes.selected_text == "Nobody called back"
        await pilot.press("tab", "T")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await pilot.press("tab", *"sso", "enter")
        await until(pilot, lambda: app.screen is page and "missing SSO" in notes.passages.all[0].themes)
        await pilot.press("delete")
        await until(pilot, lambda: not notes.passages.all)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "support silence" not in app.book.interviews[1].themes)
    assert passages(path, 1) == []


async def test_a_passage_that_loses_its_words_is_listed_and_comes_back(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, None, 1)
        await pilot.press("down", "down", "ctrl+u", "ctrl+k")
        await pilot.pause()
        assert "! lost: «Nobody called back»" in shown(app)
        await pilot.press("ctrl+z", "ctrl+z")
        await pilot.pause()
        assert "lost" not in shown(app).replace("lost 30 Oct", "")
        await pilot.press("ctrl+u", "ctrl+k", "ctrl+s")
        await until(pilot, lambda: app.screen is not page)
        assert "support silence" in next(iter(app._notifications)).message
        assert passages(path, 1) == []
        assert saved(path, 1).themes == ("missing SSO", "support silence")
        await pilot.press("u")
        await until(pilot, lambda: any(note.title == "Undone" for note in app._notifications))
    assert passages(path, 1) == [("Nobody called back", "Nobody called back", ("support silence",))]


async def test_another_editor_changes_the_notes_and_the_passages_follow(path, tmp_path, monkeypatch):
    script = tmp_path / "ed"
    script.write_text(
        "#!/bin/sh\nprintf 'New: Nobody called back\\007. Twice.\\n' > \"$1\"\n", encoding="utf-8"
    )
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", str(script))
    app = app_over(path)
    monkeypatch.setattr(app, "suspend", contextlib.nullcontext)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, None, 1)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: page.query_one(TextArea).text == "New: Nobody called back. Twice.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not page)
    assert passages(path, 1) == [("Nobody called back", "Nobody called back", ("support silence",))]


async def test_it_opens_at_a_passage(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, None, 1, highlight_id=1)
        assert page.query_one(Notes).selected_text == "Nobody called back"


async def test_likely_themes_are_said_and_come_first(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, ORBIS)
        await pilot.press(*"support answered")
        await until(pilot, lambda: "Suggested: support silence (" in shown(app))
        await tag(pilot, "")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(app.book.interviews) == 4)
    assert passages(path, 4) == [("support answered", "support answered", ("support silence",))]


async def test_discarding_asks_and_leaves_the_interview(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, None, 1)
        await pilot.press(*"zz", "ctrl+d")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.focused)
        await pilot.press("n")
        await until(pilot, lambda: app.screen is page)
        await until(pilot, lambda: kept(path))
        await pilot.press("ctrl+d")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.focused)
        await pilot.press("y")
        await until(pilot, lambda: not kept(path) and not isinstance(app.screen, InterviewPage | Confirm))
    assert saved(path, 1).notes.startswith("# Call")


async def test_the_record_of_one_not_asked_is_filled_in(path):
    with open_book(path) as store:
        add(
            store, "interview", ref="I9", logo_id=ORBIS, status="not_asked", updated_at="2026-11-01T09:00:00Z"
        )
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        assert page.query_one("#interview-status", OneOf).value == "not_asked"
        await pilot.press("tab", "tab", "h", "ctrl+s")
        await until(pilot, lambda: {one.status for one in app.book.interviews if one.id == 4} == {"held"})
    assert saved(path, 5) is None


async def test_notes_written_into_the_record_of_one_not_asked_make_it_held(path):
    with open_book(path) as store:
        add(
            store, "interview", ref="I9", logo_id=ORBIS, status="not_asked", updated_at="2026-11-01T09:00:00Z"
        )
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        await pilot.press(*"They left.")
        assert page.query_one("#interview-status", OneOf).value == "held"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: [one.held_on for one in app.book.interviews if one.id == 4] == [AS_OF])
    assert (saved(path, 4).status, saved(path, 4).notes) == ("held", "They left.")


async def test_another_logo_is_chosen_unless_a_draft_of_it_waits(path):
    with open_book(path) as store:
        drafts.keep(store, {"notes": "x"}, logo_id=LUMEN, note_id=None, author="", draft_id=None)
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        for letters, chosen in (("lum", "Orbis"), ("nord", "Nordwind")):
            page.query_one("#interview-logo").focus()
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
            await pilot.press(*letters, "enter")
            await until(pilot, lambda: app.screen is page)
            await pilot.pause()
            assert page.query_one("#interview-logo", PickField).shown == chosen
        assert page.logo_id == NORDWIND
        await until(pilot, lambda: len(kept(path)) == 2)


async def test_a_draft_that_is_gone_is_an_error_that_is_shown(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(open_interview(app, None, None, 99))
        await until(pilot, lambda: app._notifications)
        assert "no longer in the book" in next(iter(app._notifications)).title


async def test_a_draft_without_a_logo_asks_for_it(path):
    with open_book(path) as store:
        drafts.keep(store, {"notes": "who?"}, logo_id=None, note_id=None, author="", draft_id=None)
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(open_interview(app, None, None, 1))
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await pilot.press(*"orb", "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage))
        assert app.screen.query_one(TextArea).text == "who?"


async def test_read_only_shows_and_writes_nothing(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, None, 1)
        await pilot.press(
            *"zz", "t", "tab", "t", "delete", "ctrl+s", "ctrl+t", "ctrl+d", "ctrl+f", "ctrl+o", "f2"
        )
        await pilot.pause()
        assert app.screen is page
        assert page.query_one(TextArea).text.startswith("# Call")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not page)


async def test_hostile_text_is_shown_as_it_is(tmp_path):
    path, names = tmp_path / "book.db", (HOSTILE[0], HOSTILE[2], HOSTILE[4])
    with open_book(path) as store:
        for name in names:
            contract(store, logo(store, name), -60)
        add(store, "theme", name="[/x]")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        for number, name in enumerate(names, 1):
            page = await opened(pilot, number)
            page.query_one(TextArea).text = name
            await pilot.press("ctrl+t")
            await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
            await pilot.press("space", "enter")
            await until(pilot, lambda page=page: app.screen is page)
            assert "\x1b" not in shown(app)
            await pilot.press("ctrl+s")
            await until(pilot, lambda number=number: len(app.book.interviews) == number)
    assert saved(path, 1).notes == "a[/]b"
    assert saved(path, 1).themes == ("[/x]",)


async def test_after_a_kill_the_text_is_there_again(path):
    with open_book(path) as store:
        drafts.keep(store, {"notes": "as typed", "held_on": "3 de"}, logo_id=ORBIS, note_id=None, author="",
                    draft_id=None)  # fmt: skip
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "5")
        await until(pilot, lambda: "(draft)" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage))
        assert app.screen.query_one(TextArea).text == "as typed"
        assert app.screen.query_one("#interview-held_on", Input).value == "3 de"


def replaced(path):
    other = path.with_name("other.db")
    open_book(other).close()
    other.replace(path)


def written_over(path):
    backup = path.with_name("other.db")
    with open_book(path) as store:
        store.backup(backup)
    path.write_bytes(backup.read_bytes())
    backup.unlink()


LOSSES = {
    "deleted": (Path.unlink, "moved or deleted"),
    "moved": (lambda path: path.rename(path.with_name("away.db")), "moved or deleted"),
    "replaced": (replaced, "replaced by another file"),
    "written over": (written_over, "replaced by another file"),
}


@pytest.mark.parametrize("way", LOSSES)
async def test_what_is_typed_while_the_book_is_lost_is_kept_beside_it(path, way):
    lose, words = LOSSES[way]
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        await pilot.press(*"before")
        await until(pilot, lambda: page._draft.draft_id is not None)
        lose(path)
        there = path.read_bytes() if path.exists() else None
        await until(pilot, lambda: app.rescue.path is not None)
        assert words in "".join(note.title for note in app._notifications)
        assert str(app.rescue.path) in "".join(note.message for note in app._notifications)
        await pilot.press(*" and after")
        await until(pilot, lambda: "before and after" in app.rescue.path.read_text(encoding="utf-8"))
        await pilot.press(*" all")
    kept_text = app.rescue.path.read_text(encoding="utf-8")
    assert app.rescue.path.parent == path.parent
    assert app.rescue.path.stat().st_mode & 0o777 == 0o600
    assert "Exit interview with Orbis" in kept_text
    assert "before and after all" in kept_text
    assert (path.read_bytes() if path.exists() else None) == there


async def test_a_book_that_comes_back_takes_what_is_typed_again(path):
    away = path.with_name("away.db")
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, ORBIS)
        path.rename(away)
        await pilot.press(*"one")
        await until(pilot, lambda: app.rescue.path is not None)
        away.rename(path)
        await until(pilot, lambda: not app._lost)
        await pilot.press(*" two")
        await until(pilot, lambda: [draft["notes"] for draft in kept(path)] == ["one two"])

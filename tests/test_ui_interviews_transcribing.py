from __future__ import annotations

import pytest
from textual import events
from ui_books import add, app_over, heard_book, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import highlights
from churntui.model.notes import NoteRef
from churntui.plain.errors import BadInputError
from churntui.plain.text import MAX_NOTE
from churntui.ui.interviews.notes import Notes
from churntui.ui.interviews.page import TalkPage
from churntui.ui.interviews.review_page import ReviewPage
from churntui.ui.interviews.transcribing import ask_for_file, lines_of_theirs, next_of_theirs
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.picker import Picker

CALL = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
<v Ines>How did the year go for you?</v>

2
00:00:05.000 --> 00:00:10.000
<v Dana Weber>Nobody calls back when [red]we[/red] write.</v>

3
00:00:11.000 --> 00:00:12.000
<v Ines>I see.</v>

4
00:00:13.000 --> 00:00:19.000
<v Dana Weber>Sure.</v>
<v Bo Li>And the sign-on is missing still.</v>
"""

NOTE = (
    "Ines (us): How did the year go for you?\n"
    "Dana Weber: Nobody calls back when [red]we[/red] write.\n"
    "Ines (us): I see.\n"
    "Dana Weber: Sure.\n"
    "Bo Li: And the sign-on is missing still."
)


@pytest.fixture
def path(tmp_path):
    with open_book(heard_book(tmp_path / "book.db")) as store, store.write():
        store.rows("UPDATE logo SET owner = 'Ines Roth' WHERE id = 4")
        add(store, "person", ref="P1", logo_id=4, name="Dana Weber")
    return tmp_path / "book.db"


async def talk(pilot) -> Notes:
    """A new talk with Nordwind, its notes."""
    app = pilot.app
    await until(pilot, lambda: app.book.usage is not None)
    app.do(app.write_about_living("talk", 4))
    await until(pilot, lambda: isinstance(app.screen, TalkPage) and app.screen.query(Notes))
    return app.screen.query_one(Notes)


def told(app) -> str:
    return "\n".join(f"{notice.title} {notice.message}" for notice in app._notifications)


async def picker(pilot) -> Picker:
    await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and pilot.app.screen.focused)
    return pilot.app.screen


async def closed(pilot) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, TalkPage))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 55)])
async def test_a_pasted_call_loses_its_times_and_its_lines_are_tagged(path, size):
    app = app_over(path)
    async with app.run_test(size=size) as pilot:
        notes = await talk(pilot)
        app.post_message(events.Paste(CALL.replace("\n", "\r\n")))
        asked = await picker(pilot)
        assert "Ticked: Ines" in shown(app)
        assert notes.text == CALL
        await pilot.press("enter")
        await closed(pilot)
        assert notes.text == NOTE
        assert asked is not app.screen
        assert app.screen._sheet.fields()["person_id"] == "1"
        await pilot.press("f8")
        await picker(pilot)
        await pilot.press(*"silence", "enter")
        await closed(pilot)
        await pilot.press("f8")
        await picker(pilot)
        await pilot.press(*"sso", "enter")
        await closed(pilot)
        assert [(passage.anchor.quote, passage.themes) for passage in notes.passages.kept] == [
            ("Nobody calls back when [red]we[/red] write.", ("support silence",)),
            ("And the sign-on is missing still.", ("missing SSO",)),
        ]
        await pilot.press("f8")
        await until(pilot, lambda: "Every line of theirs has themes" in told(app))
        assert next_of_theirs(notes) is None
        await pilot.press("ctrl+z")
        await until(pilot, lambda: notes.text == CALL)


async def test_who_spoke_in_a_review_took_part_in_it_unless_that_is_said_already(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        for said, expected in (("", "Ines, Dana Weber, Bo Li"), ("the board", "the board")):
            app.do(app.write_about_living("review", 4, is_second=True))
            await until(pilot, lambda: isinstance(app.screen, ReviewPage) and app.screen.query(Notes))
            page = app.screen
            page._sheet.put("attendees", said)
            app.post_message(events.Paste(CALL))
            await picker(pilot)
            await pilot.press("enter")
            await until(pilot, lambda page=page: app.screen is page and NOTE in page.query_one(Notes).text)
            await pilot.pause()
            assert page._sheet.fields()["attendees"] == expected
            await pilot.press("escape")
            await until(pilot, lambda page=page: app.screen is not page)


async def test_who_does_not_say_whose_they_are_keeps_what_was_pasted(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        notes = await talk(pilot)
        notes.insert("Before.\n")
        app.post_message(events.Paste(CALL))
        await picker(pilot)
        await pilot.press("escape")
        await closed(pilot)
        assert notes.text == "Before.\n" + CALL


async def test_what_is_no_transcript_is_pasted_as_it_is(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        notes = await talk(pilot)
        app.post_message(events.Paste("09:00 Intro\n09:30 Demo: all of it"))
        await until(pilot, lambda: "Demo" in notes.text)
        await pilot.press("f8")
        await until(pilot, lambda: "No line of theirs is here" in told(app))
        assert notes.text == "09:00 Intro\n09:30 Demo: all of it"


async def test_a_file_goes_below_the_notes(path, tmp_path):
    (tmp_path / "call.srt").write_bytes(
        "1\n00:00:01,000 --> 00:00:02,000\nСлава: Ми чекаємо день\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nInes: Так\n".encode("utf-16")
    )
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        notes = await talk(pilot)
        notes.insert("They were in a hurry.")
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        await pilot.press(*"nothing.vtt", "enter")
        await until(pilot, lambda: "There is no file “nothing.vtt”" in shown(app))
        app.screen.query_one("#prompt-value").value = str(tmp_path / "call.srt")
        await pilot.press("enter")
        await picker(pilot)
        await pilot.press("enter")
        await closed(pilot)
        assert notes.text == "They were in a hurry.\n\nСлава: Ми чекаємо день\nInes (us): Так"
        assert [notes.text[span.start : span.end] for span in lines_of_theirs(notes.text)] == []
        (tmp_path / "words.txt").write_text("They pay too much.", encoding="utf-8")
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        app.screen.query_one("#prompt-value").value = str(tmp_path / "words.txt")
        await pilot.press("enter")
        await until(pilot, lambda: "Nobody speaks in this text" in told(app))
        assert notes.text.endswith("\n\nThey pay too much.")


@pytest.mark.parametrize(
    ("content", "says"), [(b"PK\x03\x04 a document", "zip"), (b"a" * (MAX_NOTE + 1), "longer than")]
)
async def test_a_file_that_is_no_text_is_refused_in_one_line(path, tmp_path, content, says):
    (tmp_path / "call.docx").write_bytes(content)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await talk(pilot)
        refused = []

        async def ask() -> None:
            try:
                await ask_for_file(app)
            except BadInputError as error:
                refused.append(error)

        app.do(ask())
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        app.screen.query_one("#prompt-value").value = str(tmp_path / "call.docx")
        await pilot.press("enter")
        await until(pilot, lambda: refused)
        assert says in refused[0].title


async def test_what_we_said_speaks_for_no_theme(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        notes = await talk(pilot)
        page = app.screen
        notes.load_text("# Anything missing SSO?\nInes (us): missing SSO\n")
        assert await page._pane.suggestions() == []
        notes.load_text("Dana: missing SSO\n")
        assert [suggested.theme_id for suggested in await page._pane.suggestions()] == [2]


async def test_a_read_only_book_takes_no_transcript(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        notes = await talk(pilot)
        app.post_message(events.Paste(CALL))
        await pilot.press("f5", "f8")
        await pilot.pause()
        assert (notes.text, isinstance(app.screen, TalkPage)) == ("", True)


async def test_where_nobody_is_ticked_nobody_is_one_of_us(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        notes = await talk(pilot)
        app.post_message(events.Paste(CALL.replace("Ines", "Carl Voss")))
        await picker(pilot)
        assert "Nothing ticked yet" in shown(app)
        await pilot.press("enter")
        await closed(pilot)
        assert notes.text == NOTE.replace("Ines (us)", "Carl Voss")


async def test_lines_of_theirs_are_in_their_words_and_a_key_says_so_of_any_others_but_ours(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        notes = await talk(pilot)
        app.post_message(events.Paste(CALL))
        await picker(pilot)
        await pilot.press("enter")
        await closed(pilot)
        await pilot.press("f8")
        await picker(pilot)
        await pilot.press(*"silence", "enter")
        await closed(pilot)
        assert [one.said for one in notes.passages.kept] == ["support silence · their words"]
        assert "their words" in shown(app)
        await pilot.press("up", "ctrl+g")
        await until(pilot, lambda: "One of us said that" in told(app))
        await pilot.press(*["down"] * 5, "ctrl+g")
        await until(pilot, lambda: len(notes.passages.kept) == 2)
        assert notes.passages.kept[1].said == "their words"
        await pilot.press("ctrl+g", "ctrl+g", "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, TalkPage))
    with open_book(path, read_only=True) as store:
        note = NoteRef("talk", store.scalar("SELECT max(id) FROM talk"))
        assert [(one.themes, one.theirs) for one in highlights.of_note(store, note)] == [
            (("support silence",), True),
            ((), True),
        ]

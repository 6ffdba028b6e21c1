"""A business review from `n` to undone, by keys alone, and what two who write it at once see."""

from __future__ import annotations

import pytest
from test_ui_interviews_saving import SIZES
from textual.widgets import Input, TextArea
from ui_books import AS_OF, add, app_over, contract, go_to, heard_book, logo, shown, until

from churntui.data import checks, history
from churntui.data.keeping import notes as kept_notes
from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.data.rows import drafts, highlights, themes
from churntui.model.notes import NoteRef
from churntui.ui.interviews.conflict import ConflictDialog
from churntui.ui.interviews.page import TalkPage
from churntui.ui.interviews.review_page import ReviewPage
from churntui.ui.kit.choosing import Choose
from churntui.ui.kit.dialogs import Confirm, Prompt
from churntui.ui.kit.fields import OneOf
from churntui.ui.kit.picker import Picker
from churntui.ui.logos.timeline import Happened

NORDWIND = 4


@pytest.fixture
def path(tmp_path):
    path = heard_book(tmp_path / "book.db")
    with open_book(path) as store:
        for ref, name in (("P1", "Eva Roth"), ("P2", "Max Stein")):
            add(store, "person", ref=ref, logo_id=NORDWIND, name=name)
    return path


async def beginning(pilot, letter="r", page=ReviewPage):
    """The editor of a new note of Nordwind, reached from its row."""
    app = pilot.app
    await go_to(pilot, "2")
    await until(pilot, lambda: any(row.id == NORDWIND for row in app.place.table.rows))
    while app.place.logo_id != NORDWIND:
        await pilot.press("down")
    await pilot.press("n")
    await until(pilot, lambda: isinstance(app.screen, Choose | page) and app.screen.focused)
    if isinstance(app.screen, Choose):
        await pilot.press(letter)
    await until(pilot, lambda: isinstance(app.screen, page) and app.screen.focused)
    return app.screen


def review(path, review_id=1):
    with open_book(path) as store:
        return rows.stored(store, "reviews", review_id)


@SIZES
async def test_a_review_is_written_tagged_finished_and_undone(path, size):
    app = app_over(path)
    async with app.run_test(size=size) as pilot:
        await beginning(pilot)
        await pilot.press("f2", *"Save a day a week.", "f2", *"They wait for sign-on", "ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await pilot.press(*"sso", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReviewPage))
        await pilot.press("ctrl+f")
        await until(pilot, lambda: "How likely are they to renew" in shown(app) and app.screen.focused)
        await pilot.press("4", "enter")
        await until(pilot, lambda: isinstance(app.screen, Prompt) and app.screen.focused)
        await pilot.press(*"Sign-on", "enter")
        await until(pilot, lambda: not isinstance(app.screen, ReviewPage | Prompt))
        kept = review(path)
        assert (kept["logo_id"], kept["kind"], kept["held_on"]) == (NORDWIND, "qbr", AS_OF.isoformat())
        assert (kept["likelihood"], kept["reason"]) == (4, "Sign-on")
        assert kept["notes"] == (
            "# What did we set out to do?\nSave a day a week.\n\n# How close did we get?\nThey wait for sign-on"
        )
        with open_book(path) as store:
            (passage,) = highlights.of_note(store, NoteRef("review", 1))
            assert (passage.quote, passage.themes) == ("They wait for sign-on", ("missing SSO",))
            assert drafts.every(store) == []
            assert checks.run(store) == []
        await go_to(pilot, "6")
        await until(pilot, lambda: "€96" in shown(app))
        await pilot.press("u")
        await until(pilot, lambda: "€96" not in shown(app))
    with open_book(path) as store:
        assert store.scalar("SELECT count(*) FROM review") == 0


async def test_a_known_theme_is_two_keys(path):
    with open_book(path) as store:
        themes.put_on_note(store, NoteRef("interview", 3), ["support silence", "missing SSO"], "Themes")
        themes.put_on_note(store, NoteRef("interview", 1), ["product gaps"], "Themes")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await beginning(pilot)
        await pilot.press(*"They wait", "ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        assert "1   product gaps" in shown(app)
        await pilot.press("1")
        await until(pilot, lambda: app.screen is page)
        assert [passage.themes for passage in page._pane.notes.passages.all] == [("product gaps",)]


async def test_people_of_the_logo_are_offered_and_others_named(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await beginning(pilot)
        page.query_one("#interview-attendees", Input).focus()
        await pilot.press(*"eva", "right", ",", "space", *"ma")
        await until(pilot, lambda: page.query_one("#interview-attendees", Input)._suggestion)
        await pilot.press("right")
        assert page.query_one("#interview-attendees", Input).value == "eva Roth, max Stein"
        await pilot.press("down")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        assert "✓ Eva Roth" in shown(app)
        await pilot.press(*"Uta Neu", "enter")
        await until(pilot, lambda: app.screen is page)
        assert page.query_one("#interview-attendees", Input).value == "Eva Roth, Max Stein, Uta Neu"
        page.query_one("#interview-reason", TextArea).focus()
        await pilot.press(*"dear", "enter", *"slow")
        page.query_one("#interview-story").focus()
        await pilot.press("m", "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, ReviewPage))
    assert review(path)["reason"] == "dear\nslow"
    assert review(path)["story"] == "shareable"
    assert review(path)["attendees"] == "Eva Roth, Max Stein, Uta Neu"


async def test_a_talk_of_a_page_says_with_whom(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await beginning(pilot, "t", TalkPage)
        page.query_one("#interview-person_id", OneOf).focus()
        await pilot.press("m", "f4", *"All well", "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, TalkPage))
    with open_book(path) as store:
        kept = rows.stored(store, "talks", 1)
    assert (kept["person_id"], kept["how"], kept["both_ways"], kept["notes"]) == (2, "call", 1, "All well")


async def test_escape_keeps_a_draft_and_ctrl_n_begins_another(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await beginning(pilot)
        await pilot.press(*"one", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        page = await beginning(pilot)
        assert page._pane.notes.text == "one"
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.focused)
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, ReviewPage) and app.screen is not page)
        await until(pilot, lambda: app.screen.focused)
        await pilot.press(*"two", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
    with open_book(path) as store:
        assert {draft.fields["notes"] for draft in drafts.every(store)} == {"one", "two"}


@pytest.mark.parametrize("key", ["b", "m", "t"])
async def test_two_who_write_one_review_lose_nothing(path, key):
    given = {"logo_id": NORDWIND, "held_on": AS_OF, "notes": "Before", "agreed": "a\nb"}
    with open_book(path) as store:
        kept_notes.save(store, "review", given, [], label="Review")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(app.change_note(NoteRef("review", 1)))
        await until(pilot, lambda: isinstance(app.screen, ReviewPage) and app.screen.focused)
        await pilot.press(*"Mine ")
        with open_book(path) as store:
            kept_notes.save(
                store, "review", given | {"notes": "Theirs", "likelihood": 3}, [], label="x", note_id=1
            )
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ConflictDialog) and app.screen.focused)
        assert "Business review" not in shown(app)
        await pilot.press(key)
        await until(pilot, lambda: not isinstance(app.screen, ReviewPage | ConflictDialog))
    kept = review(path)
    assert kept["agreed"] == "a\nb"
    assert ("Theirs" in str(kept["notes"]), "Mine" in str(kept["notes"])) == (key != "m", key != "t")
    assert kept["likelihood"] == (None if key == "m" else 3)
    with open_book(path) as store:
        assert drafts.every(store) == []
        if key == "t":
            history.redo(store)
            assert rows.stored(store, "reviews", 1)["notes"] == "Mine Before"


async def test_a_review_that_was_taken_away_meanwhile_is_saved_as_new(path):
    given = {"logo_id": NORDWIND, "held_on": AS_OF, "notes": "Before"}
    with open_book(path) as store:
        kept_notes.save(store, "review", given, [], label="Review")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(app.change_note(NoteRef("review", 1)))
        await until(pilot, lambda: isinstance(app.screen, ReviewPage) and app.screen.focused)
        await pilot.press("x")
        with open_book(path) as store:
            history.undo(store)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.focused)
        assert "That business review is no longer in the book" in shown(app)
        await pilot.press("y")
        await until(pilot, lambda: not isinstance(app.screen, ReviewPage | Confirm))
    with open_book(path) as store:
        assert store.rows("SELECT notes FROM review") == [("xBefore",)]


@pytest.mark.parametrize("key", ["enter", "n"])
async def test_it_is_opened_from_the_logos_story(path, key):
    given = {"logo_id": NORDWIND, "held_on": AS_OF, "notes": "Before"}
    with open_book(path) as store:
        kept_notes.save(store, "review", given, [], label="Review")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await app.open_logo(NORDWIND)
        section = app.screen.query_one(Happened)
        story = section.table
        await until(pilot, lambda: story.rows)
        story.cursor = next(at for at, event in enumerate(story.rows) if event.kind == "review")
        app.screen._go(app.screen.sections.index(section))
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, ReviewPage) and app.screen.focused)
        assert app.screen._pane.notes.text == "Before"


async def test_an_empty_book_takes_a_review_of_its_first_logo(tmp_path):
    path = tmp_path / "new.db"
    with open_book(path) as store:
        contract(store, logo(store, "Solo"), 100)
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "5")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choose) and app.screen.focused)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ReviewPage) and app.screen.focused)
        await pilot.press(*"well", "ctrl+s")
        await until(pilot, lambda: len(app.screen_stack) == 1)
    assert review(path)["notes"] == "well"

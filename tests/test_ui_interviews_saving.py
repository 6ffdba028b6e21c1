"""Saving over what others saved or recorded meanwhile."""

from __future__ import annotations

from datetime import date

import pytest
from ui_books import AS_OF, app_over, heard_book, shown, until

from churntui.data import checks, history
from churntui.data.opening import open_book
from churntui.data.rows import drafts, highlights, interviews
from churntui.data.rows.interviews import Words
from churntui.model.notes import NoteRef
from churntui.model.rows import Highlight
from churntui.ui.interviews.conflict import ConflictDialog
from churntui.ui.interviews.opening import open_interview
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.picker import Picker

LUMEN, ORBIS, FERRUM, NORDWIND, ACME = range(1, 6)
SIZES = pytest.mark.parametrize("size", [(120, 36), (80, 24)])
LOST = date(2026, 8, 13)


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


async def writing(pilot, logo_id, interview_id, words):
    """The editor with more words in its notes."""
    app = pilot.app
    await until(pilot, lambda: app.book.usage is not None)
    app.do(open_interview(app, logo_id, interview_id))
    await until(pilot, lambda: isinstance(app.screen, InterviewPage) and app.screen.focused)
    app.screen._pane.notes.text += words
    return app.screen


def change(path, doing):
    """Another program does something meanwhile."""
    with open_book(path) as store:
        return doing(store)


def theirs(notes="# Call\nNobody called back. Theirs", **words):
    """Another program saves the interview with Lumen Labs."""
    given = {"held_on": date(2026, 11, 2), "effective_on": date(2026, 10, 30), "notes": notes} | words
    return lambda store: interviews.save(store, Words(LUMEN, "held", **given), label="Theirs", interview_id=1)


def kept(path, interview_id=1):
    with open_book(path) as store:
        return interviews.one(store, interview_id)


async def in_conflict(pilot, path, size):
    """The editor of Lumen's interview as it is saved after somebody else saved it."""
    page = await writing(pilot, LUMEN, 1, ". Mine")
    change(path, theirs(passages=(Highlight(27, 33, "Theirs", ("product gaps",)),)))
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, ConflictDialog))
    return page


@SIZES
async def test_who_saves_second_is_told_and_sees_both_texts(path, size):
    app = app_over(path)
    async with app.run_test(size=size) as pilot:
        page = await in_conflict(pilot, path, size)
        await pilot.pause()
        text = shown(app)
        assert "Nobody called back. Theirs" in text
        assert "Nobody called back. Mine" in text
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is page)
        assert page._pane.notes.text.endswith("Mine")
    assert kept(path).notes.endswith("Theirs")
    with open_book(path) as store:
        assert [one.fields["notes"].endswith("Mine") for one in drafts.every(store)] == [True]


async def test_mine_takes_the_place_of_theirs_which_stays_in_the_history(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await in_conflict(pilot, path, None)
        await pilot.press("m")
        await until(pilot, lambda: page not in app.screen_stack)
    assert kept(path).notes.endswith("Mine")
    with open_book(path) as store:
        assert [one.quote for one in highlights.of_note(store, NoteRef("interview", 1))] == [
            "Nobody called back"
        ]
        assert checks.run(store) == []
        history.undo(store)
    assert kept(path).notes.endswith("Theirs")


async def test_theirs_stays_and_redo_brings_mine(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await in_conflict(pilot, path, None)
        await pilot.press("t")
        await until(pilot, lambda: page not in app.screen_stack)
        await until(pilot, lambda: [one.title for one in app._notifications] == ["Theirs stays"])
        assert kept(path).notes.endswith("Theirs")
    with open_book(path) as store:
        assert drafts.every(store) == []
        assert [one.quote for one in highlights.of_note(store, NoteRef("interview", 1))] == ["Theirs"]
        assert checks.run(store) == []
        history.redo(store)
    assert kept(path).notes.endswith("Mine")


async def test_both_stay_each_with_its_passages(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await in_conflict(pilot, path, None)
        await pilot.press("enter")
        await until(pilot, lambda: page not in app.screen_stack)
    notes = kept(path).notes
    assert notes.index("Theirs") < notes.index("Also written") < notes.index("Mine")
    with open_book(path) as store:
        found = highlights.of_note(store, NoteRef("interview", 1))
        assert [one.quote for one in found] == ["Theirs", "Nobody called back"]
        assert all(notes[one.start : one.end] == one.quote for one in found)
        assert checks.run(store) == []


async def test_a_save_within_the_same_second_is_noticed_and_one_that_changed_nothing_is_none(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await writing(pilot, LUMEN, 1, ". Mine")
        change(path, lambda store: interviews.save(
            store, Words(LUMEN, "held", date(2026, 11, 2), date(2026, 10, 30), True, "too expensive",
                         "quality_support", True, "# Call\nNobody called back", ("missing SSO",)),
            label="Same", interview_id=1,
        ))  # fmt: skip
        await pilot.press("ctrl+s")
        await until(pilot, lambda: page not in app.screen_stack)
        page = await writing(pilot, LUMEN, 1, " again")
        at = change(path, lambda store: store.scalar("SELECT updated_at FROM interview WHERE id = 1"))
        with open_book(path) as store, store.write():
            store.rows("UPDATE interview SET competitor = 'Vantage', updated_at = ? WHERE id = 1", (at,))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
        assert "Vantage" in shown(app)


async def test_one_that_was_removed_meanwhile_is_saved_as_new(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await writing(pilot, LUMEN, 1, ". Mine")
        change(path, lambda store: interviews.remove(store, 1, "Removed"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.focused)
        await pilot.press("y")
        await until(pilot, lambda: page not in app.screen_stack)
        await until(pilot, lambda: any(one.notes.endswith("Mine") for one in app.book.interviews))
    with open_book(path) as store:
        assert drafts.every(store) == []


@pytest.mark.parametrize(("key", "records"), [("second", 2), ("one", 1)])
async def test_a_second_one_about_a_loss_is_asked_for_in_words(path, key, records):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await writing(pilot, ORBIS, None, "Mine")
        change(path, lambda store: interviews.save(
            store, Words(ORBIS, "declined", effective_on=LOST, notes="Theirs"), label="N"
        ))  # fmt: skip
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        assert "Orbis: this loss has an interview, declined 13 Aug" in shown(app)
        await pilot.press(*key, "enter")
        if key == "one":
            await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
            await pilot.press("b")
        await until(pilot, lambda: page not in app.screen_stack)
    with open_book(path) as store:
        found = [one for one in interviews.every(store) if one.logo_id == ORBIS]
        assert drafts.every(store) == []
    assert len(found) == records
    assert "held" in {one.status for one in found}
    assert {"Mine", "Theirs"} == {
        word for word in ("Mine", "Theirs") if any(word in one.notes for one in found)
    }


async def test_leaving_the_question_saves_nothing(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await writing(pilot, ORBIS, None, "Mine")
        change(path, lambda store: interviews.save(store, Words(ORBIS, "held", AS_OF, LOST), label="Theirs"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is page)
    with open_book(path) as store:
        assert len(interviews.every(store)) == 4
        assert [one.fields["notes"] for one in drafts.every(store)] == ["Mine"]

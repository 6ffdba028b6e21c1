"""What comes out of a meeting: lines of the notes become promises and steps, and earlier promises are settled."""

from __future__ import annotations

from datetime import date

import pytest
from ui_books import AS_OF, add, app_over, heard_book, until

from churntui.data import history
from churntui.data.file import selects
from churntui.data.opening import open_book
from churntui.model.living import Commitment, Step
from churntui.model.notes import NoteRef
from churntui.ui.interviews.outcomes import Said, read_said
from churntui.ui.interviews.review_page import ReviewPage
from churntui.ui.parts.commitment_form import CommitmentForm
from churntui.ui.parts.step_dialog import StepDialog

NORDWIND = 4
SIZES = pytest.mark.parametrize("size", [(120, 36), (80, 24)])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Send the price list by 3 dec", Said("Send the price list", True, "Ines Roth", date(2026, 12, 3))),
        ("- [ ] We'll send it @bo, 3 dec", Said("Send it", True, "Bo Li", date(2026, 12, 3))),
        ("They name a buyer, 12 dec", Said("Name a buyer", False, "", date(2026, 12, 12))),
        ("They: name a buyer", Said("Name a buyer", False, "", None)),
        (
            "Dana: we connect the data tomorrow",
            Said("Connect the data", False, "Dana Weber", date(2026, 11, 22)),
        ),
        ("connect the data @dana", Said("Connect the data", False, "Dana Weber", None)),
        ("Ines (us): I call Max", Said("I call Max", True, "Ines Roth", None)),
        ("Risk: they leave", Said("Risk: they leave", True, "Ines Roth", None)),
        ("31 feb call", Said("31 feb call", True, "Ines Roth", None)),
        ("  ", Said("", True, "Ines Roth", None)),
    ],
)
def test_a_line_says_what_whose_and_by_when(line, said):
    people, owners = ["Dana Weber"], ["Ines Roth", "Bo Li"]
    assert read_said(line, AS_OF, me="Ines Roth", owners=owners, people=people) == said


@pytest.fixture
def path(tmp_path):
    with open_book(heard_book(tmp_path / "book.db")) as store:
        add(store, "person", ref="P1", logo_id=NORDWIND, name="Dana Weber")
    return tmp_path / "book.db"


def every(path, row):
    with open_book(path, read_only=True) as store:
        return selects.read(store, row, "ORDER BY id")


async def review(pilot, words=""):
    """A new review of Nordwind with these words in its notes."""
    app = pilot.app
    await until(pilot, lambda: app.book.usage is not None)
    app.do(app.write_about_living("review", NORDWIND))
    await until(pilot, lambda: isinstance(app.screen, ReviewPage) and app.screen.focused)
    app.screen._pane.notes.insert(words)
    return app.screen


async def over(pilot, dialog):
    await until(pilot, lambda: isinstance(pilot.app.screen, dialog) and pilot.app.screen.focused)
    return pilot.app.screen


@SIZES
async def test_lines_become_promises_and_a_step_and_are_of_the_review_once_it_is_saved(path, size):
    app = app_over(path)
    async with app.run_test(size=size) as pilot:
        page = await review(pilot, "They name a buyer, 12 dec")
        await pilot.press("f6", "f6")
        form = await over(pilot, CommitmentForm)
        assert [form.text(field) for field in ("what", "by_us", "due_on")] == [
            "Name a buyer",
            "no",
            "12 Dec 2026",
        ]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is page)
        await pilot.press("enter", *"send prices 3 dec", "f6")
        await over(pilot, CommitmentForm)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is page)
        await pilot.press("enter", *"call Max 1 dec", "f7")
        await over(pilot, StepDialog)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is page)
        promises = every(path, Commitment)
        assert [(one.what, one.by_us, one.review_id) for one in promises] == [
            ("Name a buyer", False, None),
            ("Send prices", True, None),
        ]
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ReviewPage))
        app.do(app.write_about_living("review", NORDWIND))  # the draft knows what was promised
        await over(pilot, ReviewPage)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, ReviewPage))
    assert [one.review_id for one in every(path, Commitment)] == [1, 1]
    assert [(one.what, one.due_on) for one in every(path, Step)] == [("Call Max", date(2026, 12, 1))]
    with open_book(path) as store:
        assert store.scalar("SELECT notes FROM review") == (
            "They name a buyer, 12 dec\nsend prices 3 dec\ncall Max 1 dec"
        )
        history.undo(store)
    assert [one.review_id for one in every(path, Commitment)] == [None, None]


async def test_a_promise_in_a_review_that_is_saved_is_of_it_at_once(path):
    with open_book(path) as store:
        add(store, "review", ref="R1", logo_id=NORDWIND, held_on="2026-11-20", notes="We send prices")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(app.change_note(NoteRef("review", 1)))
        await over(pilot, ReviewPage)
        await pilot.press("f6")
        await over(pilot, CommitmentForm)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReviewPage))
        await pilot.press("f6", "escape")
        await until(pilot, lambda: isinstance(app.screen, ReviewPage))
        await pilot.press("f7", "escape")
        await until(pilot, lambda: isinstance(app.screen, ReviewPage))
    assert [(one.what, one.review_id) for one in every(path, Commitment)] == [("Send prices", 1)]
    assert every(path, Step) == []


async def test_a_read_only_book_makes_no_promises(path):
    with open_book(path) as store:
        add(store, "review", ref="R1", logo_id=NORDWIND, held_on="2026-11-20", notes="We send prices")
    app = app_over(path, read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(app.change_note(NoteRef("review", 1)))
        page = await over(pilot, ReviewPage)
        await pilot.press("f6", "f7", "ctrl+l")
        await pilot.pause()
        assert app.screen is page

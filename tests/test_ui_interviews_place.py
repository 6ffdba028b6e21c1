from __future__ import annotations

import pytest
from textual.widgets import TextArea
from ui_books import HOSTILE, add, app_over, contract, go_to, heard_book, logo, shown, until

from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.data.rows import drafts, themes
from churntui.model.notes import NoteRef
from churntui.ui.interviews.page import InterviewPage, TalkPage
from churntui.ui.interviews.place import NotesPlace
from churntui.ui.interviews.reading import ReadingPage
from churntui.ui.interviews.review_page import ReviewPage
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.picker import Picker
from churntui.ui.parts.row_form import RowForm

SIZE = (120, 36)
NORDWIND, ACME = 4, 5


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


async def place(pilot) -> NotesPlace:
    """The place, its losses counted."""
    await go_to(pilot, "5")
    found = pilot.app.place
    assert isinstance(found, NotesPlace)
    await until(pilot, found.explained)
    await pilot.pause()
    return found


def names(found: NotesPlace) -> list[str]:
    return [line.name for line in found.table.rows]


async def test_the_list_with_coverage_and_the_chosen_one_in_full(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot)
        assert names(found) == ["Acme", "Lumen Labs", "Orbis", "Ferrum"]
        screen = shown(app)
        assert "Losses with an interview 1/3 · 17.6 % of the ARR lost" in screen
        assert "[interviews 4]  held 2  silent 2  drafts 0  reviews 0  talks 0  all 4" in screen
        assert "! not asked" in screen
        assert "to come" in screen
        await pilot.press("j")
        await until(pilot, lambda: "Nobody called back" in shown(app))
        screen = shown(app)
        for words in (
            "“too expensive”",
            "quality, support",
            "30 Oct 2026 · €18.0k ARR",
            "«Nobody called back»",
        ):
            assert words in screen
        assert found.logo_id == 1
        assert found.copied().startswith("Lumen Labs, held, 2026-11-02\n\ntoo expensive\n\n# Call")


async def test_one_key_shows_one_kind(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot)
        seen = []
        for _ in range(4):
            await pilot.press("f")
            seen.append(names(found))
        assert seen == [["Acme", "Lumen Labs"], ["Orbis", "Ferrum"], [], []]


@pytest.fixture
def living(path):
    """The same with a review, two talks, an answer and two tickets, one of which says nothing."""
    with open_book(path) as store:
        add(store, "person", ref="P1", logo_id=NORDWIND, name="Eva Roth")
        review = {"likelihood": 4, "likelihood_by": "Eva Roth", "reason": "No sign-on", "agreed": "a\nb"}
        add(
            store,
            "review",
            ref="R1",
            logo_id=NORDWIND,
            held_on="2026-11-15",
            notes="# Why?\nWe wait",
            **review,
        )
        add(store, "talk", ref="W1", logo_id=NORDWIND, day="2026-11-20", person_id=1, notes="All well")
        add(store, "talk", ref="W2", logo_id=ACME, day="2026-11-10", how="mail", both_ways=0)
        add(store, "survey", ref="S1", logo_id=NORDWIND, day="2026-10-01", kind="NPS", score=9,
            comment="Reports are slow")  # fmt: skip
        add(store, "survey", ref="S2", logo_id=NORDWIND, day="2026-10-02", kind="NPS", score=7)
        add(
            store,
            "ticket",
            ref="T1",
            logo_id=ACME,
            opened_on="2026-09-01",
            priority="urgent",
            subject="Cannot log in",
        )
    return path


async def in_view(pilot, view):
    """The place, with what the view lists."""
    found = await place(pilot)
    while found._view != view:
        await pilot.press("f")
    await until(pilot, lambda: view in {"held", "silent", "drafts"} or found._living is not None)
    await pilot.pause()
    return found


@pytest.mark.parametrize("size", [SIZE, (80, 24)])
async def test_notes_about_living_logos_are_read_where_they_are_asked_for(living, size):
    app = app_over(living)
    async with app.run_test(size=size) as pilot:
        found = await place(pilot)
        assert "reviews 1  talks 2  all 9" in shown(app)
        assert found._living is None
        found = await in_view(pilot, "reviews")
        assert names(found) == ["Nordwind"]
        assert "QBR" in shown(app)
        found = await in_view(pilot, "talks")
        assert [line.said for line in found.table.rows] == ["call", "mail, only ours"]
        found = await in_view(pilot, "all")
        assert [(line.name, line.kind) for line in found.table.rows] == [
            ("Nordwind", "talk"), ("Nordwind", "review"), ("Acme", "interview"), ("Acme", "talk"),
            ("Lumen Labs", "interview"), ("Nordwind", "survey"), ("Acme", "ticket"), ("Orbis", "silent"),
            ("Ferrum", "interview"),
        ]  # fmt: skip
        await pilot.press("/", *"slow")
        await until(pilot, lambda: names(found) == ["Nordwind"])
        assert found.exported().rows[0][-1] == "Reports are slow"


async def test_the_chosen_one_is_read_beside_the_list(living):
    app = app_over(living)
    async with app.run_test(size=(200, 55)) as pilot:
        await in_view(pilot, "reviews")
        await until(pilot, lambda: "We wait" in shown(app))
        screen = shown(app)
        for words in ("15 Nov", "4 of 10", "Eva Roth", "No sign-on", "Agreed"):
            assert words in screen
        await in_view(pilot, "talks")
        await until(pilot, lambda: "All well" in shown(app) and "Eva Roth" in shown(app))


@pytest.mark.parametrize(
    ("cursor", "kind", "note_id"), [(0, "talk", 1), (1, "review", 1), (5, "survey", 1), (6, "ticket", 1)]
)
async def test_any_note_is_tagged_whole_and_in_passages(living, cursor, kind, note_id):
    app = app_over(living)
    async with app.run_test(size=SIZE) as pilot:
        found = await in_view(pilot, "all")
        found.table.cursor = cursor
        await until(pilot, lambda: found._reading._line is found.table.row)
        await pilot.press("T")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await pilot.press(*"sso", "enter")
        await until(pilot, lambda: found.table.row and found.table.row.themes == ("missing SSO",))
        await until(pilot, lambda: found._reading._line is found.table.row)
        await pilot.press("tab")
        await until(pilot, lambda: found._reading.notes.has_focus)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await pilot.press(*"silence", "enter")
        await until(pilot, lambda: found.table.row and len(found.table.row.themes) == 2)
        assert found.table.row.note == NoteRef(kind, note_id)
        await pilot.press("u")
        await until(pilot, lambda: found.table.row and found.table.row.themes == ("missing SSO",))
    with open_book(living) as store:
        assert themes.on_note(store, NoteRef(kind, note_id)) == ["missing SSO"]


@pytest.mark.parametrize(
    ("cursor", "page"), [(0, TalkPage), (1, ReviewPage), (2, InterviewPage), (5, RowForm), (6, RowForm)]
)
async def test_f2_changes_each_where_it_is_written(living, cursor, page):
    app = app_over(living)
    async with app.run_test(size=SIZE) as pilot:
        found = await in_view(pilot, "all")
        found.table.cursor = cursor
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, page) and app.screen.focused)


async def test_where_there_is_no_room_a_note_is_read_first(living):
    app = app_over(living)
    async with app.run_test(size=(80, 24)) as pilot:
        await in_view(pilot, "reviews")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingPage) and "We wait" in shown(app))
        assert "Business review" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReviewPage) and app.screen.focused)


async def test_a_adds_what_is_listed_and_stands_on_it(living):
    app = app_over(living)
    async with app.run_test(size=SIZE) as pilot:
        found = await in_view(pilot, "reviews")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ReviewPage) and app.screen.focused)
        await pilot.press(*"Fine", "ctrl+s")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await until(pilot, lambda: found.table.row and found.table.row.notes == "Fine")
        await in_view(pilot, "interviews")
        app.do(app.change_note(NoteRef("talk", 1)))
        await until(pilot, lambda: isinstance(app.screen, TalkPage) and app.screen.focused)
        await pilot.press("x", "ctrl+s")
        await until(pilot, lambda: found._view == "talks" and found.table.row.notes == "xAll well")


async def test_delete_takes_notes_of_one_kind_away_and_throws_drafts_away(living):
    with open_book(living) as store:
        drafts.keep(
            store, {"notes": "a"}, logo_id=NORDWIND, note_id=None, author="", draft_id=None, kind="review"
        )
        drafts.leave(store, 1)
    app = app_over(living)
    async with app.run_test(size=SIZE) as pilot:
        found = await in_view(pilot, "all")
        await until(pilot, lambda: len(found.table.rows) == 10)
        found.table.cursor = 1
        await pilot.press("space", "space", "space", "delete")
        await until(pilot, lambda: any("of one kind" in one.message for one in app._notifications))
        await pilot.press("escape")
        found.table.cursor = 1
        await pilot.press("delete")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.focused)
        assert "Delete the talk with Nordwind of 20 Nov" in shown(app)
        await pilot.press("y")
        await until(pilot, lambda: len(found.table.rows) == 9)
        await pilot.press("u")
        await until(pilot, lambda: len(found.table.rows) == 10)
        found.table.cursor = 0
        await pilot.press("delete")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.focused)
        await pilot.press("y")
        await until(pilot, lambda: len(found.table.rows) == 9)


async def test_a_silent_loss_has_no_note_to_take_away(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await place(pilot)
        await pilot.press("j", "j", "delete")
        await until(pilot, lambda: any("no note to take away" in one.message for one in app._notifications))


async def test_a_draft_of_a_review_is_listed_as_one(path):
    with open_book(path) as store:
        drafts.keep(
            store, {"notes": "a"}, logo_id=NORDWIND, note_id=None, author="", draft_id=None, kind="review"
        )
        drafts.leave(store, 1)
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await place(pilot)
        assert "[interviews 4]  held 2  silent 2  drafts 1  reviews 1  talks 0  all 5" in shown(app)
        await in_view(pilot, "reviews")
        assert "(review draft)" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReviewPage) and app.screen.focused)


async def test_filtering_looks_into_notes(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot)
        await pilot.press("/", *"nobody")
        await pilot.pause()
        assert names(found) == ["Lumen Labs"]
        await pilot.press(*"zz")
        await pilot.pause()
        assert "Nothing of this kind holds" in shown(app)


async def test_under_a_filter_each_view_counts_what_it_leaves(living):
    app = app_over(living)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot)
        assert found._living is None
        await pilot.press("/", *"acme")
        await until(
            pilot,
            lambda: "[interviews 1]  held 1  silent 0  drafts 0  reviews 0  talks 1  all 3" in shown(app),
        )
        await pilot.press("enter", "f", "f", "f", "f", "f", "f")
        await until(pilot, lambda: "[all 3]" in shown(app))
        assert len(found.table.rows) == 3
        await pilot.press("escape")
        await until(pilot, lambda: "[all 9]" in shown(app))


async def test_a_silent_loss_is_asked_about_with_one_key(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await place(pilot)
        await pilot.press("j", "j", "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage))
        assert app.screen.logo_id == 2
        assert app.screen.query_one("#interview-effective_on").value == "2026-08-13"


async def test_enter_edits_beside_the_text_and_reads_where_there_is_no_room(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await place(pilot)
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage))
        assert app.screen.query_one(TextArea).text.startswith("# Call")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await place(pilot)
        await pilot.press("j", "enter")
        await until(
            pilot, lambda: isinstance(app.screen, ReadingPage) and "«Nobody called back»" in shown(app)
        )
        assert "Assessed     quality, support" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage))


async def test_tagging_by_picker_is_one_undo(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot)
        await pilot.press("j", "T")
        await until(pilot, lambda: isinstance(app.screen, Picker))
        await pilot.press(*"slow start", "tab", "enter")
        await until(pilot, lambda: "slow start" in app.book.interviews[1].themes)
        assert app.book.interviews[1].themes == ("missing SSO", "slow start", "support silence")
        await until(pilot, lambda: "slow start" in shown(app))
        assert found.table.row.name == "Lumen Labs"
        await pilot.press("u")
        await until(pilot, lambda: "slow start" not in app.book.interviews[1].themes)


async def test_themes_are_added_to_all_marked_notes_by_one_change(living):
    app = app_over(living)
    marked = [NoteRef("talk", 1), NoteRef("review", 1)]

    def put():
        with open_book(living) as store:
            return [themes.on_note(store, note) for note in marked]

    with open_book(living) as store:
        themes.put_on_note(store, marked[0], ["slow start"], "Tag")
    async with app.run_test(size=SIZE) as pilot:
        found = await in_view(pilot, "all")
        assert [line.note for line in found.table.rows[:2]] == marked
        found.table.cursor = 0
        await pilot.press("space", "space", "T")
        await until(
            pilot, lambda: "Themes to add to 2 notes" in shown(app) and "Nothing ticked" in shown(app)
        )
        await pilot.press(*"sso", "tab", *"new one", "enter")
        await until(pilot, lambda: not found.table.marked_rows)
        assert put() == [["missing SSO", "new one", "slow start"], ["missing SSO", "new one"]]
        await pilot.press("u")
        await until(pilot, lambda: put() == [["slow start"], []])


async def test_a_mark_on_a_loss_without_a_note_is_said_before_themes_are_chosen(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await place(pilot)
        await pilot.press("j", "space", "space", "T")
        await until(pilot, lambda: app._notifications)
        assert "1 of the marked rows has no note yet" in next(iter(app._notifications)).message
        assert not isinstance(app.screen, Picker)


async def test_the_last_theme_can_be_taken_off(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await place(pilot)
        await pilot.press("j", "T")
        await until(pilot, lambda: isinstance(app.screen, Picker))
        await pilot.press(*"sso", "tab", "enter")
        await until(pilot, lambda: app.book.interviews[1].themes == ("support silence",))


async def test_a_silent_loss_cannot_be_tagged(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await place(pilot)
        await pilot.press("j", "j", "T")
        await until(pilot, lambda: app._notifications)
        assert not isinstance(app.screen, Picker)


async def test_export_and_help_name_the_figures(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot)
        sheet = found.exported()
        assert sheet.header[:4] == ("logo", "when", "status", "arr_lost_EUR")
        assert sheet.rows[1][:4] == ("Lumen Labs", "2026-11-02", "held", "18000.00")
        assert "Nobody called back" in sheet.rows[1][-1]
        await pilot.press("j")
        explained = found.explained()
        assert "Losses up to 21 Nov 2026: 3. With an interview that was held: 1; declined: 1" in explained
        assert "€18.0k a year" in explained


async def test_an_empty_book_says_what_to_do(tmp_path):
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot)
        assert "Press n to write one" in shown(app)
        assert "No losses up to this day" in shown(app)
        assert found.exported().rows == ()
        assert found.copied() == ""
        await pilot.press("enter", "T", "f")


async def test_read_only_reads(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=SIZE) as pilot:
        await place(pilot)
        await pilot.press("T", "j", "j", "enter")
        await until(pilot, lambda: app._notifications)
        assert not isinstance(app.screen, InterviewPage | Picker)


async def test_hostile_text_is_shown_as_it_is(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for number, name in enumerate(HOSTILE, 1):
            contract(store, logo(store, name), -60)
            add(store, "interview", ref=f"I{number}", logo_id=number, status="held", updated_at="",
                stated_reason=name, notes=f"# {name}\n{name}")  # fmt: skip
            add(store, "theme", name=name)
            add(store, "interview_theme", interview_id=number, theme_id=number)
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        found = await place(pilot)
        for size in ((80, 24), (200, 55)):
            await pilot.resize_terminal(*size)
            for _ in HOSTILE:
                await pilot.press("j")
                await pilot.pause()
            assert "a[/]b" in shown(app)
            assert "青空フーズ" in shown(app)
            await pilot.press("home", "enter")
            await until(pilot, lambda: len(app.screen_stack) == 2)
            assert len(found.exported().rows) == len(HOSTILE)
            with open_book(path, read_only=True) as store:
                assert len(themes.tags(store)) == len(HOSTILE)
            await pilot.press("escape")


async def test_a_page_of_an_interview_that_goes_says_so(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await place(pilot)
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingPage))
        await app.ask(lambda store: _remove(store, 1))
        await app.reload()
        await until(
            pilot,
            lambda: any("no longer in the book" in one.message for one in app._notifications),
        )
        await pilot.press("T", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)


def _remove(store: Store, interview_id: int) -> None:
    with store.write():
        store.rows("DELETE FROM interview WHERE id = ?", (interview_id,))


async def test_all_marked_drafts_are_thrown_away_and_none_with_a_note_beside_it(path):
    with open_book(path) as store:
        for kind in ("review", "talk"):
            drafts.keep(
                store, {"notes": "a"}, logo_id=NORDWIND, note_id=None, author="", draft_id=None, kind=kind
            )
        for draft in drafts.every(store):
            drafts.leave(store, draft.id)
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await in_view(pilot, "all")
        await until(pilot, lambda: [line.kind for line in found.table.rows[:3]].count("draft") == 2)
        found.table.cursor = 0
        await pilot.press("space", "space", "space", "delete")
        await until(pilot, lambda: any("of one kind" in one.message for one in app._notifications))
        await pilot.press("escape")
        found.table.cursor = 0
        await pilot.press("space", "space", "delete")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.focused)
        assert "2 drafts" in shown(app)
        await pilot.press("y")
        await until(pilot, lambda: not app.book.drafts)

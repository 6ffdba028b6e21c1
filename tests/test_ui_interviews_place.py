from __future__ import annotations

import pytest
from textual.widgets import TextArea
from ui_books import HOSTILE, add, app_over, contract, go_to, heard_book, logo, shown, until

from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.data.rows import themes
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.interviews.place import Interviews
from churntui.ui.interviews.reading import ReadingPage
from churntui.ui.kit.picker import Picker

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


async def place(pilot) -> Interviews:
    """The place, its losses counted."""
    await go_to(pilot, "5")
    found = pilot.app.place
    assert isinstance(found, Interviews)
    await until(pilot, found.explained)
    await pilot.pause()
    return found


def names(found: Interviews) -> list[str]:
    return [line.name for line in found.table.rows]


async def test_the_list_with_coverage_and_the_chosen_one_in_full(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot)
        assert names(found) == ["Acme", "Lumen Labs", "Orbis", "Ferrum"]
        screen = shown(app)
        assert "Losses with an interview 1/3 · 17.6 % of the ARR lost" in screen
        assert "[all 4] · held 2 · silent 2 · drafts 0" in screen
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
        assert seen == [
            ["Acme", "Lumen Labs"],
            ["Orbis", "Ferrum"],
            [],
            ["Acme", "Lumen Labs", "Orbis", "Ferrum"],
        ]


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

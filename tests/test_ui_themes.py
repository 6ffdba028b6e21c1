from __future__ import annotations

import pytest
from ui_books import AS_OF, HOSTILE, add, app_over, contract, go_to, heard_book, logo, shown, until

from churntui.book import Book
from churntui.data.store import Store
from churntui.ui.theme_page import ThemePage
from churntui.ui.theme_rows import heading, ordered, rows, words_behind
from churntui.ui.themes import Themes, explanation

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


@pytest.fixture
def book(path):
    with Store.open(path) as store:
        return Book.load(store, AS_OF)


async def place(pilot, count: int) -> Themes:
    """The place, so many themes counted."""
    await go_to(pilot, "6")
    found = pilot.app.place
    assert isinstance(found, Themes)
    await until(pilot, lambda: len(found.table.rows) == count and found.table.empty != "Counting …")
    await pilot.pause()
    return found


def test_rows_name_what_answers_them_and_who_named_them(book):
    found = {row.theme.name: row for row in rows(book)}
    assert list(found) == ["missing SSO", "support silence", "old one", "product gaps"]
    sso = found["missing SSO"]
    assert (sso.name, sso.answer) == ("product gaps > missing SSO", "in progress · Sign-on")
    assert [line.name for line in sso.lines] == ["Acme", "Lumen Labs"]
    assert (sso.counted.logos, sso.counted.arr_lost) == (2, 18_000_00)
    assert (found["support silence"].answer, found["product gaps"].answer) == ("–", "")


def test_the_words_are_passages_else_what_was_stated(book):
    silence = next(row for row in rows(book) if row.name == "support silence")
    text = words_behind(book, silence, {1: ["Nobody called back"]}).plain
    assert "Heard together with  missing SSO (2 logos)" in text
    assert "▌«Nobody called back»\n▌  Lumen Labs · 2 Nov 2026 · €18.0k" in text
    assert "▌«Merged»\n▌  Acme · 12 Nov 2026" in text
    assert "too expensive" not in text


def test_an_initiative_stands_with_its_day(book):
    sso = rows(book)[0]
    assert "Answered by  Sign-on · in progress, due 31 Jan 2027, Ana" in words_behind(book, sso, {}).plain


def test_orders(book):
    found = rows(book)
    assert [row.theme.name for row in ordered(found, "recent")][-1] == "product gaps"
    assert [row.counted.arr_lost for row in ordered(found, "arr")] == [18_000_00, 18_000_00, 0, 0]
    assert [row.growth for row in ordered(found, "growth")] == ["▲2", "▲2", "", ""]


def test_a_heading_says_whom_it_strikes(book, tmp_path):
    with Store.open(tmp_path / "book.db") as store:
        add(store, "interview_theme", interview_id=2, theme_id=2)
        book = Book.load(store, AS_OF)
    assert (
        heading(book, rows(book)[0]) == "product gaps > missing SSO · 3 logos · €82.0k · mostly Health (3/3)"
    )


def test_explained_adds_up(book):
    text = explanation(rows(book)[0], book)
    assert "Heard in 2 interviews of 2 logos; they are about 1 loss up to 21 Nov 2026: €18.0k" in text
    assert "1 interview about no loss yet" in text


async def test_the_table_its_words_and_its_orders(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot, 3)
        await until(pilot, lambda: "«too expensive»" in shown(app))
        assert found.table.sorted_by == ("Logos", True)
        for column in ("ARR lost", "Trend", "Last", "Logos"):
            await pilot.press("s")
            assert found.table.sorted_by == (column, True)
        await pilot.press("j")
        await until(pilot, lambda: "«Nobody called back»" in shown(app))
        assert "support silence · 2 logos · €18.0k" in shown(app)
        assert found.copied() == "support silence · 2 logos · €18.0k"
        assert "ARR lost €18.0k" in found.explained()
        assert found.subject == ("theme", 3)


async def test_filter_looks_into_initiatives(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot, 3)
        await pilot.press("/", *"SIGN-ON")
        await pilot.pause()
        assert [row.theme.name for row in found.table.rows] == ["missing SSO"]
        await pilot.press(*"zz")
        await pilot.pause()
        assert "Escape clears" in shown(app)


async def test_archived_themes_are_shown_when_asked_for(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot, 3)
        await pilot.press("f")
        assert [row.theme.name for row in found.table.rows][2] == "old one"
        await pilot.press("f")
        assert len(found.table.rows) == 3


async def test_a_theme_is_made_by_its_name(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot, 3)
        await pilot.press("plus", *"missing sso", "enter")
        assert "There is a theme of that name" in shown(app)
        await pilot.press("x", "enter")
        await until(pilot, lambda: len(found.table.rows) == 4)
        await pilot.press("u")
        await until(pilot, lambda: len(found.table.rows) == 3)


def test_a_theme_says_how_many_are_to_be_called(path):
    with Store.open(path) as store, store.write():
        store.rows("UPDATE initiative SET status = 'shipped', shipped_on = '2026-11-20'")
        found = rows(Book.load(store, AS_OF))
    assert [(row.to_call, len(row.win_backs)) for row in found] == [(1, 1), (0, 0), (0, 0), (0, 0)]


async def test_export_is_written_out(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        sheet = (await place(pilot, 3)).exported()
        assert sheet.rows[0] == (
            "missing SSO", "product gaps", "2", "2", "18000.00", "2026-11-02", "2026-11-12", "2",
            "Sign-on (in_progress)", "0",
        )  # fmt: skip


async def test_an_empty_book_says_what_to_do(tmp_path):
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot, 0)
        assert "Go to Interviews (5) and press t" in shown(app)
        assert (found.copied(), found.explained(), found.exported().rows) == ("", "", ())
        await pilot.press("s", "enter")


async def test_hostile_names_are_shown_as_they_are(tmp_path):
    path = tmp_path / "book.db"
    with Store.open(path) as store:
        for number, name in enumerate(HOSTILE, 1):
            contract(store, logo(store, name, industry=name), -60)
            add(store, "interview", ref=f"I{number}", logo_id=number, status="held", updated_at="",
                stated_reason=name)  # fmt: skip
            add(store, "theme", name=name, description=name)
            add(store, "interview_theme", interview_id=number, theme_id=number)
            add(store, "initiative", ref=f"A{number}", name=name, status="planned", owner=name)
            add(store, "initiative_theme", initiative_id=number, theme_id=number)
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        found = await place(pilot, len(HOSTILE))
        for size in ((80, 24), (200, 55)):
            await pilot.resize_terminal(*size)
            for _ in HOSTILE:
                await pilot.press("j")
                await pilot.pause()
            assert "[@click=app.bell]x" in shown(app)
            assert "青空フーズ" in shown(app)
            await pilot.press("home", "enter")
            await until(pilot, lambda: isinstance(app.screen, ThemePage) and app.screen.table.rows)
            assert len(found.table.rows) == len(HOSTILE)
            await pilot.press("escape")

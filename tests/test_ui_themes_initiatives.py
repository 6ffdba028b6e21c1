from __future__ import annotations

from datetime import date

import pytest
from ui_books import AS_OF, HOSTILE, add, app_over, go_to, heard_book, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import initiatives
from churntui.ui.themes.initiatives import InitiativesPage
from churntui.ui.themes.winbacks import WinBackPage


@pytest.fixture
def path(tmp_path):
    """Sign-on (in progress) answers missing SSO, the first theme."""
    return heard_book(tmp_path / "book.db")


async def page(pilot, count: int, keys: str = "i") -> InitiativesPage:
    await go_to(pilot, "6")
    await until(pilot, lambda: pilot.app.place.table.empty != "Counting …")
    await pilot.press(*keys)
    await until(
        pilot,
        lambda: (
            isinstance(pilot.app.screen, InitiativesPage)
            and pilot.app.screen.table.empty != "Counting …"
            and len(pilot.app.screen.table.rows) == count
        ),
    )
    return pilot.app.screen


def stored(path):
    with open_book(path) as store:
        return {one.name: one for one in initiatives.every(store)}


async def fill(pilot, *texts: str) -> None:
    """Type into one field after the other and keep."""
    for nth, text in enumerate(texts):
        if nth:
            await pilot.press("tab")
        await pilot.press(*text)
    await pilot.press("enter")


async def test_those_of_the_theme_or_all(path):
    add_other(path)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        found = await page(pilot, 1)
        assert "What answers “missing SSO” · 1 initiative" in shown(app)
        await pilot.press("f")
        assert [work.initiative.name for work in found.table.rows] == ["Late one", "Sign-on"]
        assert "! 1 Nov" in shown(app)
        assert found.exported().rows[1][:2] == ("A1", "Sign-on")
        assert found.copied() == "Sign-on · in progress, due 31 Jan 2027, Ana"


def add_other(path):
    with open_book(path) as store:
        add(store, "initiative", ref="A2", name="Late one", status="planned", due_on="2026-11-01")


async def test_a_new_one_answers_the_theme_at_once(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        await pilot.press("a", *"SAML", "enter")
        await until(pilot, lambda: "New initiative" in shown(app))
        await fill(pilot, " 2", "i", "Bo", "+2w", "", "by then")
        await until(pilot, lambda: "SAML 2" in stored(path))
        one = stored(path)["SAML 2"]
        assert (one.status, one.owner, one.due_on, one.note) == (
            "in_progress",
            "Bo",
            date(2026, 12, 5),
            "by then",
        )
        assert one.themes == ("missing SSO",)
        await until(pilot, lambda: app.screen.table.row.initiative.name == "SAML 2")
        await pilot.press("u")
        await until(pilot, lambda: "SAML 2" not in stored(path))


async def test_a_known_one_is_linked(path):
    add_other(path)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        await pilot.press("a", *"late", "enter")
        await until(pilot, lambda: stored(path)["Late one"].themes == ("missing SSO",))


async def test_what_cannot_be_read_is_told_at_its_field(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        await pilot.press("enter")
        await until(pilot, lambda: "Initiative “Sign-on”" in shown(app))
        await fill(pilot, "", "", "", " someday")
        await until(pilot, lambda: "is not a day" in shown(app))
        await pilot.press(*["backspace"] * 30, *"31 dec", "enter")
        await until(pilot, lambda: stored(path)["Sign-on"].due_on == date(2026, 12, 31))


async def test_shipping_fills_the_win_back_list(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        await pilot.press("c", *"shipped", "enter")
        await until(pilot, lambda: stored(path)["Sign-on"].shipped_on == AS_OF)
        await until(
            pilot, lambda: any("1 lost logo can be told" in note.message for note in app._notifications)
        )
        await until(pilot, lambda: "! 1/1" in shown(app))
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WinBackPage) and app.screen.table.rows)
        assert [one.name for one in app.screen.table.rows] == ["Lumen Labs"]


async def test_what_it_answers_is_ticked(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        await pilot.press("T")
        await until(pilot, lambda: "“Sign-on” answers" in shown(app))
        await pilot.press(*"silence", "tab", "enter")
        await until(pilot, lambda: stored(path)["Sign-on"].themes == ("missing SSO", "support silence"))


async def test_all_marked_answer_what_is_chosen_beside_what_each_does(path):
    add_other(path)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        await pilot.press("f", "home", "space", "space", "T")
        await until(pilot, lambda: "2 initiatives answer, beside what each does already" in shown(app))
        await pilot.press(*"silence", "enter")
        await until(pilot, lambda: stored(path)["Late one"].themes == ("support silence",))
        assert stored(path)["Sign-on"].themes == ("missing SSO", "support silence")
        await pilot.press("u")
        await until(pilot, lambda: not stored(path)["Late one"].themes)
        assert stored(path)["Sign-on"].themes == ("missing SSO",)


async def test_one_is_deleted_and_undone(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        await pilot.press("delete")
        await until(pilot, lambda: "with what it answers: 1 theme" in shown(app))
        await pilot.press("y")
        await until(pilot, lambda: "Nothing answers it yet" in shown(app))
        await pilot.press("u")
        await until(pilot, lambda: "Sign-on" in stored(path))


async def test_an_empty_book_says_what_to_do(tmp_path):
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=(80, 24)) as pilot:
        found = await page(pilot, 0)
        assert "Press a to add the first" in shown(app)
        await pilot.press("c", "T", "delete", "enter", "w")
        assert (app.screen, found.copied(), found.exported().rows) == (found, "", ())
        await pilot.press("a")
        await until(pilot, lambda: "New initiative" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "needs a name" in shown(app))


async def test_a_read_only_book_is_not_changed(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        found = await page(pilot, 1)
        await pilot.press("a", "c", "T", "delete", "enter")
        await pilot.pause()
        assert app.screen is found


async def test_hostile_names_are_shown_as_they_are(path):
    with open_book(path) as store:
        for number, name in enumerate(HOSTILE):
            add(store, "initiative", ref=f"H{number}", name=name, owner=name, note=name, status="shipped")
            add(store, "initiative_theme", initiative_id=number + 2, theme_id=2)
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await page(pilot, 6)
        for _ in range(6):
            await pilot.press("enter")
            await until(pilot, lambda: len(app.screen_stack) == 3)
            await pilot.press("escape")
            await until(pilot, lambda: len(app.screen_stack) == 2)
            await pilot.press("j")
        assert "[@click=app.bell]x" in shown(app)
        assert "\x1b" not in shown(app)


async def test_what_was_typed_of_a_new_one_and_left_stands_there_again_and_on_today(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        await pilot.press("a", *"SAML", "enter")
        await until(pilot, lambda: "New initiative" in shown(app))
        await pilot.press("tab", "tab", *"Bo", "tab", *"+2w", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        assert "SAML" not in stored(path)
        await pilot.press("escape", *"1/draft", "enter")
        await until(pilot, lambda: "draft of a new initiative" in shown(app) and "SAML" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "New initiative" in shown(app) and "2026-12-05" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "SAML" in stored(path) and not app.book.drafts)
    one = stored(path)["SAML"]
    assert (one.owner, one.due_on, one.themes) == ("Bo", date(2026, 12, 5), ("missing SSO",))


async def test_what_was_typed_of_a_known_one_and_left_takes_nothing_back_that_changed_meanwhile(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        await pilot.press("f2")
        await until(pilot, lambda: "Initiative “Sign-on”" in shown(app))
        await pilot.press(*["tab"] * 5, *"A long note", "escape")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        assert app.book.drafts[0].fields == {"note": "A long note"}
        await pilot.press("c", *"shipped", "enter")
        await until(pilot, lambda: stored(path)["Sign-on"].status == "shipped")
        await pilot.press("escape", *"1/draft", "enter")
        await until(pilot, lambda: "draft of a changed initiative" in shown(app) and "Sign-on" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "A long note" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: stored(path)["Sign-on"].note == "A long note")
        assert stored(path)["Sign-on"].status == "shipped"
        await until(pilot, lambda: not app.book.drafts)


async def test_left_as_it_was_it_leaves_no_draft(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        for keys in (["f2"], ["f", "a"]):
            await pilot.press(*keys)
            await until(pilot, lambda: "escape leaves it as a draft" in shown(app))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, InitiativesPage))
            await pilot.pause()
        assert not app.book.drafts

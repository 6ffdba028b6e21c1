"""Search: an answer with every key, the passage marked, whatever is typed."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.widgets import Input
from ui_books import HOSTILE, add, app_over, contract, go_to, heard_book, logo, shown, until

from churntui.data.opening import open_book
from churntui.data.words.search import Hit
from churntui.ui.interviews.reading import ReadingPage
from churntui.ui.logos.page import LogoPage
from churntui.ui.search import SearchPage, passage
from churntui.ui.themes.page import ThemePage

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


async def page(pilot, place="6") -> SearchPage:
    await go_to(pilot, place)
    await pilot.press("ctrl+k")
    await until(pilot, lambda: isinstance(pilot.app.screen, SearchPage))
    await pilot.pause()
    return pilot.app.screen


async def asked(pilot, found, query):
    """Type it in one go and wait for what is found."""
    found.query_one(Input).value = query
    await until(pilot, lambda: found._query == query)
    await pilot.app.ask(lambda store: None)
    await pilot.pause()
    return [(hit.kind, hit.title) for hit in found.table.rows]


async def test_each_key_finds_and_enter_opens_what_was_found(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await page(pilot)
        assert "a beginning of a word is enough" in shown(app)
        await pilot.press(*"nob call")
        await until(pilot, lambda: len(found.table.rows) == 2)
        assert {(hit.kind, hit.title) for hit in found.table.rows} == {
            ("quote", "Lumen Labs"),
            ("note", "Lumen Labs"),
        }
        assert "Lumen Labs · 2 Nov 2026" in shown(app)
        assert found.logo_id == 1
        assert len(found.exported().rows) == 2
        while found.table.row.kind != "quote":
            await pilot.press("down")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingPage))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is found)
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_enter_typed_with_the_words_opens_what_is_found_by_all_of_them(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await page(pilot)
        for key in [*"nordw", "enter"]:
            app.post_message(Key(key, key if len(key) == 1 else "\r"))
        await until(pilot, lambda: isinstance(app.screen, LogoPage))
        assert app.screen.logo_id == 4


async def test_a_hit_opens_by_its_kind(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        for query, kind, opened in (
            ("Nordw", "logo", LogoPage),
            ("silence", "theme", ThemePage),
            ('"too exp', "reason", ReadingPage),
        ):
            found = await page(pilot)
            assert kind in {one for one, _ in await asked(pilot, found, query)}
            while found.table.row.kind != kind:
                await pilot.press("down")
            await pilot.press("enter")
            await until(pilot, lambda opened=opened: isinstance(app.screen, opened))
            while len(app.screen_stack) > 1:
                await pilot.press("escape")


async def test_odd_input_never_fails(path):
    with open_book(path) as store:
        add(store, "logo", ref="L9", name="O'Brien's C++ [/b] 青空フーズ")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        for query in ("C++", "O'Brien", '"', "", "🙂", "((", "NEAR(", "a AND", "*", "[/b]", "\\", "青"):
            found = await page(pilot)
            hits = await asked(pilot, found, query)
            titles = {title for _, title in hits}
            assert ("O'Brien's C++ [/b] 青空フーズ" in titles) is (query in {"C++", "O'Brien", "[/b]", "青"})
            await pilot.press("enter", "down")
            while len(app.screen_stack) > 1:
                await pilot.press("escape")


async def test_the_filter_takes_its_words_along(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "5")
        await pilot.press("slash", *"nobody", "ctrl+k")
        await until(pilot, lambda: isinstance(app.screen, SearchPage) and app.screen.table.rows)
        assert app.screen.query_one(Input).value == "nobody"


async def test_a_change_is_found_at_once(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await page(pilot)
        assert await asked(pilot, found, "zebra") == []
        assert "Nothing has all these words" in shown(app)
        with open_book(path) as other, other.write():
            other.rows("UPDATE interview SET notes = 'a zebra' WHERE id = 3")
        await app.reload()
        await until(pilot, lambda: [hit.title for hit in found.table.rows] == ["Acme"])


async def test_hostile_text_is_marked_and_not_obeyed(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for number, name in enumerate(HOSTILE, 1):
            contract(store, logo(store, name), -60)
            add(store, "interview", ref=f"I{number}", logo_id=number, status="held", updated_at="",
                stated_reason=f"why {name}", notes=f"why {name}\n{name}")  # fmt: skip
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        found = await page(pilot, "2")
        assert len(await asked(pilot, found, "why")) == 2 * len(HOSTILE)
        for _ in range(2 * len(HOSTILE)):
            await pilot.press("down")
            await pilot.pause()
        assert "[@click=app.bell]x" in shown(app)
        assert "\x1b" not in shown(app)


def test_a_passage_begins_shortly_before_its_first_mark():
    text = "a" * 30 + " word before the mark stands here"
    at = text.index("mark")
    cell = passage(Hit("note", 1, 1, 1, "L", text, ((at, at + 4),), at))
    assert cell == "…word before the mark stands here"
    assert [cell[start:end] for start, end in cell.marks] == ["mark"]
    near = passage(Hit("note", 1, 1, 1, "L", "…mark", ((1, 5),), 0))
    assert (near, near.marks) == ("…mark", ((1, 5),))

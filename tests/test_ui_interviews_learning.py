"""Learning: the figures on screen, the interviews behind each, and the silent losses one key from being recorded."""

from __future__ import annotations

import pytest
from learning_books import learnt_book
from ui_books import HOSTILE, add, app_over, contract, go_to, logo, shown, until

from churntui.data.opening import open_book
from churntui.ui.interviews.heard_page import HeardPage
from churntui.ui.interviews.learning import LearningPage
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.interviews.reading import ReadingPage
from churntui.ui.kit.matrix import Matrix

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    return learnt_book(tmp_path / "book.db")


async def page(pilot) -> LearningPage:
    """The page, counted, by its key from Interviews."""
    await go_to(pilot, "5")
    await pilot.press("l")
    await until(pilot, lambda: isinstance(pilot.app.screen, LearningPage))
    found = pilot.app.screen
    await until(pilot, lambda: found._learnt is not None)
    await pilot.pause()
    return found


async def test_stated_against_assessed_opens_the_interviews_behind_a_pair(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await page(pilot)
        screen = shown(app)
        assert "Stated and assessed agree in 1/2 of the interviews with both, €64.0k of €82.0k" in screen
        assert "Stated price, assessed quality, support: 1 interview, €18.0k ARR lost" in screen
        assert found.copied() == "Stated price, assessed quality, support: 1 interview, €18.0k ARR lost"
        assert found.exported().rows == (
            ("price", "price", "1", "64000.00"),
            ("price", "quality_support", "1", "18000.00"),
        )
        await pilot.press("v")
        await until(pilot, lambda: "€64k" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HeardPage) and app.screen.table.rows)
        assert [line.name for line in app.screen.table.rows] == ["Lumen Labs"]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingPage))
        await pilot.press("escape", "escape", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_every_tab_has_its_figures_with_their_numbers(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await page(pilot)
        seen = {}
        for tab in ("phases", "verdicts", "warnings", "silent", "hints", "reasons"):
            await pilot.press("tab")
            await pilot.pause()
            seen[tab] = shown(app)
            assert found.exported() is not None
            assert found.explained()
        for tab, words in {
            "phases": ("Began ↓", "adoption"),
            "verdicts": ("Preventable", "1/2", "not said", "No interview is tagged yet"),
            "warnings": (
                "First signal → flagged", "20 days", "10 to 30 days", "−4 days", "Acted on before the notice", "0/1",
                "Attempts that kept the logo", "1/2",
            ),
            "silent": ("Losses with an interview 2/3", "€82.0k of €102.0k", "Orbis", "not asked"),
            "hints": ("0 of 6 signs raised", "Price or budget assessed", "1/2", "Coded by the account owner"),
            "reasons": ("Assessed →",),
        }.items():  # fmt: skip
            for word in words:
                assert word in seen[tab], (tab, word)


async def test_a_figure_of_a_table_opens_its_interviews(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await page(pilot)
        await pilot.press("tab", "tab", "tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, HeardPage) and len(app.screen.table.rows) == 2)
        assert "First signal → flagged" in shown(app)
        assert app.screen.explained() == found.explained()
        assert app.screen.subject == ("interview", 1)


async def test_a_silent_loss_is_one_key_from_its_interview(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await page(pilot)
        await pilot.press("tab", "tab", "tab", "tab")
        await pilot.pause()
        assert app.book.name(found.logo_id) == "Orbis"
        assert found.lost_on is not None
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage))
        assert "Orbis" in shown(app)


async def test_the_time_narrows_what_is_counted(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await page(pilot)
        assert "all time, n = 3" in shown(app)
        await pilot.press("p", "p")
        await until(pilot, lambda: "3 months, n = 2" in shown(app))
        assert found._learnt.reasons.tallies.keys() == {("price", "quality_support")}
        await pilot.press("p")
        await until(pilot, lambda: "all time, n = 3" in shown(app))


async def test_a_change_of_the_book_is_counted_anew(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await page(pilot)
        await pilot.press("down")
        with open_book(path) as other, other.write():
            other.rows("UPDATE interview SET stated_code = 'budget' WHERE id = 1")
        await app.reload()
        await until(pilot, lambda: ("budget", "quality_support") in found._learnt.reasons.tallies)
        assert found.query_one(Matrix).pair in {("budget", "quality_support"), ("price", "quality_support"),
                                                ("budget", "price"), ("price", "price")}  # fmt: skip


async def test_an_empty_book_says_what_to_do(tmp_path):
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=(80, 24)) as pilot:
        found = await page(pilot)
        assert "Press n to write one" in " ".join(shown(app).split())
        for _ in range(6):
            await pilot.press("enter", "v", "tab")
            assert isinstance(app.screen, LearningPage)
        assert found.logo_id is None
        assert found.exported().rows == ()


async def test_read_only_does_not_begin_an_interview(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=SIZE) as pilot:
        await page(pilot)
        await pilot.press("tab", "tab", "tab", "tab", "enter")
        await until(pilot, lambda: app._notifications)
        assert isinstance(app.screen, LearningPage)


async def test_hostile_names_are_shown_as_they_are(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for name in HOSTILE:
            contract(store, logo(store, name, owner=name), -60)
        add(store, "interview", ref="I1", logo_id=1, status="held", updated_at="", primary_reason="price",
            stated_code="price", stated_reason=HOSTILE[1])  # fmt: skip
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        for size in ((80, 24), (200, 55)):
            await pilot.resize_terminal(*size)
            await page(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, HeardPage) and "a[/]b" in shown(app))
            await pilot.press("escape", "tab", "tab", "tab", "tab")
            await until(pilot, lambda: "[@click=app.bell]x" in shown(app))
            await pilot.press("escape")

from __future__ import annotations

import pytest
from imports import LOGOS, taker
from ui_books import app_over, shown, until

from churntui.data.opening import open_book
from churntui.ui.imports import ImportsPage


@pytest.fixture
def path(tmp_path):
    """Two imports; of the second one logo was renamed since."""
    with open_book(tmp_path / "book.db") as store:
        take = taker(store, tmp_path)
        take(logos=LOGOS)
        take(logos="logo_id,name\nL1,Acme SE\nL2,Bolt SE\nL3,Cara\n")
        with store.edit("rename"):
            store.rows("UPDATE logo SET name = '[b]Bolt' WHERE ref = 'L2'")
    return tmp_path / "book.db"


async def opened(pilot):
    app = pilot.app
    await until(pilot, lambda: app.book.logos)
    app.do(app.open_past_imports())
    await until(pilot, lambda: isinstance(app.screen, ImportsPage) and app.screen.table.rows)
    return app.screen


def said(app):
    return " ".join(notice.message for notice in app._notifications)


def names(app):
    return sorted(logo.name for logo in app.book.logos.values())


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_delete_takes_the_newest_back_once_it_is_meant_and_names_what_was_changed_since(path, size):
    app = app_over(path)
    async with app.run_test(size=size) as pilot:
        page = await opened(pilot)
        assert [(batch.added, batch.changed) for batch in page.table.rows] == [(1, 2), (2, 0)]
        assert "yes, del" in shown(app)
        await pilot.press("delete", "n")
        await until(pilot, lambda: app.screen is page)
        assert names(app) == ["Acme SE", "Cara", "[b]Bolt"]
        await pilot.press("delete", "y")
        await until(pilot, lambda: page.table.rows[0].taken_back_at)
        await until(pilot, lambda: "logo [b]Bolt: changed since" in shown(app))
        assert names(app) == ["Acme", "[b]Bolt"]
        assert page.exported().rows == (("logo", "[b]Bolt", "changed since"),)
        await pilot.press("delete", "y")
        await until(pilot, lambda: page.table.rows[1].taken_back_at)
        await until(pilot, lambda: names(app) == ["[b]Bolt"])
        await pilot.press("delete")
        await until(pilot, lambda: "no import to take back" in said(app))


async def test_enter_says_what_each_file_came_to(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "logos.csv -> logos: 1 added, 2 changed" in shown(app))
        assert page.exported().rows[0][1:4] == ("logos.csv", "1", "2")
        assert page.copied().endswith("UTC (logos.csv)")


async def test_a_read_only_book_takes_nothing_back(path):
    app = app_over(path, read_only=True)
    async with app.run_test() as pilot:
        page = await opened(pilot)
        await pilot.press("delete")
        await until(pilot, lambda: "read-only" in said(app))
        assert app.screen is page


async def test_a_book_without_imports_says_so(tmp_path):
    with open_book(tmp_path / "other.db"):
        pass
    app = app_over(tmp_path / "other.db")
    async with app.run_test() as pilot:
        app.do(app.open_past_imports())
        await until(pilot, lambda: "No import is listed yet" in shown(app))
        await pilot.press("delete")
        await until(pilot, lambda: "no import to take back" in said(app))

"""How a book was opened, as far as the places tell it, and what becomes of work whose page is gone."""

import asyncio
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.worker import WorkerFailed
from ui_books import app_over, heard_book

from churntui.ui.shell.opening import Opening

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("opening", "command"),
    [
        (Opening(Path("book.db"), DAY, is_default=True), "churntui import contracts.csv"),
        (Opening(Path("mine.db"), DAY), "churntui import contracts.csv --file mine.db"),
        (Opening(Path("my book.db"), DAY), "churntui import contracts.csv --file 'my book.db'"),
    ],
)
def test_an_import_goes_into_the_book_in_view(opening, command):
    assert opening.importing("contracts.csv") == command


@pytest.mark.parametrize("is_left", [True, False])
async def test_work_for_a_page_that_was_left_is_dropped_and_a_fault_of_ours_is_not(tmp_path, is_left):
    app = app_over(heard_book(tmp_path / "book.db"))
    page, may_go_on = Screen(), asyncio.Event()

    async def show():
        await may_go_on.wait()
        page.query_one("#never-there")

    with nullcontext() if is_left else pytest.raises((NoMatches, WorkerFailed)):
        async with app.run_test() as pilot:
            await app.push_screen(page)
            worker = app.do(show())
            if is_left:
                await app.pop_screen()
            may_go_on.set()
            assert await worker.wait() is None
            await pilot.pause()

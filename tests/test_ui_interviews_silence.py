from __future__ import annotations

from datetime import date

import pytest
from ui_books import app_over, go_to, heard_book, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import interviews
from churntui.data.rows.interviews import Words
from churntui.ui.interviews.silence import SilenceDialog, record_silence

LUMEN, ORBIS, FERRUM, NORDWIND, ACME = range(1, 6)


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


def recorded(path, interview_id: int):
    with open_book(path, read_only=True) as store:
        return interviews.one(store, interview_id)


@pytest.mark.parametrize(("place", "key", "status"), [("1", "d", "declined"), ("5", "a", "no_answer")])
async def test_a_silent_loss_is_recorded_in_two_keys(path, place, key, status):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, place)
        await until(pilot, lambda: any(row_of(row) == ORBIS for row in app.place.table.rows))
        while app.place.logo_id != ORBIS:
            await pilot.press("down")
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, SilenceDialog))
        assert "Orbis, left 13 Aug 2026" in shown(app)
        await pilot.press(key)
        await until(pilot, lambda: len(app.book.interviews) == 4)
        one = recorded(path, 4)
        assert (one.logo_id, one.status, one.effective_on) == (ORBIS, status, date(2026, 8, 13))
        await pilot.press("u")
        await until(pilot, lambda: len(app.book.interviews) == 3)


def row_of(row):
    return row.logo_id


async def asked(pilot, logo_id: int, key: str | None = None):
    app = pilot.app
    await until(pilot, lambda: app.book.usage is not None)
    app.do(record_silence(app, logo_id))
    await until(pilot, lambda: isinstance(app.screen, SilenceDialog) or app._notifications)
    if key:
        await pilot.press(key)
        await until(pilot, lambda: app._notifications)
    return " ".join(f"{one.title} {one.message}" for one in app._notifications)


async def test_what_was_recorded_before_is_changed_not_doubled(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Ferrum: no answer" in await asked(pilot, FERRUM, "a")
        assert len(app.book.interviews) == 3
    assert recorded(path, 2).status == "no_answer"


async def test_what_was_heard_while_the_question_stood_is_not_written_over(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(pilot, FERRUM)
        with open_book(path) as store:
            interviews.save(store, Words(FERRUM, "held", notes="Heard"), label="Heard", interview_id=2)
        await pilot.press("k")
        await until(pilot, lambda: app._notifications)
        assert "That interview was held, and stays" in [one.title for one in app._notifications]
    assert (recorded(path, 2).status, recorded(path, 2).notes) == ("held", "Heard")


@pytest.mark.parametrize(
    ("logo_id", "says"),
    [(LUMEN, "was interviewed"), (ACME, "was interviewed"), (NORDWIND, "has not left")],
)
async def test_where_there_is_nothing_to_record_it_says_so(path, logo_id, says):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        assert says in await asked(pilot, logo_id)


async def test_escape_records_nothing_and_read_only_asks_nothing(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(pilot, ORBIS)
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.book.interviews) == 3
    app = app_over(path, read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "5")
        await pilot.press("N")
        await pilot.pause()
        assert len(app.screen_stack) == 1

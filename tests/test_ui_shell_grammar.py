"""The verbs: what each does where, that one that cannot be used says why, and that marks are taken together."""

import pytest
from ui_books import app_over, contract, go_to, logo, shown, until

from churntui.data.opening import open_book
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.parts.step_dialog import StepDialog
from churntui.ui.parts.talk_form import TalkForm
from churntui.ui.shell.frame import PLACES
from churntui.ui.shell.grammar import READ_ONLY, VERBS
from churntui.ui.shell.keyline import KeyLine


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for name in ("Acme", "Borea", "Cedar"):
            contract(store, logo(store, name), 75)
    return path


def told(app):
    return [notice.message for notice in app._notifications]


def offered(app):
    return [key.key for key in app.screen.query_one(KeyLine)._drawn]


async def test_marked_rows_are_counted_and_all_taken_then_forgotten(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "3")
        await pilot.press("space", "space")
        await until(pilot, lambda: "2 marked" in shown(app))
        assert [row.logo.name for row in app.place.table.marked_rows] == ["Acme", "Borea"]
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, TalkForm))
        await pilot.press("enter")
        await until(pilot, lambda: not app.place.table.marked_rows)
        talked = [renewal.logo.name for renewal in app.book.renewals if renewal.talked_on]
        assert talked == ["Acme", "Borea"]
        assert "marked" not in shown(app)


async def test_escape_takes_the_marks_off_before_it_clears_the_filter(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "3")
        await pilot.press("slash", *"ced", "enter", "space", "escape")
        assert app.place.table.marked_rows == ()
        assert len(app.place.table.rows) == 1
        await pilot.press("escape")
        assert len(app.place.table.rows) == 3


async def test_what_was_left_without_a_change_stays_marked(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "3")
        await pilot.press("space", "x")
        await until(pilot, lambda: isinstance(app.screen, StepDialog))
        await pilot.press("escape")
        await pilot.pause()
        assert [row.logo.name for row in app.place.table.marked_rows] == ["Acme"]


@pytest.mark.parametrize("place", "137")
@pytest.mark.parametrize("is_empty", [True, False])
async def test_a_verb_does_something_or_says_why_it_cannot(path, tmp_path, place, is_empty):
    app = app_over(tmp_path / "empty.db" if is_empty else path)
    async with app.run_test(size=(120, 36)) as pilot:
        for verb in VERBS:
            await go_to(pilot, place)
            app.clear_notifications()
            await pilot.press(verb.key)
            await until(
                pilot, lambda: told(app) or len(app.screen_stack) > 1 or app.place.id != place_id(place)
            )
            while len(app.screen_stack) > 1:
                await pilot.press("escape")
                await pilot.pause()


def place_id(key):
    return PLACES[int(key) - 1].id


async def test_a_book_opened_to_be_read_says_so(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "3")
        for verb in VERBS:
            app.clear_notifications()
            if verb.is_change:
                await pilot.press(verb.key)
                await until(pilot, lambda: told(app) == [READ_ONLY])
        for key in ("u", "ctrl+r", "N", "c"):
            app.clear_notifications()
            await pilot.press(key)
            await until(pilot, lambda: told(app) == [READ_ONLY])


async def test_letters_are_text_in_a_text_and_answers_in_a_dialog(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "3")
        await pilot.press("slash", *"adxtnb TS", "f2", "delete", "space")
        await pilot.pause()
        assert app.query_one("#filter").value == "adxtnb TS "
        assert len(app.screen_stack) == 1
        await pilot.press("escape", "x")
        await until(pilot, lambda: isinstance(app.screen, StepDialog))
        await pilot.press(*"dab")
        assert app.focused.value == "dab"
        await pilot.press("escape", "e")
        await pilot.pause()
        depth = len(app.screen_stack)
        await pilot.press("f2", "delete", "d", "t")
        await pilot.pause()
        assert len(app.screen_stack) == depth


async def test_the_line_of_keys_offers_what_can_be_used(path, tmp_path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "3")
        await until(pilot, lambda: offered(app)[:5] == ["enter", "d", "t", "x", "n"])
    app = app_over(tmp_path / "empty.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "3")
        await until(pilot, lambda: "d" not in offered(app))


async def test_an_expired_renewal_is_decided_from_the_logo_page(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Acme"), -5, auto_renew=1)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await pilot.press("enter", "d")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: app.book.contracts[-1].renews_id == 1)

"""One grammar of keys: a reserved key means one thing, a verb that cannot be used says why, marks go together."""

import re

import pytest
from test_house import declared_bindings
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea
from ui_books import app_over, contract, go_to, heard_book, logo, shown, until

from churntui.data.opening import open_book
from churntui.model.notes import NoteRef
from churntui.ui.app import ChurntuiApp
from churntui.ui.interviews.page import NotePage
from churntui.ui.kit.choosing import Choose
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.fields import PickField
from churntui.ui.parts.contract_form import ContractForm
from churntui.ui.parts.logo_form import LogoForm
from churntui.ui.parts.step_dialog import StepDialog
from churntui.ui.parts.talk_form import TalkForm
from churntui.ui.renewals.decide_dialog import DecideDialog
from churntui.ui.renewals.forecast_page import ForecastPage
from churntui.ui.renewals.rates_page import RatesPage
from churntui.ui.shell.base import Front
from churntui.ui.shell.frame import PLACES
from churntui.ui.shell.grammar import READ_ONLY, RESERVED, VERBS
from churntui.ui.shell.keyline import KeyLine


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for name in ("Acme", "Borea", "Cedar"):
            contract(store, logo(store, name), 75)
    return path


TEXTS = (Input, TextArea, PickField)


def keys_of_lists():
    """Every key that a list, a place or a page binds itself, with its class and what it does there."""
    for kind, binding in declared_bindings():
        if not issubclass(kind, (*TEXTS, ModalScreen, NotePage, ChurntuiApp)):
            action = re.sub(r"\(.*", "", binding.action)
            yield from ((kind.__name__, key, action) for key in binding.key.split(","))


def test_a_reserved_key_means_one_thing_wherever_a_list_or_a_page_has_the_focus():
    other = [
        (kind, key, action)
        for kind, key, action in keys_of_lists()
        if action not in RESERVED.get(key, {action})
    ]
    assert other == []
    assert {key for _, key, _ in keys_of_lists()} & RESERVED.keys()


def test_the_app_binds_every_verb_once_and_what_is_its_own():
    bound = [binding for kind, binding in declared_bindings() if kind is ChurntuiApp]
    by_key = {binding.key: binding for binding in bound}
    assert len(by_key) == len(bound)
    for verb in VERBS:
        assert by_key[verb.key].action == verb.action
        assert callable(getattr(Front, verb.method))


def test_no_letter_is_a_key_in_a_text():
    letters = [
        (kind.__name__, key)
        for kind, binding in declared_bindings()
        if issubclass(kind, (Input, TextArea))
        for key in binding.key.split(",")
        if len(key) == 1 or key == "space"
    ]
    assert letters == []


def told(app):
    return [notice.message for notice in app._notifications]


def offered(app):
    return [key.key for key in app.screen.query_one(KeyLine).keys]


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


@pytest.mark.parametrize("place", "1234567")
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


PAGES = {
    "logo": lambda app: app.open_logo(1),
    "search": lambda app: app.open_search("too"),
    "history": lambda app: app.open_history("logo", 1),
    "handover": lambda app: app.open_handover(1),
    "talk sheet": lambda app: app.open_talk_sheet(1),
    "fixes": lambda app: app.open_fixes(),
    "contradictions": lambda app: app.open_contradictions(),
    "learning": lambda app: app.open_learning(),
    "reading": lambda app: app.open_reading(NoteRef("interview", 1)),
    "theme": lambda app: app.open_theme(2),
    "pairs": lambda app: app.open_together(),
    "initiatives": lambda app: app.open_initiatives(),
    "win-backs": lambda app: app.open_win_backs(),
    "rates": lambda app: app.push_screen(RatesPage()),
    "forecast": lambda app: app.push_screen(ForecastPage()),
}


@pytest.mark.parametrize("name", PAGES)
async def test_so_it_is_on_every_page(tmp_path, name):
    app = app_over(heard_book(tmp_path / "heard.db"))
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        for verb in VERBS:
            await PAGES[name](app)
            await pilot.pause()
            page = app.screen
            app.set_focus(None)
            app.clear_notifications()
            await pilot.press(verb.key)
            await until(pilot, lambda page=page: told(app) or app.screen is not page)
            while len(app.screen_stack) > 1:
                await pilot.press("escape")
                await pilot.pause()


async def test_a_renewal_is_changed_and_deleted_where_it_is_listed_and_today_changes_the_logo(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "3")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ContractForm))
        await pilot.press("escape", "delete")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: [contract.ref for contract in app.book.contracts] == ["K2", "K3"])
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("escape", "1")
        await until(pilot, lambda: app.place.id == "today" and app.place.table.rows)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, LogoForm))
        assert app.screen.text("name") == "Borea"


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
        await until(pilot, lambda: isinstance(app.screen, DecideDialog))
        await pilot.press("r")
        await until(pilot, lambda: app.book.contracts[-1].renews_id == 1)

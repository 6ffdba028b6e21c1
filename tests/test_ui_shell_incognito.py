"""`f9`: on and off at once, from wherever one is; nothing is entered, copied or exported while it is on."""

import asyncio
from threading import Event

import pytest
from ui_books import AS_OF, add, app_over, contract, go_to, logo, shown, until

from churntui.data import history, incognito, mine
from churntui.data.opening import open_book
from churntui.plain import masks
from churntui.plain.errors import BusyBookError
from churntui.ui.app import ChurntuiApp
from churntui.ui.kit.picker import Picker
from churntui.ui.logos.page import LogoPage
from churntui.ui.parts.row_form import RowForm
from churntui.ui.shell.opening import Opening


@pytest.fixture
def path(tmp_path):
    with open_book(tmp_path / "Nordwind.db") as store:
        for number, (name, owner) in enumerate((("Nordwind GmbH", "Ines Berg"), ("Ostbach", "Bo Lind")), 1):
            contract(
                store, logo(store, name, owner=owner), 70 + number, 96_000_00, notice_days=90, auto_renew=1
            )
        add(store, "setting", key="reporting_currency", value="EUR")
        add(store, "setting", key="owner", value="Ines Berg")
    return tmp_path / "Nordwind.db"


async def turned(pilot, *, on):
    app = pilot.app
    await pilot.press("f9")
    await until(
        pilot, lambda: app.opening.is_incognito is on and masks.are_on() is on and app.curtain is None
    )
    await until(pilot, lambda: ("Logo 01" in {each.name for each in app.book.logos.values()}) is on)
    await pilot.pause()


async def ready(pilot):
    await until(pilot, lambda: pilot.app.book.usage is not None)


def notified(app):
    return [(note.title, note.message) for note in app._notifications]


async def test_it_masks_what_is_in_view_and_shows_it_again(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        assert "Nordwind GmbH" in shown(app)
        assert "€96.0k" in shown(app)
        await turned(pilot, on=True)
        await until(pilot, lambda: "Logo 01" in shown(app))
        assert not [word for word in ("Nordwind", "Ostbach", "Ines", "€96") if word in shown(app)]
        assert "INCOGNITO (f9)" in shown(app)
        await turned(pilot, on=False)
        await until(pilot, lambda: "Nordwind GmbH" in shown(app) and "€96.0k" in shown(app))
        assert "INCOGNITO" not in shown(app)


async def test_the_two_keys_in_one_breath_leave_it_as_it_was(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "f9", "f9")
        await ready(pilot)
        await until(pilot, lambda: "Nordwind GmbH" in shown(app))
        assert not masks.are_on()


async def test_what_was_asked_before_is_not_drawn_over_what_is_masked(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        masked = await app.ask(incognito.masked)
        drawn, begun = [], Event()

        async def late():
            drawn.append(await app.ask(lambda _: begun.wait(10)))

        work = app.do(late(), keys_wait=False)
        await asyncio.sleep(0)
        app.look(masked)
        begun.set()
        await until(pilot, lambda: work.is_finished)
        assert drawn == []


@pytest.mark.parametrize("key", ["a", "f2", "delete", "d", "t", "x", "n", "N", "S", "u", "ctrl+r", "w", "m"])
async def test_no_key_that_writes_does_anything_while_it_is_on(path, key):
    before = path.read_bytes()
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await turned(pilot, on=True)
        await pilot.press(key)
        await pilot.pause()
        assert not isinstance(app.screen, RowForm)
        if app.screen is not app.screen_stack[0]:
            await pilot.press("escape")
    assert path.read_bytes() == before


@pytest.mark.parametrize("key", ["e", "y"])
async def test_nothing_is_copied_or_exported(path, key, monkeypatch):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await turned(pilot, on=True)
        await pilot.press(key)
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert notified(app) == [("Incognito: nothing is entered or given away", "f9 turns it off first")]
        app.copy_to_clipboard("Logo 01")
        assert app.clipboard == ""


async def test_a_form_is_left_and_what_was_typed_is_a_draft(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, RowForm))
        await pilot.press("end", *" AG")
        await turned(pilot, on=True)
        assert len(app.screen_stack) == 1
        await turned(pilot, on=False)
        assert [draft.fields["name"] for draft in app.book.drafts] == ["Nordwind GmbH AG"]
    with open_book(path) as store:
        assert store.scalar("SELECT name FROM logo WHERE id = 1") == "Nordwind GmbH"


async def test_a_page_that_is_drawn_from_the_book_stays_in_view(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LogoPage) and "Nordwind" in shown(app))
        await turned(pilot, on=True)
        await until(pilot, lambda: isinstance(app.screen, LogoPage) and "Logo 01" in shown(app))
        assert "Nordwind" not in shown(app)
        await turned(pilot, on=False)
        await until(pilot, lambda: isinstance(app.screen, LogoPage) and "Nordwind GmbH" in shown(app))


async def test_a_logo_is_picked_by_its_real_name_and_shown_by_its_alias(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await turned(pilot, on=True)
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, Picker))
        await pilot.press(*"ostb")
        await until(pilot, lambda: "Logo 02" in shown(app) and "Logo 01" not in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LogoPage) and app.screen.logo_id == 2)
        await until(pilot, lambda: "Logo 02" in shown(app))
        assert "Ostbach" not in shown(app)


async def test_whose_logos_are_shown_stays_and_no_alias_is_kept(path):
    mine.look_at(path, "Bo Lind")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await until(pilot, lambda: "Ostbach" in shown(app))
        await turned(pilot, on=True)
        await until(pilot, lambda: "Logo 02" in shown(app))
        assert "Logo 01" not in shown(app)
        await pilot.press("O", "down", "down", "enter")
        await until(pilot, lambda: "Logo 01" in shown(app))
        await turned(pilot, on=False)
        await until(pilot, lambda: "Nordwind GmbH" in shown(app))
        assert app.owner == "Ines Berg"
    assert mine.owner_in(path) == "Bo Lind"


async def test_nobody_gives_their_name_while_it_is_on(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await turned(pilot, on=True)
        app.action_name()
        await until(pilot, lambda: notified(app))
        assert len(app.screen_stack) == 1
    assert mine.read().author == ""


async def test_begun_masked_not_even_the_first_frame_shows_a_name(path):
    store = open_book(path)
    app = ChurntuiApp(store, Opening(path, AS_OF), incognito.masked(store))
    async with app.run_test(size=(120, 36)) as pilot:
        assert "Nordwind" not in shown(app)
        assert "churntui › book › Today" in shown(app)
        await ready(pilot)
        assert notified(app) == []
        await pilot.press("2")
        await until(pilot, lambda: "Logo 01" in shown(app))
        await turned(pilot, on=False)
        await until(pilot, lambda: "Nordwind GmbH" in shown(app))
        assert app.may_write()
    assert not masks.are_on()


async def test_an_empty_book_does_not_tell_its_path(tmp_path):
    with open_book(tmp_path / "Nordwind.db"):
        pass
    app = app_over(tmp_path / "Nordwind.db")
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await pilot.press("f9")
        await until(pilot, lambda: masks.are_on() and app.curtain is None)
        await pilot.pause()
        for key in "1234567":
            await pilot.press(key)
            await pilot.pause()
            assert "Nordwind" not in shown(app)


async def test_a_book_that_was_opened_to_be_read_stays_so(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await turned(pilot, on=True)
        await turned(pilot, on=False)
        assert not app.may_write()
        assert "read-only" in shown(app)


async def test_a_change_by_another_program_is_followed_masked(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await turned(pilot, on=True)
        with open_book(path) as other:
            logo(other, "Quellbach", owner="Zoe")
        await until(pilot, lambda: "Logo 03" in shown(app))
        assert not [word for word in ("Quellbach", "Zoe") if word in shown(app)]


async def test_undo_goes_on_where_it_was(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await app.ask(add_step)
        await turned(pilot, on=True)
        await turned(pilot, on=False)
        await pilot.press("u")
        await until(pilot, lambda: ("Undone", "Planned a call") in notified(app))
    with open_book(path) as store:
        assert history.newest(store)


def add_step(store):
    with store.edit("Planned a call"):
        add(store, "step", ref="S1", logo_id=1, what="call")


async def test_a_book_that_is_lost_meanwhile_is_told_without_its_name(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        await turned(pilot, on=True)
        moved = path.rename(path.with_name("elsewhere.db"))
        await until(pilot, lambda: any("moved" in title for title, _ in notified(app)))
        assert not [part for told in notified(app) for part in told if "Nordwind" in part]
        assert app.rescue.path is None
        moved.rename(path)


async def test_another_file_in_its_place_is_not_shown_for_it(path, tmp_path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        with open_book(tmp_path / "other.db") as other:
            logo(other, "Quellbach")
        (tmp_path / "other.db").replace(path)
        await pilot.press("f9")
        await until(pilot, lambda: any("replaced" in title for title, _ in notified(app)))
        assert not app.opening.is_incognito
        assert not masks.are_on()
        assert app.curtain is None


async def test_what_cannot_be_drawn_masked_is_not_called_so(path, monkeypatch):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")

        def fail(*_):
            raise BusyBookError("The book is in use by another program", "Close that program")

        with monkeypatch.context() as patch:
            patch.setattr("churntui.ui.app.Book.load", fail)
            await pilot.press("f9")
            await until(
                pilot,
                lambda: ("The book is in use by another program", "Close that program") in notified(app),
            )
        assert not app.opening.is_incognito
        assert not masks.are_on()
        assert app.curtain is None
        await turned(pilot, on=True)


async def test_the_palette_has_the_key(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "2")
        (command,) = [
            each for each in app.get_system_commands(app.screen) if each.title.startswith("Incognito")
        ]
        assert command.title == "Incognito  f9"
        await command.callback()
        await until(pilot, lambda: app.opening.is_incognito and app.curtain is None)

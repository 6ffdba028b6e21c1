"""The shell by its keys: places, filter, undo, what other programs write, and leaving."""

import os
import signal
import time
from datetime import date

import pytest
from stores import names_in, renew_as_it_was
from textual.events import Key
from textual.widgets import Input
from ui_books import HOSTILE, app_over, contract, logo, shown, until, use

from churntui.data import history
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.data.rows import contracts
from churntui.plain.errors import BusyBookError
from churntui.ui import app as app_module
from churntui.ui.app import ChurntuiApp
from churntui.ui.shell.frame import PLACES
from churntui.ui.shell.opening import Opening


@pytest.fixture
def path(tmp_path):
    """Nordwind expired ten days ago, Acme is due in 75 days, Ostkap in 20, which renews itself."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Nordwind"), -10)
        contract(store, logo(store, "Acme"), 75)
        contract(store, logo(store, "Ostkap"), 20, auto_renew=1, notice_days=10)
    return path


def settled(app):
    """Usage is read and Today stands with what takes pandas."""
    return lambda: app.book.usage is not None and app.place._standing is not None


def is_open(line):
    return line.display


async def test_number_keys_go_to_the_seven_places(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        for nth, place in [*enumerate(PLACES, 1), (1, PLACES[0])]:
            await pilot.press(str(nth))
            await pilot.pause()
            assert (app.place.id, app.place.NAME) == (place.id, place.name)
            assert place.name in shown(app).splitlines()[0]
            assert app.focused is not None
            assert app.query_one(f"#go-{place.id}").has_class("-current")


async def test_a_click_goes_to_a_place(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.click("#go-renewals")
        await pilot.pause()
        assert app.place.id == "renewals"


async def test_places_keep_their_state_while_others_are_looked_at(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("down")
        chosen = app.place.table.row
        await pilot.press("2", "1")
        await pilot.pause()
        assert app.place.table.row == chosen


async def test_the_filter_follows_each_key_and_escape_clears_it(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        line, before = app.query_one("#filter", Input), len(app.place.table.rows)
        assert before >= 3
        await pilot.press("slash", *"ost")
        await pilot.pause()
        assert is_open(line)
        assert [need.title for need in app.place.table.rows] == ["Ostkap"]
        await pilot.press("enter")
        assert app.focused is app.place.table
        assert [need.title for need in app.place.table.rows] == ["Ostkap"]
        await pilot.press("escape")
        await pilot.pause()
        assert not is_open(line)
        assert len(app.place.table.rows) == before
        assert app.focused is app.place.table


async def test_keys_typed_into_the_filter_are_text(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("slash", "2", "q", "u")
        await pilot.pause()
        assert app.place.id == "today"
        assert app.query_one("#filter", Input).value == "2qu"


async def test_going_elsewhere_leaves_the_filter(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        before = len(app.place.table.rows)
        await pilot.press("slash", *"ost", "enter", "3", "1")
        await pilot.pause()
        assert not is_open(app.query_one("#filter", Input))
        assert len(app.place.table.rows) == before


async def test_there_is_nothing_to_filter_on_a_page(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await app.open_logo(1)
        await pilot.press("slash")
        await pilot.pause()
        assert app.is_running
        assert len(app.screen_stack) == 2


async def test_undo_and_redo_reach_file_and_screen(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        before = [need.title for need in app.place.table.rows]
        await app.change("Nordwind goes on", lambda store: renew_as_it_was(store, 1, "roll on"))
        await until(pilot, lambda: not any(need.kind == "expired" for need in app.place.table.rows))
        await pilot.press("u")
        await until(pilot, lambda: [need.title for need in app.place.table.rows] == before)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: not any(need.kind == "expired" for need in app.place.table.rows))
        await pilot.press("u", "u")
        await until(pilot, lambda: "Nothing to undo" in {note.message for note in app._notifications})


async def test_an_undo_that_cannot_be_is_told(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await app.change("called", lambda store: contracts.call_stage(store, 1, "lost", "call lost"))
        with open_book(path) as other, other.write():
            other.rows("UPDATE renewal SET stage = 'won'")
        await pilot.press("u")
        await until(pilot, lambda: "call lost” cannot be taken back" in shown(app))
        await pilot.press("y")
        await until(pilot, lambda: "Nothing to undo" in {note.message for note in app._notifications})
        assert app.is_running


async def test_another_programs_write_is_noticed(path, monkeypatch):
    monkeypatch.setattr(app_module, "_WATCH_EVERY", 0.1)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        with open_book(path) as other:
            contract(other, logo(other, "Lumen"), -3)
        await until(pilot, lambda: "Lumen" in shown(app))


async def test_another_programs_write_is_noticed_read_only_too(path, monkeypatch):
    monkeypatch.setattr(app_module, "_WATCH_EVERY", 0.1)
    app = app_over(path, read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        assert "read-only" in shown(app).splitlines()[0]
        with open_book(path) as other:
            contract(other, logo(other, "Lumen"), -3)
        await until(pilot, lambda: "Lumen" in shown(app))


async def test_a_book_that_cannot_be_read_for_a_while_is_told_and_no_end(path, monkeypatch):
    monkeypatch.setattr(app_module, "_WATCH_EVERY", 0.1)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))

        def busy(_):
            raise BusyBookError("It is in use", "Wait a little")

        with monkeypatch.context() as patch:
            patch.setattr(Store, "generation", busy)
            await until(pilot, lambda: any(note.title == "It is in use" for note in app._notifications))
        assert app.is_running


async def test_read_only_takes_no_change(path):
    before = path.read_bytes()
    app = app_over(path, read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("u", "ctrl+r", "n")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert path.read_bytes() == before


async def test_quitting_closes_the_store_and_leaves_one_file(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)
    assert app.return_code == 0
    assert names_in(path.parent) == ["book.db"]


async def test_quitting_before_anything_is_read_leaves_one_file_too(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("q")
    assert app.return_code == 0
    assert names_in(path.parent) == ["book.db"]


async def test_a_change_asked_for_is_done_before_the_store_closes(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.do(app.ask(lambda _: time.sleep(0.3)))
        app.do(app.ask(lambda store: contracts.call_stage(store, 1, "won", "call won")))
        await pilot.press("q")
    with open_book(path) as store:
        assert history.undo(store) == "call won"


async def test_o_goes_to_a_logo_by_a_few_letters_and_escape_comes_back(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("o", *"nrd", "enter")
        await until(pilot, lambda: app.front.logo_id == 1 and len(app.screen_stack) == 2)
        await pilot.press("escape")
        await pilot.pause()
        assert app.front is app.place


async def test_a_place_key_leaves_the_pages_over_it(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await app.open_logo(1)
        await pilot.press("3")
        await pilot.pause()
        assert (len(app.screen_stack), app.place.id) == (1, "renewals")


async def test_keys_of_places_do_nothing_under_a_dialog(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("question_mark", "3", "slash", "u")
        await pilot.pause()
        assert (app.place.id, len(app.screen_stack)) == ("today", 2)


async def test_y_copies_the_chosen_row(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("y")
        assert app.clipboard == app.place.copied() != ""


async def test_the_palette_lists_every_key_of_app_and_place(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)):
        titles = [command.title for command in app.get_system_commands(app.screen)]
        for words in ("Renewals  3", "Undo  u", "Filter  /", "Go there"):
            assert any(words in title for title in titles), words


async def test_an_empty_book_has_seven_places_too(tmp_path):
    app = app_over(tmp_path / "new.db")
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        for key in "12345671":
            await pilot.press(key, "enter", "e", "escape", "y")
            await pilot.pause()
        assert app.is_running
        assert "churntui import" in shown(app)


async def test_each_place_of_an_empty_book_says_where_it_is_begun(tmp_path):
    app = app_over(tmp_path / "new.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, settled(app))
        for key in "347":
            await pilot.press(key)
            await until(pilot, lambda: "a in Logos (2) enters the first" in " ".join(shown(app).split()))
            assert "new.db" in shown(app)
        for key in "dtx":
            await pilot.press("3", key)
            await pilot.pause()
            notices = [notice.message for notice in app._notifications]
            assert notices == ["There is no logo yet: a in Logos (2) adds one"]
            app.clear_notifications()


async def test_hostile_names_break_nothing_at_any_size(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for nth, name in enumerate(HOSTILE):
            contract(store, logo(store, name), nth - 3, plan=name)
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, settled(app))
        for size in ((80, 24), (40, 10), (200, 60)):
            await pilot.resize_terminal(*size)
            for key in "2345671":
                await pilot.press(key)
                await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            assert app.is_running
            assert "\x1b" not in shown(app)
            await pilot.press("escape")


async def test_book_and_day_stand_in_the_top_line(path):
    app = ChurntuiApp(open_book(path), Opening(path, date(2025, 3, 1), title="sample book"))
    async with app.run_test(size=(120, 36)):
        top = shown(app).splitlines()[0]
    assert "sample book › Today" in top
    assert "as of 1 Mar 2025 · EUR" in top


async def test_keys_typed_in_one_go_reach_the_filter_the_first_of_them_opens(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        for key in ("slash", "e", "n"):
            app.post_message(Key(key, {"slash": "/"}.get(key, key)))
        await pilot.pause()
        assert app.query_one("#filter", Input).value == "en"
        assert len(app.screen_stack) == 1


async def test_a_message_takes_the_place_of_the_last(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        app.notify("Nordwind called lost")
        await pilot.press("ctrl+c")
        assert [note.message for note in app._notifications] == ["Press q to leave"]


async def test_a_signal_to_end_leaves_the_way_q_does(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
        os.kill(os.getpid(), signal.SIGTERM)
        await until(pilot, lambda: app.return_code == 143)
    with pytest.raises(RuntimeError):
        app._store_thread.submit(list)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("INSERT INTO setting VALUES ('grace_days', 'thirty')", "setting grace_days cannot be “thirty”"),
        ("INSERT INTO rate(currency, to_currency, rate) VALUES ('USD', 'EUR', 'x')", "rate of USD into EUR"),
        ("DELETE FROM rollup_state", "roll-ups"),
    ],
)
async def test_the_app_opens_what_is_damaged_and_says_so(path, damage, words):
    with open_book(path) as store:
        use(store, 1, [3, 2, 1])
        with store.write():
            store.rows(damage)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: any(words in note.title for note in app._notifications))
        assert any("churntui rebuild" in note.message for note in app._notifications)
        for key in "234561":
            await pilot.press(key)
            await pilot.pause()
        assert app.place.id == "today"


async def test_a_book_that_is_deleted_is_noticed_without_a_key(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        path.unlink()
        await until(pilot, lambda: any("moved or deleted" in note.title for note in app._notifications))
        assert app.rescue.path is None
        await pilot.press("2")
        await pilot.pause()
        assert app.place.id == "logos"
    assert not path.exists()

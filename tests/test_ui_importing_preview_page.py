"""What files would become is shown, answered, kept and stopped by keys; nothing is left behind before."""

from __future__ import annotations

import asyncio
import csv
import threading

import pytest
from textual.widgets import Static
from ui_books import app_over, contract, logo, shown, until

from churntui.data.importing.reading.sheet import Sheet
from churntui.data.opening import open_book
from churntui.ui.history import HistoryPage
from churntui.ui.importing.choose_page import ChoosePage
from churntui.ui.importing.preview_page import PreviewPage
from churntui.ui.importing.running import Running
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.picker import Picker
from churntui.ui.logos.place import Logos

SIZES = [(80, 24), (120, 36)]

LOGOS = "logo_id,name,owner\nL-1,Acme,Ines\nL-2,Borea,Ines\nL-2,Twice,Ines\n"

DEALS = """Contract ID,Account Name,Contract Start,Contract End,ARR,Currency
D-1,Acme,03/04/2026,03/04/2027,12000,EUR
D-2,Borea,05/06/2026,05/06/2027,24000,EUR
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Ember"), 75)
    return path


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def names(path):
    with open_book(path, read_only=True) as store:
        return [name for (name,) in store.rows("SELECT name FROM logo ORDER BY name")]


async def previewed(pilot, line):
    """The page over what a line names."""
    app = pilot.app
    await until(pilot, lambda: app.book.usage is not None)
    await pilot.press("I")
    await until(pilot, lambda: isinstance(app.screen, ChoosePage) and app.screen.is_mounted)
    app.screen.line.value = line
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, PreviewPage) and app.screen.table.rows)
    await pilot.pause()
    return app.screen


async def soon(reached):
    """Wait until something holds while work goes on, for whose end the pilot would wait."""
    for _ in range(2000):
        if reached():
            return
        await asyncio.sleep(0.005)
    pytest.fail("not reached")


def part(page):
    return str(page.query_one("#preview-text", Static).render())


def about(page):
    return str(page.query_one("#preview-about", Static).render())


@pytest.mark.parametrize("size", SIZES)
async def test_it_shows_what_a_file_would_become_and_escape_leaves_nothing(path, folder, size):
    (folder / "logos.csv").write_text(LOGOS)
    before = path.read_bytes()
    async with app_over(path).run_test(size=size) as pilot:
        page = await previewed(pilot, "logos.csv")
        (file,) = page.table.rows
        assert (file.counts.table, file.counts.added, file.counts.rejected) == ("logos", 2, 1)
        assert "Nothing is kept yet: 2 new · 1 rejected" in shown(pilot.app)
        await pilot.press("f")
        assert "L-1" in part(page)
        assert "NOT TAKEN: logo_id" in part(page)
        await pilot.press("f")
        assert "line 4, logo_id “L-2”: is in this file already, on line 3" in part(page)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoosePage))
    assert names(path) == ["Ember"]
    assert path.read_bytes() == before


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_kept_once_by_its_key(path, folder, size):
    (folder / "logos.csv").write_text(LOGOS)
    async with app_over(path).run_test(size=size) as pilot:
        page = await previewed(pilot, "logos.csv")
        await pilot.press("ctrl+s", "ctrl+s")
        await until(pilot, lambda: about(page).startswith("Imported: 2 new · 1 rejected"))
        await until(pilot, lambda: len(pilot.app.book.logos) == 3)
        await pilot.press("ctrl+s", "m")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is page)
        assert about(page).startswith("Imported: 2 new")
    assert names(path) == ["Acme", "Borea", "Ember"]
    with open_book(path, read_only=True) as store:
        assert store.scalar("SELECT count(*) FROM import_run") == 1


async def test_the_order_of_days_is_answered_by_keys_and_the_file_is_looked_at_again(path, folder):
    (folder / "deals.csv").write_text(DEALS)
    async with app_over(path).run_test(size=(120, 36)) as pilot:
        page = await previewed(pilot, "deals.csv")
        assert page.result.rejected == 2
        assert "To be said (m): order of day, month and year" in about(page)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await until(pilot, lambda: "asked by 2 rejected rows" in shown(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: "Order of day" in shown(pilot.app) and "12/31/2026" in shown(pilot.app))
        await pilot.press("M", "o", "n", "enter")
        await until(pilot, lambda: pilot.app.screen is page and page.result.rejected == 0)
        await pilot.press("f")
        assert "2026-03-04" in part(page)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: about(page).startswith("Imported"))
    with open_book(path, read_only=True) as store:
        assert store.scalar("SELECT starts_on FROM contract WHERE ref = 'D-1'") == "2026-03-04"


async def test_a_status_that_is_not_known_is_answered_for_its_rows(path, folder):
    said = DEALS.replace("03/04", "23/04").replace("05/06", "25/06").splitlines()
    said = [f"{said[0]},Status", f"{said[1]},Zwischenlage", f"{said[2]},Active"]
    (folder / "deals.csv").write_text("\n".join(said) + "\n")
    async with app_over(path).run_test(size=(120, 36)) as pilot:
        page = await previewed(pilot, "deals.csv")
        assert page.result.rejected == 1
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await until(pilot, lambda: "Zwischenlage" in shown(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: "Leave them out" in shown(pilot.app))
        await pilot.press("L", "e", "a", "enter")
        await until(pilot, lambda: pilot.app.screen is page and page.result.rejected == 0)
        assert page.result.files[0].skipped == 1


async def test_a_name_that_looks_like_a_logo_is_said_to_be_it_and_no_twin_is_made(path, folder):
    with open_book(path) as store:
        logo(store, "Tallinn Freight")
    sheet = DEALS.replace("03/04", "23/04").replace("05/06", "25/06").replace("Acme", "Tallin Freight")
    (folder / "deals.csv").write_text(sheet)
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        page = await previewed(pilot, "deals.csv")
        assert "whether 1 logo or contract of the files is in the book" in about(page)
        await pilot.press("m")
        await until(pilot, lambda: "Is “Tallin Freight” one of the book's" in shown(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: "A new one" in shown(pilot.app) and "Tallinn Freight" in shown(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is page and page.result.rejected == 0)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: about(page).startswith("Imported"))
    assert names(path) == ["Borea", "Ember", "Tallinn Freight"]


async def test_a_currency_is_typed_and_a_wrong_one_told(path, folder):
    plain = DEALS.replace("03/04", "23/04").replace("05/06", "25/06")
    (folder / "deals.csv").write_text(plain.replace(",EUR", "").replace(",Currency", ""))
    async with app_over(path).run_test(size=(120, 36)) as pilot:
        page = await previewed(pilot, "deals.csv")
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press(*"currency", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        await pilot.press(*"X1", "enter")
        await until(
            pilot, lambda: "X1" in str(pilot.app.screen.query_one("#prompt-problem", Static).render())
        )
        await pilot.press("backspace", "backspace", *"chf", "enter")
        await until(pilot, lambda: pilot.app.screen is page and page._options.currency == "CHF")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: about(page).startswith("Imported"))
    with open_book(path, read_only=True) as store:
        assert store.scalar("SELECT currency FROM contract WHERE ref = 'D-1'") == "CHF"


@pytest.mark.parametrize("is_kept", [False, True])
async def test_rejected_rows_are_saved_to_be_mended(path, folder, is_kept):
    (folder / "logos.csv").write_text(LOGOS)
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        page = await previewed(pilot, "logos.csv")
        if is_kept:
            await pilot.press("ctrl+s")
            await until(pilot, lambda: about(page).startswith("Imported"))
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        await pilot.press("enter")
        await until(pilot, lambda: [*folder.glob("rejected-*.csv")] and pilot.app.screen is page)
    (saved,) = folder.glob("rejected-*.csv")
    (row,) = csv.DictReader(saved.open())
    assert (row["name"], row["line"], row["column"]) == ("Twice", "4", "logo_id")
    assert names(path) == (["Acme", "Borea", "Ember"] if is_kept else ["Ember"])


async def test_a_file_that_vanishes_before_it_is_kept_is_told(path, folder):
    (folder / "logos.csv").write_text(LOGOS)
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        page = await previewed(pilot, "logos.csv")
        (folder / "logos.csv").unlink()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any("no file" in note.title for note in pilot.app._notifications))
        assert pilot.app.screen is page
        assert about(page).startswith("Nothing is kept yet")
    assert names(path) == ["Ember"]


async def test_what_cannot_be_read_or_taken_is_listed_with_the_reason(path, folder):
    (folder / "some.csv").write_text("a,b\n1,2\n")
    (folder / "empty.csv").write_text("")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        page = await previewed(pilot, ".")
        fates = {file.name: file.fate for file in page.table.rows}
        assert fates == {"some.csv": "not read", "empty.csv": "not read", "notes.pdf": "left out"}
        assert "Nothing can be taken from this" in about(page)
        assert "·" in part(page)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any("nothing here" in note.message for note in pilot.app._notifications))


@pytest.mark.parametrize("is_looking", [True, False])
async def test_escape_stops_while_it_runs_and_nothing_is_kept(path, folder, monkeypatch, is_looking):
    (folder / "logos.csv").write_text(LOGOS)
    may_go_on, reads = threading.Event(), Sheet.rows

    def slow(sheet, progress=None):
        """The rows, the last of them only when somebody has pressed the key."""
        for row in reads(sheet, progress):
            if progress is not None:
                may_go_on.wait(30)
                progress(sheet.name, 1, 2)
            yield row

    async with app_over(path).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        await until(pilot, lambda: app.book.usage is not None)
        if is_looking:
            await pilot.press("I")
            await until(pilot, lambda: isinstance(app.screen, ChoosePage) and app.screen.is_mounted)
            app.screen.line.value = "logos.csv"
            front, keys = app.screen, "enter"
        else:
            front, keys = await previewed(pilot, "logos.csv"), "ctrl+s"
        monkeypatch.setattr(Sheet, "rows", slow)
        app.simulate_key(keys)  # a press would wait for what it sets going
        await soon(lambda: isinstance(app.screen, Running) and app.screen.is_mounted)
        app.simulate_key("escape")
        await soon(lambda: "Stopping" in shown(app))
        may_go_on.set()
        await until(pilot, lambda: app.screen is front)
    assert names(path) == ["Ember"]


async def test_incognito_leaves_it(path, folder):
    (folder / "logos.csv").write_text(LOGOS)
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        await previewed(pilot, "logos.csv")
        await pilot.press("f9")
        await until(pilot, lambda: pilot.app.opening.is_incognito and len(pilot.app.screen_stack) == 1)
        assert "logos.csv" not in shown(pilot.app)


async def test_names_in_files_are_text(path, folder):
    (folder / "[bold].csv").write_text("logo_id,name\nL-1,[@click=app.bell]x[/]\n")
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        page = await previewed(pilot, "[bold].csv")
        await pilot.press("f")
        assert "[@click=app.bell]x[/]" in part(page)
        assert "[bold].csv" in shown(pilot.app)


ODD = "Renewals 2026\nKunde;Wieviel;Renewal Date\nAcme;96.000;2027-04-03\nBorea;48.500;2027-06-05\n"


async def picked(pilot, *typed):
    """Type into each of the pickers that follow each other, and wait until the page is looked at again."""
    page = next(screen for screen in pilot.app.screen_stack if isinstance(screen, PreviewPage))
    for text in typed:
        front = pilot.app.screen
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and pilot.app.screen.is_mounted)
        front = pilot.app.screen
        await pilot.press(*text, "enter")
        await until(pilot, lambda front=front: pilot.app.screen is not front)
    await until(pilot, lambda: pilot.app.screen is page)
    await pilot.pause()


async def at_column(pilot, page, title):
    """The cursor on a line of the columns, and its key."""
    await until(pilot, lambda: title in [column.title for column in page.columns.rows])
    page.columns.focus()
    page.columns.cursor = [column.title for column in page.columns.rows].index(title)
    await pilot.press("enter")


async def test_a_sheet_that_nobody_knows_is_mapped_by_keys_and_known_the_next_time(path, folder):
    (folder / "tracker.csv").write_text(ODD)
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        page = await previewed(pilot, "tracker.csv")
        assert page.table.row.fate == "not read"
        await pilot.press("enter", "enter")
        await picked(pilot, "cont")
        assert "needed: amount" in shown(pilot.app)
        await at_column(pilot, page, "Wieviel")
        await picked(pilot, "yea")
        assert "To be said (m): decimal sign" in about(page)
        await at_column(pilot, page, "Wieviel")
        await picked(pilot, "", "com")
        assert (page.result.files[0].added, page.result.rejected) == (2, 0)
        await pilot.press("f")
        assert "96000.00" in part(page)
        assert "2027-04-03" in part(page)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: about(page).startswith("Imported: 2 new"))
        await until(
            pilot, lambda: any("your mapping tracker" in note.message for note in pilot.app._notifications)
        )
        assert any("takes it back whole" in note.message for note in pilot.app._notifications)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoosePage))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PreviewPage) and pilot.app.screen.table.rows)
        (file,) = pilot.app.screen.table.rows
        assert (file.by.partition(" ")[0], file.counts.unchanged) == ("mapped", 2)
    assert names(path) == ["Acme", "Borea", "Ember"]


async def test_a_file_is_left_out_and_taken_after_all(path, folder):
    (folder / "logos.csv").write_text(LOGOS)
    (folder / "more.csv").write_text("logo_id,name\nM-1,More\n")
    async with app_over(path).run_test(size=(120, 36)) as pilot:
        page = await previewed(pilot, ".")
        await pilot.press("space")
        await until(pilot, lambda: len(page.result.files) == 1 and page.table.row is not None)
        (left,) = page.result.ignored
        assert left.notes == ("left out, as you said",)
        await pilot.press("end", "space")
        await until(pilot, lambda: len(page.result.files) == 2)


async def test_whose_value_stands_in_a_conflict_is_answered(path, folder):
    (folder / "logos.csv").write_text("logo_id,name,industry\nL-1,Acme,Food\n")
    async with app_over(path).run_test(size=(120, 36)) as pilot:
        page = await previewed(pilot, "logos.csv")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: about(page).startswith("Imported"))
        with open_book(path) as store, store.edit("typed"):
            store.rows("UPDATE logo SET industry = 'Retail' WHERE ref = 'L-1'")
        (folder / "logos.csv").write_text("logo_id,name,industry\nL-1,Acme,Health\n")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoosePage))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PreviewPage) and pilot.app.screen.table.rows)
        page = pilot.app.screen
        await until(pilot, lambda: "what was changed by hand and the files say otherwise" in about(page))
        await pilot.press("m")
        await picked(pilot, "", "the files")
        assert (page.result.in_conflict, page.result.files[0].changed) == (0, 1)


async def test_an_import_is_one_line_of_the_history_of_its_logo(path, folder):
    (folder / "logos.csv").write_text("logo_id,name,industry\nL-1,Acme,Food\n")
    async with app_over(path).run_test(size=(120, 36)) as pilot:
        page = await previewed(pilot, "logos.csv")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: about(page).startswith("Imported: 1 new"))
        await pilot.press("escape", "escape", "2")
        await until(pilot, lambda: isinstance(pilot.app.place, Logos) and pilot.app.place.table.rows)
        await pilot.press("home", "H")
        await until(pilot, lambda: isinstance(pilot.app.screen, HistoryPage) and pilot.app.screen.table.rows)
        (step,) = pilot.app.screen.table.rows
        assert (step.told.label, step.told.after) == ("Import of logos.csv", "1 logo added")
        await until(pilot, lambda: "Import of logos.csv" in shown(pilot.app))
        assert "1 logo added" in pilot.app.screen.copied()
        await pilot.press("u")
        told = "Nothing to undo. Imports (ctrl+p) takes the last import back"
        await until(pilot, lambda: told in {note.message for note in pilot.app._notifications})


async def test_what_was_rejected_for_want_of_an_answer_is_taken_by_a_second_import(path, folder):
    (folder / "deals.csv").write_text(DEALS + "D-3,Cedar,2026-01-01,2027-01-01,1,EUR\n")
    async with app_over(path).run_test(size=(80, 24)) as pilot:
        page = await previewed(pilot, "deals.csv")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "2 rows rejected: e saves them to be mended, m answers" in about(page))
        await pilot.press("m")
        await picked(pilot, "", "day first")
        assert (page.result.files[0].added, page.result.files[0].unchanged) == (2, 1)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: about(page).startswith("Imported: 2 new · 1 unchanged"))
    assert names(path) == ["Acme", "Borea", "Cedar", "Ember"]


async def test_files_that_were_changed_since_are_shown_anew_before_they_are_taken(path, folder):
    (folder / "logos.csv").write_text(LOGOS, "utf-8")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await previewed(pilot, "logos.csv")
        (folder / "logos.csv").write_text("logo_id,name\nL-9,Zenith Works\n", "utf-8")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "1 new" in about(page))
        assert names(path) == ["Ember"]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: about(page).startswith("Imported"))
    assert names(path) == ["Ember", "Zenith Works"]

"""`e`: what is shown becomes a file, whole or not at all, and never over another unasked."""

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest
from stores import names_in
from test_ui_app import settled
from ui_books import HOSTILE, app_over, contract, logo, shown, until

from churntui.data.opening import open_book
from churntui.plain.errors import BadInputError, ChurnError
from churntui.plain.sheets import Sheet
from churntui.ui.shell.export import save

SHEET = Sheet("names", ("Logo", "ARR"), (("Łódź", "1"), ("=a", "2")))


def words_of(name):
    return Path(name).read_text(encoding="utf-8")


def rows_of(name):
    with Path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A book with one thing that needs someone; the working folder is empty."""
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Nordwind"), -10)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return path


def test_the_ending_says_what_is_written(tmp_path):
    save(SHEET, tmp_path / "a.csv")
    save(SHEET, tmp_path / "a.MD")
    assert rows_of(tmp_path / "a.csv") == [["Logo", "ARR"], ["Łódź", "1"], ["'=a", "2"]]
    assert words_of(tmp_path / "a.MD").startswith("| Logo | ARR |")
    assert names_in(tmp_path) == ["a.MD", "a.csv"]


@pytest.mark.parametrize("name", ["a.txt", "a", "csv", ".csv.exe", "a.svg"])
def test_other_endings_are_refused(tmp_path, name):
    with pytest.raises(BadInputError, match="ending"):
        save(SHEET, tmp_path / name)
    assert names_in(tmp_path) == []


def test_what_cannot_be_written_leaves_what_was_there(tmp_path):
    with pytest.raises(ChurnError, match="cannot be written"):
        save(SHEET, tmp_path / "nowhere" / "a.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ChurnError):
        save(SHEET, tmp_path / "folder.csv")
    assert names_in(tmp_path) == ["folder.csv"]


async def named(pilot, name):
    """Press `e` and answer with this file name."""
    await pilot.press("e")
    await until(pilot, lambda: len(pilot.app.screen_stack) == 2)
    pilot.app.screen.query_one("#prompt-value").value = name
    await pilot.press("enter")
    await pilot.pause()


async def test_today_is_saved_under_the_name_suggested(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("e")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("enter")
        await until(pilot, lambda: names_in(Path()) == ["today-2026-11-21.csv"])
    assert rows_of("today-2026-11-21.csv")[1][1:4] == ["L1", "Nordwind", "expired 10 days ago, no outcome"]


async def test_a_file_is_only_written_over_when_asked(path):
    save(SHEET, Path("x.md"))
    mine = words_of("x.md")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await named(pilot, "x.md")
        await until(pilot, lambda: "x.md exists" in shown(app))
        await pilot.press("n")
        await pilot.pause()
        assert words_of("x.md") == mine
        await named(pilot, "x.md")
        await until(pilot, lambda: "x.md exists" in shown(app))
        await pilot.press("y")
        await until(pilot, lambda: words_of("x.md") != mine)


@pytest.mark.parametrize("name", ["nowhere/x.csv", "~nobody-of-that-name/x.csv", "x" * 400 + ".csv"])
async def test_a_name_that_cannot_be_is_told(path, name):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await named(pilot, name)
        await until(pilot, lambda: any(note.severity == "error" for note in app._notifications))
        assert app.is_running
    assert names_in(Path()) == []


async def test_a_wrong_ending_is_told_before_the_dialog_closes(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await named(pilot, "x.xlsx")
        assert "End the name with .csv, .md or .svg" in shown(app)
        await pilot.press("escape")
    assert names_in(Path()) == []


async def test_nothing_to_export(path, tmp_path):
    app = app_over(tmp_path / "empty.db")
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("e")
        await until(pilot, lambda: any("nothing to export" in note.message for note in app._notifications))


async def test_a_picture_of_the_screen_asks_the_web_for_nothing(path):
    with open_book(path) as store:
        for name in HOSTILE:
            contract(store, logo(store, name), -10)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await named(pilot, "x.svg")
        await until(pilot, lambda: names_in(Path()) == ["x.svg"])
    drawn = words_of("x.svg")
    assert "url(" not in drawn.replace("url(#", "")
    texts = "".join(ElementTree.fromstring(drawn).itertext())
    assert "Nordwind" in texts
    assert ".csv" not in texts
    assert "Help" in texts, "the keys of the screen, not of the dialog"
    assert "a[/]b" in texts
    assert "\x1b" not in texts

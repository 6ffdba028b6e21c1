"""Files are chosen by keys: typed, dropped, and in the tree."""

from __future__ import annotations

import pytest
from textual import events
from ui_books import app_over, contract, logo, shown, until

from churntui.data.opening import open_book
from churntui.ui.importing.choose_page import ChoosePage, FileTree
from churntui.ui.importing.preview_page import PreviewPage

SIZE = (80, 24)

LOGOS = "logo_id,name,owner\nL-1,Acme,Ines\nL-2,Borea,Ines\n"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Ember"), 75)
    return path


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder the program was started in."""
    folder = tmp_path / "my files"
    (folder / "more").mkdir(parents=True)
    (folder / "logos.csv").write_text(LOGOS)
    (folder / "[red]b.csv").write_text(LOGOS)
    (folder / "picture.png").write_bytes(b"no table")
    (folder / ".hidden.csv").write_text(LOGOS)
    monkeypatch.chdir(folder)
    return folder


async def choosing(pilot):
    """The page, opened by its key."""
    app = pilot.app
    await until(pilot, lambda: app.book.usage is not None)
    await pilot.press("I")
    await until(pilot, lambda: isinstance(app.screen, ChoosePage) and app.screen.query(FileTree))
    tree = app.screen.query_one(FileTree)
    await until(pilot, lambda: tree.root.children)
    await pilot.pause()
    return app.screen


def names(page):
    return [str(node.label) for node in page.query_one(FileTree).root.children]


async def previewed(pilot):
    await until(pilot, lambda: isinstance(pilot.app.screen, PreviewPage) and pilot.app.screen.table.rows)
    return [file.name for file in pilot.app.screen.table.rows]


async def test_the_tree_shows_folders_and_what_can_be_read_and_names_are_text(path, folder):
    async with app_over(path).run_test(size=SIZE) as pilot:
        page = await choosing(pilot)
        assert names(page) == ["more", "[red]b.csv", "logos.csv"]


async def test_enter_in_the_tree_looks_at_the_file(path, folder):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await choosing(pilot)
        await pilot.press("down", "down", "down", "down", "enter")
        assert await previewed(pilot) == ["logos.csv"]


async def test_two_enters_at_once_look_once(path, folder):
    async with app_over(path).run_test(size=SIZE) as pilot:
        page = await choosing(pilot)
        page.line.value = "logos.csv"
        await pilot.press("enter", "enter")
        assert await previewed(pilot) == ["logos.csv"]
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is page)


async def test_space_names_several_and_w_takes_the_folder(path, folder):
    async with app_over(path).run_test(size=SIZE) as pilot:
        page = await choosing(pilot)
        await pilot.press("tab", "down", "down", "space", "down", "space")
        await until(pilot, lambda: page.line.value.count(".csv") == 2)
        await pilot.press("shift+tab", "enter")
        assert sorted(await previewed(pilot)) == ["[red]b.csv", "logos.csv"]
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is page)
        await pilot.press("tab", "w")
        assert sorted(await previewed(pilot)) == [
            ".hidden.csv",
            "[red]b.csv",
            "logos.csv",
            "more",
            "picture.png",
        ]


async def test_backspace_goes_to_the_folder_above(path, folder):
    async with app_over(path).run_test(size=SIZE) as pilot:
        page = await choosing(pilot)
        await pilot.press("tab", "backspace")
        await until(pilot, lambda: "my files" in names(page))


async def test_paths_are_dropped_on_several_lines(path, folder):
    async with app_over(path).run_test(size=SIZE) as pilot:
        page = await choosing(pilot)
        pilot.app.post_message(events.Paste(f"{folder}/logos.csv\n{folder}/[red]b.csv\n"))
        await until(pilot, lambda: "b.csv" in page.line.value)
        await pilot.press("enter")
        assert sorted(await previewed(pilot)) == ["[red]b.csv", "logos.csv"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nowhere.csv", "There is no file or folder nowhere.csv"),
        ("x" * 5000, "There is no file or folder xxx"),
        ("", "No file is named"),
        ("~nobody-of-that-name/x.csv", "There is no home for"),
    ],
)
async def test_a_line_that_names_nothing_is_told_and_stays(path, folder, line, told):
    async with app_over(path).run_test(size=SIZE) as pilot:
        page = await choosing(pilot)
        page.line.value = line
        await pilot.press("enter")
        await until(pilot, lambda: any(told in note.title for note in pilot.app._notifications))
        assert pilot.app.screen is page
        assert page.line.value == line


async def test_a_file_that_cannot_be_read_is_told_and_the_page_stays(path, folder):
    (folder / "broken.csv").symlink_to(folder / "broken.csv")
    async with app_over(path).run_test(size=SIZE) as pilot:
        page = await choosing(pilot)
        page.line.value = "broken.csv"
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app._notifications)
        assert pilot.app.screen is page


async def test_a_book_that_is_only_read_says_so(path, folder):
    async with app_over(path, read_only=True).run_test(size=SIZE) as pilot:
        app = pilot.app
        await until(pilot, lambda: app.book.usage is not None)
        await pilot.press("I")
        await until(pilot, lambda: any("read-only" in note.message for note in app._notifications))
        assert not isinstance(app.screen, ChoosePage)


async def test_incognito_leaves_it_because_names_of_files_may_be_names_of_customers(path, folder):
    async with app_over(path).run_test(size=SIZE) as pilot:
        app = pilot.app
        await choosing(pilot)
        await pilot.press("f9")
        await until(pilot, lambda: app.opening.is_incognito and not isinstance(app.screen, ChoosePage))
        await until(pilot, lambda: not app.curtain)
        await pilot.press("I")
        await pilot.pause()
        assert not isinstance(app.screen, ChoosePage)


async def test_its_place_is_told_where_there_is_nothing_yet(tmp_path):
    path = tmp_path / "new.db"
    open_book(path).close()
    async with app_over(path).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: pilot.app.book.usage is not None)
        assert "I imports" in shown(pilot.app)

"""Whose logos are shown: chosen by a key, kept for the user, honoured by every place and from the first frame on."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from ui_books import AS_OF, add, app_over, contract, go_to, logo, shown, until

from churntui.cli import commands
from churntui.data import mine
from churntui.data.opening import open_book
from churntui.data.rows import themes
from churntui.ui.app import ChurntuiApp
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.picker import Picker
from churntui.ui.logos.page import LogoPage
from churntui.ui.shell.frame import PLACES
from churntui.ui.shell.opening import Opening


@pytest.fixture
def path(tmp_path):
    """Of Ines and of Bo a logo that renews, one that has left, and what it said; and one of nobody."""
    with open_book(tmp_path / "book.db") as store:
        add(store, "theme", name="price")
        for owner, one, gone in (("Ines Berg", "Acme", "Gonewell"), ("Bo Lind", "Borealis", "Lostfjord")):
            contract(store, logo(store, one, owner=owner), 70, notice_days=90, auto_renew=1)
            lost = logo(store, gone, owner=owner)
            contract(store, lost, -100)
            held = add(
                store, "interview", ref=gone, logo_id=lost, status="held", held_on="2026-09-01",
                effective_on="2026-08-13", notes=f"{gone} said so", updated_at="2026-11-01T09:00:00Z",
            )  # fmt: skip
            add(store, "interview_theme", interview_id=held, theme_id=1)
        contract(store, logo(store, "Nobodys"), 65)
    return tmp_path / "book.db"


async def ready(pilot):
    await until(pilot, lambda: pilot.app.book.usage is not None)


async def choose(pilot, *keys):
    await pilot.press("O")
    await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
    await pilot.press(*keys)


def said(app):
    """What the app has said last."""
    return " ".join(f"{note.title} {note.message}" for note in app._notifications)


def names(app):
    return {row.name for row in app.place.table.rows}


async def test_mine_asks_for_a_name_once_and_is_kept_for_the_book(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await choose(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        app.screen.query_one("#prompt-value").value = "ines"
        await pilot.press("enter")
        await until(pilot, lambda: app.owner == "Ines Berg")
        await go_to(pilot, "2")
        await until(pilot, lambda: names(app) == {"Acme", "Gonewell"})
        assert "owner: Ines Berg" in shown(app)
    assert mine.read().author == "ines"
    assert mine.owner_in(path) == "Ines Berg"
    again = app_over(path)
    async with again.run_test(size=(120, 36)) as pilot:
        assert "Borealis" not in shown(again)
        assert "owner: Ines Berg" in shown(again)
        await ready(pilot)
        await choose(pilot, "enter")
        await until(pilot, lambda: again.owner == "")
        await go_to(pilot, "2")
        await until(pilot, lambda: len(names(again)) == 5)
    assert mine.owner_in(path) == ""


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
async def test_no_place_shows_a_logo_of_somebody_else(path, place):
    app = ChurntuiApp(open_book(path), Opening(path, AS_OF, owner="Ines Berg"))
    async with app.run_test(size=(160, 50)) as pilot:
        await ready(pilot)
        await go_to(pilot, str(PLACES.index(place) + 1))
        await pilot.pause(0.3)
        for text in (shown(app), str(app.place.exported())):
            assert not [name for name in ("Borealis", "Lostfjord", "Nobodys") if name in text]


async def test_what_is_asked_for_on_the_command_line_is_not_kept(path):
    mine.look_at(path, "Bo Lind")
    app = ChurntuiApp(open_book(path), Opening(path, AS_OF, owner="Ines Berg"))
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await go_to(pilot, "2")
        await until(pilot, lambda: names(app) == {"Acme", "Gonewell"})
    assert mine.owner_in(path) == "Bo Lind"


async def test_another_owners_logo_is_reached_by_its_name(path):
    mine.look_at(path, "Ines Berg")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await pilot.press("o", *"boreal", "enter")
        await until(pilot, lambda: isinstance(app.screen, LogoPage) and "€12,000 ARR" in shown(app))
        await pilot.press("b")
        await until(pilot, lambda: app.place.id == "briefs" and "Borealis" in shown(app))
        assert app.owner == ""
    assert mine.owner_in(path) == "Ines Berg"


async def test_a_colleague_is_chosen_by_a_few_letters(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await choose(pilot, *"lind", "enter")
        await until(pilot, lambda: app.owner == "Bo Lind")
        await go_to(pilot, "3")
        await until(pilot, lambda: [row.logo.name for row in app.place.table.rows] == ["Borealis"])


async def test_whose_last_logo_went_to_somebody_else_is_told_and_all_are_shown(path):
    mine.look_at(path, "Ines Berg")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        with open_book(path) as other, other.write():
            other.rows("UPDATE logo SET owner = 'Bo Lind'")
        await app.reload()
        await until(pilot, lambda: "Ines Berg has no logo any more" in said(app))
        assert app.owner == ""


async def test_without_owners_there_is_nothing_to_choose(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        logo(store, "Acme")
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await pilot.press("O")
        await until(pilot, lambda: "No logo of this book has an owner" in said(app))


async def test_a_folder_that_cannot_be_written_is_told_and_the_logos_are_chosen_all_the_same(path):
    mine.path().parent.parent.write_text("a file where a folder is to be")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await until(pilot, lambda: "cannot be read" in said(app))
        await choose(pilot, *"lind", "enter")
        await until(pilot, lambda: app.owner == "Bo Lind")
        await until(pilot, lambda: "It would keep your name" in said(app) or "Your name is" in said(app))


async def run(pilot, title):
    await until(pilot, lambda: pilot.app.book.usage is not None)
    commands = {command.title: command for command in pilot.app.get_system_commands(pilot.app.screen)}
    commands[title].callback()


async def test_ones_name_is_changed_from_the_palette_and_stands_beside_the_next_change(path):
    mine.name_me("Ines")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await run(pilot, "Your name")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        assert app.screen.query_one("#prompt-value").value == "Ines"
        app.screen.query_one("#prompt-value").value = "Bo Lind"
        await pilot.press("enter")
        await until(pilot, lambda: "You are Bo Lind" in said(app))
        assert (app.author, app.book.author, mine.read().author) == ("Bo Lind",) * 3
        await app.ask(lambda store: themes.create(store, "new", "New theme"))
        assert app._store.rows("SELECT author FROM edit") == [("Bo Lind",)]


async def test_a_name_that_a_variable_gives_is_not_asked_for(path, monkeypatch):
    monkeypatch.setenv("CHURNTUI_AUTHOR", "Bo Lind")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await run(pilot, "Your name")
        await until(pilot, lambda: "CHURNTUI_AUTHOR says that you are Bo Lind" in said(app))


async def test_that_an_owner_has_no_contracts_is_not_said_of_the_book(path):
    with open_book(path) as store:
        logo(store, "Fresh", owner="Una")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await choose(pilot, *"una", "enter")
        await until(pilot, lambda: app.owner == "Una")
        for key in "134":
            await go_to(pilot, key)
            await until(
                pilot, lambda: "Una has no contracts yet: a on a logo's page" in " ".join(shown(app).split())
            )
            assert "No contracts yet" not in shown(app)
    made = CliRunner().invoke(commands, ["report", "attrition", "--owner", "Una", "--file", str(path)])
    assert "Una has no contracts yet" in made.output
    assert "No contracts yet" not in made.output

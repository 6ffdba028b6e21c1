"""The sheets by keys: from the logo's page, from Renewals, from the palette, and when a logo goes to somebody else."""

from __future__ import annotations

import pytest
from ui_books import add, app_over, contract, go_to, logo, shown, until

from churntui.data.opening import open_book
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.logos.page import LogoPage
from churntui.ui.parts.row_form import RowForm
from churntui.ui.sheets import HandoverPage, TalkSheetPage


@pytest.fixture
def path(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        acme = logo(store, "Acme", owner="Ines Berg", industry="Food")
        contract(store, acme, 70)
        add(store, "commitment", ref="C1", logo_id=acme, what="send [the] roadmap", due_on="2026-11-20")
        logo(store, "Borealis", owner="Bo Lind")
    return tmp_path / "book.db"


async def at_the_sheet(pilot):
    await until(pilot, lambda: pilot.app.book.usage is not None)
    await go_to(pilot, "2")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, LogoPage))
    await pilot.press("v")
    await until(pilot, lambda: isinstance(pilot.app.screen, HandoverPage) and pilot.app.screen._sheet)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_sheet_is_read_copied_and_saved(path, size, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    app = app_over(path)
    async with app.run_test(size=size) as pilot:
        await at_the_sheet(pilot)
        await until(pilot, lambda: "We promised: send [the] roadmap · was due 20 Nov" in shown(app))
        assert "Looked after by Ines Berg" in shown(app)
        await pilot.press("y")
        assert "# Handover: Acme" in app.clipboard
        await pilot.press("e")
        await until(pilot, lambda: app.screen.query("#prompt-value"))
        assert app.screen.query_one("#prompt-value").value == "handover-acme-2026-11-21.md"
        await pilot.press("enter")
        saved = tmp_path / "handover-acme-2026-11-21.md"
        await until(pilot, saved.exists)
        assert saved.read_text() == app.clipboard
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LogoPage))


async def test_the_sheet_follows_the_book(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_the_sheet(pilot)
        with open_book(path) as other, other.write():
            other.rows("UPDATE commitment SET state = 'done'")
        await app.reload()
        await until(pilot, lambda: "We promised" not in shown(app))
        with open_book(path) as other, other.write():
            other.rows("DELETE FROM logo WHERE id = 1")
        await app.reload()
        await until(pilot, lambda: "This logo is no longer in the book" in shown(app))
        await pilot.press("y", "e")


async def test_the_palette_knows_it_wherever_a_logo_is_chosen(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await go_to(pilot, "2")
        await until(pilot, lambda: app.place.table.rows)
        commands = {command.title: command for command in app.get_system_commands(app.screen)}
        commands["Handover"].callback()
        await until(pilot, lambda: isinstance(app.screen, HandoverPage))


async def change_owner(pilot, owner):
    await until(pilot, lambda: pilot.app.book.usage is not None)
    await go_to(pilot, "2")
    await until(pilot, lambda: pilot.app.place.table.rows)
    await pilot.press("f2")
    await until(pilot, lambda: isinstance(pilot.app.screen, RowForm))
    pilot.app.screen._rows["owner"].query_one("Input").value = owner
    await pilot.press("ctrl+s")


async def test_it_is_offered_when_a_logo_goes_to_somebody_else(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await change_owner(pilot, "Bo Lind")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert "Acme goes to Bo Lind" in shown(app)
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, HandoverPage))


async def test_another_spelling_of_an_owner_is_nobody_else(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await change_owner(pilot, "INES BERG")
        await until(pilot, lambda: app.book.logos[1].owner == "INES BERG")
        await pilot.pause()
        assert not isinstance(app.screen, Confirm)


async def test_the_talk_sheet_is_reached_from_renewals_and_saved(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await go_to(pilot, "3")
        await until(pilot, lambda: app.place.table.rows)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, TalkSheetPage) and app.screen._sheet)
        await until(pilot, lambda: "How it stands" in shown(app))
        await pilot.press("y")
        assert app.clipboard.startswith("# Talk sheet: Acme\n")
        assert "We promised: send \\[the\\] roadmap" in app.clipboard
        await pilot.press("e")
        await until(pilot, lambda: app.screen.query("#prompt-value"))
        await pilot.press("enter")
        saved = tmp_path / "talk-sheet-acme-2026-11-21.md"
        await until(pilot, saved.exists)
        assert saved.read_text() == app.clipboard


async def test_without_a_renewal_there_is_nothing_to_talk_about(tmp_path):
    app = app_over(tmp_path / "empty.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "3")
        await pilot.press("i")
        await until(pilot, lambda: app._notifications)
        assert [notice.message for notice in app._notifications] == ["There is no renewal here to talk about"]

"""A note is marked as a story where it is listed, and that is taken back like any change."""

from __future__ import annotations

import pytest
from ui_books import add, app_over, contract, go_to, logo, shown, until

from churntui.data.opening import open_book
from churntui.ui.kit.choosing import Choose
from churntui.ui.shell.palette import Palette


@pytest.fixture
def path(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        acme = logo(store, "Acme")
        contract(store, acme, 70)
        add(store, "review", ref="R1", logo_id=acme, held_on="2026-10-01", notes="A day saved")
        add(store, "interview", ref="I1", logo_id=acme, status="held", kind="downgrade", held_on="2026-09-01",
            updated_at="", notes="Fewer seats")  # fmt: skip
    return tmp_path / "book.db"


def marks(path):
    with open_book(path, read_only=True) as store:
        return store.rows("SELECT story FROM review UNION ALL SELECT story FROM interview")


async def chosen_to_be_marked(pilot, kind):
    """The question of the palette about the line of that kind in Notes."""
    app = pilot.app
    lines = app.place.table.rows
    app.place.table.cursor = next(
        nth for nth, line in enumerate(lines) if line.note and line.note.kind == kind
    )
    await pilot.pause()
    commands = {command.title: command for command in app.get_system_commands(app.screen)}
    commands["Story"].callback()
    await until(pilot, lambda: isinstance(app.screen, Choose) and app.screen.focused)


async def test_a_note_is_marked_and_that_is_undone(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await go_to(pilot, "5")
        while {line.note.kind for line in app.place.table.rows if line.note} != {"review", "interview"}:
            await pilot.press("f")
            await pilot.pause()
        await chosen_to_be_marked(pilot, "review")
        await pilot.press("s")
        await until(pilot, lambda: marks(path) == [("shareable",), (None,)])
        await chosen_to_be_marked(pilot, "interview")
        assert "may be told" not in shown(app).split("A success story")[1]
        await pilot.press("o")
        await until(pilot, lambda: marks(path) == [("shareable",), ("ours",)])
        await pilot.press("u")
        await until(pilot, lambda: marks(path) == [("shareable",), (None,)])
        await chosen_to_be_marked(pilot, "review")
        await pilot.press("n")
        await until(pilot, lambda: marks(path) == [(None,), (None,)])


async def test_the_palette_offers_it_over_a_logos_page(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await app.open_logo(1, ("review", 1))
        await until(pilot, lambda: app.front.chosen() and app.front.chosen()[0].id_in("review") == 1)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.press(*"story")
        await until(pilot, lambda: "Mark the note as a success story" in shown(app))

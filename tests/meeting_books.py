"""A small book for the tests of meetings, and the way to a meeting's page by keys."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input
from ui_books import add, contract, go_to, logo, until

from churntui.data.file import selects
from churntui.data.opening import open_book
from churntui.ui.briefs.meeting_page import MeetingPage
from churntui.ui.briefs.place import Briefs
from churntui.ui.kit.dialogs import Prompt

ACME = 1


def meeting_book(path: Path) -> Path:
    """A logo that renews in 70 days, with a champion and a promise of theirs that is overdue."""
    with open_book(path) as store:
        contract(store, logo(store, "Acme [b]Foods[/b]"), 70)
        add(store, "person", ref="P1", logo_id=ACME, name="Eva Roth", champion=1)
        add(store, "commitment", ref="M1", logo_id=ACME, what="The data", by_us=0, due_on="2026-11-01")
    return path


def every(path, row):
    """The rows of a class in the file, in the order they came."""
    with open_book(path, read_only=True) as store:
        return selects.read(store, row, "ORDER BY id")


async def over(pilot, kind):
    """The screen of that kind, once it is in view."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.focused)
    return pilot.app.screen


async def at_meeting(pilot):
    """The meeting's page, reached from the place of briefs."""
    app = pilot.app
    await go_to(pilot, "7")
    await until(pilot, lambda: isinstance(app.place, Briefs) and app.place.logo_id == ACME)
    await pilot.press("m")
    page = await over(pilot, MeetingPage)
    await until(pilot, lambda: page._meeting is not None)
    return page


async def saved(pilot, path: Path) -> str:
    """What `e` saves under that name, after one was refused whose ending is another's."""
    await pilot.press("e")
    prompt = await over(pilot, Prompt)
    prompt.query_one(Input).value = "brief.pptx"
    await pilot.press("enter")
    await pilot.pause()
    assert pilot.app.screen is prompt
    prompt.query_one(Input).value = str(path)
    await pilot.press("enter")
    await until(pilot, path.exists)
    return _contents(path)


def _contents(path: Path) -> str:
    return path.read_text()


def told(app) -> str:
    """The notifications in view."""
    return "\n".join(f"{one.title} {one.message}" for one in app._notifications)

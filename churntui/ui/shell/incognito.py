"""`f9`: names, words and amounts are masked at once, wherever one is, or shown again.

What is in view has to be drawn anew whole. So a dialog is left first, as escape leaves it (what was typed is a draft),
and so is a page that keeps words it was opened with; places that are not in view are filled again when they are. Until
all of that has been drawn, a curtain is over it, so that what the key was pressed for is gone with the key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from textual.screen import ModalScreen
from textual.worker import WorkerError

from churntui.data import incognito
from churntui.plain.errors import ChurnError
from churntui.ui.kit.safe import Curtain
from churntui.ui.shell.base import BookApp, Page, Work
from churntui.ui.shell.grammar import INCOGNITO

_TRIES, _BETWEEN_LOOKS = 100, 0.02
"""How often, and how many seconds apart, it is looked whether a dialog has closed: its draft is written first."""

_QUIET_LOOKS, _MOST_LOOKS = 3, 1_000
"""How often nothing may be seen to draw before that is believed, and after how many looks the curtain goes anyway."""

_DRAW_NOTHING = frozenset({"incognito", "watch", "verify"})
"""The groups of work that are not waited for: this one, and what goes on all the time."""


async def turn(app: BookApp, draw_afresh: Callable[[], Work]) -> None:
    """Mask everything, or show it again.

    Args:
        app: The app.
        draw_afresh: Reads the book anew, and lets nothing stand that was drawn before.

    Raises:
        ChurnError: The book cannot be read.
    """
    for worker in [worker for worker in app.workers if worker.group == "warm-up"]:
        with suppress(WorkerError):  # it is over either way
            await worker.wait()
    if not await _left_what_keeps_words(app):
        app.notify("Close what is open here first", title="Names are not masked yet", severity="warning")
        return
    if app.opening.is_incognito:
        app.look(None)
        await draw_afresh()
        app.notify("Names and amounts are shown again", title="No longer incognito")
    else:
        with _curtain(app):
            await _mask(app, draw_afresh)
        app.notify(f"Names, words and amounts are masked; {INCOGNITO} shows them again", title="Incognito")


async def _mask(app: BookApp, draw_afresh: Callable[[], Work]) -> None:
    app.clear_notifications()
    app.look(await app.ask(incognito.masked))
    try:
        await draw_afresh()
    except ChurnError:  # what stands there is not masked, and must not be called so
        app.look(None)
        raise
    await _all_drawn(app)


@contextmanager
def _curtain(app: BookApp) -> Iterator[None]:
    """Bars over every letter in view."""
    app.curtain = Curtain()
    app.screen.refresh(layout=True)
    try:
        yield
    finally:
        app.curtain = None
        for screen in app.screen_stack[-1:]:  # none where the app was left meanwhile
            screen.refresh(layout=True)


async def _all_drawn(app: BookApp) -> None:
    """Wait until nothing draws any more: one list that is filled may be what fills the next."""
    quiet = 0
    for _ in range(_MOST_LOOKS):
        if quiet == _QUIET_LOOKS:
            return
        await asyncio.sleep(_BETWEEN_LOOKS)
        at_work = [
            worker for worker in app.workers if not worker.is_finished and worker.group not in _DRAW_NOTHING
        ]
        quiet = 0 if at_work else quiet + 1


async def _left_what_keeps_words(app: BookApp) -> bool:
    """Leave dialogs, and pages down to those that are drawn anew; whether that was possible."""
    while isinstance(app.screen, ModalScreen):
        if not await _leaves(app):
            return False
    while any(isinstance(page, Page) and not page.REDRAWS for page in app.screen_stack):
        page = app.screen
        if not isinstance(page, Page) or (page.holds_words and not await page.may_leave()):
            return False
        await app.pop_screen()
    return True


async def _leaves(app: BookApp) -> bool:
    """Leave the dialog in view as escape does; whether it has closed."""
    dialog = app.screen
    bound = dialog.active_bindings.get("escape")
    if bound is None:
        return False
    await app.run_action(bound.binding.action, default_namespace=bound.node)
    for _ in range(_TRIES):
        if app.screen is not dialog:
            return True
        await asyncio.sleep(_BETWEEN_LOOKS)
    return False

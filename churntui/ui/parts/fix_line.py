"""Changing a fix that was promised after a loss, in one line: what, by whom, by when, as a step is planned."""

from __future__ import annotations

from churntui.data.rows import fixes
from churntui.model.planned import read_planned, typed_again
from churntui.plain.errors import BadInputError
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.safe import cut
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.owners import owners_of

_LONGEST_NAME = 50
"""Cells of a name in the heading."""


async def change(app: BookApp, interview_id: int) -> None:
    """Ask for the fix of an interview anew."""
    book = app.book
    fix = next((fix for fix in book.fixes if fix.interview_id == interview_id), None)
    if fix is None:
        app.notify("That fix is no longer in the book")
        return
    name, owners = book.name(fix.logo_id), owners_of(book)

    def fault_of(text: str) -> str | None:
        try:
            read_planned(text, book.as_of, owners=owners)
        except BadInputError as error:
            return str(error)
        return None

    typed = await app.push_screen_wait(
        Prompt(
            f"Fix after {cut(name, _LONGEST_NAME)}: what, @who, and by when",
            typed_again(fix.what, fix.owner, fix.due_on),
            fault_of,
            hint="answer within a day @ines, 3 dec",
        )
    )
    if typed is not None:
        planned = read_planned(typed, book.as_of, owners=owners)
        label = f"{name}: fix {planned.what}"
        await app.change(label, lambda store: fixes.change(store, interview_id, planned, label))

"""Win-backs: what lost logos said about coming back, and what came of asking them.

Who is on the list is computed from losses, themes and initiatives; stored is only what a person did about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.choices import WinBack
from churntui.model.rows import WinBackCall
from churntui.plain.errors import NotFoundError
from churntui.plain.text import clean_note


@dataclass(frozen=True, slots=True)
class Hint:
    """What an exit interview says about coming back."""

    viability: WinBack | None = None
    trigger: str = ""
    """What would bring them back, in a few words."""
    on: date | None = None
    """When they said to ask again."""


def calls(store: Store) -> list[WinBackCall]:
    """What came of asking, a row for each logo that was asked, by logo."""
    return read(store, WinBackCall, "ORDER BY logo_id")


def hints(store: Store) -> dict[int, Hint]:
    """Interview id to what it says about coming back; interviews that say nothing are missing."""
    answers = store.rows(
        """SELECT id, win_back, win_back_trigger, win_back_on FROM interview
        WHERE win_back IS NOT NULL OR win_back_trigger <> '' OR win_back_on IS NOT NULL"""
    )
    return {
        int(interview_id): Hint(viability, trigger, date.fromisoformat(on) if on else None)
        for interview_id, viability, trigger, on in answers
    }


def record(store: Store, call: WinBackCall, label: str) -> None:
    """Make this what came of asking the logo. One edit; one that says nothing takes the record away.

    Raises:
        NotFoundError: The logo is no longer in the book.
    """
    called_on = call.called_on.isoformat() if call.called_on else None
    values = (called_on, call.outcome, clean_note(call.note).strip())
    with store.edit(label):
        if store.scalar("SELECT 1 FROM logo WHERE id = ?", (call.logo_id,)) is None:
            raise NotFoundError("That logo is no longer in the book", "Press escape and look again")
        if values == (None, None, ""):
            store.rows("DELETE FROM win_back WHERE logo_id = ?", (call.logo_id,))
        elif store.scalar("SELECT 1 FROM win_back WHERE logo_id = ?", (call.logo_id,)) is None:
            store.insert(
                "INSERT INTO win_back(logo_id, called_on, outcome, note) VALUES (?, ?, ?, ?)",
                (call.logo_id, *values),
            )
        else:
            store.rows(
                "UPDATE win_back SET called_on = ?, outcome = ?, note = ? WHERE logo_id = ?",
                (*values, call.logo_id),
            )

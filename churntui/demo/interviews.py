"""The exit interviews: those held, and the two that were asked for and did not happen.

The remaining losses of `stories` have none: they are the silent ones that coverage must show.
"""

from __future__ import annotations

from churntui.demo.accounts import Account
from churntui.demo.exit_notes import ExitNote
from churntui.demo.notes_chinese import NOTES as CHINESE
from churntui.demo.notes_cyrillic import RUSSIAN, UKRAINIAN
from churntui.demo.notes_english import NOTES as ENGLISH
from churntui.demo.notes_polish import NOTES as POLISH
from churntui.demo.notes_spanish import NOTES as SPANISH
from churntui.demo.table import Table, row
from churntui.model import Status

EXIT_NOTES: tuple[ExitNote, ...] = (*ENGLISH, *SPANISH, *POLISH, *UKRAINIAN, *RUSSIAN, *CHINESE)

UNHELD: dict[str, tuple[Status, str]] = {
    "kolderup": ("declined", "Wrote back in one line: the yard has moved on and would rather not talk."),
    "zilverkorst": ("no_answer", "Asked by mail twice and by phone once; the bakery did not answer."),
}
"""Key to why no interview took place, and what we know of it."""

HEADER = (
    "interview_id",
    "logo_id",
    "status",
    "held_on",
    "effective_on",
    "voluntary",
    "stated_reason",
    "primary_reason",
    "regrettable",
    "themes",
    "notes",
)


def interviews_table(book: list[Account]) -> Table:
    """`interviews.csv`, in the order the services ended."""
    notes = {note.key: note for note in EXIT_NOTES}
    ended = sorted((account.left_on, account.ref, account) for account in book if account.left_on is not None)
    rows: list[tuple[str, ...]] = []
    for left_on, logo_ref, account in ended:
        ref = f"I{len(rows) + 1:03}"
        key = account.profile.key
        if note := notes.get(key):
            judged = (note.voluntary, note.stated, note.reason, note.regrettable, ";".join(note.themes))
            rows.append(
                row(ref, logo_ref, "held", note.held_on(left_on), left_on, *judged, note.text(left_on))
            )
        elif key in UNHELD:
            status, remark = UNHELD[key]
            good_fit = account.profile.fit == "good"
            rows.append(row(ref, logo_ref, status, None, left_on, None, "", "", good_fit, "", remark))
    return Table(HEADER, rows)

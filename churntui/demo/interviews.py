"""The exit interviews: those held, and the two that were asked for and did not happen.

The remaining losses of `stories` have none: they are the silent ones that coverage must show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.demo.accounts import Account
from churntui.demo.exit_notes import ExitNote
from churntui.demo.notes_chinese import NOTES as CHINESE
from churntui.demo.notes_cyrillic import RUSSIAN, UKRAINIAN
from churntui.demo.notes_english import NOTES as ENGLISH
from churntui.demo.notes_partial import NOTES as PARTIAL
from churntui.demo.notes_polish import NOTES as POLISH
from churntui.demo.notes_spanish import NOTES as SPANISH
from churntui.demo.table import Table, row
from churntui.model.choices import Status

EXIT_NOTES: tuple[ExitNote, ...] = (*ENGLISH, *SPANISH, *POLISH, *UKRAINIAN, *RUSSIAN, *CHINESE)
PARTIAL_NOTES = PARTIAL

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


@dataclass(frozen=True, slots=True)
class Held:
    """An interview that took place."""

    ref: str
    account: Account
    note: ExitNote
    effective_on: date
    text: str
    """The note with its days filled in, as the book keeps it."""

    @property
    def held_on(self) -> date:
        """The day of the interview."""
        return self.note.held_on(self.effective_on)


@dataclass(frozen=True, slots=True)
class Unheld:
    """An interview that was asked for and did not happen."""

    ref: str
    account: Account
    effective_on: date


def asked(book: list[Account]) -> list[Held | Unheld]:
    """Every interview in the order the services ended; those about a part of a logo stand last."""
    notes = {note.key: note for note in EXIT_NOTES}
    partial = {note.key: note for note in PARTIAL_NOTES}
    ended = sorted((account.left_on, account.ref, account) for account in book if account.left_on is not None)
    found: list[Held | Unheld] = []
    for left_on, _, account in ended:
        key, ref = account.profile.key, f"I{len(found) + 1:03}"
        if key in notes:
            found.append(Held(ref, account, notes[key], left_on, notes[key].text(left_on)))
        elif key in UNHELD:
            found.append(Unheld(ref, account, left_on))
    for account in book:
        note = partial.get(account.profile.key)
        if note is not None:
            ref, gone_on = f"I{len(found) + 1:03}", _part_ended(account)
            found.append(Held(ref, account, note, gone_on, note.text(gone_on)))
    return found


def _part_ended(account: Account) -> date:
    """The end of the add-on that was dropped, or of the term before the seats became fewer."""
    part = account.agreements[-1] if account.story.pack == "dropped" else account.chain[-2]
    return part.ends_on or account.joined_on


def interviews_table(interviews: list[Held | Unheld]) -> Table:
    """`interviews.csv`."""
    return Table(HEADER, [_row(one) for one in interviews])


def _row(one: Held | Unheld) -> tuple[str, ...]:
    if isinstance(one, Unheld):
        status, remark = UNHELD[one.account.profile.key]
        good_fit = one.account.profile.fit == "good"
        return row(
            one.ref, one.account.ref, status, None, one.effective_on, None, "", "", good_fit, "", remark
        )
    note = one.note
    judged = (note.voluntary, note.stated, note.reason, note.regrettable, ";".join(note.themes))
    return row(one.ref, one.account.ref, "held", one.held_on, one.effective_on, *judged, one.text)

"""Talks with people of a logo: rows out of the file, and what a person adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store, Value
from churntui.data.rows import refs, sentiments
from churntui.model.choices import TalkHow
from churntui.model.living import Talk
from churntui.plain.errors import NotFoundError
from churntui.plain.text import clean_line, clean_note, fold


@dataclass(frozen=True, slots=True)
class Said:
    """What a person fills in of a talk."""

    day: date
    person_id: int | None = None
    newcomer: str = ""
    """The name of somebody of the logo who may not be in the book yet; counts where no person is chosen."""
    how: TalkHow = "call"
    both_ways: bool = True
    notes: str = ""
    author: str = ""
    sentiment: int | None = None
    """How we see the logo after it, from 1 to 5; None where nobody said."""


def every(store: Store) -> list[Talk]:
    """Every talk, newest first; the themes it was tagged with are left out."""
    return read(store, Talk, "ORDER BY day DESC, id DESC")


def last_days(store: Store, as_of: date) -> dict[int, date]:
    """Logo id to the day of its last talk, up to the as-of day."""
    rows = store.rows(
        "SELECT logo_id, max(day) FROM talk WHERE day <= ? GROUP BY logo_id", (as_of.isoformat(),)
    )
    return {logo_id: date.fromisoformat(day) for logo_id, day in rows}


def add(store: Store, logo_ids: Sequence[int], said: Said, label: str) -> list[int]:
    """Note a talk with each of these logos, and how we see them after it. One edit.

    Somebody new is added to the people of one logo, not of several.

    Returns:
        The ids of the talks.

    Raises:
        NotFoundError: A logo is no longer in the book.
    """
    made = []
    with store.edit(label):
        for logo_id in logo_ids:
            if store.scalar("SELECT 1 FROM logo WHERE id = ?", (logo_id,)) is None:
                raise NotFoundError("That logo is no longer in the book", "Press escape and look again")
            values = (
                refs.fresh(store, "talk"),
                logo_id,
                *_values(store, logo_id, said, may_be_new=len(logo_ids) == 1),
            )
            made.append(
                store.insert(
                    """INSERT INTO talk(ref, logo_id, person_id, day, how, both_ways, author, notes)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                    values,
                )
            )
            if said.sentiment is not None:
                sentiments.put(store, logo_id, said.day, said.sentiment, said.author)
    return made


def _values(store: Store, logo_id: int, said: Said, *, may_be_new: bool) -> tuple[Value, ...]:
    """Person, day, how, both ways, author and notes; somebody new gets a row of their own first, where that may be."""
    person_id, name = said.person_id, clean_line(said.newcomer)
    if person_id is None and name:
        people = store.rows("SELECT id, name FROM person WHERE logo_id = ? ORDER BY id DESC", (logo_id,))
        known = {fold(called): number for number, called in people}
        person_id = known.get(fold(name))
        if person_id is None and may_be_new:
            person_id = store.insert(
                "INSERT INTO person(ref, logo_id, name) VALUES (?, ?, ?)",
                (refs.fresh(store, "person"), logo_id, name),
            )
    return (
        person_id,
        said.day.isoformat(),
        said.how,
        int(said.both_ways),
        clean_line(said.author),
        clean_note(said.notes).strip(),
    )

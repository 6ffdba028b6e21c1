"""Briefs as they are worked on: one in preparation for a logo, what was done about its points, and those sent.

A point that nobody touched is not kept: it is proposed anew from the facts each time. A row comes with the first
change, so that looking at a brief changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.data.rows import refs
from churntui.model.choices import BriefKind, BriefSection, PointState
from churntui.model.living import KeptBrief, KeptPoint
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.plain.text import clean_line, clean_note, shortened

OWN = "own:"
"""How the key of a point begins that somebody added: the facts propose none that is called so."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What is done about a point: everything but where it stands."""

    key: str
    section: BriefSection
    state: PointState
    text: str = ""
    """What it says, of one that is edited or added."""
    so_what: str = ""
    proposed: str = ""
    """What was proposed as it was edited."""


def in_preparation(store: Store, logo_id: int) -> KeptBrief | None:
    """The logo's brief that is worked on; None where nobody has begun."""
    found = read(store, KeptBrief, "WHERE logo_id = ? AND sent_on IS NULL ORDER BY id LIMIT 1", (logo_id,))
    return found[0] if found else None


def sent(store: Store, logo_id: int) -> tuple[KeptBrief, ...]:
    """The briefs the logo was sent, the newest first."""
    return tuple(
        read(
            store,
            KeptBrief,
            "WHERE logo_id = ? AND sent_on IS NOT NULL ORDER BY sent_on DESC, id DESC",
            (logo_id,),
        )
    )


def one(store: Store, brief_id: int) -> KeptBrief | None:
    """The brief of that id; None where it is gone."""
    found = read(store, KeptBrief, "WHERE id = ?", (brief_id,))
    return found[0] if found else None


def to_be_shown(store: Store, logo_id: int) -> KeptBrief | None:
    """The brief of the meeting that is ahead: the one sent last that was in no review yet, else the one worked on."""
    last = next(iter(sent(store, logo_id)), None)
    return last if last is not None and last.review_id is None else in_preparation(store, logo_id)


def shown_in(store: Store, brief_id: int, review_id: int, label: str) -> None:
    """Say in which review the brief was shown; one that is gone, or of another logo, is passed over. One edit."""
    with store.edit(label):
        store.rows(
            """UPDATE brief SET review_id = ?1
            WHERE id = ?2 AND logo_id = (SELECT logo_id FROM review WHERE id = ?1)""",
            (review_id, brief_id),
        )


def points(store: Store, brief_id: int) -> tuple[KeptPoint, ...]:
    """What was done about the points of a brief, those with a place first."""
    return tuple(
        read(store, KeptPoint, "WHERE brief_id = ? ORDER BY position IS NULL, position, id", (brief_id,))
    )


def prepare(
    store: Store, logo_id: int, label: str, *, kind: BriefKind | None = None, meets_on: date | None = None
) -> int:
    """The id of the logo's brief in preparation, begun where there is none; what is given of it is set. One edit.

    Raises:
        NotFoundError: The logo is gone.
    """
    with store.edit(label):
        known = in_preparation(store, logo_id)
        if known is None:
            if store.scalar("SELECT 1 FROM logo WHERE id = ?", (logo_id,)) is None:
                raise NotFoundError("That logo is no longer in the book", "Choose another; the draft is kept")
            return store.insert(
                "INSERT INTO brief(ref, logo_id, kind, meets_on) VALUES (?, ?, ?, ?)",
                (refs.fresh(store, "brief"), logo_id, kind or "qbr", _day(meets_on)),
            )
        store.rows(
            "UPDATE brief SET kind = ?, meets_on = ? WHERE id = ?",
            (kind or known.kind, _day(meets_on or known.meets_on), known.id),
        )
        return known.id


def meet(store: Store, logo_id: int, on: date | None, label: str, *, brief_id: int | None = None) -> None:
    """Say on which day we meet; None where it is not known any more. One edit.

    It is of the brief that is worked on, unless another one is named, as one that was sent already.
    """
    with store.edit(label):
        about = prepare(store, logo_id, label) if brief_id is None else brief_id
        store.rows("UPDATE brief SET meets_on = ? WHERE id = ?", (_day(on), about))


def ensure_unchanged(store: Store, logo_id: int, key: str, seen: KeptPoint | None) -> None:
    """Refuse to write over what somebody else has made of a point since it was looked at.

    Raises:
        BadInputError: Somebody has.
    """
    known = in_preparation(store, logo_id)
    now = next((point for point in points(store, known.id) if point.key == key), None) if known else None
    if _done(now) != _done(seen):
        said = now.text if now is not None and now.text else "as it is proposed"
        raise BadInputError(
            f"Somebody has it say “{shortened(clean_line(said), 60)}” meanwhile",
            "What you wrote is kept as a draft: f2 goes on with it",
        )


def _done(point: KeptPoint | None) -> tuple[str, ...]:
    """What was done about a point, but for where it stands."""
    return () if point is None else (point.state, point.section, point.text, point.so_what)


def decide(store: Store, logo_id: int, decided: Decided, label: str) -> None:
    """Keep what is done about a point, in place of what was done before; its place in the section stays. One edit.

    Raises:
        BadInputError: It is edited or added, and says nothing.
    """
    text, so_what = clean_note(decided.text).strip(), clean_note(decided.so_what).strip()
    if decided.state in {"edited", "added"} and not text:
        raise BadInputError("A point needs words", "Drop it where it is not to be said")
    with store.edit(label):
        store.rows(
            """INSERT INTO brief_point(brief_id, key, section, state, text, so_what, proposed)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(brief_id, key) DO UPDATE SET section = excluded.section,
            state = excluded.state, text = excluded.text, so_what = excluded.so_what,
            proposed = excluded.proposed""",
            (
                prepare(store, logo_id, label),
                clean_line(decided.key),
                decided.section,
                decided.state,
                text,
                so_what,
                decided.proposed,
            ),
        )


def untouched(store: Store, logo_id: int, keys: Sequence[str], label: str) -> None:
    """Let these points be as they are proposed again; one that was added is gone. One edit."""
    known = in_preparation(store, logo_id)
    if known is not None:
        with store.edit(label):
            for key in keys:
                store.rows("DELETE FROM brief_point WHERE brief_id = ? AND key = ?", (known.id, key))


def arrange(store: Store, logo_id: int, order: Sequence[Decided], label: str) -> None:
    """Have the points of a section stand in this order; those nobody touched are accepted with it. One edit."""
    with store.edit(label):
        brief_id = prepare(store, logo_id, label)
        for position, decided in enumerate(order, start=1):
            store.rows(
                """INSERT INTO brief_point(brief_id, key, section, state, position) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT(brief_id, key) DO UPDATE SET position = excluded.position,
                section = excluded.section""",
                (brief_id, decided.key, decided.section, decided.state, position),
            )


def send(store: Store, logo_id: int, on: date, contents: str, label: str) -> int:
    """Keep what was sent, on which day, and be done with the brief in preparation; returns its id. One edit."""
    with store.edit(label):
        brief_id = prepare(store, logo_id, label)
        store.rows(
            "UPDATE brief SET sent_on = ?, contents = ? WHERE id = ?",
            (on.isoformat(), clean_note(contents), brief_id),
        )
    return brief_id


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""What an exit interview asks beyond its core: written whole, read one at a time or all at once.

Columns carry the names of the fields of `InterviewFacts`; reasons in order and save attempts are rows of their own.
Attempts that are kept of the logo are read with those the interview tells of, and written by the logo alone.
What did not change is not written, so the history of an interview tells only what somebody did.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from churntui.data.file.selects import maker, select
from churntui.data.file.store import Store, Value
from churntui.data.rows import attempts
from churntui.model.choices import Reason
from churntui.model.rows import InterviewFacts
from churntui.model.saving import SaveAttempt
from churntui.model.schema import LISTS, Column, columns_of
from churntui.plain.errors import NotFoundError
from churntui.plain.text import clean_line, clean_note

_COLUMNS = tuple(column for column in columns_of(InterviewFacts) if column.kind not in LISTS)

_OF_ATTEMPT = tuple(column for column in columns_of(SaveAttempt) if column.kind not in {"interview", "logo"})
"""What an attempt says; not whose it is."""


def one(store: Store, interview_id: int) -> InterviewFacts:
    """The facts of an interview.

    Raises:
        NotFoundError: It is gone.
    """
    facts = every(store, interview_id)
    if interview_id not in facts:
        raise NotFoundError("That interview is no longer in the book", "Press escape and look again")
    return facts[interview_id]


def every(store: Store, interview_id: int | None = None) -> dict[int, InterviewFacts]:
    """Interview id to its facts, for all interviews or, where it is still there, for one."""
    if interview_id is None:
        return _read(store, "", "", ())
    return _read(store, "WHERE id = ?", "WHERE interview_id = ?", (interview_id,))


def of_logo(store: Store, logo_id: int) -> dict[int, InterviewFacts]:
    """Interview id to its facts, for the interviews of a logo."""
    mine = "WHERE interview_id IN (SELECT id FROM interview WHERE logo_id = ?)"
    return _read(store, "WHERE logo_id = ?", mine, (logo_id,))


def competitors(store: Store) -> tuple[str, ...]:
    """Whom the logos that left went to, as far as they named them."""
    return tuple(
        name for (name,) in store.rows("SELECT DISTINCT competitor FROM interview WHERE competitor <> ''")
    )


def _read(store: Store, where: str, of_it: str, values: tuple[Value, ...]) -> dict[int, InterviewFacts]:
    reasons: dict[int, list[Reason]] = {}
    for interview_id, reason in store.rows(
        f"SELECT interview_id, reason FROM interview_reason {of_it} ORDER BY interview_id, position", values
    ):
        reasons.setdefault(interview_id, []).append(reason)
    tried, facts = attempts.by_interview(store), maker(InterviewFacts)
    return {
        interview_id: facts(
            asked,
            secondary_reasons=tuple(reasons.get(interview_id, ())),
            save_attempts=tried.get(interview_id, ()),
        )
        for *asked, interview_id in store.rows(f"{select(InterviewFacts, 'id')} {where}", values)
    }


def write(store: Store, interview_id: int, facts: InterviewFacts) -> None:
    """Make these the facts of the interview, inside a transaction the caller holds."""
    assignments = ", ".join(f"{column.stored} = ?" for column in _COLUMNS)
    values = [_stored(column, getattr(facts, column.field)) for column in _COLUMNS]
    store.rows(f"UPDATE interview SET {assignments} WHERE id = ?", (*values, interview_id))
    _write_reasons(store, interview_id, facts.secondary_reasons)
    _write_attempts(store, interview_id, facts.save_attempts)


def _write_reasons(store: Store, interview_id: int, wanted: Iterable[Reason]) -> None:
    """The reasons in their order; each stands once."""
    order = {reason: at for at, reason in enumerate(dict.fromkeys(wanted))}
    present: dict[Reason, int] = dict(
        store.rows("SELECT reason, position FROM interview_reason WHERE interview_id = ?", (interview_id,))
    )
    for reason in present.keys() - order.keys():
        store.rows(
            "DELETE FROM interview_reason WHERE interview_id = ? AND reason = ?", (interview_id, reason)
        )
    for reason, at in order.items():
        if reason not in present:
            store.insert(
                "INSERT INTO interview_reason(interview_id, position, reason) VALUES (?, ?, ?)",
                (interview_id, at, reason),
            )
        elif present[reason] != at:
            store.rows(
                "UPDATE interview_reason SET position = ? WHERE interview_id = ? AND reason = ?",
                (at, interview_id, reason),
            )


def _write_attempts(store: Store, interview_id: int, wanted: Iterable[SaveAttempt]) -> None:
    """The attempts it tells of; equal ones stay the rows they are, and so do those of the logo."""
    present = store.rows(
        f"SELECT id, {', '.join(column.stored for column in _OF_ATTEMPT)} FROM save_attempt"
        " WHERE interview_id = ? ORDER BY id",
        (interview_id,),
    )
    missing = [
        tuple(_stored(column, getattr(attempt, column.field)) for column in _OF_ATTEMPT)
        for attempt in wanted
        if not attempt.is_of_logo
    ]
    for attempt_id, *known in present:
        if tuple(known) in missing:
            missing.remove(tuple(known))
        else:
            store.rows("DELETE FROM save_attempt WHERE id = ?", (attempt_id,))
    for values in missing:
        store.insert(
            f"""INSERT INTO save_attempt(interview_id, logo_id, {", ".join(column.stored for column in _OF_ATTEMPT)})
            SELECT id, logo_id, {", ".join("?" * len(values))} FROM interview WHERE id = ?""",
            (*values, interview_id),
        )


def _stored(column: Column, value: object) -> Value:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return clean_note(value).strip() if column.kind == "note" else clean_line(value)
    return cast("Value", value)

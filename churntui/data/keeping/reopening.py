"""Taking the last decision about a contract back, and what hangs on it by then.

What an edit wrote is in the history, so taking it back gives a contract what that edit took from it. Nothing that
somebody did since goes without being asked about: a contract that was changed or planned for, an interview that has
words. An exit interview with words is never removed: only its end of service is taken out, so that it ends none.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from churntui.data.file.store import Store
from churntui.data.keeping import decisions
from churntui.data.rows import drafts, interview_facts, interviews
from churntui.model.rows import Contract, InterviewFacts
from churntui.plain.errors import BadInputError
from churntui.plain.wording import counted


def hanging_on_successor(store: Store, contract_id: int, successor: Contract) -> list[str]:
    """What would go with the contract that renews this one, beside what was written when it was decided.

    Raises:
        BadInputError: It is decided itself: that has to be opened first.
    """
    if successor.renews_id != contract_id:
        raise BadInputError("What follows the contract is not linked to it", "Change it on the logo's page")
    if decided := decisions.decided_on(store, successor):
        raise BadInputError(f"What renews it is decided itself: {decided}", "Open that one again first")
    hanging = []
    written = _image_when_made(store, "contract", successor.id)
    if written is None:
        hanging.append("it was imported")
    elif written != _image_now(store, successor.id, written):
        hanging.append("it was changed since")
    if store.scalar("SELECT 1 FROM renewal WHERE contract_id = ?", (successor.id,)) is not None:
        hanging.append("its own renewal was called or planned")
    steps = int(store.scalar("SELECT count(*) FROM step WHERE contract_id = ?", (successor.id,)))
    return hanging + ([counted(steps, "next step")] if steps else [])


def take_back_successor(store: Store, contract_id: int, successor_id: int, label: str) -> None:
    """Take the contract that renews this one out of the book. One edit.

    Raises:
        NotFoundError: It is gone already.
        BadInputError: It is decided itself.
    """
    with store.edit(label):
        successor = decisions.contract(store, successor_id)
        hanging_on_successor(store, contract_id, successor)
        store.rows("DELETE FROM contract WHERE id = ?", (successor_id,))


def hanging_on_loss(store: Store, logo_id: int, on: date) -> list[str]:
    """What the records of a loss hold beside its day."""
    worded = [number for number in _records(store, logo_id, on) if not _is_wordless(store, number)]
    return [f"{counted(len(worded), 'exit interview')} with words"] if worded else []


def take_back_loss(store: Store, contract_id: int, on: date, label: str) -> None:
    """Take back that the contract's logo is lost on that day: what it ended and noticed is as it was. One edit.

    Raises:
        NotFoundError: The contract is not in the book any more.
    """
    with store.edit(label):
        logo_id = decisions.contract(store, contract_id).logo_id
        for number in _records(store, logo_id, on):
            edit_id = _edit_of(store, "interview", number)
            if edit_id is not None:
                for ended_id in _written(store, edit_id, logo_id):
                    _give_back(store, ended_id, edit_id)
            if _is_wordless(store, number):
                store.rows("DELETE FROM interview WHERE id = ?", (number,))
            else:
                store.rows("UPDATE interview SET effective_on = NULL WHERE id = ?", (number,))


def take_back_notice(store: Store, contract_id: int, label: str) -> None:
    """Take back that notice was given. One edit.

    Raises:
        NotFoundError: The contract is not in the book any more.
    """
    with store.edit(label):
        decisions.contract(store, contract_id)
        store.rows("UPDATE contract SET notice_on = NULL WHERE id = ?", (contract_id,))


def take_back_end(store: Store, contract_id: int, label: str) -> None:
    """Take back that the contract was ended alone: it has its old end again. One edit.

    Raises:
        NotFoundError: The contract is not in the book any more.
        BadInputError: It was not ended by an edit that stands.
    """
    with store.edit(label):
        ended = decisions.contract(store, contract_id)
        records = _records(store, ended.logo_id, ended.ends_on, "product_dropped")
        made = [
            (edit_id, number)
            for number in records
            if (edit_id := _edit_of(store, "interview", number))
            and _ended(store, edit_id, number) == contract_id
        ]
        if not made:
            raise BadInputError(
                "Its end was imported, or changed by hand", "Change its end on the logo's page"
            )
        edit_id, number = max(made)
        _give_back(store, contract_id, edit_id)
        if _is_wordless(store, number):
            store.rows("DELETE FROM interview WHERE id = ?", (number,))


def _records(store: Store, logo_id: int, on: date | None, kind: str = "full") -> list[int]:
    """The interviews that say service ended on that day."""
    rows = store.rows(
        "SELECT id FROM interview WHERE logo_id = ? AND kind = ? AND effective_on = ? ORDER BY id",
        (logo_id, kind, None if on is None else on.isoformat()),
    )
    return [int(number) for (number,) in rows]


def _is_wordless(store: Store, interview_id: int) -> bool:
    """Whether it says no more than that service ended: nobody was asked, and nobody writes about it."""
    record = interviews.one(store, interview_id)
    facts = interview_facts.one(store, interview_id)
    if record is None or record.status != "not_asked":
        return False
    said = (record.stated_reason, record.notes, record.themes, record.primary_reason, record.held_on)
    judged = (record.voluntary, record.regrettable)
    is_bare = facts == InterviewFacts(kind=facts.kind, notice_on=facts.notice_on)
    is_written = any(draft.interview_id == interview_id for draft in drafts.every(store))
    return is_bare and not is_written and not any(said) and judged == (None, None)


def _give_back(store: Store, contract_id: int, edit_id: int) -> None:
    """Give the contract what an edit took from it, field by field, where nobody has changed that since."""
    changes = store.rows(
        """SELECT before, after FROM change WHERE edit_id = ? AND table_name = 'contract' AND row_id = ?
        AND before IS NOT NULL AND after IS NOT NULL ORDER BY id DESC""",
        (edit_id, contract_id),
    )
    for texts in changes:
        before, after = (dict[str, Any](json.loads(text)) for text in texts)
        present = _image_now(store, contract_id, after)
        given = {
            column: before[column]
            for column in before
            if before[column] != after[column] and present[column] == after[column]
        }
        if given:
            assignments = ", ".join(f"{column} = ?" for column in given)
            store.rows(f"UPDATE contract SET {assignments} WHERE id = ?", (*given.values(), contract_id))


def _edit_of(store: Store, table: str, row_id: int) -> int | None:
    """The edit that made a row; None where no edit did that stands."""
    number = store.scalar(
        """SELECT max(c.edit_id) FROM change c JOIN edit e ON e.id = c.edit_id AND e.state = 'done'
        WHERE c.table_name = ? AND c.row_id = ? AND c.before IS NULL""",
        (table, row_id),
    )
    return None if number is None else int(number)


def _written(store: Store, edit_id: int, logo_id: int) -> list[int]:
    """The contracts of a logo that an edit wrote."""
    rows = store.rows(
        """SELECT DISTINCT row_id FROM change JOIN contract ON contract.id = row_id
        WHERE edit_id = ? AND table_name = 'contract' AND logo_id = ?""",
        (edit_id, logo_id),
    )
    return [int(number) for (number,) in rows]


def _ended(store: Store, edit_id: int, interview_id: int) -> int | None:
    """The contract that was ended alone as an edit made this record: the one that the edit wrote last before it."""
    number = store.scalar(
        """SELECT c.row_id FROM change c JOIN change made ON made.edit_id = c.edit_id AND made.id > c.id
        WHERE made.edit_id = ? AND made.table_name = 'interview' AND made.row_id = ? AND made.before IS NULL
        AND c.table_name = 'contract' ORDER BY c.id DESC LIMIT 1""",
        (edit_id, interview_id),
    )
    return None if number is None else int(number)


def _image_when_made(store: Store, table: str, row_id: int) -> dict[str, Any] | None:
    """A row as an edit made it; None where no edit did."""
    edit_id = _edit_of(store, table, row_id)
    if edit_id is None:
        return None
    text = store.scalar(
        "SELECT after FROM change WHERE edit_id = ? AND table_name = ? AND row_id = ? AND before IS NULL",
        (edit_id, table, row_id),
    )
    return dict(json.loads(text))


def _image_now(store: Store, contract_id: int, like: dict[str, Any]) -> dict[str, Any]:
    """The contract's columns, those of another image of it."""
    row = store.one(f"SELECT {', '.join(like)} FROM contract WHERE id = ?", (contract_id,))
    return {} if row is None else dict(zip(like, row, strict=True))

"""What a file of renewals says of next steps and talks becomes rows of theirs, the same each time it comes.

What it said last is remembered, and only what it says anew is taken: the step and the talk are a person's by then, to
be changed, done and removed. A contract has one step of such a file, under an id made of the contract's own: another
text or another day changes it and has it to be done again. A talk is told by its day, and stays when a later one
comes; where the logo was talked with on that day, the file says nothing new.
"""

from __future__ import annotations

from collections.abc import Mapping

from churntui.data.file.store import Store
from churntui.data.importing.check import Cell

UNNAMED_STEP = "next step"
"""What a step is called of which only the day is known."""

_COLUMNS = ("next_step", "next_step_on", "talked_on")


def keep(store: Store, contract_id: int, stated: Mapping[str, Cell]) -> bool:
    """Take in what a row says anew of its contract's next step and last talk; whether that changed anything."""
    said = _said(store, contract_id)
    new = {
        name: stated[name] for name in _COLUMNS if name in stated and stated[name] != (said or {}).get(name)
    }
    if not new:
        return False
    _remember(store, contract_id, {**(said or {}), **new})
    ref, logo_id = store.rows("SELECT ref, logo_id FROM contract WHERE id = ?", (contract_id,))[0]
    has_new_step = _step(store, str(ref), logo_id, contract_id, new, is_first=said is None)
    return _talk(store, str(ref), logo_id, new.get("talked_on")) or has_new_step


def _said(store: Store, contract_id: int) -> Mapping[str, Cell] | None:
    """What files have said of the contract so far; None where that is not known."""
    row = store.one(f"SELECT {', '.join(_COLUMNS)} FROM renewal_said WHERE contract_id = ?", (contract_id,))
    return None if row is None else dict(zip(_COLUMNS, row, strict=True))


def _remember(store: Store, contract_id: int, said: Mapping[str, Cell]) -> None:
    store.rows(
        f"INSERT OR REPLACE INTO renewal_said(contract_id, {', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?)",
        (contract_id, *(said.get(name) for name in _COLUMNS)),
    )


def step_ref(contract_ref: str) -> str:
    """The id of the step that renewals tell of."""
    return f"{contract_ref}:next"


def _step(
    store: Store, ref: str, logo_id: int, contract_id: int, new: Mapping[str, Cell], *, is_first: bool
) -> bool:
    what, due_on = new.get("next_step"), new.get("next_step_on")
    if what is None and due_on is None:
        return False
    own_ref, step_id = _own(store, "step", step_ref(ref), {"logo_id": logo_id, "contract_id": contract_id})
    if step_id is None:
        store.insert(
            "INSERT INTO step(ref, logo_id, contract_id, what, due_on) VALUES (?, ?, ?, ?, ?)",
            (own_ref, logo_id, contract_id, what or UNNAMED_STEP, due_on),
        )
        return True
    *present, done_on = store.rows("SELECT what, due_on, done_on FROM step WHERE id = ?", (step_id,))[0]
    wanted = [present[0] if what is None else what, present[1] if due_on is None else due_on]
    if wanted == present or (is_first and (done_on is not None or _is_by_hand(store, step_id))):
        return False
    store.rows("UPDATE step SET what = ?, due_on = ?, done_on = NULL WHERE id = ?", (*wanted, step_id))
    return True


def _own(
    store: Store, table: str, ref: str, whose: Mapping[str, int], nth: int = 1
) -> tuple[str, int | None]:
    """The id that is meant, and the row that has it; numbered where that id is another's: `K2:next:2`.

    Args:
        store: The book.
        table: Of the book.
        ref: The id as it is made.
        whose: By column what the row has, or has not said.
        nth: Which of those it may be is looked at.
    """
    numbered = ref if nth == 1 else f"{ref}:{nth}"
    row = store.one(f"SELECT id, {', '.join(whose)} FROM {table} WHERE ref = ?", (numbered,))
    if row is None:
        return numbered, None
    if all(has in (None, wanted) for has, wanted in zip(row[1:], whose.values(), strict=True)):
        return numbered, int(row[0])
    return _own(store, table, ref, whose, nth + 1)


def _is_by_hand(store: Store, step_id: int) -> bool:
    """Whether a person has changed it: a book from before anything was remembered may have the file's words so."""
    query = "SELECT 1 FROM change WHERE table_name = 'step' AND row_id = ? LIMIT 1"
    return store.scalar(query, (step_id,)) is not None


def _talk(store: Store, ref: str, logo_id: int, day: Cell) -> bool:
    if day is None:
        return False
    talk_ref, talk_id = _own(store, "talk", f"{ref}:talk:{day}", {"logo_id": logo_id})
    is_known = "SELECT 1 FROM talk WHERE logo_id = ? AND day = ?"
    if talk_id is not None or store.scalar(is_known, (logo_id, day)) is not None:
        return False
    store.insert(
        "INSERT INTO talk(ref, logo_id, day, how) VALUES (?, ?, ?, 'other')", (talk_ref, logo_id, day)
    )
    return True

"""What a file of renewals says of next steps and talks becomes rows of theirs, the same each time it comes.

A contract has one step of such a file, under an id made of the contract's own: another text or another day changes it
and has it to be done again. A talk is told by its day, and stays when a later one comes;
where the logo was talked with on that day, the file says nothing new.
"""

from __future__ import annotations

from collections.abc import Mapping

from churntui.data.file.store import Store
from churntui.data.importing.check import Cell

UNNAMED_STEP = "next step"
"""What a step is called of which only the day is known."""


def keep(store: Store, contract_id: int, stated: Mapping[str, Cell]) -> bool:
    """Take in what a row says of its contract's next step and last talk; whether that changed anything."""
    ref, logo_id = store.rows("SELECT ref, logo_id FROM contract WHERE id = ?", (contract_id,))[0]
    step, due_on, day = (stated.get(name) for name in ("next_step", "next_step_on", "talked_on"))
    has_new_step = _step(store, str(ref), logo_id, contract_id, step, due_on)
    return _talk(store, str(ref), logo_id, day) or has_new_step


def step_ref(contract_ref: str) -> str:
    """The id of the step that renewals tell of."""
    return f"{contract_ref}:next"


def _step(store: Store, ref: str, logo_id: int, contract_id: int, what: Cell, due_on: Cell) -> bool:
    if what is None and due_on is None:
        return False
    known = store.one("SELECT what, due_on FROM step WHERE ref = ?", (step_ref(ref),))
    if known is None:
        store.insert(
            "INSERT INTO step(ref, logo_id, contract_id, what, due_on) VALUES (?, ?, ?, ?, ?)",
            (step_ref(ref), logo_id, contract_id, what or UNNAMED_STEP, due_on),
        )
        return True
    wanted = (known[0] if what is None else what, known[1] if due_on is None else due_on)
    if wanted == known:
        return False
    store.rows("UPDATE step SET what = ?, due_on = ?, done_on = NULL WHERE ref = ?", (*wanted, step_ref(ref)))
    return True


def _talk(store: Store, ref: str, logo_id: int, day: Cell) -> bool:
    is_known = "SELECT 1 FROM talk WHERE logo_id = ? AND day = ?"
    if day is None or store.scalar(is_known, (logo_id, day)) is not None:
        return False
    store.insert(
        "INSERT INTO talk(ref, logo_id, day, how) VALUES (?, ?, ?, 'other')",
        (f"{ref}:talk:{day}", logo_id, day),
    )
    return True

"""Opening a contract again: which of its decisions goes back, and what hangs on it."""

from __future__ import annotations

from churntui.data.file.store import Store
from churntui.data.keeping import reopening
from churntui.data.rows import contracts
from churntui.questions.renewals import deciding
from churntui.questions.renewals.deciding import Case


def hanging_on(store: Store, case: Case) -> list[str]:
    """What hangs on the last decision beside what it wrote.

    Raises:
        BadInputError: Another decision stands on it.
    """
    decided = deciding.decided_by(case)
    if decided == "follower" and case.follower is not None:
        return reopening.hanging_on_successor(store, case.contract.id, case.follower)
    if decided == "loss" and case.lost_on is not None:
        return reopening.hanging_on_loss(store, case.logo.id, case.lost_on)
    return []


def open_again(store: Store, case: Case, label: str) -> None:
    """Take the last decision back. One edit."""
    contract_id, decided = case.contract.id, deciding.decided_by(case)
    if decided == "follower" and case.follower is not None:
        reopening.take_back_successor(store, contract_id, case.follower.id, label)
    elif decided == "loss" and case.lost_on is not None:
        reopening.take_back_loss(store, contract_id, case.lost_on, label)
    elif decided == "end":
        reopening.take_back_end(store, contract_id, label)
    elif decided == "notice":
        reopening.take_back_notice(store, contract_id, label)
    elif decided == "call":
        contracts.call_stage(store, contract_id, "open", label)

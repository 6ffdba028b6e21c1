"""Contracts and how their renewals are called: rows out of the file, and the few changes the app makes to them."""

from __future__ import annotations

from datetime import date

from churntui.data.rows import built
from churntui.data.store import Row, Store
from churntui.errors import NotFoundError
from churntui.model import Contract, Stage

_SELECT = """SELECT c.id, c.ref, c.logo_id, c.starts_on, c.ends_on, c.amount_minor, c.currency, c.per, c.arr_minor,
    c.plan, c.renews_id, c.auto_renew, c.notice_days, coalesce(r.stage, 'open'), coalesce(r.next_step, ''),
    r.next_step_on, r.talked_on FROM contract c LEFT JOIN renewal r ON r.contract_id = c.id"""


def raw(store: Store) -> list[Row]:
    """Every contract as a plain row in the order of `Contract`'s fields, days as ISO text: cheap at 50,000."""
    return store.rows(f"{_SELECT} ORDER BY c.logo_id, c.starts_on, c.id")


def contract(row: Row) -> Contract:
    """The frozen row of a plain one."""
    return built(Contract, row, days=(3, 4, 15, 16), flags=(11,))


def of_logo(store: Store, logo_id: int) -> list[Contract]:
    """The logo's contracts, newest first."""
    return [
        contract(row)
        for row in store.rows(
            f"{_SELECT} WHERE c.logo_id = ? ORDER BY c.starts_on DESC, c.id DESC", (logo_id,)
        )
    ]


def call_stage(store: Store, contract_id: int, stage: Stage, label: str) -> None:
    """Call the renewal's stage. One edit."""
    with store.edit(label):
        _touch(store, contract_id)
        store.rows("UPDATE renewal SET stage = ? WHERE contract_id = ?", (stage, contract_id))


def set_next_step(store: Store, contract_id: int, step: str, on: date | None, label: str) -> None:
    """Note what happens next for the renewal, and when. One edit."""
    with store.edit(label):
        _touch(store, contract_id)
        store.rows(
            "UPDATE renewal SET next_step = ?, next_step_on = ? WHERE contract_id = ?",
            (step, on.isoformat() if on else None, contract_id),
        )


def mark_talked(store: Store, contract_id: int, on: date, label: str) -> None:
    """Note that the renewal was talked about with the logo on that day. One edit."""
    with store.edit(label):
        _touch(store, contract_id)
        store.rows("UPDATE renewal SET talked_on = ? WHERE contract_id = ?", (on.isoformat(), contract_id))


def _touch(store: Store, contract_id: int) -> None:
    if store.scalar("SELECT 1 FROM contract WHERE id = ?", (contract_id,)) is None:
        raise NotFoundError("That contract is no longer in the book", "Press escape and look again")
    store.rows("INSERT OR IGNORE INTO renewal(contract_id) VALUES (?)", (contract_id,))

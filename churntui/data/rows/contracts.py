"""Contracts and how their renewals are called: rows out of the file, and the few changes the app makes to them."""

from __future__ import annotations

import re
from datetime import date

from churntui.data.file.store import Row, Store
from churntui.data.rows.frozen import built
from churntui.model.choices import Stage
from churntui.model.rows import Contract
from churntui.plain import money
from churntui.plain.dates import add_months, whole_months
from churntui.plain.errors import BadInputError, NotFoundError

_SELECT = """SELECT c.id, c.ref, c.logo_id, c.starts_on, c.ends_on, c.amount_minor, c.currency, c.per, c.arr_minor,
    c.plan, c.renews_id, c.auto_renew, c.notice_days, coalesce(r.stage, 'open'), coalesce(r.next_step, ''),
    r.next_step_on, r.talked_on FROM contract c LEFT JOIN renewal r ON r.contract_id = c.id"""


def raw(store: Store) -> list[Row]:
    """Every contract as a plain row in the order of `Contract`'s fields, days as ISO text: cheap at 50,000."""
    return store.rows(f"{_SELECT} ORDER BY c.logo_id, c.starts_on, c.id")


def raw_due(store: Store, first: str, last: str) -> list[Row]:
    """As `raw`, but only the contracts that end in [first, last], or earlier and renew themselves, and nothing renews.

    With them come the later contracts of the same logos, which may answer them.
    """
    return store.rows(
        f"""WITH due AS (SELECT id, logo_id, starts_on FROM contract d
            WHERE (ends_on BETWEEN :first AND :last OR (auto_renew AND ends_on < :first))
            AND NOT EXISTS (SELECT 1 FROM contract n WHERE n.renews_id = d.id))
        {_SELECT} WHERE c.id IN (SELECT id FROM due UNION SELECT o.id FROM due
            JOIN contract o ON o.logo_id = due.logo_id AND o.starts_on > due.starts_on)
        ORDER BY c.logo_id, c.starts_on, c.id""",
        {"first": first, "last": last},
    )


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


def next_end(contract: Contract) -> date | None:
    """Where the contract's next term ends: as many calendar months after its end as it has, or as many days.

    None for an open-ended one, which has no term.
    """
    if contract.ends_on is None:
        return None
    months = whole_months(contract.starts_on, contract.ends_on)
    if months is None:
        return contract.ends_on + (contract.ends_on - contract.starts_on)
    return add_months(contract.ends_on, months)


def roll_on(store: Store, contract_id: int, label: str) -> int:
    """Follow the contract by another of the same length, amount, plan and currency, which renews it. One edit.

    Returns:
        The id of the new contract, which starts on the day the old one ends.

    Raises:
        NotFoundError: The contract is not in the book any more.
        BadInputError: It has no end, or another contract renews it already.
    """
    with store.edit(label):
        found = store.one(f"{_SELECT} WHERE c.id = ?", (contract_id,))
        if found is None:
            raise _gone()
        old = contract(found)
        ends_on = next_end(old)
        if old.ends_on is None or ends_on is None:
            raise BadInputError(f"Contract {old.ref} has no end", "It goes on until it is ended")
        if store.scalar("SELECT 1 FROM contract WHERE renews_id = ?", (contract_id,)) is not None:
            raise BadInputError(f"Contract {old.ref} is renewed already", "Look at the logo's contracts")
        return store.insert(
            """INSERT INTO contract(ref, logo_id, renews_id, plan, starts_on, ends_on, amount_minor, currency, per,
            arr_minor, auto_renew, notice_days) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                _next_ref(store, old.ref), old.logo_id, old.id, old.plan, old.ends_on.isoformat(), ends_on.isoformat(),
                old.amount_minor, old.currency, old.per,
                money.annualised(old.amount_minor, old.per, old.ends_on, ends_on), old.auto_renew, old.notice_days,
            ),
        )  # fmt: skip


def _next_ref(store: Store, ref: str) -> str:
    """The ref of the contract rolled on from `ref`: `K7` gives `K7-r2`, the second term, and that gives `K7-r3`."""
    numbered = re.fullmatch(r"(.+)-r(\d{1,4})", ref)
    base, term = (numbered[1], int(numbered[2]) + 1) if numbered else (ref, 2)
    while store.scalar("SELECT 1 FROM contract WHERE ref = ?", (f"{base}-r{term}",)) is not None:
        term += 1
    return f"{base}-r{term}"


def _gone() -> NotFoundError:
    return NotFoundError("That contract is no longer in the book", "Press escape and look again")


def _touch(store: Store, contract_id: int) -> None:
    if store.scalar("SELECT 1 FROM contract WHERE id = ?", (contract_id,)) is None:
        raise _gone()
    store.rows("INSERT OR IGNORE INTO renewal(contract_id) VALUES (?)", (contract_id,))

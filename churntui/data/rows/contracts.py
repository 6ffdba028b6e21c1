"""Contracts and how their renewals are called: rows out of the file, and the few changes the app makes to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store, Value
from churntui.data.rows import refs
from churntui.model.choices import Stage
from churntui.model.rows import Contract
from churntui.model.tables import TABLES
from churntui.plain import money
from churntui.plain.dates import add_months, days_of_chain, whole_months
from churntui.plain.errors import BadInputError, NotFoundError

_IN_ORDER = "ORDER BY contract.logo_id, contract.starts_on, contract.id"


def every(store: Store) -> list[Contract]:
    """Every contract, by logo and start."""
    return read(store, Contract, _IN_ORDER)


def due(store: Store, first: date, last: date, grace_days: int) -> list[Contract]:
    """The contracts that end in [first, last], or earlier and were called won, or whose logo has a loss by `last`.

    With them come the other contracts of the same logos that may answer them: those that start later, or end at most
    the grace days before.
    """
    return read(
        store,
        Contract,
        f"""WHERE contract.id IN (
            WITH due AS (SELECT id, logo_id, starts_on, ends_on FROM contract d
                WHERE ends_on BETWEEN ?1 AND ?2
                OR (id IN (SELECT contract_id FROM renewal WHERE stage = 'won') AND NOT EXISTS (SELECT 1
                    FROM contract n WHERE n.renews_id = d.id AND n.logo_id = d.logo_id AND n.starts_on > d.starts_on))
                OR logo_id IN (SELECT logo_id FROM interview WHERE kind = 'full' AND effective_on BETWEEN ?1 AND ?2))
            SELECT id FROM due UNION SELECT o.id FROM due
            JOIN contract o ON o.logo_id = due.logo_id AND (o.starts_on > due.starts_on
                OR o.ends_on IS NULL OR o.ends_on >= date(due.ends_on, '-' || ?3 || ' days')))
        {_IN_ORDER}""",
        (first.isoformat(), last.isoformat(), grace_days),
    )


def of_logo(store: Store, logo_id: int) -> list[Contract]:
    """The logo's contracts, newest first."""
    newest = "WHERE contract.logo_id = ? ORDER BY contract.starts_on DESC, contract.id DESC"
    return read(store, Contract, newest, (logo_id,))


def open_links(store: Store) -> dict[int, str]:
    """Contract id to the ref of the contract it renews, where that is not in the book."""
    return dict(store.rows("SELECT contract_id, renews FROM open_link"))


def call_stage(store: Store, contract_id: int, stage: Stage, label: str) -> None:
    """Call the renewal's stage. One edit."""
    with store.edit(label):
        _touch(store, contract_id)
        store.rows("UPDATE renewal SET stage = ? WHERE contract_id = ?", (stage, contract_id))


def next_end(contract: Contract, others: Iterable[Contract] = ()) -> date | None:
    """Where the contract's next term ends: as many calendar months after its end as it has, or as many days.

    Months keep to the day of the month that the chain began with (31 Jan, 28 Feb, 31 Mar), so the contracts that it
    renews are looked for among the `others` of its logo. None for an open-ended one, which has no term.
    """
    if contract.ends_on is None:
        return None
    months = whole_months(contract.starts_on, contract.ends_on)
    if months is None:
        return contract.ends_on + (contract.ends_on - contract.starts_on)
    return add_months(contract.ends_on, months, _day_kept(contract, others))


def _day_kept(contract: Contract, others: Iterable[Contract]) -> int | None:
    """The day of the month that the chain up to this contract keeps to, as far back as its starts agree on one."""
    by_id = {other.id: other for other in others}
    days = days_of_chain(contract.starts_on)
    if contract.ends_on is not None:
        days &= days_of_chain(contract.ends_on)
    while contract.renews_id in by_id:
        contract = by_id.pop(contract.renews_id)
        agreed = days & days_of_chain(contract.starts_on)
        if not agreed:
            break
        days = agreed
    return min(days, default=None)


def roll_on(store: Store, contract_id: int, label: str) -> int:
    """Follow the contract by another of the same length, amount, plan and currency, which renews it. One edit.

    A locked rate is taken along; notice that was given of the old one is not.

    Returns:
        The id of the new contract, which starts on the day the old one ends.

    Raises:
        NotFoundError: The contract is not in the book any more.
        BadInputError: It has no end, or another contract renews it already.
    """
    with store.edit(label):
        contracts = read(store, Contract, "WHERE contract.id = ?", (contract_id,))
        if not contracts:
            raise _gone()
        (old,) = contracts
        ends_on = next_end(old, of_logo(store, old.logo_id))
        if old.ends_on is None or ends_on is None:
            raise BadInputError(f"Contract {old.ref} has no end", "It goes on until it is ended")
        if store.scalar("SELECT 1 FROM contract WHERE renews_id = ?", (contract_id,)) is not None:
            raise BadInputError(f"Contract {old.ref} is renewed already", "Look at the logo's contracts")
        changed: dict[str, Value] = {
            "ref": _next_ref(store, old.ref),
            "renews_id": old.id,
            "starts_on": old.ends_on.isoformat(),
            "ends_on": ends_on.isoformat(),
            "arr_minor": money.annualised(old.amount_minor, old.per, old.ends_on, ends_on),
        }
        left_out = {*changed, "notice_on"}
        same = [column.stored for column in TABLES["contracts"].columns if column.stored not in left_out]
        return store.insert(
            f"""INSERT INTO contract({", ".join([*changed, *same])})
            SELECT {", ".join(["?"] * len(changed) + same)} FROM contract WHERE id = ?""",
            (*changed.values(), contract_id),
        )


def _next_ref(store: Store, ref: str) -> str:
    """The ref of the contract rolled on from `ref`: `K7` gives `K7-r2`, the second term, and that gives `K7-r3`.

    It is made of the old one's and not drawn, so that two copies of a book which both roll a contract on have one
    successor when they are brought together, not two at double the amount. Only where that ref is another contract's
    it ends in something drawn: the next number would be that of the successor's own.
    """
    numbered = re.fullmatch(r"(.+)-r(\d{1,4})", ref)
    base, term = (numbered[1], int(numbered[2]) + 1) if numbered else (ref, 2)
    follows = f"{base}-r{term}"
    return refs.fresh(store, "contract", follows) if refs.is_taken(store, "contract", follows) else follows


def _gone() -> NotFoundError:
    return NotFoundError("That contract is no longer in the book", "Press escape and look again")


def _touch(store: Store, contract_id: int) -> None:
    if store.scalar("SELECT 1 FROM contract WHERE id = ?", (contract_id,)) is None:
        raise _gone()
    store.rows("INSERT OR IGNORE INTO renewal(contract_id) VALUES (?)", (contract_id,))

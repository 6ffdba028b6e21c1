"""Contracts and how their renewals are called: rows out of the file, and the few changes the app makes to them."""

from __future__ import annotations

from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.choices import Stage
from churntui.model.rows import Contract
from churntui.plain.errors import NotFoundError

_IN_ORDER = "ORDER BY contract.logo_id, contract.starts_on, contract.id"


def count(store: Store) -> int:
    """How many there are."""
    return int(store.scalar("SELECT count(*) FROM contract"))


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


def gone() -> NotFoundError:
    """That a contract is not in the book any more."""
    return NotFoundError("That contract is no longer in the book", "Press escape and look again")


def _touch(store: Store, contract_id: int) -> None:
    if store.scalar("SELECT 1 FROM contract WHERE id = ?", (contract_id,)) is None:
        raise gone()
    store.rows("INSERT OR IGNORE INTO renewal(contract_id) VALUES (?)", (contract_id,))

"""Rows that name another row of their own table: the contract that one renews, the theme that one is part of.

Such a link may lead to a row that stands further down in the file, or, from one contract to another, to one that a
later file brings: it is kept open until then. A link that cannot hold is dropped and named, and its row is taken:
what somebody signed stays true, whatever is wrong with the word about what it follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from churntui.data.file.store import Store
from churntui.data.importing.check import Cell
from churntui.data.importing.linking import circular
from churntui.model.tables import Table


class Linking(Protocol):
    """A row that may name another of its table."""

    @property
    def ref(self) -> str:
        """What other rows name it by."""

    @property
    def target(self) -> str | None:
        """What it names; None where it names nothing."""

    @property
    def values(self) -> Mapping[str, Cell]:
        """The row as it will stand, by column of the book."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a link does not hold."""

    reason: str
    stays_open: bool = False
    """Whether what it names may still come."""


def judged(table: Table, rows: Iterable[Linking], stored: Iterable[Linking]) -> dict[str, Verdict]:
    """What is wrong with the links of `rows`, by the ref of the row; those that hold are missing.

    `stored` are the rows of the book; of those that come again the ones of the file count.
    """
    stated = [row for row in rows if row.target is not None]
    known = {row.ref: row for row in stored} | {row.ref: row for row in rows}
    circles: set[str] = set()
    if table.stored != "contract":  # of contracts in a circle one leads backwards, and only that is wrong
        circles = circular({ref: row.target for ref, row in known.items() if row.target is not None})
    verdicts = ((row.ref, _verdict(table, row, known, circles)) for row in stated)
    return {ref: verdict for ref, verdict in verdicts if verdict is not None}


def _verdict(table: Table, row: Linking, known: Mapping[str, Linking], circles: set[str]) -> Verdict | None:
    target = known.get(row.target or "")
    if row.target == row.ref:
        return Verdict("is this row itself")
    if target is None:
        is_contract = table.stored == "contract"
        until = "; kept until it is imported" if is_contract else ""
        return Verdict(f"is no {table.stored} of the book or of this file{until}", stays_open=is_contract)
    if row.ref in circles:
        return Verdict("leads back to this row")
    if target.values.get("logo_id") != row.values.get("logo_id"):
        return Verdict("belongs to another logo")
    if table.stored == "contract" and str(target.values["starts_on"]) >= str(row.values["starts_on"]):
        return Verdict(f"starts on {target.values['starts_on']}, not before this one")
    return None


def keep_open(store: Store, contract_id: int, renews: str) -> None:
    """Remember what a contract renews until it is there."""
    store.rows(
        """INSERT INTO open_link(contract_id, renews) VALUES (?, ?)
        ON CONFLICT(contract_id) DO UPDATE SET renews = excluded.renews""",
        (contract_id, renews),
    )


def close_links(store: Store) -> Iterator[str]:
    """Point the open links whose contract has come to it; names those that do not hold now that it is known."""
    store.rows(
        "DELETE FROM open_link WHERE contract_id IN (SELECT id FROM contract WHERE renews_id IS NOT NULL)"
    )
    for contract_id, ref, target_id, target, holds in store.rows(
        """SELECT c.id, c.ref, t.id, t.ref, t.logo_id = c.logo_id AND t.starts_on < c.starts_on
        FROM open_link o JOIN contract c ON c.id = o.contract_id JOIN contract t ON t.ref = o.renews ORDER BY c.id"""
    ):
        store.rows("DELETE FROM open_link WHERE contract_id = ?", (contract_id,))
        if holds:
            store.rows("UPDATE contract SET renews_id = ? WHERE id = ?", (target_id, contract_id))
        else:
            yield f"contract {ref} does not renew {target}: it is of another logo, or starts no earlier"

"""What a command acts on: the rows that are marked, else the one under the cursor, in words every command knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.metrics.renewals import Renewal


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row of a list, or what a page is about."""

    logo_id: int | None
    """The logo it is about."""
    contract_id: int | None = None
    """The contract, where the row is about one; the logo's next to be decided is meant otherwise."""
    lost_on: date | None = None
    """The loss, where the row is about one; the logo's last is meant otherwise."""
    about: str = ""
    """On Today what the row says, as a text that stays the same from day to day: what is snoozed."""
    row: tuple[str, int] | None = None
    """The row of the book that it shows: the name of its table, and its id."""

    def id_in(self, table: str) -> int | None:
        """Its id, where it is a row of this table."""
        return self.row[1] if self.row is not None and self.row[0] == table else None


def renewals_of(book: Book, chosen: Iterable[Chosen]) -> list[Renewal]:
    """The renewals meant, each once: of the contract, else the next of the logo; takes a moment in a large book."""
    by_contract = {renewal.contract.id: renewal for renewal in book.renewals}
    by_logo: dict[int, Renewal] = {}
    for renewal in book.renewals:
        by_logo.setdefault(renewal.logo.id, renewal)
    meant = [by_contract.get(row.contract_id or 0) or by_logo.get(row.logo_id or 0) for row in chosen]
    return list({renewal.contract.id: renewal for renewal in meant if renewal is not None}.values())

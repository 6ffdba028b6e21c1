"""What a command acts on: the rows that are marked, else the one under the cursor, in words every command knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row of a list, or what a page is about."""

    logo_id: int | None
    """The logo it is about."""
    contract_id: int | None = None
    """The contract, where the row is about one; the logo's next to be decided is meant otherwise."""
    lost_on: date | None = None
    """The loss, where the row is about one; the logo's last is meant otherwise."""
    row: tuple[str, int] | None = None
    """The row of the book that it shows: the name of its table, and its id."""
    proposed: str = ""
    """What a signal it tells of proposes to be done next."""

    def id_in(self, table: str) -> int | None:
        """Its id, where it is a row of this table."""
        return self.row[1] if self.row is not None and self.row[0] == table else None

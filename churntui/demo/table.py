"""What every part of the sample book hands over: rows of text, as they would stand in a canonical CSV file.

Text and not typed rows, so that the sample book goes through the same reading and checking as anybody's export.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from churntui.model.tables import TABLES

Cell = date | bool | int | float | str | tuple[str, ...] | None
"""What a cell is written from: ISO days, `yes` and `no`, words joined by `;`, an empty text for None."""
Cells = Mapping[str, Cell]
"""One row by column name."""


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical CSV file, in memory."""

    header: tuple[str, ...]
    """The column names of the canonical file."""
    rows: list[tuple[str, ...]]
    """One text per column; an empty text is an empty cell."""

    @classmethod
    def of(cls, name: str, rows: Iterable[Cells]) -> Table:
        """The canonical table of that name from rows by column; a column that a row lacks stays empty."""
        header = TABLES[name].header
        return cls(header, [row(*map(cells.get, header)) for cells in rows])

    def with_rows(self, more: Table) -> Table:
        """This table with the rows of another of its name."""
        return Table(self.header, [*self.rows, *more.rows])


def row(*values: Cell) -> tuple[str, ...]:
    """One row of cells."""
    return tuple(_text(value) for value in values)


def _text(value: Cell) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else str(value)


def dated(cells: Cells, day: date) -> dict[str, Cell]:
    """The row with its days set: `day` and columns that end in `_on` are told in days from `day`."""
    return {
        name: day + timedelta(days=value) if type(value) is int and name.endswith(("day", "_on")) else value
        for name, value in cells.items()
    }


def draws(purpose: str) -> Random:
    """Random numbers that are the same for a purpose on every run and machine."""
    return Random(purpose)  # noqa: S311  a sample book keeps no secrets

"""What every part of the sample book hands over: rows of text, as they would stand in a canonical CSV file.

Text and not typed rows, so that the sample book goes through the same reading and checking as anybody's export.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

Cell = date | bool | int | str | None
"""What a cell is written from: ISO days, `yes` and `no`, an empty text for None."""


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical CSV file, in memory."""

    header: tuple[str, ...]
    """The column names of the canonical file."""
    rows: list[tuple[str, ...]]
    """One text per column; an empty text is an empty cell."""


def row(*values: Cell) -> tuple[str, ...]:
    """One row of cells."""
    return tuple(_text(value) for value in values)


def _text(value: Cell) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def draws(purpose: str) -> Random:
    """Random numbers that are the same for a purpose on every run and machine."""
    return Random(purpose)  # noqa: S311  a sample book keeps no secrets

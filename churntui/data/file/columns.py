"""How a column of the book is declared to SQLite, with the check that holds it to what it can be."""

from __future__ import annotations

OF_LOGO = "logo_id INTEGER NOT NULL REFERENCES logo(id) ON DELETE CASCADE"
"""A row of a logo goes with it."""


def day(column: str) -> str:
    """ISO text of a day that there is."""
    return f"{column} TEXT CHECK({column} IS date({column}, '+0 days'))"


def one_of(column: str, values: tuple[str, ...]) -> str:
    """One of some codes."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} TEXT CHECK({column} IN ({listed}))"


def flag(column: str) -> str:
    """Yes or no."""
    return f"{column} INTEGER CHECK({column} IN (0, 1))"


def rate(column: str) -> str:
    """A rate of exchange, as text that loses no digit."""
    digits = f"{column} NOT GLOB '*[^0-9.]*' AND {column} NOT GLOB '*.*.*'"
    return f"{column} TEXT CHECK({digits} AND CAST({column} AS REAL) BETWEEN 0.000001 AND 1000000)"

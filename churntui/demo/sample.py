"""The sample book as the texts of its canonical tables.

One entry, `tables`. Everything is told relative to the day the book is dated: the same day gives the same book, and
any day gives the same stories, because random numbers are only drawn from generators seeded by a logo's name.
"""

from __future__ import annotations

from datetime import date

from churntui.demo.activity import actions_table, activity_table
from churntui.demo.contracts import contracts_table, rates_table, renewals_table
from churntui.demo.desk import surveys_table, tickets_table
from churntui.demo.interviews import interview_tables
from churntui.demo.kept import kept_tables
from churntui.demo.logos import accounts, logos_table
from churntui.demo.people import customers_table, people_table, seats_by_logo
from churntui.demo.reading import read
from churntui.demo.roadmap import roadmap_tables
from churntui.demo.table import Table

__all__ = ["Table", "tables"]


def tables(as_of: date) -> dict[str, Table]:
    """The whole sample book dated `as_of`, by table name."""
    book = accounts(as_of)
    seats = seats_by_logo(book, as_of)
    people = people_table(book, as_of)
    interviews, kept = interview_tables(book), kept_tables(book, people, seats, as_of)
    return {
        "settings": Table(("key", "value"), list(read("settings.toml", dict[str, str]).items())),
        "rates": rates_table(),
        "actions": actions_table(),
        "logos": logos_table(book),
        "contracts": contracts_table(book, as_of),
        "renewals": renewals_table(book, as_of),
        "customers": customers_table(seats),
        "people": people,
        **roadmap_tables(book, as_of),
        **interviews,
        **kept,
        "highlights": interviews["highlights"].with_rows(kept["highlights"]),
        "save_attempts": interviews["save_attempts"].with_rows(kept["save_attempts"]),
        "tickets": tickets_table(book, as_of),
        "surveys": surveys_table(book, seats, as_of),
        "activity": activity_table(book, seats, as_of),
    }

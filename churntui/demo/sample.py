"""The sample book as the texts of its canonical tables.

One entry, `tables`. Everything is told relative to the day the book is dated: the same day gives the same book, and
any day gives the same stories, because random numbers are only drawn from generators seeded by a logo's name.
"""

from __future__ import annotations

from datetime import date

from churntui.demo.accounts import Account, accounts
from churntui.demo.activity import actions_table, activity_table
from churntui.demo.contracts import contracts_table, rates_table, renewals_table
from churntui.demo.desk import surveys_table, tickets_table
from churntui.demo.interview_details import attempts_table, details_table, highlights_table
from churntui.demo.interviews import Held, asked, interviews_table
from churntui.demo.people import customers_table, people_table, seats_by_logo
from churntui.demo.roadmap import (
    events_table,
    initiatives_table,
    settings_table,
    themes_table,
    win_backs_table,
)
from churntui.demo.table import Table, row

__all__ = ["Table", "tables"]


def tables(as_of: date) -> dict[str, Table]:
    """The whole sample book dated `as_of`, by table name; referenced tables stand before those that refer to them."""
    book = accounts(as_of)
    seats = seats_by_logo(book, as_of)
    interviews = asked(book)
    held = [one for one in interviews if isinstance(one, Held)]
    return {
        "settings": settings_table(),
        "rates": rates_table(),
        "actions": actions_table(),
        "themes": themes_table(),
        "logos": logos_table(book),
        "contracts": contracts_table(book, as_of),
        "renewals": renewals_table(book, as_of),
        "customers": customers_table(seats),
        "people": people_table(book, as_of),
        "interviews": interviews_table(interviews),
        "interview_details": details_table(held),
        "save_attempts": attempts_table(held),
        "highlights": highlights_table(held),
        "initiatives": initiatives_table(as_of),
        "events": events_table(as_of),
        "win_backs": win_backs_table(book, as_of),
        "tickets": tickets_table(book, as_of),
        "surveys": surveys_table(book, seats, as_of),
        "activity": activity_table(book, seats, as_of),
    }


def logos_table(book: list[Account]) -> Table:
    """`logos.csv`."""
    header = "logo_id,name,domain,industry,country,employees,annual_revenue,owner,fit,joined_on"
    rows = []
    for account in book:
        who = account.profile
        size = (who.employees, who.revenue_millions * 1_000_000)
        facts = (who.name, who.domain, who.industry, who.country, *size, account.owner, who.fit)
        rows.append(row(account.ref, *facts, account.joined_on))
    return Table(tuple(header.split(",")), rows)

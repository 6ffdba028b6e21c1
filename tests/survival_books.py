"""A small book for the tests of survival, and its tab as they read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from churntui.book import Book
from churntui.model.rows import Contract, Logo, Settings
from churntui.questions.asked import LATEST
from churntui.questions.survival.room import ROOM

TODAY = date(2026, 3, 10)

LIVES = (
    [("Food", 365, True)] * 6
    + [("Food", 900, False)] * 6
    + [("Retail", 730, True)] * 6
    + [("Retail", 800, False)] * 5
    + [("", 40, False)]
)
"""(industry, days of tenure, lost) of each logo; every loss is 100 days old."""


def book(lives=LIVES):
    contracts, logos = [], {}
    for logo_id, (industry, days, lost) in enumerate(lives, 1):
        ended = TODAY - timedelta(days=100) if lost else None
        begun = (ended or TODAY) - timedelta(days=days)
        agreed = (120_000, "EUR", "year", 120_000, "Team")
        contracts.append(Contract(logo_id, f"K{logo_id}", logo_id, begun, ended, *agreed))
        logos[logo_id] = Logo(logo_id, f"L{logo_id}", f"Logo {logo_id}", industry=industry)
    return Book(as_of=TODAY, settings=Settings(grace_days=0), logos=logos, contracts=contracts)


def figures(of, part="tenure", by=()):
    return ROOM.answer(of, replace(LATEST, part=part, by=by), None).figures()


def shown(part="tenure", by=(), lives=LIVES):
    return figures(book(lives), part, by)


def cells(figures, row, *titles):
    names = [heading.title for heading in figures.headings]
    return tuple(figures.rows[row].line.cells[names.index(title)] for title in titles)

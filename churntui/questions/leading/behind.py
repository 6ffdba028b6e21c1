"""The logos of the leading indicator: those falling today, and the renewals of the past on either side of a line."""

from __future__ import annotations

from dataclasses import replace

from churntui.book import Book
from churntui.metrics import leading
from churntui.metrics.leading import Cases
from churntui.model.presence import Mask
from churntui.plain import dates, wording
from churntui.questions.shown import Heading, Line, Member, Members

LOGOS = (
    Heading("Logo", 22, "left", flex=True),
    Heading("Renews", 11),
    Heading("Active then", 11),
    Heading("now", 5),
    Heading("Change", 7),
    Heading("ARR", 8),
    Heading("Industry", 18, "left", priority=2, flex=True),
    Heading("Owner", 16, "left", priority=1),
)

_CASES = (LOGOS[0], replace(LOGOS[1], title="On"), *LOGOS[2:])


def behind(past: Cases, today: Cases | None, percent: int, book: Book) -> tuple[Members, ...]:
    """The logos falling today, and the renewals of the past on either side of the line."""
    fell = past.fallen(percent)
    return (
        *(() if today is None else (_members(book, "Today", today, today.fallen(percent)),)),
        _members(book, "Fell: lost", past, fell & past.lost),
        _members(book, "Fell: stayed", past, fell & ~past.lost),
        _members(book, "Others: lost", past, ~fell & past.lost),
        _members(book, "Others: stayed", past, ~fell & ~past.lost),
    )


def _members(book: Book, name: str, cases: Cases, those: Mask) -> Members:
    """Some of the cases, the newest and largest first."""
    arr = leading.arr_before(book.timeline, cases.logo_ids[those], cases.days[those]).tolist()
    rows = sorted(
        zip(cases.rows(those), arr, strict=True),
        key=lambda row: (-dates.number(row[0][1]), -row[1], row[0][0]),
    )
    members = (
        Member(logo_id, logo_line(book, logo_id, then, now, worth, dates.short(day)))
        for (logo_id, day, then, now), worth in rows
        if logo_id in book.logos  # the book may have changed since it was counted
    )
    return Members(name, _CASES, tuple(members), "No logo is among them")


def logo_line(book: Book, logo_id: int, then: int, now: int, arr: int, renews: str) -> Line:
    """A logo with its active customers then and now."""
    logo = book.logos[logo_id]
    cells = (
        logo.name,
        renews,
        str(then),
        str(now),
        wording.change((now - then) / then),
        book.money(arr) if arr else wording.NOTHING,
        logo.industry,
        logo.owner,
    )
    return Line(cells, {4: "bad" if now < then else ""})

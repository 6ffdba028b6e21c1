"""The logos behind the figures of Survival, with what each is, or was, still expected to pay."""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics.survival import Mask
from churntui.metrics.years import Year
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.questions.asked import Asked
from churntui.questions.columns import Column, headings, line
from churntui.questions.shown import Member, Members
from churntui.questions.survival.lives import Lives
from churntui.questions.survival.worth import OfOne, Worth, worth_columns


def tenure(asked: Asked, name: str | None, year: Year | None, book: Book) -> tuple[Members, ...]:
    """The logos of a segment (None: of all), in a year of tenure (None: in any): those active, and the first losses."""
    lives = Lives.of(book, asked.by)
    active, lost = Worth.active(book, lives), Worth.lost(book, lives)
    here, gone = active.within(name), _of_curve(lost, name)
    if year is not None:
        here, gone = here & year.holds(active.stakes.tenure_days), gone & year.holds(lost.stakes.tenure_days)
    return _active(book, active, here), _lost(book, lost, gone)


def time_point(asked: Asked, name: str | None, day: int, until: int, book: Book) -> tuple[Members, ...]:
    """The logos lost on a day of tenure, and those that are as old, or older, but not yet `until` days."""
    lives = Lives.of(book, asked.by)
    active, lost = Worth.active(book, lives), Worth.lost(book, lives)
    old_enough = (active.stakes.tenure_days >= day) & (active.stakes.tenure_days < until)
    return (
        _lost(book, lost, _of_curve(lost, name) & (lost.stakes.tenure_days == day)),
        _active(book, active, _of_curve(active, name) & old_enough, "Seen no longer"),
    )


def quarter(asked: Asked, which: Period, name: str | None, book: Book) -> tuple[Members, ...]:
    """The losses of a quarter, of a segment (None: of all)."""
    lost = Worth.lost(book, Lives.of(book, asked.by))
    return (_lost(book, lost, lost.ended_in(which) & lost.within(name)),)


def _of_curve(worth: Worth, name: str | None) -> Mask:
    return worth.first_lives() & worth.within(name)


def _active(book: Book, active: Worth, chosen: Mask, title: str = "Active") -> Members:
    return _members(
        title, _columns(book, active, "ARR active"), active.each(chosen), "No logo is active there"
    )


def _lost(book: Book, lost: Worth, chosen: Mask) -> Members:
    name, *others = _columns(book, lost, "ARR lost")
    left_on = Column[OfOne]("Left on", lambda logo: dates.short(dates.from_number(logo.until)), 11)
    return _members("Lost", (name, left_on, *others), lost.each(chosen), "No logo was lost")


def _columns(book: Book, worth: Worth, arr: str) -> tuple[Column[OfOne], ...]:
    return (
        Column("Logo", lambda logo: book.name(logo.logo_id), 22, align="left", flex=True),
        Column("Tenure", lambda logo: wording.tenure(logo.tenure_days), 9),
        *worth_columns(book, worth.lives.basis, arr, priorities=(0, 0, 2, 3)),
        Column("Owner", lambda logo: book.logos[logo.logo_id].owner, 16, align="left", priority=1, flex=True),
    )


def _members(title: str, columns: tuple[Column[OfOne], ...], logos: list[OfOne], empty: str) -> Members:
    members = tuple(Member(logo.logo_id, line((), columns, logo)) for logo in logos)
    return Members(title, headings(columns), members, empty)

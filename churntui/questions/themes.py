"""The themes report: what those who left named, the widest spread first. Archived themes are left out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from churntui.book import Book
from churntui.metrics.coverage import loss_of
from churntui.metrics.themes import ThemeRow, heard_on, theme_table
from churntui.model.rows import Interview
from churntui.plain import dates, wording
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.bridge import Bridge
from churntui.questions.question import Room
from churntui.questions.report import Report, Value, headline, notes, settings_used, sheet

COLUMNS = ("theme", "parent", "interviews", "logos", "arr_lost", "currency", "first", "last")


def report(book: Book, asked: Asked, _known: object = None) -> Report:
    """One row for each theme; a loss counts under each theme that was named for it, so there is no total.

    With `asked.by` one for each theme and segment it was heard in, by what held at the opening of the month that
    the loss or the talk was in.
    """
    found = _by_segment(book, asked) if asked.by else [("", one) for one in _table(book, book.interviews)]
    header = ("Theme", "Part of", "Segment", "Logos", "Interviews", "ARR lost", "First", "Last")
    return Report(
        name="themes",
        as_of=book.as_of,
        settings=settings_used(book, asked),
        columns=(*COLUMNS, "segment") if asked.by else COLUMNS,
        rows=tuple(_row(one) | ({"segment": name} if asked.by else {}) for name, one in found),
        headline=headline(book, "Themes"),
        sheet=sheet(
            "themes",
            header,
            [_line(book, one, name) for name, one in found],
            right=header[3:6],
            without=() if asked.by else ("Segment",),
        ),
        legend="" if found else "No themes yet: tag an interview with what it was about",
        notes=notes(book),
    )


def _table(book: Book, interviews: Collection[Interview]) -> list[ThemeRow]:
    """The themes of some of the book's interviews, the widest spread first."""
    return theme_table(
        [theme for theme in book.themes if not theme.archived],
        book.tags,
        interviews,
        book.losses,
        as_of=book.as_of,
        currency=book.currency,
    )


def _by_segment(book: Book, asked: Asked) -> list[tuple[str, ThemeRow]]:
    """The themes heard in each segment, the widest spread first and then in the order of the segments."""
    about = loss_of(book.losses, book.interviews, as_of=book.as_of)
    on = {
        one.id: about[one.id][1] if one.id in about else heard_on(one) or book.as_of
        for one in book.interviews
    }
    segment = counting.segment_on(book, asked.by, on.values())
    own: dict[str, list[Interview]] = {}
    for one in book.interviews:
        own.setdefault(segment(one.logo_id, on[one.id]), []).append(one)
    found = [
        (name, row) for name in segment.ordered(own) for row in _table(book, own[name]) if row.interviews
    ]
    return sorted(found, key=lambda pair: (-pair[1].logos, -pair[1].arr_lost, pair[1].theme.name))


def _row(one: ThemeRow) -> dict[str, Value]:
    return {
        "theme": one.theme.name,
        "parent": one.parent,
        "interviews": one.interviews,
        "logos": one.logos,
        "arr_lost": one.arr_lost,
        "currency": one.currency,
        "first": one.first.isoformat() if one.first else None,
        "last": one.last.isoformat() if one.last else None,
    }


def _line(book: Book, one: ThemeRow, segment: str) -> tuple[str, ...]:
    def day(on: date | None) -> str:
        return dates.short(on) if on else wording.NOTHING

    counts = (str(one.logos), str(one.interviews), book.money(one.arr_lost))
    return (one.theme.name, one.parent or "", segment, *counts, day(one.first), day(one.last))


ROOM: Room[object] = Bridge(report)

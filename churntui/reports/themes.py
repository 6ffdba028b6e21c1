"""The themes report: what those who left named, the widest spread first. Archived themes are left out."""

from __future__ import annotations

from datetime import date

from churntui import dates
from churntui.book import Book
from churntui.metrics.themes import ThemeRow, theme_table
from churntui.reports import wording
from churntui.reports.report import Options, Report, Value, headline, notes, settings_used, sheet

COLUMNS = ("theme", "parent", "interviews", "logos", "arr_lost", "currency", "first", "last")


def report(book: Book, options: Options) -> Report:
    """One row for each theme; a loss counts under each theme that was named for it, so there is no total."""
    found = theme_table(
        [theme for theme in book.themes if not theme.archived],
        book.tags,
        book.interviews,
        book.losses,
        as_of=book.as_of,
        currency=book.currency,
    )
    header = ("Theme", "Part of", "Logos", "Interviews", "ARR lost", "First", "Last")
    return Report(
        name="themes",
        as_of=book.as_of,
        settings=settings_used(book, options),
        columns=COLUMNS,
        rows=tuple(_row(one) for one in found),
        headline=headline(book, "Themes"),
        sheet=sheet("themes", header, [_line(book, one) for one in found], right=header[2:5]),
        legend="" if found else "No themes yet: tag an interview with what it was about",
        notes=notes(book),
    )


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


def _line(book: Book, one: ThemeRow) -> tuple[str, ...]:
    def day(on: date | None) -> str:
        return dates.short(on) if on else wording.NOTHING

    counts = (str(one.logos), str(one.interviews), book.money(one.arr_lost))
    return (one.theme.name, one.parent or "", *counts, day(one.first), day(one.last))

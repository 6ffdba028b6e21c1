"""What those who left named, the widest spread first. Archived themes are left out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial

from churntui.book import Book
from churntui.metrics.coverage import loss_of
from churntui.metrics.themes import ThemeRow, heard_on, theme_table
from churntui.model.rows import Interview
from churntui.plain import dates, wording
from churntui.questions.asked import Asked
from churntui.questions.columns import Column
from churntui.questions.listing import Listing
from churntui.questions.question import OfBook, Room
from churntui.questions.report import keys_of, published

KEYS = keys_of(ThemeRow, but=("of", "by_quarter"))


class Themes(OfBook):
    """The room."""

    def answer(self, book: Book, asked: Asked, known: None) -> Listing[ThemeRow]:
        """A row for each theme; a loss counts under each theme that was named for it, so there is no total.

        With `asked.by` one for each theme and segment it was heard in, by what held at the opening of the month that
        the loss or the talk was in.
        """
        del known
        rows = _by_segment(book, asked) if asked.by else [("", row) for row in _table(book, book.interviews)]
        return Listing(
            book=book,
            asked=asked,
            name="themes",
            title="Themes",
            rows=rows,
            keys=KEYS,
            published=partial(published, keys=KEYS),
            columns=(
                Column("Theme", lambda row: row.theme, align="left"),
                Column("Part of", lambda row: row.parent or "", align="left"),
                Column("Logos", lambda row: str(row.logos)),
                Column("Interviews", lambda row: str(row.interviews)),
                Column("ARR lost", lambda row: book.money(row.arr_lost)),
                Column("First", lambda row: _day(row.first), align="left"),
                Column("Last", lambda row: _day(row.last), align="left"),
            ),
            segment_at=2,
            legend="" if rows else "No themes yet: tag an interview with what it was about",
        )


ROOM: Room[None] = Themes()


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
    from churntui.questions import counting  # takes pandas

    about = loss_of(book.losses, book.interviews)
    on = {
        talk.id: about[talk.id][1] if talk.id in about else heard_on(talk) or book.as_of
        for talk in book.interviews
    }
    segment = counting.segment_on(book, asked.by, on.values())
    talks: dict[str, list[Interview]] = {}
    for talk in book.interviews:
        talks.setdefault(segment(talk.logo_id, on[talk.id]), []).append(talk)
    heard = [
        (name, row) for name in segment.ordered(talks) for row in _table(book, talks[name]) if row.interviews
    ]
    return sorted(heard, key=lambda pair: (-pair[1].logos, -pair[1].arr_lost, pair[1].theme))


def _day(on: date | None) -> str:
    return dates.short(on) if on else wording.NOTHING

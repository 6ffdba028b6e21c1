"""What those who left named, the widest spread first, and who of the living named it too. Archived themes are left out.

The two figures of a theme are never added: what it has cost is one, what it may still cost another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import partial

from churntui.book import Book
from churntui.metrics.at_stake import stakes
from churntui.metrics.coverage import loss_of
from churntui.metrics.themes import ThemeRow, heard_on, theme_table
from churntui.model.rows import Interview
from churntui.plain import dates, wording
from churntui.questions.asked import Asked
from churntui.questions.columns import Column
from churntui.questions.listing import Listing
from churntui.questions.question import OfBook, Room
from churntui.questions.report import keys_of, published

KEYS = keys_of(ThemeRow, but=("of", "by_quarter", "stake"))


class Themes(OfBook):
    """The room."""

    def answer(self, book: Book, asked: Asked, known: None) -> Listing[ThemeRow]:
        """A row for each theme; a loss counts under each theme that was named for it, so there is no total.

        With `asked.by` one for each theme and segment it was heard in, by what held at the opening of the month that
        the loss or the talk was in.
        """
        del known
        rows = _by_segment(book, asked) if asked.by else [("", row) for row in _table(book)]
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
                Column("ARR lost", lambda row: lost(book, row)),
                Column("Living", lambda row: str(row.at_stake_logos)),
                Column("At stake", lambda row: at_stake(book, row)),
                Column("First", lambda row: _day(row.first), align="left"),
                Column("Last", lambda row: _day(row.last), align="left"),
            ),
            segment_at=2,
            legend=_legend(row for _, row in rows)
            if rows
            else "No themes yet: tag a note with what it was about",
        )


ROOM: Room[None] = Themes()


def lost(book: Book, row: ThemeRow) -> str:
    """`€18.0k`, `€18.0k, €4.0k ahead`: the ARR lost to it, and that of those whose end is known."""
    ahead = f", {book.money(row.stake.ahead_arr)} ahead" if row.stake.ahead_by_logo else ""
    return f"{book.money(row.arr_lost)}{ahead}"


def at_stake(book: Book, row: ThemeRow) -> str:
    """`€241k`; with a `*` where some of the logos are in no amount, for want of a rate."""
    return f"{book.money(row.at_stake_arr)}{'*' * bool(row.stake.unpriced)}"


def _legend(rows: Iterable[ThemeRow]) -> str:
    """What the marks mean that stand in the rows."""
    shown = [row.stake for row in rows]
    parts = ["ARR lost and at stake are never added"]
    if any(stake.ahead_by_logo for stake in shown):
        parts.append("ahead: they still pay, and their end is known")
    if any(stake.unpriced for stake in shown):
        parts.append("* without logos whose currency has no rate")
    return " · ".join(parts)


def _table(
    book: Book, interviews: Collection[Interview] | None = None, of: Callable[[int], bool] | None = None
) -> list[ThemeRow]:
    """The themes of the book, the widest spread first; or of some interviews, and of the living logos `of` takes."""
    namings = [naming for naming in book.namings if of is None or of(naming.logo_id)]
    return theme_table(
        [theme for theme in book.themes if not theme.archived],
        book.tags,
        book.interviews if interviews is None else interviews,
        book.losses,
        as_of=book.as_of,
        currency=book.currency,
        stakes=book.stakes if of is None else stakes(namings, book.living, as_of=book.as_of),
    )


def _by_segment(book: Book, asked: Asked) -> list[tuple[str, ThemeRow]]:
    """The themes heard in each segment, the widest spread first and then in the order of the segments.

    A loss counts where the logo was then, a living logo where it is now.
    """
    from churntui.questions import counting  # takes pandas

    about = loss_of(book.losses, book.interviews)
    on = {
        talk.id: about[talk.id][1] if talk.id in about else heard_on(talk) or book.as_of
        for talk in book.interviews
    }
    segment = counting.segment_on(book, asked.by, [*on.values(), book.as_of])

    def is_now_in(name: str) -> Callable[[int], bool]:
        return lambda logo_id: segment(logo_id, book.as_of) == name

    talks: dict[str, list[Interview]] = {
        segment(naming.logo_id, book.as_of): []
        for naming in book.namings
        if naming.logo_id in book.living.arr
    }
    for talk in book.interviews:
        talks.setdefault(segment(talk.logo_id, on[talk.id]), []).append(talk)
    heard = [
        (name, row)
        for name in segment.ordered(talks)
        for row in _table(book, talks[name], is_now_in(name))
        if row.interviews or row.at_stake_logos
    ]
    return sorted(heard, key=lambda pair: (-pair[1].logos, -pair[1].arr_lost, pair[1].theme))


def _day(on: date | None) -> str:
    return dates.short(on) if on else wording.NOTHING

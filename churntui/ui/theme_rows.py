"""Themes as rows with what answers them, and the words behind one as text.

Pure functions of a book; those that count need its losses, so they belong into `App.compute`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from churntui import dates
from churntui.book import Book
from churntui.model import Initiative
from churntui.text import fold
from churntui.ui.heard import Line, lines
from churntui.ui.safe import cut, t

if TYPE_CHECKING:
    from churntui.metrics.themes import ThemeRow

QUARTERS = 8
"""How many quarters a theme's spark shows."""

MOST_QUOTES = 30
"""Quotes shown beside the table; the list of interviews has all."""

Sort = Literal["logos", "arr", "recent"]
SORTS: tuple[Sort, ...] = ("logos", "arr", "recent")


@dataclass(frozen=True, slots=True)
class Row:
    """One theme."""

    counted: ThemeRow
    name: str
    """`product gaps > missing SSO`."""
    initiatives: tuple[Initiative, ...]
    """Those that answer it, dropped ones last."""
    lines: tuple[Line, ...]
    """The interviews it was heard in, newest first."""
    folded: str
    """Everything a filter looks into."""

    @property
    def status(self) -> str:
        """`in progress`, with how many initiatives more there are; `–` where nothing answers what was heard."""
        if not self.initiatives:
            return "–" if self.counted.interviews else ""
        more = f" +{len(self.initiatives) - 1}" if len(self.initiatives) > 1 else ""
        return f"{self.initiatives[0].status.replace('_', ' ')}{more}"

    @property
    def initiative(self) -> str:
        """The name of the first that answers it."""
        return self.initiatives[0].name if self.initiatives else ""


def rows(book: Book) -> tuple[Row, ...]:
    """Every theme that is not archived, the most logos first."""
    from churntui.metrics import themes

    counted = themes.theme_table(
        book.themes,
        book.tags,
        book.interviews,
        book.losses,
        as_of=book.as_of,
        currency=book.currency,
        quarters=QUARTERS,
    )
    named: dict[int, list[int]] = {}
    for theme_id, interview_id in book.tags:
        named.setdefault(interview_id, []).append(theme_id)
    behind: dict[int, list[Line]] = {}
    for line in lines(book):
        for theme_id in named.get(line.interview.id, ()) if line.interview else ():
            behind.setdefault(theme_id, []).append(line)
    return tuple(_row(book, one, behind.get(one.theme.id, [])) for one in counted if not one.theme.archived)


def _row(book: Book, counted: ThemeRow, behind: Sequence[Line]) -> Row:
    theme = counted.theme
    name = f"{counted.parent} > {theme.name}" if counted.parent else theme.name
    answers = sorted(
        (one for one in book.initiatives if theme.name in one.themes), key=lambda one: one.status == "dropped"
    )
    searched = (name, theme.description, *(one.name for one in answers))
    return Row(counted, name, tuple(answers), tuple(behind), fold("\n".join(searched)))


def ordered(found: Sequence[Row], sort: Sort) -> list[Row]:
    """By logos, by ARR lost, or by the day it was heard last; equals as `rows` gives them."""
    if sort == "arr":
        return sorted(found, key=lambda row: -row.counted.arr_lost)
    if sort == "recent":
        return sorted(found, key=lambda row: -(row.counted.last.toordinal() if row.counted.last else 0))
    return list(found)


def heading(book: Book, row: Row) -> str:
    """`support silence · 7 logos · €89.5k · mostly Logistics (4/7)`."""
    counted = row.counted
    parts = [
        cut(row.name, 60),
        how_many(counted.logos, "logo"),
        book.money(counted.arr_lost),
    ]
    logos = {line.logo_id for line in row.lines if line.logo_id is not None}
    kinds = Counter(book.logos[logo_id].industry for logo_id in logos if book.logos[logo_id].industry)
    if kinds and len(logos) >= 3:
        kind, count = kinds.most_common(1)[0]
        if 2 * count >= len(logos):
            parts.append(f"mostly {kind} ({count}/{len(logos)})")
    return " · ".join(parts)


def how_many(count: int, what: str, many: str = "") -> str:
    """`1 logo`, `2 logos`."""
    return f"{count} {what if count == 1 else many or what + 's'}"


def words_behind(book: Book, row: Row, passages: Mapping[int, Sequence[str]]) -> Content:
    """What is heard with the theme, what answers it, and the words: tagged passages, else what was stated.

    `passages` are the theme's, by interview id.
    """
    from churntui.metrics.themes import heard_with

    names = {theme.id: theme.name for theme in book.themes}
    pairs = heard_with(row.counted.theme.id, book.tags, book.interviews)
    together = ", ".join(f"{names[other]} ({how_many(count, 'logo')})" for other, count in pairs[:6])
    blocks = [t(row.counted.theme.description)] if row.counted.theme.description else []
    if together:
        blocks.append(Content.assemble(("Heard together with  ", "dim"), t(together)))
    answers = [_answer(one) for one in row.initiatives]
    if answers:
        blocks.append(Content.assemble(("Answered by  ", "dim"), t("; ".join(answers))))
    quotes = [
        Content.assemble(t(f"«{words}»"), "\n", t(f"   {_who(book, line)}").stylize("dim"))
        for line in row.lines
        for words in _said(line, passages)
    ]
    blocks.append(Content("\n").join(quotes[:MOST_QUOTES]))
    if len(quotes) > MOST_QUOTES:
        blocks.append(t(f"{len(quotes) - MOST_QUOTES} more: press enter").stylize("dim"))
    if not row.lines:
        blocks.append(t("Nobody has named it yet: tag an interview with it (5, then t)"))
    return Content("\n\n").join(blocks)


def _answer(one: Initiative) -> str:
    """`Central sign-on · in progress, due 4 Feb 2027, Ines Ferrand`."""
    day = f"shipped {dates.short(one.shipped_on)}" if one.shipped_on else ""
    if not day and one.due_on and one.status != "dropped":
        day = f"due {dates.short(one.due_on)}"
    status = "" if day.startswith("shipped") else one.status.replace("_", " ")
    return f"{one.name} · {', '.join(part for part in (status, day, one.owner) if part)}"


def _said(line: Line, passages: Mapping[int, Sequence[str]]) -> Sequence[str]:
    tagged = passages.get(line.interview.id, ()) if line.interview else ()
    return tagged or ([line.stated] if line.stated else [])


def _who(book: Book, line: Line) -> str:
    parts = [
        line.name,
        dates.short(line.day) if line.day else "",
        book.money(line.loss.arr) if line.loss else "",
    ]
    return " · ".join(part for part in parts if part)

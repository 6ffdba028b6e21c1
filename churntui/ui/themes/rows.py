"""Themes as rows with what answers them, and the words behind one as text.

Pure functions of a book; those that count need its losses, so they belong into `App.compute`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from churntui.book import Book
from churntui.model.rows import Initiative, Theme
from churntui.plain import dates
from churntui.plain.text import fold
from churntui.questions.heard import Line, lines
from churntui.ui.kit.safe import cut, t
from churntui.ui.parts import theme_colours

if TYPE_CHECKING:
    from churntui.metrics.themes import ThemeRow, Together
    from churntui.metrics.winback import WinBack

QUARTERS = 8
"""How many quarters a theme's spark shows."""

MOST_QUOTES = 30
"""Quotes shown beside the table; the list of interviews has all."""

Sort = Literal["logos", "arr", "growth", "recent"]
SORTS: tuple[Sort, ...] = ("logos", "arr", "growth", "recent")


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
    together: tuple[tuple[str, Together], ...]
    """The themes heard from the same logos, the most logos first."""
    win_backs: tuple[WinBack, ...]
    """The lost logos that can be told it has been answered, those to call first."""
    folded: str
    """Everything a filter looks into."""

    @property
    def theme(self) -> Theme:
        """The theme itself."""
        return self.counted.theme

    @property
    def logo_ids(self) -> frozenset[int]:
        """The logos that named it."""
        return frozenset(line.logo_id for line in self.lines if line.logo_id is not None)

    @property
    def to_call(self) -> int:
        """How many of `win_backs` nobody has called yet."""
        return sum(one.waits for one in self.win_backs)

    @property
    def growth(self) -> str:
        """`▲2`, `▼1`, or `─`: interviews of the last two quarters against the two before."""
        change = self.counted.growth
        if not self.counted.interviews:
            return ""
        return f"▲{change}" if change > 0 else f"▼{-change}" if change < 0 else "─"

    @property
    def answer(self) -> str:
        """`in progress · Sign-on`, with how many more there are; `–` where nothing answers what was heard."""
        if not self.initiatives:
            return "–" if self.counted.interviews else ""
        first = self.initiatives[0]
        more = f" +{len(self.initiatives) - 1}" if len(self.initiatives) > 1 else ""
        return f"{first.status.replace('_', ' ')}{more} · {first.name}"


def rows(book: Book) -> tuple[Row, ...]:
    """Every theme, archived ones with them, the most logos first."""
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
    tagged: dict[int, list[int]] = {}
    for theme_id, interview_id in book.tags:
        tagged.setdefault(interview_id, []).append(theme_id)
    behind: dict[int, list[Line]] = {}
    for line in lines(book):
        for theme_id in tagged.get(line.interview.id, ()) if line.interview else ():
            behind.setdefault(theme_id, []).append(line)
    together = themes.together(book.tags, book.interviews, book.losses, as_of=book.as_of)
    pairs: dict[int, list[tuple[str, Together]]] = {}
    names = {theme.id: theme.name for theme in book.themes}
    for (theme_id, other), pair in together.items():
        pairs.setdefault(theme_id, []).append((names[other], pair))
    return tuple(
        _row(book, one, behind.get(one.theme.id, ()), pairs.get(one.theme.id, ())) for one in counted
    )


def _row(book: Book, counted: ThemeRow, behind: Sequence[Line], pairs: Sequence[tuple[str, Together]]) -> Row:
    theme = counted.theme
    name = f"{counted.parent} > {theme.name}" if counted.parent else theme.name
    answers = [one for one in book.initiatives if theme.name in one.themes]
    searched = (name, theme.description, *(one.name for one in answers))
    return Row(
        counted=counted,
        name=name,
        initiatives=tuple(sorted(answers, key=lambda one: one.status == "dropped")),
        lines=tuple(behind),
        together=tuple(sorted(pairs, key=lambda pair: (-pair[1].logos, -pair[1].arr_lost, pair[0]))),
        win_backs=tuple(one for one in book.win_backs if theme.id in one.theme_ids),
        folded=fold("\n".join(searched)),
    )


def ordered(found: Sequence[Row], sort: Sort) -> list[Row]:
    """By logos, by ARR lost, by growth, or by the day it was heard last; equals as `rows` gives them."""
    if sort == "arr":
        return sorted(found, key=lambda row: -row.counted.arr_lost)
    if sort == "growth":
        return sorted(found, key=lambda row: -row.counted.growth)
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
    industries = (book.logos[logo_id].industry for logo_id in row.logo_ids)
    kinds = Counter(industry for industry in industries if industry)
    if kinds and counted.logos >= 3:
        kind, count = kinds.most_common(1)[0]
        if 2 * count >= counted.logos:
            parts.append(f"mostly {kind} ({count}/{counted.logos})")
    parts += ["locked"] * row.theme.locked + ["archived"] * row.theme.archived
    return " · ".join(parts)


def how_many(count: int, what: str, many: str = "") -> str:
    """`1 logo`, `2 logos`."""
    return f"{count} {what if count == 1 else many or what + 's'}"


def words_behind(book: Book, row: Row, passages: Mapping[int, Sequence[str]]) -> Content:
    """What is heard with the theme, what answers it, and the words: tagged passages, else what was stated.

    `passages` are the theme's, by interview id.
    """
    blocks = [t(row.theme.description)] if row.theme.description else []
    if row.together:
        blocks.append(Content.assemble(("Heard together with  ", "dim"), t(heard_with(row))))
    if row.initiatives:
        answers = "; ".join(answer(one) for one in row.initiatives)
        blocks.append(Content.assemble(("Answered by  ", "dim"), t(answers)))
    mark = theme_colours.bar(row.theme)
    quotes = [
        Content.assemble(mark, t(f"«{words}»"), "\n", mark, t(f"  {_who(book, line)}").stylize("dim"))
        for line in row.lines
        for words in _said(line, passages)
    ]
    blocks.append(Content("\n").join(quotes[:MOST_QUOTES]))
    if len(quotes) > MOST_QUOTES:
        blocks.append(t(f"{len(quotes) - MOST_QUOTES} more: press enter").stylize("dim"))
    if not row.lines:
        blocks.append(t("Nobody has named it yet: tag an interview with it (5, then t)"))
    return Content("\n\n").join(blocks)


def heard_with(row: Row) -> str:
    """`missing SSO (4 logos), champion left (3 logos)`."""
    return ", ".join(f"{name} ({how_many(pair.logos, 'logo')})" for name, pair in row.together[:6])


def answer(one: Initiative) -> str:
    """`Central sign-on · in progress, due 4 Feb 2027, Ines Ferrand`."""
    parts = (stands(one), one.owner)
    return f"{one.name} · {', '.join(part for part in parts if part)}"


def stands(one: Initiative) -> str:
    """`in progress, due 4 Feb 2027`, `shipped 25 Aug 2026`."""
    status = one.status.replace("_", " ")
    if one.shipped_on:
        return f"{status} {dates.short(one.shipped_on)}"
    return f"{status}, due {dates.short(one.due_on)}" if one.due_on and one.status != "dropped" else status


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

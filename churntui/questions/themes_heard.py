"""Themes with who named them and what answers them: the rows of the place, and the figures of a theme's page.

What a theme has cost stands beside what it may still cost, and the two are never added.

Pure functions of a book; they need its losses and import pandas with them, so they belong into `App.compute`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from churntui.book import Book
from churntui.metrics.at_stake import Stake, coming
from churntui.metrics.renewals import Renewal
from churntui.model.rows import Initiative, Theme
from churntui.plain import dates
from churntui.plain.chart import ChartData, Series
from churntui.plain.text import fold
from churntui.questions.heard import Line, lines

if TYPE_CHECKING:
    from churntui.metrics.attrition import LossKey
    from churntui.metrics.themes import Share, ThemeRow, Together
    from churntui.metrics.winback import WinBack

QUARTERS = 8
"""How many quarters a theme's spark shows."""

MONTHS = 12
"""How many months its chart shows, the running one last."""

FEWEST_FOR_A_MAIN_INDUSTRY = 3
"""Logos that named a theme, from which on an industry can stand out among them."""

Sort = Literal["logos", "arr", "stake", "growth", "recent"]
SORTS: tuple[Sort, ...] = ("logos", "arr", "stake", "growth", "recent")


@dataclass(frozen=True, slots=True)
class HeardTheme:
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
    coming: tuple[Renewal, ...]
    """The renewals of the living logos that named it, the next first."""
    folded: str
    """Everything a filter looks into."""

    @property
    def theme(self) -> Theme:
        """The theme itself."""
        return self.counted.of

    @property
    def stake(self) -> Stake:
        """Who is still here and named it."""
        return self.counted.stake

    @property
    def is_heard(self) -> bool:
        """Whether anybody named it at all."""
        return bool(self.counted.interviews or self.stake.days or self.stake.logos)

    @property
    def logo_ids(self) -> frozenset[int]:
        """The logos that named it in an exit interview."""
        return frozenset(line.logo_id for line in self.lines if line.logo_id is not None)

    @property
    def last(self) -> date | None:
        """The last day it was heard, in a note of any kind."""
        days = [day for day in (self.counted.last, *self.stake.days[-1:]) if day is not None]
        return max(days, default=None)

    @property
    def to_call(self) -> int:
        """How many of `win_backs` nobody has called yet."""
        return sum(back.waits for back in self.win_backs)

    @property
    def losses(self) -> dict[LossKey, int]:
        """The losses it was named for, each with its ARR."""
        return {
            (line.logo_id, line.loss.lost_on): line.loss.arr
            for line in self.lines
            if line.loss is not None and line.logo_id is not None
        }

    @property
    def without_loss(self) -> int:
        """How many of its interviews are about no loss yet."""
        return sum(line.loss is None for line in self.lines)


def heard_themes(book: Book) -> tuple[HeardTheme, ...]:
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
        stakes=book.stakes,
    )
    tagged: dict[int, list[int]] = {}
    for theme_id, interview_id in book.tags:
        tagged.setdefault(interview_id, []).append(theme_id)
    behind: dict[int, list[Line]] = {}
    for line in lines(book):
        for theme_id in tagged.get(line.interview.id, ()) if line.interview else ():
            behind.setdefault(theme_id, []).append(line)
    together = themes.together(book.tags, book.interviews, book.losses)
    pairs: dict[int, list[tuple[str, Together]]] = {}
    names = {theme.id: theme.name for theme in book.themes}
    for (theme_id, other), pair in together.items():
        pairs.setdefault(theme_id, []).append((names[other], pair))
    return tuple(
        _heard_theme(book, row, behind.get(row.of.id, ()), pairs.get(row.of.id, ())) for row in counted
    )


def _heard_theme(
    book: Book, counted: ThemeRow, behind: Sequence[Line], pairs: Sequence[tuple[str, Together]]
) -> HeardTheme:
    theme = counted.of
    name = f"{counted.parent} > {theme.name}" if counted.parent else theme.name
    answers = [initiative for initiative in book.initiatives if theme.name in initiative.themes]
    searched = (name, theme.description, *(initiative.name for initiative in answers))
    return HeardTheme(
        counted=counted,
        name=name,
        initiatives=tuple(sorted(answers, key=lambda initiative: initiative.status == "dropped")),
        lines=tuple(behind),
        together=tuple(sorted(pairs, key=lambda pair: (-pair[1].logos, -pair[1].arr_lost, pair[0]))),
        win_backs=tuple(back for back in book.win_backs if theme.id in back.theme_ids),
        coming=tuple(coming(book.renewals, counted.stake.arr_by_logo)),
        folded=fold("\n".join(searched)),
    )


def ordered(rows: Sequence[HeardTheme], sort: Sort) -> list[HeardTheme]:
    """By logos lost, ARR lost or at stake, growth, or the day heard last; equals as `heard_themes` gives them."""
    if sort == "arr":
        return sorted(rows, key=lambda row: -row.counted.arr_lost)
    if sort == "stake":
        return sorted(rows, key=lambda row: (-row.stake.arr, -row.stake.logos))
    if sort == "growth":
        return sorted(rows, key=lambda row: -row.counted.growth)
    if sort == "recent":
        return sorted(rows, key=lambda row: -(row.last.toordinal() if row.last else 0))
    return list(rows)


def main_industry(book: Book, row: HeardTheme) -> tuple[str, int] | None:
    """The industry of half or more of the logos that named it, and of how many; None where none stands out."""
    industries = Counter(book.logos[logo_id].industry for logo_id in row.logo_ids)
    del industries[""]
    if not industries or row.counted.logos < FEWEST_FOR_A_MAIN_INDUSTRY:
        return None
    industry, logos = industries.most_common(1)[0]
    return (industry, logos) if 2 * logos >= row.counted.logos else None


def months(book: Book, row: HeardTheme) -> ChartData:
    """Notes the theme was heard in, by month."""
    from churntui.metrics.themes import by_month

    heard = [*(line.day for line in row.lines if line.day), *row.stake.days]
    counts = by_month(heard, book.as_of, MONTHS)
    first = dates.floor(book.as_of, "month")
    labels = [dates.add_months(first, -back) for back in reversed(range(MONTHS))]
    return ChartData(
        "bars",
        tuple(dates.short_month(month, year=month.month == 1) for month in labels),
        (Series("Notes by month", tuple(float(count) for count in counts)),),
        dim_last=True,
        empty=f"Not heard in the last {MONTHS} months",
    )


def spread(book: Book, row: HeardTheme) -> tuple[tuple[str, Sequence[Share]], ...]:
    """By industry and by staff: of the logos heard there, how many named it."""
    from churntui.metrics.segments import size_band
    from churntui.metrics.themes import shares

    heard = {interview.logo_id for interview in book.interviews if interview.status == "held"}

    def by(label: Callable[[int], str]) -> Sequence[Share]:
        return shares(row.logo_ids, heard, label)

    return (
        ("Industry", by(lambda logo_id: book.logos[logo_id].industry)),
        ("Staff", by(lambda logo_id: size_band(book.logos[logo_id].employees))),
    )

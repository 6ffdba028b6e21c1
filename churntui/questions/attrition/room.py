"""Logo attrition by period, what was lost with it, and why.

A period that loses more than the target is marked. The book's own target is one for quarters: a month of a small book
would pass its third at each loss.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from churntui.book import Book
from churntui.metrics.attrition import AttritionRow, RateRow
from churntui.plain import wording
from churntui.plain.chart import ChartData
from churntui.plain.dates import Period
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE, rate_text
from churntui.questions import counting, pending, spans
from churntui.questions.asked import Asked
from churntui.questions.attrition import behind, standout
from churntui.questions.attrition.explaining import explained
from churntui.questions.attrition.losses import Loss, cause, losses
from churntui.questions.charting import blank, series
from churntui.questions.columns import Column
from churntui.questions.explaining import attrition_called
from churntui.questions.over_time import OverTime
from churntui.questions.question import OfBook, Room
from churntui.questions.report import keys_of

_Key = tuple[str, str | None]
"""A row's: its period's name, and its segment."""


class Attrition(OfBook):
    """The room."""

    help = """**Logo attrition** is the share of the logos active at a period's opening that are not active at its
end, and **retention** the share that is: together 100 %. Logos gained meanwhile never count; those that came and left
in between are *early*. *Regrettable* losses are those an interview says so of, else those of logos that fitted well.
*Most named cause* is the reason assessed most often, of all the period's losses; *silent* losses are those nobody held
an exit interview about.

Under the table stands what stands out: the rate beside the period before's, the causes named, and the segment that gave
more of the losses than its share of the logos. A segment is called more than chance only where so many losses would
rarely fall on it by a random draw (Fisher's exact test, for all segments looked at).

The target is that of a quarter, so months and years show none: a month of a small book would pass a third of it at each
loss.

*Pending* logos are counted at a period's end though a contract of theirs had ended and nobody said what came of it.
They may yet turn out lost, so the period keeps its `*`: `?` names them, Enter lists them."""

    def answer(self, book: Book, asked: Asked, known: None) -> OverTime[AttritionRow]:
        """A row for each period and segment; rates are fractions, null where nobody was there at the opening."""
        del known
        covered = spans.covered(book, asked)
        rows = counting.attrition(book, covered, asked, counting.labels(book, asked.by, covered))
        around = _Around(book, asked, covered, rows)
        marked = [row for row in rows if around.is_above(row)]
        return OverTime(
            book=book,
            asked=asked,
            name="attrition",
            title="Logo attrition",
            covered=covered,
            rows=rows,
            keys=(*keys_of(RateRow, but={"complete"}), "pending", "complete"),
            columns=_columns(around),
            shows=anyone,
            settings={"target": around.target},
            not_over=pending.mark(rows, book.as_of),
            legend=f"! above the target of {wording.percent(around.target)}" if marked else "",
            explaining=around.explaining,
            words=lambda row: ". ".join(around.stands_out(row)),
            behind=partial(partial, behind.logos, asked),
            charts=partial(_charts, around),
        )


ROOM: Room[None] = Attrition()


def anyone(row: RateRow) -> bool:
    """Whether anyone stands behind a row; segments without one are only shown to programs."""
    return bool(row.initial or row.gained or row.early_churn)


@dataclass(frozen=True)
class _Around:
    """What is told around the rows; losses are counted once, and only when they are asked for."""

    book: Book
    asked: Asked
    covered: Sequence[Period]
    rows: Sequence[AttritionRow]

    @property
    def target(self) -> float | None:
        """The rate above which a row is marked."""
        of_book = None if self.asked.by else target_of(self.book, self.asked)
        return of_book if self.asked.target is None else self.asked.target

    def is_above(self, row: AttritionRow) -> bool:
        """Whether a row's rate is above the target."""
        return self.target is not None and row.rate is not None and row.rate > self.target

    def is_marked(self, row: AttritionRow) -> bool:
        """The same, of enough logos for a percentage."""
        return row.initial >= FEWEST_FOR_A_PERCENTAGE and self.is_above(row)

    def lost(self, row: AttritionRow) -> Sequence[Loss]:
        """The losses behind a row."""
        return self._losses.get((row.period, row.segment), ())

    def stands_out(self, row: AttritionRow) -> tuple[str, ...]:
        """What stands out among a row's losses, in sentences; of segments nothing is said."""
        return self._standouts.get(row.period, ())

    def explaining(self) -> Callable[[Period, AttritionRow], str]:
        """What works a row's figures out."""
        without_grace, unsplit = self._without_grace(), () if self.asked.by else self.rows

        def worked_out(period: Period, row: AttritionRow) -> str:
            bare = without_grace.get((row.period, row.segment))
            return explained(self.book, self.asked, period, row, bare, self.stands_out(row), unsplit)

        return worked_out

    @cached_property
    def _losses(self) -> Mapping[_Key, Sequence[Loss]]:
        split_by = counting.labels(self.book, self.asked.by, self.covered)
        return losses(self.book, self.covered, self.asked, split_by)

    @cached_property
    def _standouts(self) -> Mapping[str, tuple[str, ...]]:
        if self.asked.by:
            return {}
        return standout.sentences(self.book, self.covered, self.asked, self.rows, self._losses)

    def _without_grace(self) -> Mapping[_Key, AttritionRow]:
        """The rows were there no grace; none where only some losses count, which another grace would date anew."""
        if counting.those_that_count(self.book, self.asked) is not None:
            return {}
        split_by = counting.labels(self.book, self.asked.by, self.covered)
        bare = counting.attrition(self.book, self.covered, self.asked, split_by, grace_days=0)
        return {(row.period, row.segment): row for row in bare}


def target_of(book: Book, asked: Asked) -> float | None:
    """The attrition set as bearable, where the periods are the quarters it is meant for."""
    return book.settings.target_rate if asked.every == "quarter" else None


def _columns(around: _Around) -> tuple[Column[AttritionRow], ...]:
    """What people see of a row, for a terminal and for the tab."""
    book = around.book

    def regrettable(row: AttritionRow) -> str:
        return str(sum(loss.regrettable for loss in around.lost(row)))

    def arr_lost(row: AttritionRow) -> str:
        return book.money(row.arr_lost) if row.lost else wording.NOTHING

    def most_named(row: AttritionRow) -> str:
        return cause(around.lost(row))

    return (
        *_rates(around),
        Column("95 %", lambda row: wording.interval(row.low, row.high, row.initial), 12, priority=2),
        Column("Regrettable", regrettable, 11, "tab", priority=3),
        Column("Gained", lambda row: str(row.gained), where="report"),
        Column("Early churn", lambda row: str(row.early_churn), 5, short="Early", priority=4),
        Column("ARR lost", arr_lost, 8),
        *pending.columns(around.rows),
        Column("Gained", lambda row: str(row.gained), 6, "tab", priority=5),
        Column("Most named cause", most_named, 16, "tab", align="left", priority=1, flex=True),
    )


def _rates(around: _Around) -> tuple[Column[AttritionRow], ...]:
    """The rate and what is kept, with the counts they are of."""

    def with_counts(row: AttritionRow) -> str:
        return rate_text(row.lost, row.initial) + (" !" if around.is_above(row) else "")

    def rate(row: AttritionRow) -> str:
        unmarked = "" if around.target is None else "  "
        return wording.rate(row.lost, row.initial) + (" !" if around.is_marked(row) else unmarked)

    return (
        Column("Attrition", with_counts, where="report"),
        Column("At start", lambda row: str(row.initial), 8, "tab"),
        Column("Lost", lambda row: str(row.lost), 4, "tab"),
        Column("Rate", rate, 8, "tab", look=lambda row: "bad" if around.is_marked(row) else ""),
        Column("Retention", lambda row: wording.rate(row.remaining, row.initial), 9),
    )


def _charts(around: _Around, rows: Sequence[AttritionRow]) -> tuple[ChartData, ...]:
    """The rate as lines; then logos gained and lost as bars, or, with a split, the losses of each segment."""
    book, asked, covered = around.book, around.asked, around.covered
    measure = attrition_called(asked)
    rate = replace(
        blank(covered, rows, f"{measure} by {asked.every}", book.marks),
        unit="percent",
        target=target_of(book, asked),
        series=series(covered, rows, drawn_rate, size=lambda row: row.initial, name=measure),
        empty=f"No percentage is drawn of fewer than {FEWEST_FOR_A_PERCENTAGE} logos",
    )
    bars = replace(blank(covered, rows, f"Logos lost by {asked.every}", book.marks), kind="stacked")
    if asked.by:
        return rate, replace(
            bars, series=series(covered, rows, lambda row: row.lost, size=lambda row: row.initial)
        )
    gained = series(covered, rows, lambda row: row.gained, name="gained", role="good")
    lost = series(covered, rows, lambda row: -row.lost, name="lost", role="bad")
    return rate, replace(bars, title=f"Logos gained and lost by {asked.every}", series=gained + lost)


def drawn_rate(row: RateRow) -> float | None:
    """A rate for a chart: none is drawn of a few."""
    return row.rate if row.initial >= FEWEST_FOR_A_PERCENTAGE else None

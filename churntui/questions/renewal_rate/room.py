"""Of the contracts that came up for renewal in each period, how many were renewed, and of how much ARR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from churntui.book import Book
from churntui.metrics.intervals import wilson
from churntui.metrics.renewal_rate import RenewalRateRow
from churntui.plain import wording
from churntui.plain.chart import ChartData
from churntui.plain.dates import Period
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE, rate_text
from churntui.questions import counting, spans
from churntui.questions.asked import Asked
from churntui.questions.charting import blank, series
from churntui.questions.columns import Column
from churntui.questions.over_time import OverTime
from churntui.questions.question import OfBook, Room
from churntui.questions.renewal_rate import behind
from churntui.questions.renewal_rate.explaining import explained, in_short
from churntui.questions.report import keys_of


class RenewalRate(OfBook):
    """The room."""

    help = """**Renewal rate** is renewed ÷ due: of the contracts whose last day of service lies in the period, those
that a paying contract carries on. *Due* are the renewed and the lost; *undecided* ones, whose end is ahead or waits for
an answer, stand beside them. Logos count once a period, as lost only where their service ended: one that only dropped a
contract beside others is not counted, and its ARR is lost. ARR is that of the contract that ended, so a higher price at
the renewal changes nothing. This is not GRR, which looks at every logo that paid at the opening, up for renewal or
not."""

    def answer(self, book: Book, asked: Asked, known: None) -> OverTime[RenewalRateRow]:
        """A row for each period and segment; rates are fractions, null where nothing was due."""
        del known
        covered = spans.covered(book, asked)
        rows = counting.renewal_rate(book, covered, counting.labels(book, asked.by, covered))
        return OverTime(
            book=book,
            asked=asked,
            name="renewal-rate",
            title="Renewal rate",
            covered=covered,
            rows=rows,
            keys=keys_of(RenewalRateRow),
            columns=columns(book),
            shows=_anything,
            not_over=_mark(rows, book),
            words=partial(in_short, book),
            explaining=lambda: partial(explained, asked, book),
            behind=partial(partial, behind.contracts, asked),
            charts=partial(_charts, book, asked, covered),
        )


ROOM: Room[None] = RenewalRate()


def _mark(rows: Sequence[RenewalRateRow], book: Book) -> str:
    """What the mark beside an incomplete period means among these rows."""
    waits = any(not row.complete and row.ends_on <= book.as_of for row in rows)
    return f"{wording.NOT_OVER}, or not final: ends in it wait for an answer" if waits else wording.NOT_OVER


def _anything(row: RenewalRateRow) -> bool:
    """Whether anything came up in a row; segments without are only shown to programs."""
    return bool(row.due or row.undecided or row.arr_due or row.arr_undecided)


def columns(book: Book) -> tuple[Column[RenewalRateRow], ...]:
    """What people see of a row."""

    def interval(row: RenewalRateRow) -> str:
        low, high = wilson(row.renewed, row.due) if row.due else (None, None)
        return wording.interval(low, high, row.due)

    def arr(amount: int) -> str:
        return book.money(amount) if amount else wording.NOTHING

    return (
        Column("Renewed", lambda row: rate_text(row.renewed, row.due), where="report"),
        Column("Due", lambda row: str(row.due), 4, "tab"),
        Column("Renewed", lambda row: str(row.renewed), 7, "tab"),
        Column("Lost", lambda row: str(row.lost), 4),
        Column("Undecided", lambda row: str(row.undecided), 9),
        Column("Rate", lambda row: wording.rate(row.renewed, row.due), 8, "tab"),
        Column("95 %", interval, 12, priority=4),
        Column("ARR due", lambda row: arr(row.arr_due), 8),
        Column("ARR renewed", lambda row: arr(row.arr_renewed), 11, priority=3),
        Column("ARR lost", lambda row: arr(row.arr_lost), 8, priority=1),
        Column("ARR undecided", lambda row: arr(row.arr_undecided), 13, priority=2),
        Column("ARR rate", lambda row: wording.percent(row.arr_rate), 8),
    )


def _charts(
    book: Book, asked: Asked, covered: Sequence[Period], rows: Sequence[RenewalRateRow]
) -> tuple[ChartData, ...]:
    """The rates as lines, of logos and of ARR; then the ARR that came up as bars, by what became of it."""
    of_rows = partial(series, covered, rows, size=lambda row: row.arr_due)
    logos = of_rows(
        lambda row: row.rate if row.due >= FEWEST_FOR_A_PERCENTAGE else None, name="logos", role="primary"
    )
    arr = of_rows(lambda row: row.arr_rate, name="ARR", role="secondary")
    rates = replace(blank(covered, rows, "", book.marks), unit="percent")
    if asked.by:
        of_arr = replace(rates, title=f"ARR renewed of that due by {asked.every}", series=arr)
        few = f"No percentage is drawn of fewer than {FEWEST_FOR_A_PERCENTAGE} logos"
        return of_arr, replace(
            rates, title=f"Logos renewed of those due by {asked.every}", series=logos, empty=few
        )
    renewed = of_rows(lambda row: row.arr_renewed, name="renewed", role="good")
    lost = of_rows(lambda row: -row.arr_lost, name="lost", role="bad")
    return (
        replace(rates, title=f"Renewal rate of logos and of ARR by {asked.every}", series=logos + arr),
        replace(
            rates,
            kind="stacked",
            unit="money",
            currency=book.currency,
            title=f"ARR renewed and lost by {asked.every}",
            series=renewed + lost,
        ),
    )

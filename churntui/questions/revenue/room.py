"""What moved the MRR between two snapshots, and what was kept of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from churntui.book import Book
from churntui.metrics.revenue import Movement, RevenueRow, quick_ratio_text
from churntui.plain import wording
from churntui.plain.chart import ChartData, Role, Series
from churntui.plain.dates import Period
from churntui.questions import counting, pending, spans
from churntui.questions.asked import Asked
from churntui.questions.charting import blank, series
from churntui.questions.columns import Column
from churntui.questions.over_time import OverTime
from churntui.questions.question import OfBook, Room
from churntui.questions.report import keys_of
from churntui.questions.revenue import behind
from churntui.questions.revenue.explaining import explained

LOSSES: frozenset[Movement] = frozenset({"contraction", "churned"})
"""The movements that go down: positive in the figures, shown with a minus."""

_ROLES: dict[Movement, Role] = {
    "new": "primary",
    "expansion": "good",
    "churned": "bad",
    "contraction": "warn",
    "reactivated": "secondary",
}


class Revenue(OfBook):
    """The room."""

    help = """MRR at the start + new + expansion + reactivated − contraction − churned = MRR at the end, a logo's
contracts added up first. *GRR* keeps what was there and never passes 100 %; *NRR* adds its expansion, and neither new
logos nor those that came back; the *quick ratio* is what was gained over what was lost. *Gross churn* is 1 − GRR: what
was *cancelled*, of logos that left, and what was *reduced*, of logos that stayed for less.

*Pending* logos are counted at a period's end though a contract of theirs had ended and nobody said what came of it; so
the period keeps its `*`. `?` names them, Enter lists them."""

    def answer(self, book: Book, asked: Asked, known: None) -> OverTime[RevenueRow]:
        """A row for each period and segment; money is MRR in minor units, rates are fractions."""
        del known
        covered = spans.covered(book, asked)
        split_by = counting.labels(book, asked.by, covered)
        rows = counting.revenue(book, covered, split_by)

        def explaining() -> Callable[[Period, RevenueRow], str]:
            bare = counting.revenue(book, covered, split_by, grace_days=0)
            without_grace = {(row.period, row.segment): row for row in bare}
            return lambda period, row: explained(
                book, asked, period, row, without_grace[row.period, row.segment]
            )

        return OverTime(
            book=book,
            asked=asked,
            name="revenue",
            title="Revenue",
            covered=covered,
            rows=rows,
            keys=keys_of(RevenueRow, but={"nrr_with_reactivated"}),
            columns=(*_columns(book), *pending.columns(rows)),
            shows=_anything,
            words=_gross_churn,
            not_over=pending.mark(rows, book.as_of),
            explaining=explaining,
            behind=partial(partial, behind.logos, asked),
            charts=partial(_charts, book, asked, covered),
        )


ROOM: Room[None] = Revenue()


def _anything(row: RevenueRow) -> bool:
    """Whether there is any money in a row; segments without are only shown to programs."""
    return any((row.mrr_start, row.mrr_end, row.gained, row.lost))


def _gross_churn(row: RevenueRow) -> str:
    """Gross churn with its two parts, in a sentence; empty where nothing was lost."""
    if not row.gross_churn:
        return ""
    cancelled, reduced = wording.percent(row.churn_rate), wording.percent(row.contraction_rate)
    return f"Gross churn {wording.percent(row.gross_churn)}: {cancelled} cancelled, {reduced} reduced"


def _columns(book: Book) -> tuple[Column[RevenueRow], ...]:
    """What people see of a row."""

    def movement(kind: Movement, width: int, priority: int = 0) -> Column[RevenueRow]:
        """An amount with the direction it moved in; in the tab `–` where nothing did."""
        sign = -1 if kind in LOSSES else 1

        def amount(row: RevenueRow) -> str:
            return book.money(sign * row.moved(kind))

        def in_tab(row: RevenueRow) -> str:
            return amount(row) if row.moved(kind) else wording.NOTHING

        return Column(kind.capitalize(), amount, width, priority=priority, flex=True, in_tab=in_tab)

    return (
        Column("MRR start", lambda row: book.money(row.mrr_start), 9, flex=True),
        movement("new", 7),
        movement("expansion", 9, priority=1),
        movement("contraction", 11, priority=3),
        movement("churned", 8),
        movement("reactivated", 11, priority=4),
        Column("MRR end", lambda row: book.money(row.mrr_end), 8, priority=2, flex=True),
        Column("GRR", lambda row: wording.percent(row.grr), 7, flex=True),
        Column("NRR", lambda row: wording.percent(row.nrr), 7, flex=True),
        Column("Gross churn", lambda row: wording.percent(row.gross_churn), where="report"),
        Column("Cancelled", lambda row: wording.percent(row.churn_rate), where="report"),
        Column("Reduced", lambda row: wording.percent(row.contraction_rate), where="report"),
        Column(
            "Quick ratio",
            lambda row: quick_ratio_text(row.quick_ratio, row.gained),
            11,
            priority=5,
            flex=True,
        ),
    )


def _charts(
    book: Book, asked: Asked, covered: Sequence[Period], rows: Sequence[RevenueRow]
) -> tuple[ChartData, ...]:
    """The movements as bars, then GRR and NRR as lines; with a split, a line of each for every segment."""
    start = partial(series, covered, rows, size=lambda row: row.mrr_start)
    nrr = start(lambda row: row.nrr, name="NRR", role="secondary")
    grr = start(lambda row: row.grr, name="GRR", role="primary")
    kept = replace(blank(covered, rows, "", book.marks), unit="percent")
    if asked.by:
        return (
            replace(kept, title=f"Net revenue retention by {asked.every}", series=nrr),
            replace(kept, title=f"Gross revenue retention by {asked.every}", series=grr),
        )
    bars = replace(
        kept,
        kind="stacked",
        unit="money",
        currency=book.currency,
        title=f"MRR movements by {asked.every}",
        series=sum((_bars(covered, rows, kind) for kind in _ROLES), start=()),
    )
    return bars, replace(kept, title=f"Gross and net revenue retention by {asked.every}", series=nrr + grr)


def _bars(covered: Sequence[Period], rows: Sequence[RevenueRow], kind: Movement) -> tuple[Series, ...]:
    sign = -1 if kind in LOSSES else 1
    return series(covered, rows, lambda row: sign * row.moved(kind), name=kind, role=_ROLES[kind])

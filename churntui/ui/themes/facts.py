"""What stands beside a theme's words: how long it has been heard, by month, in which segments, with what else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from churntui.book import Book
from churntui.plain import dates
from churntui.plain.chart import ChartData, Series
from churntui.ui.kit.safe import cut, t
from churntui.ui.themes.rows import Row, answer, how_many

if TYPE_CHECKING:
    from churntui.metrics.themes import Share

MONTHS = 12
"""How many months the chart shows, the running one last."""

_MOST = 4
"""Segments and themes listed of each kind."""


def months(book: Book, row: Row) -> ChartData:
    """Interviews the theme was heard in, by month."""
    from churntui.metrics.themes import by_month

    counts = by_month((line.day for line in row.lines if line.day), book.as_of, MONTHS)
    first = dates.floor(book.as_of, "month")
    labels = [dates.add_months(first, -back) for back in reversed(range(MONTHS))]
    return ChartData(
        "bars",
        tuple(dates.short_month(month, year=month.month == 1) for month in labels),
        (Series("Interviews by month", tuple(float(count) for count in counts)),),
        dim_last=True,
        empty=f"Not heard in the last {MONTHS} months",
    )


def facts(book: Book, row: Row) -> Content:
    """The theme in short: what it means, since when, where, with what, and what answers it."""
    from churntui.metrics.segments import size_band
    from churntui.metrics.themes import shares

    heard = {one.logo_id for one in book.interviews if one.status == "held"}

    def segments(title: str, label: Callable[[int], str]) -> list[Content]:
        found = shares(row.logo_ids, heard, label)
        return _listed(title, [_share(share) for share in found])

    blocks = [t(row.theme.description)] if row.theme.description else []
    if row.counted.first and row.counted.last:
        span = f"{dates.short(row.counted.first, book.as_of)} – {dates.short(row.counted.last, book.as_of)}"
        growth = f"{row.growth} in two quarters"
        blocks.append(Content.assemble(("Heard  ", "dim"), t(span), "\n", ("Trend  ", "dim"), t(growth)))
    blocks += segments("Industry, of all heard there", lambda logo_id: book.logos[logo_id].industry)
    blocks += segments("Staff, of all heard there", lambda logo_id: size_band(book.logos[logo_id].employees))
    pairs = [
        f"{how_many(pair.logos, 'logo')}, {book.money(pair.arr_lost)}  {name}" for name, pair in row.together
    ]
    blocks += _listed("Heard together with", pairs)
    blocks += _listed("Answered by", [answer(one) for one in row.initiatives])
    return Content("\n\n").join(blocks)


def _share(share: Share) -> str:
    """`4/9 · 44 %  Logistics`: of the nine logos heard there, four named it."""
    fraction = f"{share.named}/{share.heard}"
    return f"{fraction} · {100 * share.named / share.heard:.0f} %  {share.label}"


def _listed(title: str, lines: Iterable[str]) -> list[Content]:
    """A title over some lines; nothing where there are none."""
    shown = list(lines)
    more = [f"{len(shown) - _MOST} more"] if len(shown) > _MOST else []
    body = [t(f"  {cut(line, 100)}") for line in [*shown[:_MOST], *more]]
    return [Content("\n").join([Content.styled(title, "dim"), *body])] if body else []

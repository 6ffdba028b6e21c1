"""How the running quarter stands, with the quarters before it: the panel beside what needs someone today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from churntui.book import Book
from churntui.plain import wording
from churntui.plain.chart import ChartData, Series
from churntui.plain.dates import Period

QUARTERS_SHOWN = 12
"""Quarters the chart shows, the running one last."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the running quarter stands, and the quarters before it."""

    lines: tuple[str, ...]
    """Figures with their names, a line each."""
    chart: ChartData


def quarter(book: Book) -> Standing:
    """The running quarter in figures, and its forerunners as a chart. Takes pandas."""
    from churntui.metrics import coverage

    now = Period.of(book.as_of, "quarter")
    shown = [period for period in book.span("quarter") if period <= now][-QUARTERS_SHOWN:]
    if not shown:
        return Standing((wording.none_yet("contracts", book.owner),), ChartData("bars", (), ()))
    rates = book.attrition(shown)
    (revenue,) = book.revenue([now])
    last = rates[-1]
    year_ago = book.as_of - timedelta(days=365)
    covered = coverage.coverage(book.losses[book.losses["lost_on"] >= year_ago])
    target = book.settings.target_rate
    lines = [f"Logo attrition  {wording.rate_text(last.lost, last.initial)}"]
    if target is not None:
        over = last.rate is not None and last.rate > target
        lines.append(f"  target {wording.rounded(target)}  {'▲ over' if over else '─ within'}")
    if last.pending:
        lines.append(f"  {last.pending} pending: expired, no answer")
    lines += [f"GRR  {wording.percent(revenue.grr)}   NRR  {wording.percent(revenue.nrr)}"]
    lines += [f"Losses heard, 12 months  {covered.interviewed}/{covered.losses}"]
    if covered.arr_lost:
        lines.append(f"  {wording.percent(covered.arr_share)} of {book.money(covered.arr_lost)} ARR lost")
    if covered.asked:
        lines.append(f"  {covered.interviewed}/{covered.asked} of those asked took part")
    if book.without_rate:
        missing = ", ".join(f"{count} in {currency}" for currency, count in sorted(book.without_rate.items()))
        lines += ["", f"Left out, no rate: {missing}"]
    chart = ChartData(
        "bars",
        tuple(period.label.split(" ")[-1] + f" {period.starts_on:%y}" for period in shown),
        (Series("Logo attrition by quarter", tuple(row.rate for row in rates), "primary"),),
        unit="percent",
        target=target,
        dim_last=True,
        title="",
    )
    return Standing(tuple(lines), chart)

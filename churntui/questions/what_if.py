"""What a quarter would come to if renewals went so: its figures, counted up to its end. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from churntui.book import Book
from churntui.metrics.attrition import AttritionRow, attrition_of
from churntui.metrics.forecast import quarter_of
from churntui.metrics.ground import Ground, contract_frame, loss_frame
from churntui.metrics.renewals import Renewal
from churntui.metrics.revenue import RevenueRow, revenue_of
from churntui.metrics.what_if import SHRUNK_PERCENT, Turn, supposed
from churntui.plain import dates, wording
from churntui.plain.dates import Period

QUARTERS = 4
"""How many quarters from the as-of day's on are looked at."""


@dataclass(frozen=True, slots=True)
class IfSo:
    """The figures of a quarter as they would be."""

    quarter: Period
    attrition: AttritionRow
    revenue: RevenueRow


def open_renewals(book: Book) -> list[tuple[Period, list[Renewal]]]:
    """What can go one way or another, by quarter; what has ended and waits is with the running one."""
    here = Period.of(book.as_of, "quarter")
    found: dict[Period, list[Renewal]] = {}
    for renewal in sorted(book.renewals, key=lambda one: (one.ends_on, -(one.arr or 0))):
        quarter = max(quarter_of(renewal.ends_on), here)
        if renewal.bucket != "known_churn" and renewal.contract.amount_minor:
            found.setdefault(quarter, []).append(renewal)
    last = dates.step(here.starts_on, "quarter", QUARTERS)
    return [(quarter, rows) for quarter, rows in sorted(found.items()) if quarter.starts_on < last]


def if_so(book: Book, quarter: Period, turns: Mapping[int, Turn]) -> IfSo:
    """What the quarter comes to at its end, where renewals go as they are turned, and all others are kept."""
    agreed = supposed(
        book.contracts,
        {contract.id: book.arr(contract) for contract in book.contracts},
        book.renewals,
        turns,
        until=quarter.ends_on,
    )
    ground = Ground(
        contract_frame(agreed.contracts, [agreed.arr[contract.id] for contract in agreed.contracts]),
        loss_frame(book.recorded_losses),
        book.logos,
        wait_days=book.settings.renewal_wait_days,
        as_of=quarter.ends_on,
    )
    levels = ground.levels([quarter], book.settings.grace_days)
    (attrition,), (revenue,) = attrition_of(levels), revenue_of(levels, currency=book.currency)
    return IfSo(quarter, attrition, revenue)


def told(book: Book, found: IfSo) -> str:
    """`attrition 5/41 · 12.2 % ▲ over target 5 % · GRR 88.1 % · NRR 96.0 %`."""
    row, target = found.attrition, book.settings.target_rate
    over = ""
    if target is not None and row.rate is not None:
        held = "▲ over" if row.rate > target else "within"
        over = f" {held} target {wording.rounded(target)}"
    grr, nrr = (wording.percent(share) for share in (found.revenue.grr, found.revenue.nrr))
    return f"attrition {wording.rate_text(row.lost, row.initial)}{over} · GRR {grr} · NRR {nrr}"


def turned(book: Book, rows: Sequence[Renewal], turns: Mapping[int, Turn]) -> str:
    """`2 lost, −€40.0k · 1 shrunk, −€2.0k`; `all kept` where nothing is turned."""
    parts = []
    for turn, percent in (("lost", 100), ("shrunk", SHRUNK_PERCENT)):
        own = [row for row in rows if turns.get(row.contract.id) == turn]
        if own:
            amount = sum(round((row.arr or 0) * percent / 100) for row in own)
            parts.append(f"{len(own)} {turn}, −{book.money(amount)}")
    return " · ".join(parts) or "all kept"

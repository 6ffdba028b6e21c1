"""What the retention rates of a period mean, with its own amounts and what other rules make of them (Markdown)."""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics.revenue import RevenueRow, quick_ratio_text
from churntui.plain import wording
from churntui.plain.dates import Period
from churntui.questions import pending
from churntui.questions.asked import Asked
from churntui.questions.explaining import happened, opening, settings, table, where


def explained(book: Book, asked: Asked, period: Period, row: RevenueRow, without_grace: RevenueRow) -> str:
    """A row explained."""
    start, end = book.money(row.mrr_start), book.money(row.mrr_end)
    parts = [f"## Revenue, {where(period, row)}"]
    moved = f"{start} on {opening(book, period)} + {book.money(row.new)} new"
    moved += f" + {book.money(row.expansion)} expansion + {book.money(row.reactivated)} reactivated"
    moved += f" − {book.money(row.contraction)} contraction − {book.money(row.churned)} churned = **{end}**"
    so_far = "" if period.ends_on <= book.as_of else f" so far (the {asked.every} is not over)"
    parts.append(
        f"MRR: {moved}{so_far}. A logo's contracts are added up first, so it moves once a {asked.every}."
    )
    if row.grr is not None:
        parts.append(_retention(book, row, row.grr, without_grace))
    parts.append(pending.explained(book, asked, period, row.segment))
    parts.append(happened(book, period))
    parts.append(settings(book, asked))
    return "\n\n".join(part for part in parts if part)


def _retention(book: Book, row: RevenueRow, grr: float, without_grace: RevenueRow) -> str:
    """GRR, NRR and quick ratio with the row's numbers."""
    start, expansion = book.money(row.mrr_start), book.money(row.expansion)
    lost = book.money(row.lost)
    gained = book.money(row.gained)
    mixed = wording.percent(row.mrr_end / row.mrr_start)
    returned = wording.percent(row.nrr_with_reactivated)
    bare = f"{wording.percent(without_grace.grr)} and {wording.percent(without_grace.nrr)}"
    return table(
        ("Figure", "How", "Reads"),
        [
            ("GRR", f"({start} − {lost}) ÷ {start}, never above 100 %", wording.percent(grr)),
            ("NRR", f"({start} − {lost} + {expansion}) ÷ {start}", wording.percent(row.nrr)),
            ("Gross churn", "1 − GRR, of which", wording.percent(row.gross_churn)),
            ("cancelled", f"{book.money(row.churned)} ÷ {start}", wording.percent(row.churn_rate)),
            ("reduced", f"{book.money(row.contraction)} ÷ {start}", wording.percent(row.contraction_rate)),
            ("Quick ratio", f"{gained} gained ÷ {lost} lost", quick_ratio_text(row.quick_ratio, row.gained)),
            ("NRR with the MRR of reactivations", f"+ {book.money(row.reactivated)} returned", returned),
            ("NRR with new and returning logos", f"{book.money(row.mrr_end)} ÷ {start}", mixed),
            ("GRR and NRR without grace", "", bare),
        ],
    )

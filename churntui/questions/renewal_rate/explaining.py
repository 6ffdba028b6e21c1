"""What a renewal rate means, with its own numbers (Markdown)."""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics.renewal_rate import RenewalRateRow
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.questions.asked import Asked
from churntui.questions.explaining import happened, settings, table, where
from churntui.questions.renewal_rate import behind

_RULE = (
    "A contract comes up on its effective end: one that renews it early brings it forward, a loss cuts it off. It is "
    "renewed where a paying contract carries on, lost where none does in time, and undecided while its end is ahead or "
    "waits for an answer. ARR is that of the contract that ended, whatever the new one pays. A logo counts once, as "
    "lost only where its service ended: one that only dropped a contract is *not counted*, and the ARR is lost. This "
    "is not GRR, which looks at every logo that paid when the period opened."
)


def explained(asked: Asked, book: Book, period: Period, row: RenewalRateRow) -> str:
    """A row explained."""
    rate = wording.rate(row.renewed, row.due)
    parts = [
        f"## {rate} of logos renewed, {where(period, row)}",
        table(
            ("", "Logos", "ARR"),
            [
                ("Renewed", str(row.renewed), book.money(row.arr_renewed)),
                ("Lost", str(row.lost), book.money(row.arr_lost)),
                ("Due: renewed + lost", str(row.due), book.money(row.arr_due)),
                ("Renewal rate: renewed ÷ due", rate, wording.percent(row.arr_rate)),
                ("Undecided, beside those due", str(row.undecided), book.money(row.arr_undecided)),
            ],
        ),
        _undecided(asked, book, period, row.segment),
        _RULE,
        happened(book, period),
        settings(book, asked),
    ]
    return "\n\n".join(part for part in parts if part)


def in_short(book: Book, row: RenewalRateRow) -> str:
    """`€120k of €140k due was renewed; 2 logos undecided, €20k`: what a narrow table has no room for."""
    parts = []
    if row.arr_due:
        parts.append(f"{book.money(row.arr_renewed)} of {book.money(row.arr_due)} ARR due was renewed")
    if row.undecided or row.arr_undecided:
        logos = wording.counted(row.undecided, "logo")
        parts.append(f"{logos} undecided, {book.money(row.arr_undecided)} ARR")
    return "; ".join(parts)


def _undecided(asked: Asked, book: Book, period: Period, segment: str | None) -> str:
    """How many of the undecided contracts wait for an answer, and what to do about them."""
    undecided = [one for one in behind.own_due(asked, period, segment, book) if one.outcome == "undecided"]
    if not undecided:
        return ""
    ended = sum(one.ends <= dates.number(book.as_of) for one in undecided)
    parts = []
    if ended:
        waits = wording.counted(ended, "contract has ended and waits", "contracts have ended and wait")
        parts.append(f"{waits} for an answer: give it in Renewals → Expired")
    if ahead := len(undecided) - ended:
        parts.append(f"{wording.counted(ahead, 'contract ends', 'contracts end')} later in the period")
    return f"Undecided: {'; '.join(parts)}."

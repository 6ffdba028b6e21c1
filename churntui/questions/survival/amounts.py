"""Expected revenue as people read it: about how much, from where to where, and how much of that is known."""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics.expected import Basis, Total
from churntui.plain import wording
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE


def is_told(basis: Basis) -> bool:
    """Whether there are logos enough to expect anything by."""
    return basis.whole.cases >= FEWEST_FOR_A_PERCENTAGE


def cells(book: Book, basis: Basis, arr: int, expected: Total) -> tuple[str, str, str, str]:
    """ARR, what it is expected to pay, from – to, and how much of that the curve tells."""
    if not arr:
        return (wording.NOTHING,) * 4
    if not is_told(basis):
        return (book.money(arr), *(wording.NOTHING,) * 3)
    return (
        book.money(arr),
        worth(book, expected.amount, expected.seen),
        band(book, expected.low, expected.high),
        share_seen(expected.amount, expected.seen),
    )


def worth(book: Book, amount: int, seen: int) -> str:
    """`€1.21M`; `~€1.21M` where a part of it lies beyond what any logo was seen to stay."""
    return ("~" if seen < amount else "") + book.money(amount)


def band(book: Book, low: int, high: int) -> str:
    """`€1.02M – €1.31M`."""
    return f"{book.money(low)} – {book.money(high)}"


def share_seen(amount: int, seen: int) -> str:
    """`18 %`: how much of an expected amount the curve tells, the rest being its tail."""
    return f"{100 * seen / amount:.0f} %" if amount else wording.NOTHING

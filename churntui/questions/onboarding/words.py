"""How long one logo took to first value, in a few words."""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics.onboarding import started
from churntui.plain.wording import counted
from churntui.questions.logo_file import LogoFile


def to_first_value(book: Book, file: LogoFile) -> str:
    """`first value after 23 days`, `no value in 12 days`; empty where nobody could have seen it."""
    through = book.usage_through
    losses = dict.fromkeys((contract.logo_id for contract in file.contracts), file.losses)
    logos = started(file.contracts, book.first_use, losses, through)
    if not logos or through is None or not logos[0].is_measured:
        return ""
    (one,) = logos
    if one.days is not None:
        return f"first value after {counted(one.days, 'day')}"
    return f"no value in {counted(((one.left_on or through) - one.start).days, 'day')}"

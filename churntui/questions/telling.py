"""What a tab of Trends shows, in words, and what follows it where a key goes on to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from churntui.book import Book
from churntui.plain import dates
from churntui.plain.dates import Period
from churntui.plain.text import shortened
from churntui.questions.asked import Asked
from churntui.questions.charting import marks_within
from churntui.questions.shown import Figures

MOST_OF_A_NAME = 40
"""Cells that an event's name may take in a sentence."""

Value = TypeVar("Value")


def after(values: Sequence[Value], value: Value) -> Value:
    """The one that follows `value`; after the last the first."""
    return values[(values.index(value) + 1) % len(values)]


def narrowing(asked: Asked) -> tuple[str, ...]:
    """Which losses count, where not all do."""
    parts = ["regrettable only"] if asked.regrettable else []
    if asked.voluntary is not None:
        parts.append("voluntary only" if asked.voluntary else "involuntary only")
    return tuple(parts)


def told_events(book: Book, period: Period) -> str:
    """`7 Jan: List prices up by 9 %`: the events of a period, whose names the chart may have no room for."""
    return "; ".join(
        f"{dates.short(mark.day, book.as_of)}: {shortened(mark.name, MOST_OF_A_NAME)}"
        for mark in marks_within(period, book.marks)
    )


def told_view(asked: Asked, figures: Figures) -> str:
    """`quarters · 2024 Q1 – 2026 Q4 · split by plan · regrettable only`."""
    parts = [f"{asked.every}s"]
    known = [row.period for row in figures.rows if row.period]
    if known:
        parts.append(f"{known[0].label} – {known[-1].label}")
    if asked.by:
        parts.append(f"split by {' and '.join(asked.by_words)}")
    return " · ".join([*parts, *narrowing(asked)])

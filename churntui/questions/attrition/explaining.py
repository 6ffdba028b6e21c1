"""What a rate of logo attrition means, with its own numbers and what other rules would make of them (Markdown)."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from churntui.book import Book
from churntui.metrics.attrition import AttritionRow, annualised
from churntui.metrics.comparing import Share
from churntui.metrics.intervals import wilson
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions import pending
from churntui.questions.asked import Asked
from churntui.questions.explaining import (
    attrition_called,
    escaped,
    happened,
    listed,
    opening,
    settings,
    under_other_rules,
    where,
)
from churntui.questions.telling import narrowing


def explained(
    book: Book,
    asked: Asked,
    period: Period,
    row: AttritionRow,
    without_grace: AttritionRow | None,
    stands_out: Sequence[str] = (),
    counted: Sequence[AttritionRow] = (),
) -> str:
    """A row explained; `stands_out` are sentences about its losses, `counted` the rows around it."""
    title = where(period, row)
    if not row.initial:
        nobody = f"No logo was active on {opening(book, period)}: there is no rate."
        return f"## Logo attrition, {title}\n\n{nobody}{_early(book, row)}"
    parts = [
        f"## {wording.rate(row.lost, row.initial)} {attrition_called(asked).lower()}, {title}",
        _division(book, asked, period, row) + _early(book, row),
        pending.explained(book, asked, period, row.segment),
        listed("What stands out", [escaped(sentence) for sentence in stands_out]),
        happened(book, period, counted),
        _other_rules(asked, period, row, without_grace),
        _precision(asked, row),
        settings(book, asked),
    ]
    return "\n\n".join(part for part in parts if part)


def _division(book: Book, asked: Asked, period: Period, row: AttritionRow) -> str:
    """The rate as a division of counted logos."""
    initial, lost, gained = row.initial, row.lost, row.gained
    closing = dates.short(min(period.ends_on, book.as_of))
    so_far = "" if period.ends_on <= book.as_of else f" (the {asked.every} is not over)"
    if asked.regrettable or asked.voluntary is not None:
        kinds = " ".join(kind.removesuffix(" only") for kind in narrowing(asked))
        rest = f"**{lost} of them** lost by {closing}{so_far} ({kinds} losses)"
    else:
        rest = f"**{row.remaining} of them** still on {closing}{so_far}"
    return (
        f"{wording.counted(initial, 'logo was', 'logos were')} active on {opening(book, period)}, {rest}: "
        f"{lost} ÷ {initial}. "
        f"{wording.counted(gained, 'logo')} gained on the way {'is' if gained == 1 else 'are'} not counted."
    )


def _early(book: Book, row: AttritionRow) -> str:
    if not row.early_churn:
        return ""
    came_and_left = wording.counted(row.early_churn, "logo")
    return (
        f" Early churn apart: {came_and_left} ({book.money(row.early_churn_arr)}) came and left in between."
    )


def _other_rules(asked: Asked, period: Period, row: AttritionRow, without_grace: AttritionRow | None) -> str:
    """A table of what common other rules give for the same period."""
    rate = Share(row.lost, row.initial)
    bare = Share(without_grace.lost, without_grace.initial) if without_grace is not None else None
    year: tuple[tuple[str, str], ...] = ()
    if row.complete and rate.hits < rate.cases:
        yearly = wording.percent(annualised(rate.hits / rate.cases, period.days))
        year = ((f"A year of such {asked.every}s", yearly),)
    return under_other_rules(rate, row.gained, bare, year)


def _precision(asked: Asked, row: AttritionRow) -> str:
    """How sure the rate is, and what difference between two such periods would mean something."""
    if row.initial < FEWEST_FOR_A_PERCENTAGE:
        return f"Under {FEWEST_FOR_A_PERCENTAGE} logos only the fraction is shown: a percentage would say too much."
    rate, (low, high) = row.lost / row.initial, wilson(row.lost, row.initial)
    interval = wording.interval(low, high, row.initial)
    # Newcombe's interval (1998) for the difference of two shares, here of equal ones
    apart = 100 * sqrt((rate - low) ** 2 + (high - rate) ** 2)
    return (
        f"95 % interval (Wilson): {interval}. Two {asked.every}s of this size differ for sure only when they are "
        f"some {apart:.0f} points apart."
    )

"""The losses behind the figures of Trends, with what the book says about each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.metrics.splits import Labels
from churntui.model.choices import REASON_LABELS
from churntui.model.rows import Interview
from churntui.plain.dates import Period
from churntui.questions import counting
from churntui.questions.asked import Asked


@dataclass(frozen=True, slots=True)
class Loss:
    """One lost logo of a period."""

    logo_id: int
    lost_on: date
    """The first day without service."""
    arr: int
    """At the period's opening, in minor units of the reporting currency."""
    tenure_days: int
    interview: Interview | None
    regrettable: bool
    """As an interview says, else by the logo's fit."""


def told_losses(book: Book, lost: Iterable[tuple[int, date, int, int]]) -> list[Loss]:
    """Losses (logo id, first day without service, ARR, days of tenure) with what the book says about each."""
    asked, regrettable = book.asked, book.losses_that(regrettable=True)
    return [
        Loss(logo_id, lost_on, arr, tenure, asked.get((logo_id, lost_on)), (logo_id, lost_on) in regrettable)
        for logo_id, lost_on, arr, tenure in lost
    ]


def losses(
    book: Book, covered: Sequence[Period], asked: Asked, split_by: Labels | None
) -> dict[tuple[str, str | None], list[Loss]]:
    """The losses behind each row: (period's name, segment) to losses, the largest ARR first."""
    counted = counting.losses(book, covered, asked, split_by)
    columns = (counted[name].tolist() for name in ("logo_id", "lost_on", "arr_lost", "tenure_days"))
    in_full = told_losses(book, zip(*columns, strict=True))
    behind: dict[tuple[str, str | None], list[Loss]] = defaultdict(list)
    for name, segment, loss in zip(counted["period"], counted["segment"], in_full, strict=True):
        behind[name, segment].append(loss)
    for group in behind.values():
        group.sort(key=largest_first)
    return behind


def largest_first(loss: Loss) -> tuple[int, date, int]:
    """What losses are sorted by."""
    return -loss.arr, loss.lost_on, loss.logo_id


def cause(behind: Sequence[Loss]) -> str:
    """`price 2/5, 1 silent`: the reason assessed most often, of all losses, and losses without a held interview.

    Where several were named equally often, none of them is put forward: `3 causes, 1 each`.
    """
    reasons = Counter(
        loss.interview.primary_reason for loss in behind if loss.interview and loss.interview.primary_reason
    )
    parts = []
    if reasons:
        most = max(reasons.values())
        tied = [reason for reason, times in reasons.items() if times == most]
        alone = f"{REASON_LABELS[tied[0]]} {most}/{len(behind)}"
        parts.append(alone if len(tied) == 1 else f"{len(tied)} causes, {most} each")
    silent = sum(loss.interview is None or loss.interview.status != "held" for loss in behind)
    if silent:
        parts.append(f"{silent} silent")
    return ", ".join(parts)

"""The logos behind a figure of Trends: no figure is shown that cannot be opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from churntui.book import Book
from churntui.metrics import attrition as logo_metrics
from churntui.metrics import service
from churntui.model.choices import REASON_LABELS, STATUS_LABELS
from churntui.model.rows import Interview
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.looks import CellStyle
from churntui.questions import counting, pending
from churntui.questions.asked import Asked
from churntui.questions.attrition.losses import Loss, largest_first, losses, told_losses
from churntui.questions.shown import Heading, Line, Member, Members

_LOSSES = (
    Heading("Logo", 22, "left", flex=True),
    Heading("Left on", 11),
    Heading("ARR", 7),
    Heading("Tenure", 9, priority=3),
    Heading("Assessed", 16, "left", priority=1),
    Heading("Stated", 16, "left", priority=2, flex=True),
    Heading("Regrettable", 11, "left", priority=4),
    Heading("Interview", 11, "left"),
)

_STANDS = (
    Heading("Logo", 24, "left", flex=True),
    Heading("ARR at start", 12),
    Heading("ARR at end", 10),
    Heading("Industry", 18, "left", priority=2, flex=True),
    Heading("Country", 8, "left", priority=3),
    Heading("Owner", 16, "left", priority=1),
)


def logos(asked: Asked, period: Period, segment: str | None, book: Book) -> tuple[Members, ...]:
    """The logos lost, active at the opening, gained, come and gone, and pending in a period (of a segment)."""
    split_by = counting.labels(book, asked.by, [period])
    lost = losses(book, [period], asked, split_by).get((period.name, segment), [])
    return (
        _left(book, lost, "Lost", "No logo was lost"),
        _standing(book, asked, period, segment, "initial", "At start", "No logo was active at the opening"),
        _standing(book, asked, period, segment, "gained", "Gained", "No logo was gained"),
        _left(book, _early(book, asked, period, segment), "Early churn", "No logo came and left in between"),
        *pending.members(book, asked, period, segment),
    )


def segment(asked: Asked, covered: Sequence[Period], segment: str | None, book: Book) -> tuple[Members, ...]:
    """The logos that several periods lost, and those there at the newest opening (of a segment; None for all)."""
    split_by = counting.labels(book, asked.by, covered)
    behind = losses(book, covered, asked, split_by)
    lost = [loss for (_, own), own_losses in behind.items() if segment in (own, None) for loss in own_losses]
    newest = covered[-1]
    whole = asked if segment is not None else replace(asked, by=())
    name = f"At start of {newest.label}"
    return (
        _left(book, sorted(lost, key=largest_first), "Lost", "No logo was lost"),
        _standing(book, whole, newest, segment, "initial", name, "No logo was active at the opening"),
    )


def _left(book: Book, lost: Sequence[Loss], name: str, empty: str) -> Members:
    """Lost logos as the figure `name`."""
    members = tuple(Member(loss.logo_id, _loss_line(book, loss), _stated(loss)) for loss in lost)
    return Members(name, _LOSSES, members, empty)


def _early(book: Book, asked: Asked, period: Period, segment: str | None) -> list[Loss]:
    """The losses of those that came and left within the period, with their last ARR, the largest first."""
    counted = counting.logo_ids(book)
    ids = logo_metrics.members(
        book.timeline,
        period,
        "early_churn",
        as_of=book.as_of,
        logo_ids=counted,
        only=counting.those_that_count(book, asked),
    )
    own = set(counting.of_segment(book, asked, period, segment, ids))
    frame = book.losses[["logo_id", "lost_on", "arr_lost", "tenure_days"]]
    # in time order: of several losses within the period the last one stays, as in the figure
    last = {
        logo_id: (logo_id, lost_on, arr, tenure)
        for logo_id, lost_on, arr, tenure in frame.itertuples(index=False)
        if logo_id in own and period.starts_on < lost_on <= period.ends_on
    }
    return sorted(told_losses(book, last.values()), key=lambda loss: (-loss.arr, loss.logo_id))


def _loss_line(book: Book, loss: Loss) -> Line:
    held, look = state(loss.interview)
    interview = loss.interview
    reason = interview.primary_reason if interview else None
    return Line(
        (
            book.name(loss.logo_id),
            dates.short(loss.lost_on),
            book.money(loss.arr),
            wording.tenure(loss.tenure_days),
            REASON_LABELS[reason] if reason else wording.NOTHING,
            _stated(loss) or wording.NOTHING,
            "yes" if loss.regrettable else "no",
            held,
        ),
        {7: look},
    )


def _stated(loss: Loss) -> str:
    return loss.interview.stated_reason if loss.interview else ""


def state(interview: Interview | None) -> tuple[str, CellStyle]:
    """How the interview about a loss stands; a `!` where nobody was asked."""
    if interview is None or interview.status == "not_asked":
        return "not asked !", "warn"
    return STATUS_LABELS[interview.status], "good" if interview.status == "held" else ""


def _standing(
    book: Book,
    asked: Asked,
    period: Period,
    segment: str | None,
    figure: Literal["initial", "gained"],
    name: str,
    empty: str,
) -> Members:
    """The logos of one figure with their ARR at both ends, the largest first."""
    counted = counting.logo_ids(book)
    ids = logo_metrics.members(book.timeline, period, figure, as_of=book.as_of, logo_ids=counted)
    own = counting.of_segment(book, asked, period, segment, ids)
    (start,), (end,) = service.period_snapshots(book.timeline, [period], book.as_of, counted)
    levels = {
        logo_id: (opening, closing)
        for logo_id, opening, closing in zip(counted.tolist(), start.tolist(), end.tolist(), strict=True)
    }
    own.sort(key=lambda logo_id: (-max(levels[logo_id]), logo_id))
    members = []
    for logo_id in own:
        logo = book.logos[logo_id]
        amounts = (book.money(arr) if arr > 0 else wording.NOTHING for arr in levels[logo_id])
        cells = (logo.name, *amounts, logo.industry, logo.country, logo.owner)
        members.append(Member(logo_id, Line(cells)))
    return Members(name, _STANDS, tuple(members), empty)

"""Trends, Logos: what stands out among a period's losses, in sentences that claim no more than the counts say.

It answers "why did this quarter get worse?": whether it did at all, what was named, and where the losses came from,
in this order, so that a small screen leaves out what tells least.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from churntui.book import Book
from churntui.metrics import comparing
from churntui.metrics.attrition import AttritionRow, sets_of
from churntui.metrics.comparing import Share
from churntui.metrics.splits import NOT_SET, split_each
from churntui.metrics.standout import Segment, Standout, strongest
from churntui.model import splits
from churntui.model.choices import REASON_LABELS
from churntui.plain.dates import Period
from churntui.plain.wording import rate_text
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.attrition.losses import Loss

FIELDS = splits.names(
    "industry", "size", "country", "plan", "owner", but={"fit", "tenure", "first_value", "annual_revenue"}
)
"""Where losses are looked for: what may have led to them, and whom to ask."""

MOST_CAUSES = 4
"""Causes that are told by name."""

_VERDICTS: Mapping[comparing.Verdict, str] = {
    "more": "more than chance explains",
    "less": "less than chance explains",
    "no difference shown": "no difference shown",
    "too few": "too few logos to compare",
}


def sentences(
    book: Book,
    covered: Sequence[Period],
    asked: Asked,
    counted: Sequence[AttritionRow],
    behind: Mapping[tuple[str, str | None], Sequence[Loss]],
) -> dict[str, tuple[str, ...]]:
    """Of each period that lost a logo, by its name: what stands out, the most telling first.

    Args:
        book: The book.
        covered: The periods of `counted`, in order.
        asked: Which losses count. Nothing is split.
        counted: The attrition report's rows.
        behind: The losses of each row.
    """
    segments = _segments(book, covered, asked)
    by_period = {}
    before: AttritionRow | None = None
    for row in counted:
        lost = behind.get((row.period, None), ())
        if lost:
            standout = strongest(segments[row.period], row.lost, row.initial)
            clauses = (_against(before, row), named(lost), _from_where(standout), _largest(book, lost))
            by_period[row.period] = tuple(clause for clause in clauses if clause)
        before = row
    return by_period


def _segments(book: Book, covered: Sequence[Period], asked: Asked) -> dict[str, list[Segment]]:
    """The losses of every segment of every field, by period."""
    by_period: dict[str, list[Segment]] = {period.name: [] for period in covered}
    levels = book.levels(covered)
    sets = sets_of(levels, counting.those_that_count(book, asked))
    for field in (*FIELDS, *counting.own_that_tell(book)):
        every = split_each(levels.logo_ids, counting.labels(book, (field,), covered), covered)
        for period, own, initial, lost in zip(covered, every, sets["initial"], sets["lost"], strict=True):
            by_period[period.name] += [
                Segment(field, label, times, there)
                for label, times, there in zip(own.labels, own.count(lost), own.count(initial), strict=True)
                if label is not None and label != NOT_SET
            ]
    return by_period


def named(lost: Sequence[Loss]) -> str:
    """`Named causes: price 2, onboarding 1; 1 of 4 silent`: nobody held an exit interview about it."""
    reasons = Counter(
        loss.interview.primary_reason for loss in lost if loss.interview and loss.interview.primary_reason
    )
    causes = [f"{REASON_LABELS[reason]} {times}" for reason, times in reasons.most_common(MOST_CAUSES)]
    if others := sum(reasons.values()) - sum(times for _, times in reasons.most_common(MOST_CAUSES)):
        causes.append(f"others {others}")
    silent = sum(loss.interview is None or loss.interview.status != "held" for loss in lost)
    parts = [f"Named causes: {', '.join(causes)}" if causes else "No cause is named"]
    if silent:
        parts.append(f"{silent} of {len(lost)} silent")
    return "; ".join(parts)


def _from_where(standout: Standout | None) -> str:
    """`3 of the 4 losses come from Health (industry), 12 of the 45 logos: chance may do that`."""
    if standout is None:
        return ""
    segment = standout.segment
    sure = "more than chance explains" if standout.surprising else "chance may do that"
    return (
        f"{segment.lost} of the {standout.lost} losses come from {segment.label} ({segment.field}), "
        f"{segment.initial} of the {standout.initial} logos: {sure}"
    )


def _largest(book: Book, lost: Sequence[Loss]) -> str:
    """The loss that is more than half of the ARR lost, where there are several."""
    total = sum(loss.arr for loss in lost)
    if len(lost) == 1 or 2 * lost[0].arr <= total:
        return ""
    return f"{book.name(lost[0].logo_id)} alone is {book.money(lost[0].arr)} of the {book.money(total)} lost"


def _against(before: AttritionRow | None, row: AttritionRow) -> str:
    """The rate beside that of the period before."""
    if before is None or not before.initial:
        return ""
    verdict = comparing.verdict(Share(row.lost, row.initial), Share(before.lost, before.initial))
    was = rate_text(before.lost, before.initial)
    return f"The period before {was}: {_VERDICTS[verdict]}{'' if row.complete else ' so far'}"

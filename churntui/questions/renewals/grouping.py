"""The pipeline as it is listed: in groups, each with what it comes to; by the days left, or by where two views differ.

What a person called and what follows from the record are compared and never mixed: a renewal that one of them counts
at so much more than the other is worth a second look, whichever is right.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from churntui.book import Book
from churntui.metrics import renewals
from churntui.metrics.computed import Computed
from churntui.metrics.renewal_needs import needs_call
from churntui.metrics.renewals import BUCKETS, Renewal
from churntui.model.weeks import share_of
from churntui.questions.renewals.words import BUCKET_LABELS

DIFFERS = 20
"""Points between the two views from which on they disagree."""

Order = Literal["days", "difference"]
"""How the list is ordered."""

_VIEWS: Mapping[str, str] = {
    "called": "Called higher",
    "computed": "Computed higher",
    "agree": "They agree",
    "known": "Known churn",
}


@dataclass(frozen=True, slots=True)
class Section:
    """Some of the renewals, under one heading."""

    key: Hashable
    """The bucket, or which view counts more."""
    label: str
    rows: Sequence[Renewal]


def sections(rows: Sequence[Renewal], order: Order, computed: Mapping[int, Computed] | None) -> list[Section]:
    """The groups that hold anything, in order; without a computed view the days decide."""
    if order == "days" or computed is None:
        return [
            Section(bucket, BUCKET_LABELS[bucket], own)
            for bucket in BUCKETS
            if (own := renewals.in_bucket(rows, bucket))
        ]
    apart: dict[str, list[Renewal]] = {view: [] for view in _VIEWS}
    for row in sorted(rows, key=lambda row: _at_stake(row, computed), reverse=True):
        apart[_counts_more(row, computed)].append(row)
    return [Section(view, _VIEWS[view], own) for view, own in apart.items() if own]


def points(row: Renewal, computed: Mapping[int, Computed]) -> int:
    """By how many percent of its ARR the called view counts more; none of known churn, which both count out."""
    if row.bucket == "known_churn" or row.contract.id not in computed:
        return 0
    return row.weight - computed[row.contract.id].percent


def differs(row: Renewal, computed: Mapping[int, Computed]) -> bool:
    """Whether the two views disagree about it."""
    return abs(points(row, computed)) >= DIFFERS


def _at_stake(row: Renewal, computed: Mapping[int, Computed]) -> tuple[int, int]:
    """What the difference comes to, and the difference itself."""
    apart = abs(points(row, computed))
    return apart * (row.arr or 0), apart


def _counts_more(row: Renewal, computed: Mapping[int, Computed]) -> str:
    if row.bucket == "known_churn":
        return "known"
    if not differs(row, computed):
        return "agree"
    return "called" if points(row, computed) > 0 else "computed"


def amounts(
    book: Book, rows: Sequence[Renewal], computed: Mapping[int, Computed] | None, *, whole: bool = False
) -> str:
    """`due €174.5k · called €85.0k · computed €112.0k · 3 to call`; of the whole list what is called at risk, too."""
    total = renewals.total(rows)
    parts = [f"due {book.money(total.arr)}", f"called {book.money(total.forecast)}"]
    if computed is not None:
        parts.append(f"computed {book.money(computed_total(rows, computed))}")
    if whole and total.at_risk:
        parts.append(f"at risk {book.money(total.at_risk)}")
    if total.without_rate:
        parts.append(f"{total.without_rate} without a rate")
    if uncalled := sum(map(needs_call, rows)):
        parts.append(f"{uncalled} to call")
    return " · ".join(parts)


def computed_total(rows: Iterable[Renewal], computed: Mapping[int, Computed]) -> int:
    """What the computed view counts of these rows; nothing of known churn."""
    return sum(
        share_of(row.arr, computed[row.contract.id].percent)
        for row in rows
        if row.bucket != "known_churn" and row.contract.id in computed
    )

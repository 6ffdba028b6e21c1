"""The attrition and the revenue of several periods taken together, for each segment and for all of them.

One quarter of one segment is a handful of logos. Pooled, each logo counts once for each period it was there at the
start of, and a rate is that of a period of this length, averaged over all of them. Whether a segment differs is asked
of it and all other logos (`comparing`), never of two segments picked by eye.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from churntui.metrics.attrition import AttritionRow
from churntui.metrics.comparing import NONE, Share, Verdict, pooled, verdict
from churntui.metrics.intervals import newcombe, wilson
from churntui.metrics.revenue import RevenueRow

Segment = str | None
"""The name of a segment; None for all logos."""


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """The figures of one segment over all periods."""

    segment: Segment
    periods: int
    """How many are taken together."""
    starts_on: date
    ends_on: date
    """The first day after the last of them."""
    initial: int
    """The logos at the start of each period, added up."""
    lost: int
    rate: float | None
    """lost ÷ initial, with its 95 % limits (Wilson)."""
    low: float | None
    high: float | None
    others_initial: int
    """`initial` and `lost` of all other segments together; 0 in the row of all logos, which has no others."""
    others_lost: int
    verdict: Verdict | None
    """How the rate stands to that of the others; None where there are none."""
    difference_low: float | None
    """Between what the two rates differ with 95 % (Newcombe); None of too few logos to compare."""
    difference_high: float | None
    gained: int
    """Logos gained within the periods, which count in no rate."""
    regrettable: int
    """Of the lost."""
    arr: int
    """On average at the openings, in minor units."""
    arr_lost: int
    currency: str
    grr: float | None
    """Of the MRR at all openings together, what was kept; None where there was none."""
    nrr: float | None
    """`grr` with what that MRR grew by counted too."""
    complete: bool
    """Whether all periods are over."""

    @property
    def share(self) -> Share:
        """The lost of those at the start."""
        return Share(self.lost, self.initial)

    @property
    def others(self) -> Share:
        """The lost of all other segments, of theirs at the start."""
        return Share(self.others_lost, self.others_initial)


def segment_rows(
    counted: Sequence[AttritionRow], money: Sequence[RevenueRow], regrettable: Mapping[Segment, int]
) -> list[SegmentRow]:
    """A row for each segment in which anybody was ever there, in their order, then one for all logos.

    Args:
        counted: What attrition was, for each period and segment.
        money: What revenue was, for the same.
        regrettable: How many of the losses of a segment are, for those that have any.
    """
    rates: dict[Segment, list[AttritionRow]] = defaultdict(list)
    revenue: dict[Segment, list[RevenueRow]] = defaultdict(list)
    for rate in counted:
        rates[rate.segment].append(rate)
    for moved in money:
        revenue[moved.segment].append(moved)
    whole = pooled(counted)
    rows = [
        _row(segment, own, revenue[segment], regrettable.get(segment, 0), whole - pooled(own))
        for segment, own in rates.items()
        if any(row.initial for row in own)
    ]
    return [*rows, _row(None, counted, money, sum(regrettable.values()), NONE)] if rows else []


def _row(
    segment: Segment,
    counted: Sequence[AttritionRow],
    money: Sequence[RevenueRow],
    regrettable: int,
    others: Share,
) -> SegmentRow:
    own, periods = pooled(counted), len({row.period for row in counted})
    low, high = wilson(own.hits, own.cases)
    stands = verdict(own, others) if others.cases else None
    apart = None
    if stands and stands != "too few":
        _, *apart = newcombe(own.hits, own.cases, others.hits, others.cases)
    start = sum(row.mrr_start for row in money)
    kept = start - sum(row.contraction + row.churned for row in money)
    grown = kept + sum(row.expansion for row in money)
    return SegmentRow(
        segment=segment,
        periods=periods,
        starts_on=min(row.starts_on for row in counted),
        ends_on=max(row.ends_on for row in counted),
        initial=own.cases,
        lost=own.hits,
        rate=own.hits / own.cases,
        low=low,
        high=high,
        others_initial=others.cases,
        others_lost=others.hits,
        verdict=stands,
        difference_low=apart[0] if apart else None,
        difference_high=apart[1] if apart else None,
        gained=sum(row.gained for row in counted),
        regrettable=regrettable,
        arr=round(12 * start / periods),
        arr_lost=sum(row.arr_lost for row in counted),
        currency=money[0].currency,
        grr=kept / start if start else None,
        nrr=grown / start if start else None,
        complete=all(row.complete for row in counted),
    )
